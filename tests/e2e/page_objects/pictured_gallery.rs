//! The gallery where its cards are pictured: the same at any time, on any machine.

use std::{fs, sync::Arc};

use image::{GenericImageView, RgbImage};
use phone_profile_visual::Pictures;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Gallery;
use crate::harness::{self, AlteredDist, Stage};

/// Functions of JavaScript that lay it out; see there.
const FUNCTIONS: &str = include_str!("pictured_gallery.js");

/// What its fonts are, as npm has them, with the exact versions that `shell/package.json` names.
const FONTS: [(&str, &str); 3] = [
    (
        "pictured-latin.woff2",
        "inter-ui/variable/InterVariable.woff2",
    ),
    (
        "pictured-arabic.woff2",
        "@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2",
    ),
    ("pictured-emoji.woff2", "twemoji-colr-font/twemoji.woff2"),
];

const COLUMNS: u32 = 3;
/// A card's greatest width.
const COLUMN_WIDTH: u32 = 420;
/// What is pictured around each card.
const MARGIN: u32 = 4;
const WIDTH: u32 = COLUMNS * (COLUMN_WIDTH + 2 * MARGIN);

pub struct PicturedGallery {
    stage: Arc<Stage>,
    gallery: Gallery,
    _dist: AlteredDist,
}

/// Of one card, in pixels of the page.
#[derive(Deserialize)]
struct Area {
    id: String,
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl PicturedGallery {
    pub async fn new(stage: &Arc<Stage>) -> Self {
        let (stage, dist) = (stage.steady().await, dist());
        Self {
            gallery: Gallery::of(&stage, dist.path()).await,
            stage,
            _dist: dist,
        }
    }

    /// Opens it with a query such as `?variant=compact`, and waits until everything is there.
    pub async fn open(&self, query: &str) {
        let browser = &self.stage.browser;
        browser
            .emulate_media("prefers-reduced-motion", "reduce")
            .await;
        browser.resize(WIDTH, 800).await;
        self.gallery.open(query).await;
        let script = "return until(() => document.documentElement.dataset.fonts, null)";
        let fonts: String = self.gallery.run(script, vec![]).await;
        assert_eq!(fonts, "loaded");
    }

    pub async fn run(&self, body: &str) {
        self.gallery.run::<Value>(body, vec![]).await;
    }

    /// A picture of each cell's card, by the cell's name.
    pub async fn take(&self) -> Pictures {
        let script = format!("{FUNCTIONS} return sheet(args[0])");
        let layout = json!({ "columns": COLUMNS, "columnWidth": COLUMN_WIDTH, "margin": MARGIN });
        let areas: Vec<Area> = self.gallery.run(&script, vec![layout]).await;
        let bottom = areas.iter().map(|area| area.top + area.height).max();
        let height = bottom.expect("the gallery has cells");
        self.stage.browser.resize(WIDTH, height).await;
        self.run(&format!("{FUNCTIONS} await painted()")).await;

        let png = self.stage.browser.screenshot().await;
        let page = image::load_from_memory(&png).expect("a PNG").into_rgb8();
        assert_eq!(
            page.dimensions(),
            (WIDTH, height),
            "a pixel of the picture for one of the page"
        );
        areas.into_iter().map(|area| area.of(&page)).collect()
    }
}

impl Area {
    fn of(self, page: &RgbImage) -> (String, RgbImage) {
        let Self {
            id,
            left,
            top,
            width,
            height,
        } = self;
        (id, page.view(left, top, width, height).to_image())
    }
}

/// Dist with a gallery that has its fonts and its time from the tests.
fn dist() -> AlteredDist {
    let document = harness::dist().join("gallery/index.html");
    let document = fs::read_to_string(&document).expect("the gallery's document");
    let head = r#"<script src="./pictured.js"></script><link rel="stylesheet" href="./pictured.css"></head>"#;
    let pictured = document.replace("</head>", head);
    assert_ne!(pictured, document, "the document has a head");
    let fonts = FONTS.map(|(name, file)| {
        let file = harness::npm_packages().join(file);
        let font =
            fs::read(&file).unwrap_or_else(|error| panic!("reading {}: {error}", file.display()));
        (format!("gallery/{name}"), font)
    });
    let own = [
        ("gallery/index.html", pictured.as_str()),
        ("gallery/pictured.js", include_str!("../hosts/pictured.js")),
        (
            "gallery/pictured.css",
            include_str!("../hosts/pictured.css"),
        ),
    ];
    let own = own.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let files: Vec<_> = own.into_iter().chain(fonts).collect();
    let files: Vec<_> = files
        .iter()
        .map(|(name, content)| (name.as_str(), Some(content.clone())))
        .collect();
    AlteredDist::with(&files)
}
