//! Where the token of whoever uses the page is: in the kit's options, and in the tab's storage.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, Storage};

use super::browser;

/// Tells the kit's side of the start script the token that the cards' requests carry, or null.
const EVENT: &str = "page-token";

/// Where this tab keeps the token of who wants that.
const KEY: &str = "phone-profile-token";

/// Tells the kit, through the start script, the token that its requests carry.
pub fn give_to_cards(token: Option<&str>) {
    let init = CustomEventInit::new();
    init.set_detail(&token.map_or(JsValue::NULL, JsValue::from_str));
    let event = CustomEvent::new_with_event_init_dict(EVENT, &init);
    if let (Some(document), Ok(event)) = (browser::document(), event) {
        // Only an event that is being dispatched already can fail.
        let _ = document.dispatch_event(&event);
    }
}

/// This tab's storage, which ends with it. None where the reader doesn't let pages store anything.
fn tab_storage() -> Option<Storage> {
    browser::window()?.session_storage().ok()?
}

/// The token that this tab has kept.
pub fn kept() -> Option<String> {
    tab_storage()?.get_item(KEY).ok()?
}

/// Keeps the token until the tab is closed. Where that isn't possible, a reload forgets it.
pub fn keep(token: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(KEY, token);
    }
}

/// Forgets the token that this tab has kept.
pub fn forget() {
    if let Some(storage) = tab_storage() {
        let _ = storage.remove_item(KEY);
    }
}
