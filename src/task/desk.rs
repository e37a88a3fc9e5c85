//! The workers behind the explorer: readers that answer questions, and the one writer.
//!
//! A newer question of the same kind makes the older one moot: if it still waits it is
//! replaced, and if it is being answered the reader is interrupted.

use std::mem::{Discriminant, discriminant};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::lang::Lang;
use crate::store::{InterruptHandle, Reader};
use crate::task::answer::answer;
use crate::task::request::{Desk, Outcome, Question, Reply, Ticket, Work};
use crate::task::session::Session;
use crate::task::watch::Watch;

/// Readers that answer side by side.
const READERS: usize = 2;
/// Questions and replies that may wait; a screen asks a handful at a time.
const BACKLOG: usize = 64;

/// Starts the workers over a store that exists.
///
/// # Errors
/// If the store cannot be opened.
pub fn open(path: &Path, lang: Lang) -> anyhow::Result<Desk> {
    let session = Session::open(path, lang)?;
    let (questions, asked) = bounded(BACKLOG);
    let (work, ordered) = bounded(BACKLOG);
    let (answers, replies) = bounded(BACKLOG);
    let cancel = Arc::new(AtomicBool::new(false));
    let inbox = Arc::new(Inbox::default());
    for _ in 0..READERS {
        let (reader, inbox, answers) = (session.reader()?, Arc::clone(&inbox), answers.clone());
        thread::Builder::new().name("reader".into()).spawn(move || read(reader, lang, &inbox, &answers))?;
    }
    thread::Builder::new().name("inbox".into()).spawn(move || inbox.fill(&asked))?;
    let stop = Arc::clone(&cancel);
    thread::Builder::new().name("writer".into()).spawn(move || write(session, &ordered, &answers, &stop))?;
    Ok(Desk { questions, work, replies, cancel })
}

/// Waiting and running questions, one of each kind.
#[derive(Default)]
struct Inbox {
    desk: Mutex<Piles>,
    arrived: Condvar,
}

#[derive(Default)]
struct Piles {
    waiting: Vec<(Ticket, Question)>,
    running: Vec<(Discriminant<Question>, InterruptHandle)>,
    closed: bool,
}

impl Inbox {
    fn piles(&self) -> MutexGuard<'_, Piles> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes questions until the screens hang up.
    fn fill(&self, asked: &Receiver<(Ticket, Question)>) {
        for (ticket, question) in asked {
            let kind = discriminant(&question);
            let mut piles = self.piles();
            piles.waiting.retain(|(_, waiting)| discriminant(waiting) != kind);
            piles.waiting.push((ticket, question));
            for (_, handle) in piles.running.iter().filter(|(running, _)| *running == kind) {
                handle.interrupt();
            }
            drop(piles);
            self.arrived.notify_one();
        }
        self.piles().closed = true;
        self.arrived.notify_all();
    }

    /// The next question, marked as running; `None` once the screens have hung up.
    fn next(&self, handle: &InterruptHandle) -> Option<(Ticket, Question)> {
        let mut piles = self.piles();
        loop {
            if piles.closed {
                return None;
            }
            if !piles.waiting.is_empty() {
                let (ticket, question) = piles.waiting.remove(0);
                piles.running.push((discriminant(&question), handle.clone()));
                return Some((ticket, question));
            }
            piles = self.arrived.wait(piles).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether a question was overtaken while it ran.
    fn finish(&self, question: &Question) -> bool {
        let kind = discriminant(question);
        let mut piles = self.piles();
        if let Some(place) = piles.running.iter().position(|(running, _)| *running == kind) {
            piles.running.swap_remove(place);
        }
        piles.waiting.iter().any(|(_, waiting)| discriminant(waiting) == kind)
    }
}

fn read(reader: Reader, lang: Lang, inbox: &Inbox, answers: &Sender<Reply>) {
    let handle = reader.interrupt_handle();
    while let Some((ticket, question)) = inbox.next(&handle) {
        let ask = || guarded(|| answer(&reader, &question, lang).map_err(|error| format!("{error:#}")));
        let found = ask();
        // An interrupt may also have hit a question that is still wanted: it is asked once more.
        let overtaken = inbox.finish(&question);
        let found = match found {
            Err(_) if overtaken => continue,
            Err(_) => ask(),
            found => found,
        };
        if answers.send(Reply::Answer(ticket, found)).is_err() {
            return;
        }
    }
}

fn write(mut session: Session, ordered: &Receiver<Work>, answers: &Sender<Reply>, stop: &Arc<AtomicBool>) {
    for work in ordered {
        stop.store(false, Ordering::Relaxed);
        let progress = answers.clone();
        // A screen that is busy drawing misses a report, never holds up the work.
        let mut watch = Watch::new(Arc::clone(stop), move |report| drop(progress.try_send(Reply::Progress(report))));
        let outcome = guarded(|| session.work(work, &mut watch).map_err(|error| format!("{error:#}")));
        let outcome = if stop.load(Ordering::Relaxed) && outcome.is_err() { Ok(Outcome::Cancelled) } else { outcome };
        if answers.send(Reply::Done(outcome)).is_err() {
            return;
        }
    }
}

/// A worker that panics reports it, and goes on with the next request.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let why = panic.downcast_ref::<&str>().map(|why| (*why).to_owned());
        Err(why.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned()))
    })
}
