//! How numbers are shown.

use super::number;

#[test]
fn given_a_number_when_grouped_then_it_reads_as_in_its_country() {
    for (digits, grouped) in [
        ("13105550123", "+1 310 555 0123"),
        ("442079460958", "+44 20 7946 0958"),
        ("447700900123", "+44 7700 900123"),
        ("33612345678", "+33 6 12 34 56 78"),
        ("79123456789", "+7 912 345 67 89"),
        ("5511987654321", "+55 11 98765 4321"),
        ("919876543210", "+91 98765 43210"),
        ("4521234567", "+45 2123 4567"),
        ("390612345678", "+39 061 234 5678"),
        ("6834001", "+683 4001"),
        ("2101234567", "+210 123 4567"),
        ("1234567", "+1 234 567"),
        ("999123456789012", "+999 1234 5678 9012"),
    ] {
        assert_eq!(number(digits).grouped(), grouped);
    }
}

#[test]
fn given_a_number_when_masked_then_calling_code_and_last_two_digits_stay() {
    for (digits, masked) in [
        ("13105550123", "+1 ••• ••• ••23"),
        ("447700900123", "+44 •••• ••••23"),
        ("33612345678", "+33 • •• •• •• 78"),
        ("6834001", "+683 ••01"),
        ("2101234567", "+••• ••• ••67"),
    ] {
        assert_eq!(number(digits).masked(), masked);
    }
}

#[test]
fn given_a_number_when_debugged_then_the_log_gets_the_masked_form() {
    assert_eq!(format!("{:?}", number("13105550123")), "+1 ••• ••• ••23");
    assert_eq!(number("13105550123").with_plus(), "+13105550123");
}
