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
    let mut ear = Ear::new(reader.overview()?.messages, lang, watch);
    reader.each_talk(|talk| ear.hear(&talk, &mut hear))
}

/// Hands messages on, and says how far it is.
pub(super) struct Ear<'a, 'w> {
    lang: Lang,
    watch: &'a mut Watch<'w>,
    heard: u64,
    total: u64,
}

impl<'a, 'w> Ear<'a, 'w> {
    /// For so many messages.
    pub fn new(total: u64, lang: Lang, watch: &'a mut Watch<'w>) -> Ear<'a, 'w> {
        Ear { lang, watch, heard: 0, total }
    }

    /// Hands one on.
    ///
    /// # Errors
    /// If the watch stops the work.
    pub fn hear(&mut self, talk: &Talk<'_>, hear: &mut impl FnMut(&Talk<'_>)) -> Result<()> {
        self.pass()?;
        hear(talk);
        Ok(())
    }

    /// Passes one by.
    ///
    /// # Errors
    /// If the watch stops the work.
    pub fn pass(&mut self) -> Result<()> {
        self.heard += 1;
        let Ear { lang, heard, total, .. } = *self;
        self.watch.progress(|| Progress {
            phase: say::LISTENING.get(lang).to_owned(),
            done: heard,
            total: Some(total.max(heard)),
            unit: ProgressUnit::Rows,
            records: 0,
        })?;
        Ok(())
    }
}
