//! Names and other texts of an answer, made safe to show in one line.

/// The longest name that is kept, in characters.
pub(crate) const NAME: usize = 256;
/// The longest description that is kept, in characters.
pub(crate) const PROSE: usize = 1024;

/// Whether a character overrides or isolates the direction of the text around it, by which a name
/// could rearrange what stands beside it.
pub(crate) fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Trims, takes out controls, makes every run of white space one space, and cuts at `longest`
/// characters. `None` when nothing visible is left.
pub(crate) fn clean(text: &str, longest: usize) -> Option<String> {
    let mut cleaned = String::with_capacity(text.len().min(longest));
    let mut length = 0;
    let mut space = false;
    let mut visible = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if character.is_control() || is_bidi_control(character) || is_empty(character) {
            continue;
        }
        if space && length > 0 {
            cleaned.push(' ');
            length += 1;
        }
        space = false;
        if length >= longest {
            break;
        }
        cleaned.push(character);
        length += 1;
        // Joiners and direction marks belong between letters and are nothing by themselves.
        visible |= !matches!(
            character,
            '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{fe0e}' | '\u{fe0f}'
        );
    }
    cleaned.truncate(cleaned.trim_end().len());
    visible.then_some(cleaned)
}

/// Characters without any width or effect.
fn is_empty(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}
