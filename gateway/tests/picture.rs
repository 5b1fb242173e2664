//! Pictures fetched from servers that behave and from servers that don't.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{error::Error, io::Cursor, net::SocketAddr, time::Duration};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use phone_profile_core::profile::PictureState;
use phone_profile_gateway::{
    Digits,
    access::{Caller, Via},
    picture::{
        Fetched, ImageType, LinkRefused, PictureError, PictureSetupError, PictureSize, Pictures,
        Settings, UrlRefused,
    },
    portrait::{self, Subject},
    record::Picture,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};

fn number() -> Digits {
    Digits::parse("13105550123").unwrap()
}

fn jpeg() -> Vec<u8> {
    portrait::jpeg(&number(), Subject::Woman, 96).unwrap()
}

/// The JPEG's pixels in another format.
fn rewritten(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = image::load_from_memory(&jpeg()).unwrap();
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The pixels as a browser shows them: turned as the file says.
fn drawn(bytes: &[u8]) -> RgbImage {
    let reader = ImageReader::new(Cursor::new(bytes));
    let mut decoder = reader
        .with_guessed_format()
        .unwrap()
        .into_decoder()
        .unwrap();
    let orientation = decoder.orientation().unwrap();
    let mut image = DynamicImage::from_decoder(decoder).unwrap();
    image.apply_orientation(orientation);
    image.into_rgb8()
}

fn has_secret(bytes: &[u8]) -> bool {
    let secret = b"SECRETPLACE";
    bytes.windows(secret.len()).any(|text| text == secret)
}

/// Settings for one host, which may be this machine.
fn settings(host: impl ToString) -> Settings {
    Settings {
        hosts: vec![host.to_string().parse().unwrap()],
        allow_addresses: vec!["127.0.0.1".parse().unwrap()],
        ..Settings::default()
    }
}

fn record(link: impl ToString) -> Picture {
    Picture {
        full: Some(link.to_string()),
        ..Picture::without(PictureState::Public)
    }
}

async fn get(settings: &Settings, link: impl ToString) -> Result<Fetched, PictureError> {
    let pictures = Pictures::new(settings).unwrap();
    pictures
        .get(&number(), PictureSize::Full, &record(link), Some(1))
        .await
}

/// A server that gives one answer at every path.
async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

fn picture(bytes: impl Into<Vec<u8>>, content_type: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(bytes, content_type)
}

async fn get_answer(answer: ResponseTemplate) -> Result<Fetched, PictureError> {
    let server = answering(answer).await;
    get(&settings(server.uri()), format!("{}/a", server.uri())).await
}

fn redirect(to: impl AsRef<str>) -> ResponseTemplate {
    ResponseTemplate::new(302).insert_header("location", to.as_ref())
}

/// A server that reads a request's head and then does as it's told, byte by byte.
async fn raw<F>(act: impl FnOnce(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        act(stream).await;
    });
    address
}

#[tokio::test]
async fn given_a_picture_when_fetched_then_it_comes_as_it_is() {
    let fetched = get_answer(picture(jpeg(), "image/jpeg")).await.unwrap();
    assert_eq!(fetched.bytes, jpeg());
    assert_eq!(fetched.image_type, ImageType::Jpeg);
}

#[tokio::test]
async fn given_other_content_types_when_fetched_then_the_bytes_say_what_it_is() {
    let png = rewritten(ImageFormat::Png);
    let webp = rewritten(ImageFormat::WebP);
    for (bytes, image_type) in [
        (jpeg(), ImageType::Jpeg),
        (png, ImageType::Png),
        (webp, ImageType::Webp),
    ] {
        for content_type in [
            "image/jpeg",
            "image/png",
            "image/jpg",
            "image/*",
            "binary/octet-stream",
            "application/octet-stream",
            "text/html",
        ] {
            let fetched = get_answer(picture(bytes.clone(), content_type)).await;
            let fetched = fetched.unwrap();
            assert_eq!(fetched.image_type, image_type, "{content_type}");
            assert_eq!(fetched.bytes, bytes, "{content_type}");
        }
        let untyped = ResponseTemplate::new(200).set_body_bytes(bytes);
        let fetched = get_answer(untyped).await.unwrap();
        assert_eq!(fetched.image_type, image_type);
    }
}

