//! What `config` says.
