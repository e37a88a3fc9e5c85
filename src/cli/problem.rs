//! Errors as the user sees them: one sentence, what to do, and an exit code.

use std::io;

use super::console::whisper;
use crate::lang::{Lang, cli as words};
use crate::store::StoreError;
use crate::text::display;

/// Something that a command can say better than the layer below.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub(super) struct Problem {
    sentence: String,
    code: u8,
}

impl Problem {
    /// It could not be done.
    pub(super) fn failed(sentence: impl Into<String>) -> Problem {
        Problem { sentence: sentence.into(), code: 1 }
    }

    /// It was asked in a way that makes no sense.
    pub(super) fn usage(sentence: impl Into<String>) -> Problem {
        Problem { sentence: sentence.into(), code: 2 }
    }

    /// The user stopped it.
    pub(super) fn interrupted(lang: Lang) -> Problem {
        Problem { sentence: words::INTERRUPTED.get(lang).to_owned(), code: 130 }
    }
}

/// Says what went wrong, on stderr; gives the exit code. The whole chain goes to the log.
pub(super) fn tell(error: &anyhow::Error, lang: Lang) -> u8 {
    if is_closed_pipe(error) {
        return 0;
    }
    tracing::error!("{error:?}");
    let code = error.downcast_ref::<Problem>().map_or(1, |problem| problem.code);
    // The store's own sentence is whole; what it rests on is for the log.
    let whole = error.downcast_ref::<StoreError>().is_some();
    let sentence = if whole { error.to_string() } else { format!("{error:#}") };
    whisper(&shown(&sentence, lang));
    code
}

/// An error as it stands on the terminal.
pub(super) fn shown(sentence: &str, lang: Lang) -> String {
    let lines: Vec<_> = sentence.lines().map(display::clean).collect();
    // A mark under a column stands right only where its line begins at the margin.
    let gap = if lines.len() > 1 { "\n" } else { "" };
    format!("{}{gap}{}", words::ERROR.get(lang), lines.join("\n"))
}

/// Whoever read the output has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let direct = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let in_json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        direct.or(in_json) == Some(io::ErrorKind::BrokenPipe)
    })
}
