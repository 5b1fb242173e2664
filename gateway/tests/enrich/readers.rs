//! What other people's readers make of our files: Python's csv, openpyxl and vobject.

use std::{path::Path, process::Command};

use serde_json::Value;

use crate::{command::Desk, programs};

const LIST: &str = "Name,Phone,Note\n\
    \"Ada \"\"A\"\", Example\n2nd line\",+13105550123,=1+1\n\
    ليلى 🙂,(310) 555-0106,\n\
    Cleo Example,call me,00042\n";

/// Reads a whole list and prints what is in it as JSON.
const CSV: &str = "import csv, json\n\
    print(json.dumps(list(csv.reader(open('out.csv', encoding='utf-8-sig', newline='')))))";
/// Formulas stay formulas here, so that one of ours would be seen. An empty cell is no text.
const OPENPYXL: &str = "import json, openpyxl\n\
    sheet = openpyxl.load_workbook('out.xlsx').active\n\
    formulas = [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == 'f']\n\
    rows = [['' if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]\n\
    print(json.dumps({'rows': rows, 'formulas': formulas}))";
const VOBJECT: &str = "import json, vobject\n\
    cards = vobject.readComponents(open('out.vcf', encoding='utf-8', newline=''))\n\
    told = lambda card, name: [line.value for line in card.contents.get(name, [])]\n\
    print(json.dumps([{name: told(card, name) for name in ('version', 'fn', 'tel')} for card in cards]))";

/// What a script of these says of the files on the desk.
fn read(python: &Path, script: &str, desk: &Desk) -> Value {
    let output = Command::new(python)
        .args(["-c", script])
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The list, enriched into a file of this name and into out.csv.
fn enriched(name: &str) -> Desk {
    let desk = Desk::with("contacts.csv", LIST);
    for output in [name, "out.csv"] {
        if !desk.has(output) {
            let said = desk.enrich(&["contacts.csv", "-o", output, "--region", "US"]);
            assert_eq!(said.code, Some(0), "{}", said.text);
        }
    }
    desk
}

#[test]
fn given_a_csv_when_pythons_csv_reads_it_then_it_has_the_same_cells() {
    let Some(python) = programs::program("python3") else {
        return;
    };
    let desk = enriched("out.csv");
    let theirs = read(&python, CSV, &desk);
    assert_eq!(theirs, serde_json::json!(desk.rows("out.csv")));
    assert_eq!(theirs[1][0], "Ada \"A\", Example\n2nd line");
}

#[test]
fn given_a_workbook_when_openpyxl_reads_it_then_it_has_the_cells_of_the_csv_and_no_formula() {
    let Some(python) = programs::python_with(&["openpyxl"]) else {
        return;
    };
    let desk = enriched("out.xlsx");
    let theirs = read(&python, OPENPYXL, &desk);
    let rows: Vec<Vec<String>> = serde_json::from_value(theirs["rows"].clone()).unwrap();
    let mut expected = desk.rows("out.csv");
    // Only a file of text has to escape what a workbook says is text.
    for cell in expected.iter_mut().flatten() {
        if let Some(escaped) = cell.strip_prefix('\'') {
            *cell = escaped.to_owned();
        }
    }
    assert_eq!(without_time(rows), without_time(expected));
    assert_eq!(theirs["formulas"], serde_json::json!([]));
}

/// Each file has its own: they are looked up a moment apart.
fn without_time(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let time = rows[0].iter().position(|cell| cell == "WhatsApp checked");
    for row in &mut rows {
        row.remove(time.unwrap());
    }
    rows
}

#[test]
fn given_cards_when_vobject_reads_them_then_it_has_each_person_with_name_and_number() {
    let Some(python) = programs::python_with(&["vobject"]) else {
        return;
    };
    let desk = enriched("out.vcf");
    let theirs = read(&python, VOBJECT, &desk);
    let expected = serde_json::json!([
        {"version": ["4.0"], "fn": ["Ada \"A\", Example\n2nd line"], "tel": ["tel:+13105550123"]},
        {"version": ["4.0"], "fn": ["ليلى 🙂"], "tel": ["tel:+13105550106"]},
    ]);
    assert_eq!(theirs, expected);
}
