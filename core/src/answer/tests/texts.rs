//! Names made safe to show.

use serde_json::json;

use super::profile;

fn name(name: &str) -> Option<String> {
    profile(&json!({"isWhatsApp": true, "name": name})).name
}

#[test]
fn given_a_name_when_read_then_only_what_could_disturb_is_taken_out() {
    for (given, shown) in [
        ("Jane Doe", "Jane Doe"),
        ("  Jane \t\n Doe  ", "Jane Doe"),
        ("Jane\u{0}\u{7}\u{85} Doe\u{9f}", "Jane Doe"),
        ("\u{202e}eoD enaJ\u{202c}", "eoD enaJ"),
        ("\u{2066}Jane\u{2069}\u{feff}", "Jane"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("محمد مثال", "محمد مثال"),
        (
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        ),
        ("Agent 007", "Agent 007"),
        ("1234", "1234"),
        ("Demo Shop \u{fffd}...", "Demo Shop \u{fffd}..."),
        ("Nan", "Nan"),
        ("Jane undefined", "Jane undefined"),
    ] {
        assert_eq!(name(given).as_deref(), Some(shown), "{given:?}");
    }
}

#[test]
fn given_a_name_that_says_nothing_when_read_then_there_is_none() {
    for given in [
        "",
        "   ",
        "\u{202e}\u{200b}",
        "\u{200d}\u{fe0f}",
        "+1 310 555 0123",
        "13105550123",
        "(310) 555-0123",
        "٣١٠٥٥٥٠١٢٣",
        "undefined",
        "null",
        " None ",
        "N/A",
        "[object Object]",
        "undefined undefined",
        "null  null",
        "\u{fffd}",
    ] {
        assert_eq!(name(given), None, "{given:?}");
    }
}

#[test]
fn given_a_long_name_when_read_then_it_ends_after_256_characters() {
    assert_eq!(
        name(&"é".repeat(300)).map(|name| name.chars().count()),
        Some(256)
    );
    assert_eq!(
        name(&"ab ".repeat(300)).map(|name| name.chars().count() <= 256),
        Some(true)
    );
}

#[test]
fn given_several_names_when_read_then_the_first_usable_one_is_shown() {
    for (members, shown) in [
        (
            json!({"name": null, "pushname": "P", "verifiedName": "V"}),
            Some("P"),
        ),
        (
            json!({"name": "+13105550123", "notifyName": "N"}),
            Some("N"),
        ),
        (
            json!({"exists": true, "name": "undefined", "pushname": " ", "verifiedName": "V", "shortName": "S"}),
            Some("V"),
        ),
        (json!({"shortName": "S"}), Some("S")),
        (json!({"exists": true}), None),
    ] {
        assert_eq!(profile(&members).name.as_deref(), shown, "{members}");
    }
}

#[test]
fn given_an_about_when_read_then_it_is_cleaned_like_a_name_and_may_be_longer() {
    let about = |about: &str| profile(&json!({"isWhatsApp": true, "about": about})).about;
    assert_eq!(about(" Hi\u{202e}\n there ").as_deref(), Some("Hi there"));
    // Digits stay: a line of text may well be a number.
    assert_eq!(about("+1 310 555 0123").as_deref(), Some("+1 310 555 0123"));
    assert_eq!(about(" \u{200b} "), None);
    let long = about(&"é".repeat(2000));
    assert_eq!(long.map(|about| about.chars().count()), Some(1024));
}

#[test]
fn given_an_about_alone_when_read_then_it_says_nothing_about_the_number() {
    let error = super::answer(200, &json!({"about": "Hi"})).expect_err("an error");
    assert_eq!(error.code, super::LookupErrorCode::BadResponse);
}
