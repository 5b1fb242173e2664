//! The sample's rows: people as a CRM has them, most of them under the name that the demo tells.

use phone_profile_core::name::{MatchReason, NameMatch, UnicodeFolding, compare};

use super::{
    super::{person, seed::Seed, shared_picture, table::Behaviour},
    ON_STOCK,
    numbers::{COUNTRIES, Numbers, behaviour},
    written::written,
};
use crate::Digits;

const ROWS: usize = 200;
const OWNERS: &[&str] = &["Ivo", "Jette", "Mara", "Team North", "Team South"];
/// What stands where a number should.
const NO_NUMBERS: &[&str] = &[
    "see notes",
    "n/a",
    "ask reception",
    "12",
    "+1 310 555",
    "+44 7700",
    "4,47701E+11",
    "#REF!",
];
/// Names that files have trouble with: formulas, pictures, scripts that aren't compared with Latin ones.
const ODD_NAMES: &[&str] = &[
    "=HYPERLINK(\"https://example.com\",\"Ida Example\")",
    "-Dash Example",
    "@Sample Studio",
    "🦊 Fox Example",
    "山田 見本",
    "김예시",
    "דנה דוגמה",
];
const TITLES: &[&str] = &["Dr", "Prof."];
/// A letter with an accent, and the one that people without it on their keyboard type.
const PLAIN: &[(char, char)] = &[('á', 'a'), ('í', 'i'), ('ı', 'i'), ('ó', 'o')];

/// A row of the sample, and the numbers in it.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) mobile: String,
    pub(super) country: &'static str,
    pub(super) owner: &'static str,
    pub(super) numbers: Vec<Digits>,
}

/// The name that the demo tells of a number, if any.
pub(super) fn public_name(number: &Digits) -> Option<String> {
    use Behaviour as B;
    match behaviour(number) {
        B::NameMissing | B::NotRegistered => None,
        B::Business | B::VerifiedBusiness => Some(person::name(number, true)),
        _ => Some(person::name(number, false)),
    }
}

/// All of them.
pub(super) fn rows() -> Vec<Row> {
    let seed = Seed::new(&Digits::parse("13105550123").unwrap(), 9);
    let mut list = List {
        numbers: Numbers::new(seed),
        rows: Vec::new(),
    };
    list.special();
    let repeated = 6;
    while list.rows.len() < ROWS - repeated {
        list.person();
    }
    list.repeat(repeated);
    list.shuffled()
}

struct List {
    numbers: Numbers,
    rows: Vec<Row>,
}

impl List {
    /// Rows that every sample must have.
    fn special(&mut self) {
        let own = ["13105550123", ON_STOCK].map(|text| Digits::parse(text).unwrap());
        for number in own.into_iter().chain(shared_picture::all()) {
            let name = public_name(&number).unwrap();
            self.add(name, &number, String::new());
        }
        for name in ODD_NAMES {
            let country = self.country();
            let number = self
                .numbers
                .draw(country, |number| public_name(number).is_some());
            self.add((*name).to_owned(), &number, String::new());
        }
        for text in NO_NUMBERS.iter().chain(&["", "", ""]) {
            let country = self.country();
            let number = self.numbers.draw(country, |_| true);
            let name = person::name(&number, false);
            self.push(name, (*text).to_owned(), String::new(), country, Vec::new());
        }
    }

    /// Somebody with a number or two.
    fn person(&mut self) {
        let country = self.country();
        let number = self.numbers.draw(country, |_| true);
        let name = self.name(&number);
        match self.numbers.seed.below(100) {
            // A second number that has no account, or tells no name.
            0..12 => {
                let second = self
                    .numbers
                    .draw(country, |number| public_name(number).is_none());
                let mobile = written(&second, &mut self.numbers.seed);
                self.add(name, &number, mobile);
                self.also(second);
            }
            12..15 => {
                let second = self
                    .numbers
                    .draw(country, |number| public_name(number).is_none());
                let between = self.numbers.seed.pick(&[" / ", " or ", "\n"], ", ");
                let both = format!(
                    "{}{between}{}",
                    written(&number, &mut self.numbers.seed),
                    written(&second, &mut self.numbers.seed)
                );
                self.push(name, both, String::new(), country, vec![number, second]);
            }
            15 => {
                let phone = format!("{} ext. 204", written(&number, &mut self.numbers.seed));
                self.push(name, phone, String::new(), country, vec![number]);
            }
            _ => self.add(name, &number, String::new()),
        }
    }

