//! What is kept of a number as bytes, for caches: short names, nothing that isn't there, and not the
//! number that it is kept under.

use std::{borrow::Cow, sync::Arc};

use phone_profile_core::profile::PictureState;
use serde::{Deserialize, Serialize};

use super::{Entry, Failed, Kept, Refusal};
use crate::{
    Digits,
    record::{Picture, Record},
    upstream::Failure,
};

/// The first byte of an answer. A byte that isn't named here was written by another version, whose
/// bytes are no use here.
const ANSWER: u8 = 1;
/// The first byte of a refusal, which versions before it pass over.
const REFUSAL: u8 = 2;
/// The first byte of a failed lookup, which has a key of its own.
const FAILED: u8 = 1;

#[derive(Serialize, Deserialize)]
struct Short<'a> {
    #[serde(rename = "s")]
    stored_at_ms: u64,
    #[serde(rename = "f")]
    fresh_until_ms: u64,
    #[serde(rename = "k")]
    keep_until_ms: u64,
    #[serde(rename = "x", default, skip_serializing_if = "is_false")]
    renewed: bool,
    #[serde(rename = "u")]
    upstream: Cow<'a, str>,
    #[serde(rename = "r")]
    registered: bool,
    /// Only where an upstream returned another number than the one it was asked for.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    number: Option<Cow<'a, Digits>>,
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    about: Option<Cow<'a, str>>,
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    is_business: Option<bool>,
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    is_verified: Option<bool>,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    business: Option<Cow<'a, serde_json::Value>>,
    #[serde(rename = "p")]
    picture: PictureState,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    full: Option<Cow<'a, str>>,
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    thumb: Option<Cow<'a, str>>,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<u64>,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    checked_at: Option<u64>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

#[derive(Serialize, Deserialize)]
struct ShortRefusal<'a> {
    #[serde(rename = "s")]
    stored_at_ms: u64,
    #[serde(rename = "k")]
    keep_until_ms: u64,
    #[serde(rename = "u")]
    upstream: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct ShortFailed<'a> {
    #[serde(rename = "f")]
    failure: Failure,
    #[serde(rename = "u")]
    upstream: Cow<'a, str>,
    #[serde(rename = "r")]
    retry_at_ms: u64,
    #[serde(rename = "k")]
    keep_until_ms: u64,
}

/// Writes what is kept under this number.
pub(super) fn write(number: &Digits, kept: &Kept) -> Result<Vec<u8>, serde_json::Error> {
    match kept {
        Kept::Answer(entry) => write_answer(number, entry),
        Kept::Refusal(Refusal {
            upstream,
            stored_at_ms,
            keep_until_ms,
        }) => with_form(
            REFUSAL,
            &ShortRefusal {
                stored_at_ms: *stored_at_ms,
                keep_until_ms: *keep_until_ms,
                upstream: Cow::Borrowed(upstream),
            },
        ),
    }
}

/// Reads what was kept under this number; none where the bytes are none of this version.
pub(super) fn read(number: &Digits, bytes: &[u8]) -> Option<Kept> {
    match bytes.split_first()? {
        (&ANSWER, json) => read_answer(number, json).map(Kept::Answer),
        (&REFUSAL, json) => {
            let short: ShortRefusal<'_> = serde_json::from_slice(json).ok()?;
            Some(Kept::Refusal(Refusal {
                upstream: short.upstream.into(),
                stored_at_ms: short.stored_at_ms,
                keep_until_ms: short.keep_until_ms,
            }))
        }
        _ => None,
    }
}

/// Writes a failed lookup.
pub(super) fn write_failed(failed: &Failed) -> Result<Vec<u8>, serde_json::Error> {
    let short = ShortFailed {
        failure: failed.failure,
        upstream: Cow::Borrowed(&failed.upstream),
        retry_at_ms: failed.retry_at_ms,
        keep_until_ms: failed.keep_until_ms,
    };
    with_form(FAILED, &short)
}

