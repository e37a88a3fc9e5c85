//! The loop: what happens goes in, what is to be done is carried out, and the screen is drawn once.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableMouseCapture, EnableMouseCapture, Event, KeyEventKind, MouseButton, MouseEventKind};
use crossterm::{event, execute};

use super::frame::Frames;
use super::keys::Key;
use super::state::{Effect, Leave, Msg, Options, Pointer, State};
use super::terminal::{self, Rest, Restore};
use super::update::update;
use crate::task::request::{Desk, ExportOrder, ImportOrder, Question, Reply, Ticket, Work};

/// Messages that may wait between two frames; beyond that, their senders wait.
const QUEUE: usize = 1024;
/// Reports of progress that come within this time share a frame.
const FRAME: Duration = Duration::from_millis(10);
/// Rows that come within this time are drawn at once, and not first as missing.
const GRACE: Duration = Duration::from_millis(4);
/// How long to wait before offering a question again to workers that are busy.
const RETRY: Duration = Duration::from_millis(15);
/// Entries of a folder that completion offers.
const OFFERED: usize = 200;

/// Runs the explorer until its user leaves; says why.
///
/// # Errors
/// If the terminal cannot be taken or drawn to.
pub fn run(options: &Options, desk: &Desk) -> anyhow::Result<Leave> {
    let (sender, messages) = sync_channel(QUEUE);
    let restore = Restore::take(options.mouse, options.lang).context("terminal")?;
    let keys = Arc::new(Rest::default());
    spawn_input(sender.clone(), Arc::clone(&keys));
    spawn_signals(sender.clone());
    spawn_replies(desk, sender.clone());
    let result = Loop::new(options, desk, sender, keys)?.turn(&messages);
    drop(restore);
    result
}

fn spawn_input(sender: SyncSender<Msg>, keys: Arc<Rest>) {
    thread::spawn(move || {
        let hand = Hand(sender);
        while let Ok(event) = event::read() {
            keys.if_asked();
            if let Some(msg) = translate(event)
                && hand.0.send(msg).is_err()
            {
                return;
            }
        }
    });
}

/// What the user does. Without a terminal to read there is nobody to explore for, however the
/// reading ended.
struct Hand(SyncSender<Msg>);

impl Drop for Hand {
    fn drop(&mut self) {
        let _ = self.0.send(Msg::Terminate);
    }
}

fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(Key::from(key))),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Msg::Pointer(Pointer::Click(mouse.column, mouse.row))),
            MouseEventKind::ScrollUp => Some(Msg::Pointer(Pointer::Wheel(-1))),
            MouseEventKind::ScrollDown => Some(Msg::Pointer(Pointer::Wheel(1))),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(unix)]
fn spawn_signals(sender: SyncSender<Msg>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP]) else { return };
    thread::spawn(move || {
        for signal in signals.forever() {
            let msg = if signal == SIGTSTP { Msg::Suspend } else { Msg::Terminate };
            if sender.send(msg).is_err() {
                return;
            }
        }
    });
}

#[cfg(not(unix))]
fn spawn_signals(_: SyncSender<Msg>) {}

fn spawn_replies(desk: &Desk, sender: SyncSender<Msg>) {
    let replies = desk.replies.clone();
    thread::spawn(move || {
        while let Ok(reply) = replies.recv() {
            if sender.send(Msg::Reply(reply)).is_err() {
                return;
            }
        }
    });
}

struct Loop<'a> {
    state: State,
    frames: Frames,
    desk: &'a Desk,
    sender: SyncSender<Msg>,
    keys: Arc<Rest>,
    start: Instant,
    /// Questions that the workers had no room for yet.
    backlog: VecDeque<(Ticket, Question)>,
    /// When typing counts as paused, and which.
    settles: Option<(Instant, u64)>,
    leaves: Option<Leave>,
}

