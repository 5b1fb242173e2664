//! A page for people: each picture that differs as it was, as it is, and the difference.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::baselines::Difference;

const STYLE: &str =
    "body { margin: 24px; background: #fff; color: #12161c; font: 16px/1.5 system-ui, sans-serif }
table { border-spacing: 24px 12px } td, th { text-align: start; vertical-align: top }
img { max-inline-size: 30vw; outline: 1px solid #dde1e7 }";

/// The kinds of pictures, as files are named by, and what they are called.
const KINDS: [(&str, &str); 3] = [
    ("old", "Before"),
    ("new", "Now"),
    ("difference", "Difference"),
];

/// Writes it beside the pictures.
pub(crate) fn write(folder: &Path, set: &str, differences: &[Difference]) -> Result<()> {
    let heads: String = KINDS
        .iter()
        .map(|(_, title)| format!("<th>{title}</th>"))
        .collect();
    let mut rows = String::new();
    for difference in differences {
        let name = &difference.name;
        write!(rows, "<tr><th colspan='3'>{difference}</th></tr><tr>")?;
        for (kind, title) in KINDS {
            let file = format!("{name}.{kind}.png");
            let picture = if folder.join(&file).is_file() {
                format!("<img src='{file}' alt='{title}: {name}'>")
            } else {
                String::new()
            };
            write!(rows, "<td>{picture}</td>")?;
        }
        rows += "</tr>\n";
    }
    let page = format!(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>{set}</title><style>{STYLE}</style>\
         <h1>{set}</h1><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></html>\n"
    );
    let file = folder.join("index.html");
    fs::write(&file, page).with_context(|| format!("writing {}", file.display()))
}
