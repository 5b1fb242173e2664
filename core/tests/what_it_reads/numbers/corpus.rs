//! Every region's example numbers of each type, in every way of writing, with and without their region: read by our
//! rules and by libphonenumber's port.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use phone_profile_core::number::normalize;
use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, country};

use super::cases::name;
use super::writings::{Example, Means, SOUND, SPOILT, Writing};

/// What the corpus has shown.
#[derive(Default)]
pub struct Figures {
    pub writings: usize,
    pub examples: usize,
    pub regions: usize,
    /// Read by us.
    pub read: usize,
    /// Read by libphonenumber's port as the number that was meant.
    pub read_by_the_port: usize,
    /// Of these, refused by us, by kind of writing and reason.
    pub refused: BTreeMap<(&'static str, String), usize>,
    /// Read by libphonenumber's port as another number than was meant.
    pub misread_by_the_port: BTreeMap<&'static str, usize>,
    /// Read by us as another number than was meant.
    pub misread: Vec<String>,
    /// Of each kind: how many were made, read by us, and refused though the port reads them.
    pub kinds: BTreeMap<&'static str, [usize; 3]>,
}

pub static FIGURES: LazyLock<Figures> = LazyLock::new(measure);

fn examples(metadata: &Metadata) -> Vec<&str> {
    let all = metadata.descriptors();
    let kinds = [
        all.fixed_line(),
        all.mobile(),
        all.voip(),
        all.toll_free(),
        all.premium_rate(),
        all.shared_cost(),
        all.personal_number(),
        all.pager(),
        all.uan(),
    ];
    let mut examples: Vec<&str> = kinds
        .into_iter()
        .filter_map(|kind| kind?.example())
        .collect();
    examples.sort_unstable();
    examples.dedup();
    examples
}

fn measure() -> Figures {
    let mut figures = Figures::default();
    for metadata in DATABASE.iter() {
        let Ok(id) = country::Id::from_str(metadata.id()) else {
            continue;
        };
        figures.regions += 1;
        let domestic = metadata.descriptors().no_international();
        for national in examples(metadata) {
            let digits = format!("{}{national}", metadata.country_code());
            // What can be dialled within its country only is nobody's account, and so is Canada's 310 1234; the
            // shortest are no E.164.
            let is_domestic = domestic.is_some_and(|domestic| domestic.is_match(national))
                || metadata.country_code() == 1 && national.len() == 7;
            if is_domestic || digits.len() < 7 {
                continue;
            }
            let parsed = phonenumber::parse(Some(id), format!("+{digits}")).unwrap();
            // The port drops a zero that some numbers start with: then it has no form to write them in.
            if parsed.format().mode(Mode::E164).to_string() != format!("+{digits}") {
                continue;
            }
            figures.examples += 1;
            let example = Example {
                metadata,
                national,
                parsed,
            };
            for writing in SOUND.iter().chain(SPOILT) {
                for region in [None, Some(id)] {
                    figures.take(&example, writing, region);
                }
            }
        }
    }
    figures
}

impl Figures {
    /// How much of what libphonenumber's port reads is refused here, in percent.
    pub fn share_refused(&self) -> f64 {
        let refused: usize = self.refused.values().sum();
        100.0 * refused as f64 / self.read_by_the_port as f64
    }

    fn take(
        &mut self,
        example: &Example,
        (kind, means, write): &Writing,
        region: Option<country::Id>,
    ) {
        let Some(text) = write(example) else { return };
        self.writings += 1;
        let ours = normalize(&text, region.as_ref().map(AsRef::as_ref));
        let theirs = phonenumber::parse(region, &text).ok();
        // The port parses digits of any length: what is no number of its country isn't read.
        let theirs = theirs
            .filter(phonenumber::is_valid)
            .map(|number| number.format().mode(Mode::E164).to_string());
        let as_written = || {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let meant = match means {
            Means::Number | Means::NumberOrNothing => Some(example.digits()),
            Means::DigitsOrNothing => Some(as_written()),
            Means::Nothing => None,
        };
        let is_meant = |digits: &str| meant.as_deref() == Some(digits);
        let theirs = theirs
            .as_deref()
            .map(|number| number.trim_start_matches('+'));
        if theirs.is_some_and(|digits| !is_meant(digits)) {
            *self.misread_by_the_port.entry(kind).or_default() += 1;
        }
        let counts = self.kinds.entry(kind).or_default();
        counts[0] += 1;
        match ours {
            Ok(number) if is_meant(number.digits()) => {
                self.read += 1;
                counts[1] += 1;
            }
            Ok(number) => self.misread.push(format!(
                "{kind}: {text:?} of {} in {region:?} as {}",
                example.metadata.id(),
                number.digits()
            )),
            Err(reason) if theirs.is_some_and(is_meant) => {
                counts[2] += 1;
                *self.refused.entry((kind, name(&reason))).or_default() += 1;
            }
            Err(_) => {}
        }
        self.read_by_the_port += usize::from(theirs.is_some_and(is_meant));
    }
}

#[test]
fn given_the_corpus_when_read_then_no_number_is_read_as_another() {
    let misread = &FIGURES.misread;
    assert!(
        misread.is_empty(),
        "{}\n{}",
        misread.len(),
        misread.join("\n")
    );
}

#[test]
fn given_the_corpus_when_it_is_made_then_it_has_every_region_and_nearly_every_sound_writing_is_read()
 {
    let Figures {
        writings,
        regions,
        examples,
        ..
    } = *FIGURES;
    assert!(writings >= 100_000, "{writings}");
    assert!(regions >= 245 && examples > 1_000, "{regions} {examples}");
    assert!(SOUND.len() >= 20);
    for (kind, means, _) in SOUND.iter().chain(SPOILT) {
        let [made, read, _] = FIGURES.kinds[kind];
        let share = read as f64 / made as f64;
        match means {
            Means::Nothing => assert_eq!(read, 0, "{kind}"),
            // Half of them have no region.
            Means::Number if kind.starts_with("as within") => {
                assert!(share > 0.4, "{kind}: {share}")
            }
            // Some regions have carriers' codes behind 00, or another way out.
            Means::Number if kind.starts_with("00") => assert!(share > 0.9, "{kind}: {share}"),
            Means::Number => assert!(share > 0.99, "{kind}: {share}"),
            _ => {}
        }
    }
}

#[test]
fn given_what_the_port_reads_when_we_refuse_it_then_it_is_less_than_one_in_a_hundred() {
    let share = FIGURES.share_refused();
    assert!(share < 1.0, "{share:.2} %: {:?}", FIGURES.refused);
}
