//! The routes of the API: what they take from a request, and what they answer.

pub(crate) mod admitted;
pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod document;
pub(crate) mod erase;
pub(crate) mod extract;
mod json_body;
pub(crate) mod number;
pub(crate) mod operate;
pub(crate) mod peer;
pub(crate) mod picture;
pub(crate) mod picture_hashes;
mod picture_link;
pub(crate) mod problem;
pub(crate) mod quota;
pub(crate) mod record;
pub(crate) mod session;
pub(crate) mod vendor;
