//! vCards, as phones and address books write them.

use super::*;

#[test]
fn given_a_card_of_an_android_phone_when_opened_then_quoted_printable_is_decoded() {
    let opened = opened(
        "BEGIN:VCARD\r\nVERSION:2.1\r\n\
         N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=45=78=61=6D=70=6C=65;=5A=6F=C3=AB;;;\r\n\
         FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=5A=6F=C3=AB=20=\r\n=45=78=61=6D=70=6C=65\r\n\
         TEL;CELL;PREF:+13105550123\r\nTEL;HOME:+44 20 7946 0958\r\nTEL;X-Custom(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=57):+33199001234\r\n\
         EMAIL;HOME:zoe@example.com\r\nORG:Example Ltd\r\nTITLE:Owner\r\nEND:VCARD\r\n",
    );
    assert_eq!(
        cells(&opened),
        [
            [
                "Name",
                "Organization",
                "Title",
                "Email",
                "Phone",
                "Phone 2",
                "Phone 3"
            ],
            [
                "Zo\u{eb} Example",
                "Example Ltd",
                "Owner",
                "zoe@example.com",
                "+13105550123",
                "+44 20 7946 0958",
                "+33199001234"
            ],
        ]
    );
}

#[test]
fn given_quoted_printable_without_a_character_set_when_opened_then_utf_8_and_latin_are_told_apart()
{
    for (quoted, name) in [
        ("Zo=C3=AB", "Zo\u{eb}"),
        ("Zo=EB", "Zo\u{eb}"),
        ("=E8=A6=8B", "\u{898b}"),
    ] {
        let card = format!(
            "BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:{quoted}\nTEL:1\nEND:VCARD\n"
        );
        assert_eq!(cells(&opened(&card))[1][0], name, "{quoted}");
    }
}

#[test]
fn given_cards_of_icloud_and_whatsapp_when_opened_then_groups_links_and_folds_are_read() {
    let opened = opened(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iOS//EN\r\nN:Example;Ada;;;\r\nFN: Ada Exam\r\n ple \r\n\
         item1.TEL;waid=13105550123:+1 310 555 0123\r\nitem1.X-ABLabel:Mobile\r\n\
         item2.TEL;type=pref:+44 20 7946\r\n  0958\r\nEND:VCARD\r\n\
         BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob\\, Example\r\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-310-555-0124;ext=5\r\n\
         EMAIL:a@example.com\r\nEMAIL:b@example.com\r\nEND:VCARD\r\n",
    );
    assert_eq!(
        cells(&opened)[1..],
        [
            vec![
                "Ada Example",
                "",
                "",
                "",
                "+1 310 555 0123",
                "+44 20 7946 0958"
            ],
            vec![
                "Bob, Example",
                "",
                "",
                "a@example.com; b@example.com",
                "tel:+1-310-555-0124;ext=5"
            ],
        ]
    );
    assert_eq!(places(&opened), [0, 1, 2]);
}

#[test]
fn given_a_card_without_its_name_when_opened_then_its_parts_or_its_company_name_it() {
    let card = |lines: &str| format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nTEL:1\nEND:VCARD\n");
    for (lines, name) in [
        ("N:Example;Ada;Maria;Dr.;", "Dr. Ada Maria Example"),
        ("FN:\nORG:Example Ltd;Sales", "Example Ltd, Sales"),
        ("NICKNAME:Ada", "Ada"),
    ] {
        assert_eq!(cells(&opened(card(lines)))[1][0], name);
    }
}

#[test]
fn given_broken_cards_when_opened_then_the_others_are_read_and_it_is_told() {
    let opened = opened(
        "BEGIN:VCARD\nFN:A\nTEL:1\nBEGIN:VCARD\nFN:B\nTEL:2\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:C\nTEL",
    );
    assert_eq!(places(&opened), [0, 1, 2, 4]);
    assert_eq!(cells(&opened)[2][0], "B");
    assert_eq!(
        notes(&opened),
        [
            "No end in cards 1 and 4: read as far as it goes.",
            "Left out card 3: can\u{2019}t be read."
        ]
    );
    assert!(refused("BEGIN:VCARD\nEND:VCARD\n").starts_with("There is no card"));
}

#[test]
fn given_a_card_with_many_numbers_when_opened_then_twenty_are_read_and_it_is_told() {
    let numbers: String = (0..30).map(|n| format!("TEL:+131055501{n:02}\n")).collect();
    let opened = opened(format!("BEGIN:VCARD\nFN:A\n{numbers}END:VCARD\n"));
    assert_eq!(opened.table.width(), 24);
    assert_eq!(
        notes(&opened),
        ["More numbers than are read in card 1: only the first were taken."]
    );
}
