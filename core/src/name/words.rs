//! A folded name in words, and what each word counts for.

use super::script::Script;
use crate::text::is_part_of_word;

/// What a word of a name counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name.
    Name,
    /// One letter, which may stand for a name.
    Initial,
    /// Digits, or a particle at an end of the name: has to be in the other name too, but says little.
    Minor,
    /// A title, a company's legal form, a particle between names: may be left out.
    Aside,
}

/// One word of a name.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In plain letters.
    pub text: String,
    /// What it counts for.
    pub kind: Kind,
    /// `None` for digits.
    pub script: Option<Script>,
}

/// Titles and forms of companies, folded and without their dots. Not in it: what is a name too, such as Don or Sheikh.
const ASIDE: &str = "dr prof mr mrs ms miss mx sir herr frau dipling monsieur madame mme mlle sr sra srta senor senora \
    senorita sig signor signora dott dottssa doctor professor rev capt \
    ooo oao zao ооо оао зао пао ао ип тоо тов фоп гн гжа др دكتور الدكتور د מר גב דר κοσ κα \
    株式会社 有限公司 有限会社 株 様 氏 さん";

/// The same where they stand behind a name only.
const ASIDE_BEHIND: &str = "jr junior ii iii iv phd esq ltd limited gmbh ag kg cokg ohg ug llc llp inc incorporated corp \
    corporation coltd plc pty pte pvt srl sarl bv nv oy oyj aps kft zrt sro spzoo doo sti bhd sdn lda ltda";

/// Behind a name and with dots between the letters: without them they are words or names.
const ASIDE_DOTTED: &str = "sa sas spa as ab md";

/// What stands between names.
const PARTICLES: &str = "van von der den de del della di da dos das la las los y e zu zur zum af av ten ter al el ul bin \
    ibn bint binti фон ван де дер аль эль бин ибн оглы بن ابن بنت";

/// Forms of companies that are written beside the name without a space.
const JOINED: [&str; 3] = ["株式会社", "有限公司", "有限会社"];

/// The words of a folded name, each of them once.
pub(super) fn words(name: &str) -> Vec<Word> {
    let texts = texts(name);
    let mut words = Vec::with_capacity(texts.len());
    let mut at = 0;
    while let Some(rest) = texts.get(at..).filter(|rest| !rest.is_empty()) {
        let aside = aside(rest, at == 0);
        for text in rest.iter().take(aside.max(1)) {
            let script = Script::of_word(text);
            let kind = match script {
                _ if aside > 0 => Kind::Aside,
                None => Kind::Minor,
                Some(_) if is_in(PARTICLES, text) => Kind::Minor,
                Some(script) if is_initial(text, script) => Kind::Initial,
                Some(_) => Kind::Name,
            };
            words.push(Word {
                text: (*text).to_owned(),
                kind,
                script,
            });
        }
        at += aside.max(1);
    }
    set_between_aside(&mut words);
    // A name of nothing else: these words are it.
    if !words
        .iter()
        .any(|word| matches!(word.kind, Kind::Name | Kind::Initial))
    {
        words
            .iter_mut()
            .filter(|word| word.script.is_some())
            .for_each(|word| word.kind = Kind::Name);
    }
    let mut once: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        if once.iter().all(|known| known.text != word.text) {
            once.push(word);
        }
    }
    once
}

/// What stands between spaces and signs, and a company's form apart from its name.
fn texts(name: &str) -> Vec<&str> {
    let mut texts = Vec::new();
    for text in name.split(|c: char| !is_part_of_word(c)) {
        let cut = JOINED.iter().find_map(|form| {
            text.strip_prefix(form)
                .map(|_| form.len())
                .or_else(|| text.strip_suffix(form).map(str::len))
        });
        let (front, behind) = text.split_at(cut.unwrap_or(0));
        texts.extend([front, behind].into_iter().filter(|text| !text.is_empty()));
    }
    texts
}

/// Whether a word is one letter of a script that cuts names to initials.
pub(super) fn is_initial(text: &str, script: Script) -> bool {
    script.has_initials() && text.chars().nth(1).is_none()
}

/// Whether there is more to a name than letters and digits.
pub(super) fn has_name(words: &[Word]) -> bool {
    words.iter().any(|word| word.kind == Kind::Name)
}

/// How many of the first words are a title or the like. It can be taken apart by dots: S.r.l.
fn aside(words: &[&str], is_first: bool) -> usize {
    (1..=words.len().min(4))
        .rev()
        .find(|count| {
            let joined: String = words.iter().take(*count).copied().collect();
            is_in(ASIDE, &joined)
                || (!is_first && is_in(ASIDE_BEHIND, &joined))
                || (!is_first && *count > 1 && is_in(ASIDE_DOTTED, &joined))
        })
        .unwrap_or(0)
}

/// Lets particles between names be left out, and the M. of Monsieur before two names or more.
fn set_between_aside(words: &mut [Word]) {
    let names = |words: &[Word]| words.iter().filter(|word| word.kind == Kind::Name).count();
    for at in 0..words.len() {
        let (before, rest) = words.split_at_mut(at);
        let Some((word, behind)) = rest.split_first_mut() else {
            return;
        };
        let is_between = names(before) > 0 && names(behind) > 0;
        let is_monsieur = word.text == "m" && at == 0 && names(behind) > 1;
        if (word.kind == Kind::Minor && word.script.is_some() && is_between) || is_monsieur {
            word.kind = Kind::Aside;
        }
    }
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

#[cfg(test)]
pub(super) fn lists() -> impl Iterator<Item = &'static str> {
    [ASIDE, ASIDE_BEHIND, ASIDE_DOTTED, PARTICLES]
        .into_iter()
        .flat_map(str::split_whitespace)
}
