//! Where a command speaks: results, hints, progress.

use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::problem::{self, Problem};
use super::{Color, Exit, undo};
use crate::config::{Settings, paths};
use crate::export::escaped_json;
use crate::lang::{Lang, cli as words};
use crate::model::report::{BuildReport, Progress, ProgressUnit};
use crate::model::view::RankedRow;
use crate::query::Expr;
use crate::task::request::{Answer, Outcome, Question, Ranking, Work};
use crate::task::session::Session;
use crate::task::watch::Watch;
use crate::text::display;
use crate::tui;

/// Columns of a table, unless `COLUMNS` or the terminal says otherwise.
const WIDTH: usize = 80;
/// A width below this is not believed.
const NARROW: usize = 40;

/// The surroundings of one command.
pub(super) struct Console {
    pub(super) lang: Lang,
    pub(super) db: PathBuf,
    /// Whether the user named the store.
    pub(super) db_named: bool,
    /// Columns a table may take.
    pub(super) width: usize,
    /// Whether results go to a terminal.
    pub(super) terminal: bool,
    /// Whether results may carry colour.
    pub(super) color: bool,
    /// Whether colour is unwanted even on a terminal.
    pub(super) mono: bool,
    /// The operator's settings.
    pub(super) settings: Settings,
    quiet: bool,
    /// What was told of the store's file.
    told: RefCell<Vec<String>>,
    out: BufWriter<Stdout>,
}

impl Console {
    pub(super) fn new(lang: Lang, db: Option<PathBuf>, color: Color, quiet: bool) -> anyhow::Result<Console> {
        let wanted = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(believed);
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = io::stdout().is_terminal();
        let mono = color == Color::Never || color == Color::Auto && plain;
        let color = match color {
            Color::Auto => terminal && !plain,
            Color::Always => true,
            Color::Never => false,
        };
        let measured = || if terminal { tui::columns().filter(believed) } else { None };
        let width = wanted.or_else(measured).unwrap_or(WIDTH);
        let out = BufWriter::new(io::stdout());
        let db_named = db.is_some();
        let db = match db {
            Some(db) => db,
            None => paths::default_store().map_err(|error| Problem::failed(error.say(lang)))?,
        };
        let (settings, told) = (Settings::default(), RefCell::default());
        Ok(Console { lang, db, db_named, width, terminal, color, mono, settings, quiet, told, out })
    }

    /// Opens the store, and says what is to be known about its file.
    pub(super) fn session(&self) -> anyhow::Result<Session> {
        let opened = Session::open(&self.db, self.lang);
        if opened.is_err() && !self.db.exists() {
            self.point_to_demo();
        }
        self.noted(opened?)
    }

    /// Where there is no store but the demo's, names that.
    fn point_to_demo(&self) {
        let demo = paths::demo_store().ok().filter(|demo| demo.exists() && *demo != self.db);
        if let Some(demo) = demo.filter(|_| !self.quiet) {
            let path = demo.display().to_string();
            whisper(&display::clean(&words::demo_is_there(self.lang, &path)));
        }
    }

    /// Opens the store, or begins one.
    pub(super) fn new_session(&self) -> anyhow::Result<Session> {
        self.noted(Session::create(&self.db, self.lang)?)
    }

    fn noted(&self, session: Session) -> anyhow::Result<Session> {
        if !self.quiet {
            for notice in session.notices().into_iter().filter(|notice| !self.has_told(notice)) {
                whisper(&display::clean(&notice));
                self.told.borrow_mut().push(notice);
            }
        }
        Ok(session)
    }

    /// Whether a sentence was told of the store's file already.
    pub(super) fn has_told(&self, sentence: &str) -> bool {
        self.told.borrow().iter().any(|told| told == sentence)
    }

