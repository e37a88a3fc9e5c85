//! The real program in a pseudo-terminal: keys go in, frames come out, and both are timed.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::Outcome;

const ROWS: u16 = 60;
const COLUMNS: u16 = 200;
/// Ends every frame: what came since the last one is shown at once.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// The answer to a key is over when nothing came for so long.
const QUIET: Duration = Duration::from_millis(25);
/// An answer that has to be read from the store is over when nothing came for so long.
const SETTLED: Duration = Duration::from_millis(250);
const PATIENCE: Duration = Duration::from_secs(60);
/// Stands beside the number of members while the list is waiting for its rows.
const WAITING: char = '…';

/// What answered a key: how long it took, and how much was written.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// Until the first frame ended.
    pub first: Duration,
    /// Until the last one did, which shows every row.
    pub whole: Duration,
    pub bytes: usize,
}

pub struct Explorer {
    screen: vt100::Parser,
    output: Receiver<(Instant, Vec<u8>)>,
    /// The end of what came before, which may hold the beginning of a frame's end.
    tail: Vec<u8>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Explorer {
    /// Starts the program, and answers how long its first frame took.
    pub fn start(program: &Path, store: &Path, home: &Path) -> Outcome<(Explorer, Duration)> {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(program);
        command.args(["--lang", "zh", "--db"]);
        command.arg(store);
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "NO_COLOR"].iter().for_each(|name| command.env_remove(name));
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        let start = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let cells = |count| NonZero::new(count).ok_or("no cells");
        let mut explorer = Explorer {
            screen: vt100::Parser::new(cells(ROWS)?, cells(COLUMNS)?, 0),
            output,
            tail: Vec::new(),
            keys: pair.master.take_writer()?,
            child,
            _terminal: pair.master,
        };
        let first = explorer.follow(start, QUIET, |_| true)?.first;
        Ok((explorer, first))
    }

    /// The program's number.
    pub fn process(&self) -> Outcome<u32> {
        self.child.process_id().ok_or_else(|| "the program has no number".into())
    }

    /// What a key shows at once.
    pub fn press(&mut self, keys: &str) -> Outcome<Answer> {
        self.send(keys, QUIET, |_| true)
    }

    /// What a key shows once the store has been asked.
    pub fn ask(&mut self, keys: &str) -> Outcome<Answer> {
        self.send(keys, SETTLED, |screen| !row(screen, 1).contains(WAITING))
    }

    /// What a key shows until some words are on the screen, and all that follows from it.
    pub fn until(&mut self, keys: &str, words: &str) -> Outcome<Answer> {
        self.send(keys, SETTLED, |screen| screen.contents().contains(words))
    }

    /// A row of the screen.
    pub fn row(&self, number: u16) -> String {
        row(self.screen.screen(), number)
    }

    fn send(&mut self, keys: &str, quiet: Duration, is_done: impl Fn(&vt100::Screen) -> bool) -> Outcome<Answer> {
        let start = Instant::now();
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()?;
        self.follow(start, quiet, is_done)
    }

    /// Reads frames until the screen is as wanted and nothing more comes.
    fn follow(&mut self, start: Instant, quiet: Duration, is_done: impl Fn(&vt100::Screen) -> bool) -> Outcome<Answer> {
        let (mut first, mut whole, mut bytes) = (None, start, 0);
        loop {
            let is_over = first.is_some() && is_done(self.screen.screen());
            match self.output.recv_timeout(if is_over { quiet } else { PATIENCE }) {
                Ok((time, chunk)) => {
                    self.screen.process(&chunk);
                    bytes += chunk.len();
                    if self.ends_a_frame(&chunk) {
                        first.get_or_insert(time);
                        whole = time;
                    }
                }
                Err(RecvTimeoutError::Timeout) if is_over => break,
                Err(_) => {
                    return Err(format!("no answer; the screen shows\n{}", self.screen.screen().contents()).into());
                }
            }
        }
        Ok(Answer { first: first.unwrap_or(whole) - start, whole: whole - start, bytes })
    }

    fn ends_a_frame(&mut self, chunk: &[u8]) -> bool {
        self.tail.extend_from_slice(chunk);
        let ends = self.tail.windows(FRAME_END.len()).any(|bytes| bytes == FRAME_END);
        self.tail.drain(..self.tail.len().saturating_sub(FRAME_END.len() - 1));
        ends
    }

    /// Leaves.
    pub fn end(mut self) -> Outcome<()> {
        self.keys.write_all(b"q")?;
        self.keys.flush()?;
        self.child.wait()?;
        Ok(())
    }
}

fn row(screen: &vt100::Screen, number: u16) -> String {
    screen.rows(0, COLUMNS).nth(number.into()).unwrap_or_default()
}
