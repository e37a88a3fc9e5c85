//! Language: display-safe text, normalisation, masking, segmentation, sentiment, and what people say of themselves.
//!
//! Plain strings in, plain types out: this module knows neither members nor messages. Word lists
//! and the sentiment model lie in `assets/`, each with its source and licence beside it; what was
//! measured stands in `docs/accuracy.md`.

pub mod address;
pub mod attribute;
pub mod card;
mod clause;
mod clue;
pub mod dict;
pub mod disclosure;
pub mod display;
mod english;
pub mod initials;
pub mod inner;
mod invent;
mod link;
pub mod mark;
pub mod mask;
pub mod normal;
pub mod occupation;

mod parent;
pub mod place;
pub mod pseudonym;
pub mod sentiment;
mod speech;
mod spot;
pub mod substance;
mod written;
