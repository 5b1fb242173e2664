//! Words of other scripts in Latin letters, so that Иван is Ivan.

use super::fold::Folding;
use super::script::Script;
use super::spellings::Spellings;
use super::words::Word;

/// Cyrillic and Greek letters, each with its Latin spelling behind it. Other scripts take a whole library.
pub(super) const LATIN: Spellings = Spellings(
    "аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya \
    єie іi ђdj јj љlj њnj ћc џdzh αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υy φf χch ψps ωo",
);

/// Writes a folded Cyrillic or Greek word in Latin letters.
pub(super) fn by_table(word: &str) -> Option<String> {
    let mut latin = String::with_capacity(word.len());
    let mut last = ' ';
    for letter in word.chars() {
        match (last, letter) {
            // One vowel in two letters.
            ('ο', 'υ') => latin.push('u'),
            _ if letter.is_ascii() => latin.push(letter),
            _ => latin.push_str(LATIN.of(letter)?),
        }
        last = letter;
    }
    Some(latin)
}

/// Both names in Latin letters. `None` where they already are, or where a word of them can't be.
pub(super) fn romanized(
    folding: &impl Folding,
    one: &[Word],
    other: &[Word],
) -> Option<[Vec<Word>; 2]> {
    let is_latin = |word: &Word| matches!(word.script, None | Some(Script::Latin));
    if one.iter().chain(other).all(is_latin) {
        return None;
    }
    let name = |words: &[Word]| {
        let mut latin = Vec::new();
        for word in words {
            if is_latin(word) {
                latin.push(Word {
                    text: by_sound(&word.text),
                    ..word.clone()
                });
                continue;
            }
            let written = folding.romanize(&word.text)?;
            latin.extend(parts(&written).map(|part| Word {
                text: by_sound(part),
                kind: word.kind,
                script: Some(Script::Latin),
            }));
        }
        Some(latin)
    };
    Some([name(one)?, name(other)?])
}

/// `WangWei` → `Wang`, `Wei`
fn parts(written: &str) -> impl Iterator<Item = &str> {
    let starts = written
        .char_indices()
        .skip(1)
        .filter(|(_, c)| c.is_ascii_uppercase())
        .map(|(at, _)| at);
    let ends = starts.clone().chain([written.len()]);
    [0].into_iter()
        .chain(starts)
        .zip(ends)
        .filter_map(|(from, to)| written.get(from..to))
        .filter(|part| !part.is_empty())
}

/// Without what the ways of writing a script in Latin letters differ in: Yuliya, Iuliia, Julija; Mikhail, Mihail.
fn by_sound(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    for letter in word.chars() {
        match (sound.chars().next_back(), letter.to_ascii_lowercase()) {
            (_, '\'') | (Some('i'), 'i' | 'y' | 'j') => {}
            (_, 'y' | 'j') => sound.push('i'),
            (_, 'x') => sound.push_str("ks"),
            (Some('k'), 'h') => {
                sound.pop();
                sound.push('h');
            }
            (_, letter) => sound.push(letter),
        }
    }
    sound
}
