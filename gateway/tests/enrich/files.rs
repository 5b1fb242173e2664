//! Files in every form, with demo data.

use crate::command::Desk;

const LIST: &str = "Name;Phone;Owner\n\
    Ada Example;+1 310 555 0123;north\n\
    Nobody Example;(310) 555-0106;south\n\
    Cleo Example;call me;south\n\
    Ada Example;+13105550123;east\n";

#[test]
fn given_a_list_when_enriched_then_the_file_has_all_rows_and_what_was_found() {
    let desk = Desk::with("contacts.csv", LIST);
    let said = desk.enrich(&["contacts.csv", "-o", "out.csv", "--region", "US"]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    for part in [
        "4 rows; numbers from Phone; names from Name",
        "2 different numbers",
        "1 repeated",
        "1 that can't be looked up",
        "cost nothing",
    ] {
        assert!(said.text.contains(part), "{part} in {}", said.text);
    }
    assert_eq!(
        desk.column("out.csv", "Owner"),
        ["north", "south", "south", "east"]
    );
    let statuses = desk.column("out.csv", "WhatsApp status");
    assert_eq!(
        statuses,
        [
            "registered",
            "not registered",
            "invalid number",
            "registered"
        ]
    );
    assert!(!desk.has("out.csv.journal"));
}

#[test]
fn given_no_links_that_outlast_the_command_when_enriched_then_the_file_has_none() {
    let desk = Desk::with("contacts.csv", LIST);
    desk.enrich(&["contacts.csv", "-o", "out.csv"]);
    assert_eq!(desk.column("out.csv", "WhatsApp picture")[0], "public");
    assert!(
        desk.column("out.csv", "WhatsApp picture link")
            .iter()
            .all(String::is_empty)
    );
}

#[test]
fn given_every_form_of_output_when_enriched_then_the_file_is_of_that_form() {
    let desk = Desk::with("contacts.csv", LIST);
    for (name, begins) in [
        (
            "a.tsv",
            "\u{feff}Name\tPhone\tOwner\tWhatsApp number".as_bytes(),
        ),
        ("a.xlsx", b"PK\x03\x04".as_slice()),
        (
            "a.vcf",
            b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Example\r\n".as_slice(),
        ),
        ("a.jsonl", b"{\"place\":2,\"columns\":{".as_slice()),
    ] {
        let said = desk.enrich(&["contacts.csv", "-o", name]);
        assert_eq!(said.code, Some(0), "{}", said.text);
        let bytes = std::fs::read(desk.path(name)).unwrap();
        assert!(bytes.starts_with(begins), "{name}");
    }
}

#[test]
fn given_a_crm_when_enriched_for_it_then_the_columns_are_called_as_its_import_wants() {
    let desk = Desk::with("contacts.csv", LIST);
    let said = desk.enrich(&["contacts.csv", "-o", "out.csv", "--shape", "salesforce"]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(
        desk.read("out.csv")
            .starts_with("Name,Phone,Owner,WhatsApp_number__c,")
    );
}

#[test]
fn given_an_output_when_it_is_enriched_again_then_it_is_read_as_what_it_is() {
    let desk = Desk::with("contacts.csv", LIST);
    desk.enrich(&["contacts.csv", "-o", "out.xlsx"]);
    let said = desk.enrich(&[
        "out.xlsx",
        "-o",
        "again.csv",
        "--number-column",
        "WhatsApp number",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert_eq!(
        desk.column("again.csv", "Owner"),
        ["north", "south", "south", "east"]
    );
}

#[test]
fn given_people_who_opted_out_when_enriched_then_they_are_neither_asked_for_nor_written() {
    let desk = Desk::with("contacts.csv", LIST);
    desk.put("opt-out.txt", "# by mail\n+1 310 555 0123\n");
    let said = desk.enrich(&[
        "contacts.csv",
        "-o",
        "out.csv",
        "--opt-out",
        "opt-out.txt",
        "--region",
        "US",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(said.text.contains("2 opted out"), "{}", said.text);
    assert_eq!(
        desk.column("out.csv", "Name"),
        ["Nobody Example", "Cleo Example"]
    );
}

#[test]
fn given_a_gateway_that_compares_pictures_when_the_sample_is_enriched_then_shared_ones_are_told() {
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../static/workbench/sample.csv"
    );
    let stock = concat!(env!("CARGO_MANIFEST_DIR"), "/src/demo/stock-pictures.txt");
    let desk = Desk::with("contacts.csv", std::fs::read(sample).unwrap()).configured(&format!(
        "[picture]\ncompare = true\nstock-pictures = {stock:?}\n"
    ));
    let said = desk.enrich(&["contacts.csv", "-o", "out.csv"]);
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(said.text.contains("pictures compared"), "{}", said.text);

    // then three numbers have one picture, two another one, and one has a stock picture
    let rows = desk.rows("out.csv");
    let cells = |header: &str| {
        let mut cells = Vec::new();
        for column in (0..rows[0].len()).filter(|column| rows[0][*column].starts_with(header)) {
            cells.extend(rows[1..].iter().map(|row| row[column].as_str()));
        }
        cells
    };
    let signals = cells("WhatsApp signals");
    let with = |signal: &str| signals.iter().filter(|cell| cell.contains(signal)).count();
    assert_eq!((with("same-picture"), with("stock-picture")), (5, 1));
    let hashes = cells("WhatsApp picture hash");
    assert!(hashes.iter().filter(|hash| !hash.is_empty()).count() > 50);
    // and links that end with the command are in no file
    assert!(
        cells("WhatsApp picture link")
            .iter()
            .all(|link| link.is_empty())
    );
}
