//! What `export` says.
