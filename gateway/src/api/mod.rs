//! The routes of a gateway that asks real services, and what they share.

pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod document;
pub(crate) mod erase;
pub(crate) mod number;
pub(crate) mod operate;
pub(crate) mod peer;
pub(crate) mod picture;
pub(crate) mod problem;
pub(crate) mod quota;

use std::sync::Arc;

use crate::{
    access::Door, metrics::Metrics, picture::Pictures, public_base::PublicBase, service::Lookups,
};

/// What the routes share. Clones share everything.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    pub(crate) lookups: Lookups,
    pub(crate) door: Arc<Door>,
    /// Where pictures go through the gateway.
    pub(crate) pictures: Option<Arc<Pictures>>,
    pub(crate) metrics: Metrics,
    pub(crate) public_base: Arc<PublicBase>,
}