/// Reads a failed lookup; none where the bytes are none of this version.
pub(super) fn read_failed(bytes: &[u8]) -> Option<Failed> {
    let json = bytes.strip_prefix(&[FAILED])?;
    let short: ShortFailed<'_> = serde_json::from_slice(json).ok()?;
    Some(Failed {
        failure: short.failure,
        upstream: short.upstream.into(),
        retry_at_ms: short.retry_at_ms,
        keep_until_ms: short.keep_until_ms,
    })
}

fn with_form(form: u8, short: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = vec![form];
    serde_json::to_writer(&mut bytes, short)?;
    Ok(bytes)
}

fn write_answer(number: &Digits, entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    let Entry {
        record,
        upstream,
        stored_at_ms,
        fresh_until_ms,
        keep_until_ms,
        renewed,
    } = entry;
    let short = Short {
        stored_at_ms: *stored_at_ms,
        fresh_until_ms: *fresh_until_ms,
        keep_until_ms: *keep_until_ms,
        renewed: *renewed,
        upstream: Cow::Borrowed(upstream),
        registered: record.registered,
        number: (record.number != *number).then_some(Cow::Borrowed(&record.number)),
        name: record.name.as_ref().map(Cow::from),
        about: record.about.as_ref().map(Cow::from),
        is_business: record.is_business,
        is_verified: record.is_verified,
        business: record.business.as_ref().map(Cow::Borrowed),
        picture: record.picture.state,
        full: record.picture.full.as_ref().map(Cow::from),
        thumb: record.picture.thumb.as_ref().map(Cow::from),
        expires_at: record.picture.expires_at,
        checked_at: record.checked_at,
    };
    with_form(ANSWER, &short)
}

fn read_answer(number: &Digits, json: &[u8]) -> Option<Entry> {
    let short: Short<'_> = serde_json::from_slice(json).ok()?;
    Some(Entry {
        record: Arc::new(Record {
            registered: short.registered,
            number: short.number.map_or_else(|| number.clone(), Cow::into_owned),
            name: short.name.map(Cow::into_owned),
            about: short.about.map(Cow::into_owned),
            is_business: short.is_business,
            is_verified: short.is_verified,
            business: short.business.map(Cow::into_owned),
            picture: Picture {
                state: short.picture,
                full: short.full.map(Cow::into_owned),
                thumb: short.thumb.map(Cow::into_owned),
                expires_at: short.expires_at,
            },
            checked_at: short.checked_at,
        }),
        upstream: short.upstream.into(),
        stored_at_ms: short.stored_at_ms,
        fresh_until_ms: short.fresh_until_ms,
        keep_until_ms: short.keep_until_ms,
        renewed: short.renewed,
    })
}

#[cfg(test)]
mod tests {
    use proptest::{option, prelude::*};
    use serde_json::json;

    use super::*;

    fn digits() -> impl Strategy<Value = Digits> {
        "[1-9][0-9]{6,14}".prop_map(|digits| Digits::parse(&digits).unwrap())
    }

    prop_compose! {
        fn picture()(
            state in prop::sample::select(vec![
                PictureState::Public,
                PictureState::Private,
                PictureState::None,
                PictureState::Unknown,
            ]),
            full in option::of(any::<String>()),
            thumb in option::of(any::<String>()),
            expires_at in any::<Option<u64>>(),
        ) -> Picture {
            Picture { state, full, thumb, expires_at }
        }
    }

    prop_compose! {
        fn record()(
            registered: bool,
            number in digits(),
            name in option::of(any::<String>()),
            is_business: Option<bool>,
            is_verified: Option<bool>,
            about in option::of(any::<String>()),
            description in option::of(any::<String>()),
            picture in picture(),
            checked_at: Option<u64>,
        ) -> Record {
            Record {
                registered,
                number,
                name,
                about,
                is_business,
                is_verified,
                business: description.map(|text| json!({ "description": text, "tags": [1, null] })),
                picture,
                checked_at,
            }
        }
    }

