//! The ways in which a number is written, and what goes wrong with them.

use phonenumber::{Metadata, Mode, PhoneNumber};

/// One number, to be written.
pub struct Example<'a> {
    pub metadata: &'a Metadata,
    pub national: &'a str,
    pub parsed: PhoneNumber,
}

/// What a writing stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means {
    /// The number, and nothing else.
    Number,
    /// The number, if it is read at all.
    NumberOrNothing,
    /// The digits as they are written, if they are read at all: one too many or too few.
    DigitsOrNothing,
    /// No number, or more than one.
    Nothing,
}

/// A kind of writing: its name, what it stands for, and how it is made; `None` where a number isn't written so.
pub type Writing = (&'static str, Means, fn(&Example) -> Option<String>);

/// The sound ways of writing, with those that only make sense within the number's region last.
pub const SOUND: &[Writing] = &[
    ("plus and digits", Means::Number, |it| Some(it.plus())),
    ("plus and groups", Means::Number, |it| Some(it.grouped())),
    ("groups with hyphens", Means::Number, |it| {
        Some(it.separated("-"))
    }),
    ("groups with dots", Means::Number, |it| {
        Some(it.separated("."))
    }),
    ("groups with spaced hyphens", Means::Number, |it| {
        Some(it.separated(" - "))
    }),
    ("groups with dashes", Means::Number, |it| {
        Some(it.separated("\u{2013}"))
    }),
    ("groups with no-break spaces", Means::Number, |it| {
        Some(it.separated("\u{a0}"))
    }),
    ("calling code in parentheses", Means::Number, |it| {
        Some(
            it.grouped()
                .replacen(&it.code(), &format!("({})", it.code()), 1)
                .replacen("+(", "(+", 1),
        )
    }),
    ("area code in parentheses", Means::Number, |it| {
        let grouped = it.grouped();
        let mut groups = grouped.splitn(3, [' ', '-']);
        let (code, area, rest) = (groups.next()?, groups.next()?, groups.next()?);
        (area != "0").then(|| format!("{code} ({area}) {rest}"))
    }),
    ("00 in place of the plus", Means::Number, |it| {
        Some(format!("00{}", it.digits()))
    }),
    ("marks of writing direction", Means::Number, |it| {
        Some(format!("\u{202a}{}\u{202c}", it.grouped()))
    }),
    ("full-width digits", Means::Number, |it| {
        Some(it.in_script('\u{ff10}').replace('+', "\u{ff0b}"))
    }),
    ("Arabic digits", Means::Number, |it| {
        Some(it.in_script('\u{660}'))
    }),
    ("Bengali digits", Means::Number, |it| {
        Some(it.in_script('\u{9e6}'))
    }),
    ("a tel: link", Means::Number, |it| {
        Some(format!("tel:{}", it.separated("-")))
    }),
    ("a tel: link with a context", Means::Number, |it| {
        Some(format!("tel:{};phone-context=+{}", it.national, it.code()))
    }),
    ("a tel: link with an extension", Means::Number, |it| {
        Some(format!("tel:{};ext=5", it.plus()))
    }),
    ("an extension in words", Means::Number, |it| {
        Some(format!("{} ext. 12", it.grouped()))
    }),
    ("an extension behind an x", Means::Number, |it| {
        Some(format!("{} x123", it.grouped()))
    }),
    ("white space around it", Means::Number, |it| {
        Some(format!("  {}\n", it.grouped()))
    }),
    ("as within the country", Means::Number, |it| {
        Some(it.parsed.format().mode(Mode::National).to_string())
    }),
    ("as within the country, digits only", Means::Number, |it| {
        let national = it.parsed.format().mode(Mode::National).to_string();
        Some(national.chars().filter(char::is_ascii_digit).collect())
    }),
];

/// What people, spreadsheets and services make of a number.
pub const SPOILT: &[Writing] = &[
    ("a trunk zero in parentheses", Means::Number, |it| {
        let zero = it.national_prefix()? == "0";
        zero.then(|| format!("+{} (0){}", it.code(), it.national))
    }),
    ("a pause and digits", Means::Number, |it| {
        Some(format!("tel:{},,4567#", it.plus()))
    }),
    ("a pause as a letter", Means::Number, |it| {
        Some(format!("{}p4567", it.plus()))
    }),
    ("a spreadsheet's apostrophe", Means::Number, |it| {
        Some(format!("'{}", it.plus()))
    }),
    ("a spreadsheet's formula", Means::Number, |it| {
        Some(format!("=\"{}\"", it.plus()))
    }),
    ("a column of decimals", Means::Number, |it| {
        Some(format!("{}.0", it.plus()))
    }),
    ("a column of decimals with a comma", Means::Number, |it| {
        Some(format!("{},00", it.plus()))
    }),
    ("an id by the number", Means::Number, |it| {
        Some(format!("{}@s.whatsapp.net", it.digits()))
    }),
    ("an id with a device", Means::Number, |it| {
        Some(format!("{}:7@c.us", it.digits()))
    }),
    ("a link that opens a chat", Means::Number, |it| {
        Some(format!("https://wa.me/{}", it.digits()))
    }),
    ("a link with a parameter", Means::Number, |it| {
        Some(format!(
            "https://api.whatsapp.com/send?phone=%2B{}&text=hi",
            it.digits()
        ))
    }),
    (
        "a trunk prefix behind the calling code",
        Means::NumberOrNothing,
        |it| {
            let prefix = it.national_prefix()?;
            Some(format!("+{} {prefix}{}", it.code(), it.national))
        },
    ),
    (
        "a zero behind the calling code",
        Means::NumberOrNothing,
        |it| {
            // Where numbers start with a zero, this may be another one.
            let zeros = ["39", "225", "229", "242", "247", "378"];
            let is_dialled =
                it.metadata.national_prefix().is_none() || it.national_prefix().is_some();
            (is_dialled && !zeros.contains(&&*it.code()))
                .then(|| format!("+{} 0{}", it.code(), it.national))
        },
    ),
    (
        "the calling code without a plus",
        Means::NumberOrNothing,
        |it| Some(it.digits()),
    ),
    (
        "within the country without its prefix",
        Means::NumberOrNothing,
        |it| Some(it.national.to_owned()),
    ),
    ("one digit too many", Means::DigitsOrNothing, |it| {
        Some(format!("{}7", it.plus()))
    }),
    ("one digit missing", Means::DigitsOrNothing, |it| {
        let mut text = it.plus();
        text.pop();
        Some(text)
    }),
    ("another last digit behind a slash", Means::Nothing, |it| {
        (it.national.len() >= 6).then(|| format!("{}/9", it.grouped()))
    }),
    ("two numbers with a comma", Means::Nothing, |it| {
        Some(format!("{0}, {0}", it.plus()))
    }),
    ("two numbers with a semicolon", Means::Nothing, |it| {
        Some(format!("{0};{0}", it.plus()))
    }),
    ("two numbers with a slash", Means::Nothing, |it| {
        Some(format!("{0} / {0}", it.plus()))
    }),
    ("two numbers with an or", Means::Nothing, |it| {
        Some(format!("{0} or {0}", it.plus()))
    }),
    ("two numbers on two lines", Means::Nothing, |it| {
        Some(format!("{0}\n{0}", it.plus()))
    }),
    ("two numbers of an export", Means::Nothing, |it| {
        Some(format!("{0} ::: {0}", it.plus()))
    }),
    ("scientific notation", Means::Nothing, |it| {
        let digits = it.digits();
        let (first, rest) = digits.split_at(1);
        Some(format!("{first}.{}E+{}", &rest[..5], rest.len()))
    }),
    ("a group's id", Means::Nothing, |it| {
        Some(format!("{}-1612345678@g.us", it.digits()))
    }),
    ("an id without a number", Means::Nothing, |it| {
        Some(format!("{}@lid", it.digits()))
    }),
];

impl Example<'_> {
    pub fn code(&self) -> String {
        self.metadata.country_code().to_string()
    }

    pub fn digits(&self) -> String {
        format!("{}{}", self.code(), self.national)
    }

    /// What is dialled before the number within its country; service numbers have nothing there.
    fn national_prefix(&self) -> Option<&str> {
        let prefix = self.metadata.national_prefix()?;
        let national = self.parsed.format().mode(Mode::National).to_string();
        let digits: String = national.chars().filter(char::is_ascii_digit).collect();
        (digits == format!("{prefix}{}", self.national)).then_some(prefix)
    }

    fn plus(&self) -> String {
        format!("+{}", self.digits())
    }

    /// In groups, as its metadata writes it abroad.
    fn grouped(&self) -> String {
        self.parsed.format().mode(Mode::International).to_string()
    }

    fn separated(&self, separator: &str) -> String {
        self.grouped().replace([' ', '-'], separator)
    }

    fn in_script(&self, zero: char) -> String {
        let digit = |c: char| match c.to_digit(10) {
            Some(value) => char::from_u32(zero as u32 + value).unwrap(),
            None => c,
        };
        self.grouped().chars().map(digit).collect()
    }
}
