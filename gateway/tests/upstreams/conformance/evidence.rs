//! Whatever a service sends: without evidence in it, nothing is said of a number.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::{Ask, Upstream};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers};

use super::table::{Sign, Table};
use crate::stub::{number, upstream};

/// Answers for each kind.
const CASES: u32 = 400;
/// The statuses of the answers; the successful ones are the likelier.
const STATUSES: [u16; 14] = [
    200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 422, 500, 502,
];

type Answer = (u16, Value);
/// What is answered: to a lookup's first request, and to those that follow.
type Answers = [Answer; 2];

impl Sign {
    fn is_in(&self, json: &Value) -> bool {
        let here = match (self, json) {
            (Self::Words { words }, Value::String(text)) => {
                text.to_lowercase().contains(words.as_str())
            }
            (Self::Value { field, is }, Value::Object(members)) => members
                .get(field)
                .is_some_and(|found| is.iter().any(|value| same(value, found))),
            (Self::Text { field }, Value::Object(members)) => members
                .get(field)
                .and_then(Value::as_str)
                .is_some_and(|text| !text.trim().is_empty()),
            _ => false,
        };
        here || match json {
            Value::Array(items) => items.iter().any(|item| self.is_in(item)),
            Value::Object(members) => members.values().any(|value| self.is_in(value)),
            _ => false,
        }
    }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::String(one), Value::String(other)) => one.eq_ignore_ascii_case(other.trim()),
        _ => one == other,
    }
}

/// The names, the values and the whole answers of a table.
#[derive(Default)]
struct Vocabulary {
    names: BTreeSet<String>,
    values: BTreeSet<String>,
    /// To a lookup's first request.
    first: Vec<Answer>,
    /// To the others.
    then: Vec<Answer>,
}

impl Vocabulary {
    fn of(table: &Table) -> Self {
        let mut vocabulary = Self::default();
        for case in &table.cases {
            for (nth, route) in case.routes.iter().enumerate() {
                let Some(body) = &route.body else { continue };
                vocabulary.take(body);
                let answers = if nth == 0 {
                    &mut vocabulary.first
                } else {
                    &mut vocabulary.then
                };
                answers.push((route.status, body.clone()));
            }
        }
        for noise in [
            "null",
            "true",
            "false",
            "0",
            "2",
            "\"\"",
            "\"maybe\"",
            "-1e300",
        ] {
            vocabulary.values.insert(noise.to_owned());
        }
        vocabulary
    }

    fn take(&mut self, json: &Value) {
        match json {
            Value::Array(items) => items.iter().for_each(|item| self.take(item)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.names.insert(name.clone());
                    self.take(value);
                }
            }
            leaf => {
                self.values.insert(leaf.to_string());
            }
        }
    }

    /// Answers of the table, with other statuses too, and made-up ones with its names and values
    /// in any place.
    fn answer(&self, usual: &[Answer]) -> impl Strategy<Value = Answer> + use<> {
        let every: Vec<Answer> = self.first.iter().chain(&self.then).cloned().collect();
        let usual = if usual.is_empty() {
            every.clone()
        } else {
            usual.to_vec()
        };
        let status = || proptest::sample::select(&STATUSES[..]);
        let misplaced = (status(), proptest::sample::select(every));
        prop_oneof![
            2 => proptest::sample::select(usual),
            1 => misplaced.prop_map(|(status, (_, body))| (status, body)),
            2 => (status(), self.made_up()),
        ]
    }

    fn made_up(&self) -> impl Strategy<Value = Value> + use<> {
        let all = |of: &BTreeSet<String>| of.iter().cloned().collect::<Vec<_>>();
        let parsed = |text: String| serde_json::from_str::<Value>(&text).unwrap();
        let name = proptest::sample::select(all(&self.names));
        let leaf = proptest::sample::select(all(&self.values)).prop_map(parsed);
        leaf.prop_recursive(3, 24, 6, move |inner| {
            let pairs = proptest::collection::vec((name.clone(), inner.clone()), 0..6);
            let object = pairs.prop_map(|pairs| Value::Object(Map::from_iter(pairs)));
            prop_oneof![
                1 => proptest::collection::vec(inner, 0..3).prop_map(Value::Array),
                4 => object,
            ]
        })
    }
}

async fn service(answers: Arc<Mutex<(usize, Answers)>>) -> MockServer {
    let server = MockServer::builder()
        .disable_request_recording()
        .start()
        .await;
    Mock::given(matchers::any())
        .respond_with(move |_: &Request| {
            let mut answers = answers.lock().unwrap();
            let nth = answers.0.min(1);
            answers.0 += 1;
            let (status, body) = &answers.1[nth];
            ResponseTemplate::new(*status).set_body_json(body)
        })
        .mount(&server)
        .await;
    server
}

/// How often each statement was made, so that the test can't pass by saying nothing.
#[derive(Debug, Default)]
struct Made {
    registered: u32,
    private: u32,
    none: u32,
}

#[test]
fn given_any_status_and_body_when_asked_then_nothing_is_said_without_evidence() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let next = Arc::new(Mutex::new((0, [(200, json!({})), (200, json!({}))])));
    let server = runtime.block_on(service(Arc::clone(&next)));
    let (mut private, mut none) = (0, 0);
    for table in Table::all().iter().filter(|table| table.kind != "demo") {
        let text = format!("kind = \"{}\"\n{}", table.kind, table.settings);
        let upstream: Arc<dyn Upstream> = upstream(&text, &server.uri());
        let vocabulary = Vocabulary::of(table);
        let first = vocabulary.answer(&vocabulary.first);
        let then = vocabulary.answer(&vocabulary.then);
        let made = Mutex::new(Made::default());
        let config = ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(CASES)
        };
        proptest!(config, |(first in first, then in then)| {
            let answers = [first, then];
            *next.lock().unwrap() = (0, answers.clone());
            let told = runtime.block_on(upstream.lookup(&number(), Ask::Live));
            let Ok(record) = told.map(|answered| answered.record) else {
                return Ok(());
            };
            let shown = |signs: &[Sign]| {
                let in_any = |sign: &Sign| answers.iter().any(|(_, body)| sign.is_in(body));
                signs.iter().any(in_any)
            };
            let evidence = &table.evidence;
            let mut made = made.lock().unwrap();
            if record.registered {
                made.registered += 1;
                prop_assert!(shown(&evidence.registered), "{} registered", table.kind);
            }
            match record.picture.state {
                PictureState::Private => {
                    made.private += 1;
                    prop_assert!(shown(&evidence.private), "{} private", table.kind);
                }
                PictureState::None => {
                    made.none += 1;
                    prop_assert!(shown(&evidence.none), "{} none", table.kind);
                }
                PictureState::Public | PictureState::Unknown => {}
            }
        });
        let made = made.into_inner().unwrap();
        assert!(made.registered > 0, "{}", table.kind);
        private += made.private;
        none += made.none;
    }
    assert!(private > 0 && none > 0, "{private}, {none}");
}
