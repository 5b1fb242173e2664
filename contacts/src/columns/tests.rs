//! Tables as services and people export them.

use super::*;
use crate::file::{Limits, open};
use crate::table::Table;

fn table(text: &str) -> Table {
    open(text.as_bytes(), None, &Limits::default())
        .unwrap()
        .table
}

fn guessed(text: &str, region: Option<&str>) -> Columns {
    guess(&table(text), region)
}

fn fixed(region: &str) -> RegionFrom {
    RegionFrom::Fixed(region.to_owned())
}

#[test]
fn given_an_export_of_hubspot_when_guessed_then_ids_and_dates_are_no_numbers() {
    let columns = guessed(
        "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Country/Region,Create Date,Postal Code,Number of Pageviews\n\
         22351478801,Ada,Example,ada@example.com,(310) 555-0123,,United States,2025-10-13 09:12,90001,14\n\
         22351478802,Bob,Example,bob@example.com,020 7946 0958,+44 7700 900123,United Kingdom,2025-10-14 10:00,E1 6AN,2\n\
         22351478803,Zo\u{eb},Exemple,zoe@example.com,,06 39 98 00 12,France,2025-10-15 11:00,75001,7\n",
        Some("US"),
    );
    let expected = Columns {
        header: true,
        numbers: vec![4, 5],
        name: vec![1, 2],
        region: RegionFrom::Column(6),
    };
    assert_eq!(columns, expected);
}

#[test]
fn given_exports_of_other_services_when_guessed_then_their_columns_are_found() {
    let cases: [(&str, &[usize], &[usize], RegionFrom); 6] = [
        (
            "Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Work,Person - Phone - Mobile,Person - ID\n\
             Ada Example,Example Ltd,ada@example.com,+1 310 555 0123,,1\nBob Example,,b@example.com,,+1 310 555 0124,2\n",
            &[3, 4],
            &[0],
            RegionFrom::None,
        ),
        (
            "Id,Name,AccountId,Phone,MobilePhone,Fax,MailingCountry,CreatedDate\n\
             0035000001abcde,Ada Example,001,(310) 555-0123,,(310) 555-0199,USA,2025-10-13T09:00:00Z\n",
            &[3],
            &[1],
            RegionFrom::Column(6),
        ),
        (
            "First Name,Middle Name,Last Name,Nickname,Birthday,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n\
             Ada,,Example,,1990-01-02,* Work,ada@example.com,Mobile,+1 310 555 0123 ::: +44 20 7946 0958,Home,+33 1 99 00 12 34\n",
            &[8, 10],
            &[0, 2],
            RegionFrom::None,
        ),
        (
            "Title,First Name,Last Name,Company,Home Country/Region,Business Country/Region,Business Fax,Business Phone,Car Phone,Home Phone,Mobile Phone,Pager,Birthday\n\
             ,Ada,Example,Example Ltd,,United Kingdom,,020 7946 0958,,,07700 900123,,0/0/00\n\
             ,Bob,Example,Example Ltd,,United Kingdom,020 7946 0999,,,020 7946 0959,,,0/0/00\n",
            &[7, 9, 10],
            &[1, 2],
            RegionFrom::Column(5),
        ),
        (
            "Vorname;Nachname;Firma;Telefon;Handy;Land;PLZ\nAda;Beispiel;Beispiel GmbH;+49 30 1234567;;Deutschland;10115\nBob;Beispiel;;;0171 1234567;AT;1010\n",
            &[3, 4],
            &[0, 1],
            RegionFrom::Column(5),
        ),
        (
            "氏名,電話番号,国,生年月日\n見本 花子,+44 20 7946 0958,GB,1990-01-02\n",
            &[1],
            &[0],
            RegionFrom::Column(2),
        ),
    ];
    for (text, numbers, name, region) in cases {
        let columns = guessed(text, None);
        let header = text.lines().next().unwrap();
        assert!(columns.header, "{header}");
        assert_eq!(columns.numbers, numbers, "{header}");
        assert_eq!(columns.name, name, "{header}");
        assert_eq!(columns.region, region, "{header}");
    }
}

