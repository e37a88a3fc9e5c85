//! Retention, from end to end: what is past its day is deleted, and everybody is built anew.

use anyhow::Result;

use crate::model::Day;
use crate::model::report::{BuildReport, PurgeReport};
use crate::task::session::{BuildOrder, Session, said};
use crate::task::watch::Watch;

impl Session {
    /// What a purge of everything older than a day would delete.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn would_purge(&mut self, older: Day) -> Result<PurgeReport> {
        let lang = self.lang;
        self.writer()?.would_purge(older).map_err(|error| said(error, lang))
    }

    /// Deletes messages and events from before a day with what hangs on them, and builds. The day is kept even
    /// where there is nothing so old: later imports pass over such rows, too.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn purge(&mut self, older: Day, watch: &mut Watch<'_>) -> Result<(PurgeReport, BuildReport)> {
        let lang = self.lang;
        let report = self.writer()?.purge(older).map_err(|error| said(error, lang))?;
        let built = self.build(&BuildOrder::default(), &mut watch.to_the_end())?;
        Ok((report, built))
    }
}
