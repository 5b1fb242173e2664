//! Takes the pictures of README and docs, of demo data.

mod cards;
mod jobs;
mod themes;

use std::{env, fs, path::PathBuf};

use crate::harness::{Browser, Scenario};

/// Where they go, if they are to be taken.
pub fn directory() -> Option<PathBuf> {
    env::var_os("PHONE_PROFILE_SCREENSHOTS").map(PathBuf::from)
}

pub fn all() -> Vec<Scenario> {
    [cards::all(), jobs::all(), themes::all()]
        .into_iter()
        .flatten()
        .collect()
}

/// Makes the window as large as the picture.
async fn size(browser: &Browser, width: u32, height: u32, scale: f64) {
    browser.frame_picture(width, height, scale).await;
}

/// Takes what the window shows.
async fn take(browser: &Browser, name: &str) {
    // Whatever has just been drawn is on the screen two frames later.
    let drawn = "await document.fonts.ready;
        await until(() => [...document.images].every((image) => image.complete), null);
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);";
    browser.run::<serde_json::Value>(drawn, vec![]).await;
    let directory = directory().expect("only taken where they go somewhere");
    let file = directory.join(name).with_extension("png");
    fs::create_dir_all(&directory).expect("a directory for pictures");
    fs::write(&file, browser.screenshot().await)
        .unwrap_or_else(|error| panic!("writing {}: {error}", file.display()));
}
