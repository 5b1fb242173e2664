//! Parts of documents that are made of something else: a test holds them to it, and with
//! `PHONE_PROFILE_WRITE_GENERATED=1` it writes them anew.

use std::{env, fs, path::Path};

use crate::source::file;

const WRITE: &str = "PHONE_PROFILE_WRITE_GENERATED";

/// Holds what stands between `<!-- name: begin -->` and `<!-- name: end -->` in a document to this.
pub fn expect_part(document: &str, name: &str, expected: &str) {
    let text = file(document);
    let markers = [
        format!("<!-- {name}: begin -->\n"),
        format!("<!-- {name}: end -->\n"),
    ];
    let (before, rest) = text
        .split_once(&markers[0])
        .unwrap_or_else(|| panic!("{document} has no {:?}", markers[0]));
    let (part, after) = rest
        .split_once(&markers[1])
        .unwrap_or_else(|| panic!("{document} has no {:?}", markers[1]));
    if part == expected {
        return;
    }
    assert!(
        env::var(WRITE).is_ok_and(|value| value == "1"),
        "{document} is not up to date between the markers of '{name}': set {WRITE}=1 to write it anew"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let text = [before, &markers[0], expected, &markers[1], after].concat();
    fs::write(path, text).unwrap();
}