    proptest! {
        #[test]
        fn given_any_answer_when_written_and_read_then_it_is_the_same(
            asked in digits(),
            same_number: bool,
            record in record(),
            upstream: String,
            stored_at_ms: u64,
            fresh_until_ms: u64,
            keep_until_ms: u64,
            renewed: bool,
        ) {
            let number = if same_number { record.number.clone() } else { asked };
            let (record, upstream) = (record.into(), upstream.into());
            let entry = Entry {
                record,
                upstream,
                stored_at_ms,
                fresh_until_ms,
                keep_until_ms,
                renewed,
            };
            let kept = Kept::Answer(entry);
            let bytes = write(&number, &kept).unwrap();
            prop_assert_eq!(read(&number, &bytes), Some(kept));
        }

        #[test]
        fn given_any_bytes_when_read_then_nothing_panics(bytes: Vec<u8>) {
            let number = Digits::parse("13105550123").unwrap();
            let _ = read(&number, &bytes);
            let _ = read_failed(&bytes);
        }
    }

    fn absent(number: &Digits) -> Kept {
        Kept::Answer(Entry {
            record: Record::not_registered(number, Some(1)).into(),
            upstream: "demo".into(),
            stored_at_ms: 2,
            fresh_until_ms: 3,
            keep_until_ms: 4,
            renewed: false,
        })
    }

    #[test]
    fn given_an_answer_for_its_own_number_when_written_then_the_number_is_not_in_the_bytes() {
        let number = Digits::parse("13105550123").unwrap();
        let entry = absent(&number);
        let bytes = write(&number, &entry).unwrap();
        assert!(!String::from_utf8(bytes).unwrap().contains("3105550123"));
    }

    #[test]
    fn given_an_answer_that_was_kept_with_its_time_when_read_then_the_time_is_there() {
        let number = Digits::parse("13105550123").unwrap();
        let kept = br#"{"s":2,"f":3,"k":4,"u":"demo","r":false,"p":"unknown","c":1}"#;
        let bytes = [&[1], &kept[..]].concat();
        assert_eq!(read(&number, &bytes), Some(absent(&number)));
    }

    #[test]
    fn given_bytes_of_another_form_when_read_then_there_is_no_answer() {
        let number = Digits::parse("13105550123").unwrap();
        let entry = absent(&number);
        let mut bytes = write(&number, &entry).unwrap();
        for form in (0..=u8::MAX).filter(|form| ![ANSWER, REFUSAL].contains(form)) {
            bytes[0] = form;
            assert_eq!(read(&number, &bytes), None);
        }
        assert_eq!(read(&number, &[]), None);
        let failure_of_tomorrow = b"\x01{\"f\":\"eclipsed\",\"u\":\"a\",\"r\":1,\"k\":1}";
        assert_eq!(read_failed(failure_of_tomorrow), None);
    }

    #[test]
    fn given_a_refusal_or_a_failed_lookup_when_written_and_read_then_it_is_the_same() {
        let number = Digits::parse("13105550123").unwrap();
        let refusal = Kept::Refusal(Refusal {
            upstream: "a".into(),
            stored_at_ms: 1,
            keep_until_ms: 2,
        });
        let bytes = write(&number, &refusal).unwrap();
        assert_ne!(
            bytes[0], ANSWER,
            "versions before it must not take it for one"
        );
        assert_eq!(read(&number, &bytes), Some(refusal));
        for failure in [Failure::Timeout, Failure::BadResponse, Failure::NotInStore] {
            let failed = Failed {
                failure,
                upstream: "a".into(),
                retry_at_ms: 3,
                keep_until_ms: 2,
            };
            let bytes = write_failed(&failed).unwrap();
            assert_eq!(read_failed(&bytes), Some(failed));
        }
    }
}
