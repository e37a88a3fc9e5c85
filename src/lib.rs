//! 群像 (qunxiang): who is in the community, read from what its operator already holds.
//!
//! Data flows one way: files → [`import`] → [`store`] → [`profile`] and [`mining`] →
//! [`store`] → [`query`] → [`tui`], [`cli`] and [`export`], wired together by [`task`] alone.
//! `ARCHITECTURE.md` draws the layers, and `tests/architecture.rs` proves that every module
//! imports only what lies below it.

#![warn(missing_docs)]
#![deny(clippy::dbg_macro, clippy::todo)]

pub mod cli;
pub mod config;
pub mod export;
pub mod import;
pub mod lang;
pub mod mining;
pub mod model;
pub mod profile;
pub mod query;
pub mod store;
pub mod task;
pub mod text;
pub mod tui;
