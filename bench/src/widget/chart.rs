//! The results as one picture: SVG in light and dark, for whoever looks at the README.

use std::fmt::Write;

use super::contenders::{ALL, Contender, OURS, PREACT};
use super::measurements::Measurements;
use super::metrics::{Metric, SCROLL_MOUNT, THOUSAND, UPDATE, WIRE_BYTES, first};
use crate::summary::Summary;
use crate::table::number;

/// One comparison.
struct Panel {
    title: &'static str,
    about: &'static str,
    metric: Metric,
    unit: &'static str,
    /// How many of what was measured are one of the unit.
    per: f64,
}

const fn panel(title: &'static str, about: &'static str, metric: Metric) -> Panel {
    Panel {
        title,
        about,
        metric,
        unit: "ms",
        per: 1.0,
    }
}

const PANELS: [Panel; 8] = [
    panel(
        "First card",
        "nothing cached, the endpoint answers at once",
        first(0, "cold"),
    ),
    panel(
        "First card",
        "nothing cached, the endpoint takes 300 ms",
        first(300, "cold"),
    ),
    panel(
        "First card, slow link",
        "1.6 Mbit/s, 150 ms; the endpoint takes 300 ms",
        first(300, "slow-link"),
    ),
    panel(
        "First card, slow processor",
        "4 times slower; the endpoint answers at once",
        first(0, "cpu4"),
    ),
    panel(
        "1,000 cards",
        "mounted in one task, until all are painted",
        THOUSAND,
    ),
    Panel {
        unit: "µs",
        ..panel(
            "Another number",
            "in a card that is there, until its name is shown",
            UPDATE,
        )
    },
    panel(
        "10,000 rows",
        "until those in sight show names; phone-profile asks for no others",
        SCROLL_MOUNT,
    ),
    Panel {
        unit: "kB",
        per: 1000.0,
        ..panel(
            "Download",
            "scripts and wasm over the wire, in brotli",
            WIRE_BYTES,
        )
    },
];

const MARGIN: f64 = 28.0;
const COLUMN: f64 = 460.0;
const GUTTER: f64 = 36.0;
const NAMES: f64 = 158.0;
/// Where numbers end, and factors, counted from the right: no bar goes there.
const FACTOR: f64 = 50.0;
const VALUES: f64 = 136.0;
const BARS: f64 = COLUMN - NAMES - VALUES;
const ROW: f64 = 21.0;
const BAR: f64 = 13.0;
const HEAD: f64 = 46.0;
const TOP: f64 = 92.0;
const WIDTH: f64 = 2.0 * (MARGIN + COLUMN) + GUTTER;

/// Colours have their names here, so that a dark page changes them alone.
const STYLE: &str = "\
:root { --back: #ffffff; --edge: #d8dee4; --text: #1f2328; --muted: #59636e; --bar: #c4ccd6; --ours: #0b7a5c; --less: #6db9a2; --line: #59636e }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --edge: #30363d; --text: #e6edf3; --muted: #9198a1; --bar: #424a54; --ours: #3fcf9f; --less: #23785d; --line: #b1bac4 } }
text { font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; fill: var(--text) }
.title { font-size: 20px; font-weight: 600 } .head { font-size: 14px; font-weight: 600 }
.muted { fill: var(--muted) } .end { text-anchor: end } .strong { font-weight: 600 }
.back { fill: var(--back); stroke: var(--edge) } .bar { fill: var(--bar) } .ours { fill: var(--ours) } .less { fill: var(--less) }
.range { stroke: var(--line); stroke-width: 1.5 } .base { stroke: var(--line); stroke-dasharray: 2 3 }
";

/// Draws what there are measurements of.
pub fn svg(measurements: &Measurements) -> String {
    let panels: Vec<_> = PANELS
        .iter()
        .filter(|panel| measurements.ratio(panel.metric, OURS, PREACT).is_some())
        .collect();
    let mut body = String::new();
    let mut y = TOP;
    for pair in panels.chunks(2) {
        let mut height: f64 = 0.0;
        for (panel, column) in pair.iter().zip([0.0, 1.0]) {
            let x = MARGIN + column * (COLUMN + GUTTER);
            height = height.max(draw(&mut body, panel, measurements, x, y));
        }
        y += height;
    }
    let height = y + 2.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
         <title>phone-profile beside cards made with other libraries</title>\n\
         <style>\n{STYLE}</style>\n\
         <rect class=\"back\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"10\"/>\n\
         <text class=\"title\" x=\"{MARGIN}\" y=\"42\">The same card, made in seven ways</text>\n\
         <text class=\"muted\" x=\"{MARGIN}\" y=\"64\">Shorter is better. Medians, with a thin line from the least to the most; × compares with Preact, the dashed line.</text>\n\
         {body}</svg>\n",
        WIDTH - 1.0,
        height - 1.0,
    )
}

/// Where things of a panel are, and how large.
struct Scale {
    left: f64,
    /// Of one of what was measured.
    width: f64,
    base: f64,
}

