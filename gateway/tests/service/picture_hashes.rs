//! Pictures compared for who reviews a list: nothing is looked up for it, and nothing kept.

use std::{fs, io::Cursor, path::Path};

use image::{DynamicImage, ImageFormat, RgbImage, imageops::FilterType};
use phone_profile_gateway::{
    Digits,
    picture::{ImageType, MOST_PIXELS_SERVED, PictureHash, hash},
    portrait::{Subject, jpeg},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::method};

use crate::gateway::{Running, asked, config, parse, start};

/// What the CDN has at `/{digits}.jpg` for each of these numbers; it has nothing for others.
const FIRST: &str = "13105550100";
const ITS_COPY: &str = "13105550123";
const OTHER: &str = "13105550141";
const FLAT: &str = "13105550142";
const PAGE: &str = "13105550143";
const HUGE: &str = "13105550144";
const DEAD: &str = "13105550188";
/// The demo's own: its link answers bytes that are no picture.
const BROKEN_DEMO: &str = "13105550108";

fn portrait(number: &str, pixels: u16) -> Vec<u8> {
    jpeg(&Digits::parse(number).unwrap(), Subject::Woman, pixels).unwrap()
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Smaller, and in another form.
fn copy(picture: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory(picture).unwrap();
    png(&picture.resize_exact(150, 150, FilterType::Lanczos3))
}

fn served(request: &Request) -> ResponseTemplate {
    let path = request.url.path();
    if let Some(digits) = path.strip_prefix("/number/") {
        let base = format!("http://{}", request.headers["host"].to_str().unwrap());
        return ResponseTemplate::new(200).set_body_json(json!({
            "success": true,
            "isWhatsApp": true,
            "number": digits,
            "profilePic": format!("{base}/{digits}.jpg"),
            "profilePicThumb": format!("{base}/{digits}.jpg"),
            "isBusiness": false,
        }));
    }
    let flat = DynamicImage::from(RgbImage::from_pixel(96, 96, [20, 90, 200].into()));
    let huge = DynamicImage::new_luma8(MOST_PIXELS_SERVED + 1, 8);
    let bytes = match path.trim_start_matches('/').trim_end_matches(".jpg") {
        FIRST => portrait(FIRST, 640),
        ITS_COPY => copy(&portrait(FIRST, 640)),
        OTHER => portrait(OTHER, 96),
        FLAT => png(&flat),
        PAGE => b"<script>".to_vec(),
        HUGE => png(&huge),
        _ => return ResponseTemplate::new(404),
    };
    ResponseTemplate::new(200).set_body_bytes(bytes)
}

async fn with_pictures(more: &str) -> (MockServer, Running) {
    let stub = MockServer::start().await;
    let respond = Mock::given(method("GET")).respond_with(served);
    respond.mount(&stub).await;
    let gateway = start(config(&stub, "", &settings(&stub, more))).await;
    (stub, gateway)
}

fn settings(stub: &MockServer, more: &str) -> String {
    format!(
        "[picture]\nhosts = [\"{}\"]\nallow-addresses = [\"127.0.0.1\"]\n{more}",
        stub.uri()
    )
}

/// The links that lookups tell.
async fn links(gateway: &Running, numbers: &[&str]) -> Vec<String> {
    let mut links = Vec::new();
    for number in numbers {
        let answer: Value = gateway.json(&format!("/number/{number}")).await;
        links.push(answer["profilePicThumb"].as_str().unwrap().to_owned());
    }
    links
}

async fn hashes(gateway: &Running, links: &[String]) -> Vec<Value> {
    let request = gateway.request(Method::POST, "/picture-hashes");
    let answer = request
        .json(&json!({ "links": links }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let mut answer: Value = answer.json().await.unwrap();
    let hashes = answer["hashes"].take().as_array().unwrap().clone();
    let told: Vec<_> = hashes
        .iter()
        .map(|hash| hash["link"].as_str().unwrap())
        .collect();
    assert_eq!(told, links);
    hashes
}

fn bits(hash: &Value) -> PictureHash {
    hash["hash"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn given_one_picture_under_two_numbers_when_compared_then_it_is_the_same_and_others_are_not()
{
    // given
    let (stub, gateway) = with_pictures("compare = true\n").await;
    let links = links(&gateway, &[FIRST, ITS_COPY, OTHER]).await;

    // when
    let [first, copy, other] = hashes(&gateway, &links).await.try_into().unwrap();

    // then
    assert!(bits(&first).is_same_picture(bits(&copy)));
    assert!(!bits(&first).is_same_picture(bits(&other)));
    assert_eq!(
        (&first["stock"], &first["problem"]),
        (&Value::Null, &Value::Null)
    );
    // Three lookups and three pictures; hashes of kept pictures fetch none.
    assert_eq!(asked(&stub).await, 6);
    hashes(&gateway, &links).await;
    assert_eq!(asked(&stub).await, 6);
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    assert_eq!(audit["records"].as_array().unwrap().len(), 3);
    let session = gateway.json("/session").await;
    assert_eq!(session["comparesPictures"], true);
}

#[tokio::test]
async fn given_links_that_bring_no_picture_when_compared_then_each_says_why_and_nothing_is_looked_up()
 {
    // given
    let (stub, gateway) = with_pictures("compare = true\n").await;
    let numbers = [FLAT, PAGE, HUGE, DEAD, FIRST];
    let mut links = links(&gateway, &numbers).await;
    let erased = format!("/number/{FIRST}");
    gateway.operate(Method::DELETE, &erased).await;
    links.push(links[0].replace("oe=", "oe=F"));
    links.push(format!("{}/{FIRST}.jpg", stub.uri()));
    links.push("/picture/13105550100".to_owned());

    // when
    let told = hashes(&gateway, &links).await;

    // then
    let problems: Vec<_> = told
        .iter()
        .map(|hash| hash["problem"].as_str().unwrap())
        .collect();
    let expected = [
        "no-detail",
        "no-picture",
        "too-large",
        "gone",
        "gone",
        "no-link",
        "no-link",
        "no-link",
    ];
    assert_eq!(problems, expected);
    for hash in &told {
        assert_eq!(
            (&hash["hash"], &hash["stock"]),
            (&Value::Null, &Value::Null)
        );
    }
    let requests = stub.received_requests().await.unwrap();
    let lookups = requests
        .iter()
        .filter(|request| request.url.path().starts_with("/number/"));
    assert_eq!(lookups.count(), numbers.len());
}

fn write_list(file: &Path, picture: &[u8], label: &str) {
    let hash = hash(picture, ImageType::of_bytes(picture).unwrap(), 10_000).unwrap();
    fs::write(file, format!("# ours\n{hash} {label}\n")).unwrap();
}

#[tokio::test]
async fn given_a_list_of_known_pictures_when_compared_then_their_names_are_told_and_no_others() {
    // given
    let directory = tempfile::tempdir().unwrap();
    let list = directory.path().join("stock.txt");
    write_list(&list, &copy(&portrait(FIRST, 640)), "smile.jpg");
    let more = format!("compare = true\nstock-pictures = {list:?}\n");
    let (stub, gateway) = with_pictures(&more).await;
    let links = links(&gateway, &[FIRST, OTHER, FLAT]).await;

    // when
    let [first, other, flat] = hashes(&gateway, &links).await.try_into().unwrap();

    // then
    assert_eq!(
        (&first["stock"], &first["stockLabel"]),
        (&json!(true), &json!("smile.jpg"))
    );
    assert_eq!(
        (&other["stock"], &other["stockLabel"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(
        (&flat["stock"], &flat["stockLabel"]),
        (&Value::Null, &Value::Null)
    );
    // A list that can't be read is not taken, and another one is.
    let again = || config(&stub, "", &settings(&stub, &more));
    fs::write(&list, "no hash\n").unwrap();
    assert!(gateway.reload(again()).is_err());
    write_list(&list, &portrait(OTHER, 640), "other.jpg");
    gateway.reload(again()).unwrap();
    let [first, other, _] = hashes(&gateway, &links).await.try_into().unwrap();
    assert_eq!(
        (&first["stock"], &other["stockLabel"]),
        (&json!(false), &json!("other.jpg"))
    );
}

#[tokio::test]
async fn given_a_request_that_is_not_taken_when_sent_then_it_says_why() {
    let (_stub, gateway) = with_pictures("compare = true\n").await;
    let post = |body: Value| gateway.request(Method::POST, "/picture-hashes").json(&body);
    let many = post(json!({ "links": vec!["/"; 101] }));
    assert_eq!(many.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    let other = post(json!({ "numbers": [] }));
    assert_eq!(
        other.send().await.unwrap().status(),
        StatusCode::BAD_REQUEST
    );
    let stranger = gateway.client.post(gateway.url("/picture-hashes"));
    let stranger = stranger.json(&json!({ "links": [] }));
    assert_eq!(
        stranger.send().await.unwrap().status(),
        StatusCode::UNAUTHORIZED
    );
    // Off, unless it is switched on.
    let (_stub, gateway) = with_pictures("").await;
    let off = gateway
        .request(Method::POST, "/picture-hashes")
        .json(&json!({ "links": [] }));
    assert_eq!(off.send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn given_demo_data_when_compared_then_drawn_portraits_have_hashes_and_a_broken_one_has_none()
{
    let gateway = start(parse("[picture]\ncompare = true\n")).await;
    let links = links(&gateway, &[FIRST, ITS_COPY, BROKEN_DEMO]).await;
    let [first, other, broken] = hashes(&gateway, &links).await.try_into().unwrap();
    assert!(!bits(&first).is_same_picture(bits(&other)));
    assert_eq!(broken["problem"], "no-picture");
}
