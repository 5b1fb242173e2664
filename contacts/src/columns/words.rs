//! The words of headers, folded, in the languages of people's exports.

/// Words for a phone or its number.
#[rustfmt::skip]
pub(super) const PHONE: &[&str] = &[
    "phone", "phones", "ph", "telephone", "telephones", "tel", "tele", "telf", "mobile", "mobiles", "mob",
    "mobil", "cell", "cellular", "cellphone", "landline", "msisdn", "whatsapp", "wa", "sms", "gsm", "handy",
    "festnetz", "rufnummer", "rufnr", "portable", "fixe", "movil", "celular", "fijo", "cellulare", "fisso",
    "telemovel", "mobiel", "tlf", "tfn", "puh", "matkapuhelin", "komorka", "komorkowy", "mobitel", "hp",
    "ponsel", "simu", "tln", "talrunis", "mobilas", "моб", "мобильный", "мобильныи", "мобільний", "тел",
    "сотовый", "сотовыи", "κινητο",
];

/// Parts of words for a phone, in languages that write words together or bend them.
#[rustfmt::skip]
pub(super) const PHONE_STEMS: &[&str] = &[
    "telefon", "telefoon", "telepho", "telepon", "handynummer", "handynr", "mobilnummer", "mobilnr", "mobilnum",
    "mobielnummer", "puhelin", "phone", "телефон", "τηλεφων", "талефон", "whatsapp", "simanumer", "farsim",
];

/// Parts of headers for a phone, in scripts that part no words, or join them with articles.
#[rustfmt::skip]
pub(super) const PHONE_PARTS: &[&str] = &[
    "whats app", "電話", "电话", "手机", "手機", "携帯", "携带电话", "ケータイ", "でんわ", "전화", "휴대폰",
    "핸드폰", "휴대전화", "โทร", "มือถือ", "dien thoai", "di dong", "هاتف", "تلفون", "تليفون", "تلفن", "جوال",
    "موبايل", "موبایل", "محمول", "واتساب", "טלפון", "נייד", "פלאפון", "फ़ोन", "फोन", "मोबाइल", "मोबाईल",
    "दूरभाष", "ফোন", "মোবাইল", "ফোন", "தொலைபேசி", "ఫోన్", "فون",
];

/// Words that make a header speak of something about a phone, or of somebody else's, though its cells may look
/// like numbers.
#[rustfmt::skip]
pub(super) const NOT_THE_NUMBER: &[&str] = &[
    "label", "type", "typ", "kind", "ext", "extn", "extension", "durchwahl", "id", "ids", "code", "prefix",
    "count", "calls", "clicks", "attempts", "date", "timestamp", "timezone", "model", "device", "serial",
    "imei", "version", "calculated", "search", "searchable", "url", "link", "links", "assistant", "assistants",
    "asst", "manager", "managers", "emergency", "isdn", "tty", "tdd", "telex", "radio",
];

/// Words by which a header about phones speaks of the country.
#[rustfmt::skip]
pub(super) const CODE: &[&str] = &[
    "code", "codes", "prefix", "iso", "calling", "dial", "dialing", "dialling",
];

/// Numbers that are answered by no person.
#[rustfmt::skip]
pub(super) const OTHER_NUMBERS: &[&str] = &[
    "fax", "telefax", "faxnummer", "telecopie", "факс", "pager", "beeper",
];

/// Words of headers whose cells may look like numbers.
#[rustfmt::skip]
pub(super) const OTHER: &[&str] = &[
    "id", "ids", "uid", "uuid", "guid", "key", "index", "sku", "isbn", "ean", "gtin", "upc", "iban", "bic",
    "account", "konto", "kontonummer", "ssn", "nif", "nie", "dni", "cpf", "cnpj", "rfc", "curp", "vat", "tax",
    "ustid", "siret", "siren", "pesel", "inn", "passport", "license", "licence", "card", "date", "datum",
    "fecha", "data", "dato", "дата", "birthday", "birthdate", "dob", "geburtstag", "geburtsdatum", "naissance",
    "anniversary", "created", "updated", "modified", "timestamp", "time", "zip", "zipcode", "postal",
    "postcode", "postleitzahl", "plz", "cap", "cep", "индекс", "price", "preis", "prix", "precio", "prezzo",
    "amount", "betrag", "montant", "importe", "total", "sum", "revenue", "umsatz", "salary", "cost", "value",
    "wert", "balance", "latitude", "longitude", "lat", "lng", "lon", "geo", "coordinates", "email", "mail",
    "emails", "correo", "courriel", "website", "url", "web", "ip", "order", "invoice", "rechnung",
    "bestellnummer", "kundennummer", "artikelnummer", "quantity", "qty", "menge", "count", "score", "age",
    "alter", "year", "jahr", "hash", "serial", "imei", "imsi", "iccid", "mac",
];

