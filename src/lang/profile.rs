//! What `profile` says.
