//! From an entered text to E.164, or to what is missing.

use super::calling_codes;
use super::plan::{Exit, Plan, Trunk};
use super::written::Written;
use super::{E164, NumberError};

/// Longer than any number with all its typography; what is longer is not even looked through.
const LONGEST_TEXT: usize = 64;

/// Reads what a person entered.
///
/// `region` is the ISO 3166-1 code by which a national number is read; an international number
/// needs none. Digits of every script count, typography doesn't, and a `tel:` link (RFC 3966) is
/// as good as a number.
pub fn normalize(entered: &str, region: Option<&str>) -> Result<E164, NumberError> {
    // No character has more than four bytes, so this bounds the work before any text is read.
    if entered.len() > LONGEST_TEXT * 4 || entered.trim().chars().count() > LONGEST_TEXT {
        return Err(NumberError::TooLong);
    }
    let written = Written::read(entered.trim())?;
    if written.plus {
        return international(&written.digits, written.zero_at);
    }
    let region = region.map(str::trim).filter(|region| !region.is_empty());
    let Some(region) = region else {
        return match written.digits.strip_prefix("00") {
            Some(rest) => international(rest, shift(written.zero_at, 2)),
            None => Err(NumberError::MissingCountryCode),
        };
    };
    let Some(plan) = calling_codes::plan(region) else {
        return Err(NumberError::UnknownRegion(
            region.chars().take(16).collect(),
        ));
    };
    match exit(&plan, &written.digits)? {
        0 => national(&plan, &written),
        length => international(
            written.digits.get(length..).unwrap_or_default(),
            shift(written.zero_at, length),
        ),
    }
}

/// How many of the digits are the region's way out of the country; 0 for a national number.
fn exit(plan: &Plan, digits: &str) -> Result<usize, NumberError> {
    Ok(match plan.exit {
        Exit::Nanp if digits.starts_with("011") => 3,
        Exit::Eight10 if digits.starts_with("810") => 3,
        Exit::Australia if digits.starts_with("0011") => 4,
        Exit::Usual | Exit::Nanp | Exit::Eight10 if digits.starts_with("00") => 2,
        Exit::Australia | Exit::Unclear if digits.starts_with("00") => return Err(unclear(plan)),
        _ => 0,
    })
}

/// Digits that start with a calling code.
fn international(digits: &str, zero_at: Option<usize>) -> Result<E164, NumberError> {
    let Some(code) = calling_codes::calling_code(digits) else {
        return Err(if digits.len() < 3 && !digits.starts_with('0') {
            NumberError::TooShort
        } else {
            NumberError::UnknownCallingCode
        });
    };
    let (prefix, national) = digits.split_at(calling_codes::length(code));
    let trunk = calling_codes::trunk_of(code);
    let optional_zero = match zero_at {
        Some(at) if at == prefix.len() => true,
        Some(_) => return Err(NumberError::Malformed),
        None => false,
    };
    let national = match (national.strip_prefix('0'), trunk) {
        // No number of such a plan starts with a zero: it is the trunk digit, in parentheses or not.
        (Some(rest), Some(Trunk::Zero | Trunk::ZeroOrEight)) => rest,
        (Some(_), Some(Trunk::Nanp | Trunk::ZeroSix)) => return Err(NumberError::Malformed),
        // A zero in parentheses belongs to an Italian fixed line. A mobile, which starts with a 3, never
        // had one, and elsewhere the zero is either written plainly or not there.
        (Some(rest), Some(Trunk::Kept))
            if optional_zero && (code != 39 || rest.starts_with(['0', '3'])) =>
        {
            return Err(NumberError::Malformed);
        }
        (Some(_), Some(Trunk::Kept)) => national,
        (Some(_), _) if optional_zero => return Err(NumberError::Malformed),
        _ => national,
    };
    complete(code, national)
}