/// Parts of such headers in scripts that part no words.
#[rustfmt::skip]
pub(super) const OTHER_PARTS: &[&str] = &[
    "邮编", "郵便番号", "郵遞區號", "日期", "日付", "生年月日", "生日", "メール", "邮箱", "電子郵件", "身份证",
    "우편번호", "날짜", "이메일", "تاريخ", "البريد", "תאריך", "מיקוד", "वेतन", "तारीख",
];

/// Words for a country.
#[rustfmt::skip]
pub(super) const COUNTRY: &[&str] = &[
    "country", "countries", "countrycode", "nation", "iso", "iso2", "iso3", "land", "landcode",
    "landeskennzahl", "staat", "landervorwahl", "indicatif", "pays", "pais", "paese", "nazione", "kraj", "zeme",
    "krajina", "orszag", "tara", "drzava", "maa", "riik", "valsts", "salis", "ulke", "negara", "nchi", "страна",
    "країна", "държава", "χωρα", "国", "國",
];

/// Parts of headers for a country.
#[rustfmt::skip]
pub(super) const COUNTRY_PARTS: &[&str] = &[
    "国家", "國家", "国名", "国籍", "국가", "나라", "الدولة", "دولة", "البلد", "بلد", "کشور", "ארץ", "מדינה",
    "देश", "ประเทศ", "quoc gia", "দেশ",
];

/// Words that make a header of countries speak of something else.
pub(super) const NOT_THE_COUNTRY: &[&str] =
    &["ip", "state", "count", "manager", "owner", "birth", "id"];

/// Words that say whose name it is.
#[rustfmt::skip]
pub(super) const PERSON: &[&str] = &[
    "person", "persons", "contact", "contacts", "customer", "client", "lead", "people", "primary", "kontakt",
    "kunde", "ansprechpartner", "cliente", "contacto", "contatto", "contato", "klient", "zakaznik", "asiakas",
    "kund", "клиент", "контакт",
];

/// Whole names.
#[rustfmt::skip]
pub(super) const NAME: &[&str] = &[
    "name", "names", "full name", "fullname", "display name", "complete name", "legal name", "name full",
    "vollstandiger name", "vor und nachname", "nom complet", "nom et prenom", "nom prenom", "nombre completo",
    "nombre y apellidos", "nombre", "nome completo", "nome e cognome", "nominativo", "nome", "naam",
    "volledige naam", "namn", "navn", "nimi", "nafn", "imie i nazwisko", "jmeno", "jmeno a prijmeni",
    "meno a priezvisko", "nev", "teljes nev", "nume", "nume complet", "ime i prezime", "ime", "isim",
    "ad soyad", "adi soyadi", "nama", "nama lengkap", "ho ten", "ho va ten", "ten", "jina", "имя", "фио",
    "имя и фамилия", "ім я", "піб", "име", "ονομα", "ονοματεπωνυμο", "שם", "שם מלא", "الاسم", "الاسم الكامل",
    "اسم", "نام", "نام کامل", "नाम", "पूरा नाम", "নাম", "ชื่อ", "ชื่อ สกุล", "ชื่อนามสกุล", "氏名", "名前",
    "お名前", "姓名", "全名", "名称", "이름", "성명",
];

/// Names by which a person is called.
#[rustfmt::skip]
pub(super) const FIRST_NAME: &[&str] = &[
    "first name", "firstname", "first", "given name", "givenname", "given names", "forename", "vorname",
    "prenom", "prenoms", "nombres", "primer nombre", "primeiro nome", "nome proprio", "voornaam", "fornamn",
    "fornavn", "etunimi", "eiginnafn", "imie", "krestni jmeno", "krstne meno", "keresztnev", "utonev",
    "prenume", "ad", "adi", "nama depan", "имя отчество", "първо име", "μικρο ονομα", "שם פרטי", "الاسم الأول",
    "نام کوچک", "पहला नाम", "ชื่อจริง", "名", "名字",
];

/// Names of families.
#[rustfmt::skip]
pub(super) const LAST_NAME: &[&str] = &[
    "last name", "lastname", "last", "surname", "family name", "familyname", "nachname", "familienname",
    "zuname", "nom de famille", "nom", "apellido", "apellidos", "primer apellido", "cognome", "sobrenome",
    "apelido", "ultimo nome", "achternaam", "efternamn", "etternavn", "efternavn", "sukunimi", "nazwisko",
    "prijmeni", "priezvisko", "vezeteknev", "csaladnev", "nume de familie", "prezime", "priimek", "soyad",
    "soyadi", "nama belakang", "ho", "фамилия", "прізвище", "фамилно име", "επωνυμο", "שם משפחה", "اسم العائلة",
    "اللقب", "نام خانوادگی", "उपनाम", "นามสกุล", "姓", "姓氏", "성",
];
