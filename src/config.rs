//! Settings, profile schemes and paths.

pub mod error;
pub mod keys;
pub mod paths;
pub mod scheme;
pub mod settings;
pub mod theme;

pub use error::{ConfigError, ConfigProblem};
pub use keys::{KeyChange, Keys};
pub use scheme::{Scheme, TagRule, Topic};
pub use settings::Settings;
pub use theme::Theme;
