//! `/openapi.json`, and the same to read at `/api`: without scripts, and nothing from elsewhere.

use std::fmt::Write;

use axum::{
    http::{HeaderValue, StatusCode, header::CACHE_CONTROL},
    response::Response,
};
use serde_json::Value;
use utoipa::OpenApi;

use super::{answer, audit, batch, erase, number, picture, problem, quota};
use crate::{record, reply, service, state};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "phone-profile gateway",
        description = "A face, a name and a business badge for a phone number. Credentials go in \
                       `Authorization: Bearer …` or `x-api-key`. All paths are at the root and, \
                       with the same answers, below `/lookup`. Not affiliated with WhatsApp or Meta."
    ),
    // Relative to this document, which may be behind a prefix.
    servers((url = "."), (url = "./lookup")),
    paths(
        number::lookup,
        number::kept,
        erase::erase,
        batch::lookup_many,
        picture::picture,
        quota::quota,
        quota::correct,
        audit::audit,
    ),
    components(schemas(
        answer::Profile,
        problem::ProblemBody<'static>,
        record::Quota,
        service::BudgetState,
        state::AuditRecord,
    ))
)]
struct Document;

pub(crate) async fn json() -> Response {
    // Nothing in it depends on what people send.
    let text = Document::openapi().to_json().unwrap_or_default();
    let mut response = reply::with_type(StatusCode::OK, "application/json", text);
    revalidated(&mut response);
    response
}

pub(crate) async fn page() -> Response {
    let document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    let mut response =
        reply::with_type(StatusCode::OK, "text/html; charset=utf-8", html(&document));
    revalidated(&mut response);
    response
}

fn revalidated(response: &mut Response) {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
}

const METHODS: [&str; 3] = ["get", "post", "delete"];

/// Plain HTML for a browser's own style: the policy of pages allows no inline style.
fn html(document: &Value) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>phone-profile gateway: API</title></head><body><main>\n",
    );
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str);
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n<p>As a file: <a href=\"openapi.json\">openapi.json</a></p>\n",
        escaped(text("/info/title").unwrap_or_default()),
        marked_up(text("/info/description").unwrap_or_default())
    );
    for (path, item) in object(document.get("paths")) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                operation_html(&mut out, method, path, operation);
            }
        }
    }
    out.push_str("<h2>Schemas</h2>\n");
    for (name, schema) in object(document.pointer("/components/schemas")) {
        let _ = writeln!(out, "<h3 id=\"{0}\">{0}</h3>", escaped(name));
        if let Some(about) = schema.get("description").and_then(Value::as_str) {
            let _ = writeln!(out, "<p>{}</p>", marked_up(about));
        }
        out.push_str("<dl>");
        for (field, about) in object(schema.get("properties")) {
            let about_text = about.get("description").and_then(Value::as_str);
            let _ = write!(
                out,
                "<dt><code>{}</code> {}</dt><dd>{}</dd>",
                escaped(field),
                escaped(&kind(about)),
                marked_up(about_text.unwrap_or_default())
            );
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</main></body></html>\n");
    out
}

fn operation_html(out: &mut String, method: &str, path: &str, operation: &Value) {
    let summary = ["summary", "description"]
        .iter()
        .filter_map(|name| operation.get(name)?.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let _ = write!(
        out,
        "<h2><code>{} {}</code></h2>\n<p>{}</p>\n<dl>",
        method.to_uppercase(),
        escaped(path),
        marked_up(&summary)
    );
    let parameters = operation.get("parameters").and_then(Value::as_array);
    for parameter in parameters.into_iter().flatten() {
        let text = |name: &str| parameter.get(name).and_then(Value::as_str);
        let _ = write!(
            out,
            "<dt><code>{}</code> ({})</dt><dd>{}</dd>",
            escaped(text("name").unwrap_or_default()),
            escaped(text("in").unwrap_or_default()),
            marked_up(text("description").unwrap_or_default())
        );
    }
    for (status, response) in object(operation.get("responses")) {
        let about = response.get("description").and_then(Value::as_str);
        let _ = write!(
            out,
            "<dt><code>{}</code></dt><dd>{}</dd>",
            escaped(status),
            marked_up(about.unwrap_or_default())
        );
    }
    out.push_str("</dl>\n");
}

fn object(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// `string`, `integer or null`.
fn kind(schema: &Value) -> String {
    match schema.get("type") {
        Some(Value::String(one)) => one.clone(),
        Some(Value::Array(several)) => several
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" or "),
        _ => String::new(),
    }
}

/// Descriptions are Markdown, of which they use nothing but `code`.
fn marked_up(text: &str) -> String {
    let escaped = escaped(text);
    let mut out = String::new();
    let mut rest = escaped.as_str();
    while let Some((before, (code, after))) = rest
        .split_once('`')
        .and_then(|(before, opened)| Some((before, opened.split_once('`')?)))
    {
        let _ = write!(out, "{before}<code>{code}</code>");
        rest = after;
    }
    out + rest
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_the_document_when_made_then_every_route_and_field_of_an_answer_is_in_it() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        for path in [
            "/number/{digits}",
            "/number_cache/{digits}",
            "/numbers",
            "/picture/{digits}",
            "/quota",
            "/audit",
        ] {
            let pointer = format!("/paths/{}", path.replace('/', "~1"));
            assert!(document.pointer(&pointer).is_some(), "{path}");
        }
        for field in [
            "success",
            "isWhatsApp",
            "number",
            "profilePic",
            "profilePicThumb",
            "name",
            "about",
            "isBusiness",
            "lastChecked",
            "pictureState",
            "quota",
            "warnings",
        ] {
            let pointer = format!("/components/schemas/Profile/properties/{field}");
            assert!(document.pointer(&pointer).is_some(), "{field}");
        }
    }

    #[test]
    fn given_the_document_when_written_as_a_page_then_it_has_all_routes_and_no_script_or_style() {
        let page = html(&serde_json::to_value(Document::openapi()).unwrap());
        for text in [
            "GET /number/{digits}",
            "DELETE /number/{digits}",
            "POST /numbers",
            "isWhatsApp",
            "in <code>Authorization: Bearer …</code> or <code>x-api-key</code>.",
        ] {
            assert!(page.contains(text), "{text}");
        }
        for refused in ["<script", "<style", " style=", "http://", "https://", "`"] {
            assert!(!page.contains(refused), "{refused}");
        }
    }

    #[test]
    fn given_a_description_when_written_then_code_is_marked_and_no_markup_of_it_gets_through() {
        for (text, html) in [
            ("no code", "no code"),
            (
                "`a` and `b<i>`.",
                "<code>a</code> and <code>b&lt;i&gt;</code>.",
            ),
            ("<b>`\"", "&lt;b&gt;`&quot;"),
            ("`a` one ` left", "<code>a</code> one ` left"),
        ] {
            assert_eq!(marked_up(text), html);
        }
    }
}
