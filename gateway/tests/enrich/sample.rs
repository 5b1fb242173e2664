//! The list that the workbench offers to try.

use phone_profile_contacts::{
    columns,
    file::{self, Limits},
    plan::{OptOut, Plan},
};
use phone_profile_gateway::{is_reserved_for_fiction, read_entry};

const SAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../static/workbench/sample.csv"
);

#[test]
fn given_the_sample_list_when_planned_then_it_shows_what_lists_have_and_nobody_can_be_called() {
    let bytes = std::fs::read(SAMPLE).unwrap();
    let table = file::open(&bytes, Some("sample.csv"), &Limits::default())
        .unwrap()
        .table;
    let plan = Plan::new(
        &table,
        &columns::guess(&table, None),
        None,
        &OptOut::default(),
    );
    let counts = plan.counts();
    assert_eq!((counts.rows, counts.consecutive), (200, 0));
    assert!(counts.numbers > 150, "{counts:?}");
    for some in [counts.invalid, counts.repeated, counts.without_number] {
        assert!(some > 0, "{counts:?}");
    }
    for (_, number) in plan.numbers.iter() {
        let digits = read_entry(&number.with_plus()).unwrap();
        assert!(is_reserved_for_fiction(&digits), "{number:?}");
    }
}
