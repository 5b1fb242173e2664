//! Which columns hold numbers, names and regions.
