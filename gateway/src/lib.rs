//! The lookup endpoint.
