//! What a plan says about a table.

use phone_profile_core::number::NumberError;
use proptest::prelude::*;

use super::{Counts, OptOut, Plan, SHORTEST_RUN, Standing};
use crate::columns::Columns;
use crate::fixtures::{columns, table};

fn plan(rows: &[&[&str]], opt_out: &str) -> Plan {
    let opt_out = OptOut::read(opt_out, None).unwrap();
    Plan::new(&table(rows), &columns(&[1, 2]), None, &opt_out)
}

fn digits(plan: &Plan) -> Vec<&str> {
    let wanted = plan.wanted().filter_map(|id| plan.numbers.get(id));
    wanted.map(|number| number.digits()).collect()
}

#[test]
fn given_a_table_when_planned_then_each_row_is_accounted_for() {
    let plan = plan(
        &[
            &["Name", "Phone", "Mobile"],
            &["Ada Example", "+1 310 555 0123", "+44 20 7946 0958"],
            &["Ben Example", "+1 (310) 555-0123", ""],
            &["Cleo Example", "call me", ""],
            &["Dan Example", "", ""],
            &["Eve Example", "+1 310 555 0199", ""],
        ],
        "+1 310 555 0199",
    );
    assert_eq!(
        plan.counts(),
        Counts {
            rows: 5,
            without_number: 1,
            invalid: 1,
            repeated: 1,
            opted_out: 1,
            consecutive: 0,
            numbers: 2,
        }
    );
    assert_eq!(digits(&plan), ["13105550123", "442079460958"]);
    let (entry, reason) = plan.invalid().next().unwrap();
    assert_eq!(
        (entry.row, entry.column, reason),
        (3, 1, &NumberError::Letters)
    );
}

#[test]
fn given_several_numbers_in_a_cell_when_planned_then_each_has_its_entry() {
    let plan = plan(
        &[
            &["Name", "Phone"],
            &["Ada Example", "+1 310 555 0123 ::: +44 20 7946 0958"],
        ],
        "",
    );
    assert_eq!(digits(&plan), ["13105550123", "442079460958"]);
    let positions: Vec<_> = plan.entries.iter().map(|entry| entry.position).collect();
    assert_eq!(positions, [0, 1]);
}

/// US numbers that follow each other, by steps of `step`.
fn series(count: usize, step: usize) -> Vec<String> {
    let number = |index| format!("+1310555{:04}", 100 + index * step);
    (0..count).map(number).collect()
}

fn counts_of(numbers: &[String]) -> Counts {
    let rows: Vec<[&str; 2]> = numbers.iter().map(|number| ["", number.as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    let columns = Columns {
        header: false,
        ..columns(&[1])
    };
    Plan::new(&table(&rows), &columns, None, &OptOut::default()).counts()
}

#[test]
fn given_consecutive_numbers_when_planned_then_a_run_of_them_is_refused_in_any_order() {
    let mut run = series(SHORTEST_RUN, 1);
    run.reverse();
    run.swap(1, 5);
    run.push("+442079460958".to_owned());
    let counts = counts_of(&run);
    assert_eq!((counts.consecutive, counts.numbers), (SHORTEST_RUN, 1));
}

#[test]
fn given_an_offices_few_extensions_when_planned_then_they_are_looked_up() {
    let counts = counts_of(&series(SHORTEST_RUN - 1, 1));
    assert_eq!((counts.consecutive, counts.numbers), (0, SHORTEST_RUN - 1));
    let counts = counts_of(&series(40, 2));
    assert_eq!((counts.consecutive, counts.numbers), (0, 40));
}

#[test]
fn given_an_opt_out_list_when_read_then_comments_and_a_header_are_passed_over() {
    let list = OptOut::read("Phone\n+1 310 555 0123 # by mail\n\n# none\n", None).unwrap();
    assert_eq!(list.len(), 1);
}

#[test]
fn given_an_opt_out_list_with_a_line_that_cant_be_read_when_read_then_all_of_it_is_refused() {
    let error = OptOut::read("+1 310 555 0123\n555 0124\n", None).unwrap_err();
    assert_eq!(error.line, 2);
}

proptest! {
    #[test]
    fn given_any_cells_when_planned_then_no_row_is_lost(cells in proptest::collection::vec(".{0,30}", 0..20)) {
        let rows: Vec<[&str; 2]> = cells.iter().map(|cell| ["", cell.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
        let columns = Columns { header: false, ..columns(&[1]) };
        let plan = Plan::new(&table(&rows), &columns, None, &OptOut::default());
        let counts = plan.counts();
        prop_assert_eq!(counts.rows, cells.len());
        let all = counts.without_number + counts.invalid + counts.repeated + counts.opted_out
            + counts.consecutive + counts.numbers;
        prop_assert_eq!(all, plan.entries.len());
        let ids = plan.entries.iter().filter(|entry| matches!(entry.standing, Standing::Number { .. }));
        prop_assert_eq!(ids.count(), counts.numbers + counts.repeated);
    }
}
