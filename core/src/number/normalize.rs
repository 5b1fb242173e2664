//! Reads an entered text as a number in E.164 form, or says why it is none.

use super::calling_codes;
use super::cell;
use super::digits;
use super::e164::E164;
use super::error::NumberError;
use super::link;
use super::plan::{Exit, Plan, Trunk};
use super::reading::{LeftOut, Reading};
use super::written::Written;

/// The longest text that is read, in characters: longer than any number with all its typography.
const LONGEST_TEXT: usize = 64;

/// The longest link that is read, in bytes: links that open a chat may hold a message.
const LONGEST_LINK: usize = 2048;

/// No area code has as many digits: what has is a number before another.
const SHORTEST_BEFORE_ANOTHER: usize = 6;

/// A number, and whether a trunk digit behind its calling code was left out.
type Numbered = (E164, Option<LeftOut>);

/// Reads what a person entered.
///
/// `region` is the ISO 3166-1 code by which a national number is read; an international number
/// needs none. Digits of every script count, typography doesn't. `tel:` links (RFC 3966), links that
/// open a chat and a messenger's ids of people are as good as the number in them.
pub fn read(entered: &str, region: Option<&str>) -> Result<Reading, NumberError> {
    let (written, has_decimals) = written(entered)?;
    let numbered = number(&written, region);
    // "0958/9" and two lines are two numbers; "030/1234567" is one.
    let starts_another = |at: &usize| {
        let first = number(&written.until(*at), region);
        *at < written.digits.len()
            && first.is_ok_and(|(first, _)| first.national().len() >= SHORTEST_BEFORE_ANOTHER)
    };
    if written.breaks.iter().any(starts_another) {
        return Err(NumberError::TwoNumbers);
    }
    let (number, trunk_digit) = numbered?;
    let left_out = trunk_digit
        .or(has_decimals.then_some(LeftOut::Decimals))
        .or(written.has_extension.then_some(LeftOut::Extension));
    Ok(Reading { number, left_out })
}

/// The number of [`read`] alone.
pub fn normalize(entered: &str, region: Option<&str>) -> Result<E164, NumberError> {
    read(entered, region).map(|reading| reading.number)
}

/// The digits from the calling code on, as far as they are entered, of a text that says that it starts
/// with one.
pub fn international_digits(entered: &str) -> Option<String> {
    let (written, _) = written(entered).ok()?;
    match written.plus {
        true => Some(written.digits),
        false => written.digits.strip_prefix("00").map(str::to_owned),
    }
}

/// The entered digits, and whether decimals were left out.
fn written(entered: &str) -> Result<(Written, bool), NumberError> {
    if entered.len() > LONGEST_LINK {
        return Err(NumberError::TooLong);
    }
    let entered = digits::to_ascii(entered);
    let unwrapped = link::unwrap(cell::without_text_marks(&entered))?;
    if unwrapped.text.chars().count() > LONGEST_TEXT {
        return Err(NumberError::TooLong);
    }
    // Percent-encoding may have kept characters of other scripts.
    let text = digits::to_ascii(&unwrapped.text);
    // A dialler waits at a comma.
    let points: &[char] = match unwrapped.is_dialled {
        true => &['.'],
        false => &['.', ','],
    };
    let (text, has_decimals) = cell::without_decimals(&text, points)?;
    let mut written = Written::read(text.trim(), unwrapped.is_dialled)?;
    written.plus |= unwrapped.is_international;
    Ok((written, has_decimals))
}

/// The number that the digits are.
fn number(written: &Written, region: Option<&str>) -> Result<Numbered, NumberError> {
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
        0 => national(&plan, written).map(|number| (number, None)),
        length => international(
            written.digits.get(length..).unwrap_or_default(),
            shift(written.zero_at, length),
        ),
    }
}

/// How many of the digits are the region's exit code, which is dialled before a calling code; 0 for
/// a national number.
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
fn international(digits: &str, zero_at: Option<usize>) -> Result<Numbered, NumberError> {
    let Some(code) = calling_codes::calling_code(digits) else {
        return Err(if digits.len() < 3 && !digits.starts_with('0') {
            NumberError::TooShort
        } else {
            NumberError::UnknownCallingCode
        });
    };
    let (prefix, national) = digits.split_at(calling_codes::length(code));
    let is_optional = match zero_at {
        Some(at) if at == prefix.len() => true,
        Some(_) => return Err(NumberError::Malformed),
        None => false,
    };
    // No area code of North America starts with a 1.
    if let Some(rest) = national
        .strip_prefix('1')
        .filter(|rest| code == 1 && rest.len() == 10)
    {
        return Ok((complete(code, rest)?, Some(LeftOut::TrunkDigit)));
    }
    let Some(rest) = national.strip_prefix('0') else {
        return Ok((complete(code, national)?, None));
    };
    match calling_codes::trunk_of(code) {
        // No number of such a plan starts with a zero: it is the trunk digit, in parentheses or not.
        Some(Trunk::Zero | Trunk::ZeroOrEight) => {
            let left_out = (!is_optional).then_some(LeftOut::TrunkDigit);
            Ok((without_trunk_digit(code, rest)?, left_out))
        }
        // A zero in parentheses belongs to an Italian fixed line. A mobile, which starts with a 3, never
        // had one, and elsewhere the zero is either written plainly or not there.
        Some(Trunk::Kept) if is_optional && (code != 39 || rest.starts_with(['0', '3'])) => {
            Err(NumberError::Malformed)
        }
        Some(Trunk::Kept) => Ok((complete(code, national)?, None)),
        _ if is_optional => Err(NumberError::DiallingPrefix),
        _ => Ok((complete(code, national)?, None)),
    }
}

