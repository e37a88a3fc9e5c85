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
