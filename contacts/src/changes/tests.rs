//! What changed between two exports.

use phone_profile_core::name::UnicodeFolding;
use phone_profile_core::number::E164;
use phone_profile_core::profile::PictureState;
use phone_profile_core::signal::Evidence;
use serde_json::{Value, json};

use super::{Change, Earlier, NoExport, changes, read};
use crate::export::{Grid, Shape};
use crate::fixtures::{NOW, columns, list, profile, table};

/// An export of one number with an answer, read again.
fn exported(more: Value, shape: Shape) -> Earlier {
    let list = list(
        &[
            &["Name", "Phone", "Mobile"],
            &["Ada", "+442079460958", "+13105550123"],
        ],
        columns(&[1, 2]),
        &[("13105550123", more)],
    );
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
    all.remove(&E164::from_digits("13105550123").unwrap())
        .unwrap()
}

fn changed(from: Value, to: Value) -> Vec<Change> {
    changes(&exported(from, Shape::Plain), &profile("13105550123", to))
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
