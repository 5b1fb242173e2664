//! The policy of each document: what it may load, and which sites may show it in a frame; and the list
//! that the framed page reads.
//!
//! The same file is the ordinary page and, opened with `?embed`, the card alone. Only the latter may
//! be framed, and only by the sites that the gateway was started with. The browser enforces that;
//! the page reads the list besides, for the messages that it takes. It gets it as a file of its own
//! origin, which a framing site can neither write nor redirect, which `connect-src 'self'` allows,
//! and which any other server of the page can offer beside it. A header would have to be asked for
//! once more by script, and a `<meta>` would need the page to be rewritten as it is served.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderValue, Response, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, IF_NONE_MATCH},
    },
    middleware::Next,
};
use serde::Serialize;

use crate::{GatewayError, app_state::AppState, config::origin_header, http::reply};

/// Where the page looks for the list, beside itself.
pub(crate) const LIST: &str = "/frame-origins.json";

/// Where the workbench is. Its page starts a worker, which no other page does.
const WORKBENCH: &str = "/workbench/";

/// Where the documentation is. Vue draws it, with markup that is made when the site is built.
const DOCUMENTATION: &str = "/docs/";

/// The page is the card alone if its query has this.
const EMBED: &str = "embed";

/// What answers need to know about frames, made once.
#[derive(Debug)]
pub(crate) struct Framing {
    /// The policy of HTML that nobody may frame.
    alone: HeaderValue,
    /// The policy of the page with `?embed`.
    embedded: HeaderValue,
    /// Folders with policies of their own, which nobody may frame either.
    folders: [(&'static str, HeaderValue); 2],
    /// The body of [`LIST`].
    list: String,
}

#[derive(Serialize)]
struct List<'a> {
    origins: &'a [String],
}

impl Framing {
    pub(crate) fn new(origins: &[String]) -> Result<Self, GatewayError> {
        for origin in origins {
            check(origin)?;
        }
        let ancestors = [&["'self'".to_owned()], origins].concat().join(" ");
        let header = |ancestors: &str, scripts: &str| {
            HeaderValue::try_from(policy(ancestors, scripts))
                .map_err(|_| GatewayError::Origin(ancestors.to_owned()))
        };
        Ok(Self {
            alone: header("'none'", NO_SCRIPT_ADDRESS)?,
            embedded: header(&ancestors, NO_SCRIPT_ADDRESS)?,
            folders: [
                (WORKBENCH, header("'none'", WORKER_ADDRESS)?),
                (DOCUMENTATION, header("'none'", VUE_MARKUP)?),
            ],
            list: serde_json::to_string(&List { origins }).unwrap_or_default(),
        })
    }

    /// The policy of the folder that a path is in, where that has its own.
    fn of_folder(&self, path: &str) -> Option<&HeaderValue> {
        let folder = self
            .folders
            .iter()
            .find(|(folder, _)| path.starts_with(folder));
        folder.map(|(_, policy)| policy)
    }
}

/// What no page needs: script addresses that are made at run time.
const NO_SCRIPT_ADDRESS: &str = "trusted-types 'none'";

/// `new Worker` takes an address, which Trusted Types count among the scripts. The one policy of this name, in
/// `static/workbench/start.js`, gives out the address of the workbench's worker and no other.
const WORKER_ADDRESS: &str = "worker-src 'self'; trusted-types phone-profile-worker";

/// Vue gives markup to the document by the one policy of this name.
const VUE_MARKUP: &str = "trusted-types vue";

/// What the widget is built to live under: own files and WebAssembly, no inline anything.
fn policy(ancestors: &str, scripts: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors {ancestors}; require-trusted-types-for 'script'; {scripts}"
    )
}

/// A list of sites is also a piece of a policy: nothing that means something there may be in it, and
/// no pattern. `*` would let every site on the web spend lookups.
fn check(origin: &str) -> Result<(), GatewayError> {
    origin_header(origin)?;
    let host = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    match host {
        Some(host) if host.bytes().all(plain) => Ok(()),
        _ => Err(GatewayError::Origin(origin.to_owned())),
    }
}

/// Whether the page would draw the card alone. Compared undecoded: a spelling that only the page
/// understands leaves it unframed.
fn is_embedded(uri: &Uri) -> bool {
    let query = uri.query().unwrap_or_default();
    query
        .split('&')
        .any(|pair| pair.split('=').next() == Some(EMBED))
}

/// Gives every HTML page its policy.
pub(crate) async fn add_policy(
    State(shared): State<Arc<AppState>>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let of_folder = shared.framing.of_folder(request.uri().path());
    let embedded = of_folder.is_none() && is_embedded(request.uri());
    if embedded {
        // Browsers keep the policy that they stored when an answer is 304, so that a site which was
        // taken off the list could go on framing.
        request.headers_mut().remove(IF_NONE_MATCH);
    }
    let mut response = next.run(request).await;
    let is_html = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_html {
        return response;
    }
    let served = response.status() == StatusCode::OK;
    let headers = response.headers_mut();
    let policy = match of_folder {
        Some(policy) if served => policy,
        None if embedded && served => {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            &shared.framing.embedded
        }
        _ => &shared.framing.alone,
    };
    headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    response
}

/// The list, for the page alone: other origins can't read it.
pub(crate) async fn list(State(shared): State<Arc<AppState>>) -> Response<Body> {
    reply::with_type(
        StatusCode::OK,
        "application/json",
        shared.framing.list.clone(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_query_when_read_then_only_the_parameter_itself_means_embedding() {
        for (uri, expected) in [
            ("/?embed", true),
            ("/?embed=", true),
            ("/?embed=1&number=%2B13105550123", true),
            ("/?number=%2B13105550123&embed", true),
            ("/", false),
            ("/?", false),
            ("/embed", false),
            ("/?embedded", false),
            ("/?number=embed", false),
            ("/?Embed", false),
            ("/?%65mbed", false),
        ] {
            assert_eq!(is_embedded(&uri.parse().unwrap()), expected, "{uri}");
        }
    }

    #[test]
    fn given_what_is_no_site_when_listed_then_it_is_refused() {
        for wrong in [
            "*",
            "'self'",
            "https://*.crm.example",
            "https://crm.example/",
            "https://crm.example;script-src",
            "https://crm.example,https://b.example",
            "https://CRM.example",
            "crm.example",
            "null",
            "data:",
            "ftp://crm.example",
            "",
        ] {
            assert!(Framing::new(&[wrong.to_owned()]).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn given_sites_when_listed_then_the_policy_and_the_list_name_them_in_order() {
        let origins = [
            "https://crm.example".to_owned(),
            "http://localhost:5173".to_owned(),
        ];
        let framing = Framing::new(&origins).unwrap();
        let policy = framing.embedded.to_str().unwrap();
        assert!(
            policy.contains(
                "; frame-ancestors 'self' https://crm.example http://localhost:5173; require"
            ),
            "{policy}"
        );
        assert_eq!(
            framing.list,
            r#"{"origins":["https://crm.example","http://localhost:5173"]}"#
        );
    }
}