impl<'a> Loop<'a> {
    fn new(options: &Options, desk: &'a Desk, sender: SyncSender<Msg>, keys: Arc<Rest>) -> anyhow::Result<Loop<'a>> {
        let frames = Frames::begin().context("terminal")?;
        let (state, effects) = State::start(options, frames.size().context("terminal")?);
        let mut this = Loop {
            state,
            frames,
            desk,
            sender,
            keys,
            start: Instant::now(),
            backlog: VecDeque::new(),
            settles: None,
            leaves: None,
        };
        this.carry_out(effects)?;
        Ok(this)
    }

    /// Drain all, update, draw once; sleep while nothing happens.
    fn turn(mut self, messages: &Receiver<Msg>) -> anyhow::Result<Leave> {
        self.frames.show(&self.state)?;
        loop {
            let first = match self.pause() {
                Some(pause) => messages.recv_timeout(pause),
                None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match first {
                Ok(msg) => self.gather(msg, messages)?,
                Err(RecvTimeoutError::Timeout) => self.look_at_the_clock()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(Leave::Quit),
            }
            self.settle()?;
            self.offer_backlog();
            if let Some(why) = self.leaves {
                return Ok(why);
            }
            self.frames.show(&self.state)?;
        }
    }

    /// Takes all that has come. What its user does shows at once, save that what is on screen gets a moment to come; what
    /// workers report waits for more of the same, so that a stream of reports costs a few frames.
    fn gather(&mut self, first: Msg, messages: &Receiver<Msg>) -> anyhow::Result<()> {
        let start = Instant::now();
        let mut is_report = is_report(&first);
        self.take(first)?;
        loop {
            let pause = if is_report {
                FRAME
            } else if self.state.awaits_screen() {
                GRACE
            } else {
                Duration::ZERO
            };
            let next = messages.recv_timeout((start + pause).saturating_duration_since(Instant::now())).ok();
            let Some(msg) = next else { return Ok(()) };
            is_report &= self::is_report(&msg);
            self.take(msg)?;
        }
    }

    /// How long to sleep at most; for ever, if nothing is due.
    fn pause(&self) -> Option<Duration> {
        let settle = self.settles.map(|(due, _)| due.saturating_duration_since(Instant::now()));
        let retry = (!self.backlog.is_empty()).then_some(RETRY);
        let told = self.state.told_of_work_at().map(|due| due.saturating_sub(self.start.elapsed()));
        settle.into_iter().chain(retry).chain(told).min()
    }

    fn look_at_the_clock(&mut self) -> anyhow::Result<()> {
        let effects = update(&mut self.state, Msg::Clock(self.start.elapsed()));
        self.carry_out(effects)
    }

    fn take(&mut self, msg: Msg) -> anyhow::Result<()> {
        self.look_at_the_clock()?;
        #[cfg(debug_assertions)]
        fail_on_purpose(&msg);
        let effects = update(&mut self.state, msg);
        self.carry_out(effects)
    }

    fn settle(&mut self) -> anyhow::Result<()> {
        match self.settles {
            Some((due, typing)) if due <= Instant::now() => {
                self.settles = None;
                self.take(Msg::Settled(typing))
            }
            _ => Ok(()),
        }
    }

    fn offer_backlog(&mut self) {
        while let Some(question) = self.backlog.pop_front() {
            if let Err(error) = self.desk.questions.try_send(question) {
                if error.is_full() {
                    self.backlog.push_front(error.into_inner());
                }
                return;
            }
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, Question::Look(order)) => {
                    self.backlog.push_back((ticket, Question::Look(found_at_home(order))));
                }
                Effect::Ask(ticket, question) => self.backlog.push_back((ticket, question)),
                Effect::Start(work) => {
                    // One piece of work runs at a time, and filters to keep, which may wait before it, are kept at once:
                    // where there is no room, there soon is.
                    let _ = self.desk.work.send(at_home(work));
                }
                Effect::Keep(work) => {
                    // Only what can be done without, where too much waits already.
                    let _ = self.desk.work.try_send(work);
                }
                Effect::Cancel => self.desk.cancel.store(true, Ordering::Relaxed),
                Effect::Copy(text) => execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?,
                Effect::Settle(typing, pause) => self.settles = Some((Instant::now() + pause, typing)),
                Effect::Look(text) => self.look(text),
                Effect::Speak(lang) => self.desk.tongue.speak(lang),
                Effect::Mouse(true) => execute!(io::stdout(), EnableMouseCapture)?,
                Effect::Mouse(false) => execute!(io::stdout(), DisableMouseCapture)?,
                Effect::Suspend => {
                    terminal::suspend(self.state.mouse)?;
                    self.frames.forget()?;
                }
                Effect::Page(text) => {
                    let shown = terminal::page(self.state.mouse, &self.keys, &text);
                    self.frames.forget()?;
                    if let Err(error) = shown {
                        self.take(Msg::NotPaged(error.to_string()))?;
                    }
                }
                Effect::Leave(why) => self.leaves = Some(why),
            }
        }
        self.offer_backlog();
        Ok(())
    }

    /// Reads a folder on a thread of its own: a sleeping network drive must not freeze the screen.
    fn look(&self, text: String) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            let path = expand_home(&text);
            let msg = Msg::Looked(text.clone(), completions(&text), path.is_file());
            let _ = sender.send(msg);
        });
    }
}

/// What a panic leaves of a terminal shows only where there is one: a test pastes the text that this variable
/// holds. No released build looks at it.
#[cfg(debug_assertions)]
fn fail_on_purpose(msg: &Msg) {
    let is_asked = |pasted: &String| std::env::var("QUNXIANG_PANIC_AT").is_ok_and(|text| text == *pasted);
    assert!(!matches!(msg, Msg::Paste(pasted) if is_asked(pasted)), "on purpose");
}

/// Whether a message only tells how far running work is.
fn is_report(msg: &Msg) -> bool {
    matches!(msg, Msg::Reply(Reply::Progress(_)))
}

/// `~/` stands for the home folder.
fn expand_home(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(text),
    }
}

/// The same work, with `~/` of its paths resolved, and an export's path whole.
fn at_home(work: Work) -> Work {
    match work {
        Work::Import(order) => Work::Import(found_at_home(order)),
        Work::Export(order) => {
            let path = expand_home(&order.path.to_string_lossy());
            // Whoever reads where it went need not know where the explorer was started.
            let path = std::path::absolute(&path).unwrap_or(path);
            Work::Export(ExportOrder { path, ..order })
        }
        Work::Bundle { segment, folder, rested } => {
            let folder = expand_home(&folder.to_string_lossy());
            let folder = std::path::absolute(&folder).unwrap_or(folder);
            Work::Bundle { segment, folder, rested }
        }
        other => other,
    }
}

fn found_at_home(order: ImportOrder) -> ImportOrder {
    ImportOrder { paths: order.paths.iter().map(|path| expand_home(&path.to_string_lossy())).collect(), ..order }
}

/// Entries of the folder in `text` that begin with its last part; folders end in `/`.
fn completions(text: &str) -> Vec<String> {
    let (folder, start) = match text.rfind('/') {
        Some(at) => text.split_at(at + 1),
        None => ("", text),
    };
    let place = if folder.is_empty() { PathBuf::from(".") } else { expand_home(folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !start.starts_with('.');
            let ending = if entry.path().is_dir() { "/" } else { "" };
            (name.starts_with(start) && !hidden).then(|| format!("{folder}{name}{ending}"))
        })
        .take(OFFERED)
        .collect();
    found.sort_unstable();
    found
}
