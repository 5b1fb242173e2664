//! Portraits over HTTP: signed links, expiry, sizes, sameness.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use hyper::StatusCode;
use image::ImageFormat;
use phone_profile_gateway::{
    Digits,
    portrait::{self, Subject},
};
use support::{Reply, Server};

async fn links(server: &Server, digits: &str) -> [String; 2] {
    let profile = server.get(&format!("/number/{digits}")).await.json();
    ["profilePicThumb", "profilePic"].map(|field| profile[field].as_str().unwrap().to_owned())
}

/// Width and height of the JPEG after decoding all of it.
fn dimensions(jpeg: &[u8]) -> (u32, u32) {
    let image = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap();
    (image.width(), image.height())
}

fn assert_refused(reply: &Reply, text: &str) {
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(reply.text(), text);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn given_a_person_when_pictures_load_then_they_are_96_and_640_pixels() {
    let server = Server::api().await;
    for (link, side) in links(&server, "13105550123").await.iter().zip([96, 640]) {
        let reply = server.get(link).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(dimensions(&reply.body), (side, side));
        assert_eq!(
            reply.header("cross-origin-resource-policy"),
            Some("cross-origin")
        );
        let cache = reply.header("cache-control").unwrap();
        let seconds: u32 = cache
            .strip_prefix("private, max-age=")
            .unwrap()
            .parse()
            .unwrap();
        assert!((86_000..=90_000).contains(&seconds), "{cache}");
    }
    assert_eq!(server.stats.pictures("13105550123"), 2);
}

#[tokio::test]
async fn given_a_link_when_anything_in_it_changes_then_it_opens_nothing() {
    let server = Server::api().await;
    let [_, link] = links(&server, "13105550123").await;
    let (path, query) = link.split_once('?').unwrap();
    let (oe, oh) = query.split_once('&').unwrap();
    let flipped = if oh.ends_with('0') { "1" } else { "0" };
    let other_oh = format!("{}{flipped}", &oh[..oh.len() - 1]);
    for (changed, text) in [
        (format!("{path}?{oe}&{other_oh}"), "Bad URL hash"),
        (format!("{path}?oe=FFFFFFFFFF&{oh}"), "Bad URL hash"),
        (format!("{path}?oe=nonsense&{oh}"), "Bad URL hash"),
        (format!("{path}?{oe}&oh=00"), "Bad URL hash"),
        (link.replace("full.jpg", "thumb.jpg"), "Bad URL hash"),
        (link.replace("13105550123", "13105550100"), "Bad URL hash"),
        (format!("{path}?{oe}"), "URL signature missing"),
        (path.to_owned(), "URL signature missing"),
    ] {
        assert_refused(&server.get(&changed).await, text);
    }
    assert_eq!(server.get(&link).await.status, StatusCode::OK);
}

#[tokio::test]
async fn given_a_link_of_another_process_when_used_then_it_is_refused() {
    let (one, two) = (Server::api().await, Server::api().await);
    let [thumb, _] = links(&one, "13105550123").await;
    let moved = thumb.replace(&one.address, &two.address);
    assert_refused(&two.get(&moved).await, "Bad URL hash");
}

#[tokio::test]
async fn given_an_expired_link_when_read_then_its_oe_is_in_the_past() {
    let server = Server::api().await;
    let [link, _] = links(&server, "13105550107").await;
    let oe = link.split_once("oe=").unwrap().1.split_once('&').unwrap().0;
    let expired = u64::from_str_radix(oe, 16).unwrap();
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    assert!(expired < now);
    assert_refused(&server.get(&link).await, "URL signature expired");
}

#[tokio::test]
async fn given_a_path_that_is_no_picture_when_asked_then_it_is_404() {
    let server = Server::api().await;
    for path in [
        "/demo/pictures/13105550123/huge.jpg?oe=1&oh=1",
        "/demo/pictures/abc/full.jpg?oe=1&oh=1",
    ] {
        assert_eq!(
            server.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn given_one_number_when_two_gateways_draw_it_then_the_bytes_are_the_same() {
    let (one, two) = (Server::api().await, Server::api().await);
    let [first, _] = links(&one, "447700900123").await;
    let [second, _] = links(&two, "447700900123").await;
    assert_eq!(one.get(&first).await.body, two.get(&second).await.body);
}

#[test]
fn given_many_numbers_when_drawn_then_portraits_differ() {
    let mut drawn = std::collections::HashSet::new();
    for line in 0..40 {
        let number = Digits::parse(&format!("4477009001{line:02}")).unwrap();
        for subject in [Subject::Woman, Subject::Man, Subject::Shop] {
            drawn.insert(portrait::jpeg(&number, subject, 32).unwrap());
        }
    }
    assert!(drawn.len() > 90, "{} of 120", drawn.len());
}

#[test]
fn given_no_pixels_when_drawn_then_there_is_no_picture() {
    let number = Digits::parse("13105550123").unwrap();
    assert_eq!(portrait::jpeg(&number, Subject::Woman, 0), None);
}
