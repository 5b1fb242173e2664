//! `GET /number/{digits}` of demo data, and the list of demo numbers.

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderValue, Method, StatusCode, header::CACHE_CONTROL},
    response::Response,
};
use bytes::Bytes;
use futures_util::stream;
use tokio::time::sleep;

use super::{
    answer::{Answer, AnswerBody, Lookup, answer},
    table::demo_table_json,
};
use crate::{
    api::{
        answer::Profile,
        extract::{NUMBER_IN_PATH, number_of},
        problem::{Problem, ProblemBody},
    },
    app_state::AppState,
    clock::unix_now,
    http::{public_base::LinkBase, reply},
    mask,
};

/// Long enough for the first half of a body to leave before its connection breaks.
const BEFORE_THE_CUT: Duration = Duration::from_millis(50);

/// Tells what is made up for a number. Costs nothing, and asks for no credential.
#[utoipa::path(
    get,
    path = "/{digits}",
    params(("digits" = String, Path, description = NUMBER_IN_PATH)),
    responses(
        (status = 200, description = "The answer; that a number isn't registered is one", body = Profile),
        (status = 400, description = "No phone number, or one that nobody can have", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn lookup(
    State(state): State<Arc<AppState>>,
    base: LinkBase,
    method: Method,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let demo = &state.demo;
    let number = match number_of(path) {
        Ok(number) => number,
        Err(error) => {
            let problem = Problem::from(error);
            let mut line = LogLine::start("(invalid)".to_owned());
            line.status = Some(problem.status);
            return reply::error(problem.status, &problem.message, problem.code);
        }
    };
    let mut line = LogLine::start(mask(&number));
    // HEAD asks about the next lookup without being one.
    let nth = if method == Method::GET {
        demo.stats.count_lookup(number.as_str())
    } else {
        demo.stats.lookups(number.as_str()) + 1
    };
    let answer = answer(&Lookup {
        number: &number,
        nth,
        now: unix_now(),
        key: &demo.key,
        base: base.before_path(".."),
    });
    sleep(demo.latency + answer.delay).await;
    line.status = Some(answer.status);
    respond(answer)
}

/// `GET /demo/numbers.json`: none where a lookup of them would ask a real service, and cost money.
pub(crate) async fn numbers(State(state): State<Arc<AppState>>) -> Response {
    let table = if state.demo.is_all {
        demo_table_json()
    } else {
        r#"{"numbers":[]}"#.to_owned()
    };
    let mut response = reply::with_type(StatusCode::OK, "application/json", table);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn respond(answer: Answer) -> Response {
    let body = match answer.body {
        AnswerBody::Whole(bytes) => Body::from(bytes),
        AnswerBody::CutOff(bytes) => cut_off(bytes),
    };
    let mut response = reply::with_type(answer.status, answer.content_type, body);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.extend(answer.headers);
    response
}

/// A body that fails after its first bytes, which makes the server close the connection.
fn cut_off(bytes: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(bytes), async |left| match left {
        Some(bytes) if !bytes.is_empty() => Some((Ok(bytes), Some(Bytes::new()))),
        Some(_) => {
            sleep(BEFORE_THE_CUT).await;
            let cut = io::Error::new(io::ErrorKind::ConnectionAborted, "cut off on purpose");
            Some((Err(cut), None))
        }
        None => None,
    }))
}

/// One log line per lookup, written when it ends in whatever way: answered, or left by the
/// caller. It never holds the number, a name or the query.
struct LogLine {
    number: String,
    started: Instant,
    status: Option<StatusCode>,
}

impl LogLine {
    fn start(number: String) -> Self {
        Self {
            number,
            started: Instant::now(),
            status: None,
        }
    }
}

impl Drop for LogLine {
    fn drop(&mut self) {
        let number = self.number.as_str();
        let ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match self.status {
            Some(status) => tracing::info!(number, status = status.as_u16(), ms, "lookup"),
            None => tracing::info!(number, ms, "lookup left by the caller"),
        }
    }
}
