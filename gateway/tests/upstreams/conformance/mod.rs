//! What each answer of each service means: the tables beside this file, run against stubs of the
//! services, and what the documentation says by them.

mod documents;
mod evidence;
mod service;
mod table;

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chrono::DateTime;
use phone_profile_gateway::{
    Digits,
    record::Record,
    upstream::{
        Answered, Ask, Chain, Upstream, UpstreamError,
        breaker::{self, State},
    },
};

use self::{
    service::Service,
    table::{Breaker, Case, Means, Said, Table},
};
use crate::stub::upstream;

/// So many in a row open a breaker for certain.
const IN_A_ROW: u32 = 6;

fn configured(table: &Table, case: &Case, url: &str) -> Arc<dyn Upstream> {
    let settings = case.settings.as_ref().unwrap_or(&table.settings);
    upstream(&format!("kind = \"{}\"\n{settings}", table.kind), url)
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

#[tokio::test]
async fn given_each_answer_of_the_tables_when_asked_then_it_means_what_they_say() {
    for table in Table::all() {
        // Each configuration once, since each reads the machine's certificates; and each with a
        // service of its own, where requests that were broken off may come in late.
        let mut upstreams = HashMap::new();
        for case in &table.cases {
            if !upstreams.contains_key(&case.settings) {
                let service = Service::start().await;
                let upstream = configured(&table, case, &service.url());
                assert_eq!(upstream.requests(), table.requests, "{}", table.kind);
                upstreams.insert(case.settings.clone(), (upstream, service));
            }
            let (upstream, service) = &upstreams[&case.settings];
            run(upstream, service, &table.kind, case).await;
        }
    }
}

async fn run(upstream: &Arc<dyn Upstream>, service: &Service, kind: &str, case: &Case) {
    let what = format!("{kind}: {}", case.given);
    service.answer_by(&case.routes);
    let asked = Digits::parse(&case.ask).unwrap();
    let before = now();
    let told = upstream.lookup(&asked, case.asks()).await;
    let received = service.received();
    let spent = match &told {
        Ok(answered) => {
            if !upstream.is_demo() {
                assert_eq!(received, answered.spent, "{what}: requests received");
            }
            answered.spent
        }
        Err(error) => {
            let expected = case.means.received.unwrap_or(error.spent);
            assert!(received <= expected, "{what}");
            error.spent
        }
    };
    assert_eq!(spent, case.means.spent, "{what}: requests spent");
    match told {
        Ok(answered) => compare(&answered, &case.means, &asked, before, &what),
        Err(error) => compare_error(&error, &case.means, &what),
    }
    assert_eq!(
        in_a_row(upstream, &asked, case.asks()).await,
        case.means.breaker,
        "{what}"
    );
}

fn compare(answered: &Answered, means: &Means, asked: &Digits, before: u64, what: &str) {
    let Record {
        registered,
        number,
        name,
        about,
        is_business,
        is_verified,
        business: _,
        picture,
        checked_at,
    } = &answered.record;
    assert_eq!(Some(*registered), means.registered, "{what}: registered");
    assert_eq!(means.error, None, "{what}: no error");
    assert_eq!(name, &means.name, "{what}: name");
    assert_eq!(about, &means.about, "{what}: about");
    assert_eq!(*is_business, means.business, "{what}: business");
    assert_eq!(*is_verified, means.verified, "{what}: verified");
    let expected = means.number.as_deref().unwrap_or(asked.as_str());
    assert_eq!(number.as_str(), expected, "{what}: number");
    let state = means.picture.as_deref();
    assert_eq!(
        Some(picture.state.as_str()),
        state.or(Some("unknown")),
        "{what}: picture"
    );
    let has_link = picture.full.is_some() || picture.thumb.is_some();
    assert_eq!(has_link, state == Some("public"), "{what}: link");
    match (means.checked.as_deref(), checked_at) {
        (None, checked) => assert_eq!(*checked, None, "{what}: checked"),
        (Some("now"), Some(checked)) => {
            assert!((before..=now()).contains(checked), "{what}: checked");
        }
        (Some(time), checked) => {
            let time = DateTime::parse_from_rfc3339(time).unwrap().timestamp();
            let checked = checked.map(|checked| i64::try_from(checked).unwrap());
            assert_eq!(checked, Some(time), "{what}: checked");
        }
    }
}

fn compare_error(error: &UpstreamError, means: &Means, what: &str) {
    let expected = means.error.as_deref();
    assert_eq!(Some(error.failure.as_str()), expected, "{what}: error");
    assert_eq!(means.registered, None, "{what}: an error is no answer");
    let wait = means.retry_after.map(Duration::from_secs);
    assert_eq!(error.retry_after, wait, "{what}: wait");
}

/// What six answers of this kind do to the breaker.
async fn in_a_row(upstream: &Arc<dyn Upstream>, asked: &Digits, ask: Ask) -> Breaker {
    let chain = Chain::new([Arc::clone(upstream)], &breaker::Settings::default()).unwrap();
    for _ in 0..IN_A_ROW {
        let Some(candidate) = chain.candidates(ask).next() else {
            break;
        };
        let told = candidate.upstream().lookup(asked, ask).await;
        candidate.report(&told);
    }
    let (_, state) = chain.states(ask).next().unwrap();
    match state {
        State::Closed => Breaker::StaysClosed,
        State::Open { .. } | State::HalfOpen => Breaker::Opens,
    }
}

#[test]
fn given_the_tables_when_read_then_each_case_has_a_source_and_each_claim_a_case() {
    for table in Table::all() {
        assert!(!table.cannot.is_empty(), "{}", table.kind);
        let mut seen = Vec::new();
        for case in &table.cases {
            case.source();
            assert!(!seen.contains(&&case.given), "twice: {}", case.given);
            seen.push(&case.given);
            let has_registered = case.means.registered.is_some();
            assert_ne!(has_registered, case.means.error.is_some(), "{}", case.given);
            let has_picture = case.means.picture.is_some();
            assert_eq!(
                has_picture,
                case.means.registered == Some(true),
                "{}",
                case.given
            );
        }
        for partly in &table.partly {
            assert!(table.says(*partly), "{}: {partly:?}", table.kind);
        }
        assert!(table.says(Said::Picture), "{}", table.kind);
    }
}
