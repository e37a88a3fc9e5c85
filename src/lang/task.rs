//! What `task` says.
