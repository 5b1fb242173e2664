//! A small picture, over the letters that stand for it where there is none.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct AvatarProps {
    pub name: AttrValue,
    pub thumb: Option<AttrValue>,
}

/// Decoration: the name stands beside it. A picture that can't be loaded shows nothing, and so the letters.
#[component]
pub fn Avatar(props: &AvatarProps) -> Html {
    html! {
        <span class="avatar" aria-hidden="true">
            <span class="avatar-letters">{ initials(&props.name) }</span>
            if let Some(thumb) = &props.thumb {
                <img key={thumb.as_str()} src={thumb.clone()} alt="" width="32" height="32" loading="lazy" decoding="async" />
            }
        </span>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut firsts = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()));
    let first = firsts.next();
    let letters = first.into_iter().chain(firsts.next_back());
    letters.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_name_when_abbreviated_then_its_first_and_last_word_count() {
        for (name, letters) in [
            ("Ada Example", "AE"),
            ("ada", "A"),
            ("Ada von der Example", "AE"),
            ("佐藤 例", "佐例"),
            ("🦊 Fox", "F"),
            ("=1+1", ""),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
