//! The card alone, in somebody else's iframe: `?embed`.
//!
//! The framing page (the host) chooses what is shown by the frame's address and by messages; what it
//! may send and what it hears is declared for it in `shell/src/frame/messages.ts`. [`options`],
//! [`message`], [`gate`], [`report`] and [`state`] know nothing of the browser; [`conversation`] does.

pub mod conversation;
pub mod gate;
pub mod message;
pub mod options;
pub mod report;
pub mod state;

/// In the query of the page's address: draw the card alone.
pub const PARAMETER: &str = "embed";
/// What every message of the protocol carries as `source`, in both directions.
pub const SOURCE: &str = "phone-profile";
/// What it carries as `version`.
pub const VERSION: u32 = 1;
