//! Domain types: what importers push, what the store keeps, what a profile says.
//!
//! Nothing here computes more than a unit conversion; every layer above speaks these words.

pub mod association;
pub mod attribute;
pub mod calling;
pub mod circle;
pub mod comparison;
pub mod exchange;
pub mod foresight;
pub mod holdings;
pub mod id;
pub mod identity;
pub mod journal;
pub mod leaving;
pub mod lines;
pub mod money;
pub mod outcome;
pub mod person;
pub mod persona;
pub mod portrait;
pub mod quality;
pub mod record;
pub mod registry;
pub mod report;
pub mod review;
pub mod row;
pub mod shift;
pub mod signal;
pub mod similar;
pub mod sink;
pub mod slice;
pub mod state;
pub mod time;
pub mod today;
pub mod topic;
pub mod tuning;
pub mod view;
pub mod week;

pub use attribute::{Attribute, Conflict, Dimension, EvidenceKind, EvidenceRef, Part, Provenance, Value};
pub use id::{CommunityId, GroupId, IdentityId, MemberId};
pub use money::Money;
pub use time::{Calendar, Day, Timestamp};
