//! The terminal: taken for the explorer, lent to a pager or the shell, and given back whatever happens.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::process::{Command, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::{cursor, execute, terminal};

use crate::config::paths;
use crate::lang::{Lang, tui as say};

/// How long the reader of keys may take to notice that it is to rest.
const NOTICE: Duration = Duration::from_secs(1);
/// What shows long texts, unless `PAGER` says otherwise.
const PAGER: &str = "less -R";

/// Holds the terminal in raw mode; gives it back when dropped, and before a panic that ends the
/// explorer is printed.
pub(super) struct Restore;

impl Restore {
    pub(super) fn take(mouse: bool, lang: Lang) -> io::Result<Restore> {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(when_panicking(thread::current().id(), move |panic| {
            give_back();
            print(panic);
            if let Ok(log) = paths::log_file() {
                eprintln!("{}{}", say::LOG_IS_AT.get(lang), log.display());
            }
        })));
        // Colours are our own theme's business; NO_COLOR chooses the mono theme before this.
        crossterm::style::force_color_output(true);
        let restore = Restore;
        take(mouse)?;
        Ok(restore)
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        give_back();
    }
}

/// Ends the explorer with the thread that draws it. Another one's panic is logged by its place alone,
/// since its words may be somebody's: the workers go on, and the screen says what failed.
fn when_panicking(screen: ThreadId, end: impl Fn(&PanicHookInfo<'_>)) -> impl Fn(&PanicHookInfo<'_>) {
    move |panic| {
        let current = thread::current();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(thread = current.name(), place, "panicked");
        if current.id() == screen {
            end(panic);
        }
    }
}

fn take(mouse: bool) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), terminal::EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(io::stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Leaves the terminal as it was found. Errors have nowhere to go by now.
fn give_back() {
    let _ = execute!(
        io::stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        terminal::LeaveAlternateScreen,
        cursor::Show
    );
    let _ = terminal::disable_raw_mode();
}

/// Gives the terminal back while something else has it, then takes it again.
fn lend<T>(mouse: bool, other: impl FnOnce() -> T) -> io::Result<T> {
    give_back();
    let result = other();
    take(mouse)?;
    Ok(result)
}

/// Stops the program as Ctrl-Z does elsewhere; comes back when the shell continues it.
#[cfg(unix)]
pub(super) fn suspend(mouse: bool) -> io::Result<()> {
    lend(mouse, || signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP))?
}

#[cfg(not(unix))]
pub(super) fn suspend(_: bool) -> io::Result<()> {
    Ok(())
}

/// Shows a text in the user's pager, while nobody else reads keys.
pub(super) fn page(mouse: bool, keys: &Rest, text: &str) -> io::Result<()> {
    keys.hold();
    let shown = lend(mouse, || show(text));
    keys.release();
    shown?
}

fn show(text: &str) -> io::Result<()> {
    let pager = std::env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty());
    let mut child =
        Command::new("sh").arg("-c").arg(pager.as_deref().unwrap_or(PAGER)).stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A pager that is left before the end has read enough.
        let _ = input.write_all(text.as_bytes());
    }
    let status = child.wait()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

/// Whether the thread that reads keys may read, since another program may have the terminal.
#[derive(Debug, Default)]
pub(super) struct Rest {
    phase: Mutex<Phase>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    #[default]
    Reading,
    Asked,
    Resting,
}

impl Rest {
    /// Lets the reader rest, and waits until it does.
    fn hold(&self) {
        let mut phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        *phase = Phase::Asked;
        wake_reader();
        let rests = |phase: &mut Phase| *phase != Phase::Resting;
        drop(self.changed.wait_timeout_while(phase, NOTICE, rests));
    }

    /// Lets the reader go on.
    fn release(&self) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = Phase::Reading;
        self.changed.notify_all();
    }

    /// The reader's part: rests for as long as it is asked to.
    pub(super) fn if_asked(&self) {
        let mut phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        if *phase == Phase::Asked {
            *phase = Phase::Resting;
            self.changed.notify_all();
            drop(self.changed.wait_while(phase, |phase| *phase != Phase::Reading));
        }
    }
}

/// A new size is what the reader notices without a key; that the size is the old one does no harm.
fn wake_reader() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

#[cfg(test)]
mod tests {
    use std::panic::{catch_unwind, set_hook, take_hook};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_the_panic_of_the_drawing_thread_gives_the_terminal_back() {
        let ended = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&ended);
        let before = take_hook();
        set_hook(Box::new(when_panicking(thread::current().id(), move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        })));
        let worker = thread::spawn(|| panic!("a worker's")).join();
        let after_worker = ended.load(Ordering::Relaxed);
        let drawing = catch_unwind(|| panic!("the screen's"));
        set_hook(before);
        assert!(worker.is_err() && drawing.is_err());
        assert_eq!((after_worker, ended.load(Ordering::Relaxed)), (0, 1));
    }
}
