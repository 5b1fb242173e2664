//! `stock-pictures`: from a folder to the list that a gateway reads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use image::{DynamicImage, ImageFormat};
use phone_profile_gateway::{
    Digits,
    picture::{ImageType, MOST_PIXELS_LOCAL, StockPictures, hash},
    portrait::{Subject, jpeg},
};

fn run(folder: &Path, output: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
        .arg("stock-pictures")
        .arg(folder)
        .arg("--output")
        .arg(output)
        .output()
        .unwrap()
}

fn portrait(pixels: u16) -> Vec<u8> {
    jpeg(
        &Digits::parse("13105550100").unwrap(),
        Subject::Woman,
        pixels,
    )
    .unwrap()
}

#[test]
fn given_a_folder_when_its_list_is_made_then_a_gateway_finds_its_pictures_and_the_rest_is_passed_over()
 {
    // given
    let directory = tempfile::tempdir().unwrap();
    let folder = directory.path().join("stock");
    fs::create_dir_all(folder.join("smiles")).unwrap();
    fs::write(folder.join("smiles/one.jpg"), portrait(200)).unwrap();
    fs::write(folder.join("notes.txt"), "no picture").unwrap();
    let flat = DynamicImage::new_rgb8(50, 50);
    flat.save_with_format(folder.join("flat.png"), ImageFormat::Png)
        .unwrap();
    let list = directory.path().join("stock.txt");

    // when
    let output = run(&folder, &list);

    // then
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(
        said.contains("notes.txt") && said.contains("flat.png"),
        "{said}"
    );
    let known = StockPictures::read(&list).unwrap();
    let copy = hash(&portrait(96), ImageType::Jpeg, MOST_PIXELS_LOCAL).unwrap();
    let label = known.find(copy).unwrap().label.as_deref();
    assert_eq!(label, Some("smiles/one.jpg"));
    // Neither a list that is there nor a folder without pictures comes to anything.
    let again = run(&folder, &list);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        String::from_utf8(again.stderr)
            .unwrap()
            .contains("there already")
    );
    fs::remove_file(folder.join("smiles/one.jpg")).unwrap();
    let none = directory.path().join("none.txt");
    assert_eq!(run(&folder, &none).status.code(), Some(1));
    assert!(!none.exists());
}
