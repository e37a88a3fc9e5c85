//! The workers behind the explorer: readers that answer questions, and the one writer.
//!
//! A newer question of the same kind makes the older one moot: if it still waits it is
//! replaced, and if it is being answered the reader is interrupted. One reader is kept free of questions that
//! take long, so that lists scroll while such a question is being answered; and what it remembers of a filter or an
//! order is there for the next question about it.

use std::mem::{Discriminant, discriminant};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::lang::{Lang, Tongue, task as say};
use crate::model::Calendar;
use crate::store::{InterruptHandle, Reader};
use crate::task::answer::{answer, answer_of_nothing};
use crate::task::request::{Answer, Desk, Outcome, Question, Reply, Ticket, Work};
use crate::task::session::Session;
use crate::task::watch::Watch;

/// Readers that answer side by side.
const READERS: [Duty; 3] = [Duty::Brief, Duty::Long, Duty::Long];
/// Questions and replies that may wait; a screen asks a handful at a time.
const BACKLOG: usize = 64;

/// What a screen knows of the store before it asks anything.
#[derive(Debug)]
pub struct Place {
    /// In which its times are shown.
    pub calendar: Calendar,
    /// What has to be said all the time: that nothing can be changed, and why; in Chinese and English.
    pub banner: Option<(String, String)>,
    /// Who writes, to be waited for at the end.
    pub writer: JoinHandle<()>,
}

/// Starts the workers over a store, or over the place where the first import will make one.
///
/// # Errors
/// If there is a store and it cannot be opened.
pub fn open(path: &Path, lang: Lang) -> anyhow::Result<(Desk, Place)> {
    let mut session = if path.exists() { Some(Session::open(path, lang)?.in_explorer()) } else { None };
    if let Some(session) = &mut session {
        // Whoever imports meanwhile holds the store: then this look is not noted.
        let _ = session.look();
    }
    let calendar = session.as_ref().map_or_else(Calendar::shanghai, |session| session.calendar().clone());
    let banner =
        session.as_ref().and_then(|session| Some((session.read_only(Lang::Zh)?, session.read_only(Lang::En)?)));
    let (questions, asked) = bounded(BACKLOG);
    let (work, ordered) = bounded(BACKLOG);
    let (answers, replies) = bounded(BACKLOG);
    let cancel = Arc::new(AtomicBool::new(false));
    let tongue = Arc::new(Tongue::new(lang));
    let inbox = Arc::new(Inbox::default());
    for duty in READERS {
        let shelf = Shelf { path: path.to_owned(), tongue: Arc::clone(&tongue), reader: None };
        let (inbox, answers) = (Arc::clone(&inbox), answers.clone());
        thread::Builder::new().name("reader".into()).spawn(move || read(shelf, duty, &inbox, &answers))?;
    }
    thread::Builder::new().name("inbox".into()).spawn(move || inbox.fill(&asked))?;
    let stop = Arc::clone(&cancel);
    let bench = Bench { path: path.to_owned(), tongue: Arc::clone(&tongue), session };
    let writer = thread::Builder::new().name("writer".into()).spawn(move || write(bench, &ordered, &answers, &stop))?;
    Ok((Desk { questions, work, replies, cancel, tongue }, Place { calendar, banner, writer }))
}

/// Which questions a reader answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    Brief,
    Long,
}

impl Duty {
    fn of(question: &Question) -> Duty {
        if question.is_brief() { Duty::Brief } else { Duty::Long }
    }
}

/// What a reader thread reads from: nothing, until there is a store.
struct Shelf {
    path: PathBuf,
    tongue: Arc<Tongue>,
    reader: Option<Reader>,
}

impl Shelf {
    /// Opens the store, once it is there.
    fn look(&mut self, lang: Lang) -> anyhow::Result<()> {
        if self.reader.is_none() && self.path.exists() {
            let opened = Reader::open(&self.path);
            self.reader = Some(opened.map_err(|error| anyhow::anyhow!(error.say(lang)))?);
        }
        Ok(())
    }

    /// Reads ahead what the next filter would wait for.
    fn prepare(&self) -> anyhow::Result<()> {
        Ok(self.reader.as_ref().map_or(Ok(()), Reader::prepare)?)
    }

    fn answer(&self, question: &Question, lang: Lang) -> anyhow::Result<Answer> {
        match &self.reader {
            Some(reader) => answer(reader, question, lang),
            None => answer_of_nothing(question, lang),
        }
    }
}

/// Where the writer works. A store that no import has filled yet leaves no trace.
struct Bench {
    path: PathBuf,
    tongue: Arc<Tongue>,
    session: Option<Session>,
}

