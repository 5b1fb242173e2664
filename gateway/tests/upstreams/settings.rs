use phone_profile_gateway::upstream::{Settings, SettingsError};
use serde::Deserialize;

use crate::{
    faults::KINDS,
    stub::{KEY, settings},
};

fn refused(text: &str) -> SettingsError {
    settings(text, "https://a.example").build().unwrap_err()
}

#[test]
fn given_every_kind_when_built_then_neither_settings_nor_upstream_show_the_key() {
    for (kind, text) in KINDS {
        let settings = settings(text, "https://a.example");
        assert_eq!(settings.kind(), kind);
        assert_eq!(settings.name(), kind);
        let upstream = settings.build().unwrap();
        for shown in [
            format!("{settings:?}"),
            format!("{settings:#?}"),
            format!("{upstream:?}"),
            format!("{upstream:#?}"),
        ] {
            assert!(!shown.contains(KEY), "{shown}");
        }
        assert!(format!("{upstream:?}").contains("a.example"));
    }
}

#[test]
fn given_plain_http_to_another_machine_when_built_then_it_takes_leave() {
    for (kind, text) in KINDS {
        let plain = settings(text, "http://10.1.2.3");
        let error = plain.build().unwrap_err();
        assert_eq!((error.upstream.as_str(), error.field), (kind, "url"));
        let shown = error.to_string();
        assert!(shown.contains("allow-plain-http"), "{shown}");
        // At the front, since some of the texts end in a table.
        let allowed = format!("allow-plain-http = true\n{text}");
        assert!(settings(&allowed, "http://10.1.2.3").build().is_ok());
        assert!(settings(text, "http://127.0.0.1:9").build().is_ok());
    }
}

#[test]
fn given_a_query_in_a_base_url_when_built_then_it_is_refused() {
    for (kind, text) in KINDS.into_iter().filter(|(kind, _)| *kind != "generic") {
        let error = settings(text, "https://a.example/?leaks=true")
            .build()
            .unwrap_err();
        assert_eq!((error.upstream.as_str(), error.field), (kind, "url"));
    }
}

#[test]
fn given_an_unknown_field_or_kind_when_read_then_the_error_names_it() {
    for (_, text) in KINDS {
        let text = format!("enrich = true\n{text}").replace("{url}", "https://a.example");
        let error = toml::from_str::<Settings>(&text).unwrap_err();
        assert!(error.message().contains("`enrich`"), "{error}");
    }
    let error = toml::from_str::<Settings>("kind = \"telegram\"").unwrap_err();
    assert!(error.message().contains("`telegram`"), "{error}");
    let error = toml::from_str::<Settings>("kind = \"whapi\"").unwrap_err();
    assert!(error.message().contains("`token`"), "{error}");
}

#[test]
fn given_a_wrong_field_when_built_then_the_error_names_it_and_no_secret() {
    let generic = |rest: &str| format!("kind = \"generic\"\n{rest}");
    for (text, field) in [
        (
            "kind = \"waha\"\nname = \"a b\"\nurl = \"{url}\"".to_owned(),
            "name",
        ),
        (
            "kind = \"waha\"\nurl = \"{url}\"\ntimeout = \"0s\"".to_owned(),
            "timeout",
        ),
        (
            "kind = \"waha\"\nurl = \"{url}\"\nkey = \"{key}\\n\"".to_owned(),
            "key",
        ),
        (
            "kind = \"waha\"\nurl = \"https://u:{key}@a.example\"".to_owned(),
            "url",
        ),
        (
            "kind = \"go-whatsapp\"\nurl = \"{url}\"\nuser = \"a\"".to_owned(),
            "password",
        ),
        (
            "kind = \"green-api\"\ninstance = \"1/../2\"\ntoken = \"{key}\"".to_owned(),
            "instance",
        ),
        (generic("url = \"{url}/number\""), "url"),
        (generic("url = \"{url}/#{digits}\""), "url"),
        (generic("url = \"https://{digits}.example/\""), "url"),
        (
            generic("url = \"https://whatsapp-proxy.checkleaked.cc/number/{digits}?leaks=1\""),
            "url",
        ),
        (
            generic("url = \"{url}/{digits}\"\nheaders = { \"a b\" = \"{key}\" }"),
            "headers",
        ),
        (
            generic("url = \"{url}/{digits}\"\nnot-registered-status = [500]"),
            "not-registered-status",
        ),
        (
            generic("url = \"{url}/{digits}\"\nfields = { name = \"name\" }"),
            "fields.name",
        ),
        (
            generic("url = \"{url}/{digits}\"\nfields = { number = \"/n\" }"),
            "fields",
        ),
    ] {
        let error = refused(&text);
        assert_eq!(error.field, field, "{error}");
        assert!(!format!("{error} {error:?}").contains(KEY), "{error}");
    }
}

/// As the configuration has it: a budget beside what belongs to the service.
#[derive(Debug, Deserialize)]
struct Entry {
    budget: Option<Budget>,
    #[serde(flatten)]
    service: Settings,
}

#[derive(Debug, Deserialize)]
struct Budget {
    requests: u64,
}

#[test]
fn given_a_budget_beside_it_when_flattened_then_both_are_read_and_other_fields_still_refused() {
    let text = "kind = \"waha\"\nurl = \"https://a.example\"\ntimeout = \"3s\"
        key = { file = \"/no/such/file\" }\n[budget]\nrequests = 7";
    let error = toml::from_str::<Entry>(text).unwrap_err();
    assert!(error.message().contains("/no/such/file"), "{error}");
    let text = text.replace("{ file = \"/no/such/file\" }", "\"k\"");
    let entry: Entry = toml::from_str(&text).unwrap();
    assert_eq!(entry.budget.unwrap().requests, 7);
    assert_eq!(entry.service.name(), "waha");
    let error = toml::from_str::<Entry>(&text.replace("timeout", "time-out")).unwrap_err();
    assert!(error.message().contains("time-out"), "{error}");
}
