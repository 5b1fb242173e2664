//! `GET /number/{digits}`, and `GET /number_cache/{digits}` as the vendor's clients know it.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
    response::{IntoResponse, Response},
};
use phone_profile_core::number::NumberError;

use super::{
    Api,
    answer::{Links, Profile},
    peer::Peer,
    problem::{Problem, ProblemBody},
};
use crate::{
    Digits,
    access::{Action, Caller, Done, purpose_of_query, refused},
    clock::unix_now,
    gateway::Shared,
    mount::Mount,
    number::Masked,
    public_base::AnsweredAt,
    read_entry,
    record::Quota,
    reply,
    service::{Freshness, Source, Told},
    upstream::DEMO_BASE,
};

/// The number that a request is about.
pub(crate) fn number_of(path: Result<Path<String>, PathRejection>) -> Result<Digits, Problem> {
    let text = path.map_err(|_| NumberError::Malformed);
    Ok(text.and_then(|Path(text)| read_entry(&text))?)
}

/// What the query of a lookup may say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) freshness: Freshness,
    pub(crate) purpose: Option<String>,
}

impl Query {
    /// `cache=only|reload` and `purpose=…`; anything else is passed over, so that nothing which
    /// a vendor's client sends reaches the vendor.
    pub(crate) fn read(query: Option<&str>) -> Self {
        let query = query.unwrap_or_default();
        let mut read = Self {
            purpose: purpose_of_query(query),
            ..Self::default()
        };
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match (name.as_ref(), value.as_ref()) {
                ("cache", "only") => read.freshness = Freshness::CacheOnly,
                ("cache", "reload") => read.freshness = Freshness::Reload,
                _ => {}
            }
        }
        read
    }
}

