//! Watching long work: progress ten times a second at the most, and the wish to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::model::report::Progress;
use crate::model::sink::Stop;

/// Reports come no closer together than this.
const PAUSE: Duration = Duration::from_millis(100);

/// The observer of one piece of work.
pub struct Watch<'a> {
    stop: Arc<AtomicBool>,
    report: Box<dyn FnMut(Progress) + Send + 'a>,
    last: Option<Instant>,
}

impl<'a> Watch<'a> {
    /// Hands progress to `report`, and stops the work once `stop` is set.
    pub fn new(stop: Arc<AtomicBool>, report: impl FnMut(Progress) + Send + 'a) -> Watch<'a> {
        Watch { stop, report: Box::new(report), last: None }
    }

    /// Nobody watches.
    pub fn nobody() -> Watch<'static> {
        Watch::new(Arc::new(AtomicBool::new(false)), |_| ())
    }

    /// The same observer of what follows on something done already, and is not to be stopped any more.
    pub fn to_the_end(&mut self) -> Watch<'_> {
        Watch::new(Arc::default(), &mut self.report)
    }

    /// Says how far the work is, if it is time to.
    ///
    /// # Errors
    /// [`Stop::Cancelled`] if the work is to stop.
    pub fn progress(&mut self, progress: impl FnOnce() -> Progress) -> Result<(), Stop> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Stop::Cancelled);
        }
        if self.last.is_none_or(|last| last.elapsed() >= PAUSE) {
            self.last = Some(Instant::now());
            (self.report)(progress());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::report::ProgressUnit;

    #[test]
    fn what_follows_on_something_done_is_not_stopped_but_still_watched() {
        let progress =
            || Progress { phase: String::new(), done: 1, total: None, unit: ProgressUnit::Members, records: 0 };
        let mut reports = 0;
        let mut watch = Watch::new(Arc::new(AtomicBool::new(true)), |_| reports += 1);
        assert!(watch.progress(progress).is_err());
        assert!(watch.to_the_end().progress(progress).is_ok());
        drop(watch);
        assert_eq!(reports, 1);
    }
}