#[tokio::test]
async fn given_files_with_metadata_when_fetched_then_they_are_drawn_the_same_without_it() {
    for (file, image_type) in [
        (
            &include_bytes!("picture_files/with-metadata.png")[..],
            ImageType::Png,
        ),
        (
            include_bytes!("picture_files/with-metadata.webp"),
            ImageType::Webp,
        ),
        (
            include_bytes!("picture_files/orientation-6.jpg"),
            ImageType::Jpeg,
        ),
    ] {
        assert!(has_secret(file));
        let fetched = get_answer(picture(file, image_type.mime())).await.unwrap();
        assert_eq!(fetched.image_type, image_type);
        assert!(!has_secret(&fetched.bytes));
        assert_eq!(drawn(&fetched.bytes), drawn(file));
    }
}

#[tokio::test]
async fn given_a_photo_on_its_side_when_fetched_then_it_is_drawn_upright() {
    let file = include_bytes!("picture_files/orientation-6.jpg");
    let fetched = get_answer(picture(*file, "image/jpeg")).await.unwrap();
    let drawn = drawn(&fetched.bytes);
    assert_eq!((drawn.width(), drawn.height()), (24, 48));
    let (above, below) = (drawn.get_pixel(12, 6), drawn.get_pixel(12, 42));
    assert!(above[0] > above[2], "red above: {above:?}");
    assert!(below[2] > below[0], "blue below: {below:?}");
}

#[tokio::test]
async fn given_a_photo_with_its_place_in_it_when_fetched_then_the_place_is_gone() {
    let mut photo = jpeg();
    let exif = b"\xff\xe1\x00\x12Exif\0\0GPS 34.05N";
    photo.splice(2..2, exif[..20].iter().copied());
    let fetched = get_answer(picture(photo, "image/jpeg")).await.unwrap();
    assert_eq!(fetched.bytes, jpeg());
}

#[tokio::test]
async fn given_a_fetch_when_the_server_looks_then_nothing_tells_it_about_the_caller() {
    let answer = picture(jpeg(), "image/jpeg").insert_header("set-cookie", "id=1; Path=/");
    let server = answering(answer).await;
    let pictures = Pictures::new(&settings(server.uri())).unwrap();
    for link in ["a", "b"] {
        let record = record(format!("{}/{link}", server.uri()));
        pictures
            .get(&number(), PictureSize::Full, &record, Some(1))
            .await
            .unwrap();
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "host"]);
    }
}

#[tokio::test]
async fn given_redirects_when_followed_then_three_are_enough_and_a_fourth_is_too_many() {
    let server = MockServer::start().await;
    for (from, to) in [("/0", "/1"), ("/1", "2"), ("/2", "/3"), ("/3", "/4")] {
        Mock::given(path(from))
            .respond_with(redirect(to))
            .mount(&server)
            .await;
    }
    Mock::given(path("/4"))
        .respond_with(picture(jpeg(), "image/jpeg"))
        .mount(&server)
        .await;
    let settings = settings(server.uri());
    let three = get(&settings, format!("{}/1", server.uri())).await;
    assert_eq!(three.unwrap().bytes, jpeg());
    let four = get(&settings, format!("{}/0", server.uri())).await;
    assert!(matches!(four, Err(PictureError::Redirects)), "{four:?}");
}

#[tokio::test]
async fn given_a_redirect_to_itself_or_nowhere_when_followed_then_it_ends() {
    for answer in [
        redirect("/a"),
        ResponseTemplate::new(302),
        redirect("http://["),
    ] {
        let fetched = get_answer(answer).await;
        assert!(
            matches!(fetched, Err(PictureError::Redirects)),
            "{fetched:?}"
        );
    }
}

#[tokio::test]
async fn given_a_redirect_to_another_host_when_followed_then_it_is_refused() {
    for target in [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "//evil.example/a",
        "file:///etc/passwd",
    ] {
        let fetched = get_answer(redirect(target)).await;
        let Err(PictureError::Refused(why)) = fetched else {
            panic!("{target}: {fetched:?}");
        };
        assert_eq!(why, UrlRefused::Host);
    }
    let fetched = get_answer(redirect("http://user@127.0.0.1/")).await;
    assert!(matches!(
        fetched,
        Err(PictureError::Refused(UrlRefused::Credentials))
    ));
}

