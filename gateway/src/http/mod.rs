//! HTTP besides what the routes answer: connections, headers of every answer, CORS, framing, and links
//! that lead back.

pub(crate) mod cors;
pub(crate) mod framing;
#[cfg(test)]
pub(crate) mod header_map;
pub(crate) mod mount;
pub(crate) mod public_base;
pub(crate) mod reply;
pub(crate) mod serve;
pub(crate) mod trace;
