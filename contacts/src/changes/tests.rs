//! What changed between two exports.

use phone_profile_core::name::UnicodeFolding;
use phone_profile_core::number::E164;
use phone_profile_core::profile::PictureState;
use phone_profile_core::signal::Evidence;
use serde_json::{Value, json};

use super::{Change, Earlier, NoExport, Picture, changes, read};
use crate::export::{Grid, Shape};
use crate::fixtures::{NOW, columns, list, profile, table};
use crate::list::{Look, PictureHash, Uncompared};

const NUMBER: &str = "13105550123";

/// An export of one number with an answer, read again.
fn exported(more: Value, shape: Shape) -> Earlier {
    exported_with(more, None, shape)
}

/// … whose picture was compared.
fn exported_with(more: Value, look: Option<Look>, shape: Shape) -> Earlier {
    let mut list = list(
        &[
            &["Name", "Phone", "Mobile"],
            &["Ada", "+442079460958", "+13105550123"],
        ],
        columns(&[1, 2]),
        &[(NUMBER, more)],
    );
    let id = list.plan.numbers.id(&E164::from_digits(NUMBER).unwrap());
    if let Some(look) = look {
        list.pictures.put(id.unwrap(), look);
    }
    let grid = Grid::new(&list, shape, &UnicodeFolding, Evidence::at(NOW));
    let rows: Vec<Vec<String>> = std::iter::once(grid.header())
        .chain(grid.rows())
        .map(|row| row.iter().map(|cell| cell.text().to_owned()).collect())
        .collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let mut all = read(&table(&rows)).unwrap();
    assert_eq!(all.len(), 2);
    all.remove(&E164::from_digits(NUMBER).unwrap()).unwrap()
}

fn changed(from: Value, to: Value) -> Vec<Change> {
    changes(
        &exported(from, Shape::Plain),
        &profile(NUMBER, to),
        Picture::default(),
    )
}

#[test]
fn given_an_export_of_any_shape_when_read_again_then_it_says_the_same() {
    for shape in Shape::ALL {
        let earlier = exported(json!({"isBusiness": true}), shape);
        let expected = Earlier {
            registered: Some(true),
            name: Some("Ada Example".to_owned()),
            business: Some(true),
            picture: Some(PictureState::Public),
            hash: None,
        };
        assert_eq!(earlier, expected, "{shape:?}");
    }
}

#[test]
fn given_two_runs_when_compared_then_each_change_is_told() {
    let hidden = json!({"profilePic": null, "image_status": "not-authorized"});
    for (from, to, change) in [
        (
            json!({"isWhatsApp": false}),
            json!({"name": null}),
            Change::Registered,
        ),
        (
            json!({}),
            json!({"isWhatsApp": false, "name": null}),
            Change::NotRegistered,
        ),
        (
            json!({}),
            json!({"name": "Ada Other"}),
            Change::Name {
                from: "Ada Example".to_owned(),
                to: "Ada Other".to_owned(),
            },
        ),
        (json!({}), json!({"isBusiness": true}), Change::Business),
        (json!({"isBusiness": true}), json!({}), Change::NoBusiness),
        (
            json!({}),
            hidden,
            Change::Picture {
                from: PictureState::Public,
                to: PictureState::Private,
            },
        ),
    ] {
        assert_eq!(changed(from.clone(), to.clone()), [change], "{from} {to}");
    }
}

fn hash(text: &str) -> PictureHash {
    text.parse().unwrap()
}

#[test]
fn given_hashes_on_both_sides_when_compared_then_only_another_picture_is_a_change() {
    let look = |text| Look::Hashed {
        hash: hash(text),
        stock: None,
    };
    let gone = Look::Unknown(Uncompared::Gone);
    let (same, other) = ("00000000000000ff", "ffffffffffffff00");
    for (from, to, is_changed) in [
        (Some(look(same)), Some(same), false),
        // A copy.
        (Some(look(same)), Some("00000000000000fe"), false),
        (Some(look(same)), Some(other), true),
        // Nobody knows.
        (Some(gone), Some(other), false),
        (None, Some(other), false),
        (Some(look(same)), None, false),
    ] {
        for shape in Shape::ALL {
            let earlier = exported_with(json!({}), from, shape);
            let picture = Picture {
                hash: to.map(hash),
                same_within: 3,
            };
            let changes = changes(&earlier, &profile(NUMBER, json!({})), picture);
            let expected: &[Change] = if is_changed {
                &[Change::OtherPicture]
            } else {
                &[]
            };
            assert_eq!(changes, expected, "{from:?} {to:?} {shape:?}");
        }
    }
}

#[test]
fn given_what_is_not_known_when_compared_then_it_is_no_change() {
    assert_eq!(changed(json!({}), json!({})), []);
    let unknown = json!({"isBusiness": null, "profilePic": null, "name": null});
    assert_eq!(changed(unknown.clone(), json!({})), []);
    assert_eq!(changed(json!({}), unknown), []);
}

#[test]
fn given_a_table_that_is_no_export_when_read_then_it_says_so() {
    assert_eq!(read(&table(&[&["Name", "Phone"]])), Err(NoExport));
    assert_eq!(read(&table(&[])), Err(NoExport));
}