#[tokio::test]
async fn given_a_redirect_to_an_allowed_host_with_a_private_address_when_followed_then_refused() {
    let private = answering(picture(jpeg(), "image/jpeg")).await;
    let port = private.address().port();
    for target in [
        format!("http://127.0.0.2:{port}/a"),
        format!("http://[::ffff:127.0.0.2]:{port}/a"),
    ] {
        let server = answering(redirect(&target)).await;
        let mut settings = settings(server.uri());
        settings
            .hosts
            .push(target.trim_end_matches("/a").parse().unwrap());
        let fetched = get(&settings, format!("{}/a", server.uri())).await;
        assert!(matches!(fetched, Err(PictureError::Address)), "{fetched:?}");
    }
    assert!(private.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn given_an_allowed_name_that_leads_to_this_machine_when_fetched_then_it_is_refused() {
    let server = answering(picture(jpeg(), "image/jpeg")).await;
    let host = format!("http://localhost:{}", server.address().port());
    let link = format!("{host}/a");
    let mut settings = settings(&host);
    let fetched = get(&settings, &link).await;
    assert_eq!(fetched.unwrap().bytes, jpeg());
    settings.allow_addresses.clear();
    let fetched = get(&settings, &link).await;
    assert!(matches!(fetched, Err(PictureError::Address)), "{fetched:?}");
    settings.allow_private = true;
    assert!(get(&settings, &link).await.is_ok());
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn given_the_defaults_when_a_link_leads_elsewhere_then_nothing_is_asked() {
    for link in [
        "http://pps.whatsapp.net/a",
        "https://cdn.example/a",
        "https://127.0.0.1/a",
        "nonsense",
    ] {
        let fetched = get(&Settings::default(), link).await;
        assert!(matches!(fetched, Err(PictureError::Refused(_))), "{link}");
    }
}

#[tokio::test]
async fn given_a_large_picture_when_it_is_announced_then_none_of_it_is_read() {
    let address = raw(|mut stream| async move {
        let head =
            b"HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\ncontent-length: 2097153\r\n\r\n";
        stream.write_all(head).await.unwrap();
        // Until the client has gone.
        let _ = stream.read_u8().await;
    })
    .await;
    let host = format!("http://{address}");
    let fetched = get(&settings(&host), format!("{host}/a")).await;
    assert!(
        matches!(fetched, Err(PictureError::TooLarge)),
        "{fetched:?}"
    );
}

#[tokio::test]
async fn given_a_picture_without_end_when_it_streams_then_it_is_cut_at_the_limit() {
    let address = raw(|mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n\r\n\xff\xd8\xff";
        stream.write_all(head).await.unwrap();
        while stream.write_all(&[0; 4_096]).await.is_ok() {}
    })
    .await;
    let host = format!("http://{address}");
    let fetched = get(&settings(&host), format!("{host}/a")).await;
    assert!(
        matches!(fetched, Err(PictureError::TooLarge)),
        "{fetched:?}"
    );
}

#[tokio::test]
async fn given_a_picture_of_exactly_the_limit_when_fetched_then_it_comes_and_one_byte_more_not() {
    let server = answering(picture(jpeg(), "image/jpeg")).await;
    let mut settings = settings(server.uri());
    let link = format!("{}/a", server.uri());
    settings.max_bytes = jpeg().len();
    assert!(get(&settings, &link).await.is_ok());
    settings.max_bytes -= 1;
    let fetched = get(&settings, &link).await;
    assert!(
        matches!(fetched, Err(PictureError::TooLarge)),
        "{fetched:?}"
    );
}

#[tokio::test]
async fn given_a_server_that_hangs_when_fetched_then_the_time_ends() {
    for sent in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n\r\n\xff\xd8\xff",
    ] {
        let address = raw(move |mut stream| async move {
            stream.write_all(sent).await.unwrap();
            let _ = stream.read_u8().await;
        })
        .await;
        let host = format!("http://{address}");
        let mut settings = settings(&host);
        settings.timeout = Duration::from_millis(200);
        let fetched = get(&settings, format!("{host}/a")).await;
        assert!(matches!(fetched, Err(PictureError::Timeout)), "{fetched:?}");
    }
}

#[tokio::test]
async fn given_a_connection_that_breaks_when_fetched_then_the_error_has_a_cause_and_no_link() {
    let address = raw(|mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\ncontent-length: 9\r\n\r\n\xff";
        stream.write_all(head).await.unwrap();
    })
    .await;
    let host = format!("http://{address}");
    // Nobody listens here any more.
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr();
    let closed = format!("http://{}", gone.unwrap());
    for host in [host, closed] {
        let error = get(&settings(&host), format!("{host}/secret"))
            .await
            .unwrap_err();
        assert!(matches!(error, PictureError::Unreachable(_)), "{error:?}");
        assert!(error.source().is_some());
        assert!(
            !format!("{error:?} {error}").contains("secret"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn given_what_is_no_picture_when_fetched_then_it_is_refused() {
    let html = "<!doctype html><script>alert(1)</script>";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
    for answer in [
        picture(html, "image/jpeg"),
        picture(html, "text/html"),
        picture(&b"\x89PNG\r\n\x1a\n<html>"[..], "image/png"),
        picture(&b"RIFF\x0c\0\0\0WEBP<html>\0\0"[..], "image/webp"),
        picture(svg, "image/svg+xml"),
        picture(svg, "image/webp"),
        picture("", "image/jpeg"),
        picture(&b"\xff\xd8\xff<html>"[..], "image/jpeg"),
        ResponseTemplate::new(200),
    ] {
        let fetched = get_answer(answer).await;
        assert!(
            matches!(fetched, Err(PictureError::NotAPicture)),
            "{fetched:?}"
        );
    }
}

#[tokio::test]
async fn given_other_statuses_when_fetched_then_the_error_says_what_helps() {
    let status = |code| get_answer(ResponseTemplate::new(code).set_body_raw(jpeg(), "image/jpeg"));
    let expired = status(403).await.unwrap_err();
    assert_eq!(expired.to_string(), "URL signature expired");
    assert!(expired.wants_new_link());
    for code in [404, 410] {
        let gone = status(code).await.unwrap_err();
        assert!(matches!(gone, PictureError::Gone) && gone.wants_new_link());
    }
    for code in [204, 206, 401, 429, 500, 503] {
        let other = status(code).await.unwrap_err();
        assert!(
            matches!(other, PictureError::Status(seen) if seen == code),
            "{other:?}"
        );
        assert!(!other.wants_new_link());
    }
}

#[tokio::test]
async fn given_a_picture_that_was_fetched_when_asked_for_again_then_only_after_erasure_anew() {
    let server = answering(picture(jpeg(), "image/jpeg")).await;
    let pictures = Pictures::new(&settings(server.uri())).unwrap();
    let record = record(format!("{}/a", server.uri()));
    let number = number();
    let ask = || pictures.get(&number, PictureSize::Full, &record, Some(1));
    let (one, two) = tokio::join!(ask(), ask());
    assert_eq!(one.unwrap(), two.unwrap());
    ask().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
    pictures.remove(&number).await;
    ask().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn given_records_without_a_link_that_works_when_asked_for_then_nothing_is_fetched() {
    let pictures = Pictures::new(&Settings::default()).unwrap();
    let none = Picture::without(PictureState::Private);
    let got = pictures
        .get(&number(), PictureSize::Thumb, &none, Some(1))
        .await;
    assert!(matches!(got, Err(PictureError::None)));
    let mut old = record("https://pps.whatsapp.net/a");
    old.expires_at = Some(1_777_034_096 - 86_400 * 365);
    for size in [PictureSize::Full, PictureSize::Thumb] {
        let got = pictures.get(&number(), size, &old, Some(1)).await;
        assert!(matches!(got, Err(PictureError::Expired)));
    }
}

#[tokio::test]
async fn given_gateways_with_one_key_when_one_links_then_the_other_opens() {
    let with_key = |key: &str| {
        let settings: Settings = toml::from_str(&format!("link-key = {key:?}")).unwrap();
        Pictures::new(&settings)
    };
    let key = "0123456789abcdef0123456789abcdef";
    let (one, two) = (with_key(key).unwrap(), with_key(key).unwrap());
    let ada = Caller::new("ada", false, Via::Jwt);
    let links = one.links(&number(), &ada, 1_777_034_096, u64::MAX).unwrap();
    let (link, oh) = links.full.split_once("&oh=").unwrap();
    let (link, oe) = link.split_once("&oe=").unwrap();
    assert_eq!(link, "/picture/13105550123?size=full");
    let check = |pictures: &Pictures, size| pictures.check(&number(), size, oe, oh, 1_777_034_096);
    let opened = check(&two, PictureSize::Full).unwrap();
    assert_eq!(links.expires_at, 1_777_034_096 + opened.seconds_left);
    assert_eq!(opened.holder, ada);
    let wrong = Err(LinkRefused::WrongSignature);
    assert_eq!(check(&two, PictureSize::Thumb), wrong);
    let other = Pictures::new(&Settings::default()).unwrap();
    assert_eq!(check(&other, PictureSize::Full), wrong);
    assert!(matches!(
        with_key("short"),
        Err(PictureSetupError::ShortKey(_))
    ));
}
