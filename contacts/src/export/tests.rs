//! What exports write.

use phone_profile_core::name::UnicodeFolding;
use phone_profile_core::signal::Evidence;
use serde_json::{Value, json};

use super::{
    Dialect, Grid, Shape, Unanswered, delimited, json_lines, spreadsheet, unanswered, vcards,
};
use crate::fixtures::{self, NOW, columns, list};
use crate::list::{List, Look, Uncompared};
use crate::plan::{OptOut, Plan};
use crate::run::Run;

fn contacts() -> List {
    list(
        &[
            &["Name", "Phone", "Note"],
            &["Ada Example", "+1 310 555 0123", "=1+1"],
            &["Ben Other", "+44 20 7946 0958", ""],
            &["Cleo Example", "call me", ""],
            &["Dan Example", "+1 310 555 0101"],
        ],
        columns(&[1]),
        &[
            ("13105550123", json!({"isBusiness": true})),
            (
                "442079460958",
                json!({"name": "=HYPERLINK(\"x\")", "profilePic": null}),
            ),
        ],
    )
}

fn grid(list: &List, shape: Shape) -> Grid<'_, UnicodeFolding> {
    Grid::new(list, shape, &UnicodeFolding, Evidence::at(NOW))
}

fn csv_of(list: &List, shape: Shape) -> Vec<Vec<String>> {
    let mut text = Vec::new();
    let dialect = Dialect {
        mark: false,
        ..Dialect::default()
    };
    delimited(&grid(list, shape), dialect, &mut text).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_slice());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn given_a_list_when_exported_then_its_own_cells_stay_and_ours_stand_behind_them() {
    let rows = csv_of(&contacts(), Shape::Plain);
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0][..4], ["Name", "Phone", "Note", "WhatsApp number"]);
    assert_eq!(
        rows[1],
        [
            "Ada Example",
            "+1 310 555 0123",
            "=1+1",
            "'+13105550123",
            "registered",
            "Ada Example",
            "same",
            "yes",
            "unknown",
            "public",
            "https://pps.whatsapp.net/v/full.jpg",
            "2026-04-30T12:00:00Z",
            "business",
            "",
        ]
    );
    assert_eq!(rows[3][4], "invalid number");
    assert!(rows[3][13].contains("letters"), "{:?}", rows[3]);
    assert_eq!(rows[4][3..6], ["'+13105550101", "not looked up", ""]);
}

#[test]
fn given_a_name_that_is_a_formula_when_exported_then_it_is_text() {
    let rows = csv_of(&contacts(), Shape::Plain);
    assert_eq!(rows[2][5], "'=HYPERLINK(\"x\")");
}

#[test]
fn given_what_is_unknown_when_exported_then_it_is_never_a_no() {
    let unknown = list(
        &[&["Name", "Phone"], &["", "+13105550123"]],
        columns(&[1]),
        &[(
            "13105550123",
            json!({"isBusiness": null, "profilePic": null, "lastChecked": null}),
        )],
    );
    let row = &csv_of(&unknown, Shape::Plain)[1];
    assert_eq!(
        row[5..],
        [
            "",
            "unknown",
            "unknown",
            "unknown",
            "",
            "",
            "picture-unknown; checked-unknown",
            ""
        ]
    );
}

#[test]
fn given_pictures_that_were_compared_when_exported_then_there_is_a_column_for_their_hashes() {
    let mut list = contacts();
    let header = |list: &List| csv_of(list, Shape::Plain)[0].clone();
    let column = |header: &[String]| {
        header
            .iter()
            .position(|name| name == "WhatsApp picture hash")
    };
    assert_eq!(column(&header(&list)), None);

    let (first, _) = list.plan.numbers.iter().next().unwrap();
    list.pictures.put(
        first,
        Look::Hashed {
            hash: "00000000000000ff".parse().unwrap(),
            stock: Some(true),
        },
    );
    let column = column(&header(&list)).unwrap();
    let rows = csv_of(&list, Shape::Plain);
    assert_eq!(rows[1][column], "00000000000000ff");
    assert_eq!(rows[1][column + 2], "business; stock-picture");
    // No public picture.
    assert_eq!(rows[2][column], "");

    // One that couldn't be compared isn't one that nobody else has.
    list.pictures
        .put(first, Look::Unknown(Uncompared::Unreachable));
    assert_eq!(csv_of(&list, Shape::Plain)[1][column], "unknown");
}

#[test]
fn given_a_crm_when_exported_then_columns_and_times_are_as_its_import_takes_them() {
    let list = contacts();
    for (shape, header, number, checked) in [
        (
            Shape::HubSpot,
            "WhatsApp status",
            "13105550123",
            "2026-04-30",
        ),
        (
            Shape::Pipedrive,
            "Person - WhatsApp status",
            "13105550123",
            "2026-04-30",
        ),
        (
            Shape::Salesforce,
            "WhatsApp_status__c",
            "13105550123",
            "2026-04-30T12:00:00Z",
        ),
    ] {
        let rows = csv_of(&list, shape);
        assert_eq!(
            (
                rows[0][4].as_str(),
                rows[1][3].as_str(),
                rows[1][11].as_str()
            ),
            (header, number, checked)
        );
    }
}

