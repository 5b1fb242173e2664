//! What a field takes besides its markup: the focus when it is asked for, and the option that is
//! chosen.

use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use crate::page::browser;

/// Gives a field the focus each time that `asked` grows.
#[hook]
pub fn use_focus(field: &NodeRef, asked: u32) {
    let field = field.clone();
    use_effect_with(asked, move |&asked| {
        if asked > 0 {
            browser::focus(field.cast::<HtmlElement>());
        }
    });
}

/// Keeps a chooser's option the one with this value, whenever that or the options change. Once
/// somebody has chosen by hand, the options' own attributes count no more.
#[hook]
pub fn use_chosen<O: PartialEq + 'static>(chooser: &NodeRef, value: AttrValue, options: O) {
    let chooser = chooser.clone();
    use_effect_with((value, options), move |(value, _)| {
        if let Some(chooser) = chooser.cast::<HtmlSelectElement>() {
            chooser.set_value(value);
        }
    });
}
