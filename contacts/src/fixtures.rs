//! Tables, answers and lists for tests. Everybody is made up, all numbers are kept for fiction.

use std::fmt::Debug;

use csv::StringRecord;
use phone_profile_core::answer;
use phone_profile_core::answer::{Body, Received};
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;
use serde_json::{Value, json};

use crate::columns::Columns;
use crate::list::{List, Pictures};
use crate::plan::{NumberId, OptOut, Plan};
use crate::run::Run;
use crate::table::{Row, Table};

/// 2026-05-01T00:00:00Z
pub const NOW: f64 = 1_777_593_600_000.0;

pub fn table(rows: &[&[&str]]) -> Table {
    let row = |(place, cells): (u32, &&[&str])| Row {
        place,
        cells: StringRecord::from(cells.to_vec()),
    };
    Table {
        rows: (1..).zip(rows).map(row).collect(),
    }
}

/// A header, names in the first column, numbers in the others.
pub fn columns(numbers: &[usize]) -> Columns {
    Columns {
        header: true,
        numbers: numbers.to_vec(),
        name: vec![0],
        ..Columns::default()
    }
}

/// What a gateway's answer is read as.
pub fn profile(digits: &str, more: Value) -> Profile {
    let mut body = json!({
        "isWhatsApp": true,
        "number": digits,
        "profilePic": "https://pps.whatsapp.net/v/full.jpg",
        "name": "Ada Example",
        "isBusiness": false,
        "lastChecked": "2026-04-30T12:00:00Z",
    });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let received = Received {
        status: 200,
        body: Body::Json(serde_json::from_str(&body.to_string()).unwrap()),
        retry_after: None,
        quota_headers: [None; 3],
        url: "https://dash.example/lookup",
    };
    answer::read(received, &E164::from_digits(digits).unwrap(), NOW).unwrap()
}

/// The ids of a plan's numbers.
pub fn ids(plan: &Plan) -> Vec<NumberId> {
    plan.numbers.iter().map(|(id, _)| id).collect()
}

/// A list whose numbers have these answers, by their digits.
pub fn list(rows: &[&[&str]], columns: Columns, answers: &[(&str, Value)]) -> List {
    let table = table(rows);
    let plan = Plan::new(&table, &columns, None, &OptOut::default());
    let known = answers.iter().map(|(digits, more)| {
        let id = plan.numbers.id(&E164::from_digits(digits).unwrap());
        (some(id), profile(digits, more.clone()))
    });
    let run = Run::new(&plan, known.collect::<Vec<_>>(), None);
    List {
        table,
        columns,
        plan,
        run,
        pictures: Pictures::default(),
    }
}

fn some<T: Debug>(value: Option<T>) -> T {
    value.expect("a number of the list")
}