/// One comparison with its corner at a place; gives its height.
fn draw(out: &mut String, panel: &Panel, measurements: &Measurements, x: f64, y: f64) -> f64 {
    let bars: Vec<_> = ALL
        .iter()
        // Once it is loaded, and on the wire, one line is the same as several.
        .filter(|one| one.id == OURS || !one.is_ours() || panel.metric.what == "first")
        .filter_map(|one| Some((one, measurements.of(panel.metric, one.id)?)))
        .collect();
    let base = measurements
        .of(panel.metric, PREACT)
        .map_or(1.0, |summary| summary.median);
    // By the medians: one bad round would make all bars short.
    let most = bars
        .iter()
        .map(|(_, summary)| summary.median)
        .fold(base, f64::max);
    let scale = Scale {
        left: x + NAMES,
        width: BARS / most,
        base,
    };
    let (title, about) = (panel.title, panel.about);
    line(
        out,
        format_args!(
            "<text class=\"head\" x=\"{x}\" y=\"{}\">{title}</text>",
            y + 12.0
        ),
    );
    line(
        out,
        format_args!(
            "<text class=\"muted\" x=\"{x}\" y=\"{}\">{about}</text>",
            y + 31.0
        ),
    );
    let mut top = y + HEAD;
    let at = scale.left + base * scale.width;
    let (first, last) = (top - 3.0, top + ROW * count(bars.len()) - ROW + BAR + 3.0);
    for (contender, summary) in bars {
        bar(out, contender, summary, panel, &scale, top);
        top += ROW;
    }
    line(
        out,
        format_args!("<path class=\"base\" d=\"M{at:.1} {first}V{last}\"/>"),
    );
    top - y + 26.0
}

/// Contenders are few.
fn count(length: usize) -> f64 {
    f64::from(u32::try_from(length).unwrap_or(u32::MAX))
}

fn bar(
    out: &mut String,
    contender: &Contender,
    summary: Summary,
    panel: &Panel,
    scale: &Scale,
    top: f64,
) {
    let (class, strong) = match contender.id {
        OURS => ("ours", " strong"),
        _ if contender.is_ours() => ("less", ""),
        _ => ("bar", ""),
    };
    let Scale { left, width, base } = *scale;
    let Summary { min, median, max } = summary;
    let (middle, text) = (top + BAR / 2.0, top + BAR - 2.0);
    let value = number(median / panel.per);
    let right = left + BARS + VALUES;
    line(
        out,
        format_args!(
            "<text class=\"end{strong}\" x=\"{}\" y=\"{text}\">{}</text>",
            left - 8.0,
            contender.name
        ),
    );
    line(
        out,
        format_args!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{:.1}\" height=\"{BAR}\" rx=\"2\"/>",
            median * width
        ),
    );
    if max > min {
        // What goes farther than there is room for ends at the edge of it.
        let (from, to) = (left + min * width, left + (max * width).min(BARS + 14.0));
        line(
            out,
            format_args!("<path class=\"range\" d=\"M{from:.1} {middle}H{to:.1}\"/>"),
        );
    }
    line(
        out,
        format_args!(
            "<text class=\"end{strong}\" x=\"{}\" y=\"{text}\">{value} {}</text>",
            right - FACTOR,
            panel.unit
        ),
    );
    line(
        out,
        format_args!(
            "<text class=\"end muted{strong}\" x=\"{right}\" y=\"{text}\">{:.2}×</text>",
            median / base
        ),
    );
}

/// Writing to a string can't fail.
fn line(out: &mut String, text: std::fmt::Arguments) {
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::super::measurements::tests::of;
    use super::*;

    #[test]
    fn given_measurements_when_drawn_then_only_what_was_measured_has_a_panel() {
        let svg = svg(&of(&[
            r#"{"what":"thousand","contender":"phone-profile","ms":300}"#,
            r#"{"what":"thousand","contender":"preact","ms":200}"#,
            r#"{"what":"thousand","contender":"lit","ms":250}"#,
            r#"{"what":"thousand","contender":"lit","ms":350}"#,
        ]));
        assert!(svg.contains(">1,000 cards<") && !svg.contains("First card"));
        assert!(svg.contains(">300 ms<") && svg.contains(">1.50×<"));
        assert_eq!(svg.matches("<rect class=\"bar\"").count(), 2);
        assert_eq!(svg.matches("<path class=\"range\"").count(), 1);
        assert_eq!(svg.matches("<path class=\"base\"").count(), 1);
    }

    #[test]
    fn given_two_bars_when_drawn_then_their_lengths_are_as_their_medians() {
        let svg = svg(&of(&[
            r#"{"what":"wire","contender":"phone-profile","latency":300,"bytes":60000}"#,
            r#"{"what":"wire","contender":"phone-profile-one-line","latency":300,"bytes":60000}"#,
            r#"{"what":"wire","contender":"preact","latency":300,"bytes":15000}"#,
        ]));
        assert!(svg.contains(&format!("class=\"ours\" x=\"{}\"", MARGIN + NAMES)));
        assert!(svg.contains(&format!("width=\"{BARS:.1}\"")));
        assert!(svg.contains(&format!("width=\"{:.1}\"", BARS / 4.0)));
        assert!(svg.contains(">60 kB<") && !svg.contains("one line"));
    }
}
