//! Going through all that is said, for whoever counts words in it.

use anyhow::{Result, anyhow};

use super::build::whole_words;
use super::watch::Watch;
use crate::config::Scheme;
use crate::lang::{Lang, task as say};
use crate::model::report::{Progress, ProgressUnit};
use crate::store::{Reader, Talk};
use crate::text::dict::Analyzer;

/// What cuts texts into words, with the scheme's own.
///
/// # Errors
/// If a word of the scheme is none, or the dictionary cannot be loaded.
pub(super) fn analyzer(scheme: &Scheme, lang: Lang) -> Result<Analyzer> {
    Analyzer::load(&whole_words(scheme), &scheme.stop_words)
        .map_err(|error| anyhow!(error).context(say::DICTIONARY.get(lang)))
}

/// Hears every message once, and says how far it is.
///
/// # Errors
/// If the store cannot be read, or the watch stops the work.
pub(super) fn listen(
    reader: &Reader,
    lang: Lang,
    watch: &mut Watch<'_>,
    mut hear: impl FnMut(&Talk<'_>),
) -> Result<()> {
    let total = reader.overview()?.messages;
    let mut read = 0;
    reader.each_talk(|talk| {
        read += 1;
        watch.progress(|| Progress {
            phase: say::LISTENING.get(lang).to_owned(),
            done: read,
            total: Some(total),
            unit: ProgressUnit::Rows,
            records: 0,
        })?;
        hear(&talk);
        anyhow::Ok(())
    })
}
