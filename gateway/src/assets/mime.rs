//! Content types by file name.

/// The type of a file, and whether compressing it can pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) content_type: &'static str,
    pub(super) compressible: bool,
}

/// Declarations are text to read, not scripts or video (`.ts` is MPEG's as well).
pub(super) fn kind(name: &str) -> Kind {
    let extension = if name.ends_with(".d.ts") {
        "d.ts"
    } else {
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    };
    let (content_type, compressible) = match extension {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "json" | "map" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "csv" => ("text/csv; charset=utf-8", true),
        "svg" => ("image/svg+xml", true),
        "d.ts" | "txt" | "md" => ("text/plain; charset=utf-8", true),
        "ico" => ("image/x-icon", true),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "woff2" => ("font/woff2", false),
        _ => ("application/octet-stream", false),
    };
    Kind {
        content_type,
        compressible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_built_file_when_named_then_browsers_accept_its_type() {
        for (name, content_type) in [
            ("index.html", "text/html; charset=utf-8"),
            ("page.js", "text/javascript; charset=utf-8"),
            ("phone_profile_bg.wasm", "application/wasm"),
            ("index.d.ts", "text/plain; charset=utf-8"),
            ("icon.svg", "image/svg+xml"),
            ("no-extension", "application/octet-stream"),
            ("archive.tar.gz", "application/octet-stream"),
        ] {
            assert_eq!(kind(name).content_type, content_type, "{name}");
        }
    }
}