/// Digits as they are dialled within the region.
fn national(plan: &Plan, written: &Written) -> Result<E164, NumberError> {
    let digits = written.digits.as_str();
    if written.zero_at.is_some_and(|at| at != 0) {
        return Err(NumberError::Malformed);
    }
    let length = digits.len();
    let longest = usize::from(plan.longest);
    let stripped = match plan.trunk {
        Trunk::Nanp if length == 11 => digits.strip_prefix('1'),
        Trunk::Zero => digits.strip_prefix('0'),
        Trunk::Eight if length == longest + 1 => digits.strip_prefix('8'),
        Trunk::EightZero if length == 11 => digits.strip_prefix("80"),
        Trunk::EightZero if length == 10 => digits.strip_prefix('8'),
        Trunk::ZeroOrEight if length == 9 => digits.strip_prefix(['0', '8']),
        Trunk::ZeroSix => digits.strip_prefix("06"),
        _ => None,
    };
    if let Some(number) = stripped {
        return without_trunk_digit(plan.code, number);
    }
    let may_have_code = repeats_code(plan, digits);
    match () {
        () if complete_as_it_stands(plan, digits) && !may_have_code => complete(plan.code, digits),
        // The calling code without its plus sign, where no national number is as long.
        () if may_have_code
            && length > longest
            && !calling_codes::has_length(plan.code, length) =>
        {
            let code = calling_codes::length(plan.code);
            complete(plan.code, digits.get(code..).unwrap_or_default())
        }
        () if plan.trunk == Trunk::Bare && digits.starts_with('0') => {
            Err(NumberError::DiallingPrefix)
        }
        () if length < plan.shortest as usize => Err(NumberError::TooShort),
        () if length > longest && !may_have_code => Err(NumberError::TooLong),
        () => Err(unclear(plan)),
    }
}

/// Puts calling code and national number together, which stood behind a trunk digit.
fn without_trunk_digit(code: u16, national: &str) -> Result<E164, NumberError> {
    // In Colombia a carrier's digit may follow: mobiles have ten digits, and service numbers with eleven
    // have no trunk digit.
    if code == 57 && national.len() > 10 {
        return Err(NumberError::DiallingPrefix);
    }
    complete(code, national)
}

/// Whether digits without a trunk digit are surely a whole national number.
fn complete_as_it_stands(plan: &Plan, digits: &str) -> bool {
    let length = digits.len();
    // Without a trunk prefix there are no local numbers: what has a length of the country is whole.
    if plan.trunk == Trunk::Bare {
        return calling_codes::has_length(plan.code, length);
    }
    if length > plan.longest as usize {
        return plan.trunk != Trunk::Kept && calling_codes::has_length(plan.code, length);
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
        Trunk::Kept => length >= plan.shortest as usize,
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
        Trunk::Kept => complete_as_it_stands(plan, rest),
        _ => calling_codes::is_possible(plan.code, rest),
    })
}

/// Puts calling code and national number together, where the country has such numbers.
fn complete(code: u16, national: &str) -> Result<E164, NumberError> {
    if !calling_codes::is_possible(code, national) {
        return Err(why_impossible(code, national));
    }
    E164::from_digits(&format!("{code}{national}")).ok_or(NumberError::Malformed)
}

/// What is wrong with a national number that can't be.
fn why_impossible(code: u16, national: &str) -> NumberError {
    let (shortest, longest) = calling_codes::shortest_and_longest(code);
    match national.len() {
        _ if has_dialling_prefix(code, national) => NumberError::DiallingPrefix,
        length if length < shortest => NumberError::TooShort,
        length if length > longest => NumberError::TooLong,
        length if calling_codes::has_length(code, length) => NumberError::Malformed,
        _ => NumberError::WrongLength,
    }
}

/// Whether a national number that can't be would be one without digits that are dialled within its
/// country only.
fn has_dialling_prefix(code: u16, national: &str) -> bool {
    let is_possible_without = |prefix: &str| {
        let rest = national.strip_prefix(prefix);
        rest.is_some_and(|rest| calling_codes::is_possible(code, rest))
    };
    if national.starts_with('0') {
        return !calling_codes::has_leading_zeros(code)
            || calling_codes::has_length(code, national.len())
            || is_possible_without("0");
    }
    match calling_codes::trunk_of(code) {
        Some(Trunk::Eight | Trunk::ZeroOrEight) => is_possible_without("8"),
        Some(Trunk::EightZero) => is_possible_without("8") || is_possible_without("80"),
        _ => code == 54 && has_argentine_15(national),
    }
}

/// Argentina's mobiles are dialled with a 15 behind the area code; abroad a 9 stands before it instead.
fn has_argentine_15(national: &str) -> bool {
    let national = national.strip_prefix('9').unwrap_or(national);
    let has_15_at = |at: usize| {
        national
            .get(at..)
            .is_some_and(|rest| rest.starts_with("15"))
    };
    national.len() == 12 && (2..=4).any(has_15_at)
}

fn shift(zero_at: Option<usize>, by: usize) -> Option<usize> {
    zero_at.and_then(|at| at.checked_sub(by))
}

fn unclear(plan: &Plan) -> NumberError {
    NumberError::UnclearNational {
        region: plan.iso.iter().map(|letter| char::from(*letter)).collect(),
    }
}
