//! Headers and names of countries as they are compared: small letters without accents, words apart.

/// A text in small letters, without accents on Latin and Greek ones, parted into words by single spaces: `MobilePhone`
/// and `mobile_phone` become `mobile phone`.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last_is_small = false;
    for character in text.chars() {
        if is_mark(character) {
            continue;
        }
        // "MobilePhone" has two words, "SMS" one.
        let is_start = last_is_small && character.is_uppercase();
        last_is_small = character.is_lowercase();
        if is_start || !character.is_alphanumeric() && !is_within_word(character) {
            push_space(&mut folded);
        }
        for small in character
            .to_lowercase()
            .filter(|c| c.is_alphanumeric() || is_within_word(*c))
        {
            match without_accent(small) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(small),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Accents that stand behind their letter, and apostrophes.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\'' | '\u{2019}')
}

/// Vowel signs of Indian and Thai script, which are no letters and part no words.
fn is_within_word(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{d7f}' | '\u{e00}'..='\u{e7f}')
}

fn without_accent(small: char) -> Option<&'static str> {
    Some(match small {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ę' | 'ě' | 'ė' | 'ẹ'..='ệ' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' | 'į' | 'ỉ' | 'ị' => "i",
        'ł' | 'ľ' | 'ļ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ư' | 'ụ'..='ự' => "u",
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' => "ι",
        'ό' => "ο",
        'ύ' => "υ",
        'ώ' => "ω",
        'ё' => "е",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_headers_when_folded_then_their_words_are_apart_and_plain() {
        for (header, words) in [
            ("MobilePhone", "mobile phone"),
            ("mobile_phone", "mobile phone"),
            ("Person - Phone - Work", "person phone work"),
            ("SMS", "sms"),
            ("Country/Region", "country region"),
            ("T\u{e9}l\u{e9}phone", "telephone"),
            ("Te\u{301}l.", "tel"),
            ("Assistant's Phone", "assistants phone"),
            ("Ad\u{131}", "adi"),
            ("\u{130}sim", "isim"),
            ("\u{96b}", "\u{96b}"),
            ("फ़ोन नंबर", "फ़ोन नंबर"),
            ("  ", ""),
        ] {
            assert_eq!(folded(header), words, "{header}");
        }
    }
}