#[test]
fn given_two_columns_of_numbers_when_exported_then_each_has_its_own_columns() {
    let list = list(
        &[
            &["Name", "Phone", "Mobile"],
            &["", "+13105550123 ::: +442079460958", "+13105550101"],
        ],
        columns(&[1, 2]),
        &[("13105550101", json!({"isWhatsApp": false}))],
    );
    let rows = csv_of(&list, Shape::Plain);
    let statuses = || {
        rows[0]
            .iter()
            .zip(&rows[1])
            .filter(|(name, _)| name.starts_with("WhatsApp status"))
    };
    let statuses: Vec<_> = statuses()
        .map(|(name, status)| (name.as_str(), status.as_str()))
        .collect();
    assert_eq!(
        statuses,
        [
            ("WhatsApp status (Phone)", "not looked up"),
            ("WhatsApp status (Phone) 2", "not looked up"),
            ("WhatsApp status (Mobile)", "not registered"),
        ]
    );
}

#[test]
fn given_a_person_who_opted_out_when_exported_then_no_file_has_the_row() {
    let mut list = contacts();
    let opt_out = OptOut::read("+1 310 555 0123", None).unwrap();
    list.plan = Plan::new(&list.table, &list.columns, None, &opt_out);
    list.run = Run::new(&list.plan, [], None);
    let grid = grid(&list, Shape::Plain);
    let mut cards = String::new();
    vcards(&grid, &mut cards).unwrap();
    let mut lines = Vec::new();
    json_lines(&grid, &mut lines).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    for text in [format!("{:?}", csv_of(&list, Shape::Plain)), cards, lines] {
        assert!(!text.contains("Ada") && !text.contains("0123"), "{text}");
        assert!(text.contains("Ben Other"));
    }
}

#[test]
fn given_a_list_when_exported_as_json_lines_then_each_signal_says_what_it_does_not_mean() {
    let list = contacts();
    let mut lines = Vec::new();
    json_lines(&grid(&list, Shape::Plain), &mut lines).unwrap();
    let lines: Vec<Value> = String::from_utf8(lines)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["columns"]["Note"], "=1+1");
    assert_eq!(
        lines[0]["nameMatch"],
        json!({"result": "same", "reason": "same-words"})
    );
    assert_eq!(lines[0]["profile"]["isBusiness"], true);
    assert_eq!(lines[0]["signals"][0]["signal"], "business");
    assert!(lines[0]["signals"][0]["caution"].as_str().unwrap().len() > 20);
    assert_eq!(
        (&lines[2]["status"], &lines[2]["profile"]),
        (&json!("invalid number"), &Value::Null)
    );
}

#[test]
fn given_a_list_when_exported_as_vcards_then_rows_with_numbers_have_a_card() {
    let list = contacts();
    let mut cards = String::new();
    vcards(&grid(&list, Shape::Plain), &mut cards).unwrap();
    assert_eq!(cards.matches("BEGIN:VCARD").count(), 3, "{cards}");
    let first = cards.split("END:VCARD").next().unwrap();
    for line in [
        "VERSION:4.0",
        "FN:Ada Example",
        "TEL;VALUE=URI:tel:+13105550123",
        "PHOTO;VALUE=URI:https://pps.whatsapp.net/v/full.jpg",
    ] {
        assert!(first.contains(&format!("{line}\r\n")), "{line} in {first}");
    }
    // The public name is somebody else's word.
    assert!(
        cards.contains("FN:Ben Other\r\nNICKNAME:=HYPERLINK"),
        "{cards}"
    );
    assert_eq!(cards.matches("PHOTO").count(), 1);
}

#[test]
fn given_a_workbook_when_read_by_another_library_then_its_cells_are_the_exports() {
    use calamine::{Data, Reader, Xlsx};
    let list = contacts();
    let bytes = spreadsheet(&grid(&list, Shape::Plain)).unwrap();
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range("Contacts").unwrap();
    let text = |row, column| {
        sheet
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    assert_eq!(text(0, 1), Data::String("Phone".into()));
    assert_eq!(text(1, 2), Data::String("=1+1".into()));
    assert_eq!(text(1, 3), Data::String("+13105550123".into()));
    assert_eq!(text(2, 5), Data::String("=HYPERLINK(\"x\")".into()));
    assert_eq!(sheet.height(), 5);
}

#[test]
fn given_a_list_without_a_header_when_exported_then_its_columns_have_numbers() {
    let list = list(
        &[&["Ada Example", "+13105550123"]],
        crate::columns::Columns {
            header: false,
            ..columns(&[1])
        },
        &[],
    );
    let rows = csv_of(&list, Shape::Plain);
    assert_eq!(rows[0][..2], ["Column 1", "Column 2"]);
    assert_eq!(rows[1][0], "Ada Example");
    assert_eq!(fixtures::ids(&list.plan).len(), 1);
}

#[test]
fn given_entries_that_cant_be_looked_up_when_written_then_each_has_its_reason() {
    let list = list(
        &[
            &["Name", "Phone"],
            &["Ada Example", "+1 310 555 0123"],
            &["Ben Example", "=call me"],
            &["Cleo Example", ""],
        ],
        columns(&[1]),
        &[],
    );
    let mut bytes = Vec::new();
    unanswered(&grid(&list, Shape::Plain), Unanswered::Refused, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "\u{feff}Row,Number as written,Reason,Name,Phone");
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("3,'=call me,"), "{}", lines[1]);
    assert!(lines[1].ends_with(",Ben Example,=call me"), "{}", lines[1]);
}
