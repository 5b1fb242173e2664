//! What the page hears of a fault that nothing here can mend, so that it doesn't wait for ever.

use std::panic::set_hook;

use super::border::send;
use crate::protocol::Reply;

/// Without the panic's own text: it may have something of the list.
const BROKEN: &str = "The workbench\u{2019}s worker has broken down. Reload the page to go on.";

/// Tells the page of every panic.
pub(super) fn tell_the_page() {
    set_hook(Box::new(|_| send(&Reply::Failed(BROKEN.to_owned()))));
}