#[test]
fn given_no_header_when_guessed_then_the_cells_say_what_they_are() {
    let columns = guessed("+1 310 555 0123\n+44 20 7946 0958\n", Some("us"));
    let expected = Columns {
        header: false,
        numbers: vec![0],
        name: vec![],
        region: fixed("US"),
    };
    assert_eq!(columns, expected);
    let columns = guessed(
        "1\tAda Example\t2025-10-13\t(310) 555-0123\t19.99\t48.8566,2.3522\n\
         2\tBob Example\t2025-10-14\t(310) 555-0124\t5.00\t51.5072,-0.1276\n\
         3\tZo\u{eb} Exemple\t2025-10-15\t310.555.0125\t7.25\t52.52,13.405\n",
        Some("US"),
    );
    assert_eq!(
        (columns.header, columns.numbers, columns.name),
        (false, vec![3], vec![1])
    );
}

#[test]
fn given_digits_alone_when_guessed_then_an_index_is_no_number() {
    let columns = guessed(
        "Kennung,Nummer\n1000000001,13105550123\n1000000002,13105550177\n1000000003,13105550101\n1000000004,13105550150\n",
        Some("US"),
    );
    assert_eq!((columns.header, columns.numbers), (true, vec![1]));
    let columns = guessed("13105550123\n13105550177\n13105550101\n", Some("US"));
    assert_eq!((columns.header, columns.numbers), (false, vec![0]));
}

#[test]
fn given_a_phone_column_without_a_region_or_with_lost_digits_when_guessed_then_it_is_still_one() {
    for cells in [
        "(310) 555-0123\n(310) 555-0124",
        "3105550123\n3105550177",
        "1.31056E+10\n1.31056E+10",
        "n/a\n+13105550123",
    ] {
        let columns = guessed(&format!("Phone\n{cells}\n"), None);
        assert_eq!(
            (columns.header, columns.numbers),
            (true, vec![0]),
            "{cells}"
        );
    }
    let columns = guessed(
        "Name,Phone\nA,ask\nB,ask\nC,ask\nD,+13105550123\nE,none\n",
        None,
    );
    assert_eq!(columns.numbers, [1]);
    let columns = guessed("Phone\nunknown\nask later\nsee notes\nnone\n", None);
    assert_eq!(columns.numbers, [0; 0]);
}

#[test]
fn given_numbers_below_a_header_that_says_otherwise_when_guessed_then_clear_ones_count() {
    let columns = guessed(
        "value\n+13105550123\n+13105550124\n+44 20 7946 0958\n",
        None,
    );
    assert_eq!((columns.header, columns.numbers), (true, vec![0]));
    let columns = guessed("Fax\n+13105550123\n+13105550124\n", None);
    assert_eq!(columns.numbers, [0; 0]);
}

#[test]
fn given_a_column_that_is_filled_late_when_guessed_then_it_is_found() {
    let blank = "Ada,\n".repeat(5_000);
    let columns = guessed(&format!("Name,Phone\n{blank}Bob,+13105550123\n"), None);
    assert_eq!((columns.numbers, columns.name), (vec![1], vec![0]));
}

#[test]
fn given_a_row_when_its_columns_are_known_then_name_region_and_numbers_are_read() {
    let table = table(
        "First Name,Last Name,Country,Phone,Mobile\nAda, Example ,UK,020 7946 0958; 020 7946 0959,+13105550123\nBob,,,1,2\n",
    );
    let columns = guess(&table, None);
    let row = &table.rows[1];
    assert_eq!(columns.name_in(row), "Ada Example");
    assert_eq!(columns.region_in(row, Some("US")).as_deref(), Some("GB"));
    let numbers: Vec<_> = columns.numbers_in(row).collect();
    assert_eq!(
        numbers,
        [
            (3, 0, "020 7946 0958"),
            (3, 1, "020 7946 0959"),
            (4, 0, "+13105550123")
        ]
    );
    let row = &table.rows[2];
    assert_eq!(columns.name_in(row), "Bob");
    assert_eq!(columns.region_in(row, Some("US")).as_deref(), Some("US"));
}

#[test]
fn given_a_table_without_rows_when_guessed_then_nothing_is() {
    assert_eq!(guess(&Table::default(), Some("US")), Columns::default());
}
