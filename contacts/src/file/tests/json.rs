//! JSON Lines and lists of objects.

use super::*;

#[test]
fn given_json_lines_when_opened_then_keys_are_columns_and_values_are_as_written() {
    let opened = opened(
        "{\"name\":\"Ada \\ud83e\\udd89\",\"phone\":13105550123}\n\n{\"phone\":\"+44 20 7946 0958\",\"tags\":[1, \"a\"],\"vip\":true}\r\n\
         {\"name\":null,\"phone\":1.31056E+10}\n",
    );
    assert_eq!(
        cells(&opened),
        [
            vec!["name", "phone", "tags", "vip"],
            vec!["Ada 🦉", "13105550123"],
            vec!["", "+44 20 7946 0958", "[1, \"a\"]", "true"],
            vec!["", "1.31056E+10"],
        ]
    );
    assert_eq!(places(&opened), [0, 1, 3, 4]);
}

#[test]
fn given_long_numbers_in_json_when_opened_then_no_digit_is_lost() {
    let opened = opened("{\"phone\":123456789012345678901}\n{\"phone\":44.0}");
    assert_eq!(cells(&opened)[1..], [["123456789012345678901"], ["44.0"]]);
}

#[test]
fn given_lines_that_are_no_objects_when_opened_then_the_others_are_read_and_it_is_told() {
    let opened = opened("{\"phone\":\"1\"}\nnot json\n[1]\n{\"phone\":\"2\"\n{\"phone\":\"3\"}\n");
    assert_eq!(cells(&opened), [["phone"], ["1"], ["3"]]);
    assert_eq!(
        notes(&opened),
        ["Left out rows 2, 3 and 4: no JSON object."]
    );
}

#[test]
fn given_a_list_of_objects_or_objects_over_lines_when_opened_then_they_are_rows() {
    for text in [
        "[{\"phone\": \"1\"}, {\"phone\": \"2\"}]",
        "{\n  \"phone\": \"1\"\n}\n{\n  \"phone\": \"2\"\n}\n",
        "{\"phone\": \"1\"} {\"phone\": \"2\"}",
    ] {
        assert_eq!(cells(&opened(text)), [["phone"], ["1"], ["2"]], "{text}");
    }
    let opened = opened("[\n  {\"phone\": \"1\"},\n  7\n]");
    assert_eq!(notes(&opened), ["Left out row 2: no JSON object."]);
}

#[test]
fn given_broken_json_when_opened_then_the_place_is_told_and_nothing_of_the_content() {
    assert_eq!(
        refused("[\n{\"phone\": \"1\"},\n{\"phone\": secret}\n]"),
        "The JSON can\u{2019}t be read beyond line 3: export it once more, or as CSV."
    );
    assert!(refused("[]").starts_with("There is no object in the JSON"));
}
