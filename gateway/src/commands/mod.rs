//! What the command does besides serving.

pub(crate) mod audit;
pub(crate) mod budget;
pub(crate) mod check;
pub(crate) mod enrich;
pub(crate) mod erase;
mod reload;
mod remote;
pub(crate) mod serve;
pub(crate) mod token;
