//! How far an act on many people is, for whoever watches from another thread, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::error::{Result, StoreError};

/// What is being done for one member after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The act itself.
    Acting,
    /// The history of it, and what lists read.
    Noting,
}

/// The running act.
#[derive(Debug, Default)]
pub struct Pulse {
    is_noting: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
}

impl Pulse {
    /// An act begins, that nobody wants to stop yet.
    pub(super) fn rest(&self) {
        self.stop.store(false, Ordering::Relaxed);
        self.total.store(0, Ordering::Relaxed);
    }

    /// So many are to be dealt with in this step.
    pub fn begin(&self, step: Step, total: u64) {
        self.total.store(0, Ordering::Relaxed);
        self.is_noting.store(step == Step::Noting, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// One more is.
    ///
    /// # Errors
    /// [`StoreError::Interrupted`] if the act is to stop.
    pub fn beat(&self) -> Result<()> {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) { Err(StoreError::Interrupted) } else { Ok(()) }
    }

    /// The step, how many are done, and how many there are; `None` while none has begun.
    pub fn now(&self) -> Option<(Step, u64, u64)> {
        let step = if self.is_noting.load(Ordering::Relaxed) { Step::Noting } else { Step::Acting };
        let (done, total) = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        (total > 0).then_some((step, done.min(total), total))
    }

    /// Stops the act, of which nothing stays.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journal::Act;
    use crate::model::{MemberId, Timestamp};
    use crate::store::tags;
    use crate::store::village::{Person, Village};

    const NOW: Timestamp = Timestamp(1_709_300_000);
    const EVERYBODY: [MemberId; 2] = [MemberId(1), MemberId(2)];

    #[test]
    fn an_act_tells_how_far_it_is_and_one_that_is_stopped_leaves_nothing() {
        let mut village = Village::peopled();
        village.build(&[], &[Person::new(1, "阿青", Some(80.0)), Person::new(2, "小北", Some(60.0))]);
        let pulse = village.store.pulse();
        assert_eq!(village.store.add_tag("跟进", &EVERYBODY, NOW).unwrap(), 2);
        assert_eq!(pulse.now(), Some((Step::Noting, 2, 2)));

        let given = |village: &Village| village.number("SELECT count(*) FROM member_tag WHERE source = 1");
        let tag = village.number("SELECT id FROM tag WHERE name = '跟进'");
        let stopped = village.store.act(&Act::RemoveTag { tag: "跟进".to_owned() }, None, |transaction| {
            pulse.stop();
            tags::set_by_hand(transaction, tag, &EVERYBODY, tags::REMOVED, NOW, &pulse).map(|changed| (changed, ()))
        });
        assert!(matches!(stopped, Err(StoreError::Interrupted)));
        assert_eq!(given(&village), 2);
        assert!(village.store.undo().unwrap().is_some_and(|turn| turn.obstacle.is_none()), "the next one is not");
        assert_eq!(given(&village), 0);
    }
}