    /// As the CRM has it: mostly the public one.
    fn name(&mut self, number: &Digits) -> String {
        let seed = &mut self.numbers.seed;
        let public = public_name(number).unwrap_or_else(|| person::name(number, false));
        let is_shop = matches!(
            behaviour(number),
            Behaviour::Business | Behaviour::VerifiedBusiness
        );
        let kind = seed.below(100);
        let (first, last) = public.split_once(' ').unwrap();
        match (kind, is_shop) {
            (0..7, _) => person::name(
                &Digits::parse(&format!("4477009{:05}", seed.below(99_999))).unwrap(),
                false,
            ),
            (7..12, _) => String::new(),
            (12..18, true) => format!("{public} Ltd"),
            (12..18, false) => format!("{last}, {first}"),
            (18..26, false) => format!("{}. {last}", first.chars().next().unwrap()),
            (26..32, false) => first.to_owned(),
            (32..36, false) => format!(
                "{first} {} {last}",
                seed.pick(&["Jo", "Kim", "Robin"], "Jo")
            ),
            (36..40, false) => format!("{} {public}", seed.pick(TITLES, "Dr")),
            (40..60, false) => public
                .chars()
                .map(|c| {
                    PLAIN
                        .iter()
                        .find(|(accented, _)| *accented == c)
                        .map_or(c, |(_, plain)| *plain)
                })
                .collect(),
            _ => public,
        }
    }

    /// Some numbers stand in the list twice, written in another way. Not those that share a picture, which would seem to be
    /// shared by more.
    fn repeat(&mut self, count: usize) {
        for _ in 0..count {
            let of = loop {
                let at = self.numbers.seed.below(self.rows.len());
                if let [only] = self.rows[at].numbers.as_slice()
                    && !shared_picture::all().contains(only)
                {
                    break at;
                }
            };
            let (name, number) = (self.rows[of].name.clone(), self.rows[of].numbers[0].clone());
            self.add(name, &number, String::new());
        }
    }

    fn add(&mut self, name: String, number: &Digits, mobile: String) {
        let text = number.as_str();
        let at = |(_, blocks): &&(&str, &[(u64, u64)])| {
            blocks
                .iter()
                .any(|(first, count)| (*first..first + count).contains(&number.value()))
        };
        let country = COUNTRIES
            .iter()
            .position(|country| at(&country))
            .unwrap_or_else(|| {
                assert!(text.starts_with('1'), "{text}");
                0
            });
        let phone = written(number, &mut self.numbers.seed);
        self.push(name, phone, mobile, country, vec![number.clone()]);
    }

    /// The row that was added last has this number, too.
    fn also(&mut self, number: Digits) {
        self.rows.last_mut().unwrap().numbers.push(number);
    }

    fn push(
        &mut self,
        name: String,
        phone: String,
        mobile: String,
        country: usize,
        numbers: Vec<Digits>,
    ) {
        let owner = self.numbers.seed.pick(OWNERS, "Mara");
        self.rows.push(Row {
            name,
            phone,
            mobile,
            country: COUNTRIES[country].0,
            owner,
            numbers,
        });
    }

    fn country(&mut self) -> usize {
        // By their places in COUNTRIES: most are in countries with many numbers that are kept for fiction.
        let weighted = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 5];
        self.numbers.seed.pick(&weighted, 0)
    }

    /// In no order, so that the first rows show something of everything: among them the person of the documentation,
    /// somebody whose picture others have, and somebody whose name is another.
    fn shuffled(mut self) -> Vec<Row> {
        for end in (1..self.rows.len()).rev() {
            let other = self.numbers.seed.below(end + 1);
            self.rows.swap(end, other);
        }
        let has = |row: &Row, text: &str| row.numbers.iter().any(|number| number.as_str() == text);
        for (place, wanted) in [(3, "13105550123"), (5, "447700900122")] {
            if let Some(at) = self.rows.iter().position(|row| has(row, wanted)) {
                self.rows.swap(place, at);
            }
        }
        if let Some(at) = self.rows.iter().position(has_other_name) {
            self.rows.swap(7, at);
        }
        self.rows
    }
}

fn has_other_name(row: &Row) -> bool {
    let public = row.numbers.first().and_then(public_name);
    let reason = public.map(|public| compare(&UnicodeFolding, Some(&public), &row.name));
    reason.map(MatchReason::result) == Some(NameMatch::Different)
}
