//! Acts on many people: whoever watches is told how far they are, and may stop them.

use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};

use crate::lang::Lang;
use crate::lang::task as say;
use crate::model::report::{Progress, ProgressUnit};
use crate::store::{Pulse, Step, Store, StoreError};
use crate::task::watch::Watch;

/// How often it is looked how far an act is.
const PAUSE: Duration = Duration::from_millis(100);

/// Does an act while another thread tells the watch how far it is. One that is stopped leaves nothing.
///
/// # Errors
/// Those of the act.
pub(super) fn watched<T>(
    store: &mut Store,
    lang: Lang,
    watch: &mut Watch<'_>,
    act: impl FnOnce(&mut Store) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let pulse = store.pulse();
    std::thread::scope(|threads| {
        let (running, ended) = bounded(0);
        threads.spawn(move || tell(&pulse, lang, watch, &ended));
        let done = act(store);
        drop(running);
        done
    })
}

fn tell(pulse: &Pulse, lang: Lang, watch: &mut Watch<'_>, ended: &Receiver<()>) {
    while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
        let Some((step, done, total)) = pulse.now() else { continue };
        let phase = match step {
            Step::Acting => say::ACTING,
            Step::Noting => say::NOTING,
        };
        let phase = phase.get(lang).to_owned();
        let progress = || Progress { phase, done, total: Some(total), unit: ProgressUnit::Members, records: 0 };
        if watch.progress(progress).is_err() {
            pulse.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::store::NewStore;

    #[test]
    fn a_wish_to_stop_reaches_an_act_that_runs() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("a.db"), &NewStore::default()).unwrap();
        let pulse = store.pulse();
        let mut phases = Vec::new();
        let stop = Arc::new(AtomicBool::new(false));
        let mut watch = Watch::new(Arc::clone(&stop), |progress| {
            phases.push((progress.phase, progress.total));
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let ended = watched(&mut store, Lang::En, &mut watch, |_| -> Result<(), StoreError> {
            pulse.begin(Step::Acting, 3);
            loop {
                pulse.beat()?;
            }
        });
        drop(watch);
        assert!(matches!(ended, Err(StoreError::Interrupted)));
        assert_eq!(phases, [(say::ACTING.en.to_owned(), Some(3))]);
    }
}
