//! What `store` says.
