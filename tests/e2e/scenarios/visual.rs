//! The gallery's cards, held against pictures of how they looked when somebody last looked at them: in each engine, of
//! each state and each variant. `cargo xtask baselines` keeps what is meant.

use std::{
    collections::BTreeSet,
    env,
    path::{Path, PathBuf},
    sync::Arc,
};

use phone_profile_visual::{Baselines, Comparison, compare};

use crate::{
    harness::{Engine, Stage},
    page_objects::PicturedGallery,
    scenarios,
};

scenarios![
    given_cards_of_each_state_when_pictured_then_they_look_as_before,
    given_compact_cards_of_each_state_when_pictured_then_they_look_as_before,
    given_avatars_of_each_state_when_pictured_then_they_look_as_before,
    given_a_card_with_more_padding_and_one_with_another_accent_when_pictured_then_these_are_found_and_no_others,
];

async fn given_cards_of_each_state_when_pictured_then_they_look_as_before(stage: Arc<Stage>) {
    expect_as_before(&stage, "card").await;
}

async fn given_compact_cards_of_each_state_when_pictured_then_they_look_as_before(
    stage: Arc<Stage>,
) {
    expect_as_before(&stage, "compact").await;
}

async fn given_avatars_of_each_state_when_pictured_then_they_look_as_before(stage: Arc<Stage>) {
    expect_as_before(&stage, "avatar").await;
}

async fn expect_as_before(stage: &Arc<Stage>, variant: &str) {
    let engine = stage.world.engine;
    let version = format!("{} on {}", stage.browser.version(), env::consts::OS);
    let (baselines, found) = baselines(engine);
    let is_update = env::var("PHONE_PROFILE_BASELINES").is_ok_and(|value| value == "update");
    let gallery = PicturedGallery::new(stage).await;
    let mut seen = Vec::new();
    for (theme, lang) in [("light", "en"), ("dark", "ar")] {
        // given
        gallery
            .open(&format!("?variant={variant}&theme={theme}&lang={lang}"))
            .await;

        // when
        let pictures = gallery.take().await;

        // then
        let set = format!("{variant}-{theme}-{lang}");
        let differences = if is_update {
            baselines.update(&set, &pictures)
        } else {
            baselines.check(&set, &pictures)
        };
        let differences = differences.unwrap_or_else(|error| panic!("{set}: {error:#}"));
        if !differences.is_empty() {
            let page = found.join(&set).join("index.html");
            seen.push(format!("{set}, side by side in {}:", page.display()));
        }
        seen.extend(differences.iter().map(|one| format!("  {one}")));
    }
    let seen = seen.join("\n");
    if is_update {
        baselines.set_version(&version).expect("a version is kept");
        if !seen.is_empty() {
            println!("\n{seen}");
        }
        return;
    }
    let kept = baselines.version().unwrap_or_default();
    let name = engine.name();
    let mut hint = format!("cargo xtask baselines --browsers {name} keeps what is meant");
    if release(engine, &kept) != release(engine, &version) {
        let other = format!(
            "the pictures are of {name} {kept}: this is {version}, which may draw in another way"
        );
        println!("\n{other}");
        hint = format!("{other}\n{hint}");
    }
    assert!(seen.is_empty(), "{seen}\n{hint}");
}

async fn given_a_card_with_more_padding_and_one_with_another_accent_when_pictured_then_these_are_found_and_no_others(
    stage: Arc<Stage>,
) {
    // given
    let gallery = PicturedGallery::new(&stage).await;
    gallery.open("?theme=light&lang=en").await;
    let before = gallery.take().await;

    // when
    let changes = [
        ("business", "--phone-profile-padding", "20px 20px 20px 21px"),
        ("name-same", "--phone-profile-accent", "#3a51cd"),
    ];
    for (id, variable, value) in changes {
        gallery
            .run(&format!(
                "document.querySelector('#cell-{id} phone-profile').style.setProperty('{variable}', '{value}')"
            ))
            .await;
    }
    let now = gallery.take().await;

    // then
    assert!(before.keys().eq(now.keys()));
    let found: BTreeSet<&str> = before
        .iter()
        .filter(|(name, before)| {
            let comparison = compare(before, &now[*name]).expect("pictures are comparable");
            !matches!(comparison, Comparison::Alike)
        })
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(found, changes.map(|(id, ..)| id).into());
}

/// What is kept for an engine, and where pictures of differences go.
fn baselines(engine: Engine) -> (Baselines, PathBuf) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/e2e/baselines")
        .join(engine.name());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let found = target
        .expect("a directory of the target's")
        .join("visual")
        .join(engine.name());
    (Baselines::new(kept, &found), found)
}

/// What of a version may have another way of drawing: `156 on linux` of `156.0.8078.114 on linux`, and of `WebKitGTK`
/// `2.50 on linux`.
fn release(engine: Engine, version: &str) -> String {
    let (number, system) = version.split_once(" on ").unwrap_or((version, ""));
    let parts = if engine == Engine::Webkit { 2 } else { 1 };
    let number: Vec<_> = number.split('.').take(parts).collect();
    format!("{} on {system}", number.join("."))
}
