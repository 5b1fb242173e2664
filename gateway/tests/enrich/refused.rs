//! What is refused, before anything is looked up.

use crate::command::Desk;

const LIST: &str = "Name,Phone\nAda Example,+13105550123\n";

#[test]
fn given_a_file_that_is_there_when_enriched_into_it_then_it_stays() {
    let desk = Desk::with("contacts.csv", LIST);
    desk.put("out.csv", "mine");
    let said = desk.enrich(&["contacts.csv", "-o", "out.csv"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.text
            .contains("out.csv is there already, and is not overwritten"),
        "{}",
        said.text
    );
    assert_eq!(desk.read("out.csv"), "mine");
    assert!(!desk.has("out.csv.journal"));
}

#[test]
fn given_a_column_that_is_not_there_when_enriched_then_those_that_are_are_named() {
    let desk = Desk::with("contacts.csv", LIST);
    let said = desk.enrich(&["contacts.csv", "-o", "out.csv", "--number-column", "Mobile"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.text
            .contains("there is no column \"Mobile\": the file has Name, Phone"),
        "{}",
        said.text
    );
}

#[test]
fn given_what_is_no_list_when_enriched_then_it_says_what_to_do() {
    for (bytes, part) in [
        (b"".as_slice(), "empty"),
        (b"Name,City\nAda Example,Bonn\n", "--number-column"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old workbook", ".xlsx"),
    ] {
        let desk = Desk::with("contacts.csv", bytes);
        let said = desk.enrich(&["contacts.csv", "-o", "out.csv"]);
        assert_eq!(said.code, Some(1), "{}", said.text);
        assert!(said.text.contains(part), "{part} in {}", said.text);
        assert!(!desk.has("out.csv"));
    }
}

#[test]
fn given_an_output_of_no_kind_when_enriched_then_the_kinds_are_named() {
    let desk = Desk::with("contacts.csv", LIST);
    let said = desk.enrich(&["contacts.csv", "-o", "out.pdf"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.text.contains(".csv, .tsv, .xlsx, .vcf or .jsonl"),
        "{}",
        said.text
    );
}

#[test]
fn given_an_opt_out_list_that_cant_be_read_in_full_when_enriched_then_nothing_is() {
    let desk = Desk::with("contacts.csv", LIST);
    desk.put("opt-out.txt", "+13105550100\nthat one from Bonn\n");
    let said = desk.enrich(&["contacts.csv", "-o", "out.csv", "--opt-out", "opt-out.txt"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.text.contains("line 2 of the opt-out list"),
        "{}",
        said.text
    );
    assert!(!said.text.contains("Bonn"), "{}", said.text);
}

#[test]
fn given_a_gateway_elsewhere_without_tls_when_asked_then_no_token_goes_there() {
    let desk = Desk::with("contacts.csv", LIST);
    let said = desk.enrich(&[
        "contacts.csv",
        "-o",
        "out.csv",
        "--gateway",
        "http://192.0.2.1/",
    ]);
    assert_eq!(said.code, Some(1));
    assert!(said.text.contains("by https only"), "{}", said.text);
}
