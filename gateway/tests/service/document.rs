//! The API's document: every route and field, to read by machines and by people.

use phone_profile_gateway::identity_record::RecordKey;
use reqwest::Method;
use serde_json::Value;

use crate::gateway::{config, start, stub};

#[tokio::test]
async fn given_a_gateway_when_its_document_is_read_then_every_route_and_field_is_in_it() {
    let stub = stub().await;
    let key = RecordKey::random().unwrap().to_secret().unwrap();
    let all = format!(
        "[picture]\ncompare = true\n[record]\nkey = \"\"\"\n{}\"\"\"\n",
        key.reveal()
    );
    let gateway = start(config(&stub, "", &all)).await;
    let document: Value = gateway.json("/openapi.json").await;
    for (path, method) in [
        ("/number/{digits}", "get"),
        ("/number/{digits}", "delete"),
        ("/number/no_picture/{digits}", "get"),
        ("/number_cache/{digits}", "get"),
        ("/numbers", "post"),
        ("/record", "post"),
        ("/bulk_check", "post"),
        ("/api-key-stats", "get"),
        ("/picture/{digits}", "get"),
        ("/record/key", "get"),
        ("/picture-hashes", "post"),
        ("/quota", "get"),
        ("/session", "get"),
        ("/audit", "get"),
    ] {
        let operation = &document["paths"][path][method];
        assert!(operation["responses"]["200"].is_object(), "{method} {path}");
        // What is documented is served: anything but 404 and 405, once it is switched on.
        let asked = path.replace("{digits}", "13105550123");
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let answer = gateway.operate(method, &asked).await;
        assert!(![404, 405].contains(&answer.status().as_u16()), "{asked}");
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
        let properties = &document["components"]["schemas"]["Profile"]["properties"];
        assert!(properties[field].is_object(), "{field}");
    }
}

#[tokio::test]
async fn given_a_gateway_when_its_document_is_opened_then_it_has_all_routes_and_no_script_or_style()
{
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let page = gateway.get("/api").await.text().await.unwrap();
    for text in [
        "GET /number/{digits}",
        "DELETE /number/{digits}",
        "POST /numbers",
        "GET /api-key-stats",
        "isWhatsApp",
        "in <code>Authorization: Bearer …</code> or <code>x-api-key</code>.",
    ] {
        assert!(page.contains(text), "{text}");
    }
    for refused in ["<script", "<style", " style=", "http://", "https://", "`"] {
        assert!(!page.contains(refused), "{refused}");
    }
}