/// Digits as they are dialled within the region.
fn national(plan: &Plan, written: &Written) -> Result<E164, NumberError> {
    let digits = written.digits.as_str();
    if written.zero_at.is_some_and(|at| at != 0) {
        return Err(NumberError::Malformed);
    }
    let length = digits.len();
    let stripped = match plan.trunk {
        Trunk::Nanp if length == 11 => digits.strip_prefix('1'),
        Trunk::Zero => digits.strip_prefix('0'),
        Trunk::Eight if length == plan.longest as usize + 1 => digits.strip_prefix('8'),
        Trunk::EightZero if length == 11 => digits.strip_prefix("80"),
        Trunk::EightZero if length == 10 => digits.strip_prefix('8'),
        Trunk::ZeroOrEight if length == 9 => digits.strip_prefix(['0', '8']),
        Trunk::ZeroSix => digits.strip_prefix("06"),
        _ => None,
    };
    let number = match stripped {
        Some(rest) => rest,
        None if !complete_as_it_stands(plan, digits) || repeats_code(plan, digits) => {
            return Err(match () {
                () if length < plan.shortest as usize => NumberError::TooShort,
                () if length > plan.longest as usize && !repeats_code(plan, digits) => {
                    NumberError::TooLong
                }
                () => unclear(plan),
            });
        }
        None => digits,
    };
    if number.len() < plan.shortest as usize {
        return Err(NumberError::TooShort);
    }
    if number.len() > plan.longest as usize {
        return Err(NumberError::TooLong);
    }
    if number.starts_with('0') && plan.trunk != Trunk::Kept {
        return Err(unclear(plan));
    }
    complete(plan.code, number)
}

/// Whether digits without a trunk digit are surely a whole national number.
fn complete_as_it_stands(plan: &Plan, digits: &str) -> bool {
    let length = digits.len();
    if length > plan.longest as usize {
        return false;
    }
    match plan.trunk {
        // Italian fixed lines start with their zero, mobiles with a 3 and have nine digits or ten.
        Trunk::Kept if plan.code == 39 => match digits.as_bytes().first() {
            Some(b'0') => length >= plan.shortest as usize,
            Some(b'3') => (9..=10).contains(&length),
            _ => false,
        },
        // San Marino's only zero is that of its area code.
        Trunk::Kept if plan.code == 378 && digits.starts_with('0') => digits.starts_with("0549"),
        Trunk::Bare | Trunk::Kept => length >= plan.shortest as usize,
        _ => length >= plan.sure as usize,
    }
}

/// Whether the digits may be an international number that lacks its plus sign.
fn repeats_code(plan: &Plan, digits: &str) -> bool {
    let rest = match calling_codes::calling_code(digits) {
        Some(code) if code == plan.code => digits.get(calling_codes::length(code)..),
        _ => None,
    };
    rest.is_some_and(|rest| match plan.trunk {
        Trunk::Bare | Trunk::Kept => complete_as_it_stands(plan, rest),
        // Where all numbers are of one length, the length tells; elsewhere special numbers of six
        // digits and more are about.
        _ if plan.shortest == plan.longest => rest.len() == plan.longest as usize,
        _ => rest.len() >= plan.shortest.min(6) as usize,
    })
}

/// Puts calling code and national number together and checks what holds for every number.
fn complete(code: u16, national: &str) -> Result<E164, NumberError> {
    let prefix = calling_codes::length(code);
    let total = prefix + national.len();
    let (shortest, longest) = if code == 1 { (11, 11) } else { (7, 15) };
    if total < shortest {
        return Err(NumberError::TooShort);
    }
    if total > longest {
        return Err(NumberError::TooLong);
    }
    // In North America neither an area code nor what follows it starts with 0 or 1.
    if code == 1
        && [0, 3]
            .iter()
            .any(|at| matches!(national.as_bytes().get(*at), Some(b'0' | b'1')))
    {
        return Err(NumberError::Malformed);
    }
    E164::from_digits(&format!("{code}{national}")).ok_or(NumberError::Malformed)
}

fn shift(zero_at: Option<usize>, by: usize) -> Option<usize> {
    zero_at.and_then(|at| at.checked_sub(by))
}

fn unclear(plan: &Plan) -> NumberError {
    NumberError::UnclearNational {
        region: plan.iso.iter().map(|letter| char::from(*letter)).collect(),
    }
}
