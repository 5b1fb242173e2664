//! The picture of a person or business, with initials or a neutral figure beneath it.

use yew::prelude::*;

use super::flag;
use crate::card::view_model::{AvatarView, PictureView};

/// A head and shoulders.
const PERSON: &str =
    "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5";
/// An empty place, for a number that nobody has.
const NOBODY: &str = "M6 12h12";

/// The properties of [`Avatar`].
#[derive(Properties, PartialEq)]
pub struct AvatarProps {
    /// What is drawn.
    pub avatar: AvatarView,
    /// What the picture says where it stands alone. Beside a visible name it says nothing new and has no label.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A round picture.
#[component]
pub fn Avatar(props: &AvatarProps) -> Html {
    let AvatarView {
        registered,
        initials,
        pictures,
    } = &props.avatar;
    let role = props.label.as_ref().map(|_| "img");
    html! {
        <div class="avatar" part="avatar" {role} aria-label={props.label.clone()}>
            <span class="initials" part="initials" aria-hidden="true">
                if initials.is_empty() {
                    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true">
                        <path d={if *registered { PERSON } else { NOBODY }} />
                    </svg>
                } else {
                    <bdi>{ initials }</bdi>
                }
            </span>
            // The full picture lies over the thumb. In a list of their own: Yew goes by keys only where all nodes of a
            // list have one.
            <>{ for pictures.iter().map(picture) }</>
        </div>
    }
}

fn picture(picture: &PictureView) -> Html {
    // A new address gets a new element: the old face must not stay while the new one loads. So does the same address that
    // is begun again: no element tells twice that it has loaded.
    let key = format!("{} {} {}", picture.size, picture.begun, picture.url);
    html! {
        <img {key} class="picture" part="picture" src={&picture.url} alt=""
            referrerpolicy="no-referrer" decoding="async" draggable="false"
            data-picture={picture.size} data-loaded={flag(picture.loaded)} />
    }
}
