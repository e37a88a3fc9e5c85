//! The only wiring: ingest, build, export; progress, cancellation and worker threads.

mod answer;
mod build;
mod bundle;
mod demo;
mod demo_cast;
mod demo_chance;
mod demo_desk;
mod demo_phrases;
mod demo_talk;
pub mod departures;
pub mod desk;
mod export;
mod handover;
pub mod identity;
pub mod ingest;
pub mod pseudonymise;
pub mod quality;
mod relay;
pub mod request;
mod rules;
pub mod session;
mod standing;
pub mod survey;
mod today;
mod update;
pub mod watch;
mod why;