    /// Where results go.
    pub(super) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Prints a line of the result, safe for a terminal.
    pub(super) fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", display::clean(line))
    }

    /// Asks for a line of input, where somebody sits at a terminal.
    pub(super) fn prompt(&mut self, question: &str) -> io::Result<()> {
        if self.terminal {
            write!(self.out, "{}", display::clean(question))?;
        }
        self.out.flush()
    }

    /// Prints a JSON value over several lines.
    pub(super) fn json(&mut self, value: &serde_json::Value) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "{}", escaped_json(&serde_json::to_string_pretty(value)?))?)
    }

    /// Prints a JSON value on one line.
    pub(super) fn json_line(&mut self, value: &serde_json::Value) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "{}", escaped_json(&value.to_string()))?)
    }

    /// Prints a hint, unless hints are unwanted.
    pub(super) fn hint(&mut self, hint: &str) -> anyhow::Result<()> {
        self.out.flush()?;
        if !self.quiet {
            whisper(&display::clean(hint));
        }
        Ok(())
    }

    /// Says what a build did.
    pub(super) fn built(&mut self, report: &BuildReport) -> io::Result<()> {
        let BuildReport { members, read, tagged, untagged, .. } = *report;
        let day = report.as_of.as_deref().unwrap_or("-");
        self.line(&words::built(self.lang, &words::Built { members, read, tagged, untagged, day }))
    }

    /// Says that something failed, while the command goes on.
    pub(super) fn complain(&mut self, sentence: &str) -> anyhow::Result<()> {
        self.out.flush()?;
        whisper(&problem::shown(sentence, self.lang));
        Ok(())
    }

    /// Says that a list goes on.
    pub(super) fn hint_more(&mut self, shown: u64, total: u64) -> anyhow::Result<()> {
        if shown < total { self.hint(&words::more(self.lang, shown, total)) } else { Ok(()) }
    }

    /// The path of the store, as shown to a person.
    pub(super) fn db_shown(&self) -> String {
        display::clean(&self.db.display().to_string()).into_owned()
    }

    /// Does work that changes something, and says how it ended.
    pub(super) fn work(&mut self, work: Work) -> anyhow::Result<Exit> {
        let mut session = self.session()?;
        let lang = self.lang;
        match self.watched(|watch| session.work(work, watch))? {
            Outcome::Exported(rows, path) => {
                self.line(&words::exported(lang, rows, &path.display().to_string()))?;
                if rows == 0 {
                    self.hint(words::EXPORTED_NOBODY.get(lang))?;
                }
            }
            Outcome::Changed(rows) => self.line(&words::changed(lang, rows))?,
            Outcome::Turned(way, turn) => undo::show(self, way, turn.as_deref())?,
            Outcome::Built(built) | Outcome::Imported(_, Some(built)) => self.built(&built)?,
            Outcome::Imported(_, None)
            | Outcome::Tried(_)
            | Outcome::Tuned(_)
            | Outcome::Week(_)
            | Outcome::Reasons(_)
            | Outcome::Windows(_)
            | Outcome::Kept => {}
            Outcome::Cancelled => return Err(Problem::interrupted(lang).into()),
        }
        Ok(Exit::Done)
    }

    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }

    /// Does long work: shows how far it is where somebody looks, and stops it on Ctrl-C. A second
    /// Ctrl-C ends the program at once.
    pub(super) fn watched<T>(&self, work: impl FnOnce(&mut Watch<'_>) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let stop = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&stop))?;
            signal_hook::flag::register(signal, Arc::clone(&stop))?;
        }
        let bar = self.bar();
        let shown = bar.clone();
        let mut watch = Watch::new(Arc::clone(&stop), move |progress| show(&shown, &progress));
        let done = work(&mut watch);
        bar.finish_and_clear();
        match done {
            Err(_) if stop.load(Ordering::Relaxed) => Err(Problem::interrupted(self.lang).into()),
            done => done,
        }
    }

    fn bar(&self) -> ProgressBar {
        if self.quiet {
            return ProgressBar::hidden();
        }
        // Nothing is drawn where stderr is no terminal.
        ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10))
    }

    /// Asks on the terminal whether to do what cannot be undone, unless the user has said yes
    /// beforehand. Where nobody can answer, beforehand is the only way.
    pub(super) fn confirm(&mut self, yes: bool, question: &str) -> anyhow::Result<bool> {
        if yes {
            return Ok(true);
        }
        self.out.flush()?;
        if !io::stdin().is_terminal() {
            return Err(Problem::usage(words::SAY_YES.get(self.lang)).into());
        }
        whisper(&format!("{} [y/N] ", display::clean(question)));
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
    }
}

fn believed(width: &usize) -> bool {
    *width >= NARROW
}

/// Says something on stderr; a closed stderr is no reason to fail.
pub(super) fn whisper(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn show(bar: &ProgressBar, progress: &Progress) {
    let template = match (progress.total, progress.unit) {
        (Some(_), ProgressUnit::Bytes) => "{msg} {wide_bar} {bytes}/{total_bytes} {eta}",
        (Some(_), _) => "{msg} {wide_bar} {human_pos}/{human_len} {eta}",
        (None, ProgressUnit::Bytes) => "{spinner} {msg} {bytes}",
        (None, _) => "{spinner} {msg} {human_pos}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    match progress.total {
        Some(total) => bar.set_length(total),
        None => bar.unset_length(),
    }
    bar.set_message(display::clip(&progress.phase, 30));
    bar.set_position(progress.done);
}

/// The answer to a question of the session, by the name that question and answer share.
macro_rules! ask {
    ($session:expr, $name:ident $(($($argument:expr),+))?) => {
        match $session.ask(&$crate::task::request::Question::$name $(($($argument),+))?)? {
            $crate::task::request::Answer::$name(answer) => answer,
            _ => anyhow::bail!("the answer was to another question"),
        }
    };
}
pub(super) use ask;

/// A window of a ranked list, and how long the whole is.
pub(super) fn ask_ranking(
    session: &Session,
    ranking: Ranking,
    filter: Option<Expr>,
    offset: u64,
    limit: u64,
) -> anyhow::Result<(Vec<RankedRow>, u64)> {
    match session.ask(&Question::Ranking(ranking, filter, offset, limit))? {
        Answer::Ranking(rows, total) => Ok((rows, total)),
        _ => anyhow::bail!("the answer was to another question"),
    }
}
