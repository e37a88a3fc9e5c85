//! What `query` says.