/// Looks a number up: from the cache, or by one paid request.
#[utoipa::path(
    get,
    path = "/number/{digits}",
    params(
        ("digits" = String, Path, description = "E.164, with or without `+`; other writings are read as the widget reads them"),
        ("cache" = Option<String>, Query, description = "`only`: never makes a lookup, and asks an upstream's store only within its `store-budget`; `reload`: never from the cache"),
        ("purpose" = Option<String>, Query, description = "Why, for the audit; 200 characters at most"),
    ),
    responses(
        (status = 200, description = "The answer; that a number isn't registered is one", body = Profile),
        (status = 400, description = "No phone number, or one that nobody can have: the reason is in words, and nothing is spent", body = ProblemBody<'static>),
        (status = 401, description = "No valid credential", body = ProblemBody<'static>),
        (status = 403, description = "A purpose that is missing or not allowed, or a walk through a range", body = ProblemBody<'static>),
        (status = 404, description = "`cache=only`, and nothing is kept", body = ProblemBody<'static>),
        (status = 429, description = "The caller's caps, the upstream's pace, or the budget", body = ProblemBody<'static>),
        (status = 502, description = "The upstream failed", body = ProblemBody<'static>),
        (status = 503, description = "The store can't be used, or all upstreams rest", body = ProblemBody<'static>),
        (status = 504, description = "The upstream gave no answer in time", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn lookup(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    mount: Mount,
    method: Method,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = Query::read(query.as_deref());
    let head = RequestHead {
        peer,
        mount,
        method: &method,
        headers: &headers,
    };
    respond(&shared.api, &head, number_of(path), query).await
}

/// What is kept of a number, here or by an upstream whose store has a budget. Never makes a lookup.
#[utoipa::path(
    get,
    path = "/number_cache/{digits}",
    params(("digits" = String, Path, description = "E.164, with or without `+`; other writings are read as the widget reads them")),
    responses(
        (status = 200, description = "The answer", body = Profile),
        (status = 404, description = "Nothing is kept, which says nothing about the number", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn kept(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    mount: Mount,
    method: Method,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = Query {
        freshness: Freshness::CacheOnly,
        ..Query::read(query.as_deref())
    };
    let head = RequestHead {
        peer,
        mount,
        method: &method,
        headers: &headers,
    };
    respond(&shared.api, &head, number_of(path), query).await
}

/// What a request says besides its number and query.
pub(crate) struct RequestHead<'a> {
    pub(crate) peer: Peer,
    pub(crate) mount: Mount,
    pub(crate) method: &'a Method,
    pub(crate) headers: &'a HeaderMap,
}

/// One lookup, whichever way its request came in.
pub(crate) async fn respond(
    api: &Api,
    head: &RequestHead<'_>,
    number: Result<Digits, Problem>,
    query: Query,
) -> Response {
    let caller = match api.door.identify(head.headers, head.peer.0).await {
        Ok(caller) => caller,
        Err(refusal) => return api.refuse(refusal.into()),
    };
    let number = match number {
        Ok(number) => number,
        Err(problem) => return api.refuse(problem),
    };
    if head.method == Method::HEAD {
        // Asking about an answer is no lookup.
        return StatusCode::OK.into_response();
    }
    match api.tell(&caller, &number, &query).await {
        Ok(told) => {
            let at = AnsweredAt::number(head.mount);
            let links = api.links(&caller, &told, &number, head.headers, at);
            let body = Profile::new(&number, &told, links.as_ref()).bytes();
            let response = reply::with_type(StatusCode::OK, "application/json", body);
            with_quota(response, told.quota)
        }
        Err(problem) => {
            let quota = problem.quota;
            with_quota(problem.into_response(), quota)
        }
    }
}

impl Api {
    /// One lookup for one caller: admitted, made, and written down, in this order. What can't be
    /// written down isn't told.
    pub(crate) async fn tell(
        &self,
        caller: &Caller,
        number: &Digits,
        query: &Query,
    ) -> Result<Told, Problem> {
        let started = Instant::now();
        let store = self.lookups.store();
        let purpose = query.purpose.as_deref();
        let admitted = self
            .door
            .admit(store.ledger.as_ref(), caller, number, purpose)
            .await;
        let purpose = match admitted {
            Ok(purpose) => purpose,
            Err(refusal) => {
                self.metrics.refused(refusal.code);
                self.write_down(&refused(caller, number, &refusal)).await?;
                return Err(refusal.into());
            }
        };
        let found = self.lookups.lookup(number, query.freshness).await;
        let found = found.map_err(|failure| {
            let code = Problem::from(&failure);
            tracing::warn!(error = %Causes(&failure), code = code.code, "no answer");
            code
        });
        let result = match &found {
            Ok(told) if told.record.registered => "registered",
            Ok(_) => "not-registered",
            Err(problem) => problem.code,
        };
        let source = found.as_ref().ok().map(|told| told.source.as_str());
        let took = started.elapsed();
        self.metrics
            .looked_up(source.unwrap_or("none"), result, took);
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(number = %Masked(number), result, source, ms, "lookup");
        self.write_down(&Done {
            caller: Some(caller),
            action: Action::Lookup,
            number,
            purpose: purpose.as_deref(),
            result,
            source,
        })
        .await?;
        found
    }

    pub(crate) async fn write_down(&self, done: &Done<'_>) -> Result<(), Problem> {
        let audit = self.lookups.store().audit.as_ref();
        self.door.write_down(audit, done).await.map_err(|error| {
            tracing::error!(error = %Causes(&error), "the audit can't be written");
            Problem::from(&error)
        })
    }

    /// The links to pictures, where they lead to this gateway, as the caller reaches it. None: the
    /// answer's own.
    pub(crate) fn links(
        &self,
        caller: &Caller,
        told: &Told,
        number: &Digits,
        headers: &HeaderMap,
        at: AnsweredAt,
    ) -> Option<Links> {
        let base = || self.public_base.of(headers, at);
        let picture = &told.record.picture;
        match (&self.pictures, told.source) {
            // Drawn here, whatever else is passed on.
            (_, Source::Demo) => {
                let base = base();
                let here = |link: &Option<String>| {
                    let link = link.as_deref()?;
                    let path = link.strip_prefix(DEMO_BASE).unwrap_or(link);
                    Some(if path == link {
                        path.to_owned()
                    } else {
                        format!("{base}{path}")
                    })
                };
                Some(Links {
                    full: here(&picture.full),
                    thumb: here(&picture.thumb),
                    expires_at: picture.expires_at,
                })
            }
            (Some(pictures), _) if picture.full.is_some() || picture.thumb.is_some() => {
                // An answer that isn't kept leads to no picture, and the CDN's own links stay here.
                let links = told
                    .kept
                    .and_then(|kept| pictures.links(number, caller, unix_now(), kept.until_ms));
                let base = base();
                let here = |path: &String| format!("{base}{path}");
                Some(Links {
                    full: links.as_ref().map(|links| here(&links.full)),
                    thumb: links.as_ref().map(|links| here(&links.thumb)),
                    expires_at: links.map(|links| links.expires_at),
                })
            }
            _ => None,
        }
    }

    /// An answer to somebody who isn't served.
    pub(crate) fn refuse(&self, problem: Problem) -> Response {
        self.metrics.refused(problem.code);
        problem.into_response()
    }
}

/// The documented service's headers, for its own clients.
fn with_quota(mut response: Response, quota: Option<Quota>) -> Response {
    let headers = response.headers_mut();
    let Some(quota) = quota else {
        return response;
    };
    for (name, value) in [
        ("x-ratelimit-requests-limit", quota.limit),
        ("x-ratelimit-requests-remaining", quota.remaining),
        ("x-ratelimit-requests-reset", quota.reset_seconds),
    ] {
        if let Some(value) = value {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
    response
}

/// An error with what lies behind it, in one line of the log.
pub(crate) struct Causes<'a>(pub(crate) &'a dyn std::error::Error);

impl std::fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(source) = cause {
            write!(f, ": {source}")?;
            cause = source.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_query_when_read_then_only_what_is_known_counts() {
        for (query, freshness, purpose) in [
            (None, Freshness::Default, None),
            (Some("cache=only"), Freshness::CacheOnly, None),
            (
                Some("cache=reload&purpose=KYC%20check"),
                Freshness::Reload,
                Some("KYC check"),
            ),
            (Some("telegram=1&cache=yes"), Freshness::Default, None),
        ] {
            let expected = Query {
                freshness,
                purpose: purpose.map(str::to_owned),
            };
            assert_eq!(Query::read(query), expected, "{query:?}");
        }
    }
}
