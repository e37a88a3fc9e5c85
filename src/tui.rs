//! The explorer's screens.
