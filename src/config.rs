//! Settings, profile schemes and paths.

pub mod changes;
mod dictionary;
pub mod error;
pub mod keys;
mod layers;
pub mod paths;
pub mod scheme;
pub mod sensitive;
pub mod settings;
pub mod strategy;
pub mod theme;
mod tuned;

pub use changes::Change;
pub use error::{ConfigError, ConfigProblem};
pub use keys::{KeyChange, Keys};
pub use scheme::{Scheme, TagRule, Topic};
pub use settings::Settings;
pub use strategy::{Strategy, StrategyKind};
pub use theme::Theme;
