//! What a column holds, by the words of its header.

use super::folding::folded;
use super::words::*;

/// What a header says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Phone numbers.
    Phone,
    /// A person's whole name.
    Name,
    /// What a person is called by.
    FirstName,
    /// What a family is called.
    LastName,
    /// Countries or their codes.
    Country,
    /// Something about a phone, or numbers that nobody is reached by.
    BesidesPhone,
    /// Something else whose cells may look like numbers.
    Other,
}

/// What a header says; `None` if it says nothing that is known here.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    // No header is a sentence.
    if header.chars().count() > 80 {
        return None;
    }
    let folded = folded(header);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let holds = |list: &[&str]| list.iter().any(|part| folded.contains(part));
    let is_phone = has(PHONE) || has_stem(&words) || holds(PHONE_PARTS);
    let is_country = has(COUNTRY) || holds(COUNTRY_PARTS);
    let is_about_phones = has(NOT_THE_NUMBER) || folded.starts_with("number of");
    // "Phone country code", and "calling code" with or without its country.
    let is_calling_code = ["calling code", "dial code", "dialing code", "dialling code"]
        .iter()
        .any(|code| folded.contains(code));
    if is_calling_code || is_phone && is_country && has(CODE) {
        return Some(Meaning::Country);
    }
    if is_phone {
        return Some(match is_about_phones || has(OTHER_NUMBERS) {
            true => Meaning::BesidesPhone,
            false => Meaning::Phone,
        });
    }
    if let Some(name) = name(&words) {
        return Some(name);
    }
    if is_country && !has(NOT_THE_COUNTRY) {
        return Some(Meaning::Country);
    }
    if has(OTHER_NUMBERS) {
        return Some(Meaning::BesidesPhone);
    }
    (is_about_phones || has(OTHER) || holds(OTHER_PARTS)).then_some(Meaning::Other)
}

/// `Telefonnummer`, `Mobiltelefon`, `puhelinnumero`: languages that write such words in one.
fn has_stem(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let is_compound = PHONE_STEMS.iter().any(|stem| word.contains(stem));
        is_compound && !word.starts_with("fax") && !word.starts_with("telefax")
    })
}

fn name(words: &[&str]) -> Option<Meaning> {
    // "Person - Name", "Contact Name": whose name it is.
    let whose = |word: &&&str| !PERSON.contains(word);
    let named: Vec<&str> = words.iter().filter(whose).copied().collect();
    let name = named.join(" ");
    let is = |list: &[&str]| list.contains(&name.as_str());
    match () {
        () if is(FIRST_NAME) => Some(Meaning::FirstName),
        () if is(LAST_NAME) => Some(Meaning::LastName),
        () if is(NAME) => Some(Meaning::Name),
        // Nothing but whose it is.
        () if named.is_empty() && words.len() == 1 => Some(Meaning::Name),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_headers_of_exports_when_read_then_their_meaning_is_known() {
        let cases: [(Option<Meaning>, &[&str]); 8] = [
            (
                Some(Meaning::Phone),
                &[
                    "Phone",
                    "phone_number",
                    "Phone Number",
                    "Mobile Phone Number",
                    "WhatsApp Phone Number",
                    "MobilePhone",
                    "HomePhone",
                    "Phone 1 - Value",
                    "Person - Phone - Work",
                    "Business Phone",
                    "Business Phone 2",
                    "Tel.",
                    "Telefon",
                    "Telefonnummer",
                    "Mobiltelefon",
                    "Handy",
                    "Handynummer",
                    "T\u{e9}l\u{e9}phone",
                    "T\u{e9}l. portable",
                    "Tel\u{e9}fono",
                    "M\u{f3}vil",
                    "Celular",
                    "Cellulare",
                    "Telefone",
                    "Telefoonnummer",
                    "GSM",
                    "Puhelinnumero",
                    "Telefonsz\u{e1}m",
                    "Numer telefonu",
                    "Telefon kom\u{f3}rkowy",
                    "Телефон",
                    "Номер телефона",
                    "Мобильный",
                    "Τηλέφωνο",
                    "Κινητό",
                    "טלפון",
                    "هاتف",
                    "رقم الهاتف",
                    "تلفون",
                    "جوال",
                    "फ़ोन",
                    "मोबाइल नंबर",
                    "โทรศัพท์",
                    "Số điện thoại",
                    "Nomor Telepon",
                    "전화번호",
                    "휴대폰",
                    "電話",
                    "電話番号",
                    "携帯電話",
                    "手机",
                    "手機號碼",
                    "电话号码",
                    "TEL",
                    "msisdn",
                    "WhatsApp",
                ],
            ),
            (
                Some(Meaning::Name),
                &[
                    "Name",
                    "Full name",
                    "Person - Name",
                    "Contact Name",
                    "Display Name",
                    "Nombre completo",
                    "氏名",
                    "姓名",
                    "ФИО",
                    "이름",
                    "Ad Soyad",
                    "Contact",
                    "Kunde",
                    "Naam",
                    "الاسم",
                ],
            ),
            (
                Some(Meaning::FirstName),
                &[
                    "First Name",
                    "FirstName",
                    "Given Name",
                    "Vorname",
                    "Pr\u{e9}nom",
                    "Voornaam",
                    "F\u{f6}rnamn",
                    "Imi\u{119}",
                ],
            ),
            (
                Some(Meaning::LastName),
                &[
                    "Last Name",
                    "LastName",
                    "Family Name",
                    "Surname",
                    "Nachname",
                    "Apellidos",
                    "Cognome",
                    "Фамилия",
                ],
            ),
            (
                Some(Meaning::Country),
                &[
                    "Country",
                    "Country/Region",
                    "MailingCountry",
                    "Country Code",
                    "Address 1 - Country",
                    "Land",
                    "Pays",
                    "Pa\u{ed}s",
                    "国家",
                    "国",
                    "Страна",
                    "Home Country/Region",
                    "Phone Country Code",
                    "Calling code",
                    "L\u{e4}ndervorwahl",
                ],
            ),
            (
                Some(Meaning::Other),
                &[
                    "Record ID",
                    "Create Date",
                    "Postal Code",
                    "PLZ",
                    "Zip",
                    "Latitude",
                    "Price",
                    "Number of Employees",
                    "Email",
                    "Account ID",
                    "SSN",
                ],
            ),
            (
                Some(Meaning::BesidesPhone),
                &[
                    "Phone 1 - Label",
                    "Phone Type",
                    "Fax",
                    "Business Fax",
                    "Fax Number",
                    "Telefax",
                    "Pager",
                    "Assistant's Phone",
                    "Phone Ext.",
                    "Number of phone calls",
                ],
            ),
            (
                None,
                &[
                    "Company name",
                    "User name",
                    "Contact owner",
                    "Nummer",
                    "",
                    "Ada Example",
                    "+1 310 555 0123",
                ],
            ),
        ];
        for (expected, headers) in cases {
            for header in headers {
                assert_eq!(meaning(header), expected, "{header}");
            }
        }
    }
}
