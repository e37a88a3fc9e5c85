//! Settings, profile schemes and paths.
