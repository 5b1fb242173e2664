//! What the command does besides serving.

pub(crate) mod audit;
pub(crate) mod budget;
pub(crate) mod check;
pub(crate) mod erase;
pub(crate) mod record;
mod reload;
mod remote;
pub(crate) mod serve;
pub(crate) mod stock_pictures;
pub(crate) mod token;