impl Bench {
    fn work(&mut self, work: Work, lang: Lang, watch: &mut Watch<'_>) -> anyhow::Result<Outcome> {
        let session = match &mut self.session {
            Some(session) => session,
            none => none.insert(Session::create(&self.path, lang)?.in_explorer()),
        };
        session.speak(lang);
        let outcome = session.work(work, watch);
        if !self.path.exists() {
            self.session = None;
        }
        outcome
    }
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

impl Piles {
    /// The first waiting question for a reader.
    fn take(&mut self, duty: Duty) -> Option<(Ticket, Question)> {
        let place = self.waiting.iter().position(|(_, question)| Duty::of(question) == duty)?;
        Some(self.waiting.remove(place))
    }
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
            self.arrived.notify_all();
        }
        self.piles().closed = true;
        self.arrived.notify_all();
    }

    /// The next question for a reader, marked as running; `None` once the screens have hung up.
    fn next(&self, duty: Duty, handle: Option<&InterruptHandle>) -> Option<(Ticket, Question)> {
        let mut piles = self.piles();
        loop {
            if piles.closed {
                return None;
            }
            if let Some((ticket, question)) = piles.take(duty) {
                piles.running.extend(handle.map(|handle| (discriminant(&question), handle.clone())));
                return Some((ticket, question));
            }
            piles = self.arrived.wait(piles).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether no question waits for a reader.
    fn is_empty(&self, duty: Duty) -> bool {
        self.piles().waiting.iter().all(|(_, question)| Duty::of(question) != duty)
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

fn read(mut shelf: Shelf, duty: Duty, inbox: &Inbox, answers: &Sender<Reply>) {
    loop {
        let handle = shelf.reader.as_ref().map(Reader::interrupt_handle);
        let Some((ticket, question)) = inbox.next(duty, handle.as_ref()) else { return };
        let mut ask = || {
            let lang = shelf.tongue.lang();
            guarded(lang, || {
                shelf.look(lang)?;
                shelf.answer(&question, lang)
            })
        };
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
        if duty == Duty::Brief && inbox.is_empty(duty) {
            // Whoever asks next meets the same trouble, and is told of it.
            let _ = guarded(shelf.tongue.lang(), || shelf.prepare());
        }
    }
}

fn write(mut bench: Bench, ordered: &Receiver<Work>, answers: &Sender<Reply>, stop: &Arc<AtomicBool>) {
    for work in ordered {
        stop.store(false, Ordering::Relaxed);
        let progress = answers.clone();
        // A screen that is busy drawing misses a report, never holds up the work.
        let mut watch = Watch::new(Arc::clone(stop), move |report| drop(progress.try_send(Reply::Progress(report))));
        let lang = bench.tongue.lang();
        let outcome = guarded(lang, || bench.work(work, lang, &mut watch));
        let outcome = if stop.load(Ordering::Relaxed) && outcome.is_err() { Ok(Outcome::Cancelled) } else { outcome };
        if answers.send(Reply::Done(outcome)).is_err() {
            break;
        }
    }
    if let Some(session) = &bench.session {
        session.tidy();
    }
}

/// A worker that panics says that it did, and goes on with the next request. What the panic itself
/// says may quote somebody's words, so nobody is shown it.
fn guarded<T>(lang: Lang, work: impl FnOnce() -> anyhow::Result<T>) -> Result<T, String> {
    let done = catch_unwind(AssertUnwindSafe(|| work().map_err(|error| format!("{error:#}"))));
    done.unwrap_or_else(|_| Err(say::FAILED_INSIDE.get(lang).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::slice::Slice;
    use crate::task::request::Ranking;

    #[test]
    fn a_list_is_answered_before_a_long_question_that_came_first() {
        let inbox = Inbox::default();
        inbox.piles().waiting = vec![(1, Question::Groups(None)), (2, Question::Cohorts), (3, Question::Tags(None))];
        assert_eq!(inbox.next(Duty::Brief, None), Some((3, Question::Tags(None))));
        let kol = |explicit| Question::Ranking(Ranking::Kol(Slice { explicit, ..Slice::default() }), None, 0, 50);
        inbox.piles().waiting.extend([(4, kol(true)), (5, kol(false))]);
        assert_eq!(inbox.next(Duty::Brief, None), Some((5, kol(false))), "a part is read from all that was said");
        inbox.piles().waiting.retain(|(ticket, _)| *ticket != 4);
        assert_eq!(inbox.next(Duty::Long, None), Some((1, Question::Groups(None))));
        assert_eq!(inbox.next(Duty::Long, None), Some((2, Question::Cohorts)));
    }

    #[test]
    fn a_worker_that_panics_says_so_and_quotes_nobody() {
        let words = "小美的手机号";
        let told = guarded::<()>(Lang::En, || panic!("{words}"));
        assert_eq!(told, Err(say::FAILED_INSIDE.en.to_owned()));
        assert_eq!(guarded(Lang::En, || Ok(1)), Ok(1));
    }
}
