//! What becomes of a request: lookups are answered at once, everything else by the routes.
//!
//! A lookup that the cache answers takes a few microseconds, and the routes with all that is layered
//! around them would take several times as long. Which of the two a lookup comes through is not to
//! be seen from outside; a test compares them.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, HttpBody},
    extract::ConnectInfo,
    http::{Method, Request, header::ORIGIN},
    response::Response,
};
use bytes::Bytes;
use tower::{BoxError, ServiceExt};

use crate::{
    Digits,
    api::{
        number::{Query, RequestHead, respond},
        peer::Peer,
    },
    gateway::Shared,
    mount::Mount,
    read_entry, security_headers,
};

/// Answers requests. Clones share everything.
#[derive(Clone)]
pub(crate) struct Dispatch {
    shared: Arc<Shared>,
    routes: Router,
}

impl Dispatch {
    pub(crate) fn new(shared: Arc<Shared>, routes: Router) -> Self {
        Self { shared, routes }
    }

    pub(crate) async fn answer<B>(
        &self,
        peer: SocketAddr,
        request: Request<B>,
    ) -> Result<Response, Infallible>
    where
        B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        if let Some((mount, number)) = self.number(&request) {
            return Ok(self.lookup(peer, &request, mount, number).await);
        }
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        self.routes.clone().oneshot(request).await
    }

    /// The number, where a request is a lookup written in the plainest way.
    fn number<B>(&self, request: &Request<B>) -> Option<(Mount, Digits)> {
        if self.shared.demo || request.method() != Method::GET {
            return None;
        }
        let (mount, path) = Mount::of(request.uri().path());
        let text = path.strip_prefix("/number/")?;
        let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+'));
        // What is no number is refused by the routes.
        let number = plain.then(|| read_entry(text).ok()).flatten()?;
        Some((mount, number))
    }

    async fn lookup<B>(
        &self,
        peer: SocketAddr,
        request: &Request<B>,
        mount: Mount,
        number: Digits,
    ) -> Response {
        let headers = request.headers();
        let query = Query::read(request.uri().query());
        let head = RequestHead {
            peer: Peer(peer.ip().to_canonical()),
            mount,
            method: request.method(),
            headers,
        };
        let mut response = respond(&self.shared.api, &head, Ok(number), query).await;
        let added = response.headers_mut();
        self.shared.origins.tell(headers.get(ORIGIN), added);
        security_headers::add_to(added);
        response
    }
}
