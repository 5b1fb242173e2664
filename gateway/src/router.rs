//! The routes and what is layered around them.

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    http::{
        HeaderValue, StatusCode,
        header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    middleware,
    response::Response,
    routing::{any, get},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use crate::{
    api::{self, document::Document},
    app_state::AppState,
    assets, demo,
    http::{cors, framing, mount::Mount, reply, trace},
};

/// Besides the lookups of a request.
const MARGIN: Duration = Duration::from_secs(60);

/// All routes: the API at the root and below [`Mount::Lookup`], what operating needs, and the assets.
pub(crate) fn router(state: &Arc<AppState>) -> Router {
    let (api, document) = api(state);
    let below_lookup = api.clone().fallback(not_found);
    let prefix = Mount::Lookup.prefix();
    // Nothing is broken off which ends by itself. The stream of a batch isn't concerned.
    let longest = state.lookups.longest() * api::vendor::BULK_TURNS + MARGIN;
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(api::operate::readyz))
        .route("/metrics", get(api::operate::metrics))
        .merge(pages(state, Document::new(document)))
        .merge(api)
        .route(&format!("{prefix}/"), any(not_found))
        .nest(prefix, below_lookup.layer(Extension(Mount::Lookup)))
        .method_not_allowed_fallback(wrong_method)
        .layer(
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(trace::layer())
                .layer(PropagateRequestIdLayer::x_request_id())
                .layer(SetResponseHeaderLayer::overriding(
                    X_CONTENT_TYPE_OPTIONS,
                    HeaderValue::from_static("nosniff"),
                ))
                .layer(SetResponseHeaderLayer::overriding(
                    REFERRER_POLICY,
                    HeaderValue::from_static("no-referrer"),
                ))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::GATEWAY_TIMEOUT,
                    longest,
                )),
        )
        .with_state(Arc::clone(state))
}

/// What is at the root and below [`Mount::Lookup`], and the document of it.
fn api(state: &Arc<AppState>) -> (Router<Arc<AppState>>, OpenApi) {
    let (open, mut document) = open_to_pages(state).split_for_parts();
    let open = open
        // Before the layers: they answer preflights, which no route has a method for.
        .method_not_allowed_fallback(wrong_method)
        .layer(cors::layer(&state.origins))
        .layer(middleware::map_response(cors::stay_silent_unless_allowed));
    let (for_operators, more) = OpenApiRouter::new()
        .routes(routes!(api::audit::audit))
        .routes(routes!(api::quota::correct))
        .split_for_parts();
    document.merge(more);
    (open.merge(for_operators), document)
}

/// What pages of allowed origins may read.
fn open_to_pages(state: &AppState) -> OpenApiRouter<Arc<AppState>> {
    let lookup = if state.demo.is_all {
        routes!(demo::lookup::lookup, api::erase::erase)
    } else {
        with_head(routes!(api::number::lookup, api::erase::erase))
    };
    OpenApiRouter::new()
        // Nesting leaves this path out.
        .route("/number/", any(not_found))
        .nest(
            "/number",
            OpenApiRouter::new()
                .routes(lookup)
                .routes(with_head(routes!(api::vendor::no_picture)))
                .fallback(not_found),
        )
        .routes(with_head(routes!(api::number::kept)))
        .routes(routes!(api::batch::lookup_many))
        .routes(routes!(api::record::issue))
        .routes(routes!(api::record::key))
        .routes(routes!(api::vendor::bulk_check))
        .routes(routes!(api::vendor::key_stats))
        .routes(routes!(api::picture::picture))
        .routes(routes!(api::picture_hashes::hashes))
        .routes(routes!(api::quota::quota))
        .routes(routes!(api::session::session))
        .nest(
            "/demo",
            OpenApiRouter::new()
                .route("/numbers.json", get(demo::lookup::numbers))
                .route("/pictures/{digits}/{file}", get(demo::pictures::picture))
                .fallback(not_found),
        )
}

/// What people open in a browser, with the policy of pages.
fn pages(state: &Arc<AppState>, document: Document) -> Router<Arc<AppState>> {
    Router::new()
        .route("/openapi.json", get(api::document::json))
        .route("/api", get(api::document::page))
        .route(framing::LIST, get(framing::list))
        .fallback(
            get(assets::handle)
                .options(assets::options)
                .fallback(wrong_method),
        )
        .layer(Extension(document))
        .layer(middleware::from_fn_with_state(
            Arc::clone(state),
            framing::add_policy,
        ))
}

/// axum answers `HEAD` by the handler of `GET`, which would spend a lookup.
fn with_head(
    (schemas, paths, methods): UtoipaMethodRouter<Arc<AppState>>,
) -> UtoipaMethodRouter<Arc<AppState>> {
    (schemas, paths, methods.head(api::number::head))
}

async fn healthz() -> Response {
    reply::with_type(StatusCode::OK, "text/plain; charset=utf-8", "ok")
}

async fn not_found() -> Response {
    reply::error(StatusCode::NOT_FOUND, "No such path", "bad-response")
}

/// What a bug leaves of a request; the log has the panic's own words.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    reply::error(
        StatusCode::INTERNAL_SERVER_ERROR,
        "The gateway failed",
        "server",
    )
}

/// axum names the methods that the path has in `Allow`.
async fn wrong_method() -> Response {
    reply::error(
        StatusCode::METHOD_NOT_ALLOWED,
        "This path has no such method",
        "bad-response",
    )
}
