//! Pure builders, one file per dimension: a member's records in, attributes and tags out.
//!
//! [`fold::Fold`] adds a member's rows up into a state that no other member and no as-of day
//! enters. [`signals::signals`] reads the numbers of one day off it. [`page::Page`] then writes
//! the attributes, beside the community's yardstick and what `mining` derived from it.

pub mod basic;
pub mod behaviour;
pub mod derived;
pub mod facts;
pub mod fold;
pub mod imported;
mod inner;
pub mod language;
pub mod page;
pub mod psychology;
pub mod reading;
pub mod signals;
pub mod tags;
pub mod value;

mod calls;
mod deeds;
mod speech;

pub use fold::{Context, Fold};
pub use language::Language;
pub use page::Page;
pub use signals::signals;
