//! The explorer: screens over the questions and answers of [`crate::task::request`].
//!
//! [`update`] is pure: a message in, effects out. [`view()`] draws a state into a buffer. Only
//! [`run`] touches the terminal and the workers.

mod command;
mod filter;
mod frame;
mod keymap;
mod keys;
mod overlay;
mod paint;
mod reference;
mod run;
mod screen;
mod state;
mod subject;
mod terminal;
mod theme;
mod update;
mod view;
mod widget;
mod words;

pub use keymap::Keymap;
pub use keys::Key;
pub use reference::{KeyLine, key_lines, reference};
pub use run::run;
pub use screen::opening::{clauses, sentence_on};
pub use state::{Effect, Leave, Msg, Options, Pointer, State};
pub use theme::{Depth, ThemeName};
pub use update::update;
pub use view::{screen_text, view};

/// How many columns the terminal has, if there is one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| columns.into())
}
