//! Which URLs may be drawn.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{expires_ms, picture_url, web_url};

const BASE: &str = "https://dash.example:8443/api/number/13105550123?purpose=x/y";

#[test]
fn given_a_web_url_when_read_then_it_is_kept_as_it_is() {
    for url in [
        "https://pps.whatsapp.net/v/t61/a.jpg?oh=1&oe=69FA1B80",
        "http://127.0.0.1:8080/p.jpg",
        "https://[::1]/p.jpg",
        "https://b\u{fc}cher.example/p.jpg",
        "https://a.example",
        "https://a.example?x=https://b@c",
    ] {
        assert_eq!(picture_url(url, BASE).as_deref(), Some(url));
    }
    assert_eq!(
        picture_url(" HTTPS://A.example/p \n", BASE).as_deref(),
        Some("https://A.example/p")
    );
}

#[test]
fn given_a_relative_url_when_read_then_the_answers_own_url_is_its_base() {
    for (url, resolved) in [
        (
            "/pictures/a.jpg?v=1",
            "https://dash.example:8443/pictures/a.jpg?v=1",
        ),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("a.jpg", "https://dash.example:8443/api/number/a.jpg"),
        (
            "pictures/13105550123?size=full",
            "https://dash.example:8443/api/number/pictures/13105550123?size=full",
        ),
        (
            "/picture/13105550123/full",
            "https://dash.example:8443/picture/13105550123/full",
        ),
        ("../a.jpg", "https://dash.example:8443/api/a.jpg"),
        (
            "../picture/13105550123?size=full&oe=69EB0000&oh=../1",
            "https://dash.example:8443/api/picture/13105550123?size=full&oe=69EB0000&oh=../1",
        ),
        (
            "./picture/13105550123?size=full",
            "https://dash.example:8443/api/number/picture/13105550123?size=full",
        ),
        (
            "../../../../picture/a",
            "https://dash.example:8443/picture/a",
        ),
        ("a:b.jpg", ""),
        ("./a:b.jpg", "https://dash.example:8443/api/number/a:b.jpg"),
    ] {
        let expected = (!resolved.is_empty()).then_some(resolved);
        assert_eq!(picture_url(url, BASE).as_deref(), expected, "{url}");
    }
    assert_eq!(
        picture_url("a.jpg", "https://dash.example").as_deref(),
        Some("https://dash.example/a.jpg")
    );
    for base in [
        "",
        "about:blank",
        "data:text/html,x",
        "/relative",
        "https://user@dash.example/",
    ] {
        assert_eq!(picture_url("/a.jpg", base), None, "{base}");
    }
}

#[test]
fn given_any_other_url_when_read_then_there_is_none() {
    let long = format!("https://a.example/{}", "x".repeat(4096));
    for url in [
        "",
        " ",
        "javascript:alert(1)",
        "JavaScript://a.example/%0aalert(1)",
        "data:image/png;base64,AA",
        "blob:https://a.example/1",
        "file:///etc/passwd",
        "ftp://a.example/",
        "https:a.example",
        "https:/a.example",
        "https://",
        "https:///a.jpg",
        "https://user@a.example/",
        "https://user:pass@a.example/",
        "https://a.example\\@b.example/",
        "\\\\a.example\\b",
        "https://a.example/a\u{0}b",
        "https://a.example/a\nb",
        "java\nscript:alert(1)",
        "https://a.example/\u{202e}gpj.exe",
        "https://:80/",
        "https://%61.example/",
        "//user@a.example/",
        "//",
        "?x",
        "#x",
        "https://a.example/\"onerror=",
        "<svg>",
        &long,
    ] {
        assert_eq!(picture_url(url, BASE), None, "{url:?}");
    }
    assert_eq!(web_url("/relative"), None);
}

#[test]
fn given_a_signed_url_when_read_then_its_expiry_is_what_the_host_says() {
    let at = |oe: &str| {
        expires_ms(&format!(
            "https://pps.whatsapp.net/a.jpg?ccb=11&oe={oe}&_nc_sid=5e#x"
        ))
    };
    assert_eq!(at("69FA1B80"), Some(1_777_998_720_000.0));
    assert_eq!(at("69fa1b80"), at("69FA1B80"));
    for wrong in [
        "",
        "0",
        "1",
        "zz",
        "+69FA1B80",
        "-1",
        "FFFFFFFF",
        "FFFFFFFFFFFFFFFFFF",
        "54A48DFF",
    ] {
        assert_eq!(at(wrong), None, "{wrong}");
    }
    assert_eq!(expires_ms("https://a.example/oe=69FA1B80"), None);
    assert_eq!(expires_ms("https://a.example/#?oe=69FA1B80"), None);
    assert_eq!(expires_ms("https://a.example/?noe=69FA1B80"), None);
}
