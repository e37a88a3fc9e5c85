//! The only wiring: ingest, build, export; progress, cancellation and worker threads.

pub mod request;
