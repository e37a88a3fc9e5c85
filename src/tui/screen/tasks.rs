//! Imports, builds and exports of this run: how far, how fast, and what came of them.

use std::time::Duration;

use ratatui::layout::Rect;

use super::imports::file_name;
use crate::lang::{Lang, Text, tui as say};
use crate::model::report::{Progress, ProgressUnit};
use crate::task::request::{Outcome, Work};
use crate::text::display;
use crate::tui::state::{Cursor, Running, State};
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// A span shorter than this tells no rate.
const MOMENT: f64 = 0.2;

/// The screen's own state: jobs in the order in which they began.
#[derive(Debug, Default)]
pub(in crate::tui) struct Tasks {
    jobs: Vec<Job>,
    pub(in crate::tui) cursor: Cursor,
}

/// What a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Import,
    Build,
    Export,
}

/// A job of this run.
#[derive(Debug)]
struct Job {
    kind: Kind,
    /// The file it is about; empty for a build.
    subject: String,
    begun: Duration,
    ended: Option<Ending>,
}

#[derive(Debug)]
struct Ending {
    after: Duration,
    state: Text,
    role: Role,
    said: String,
    /// Records, members or rows that were gone through.
    count: u64,
}

impl Tasks {
    /// Notes that work begins, if it is a job.
    pub(in crate::tui) fn begin(&mut self, work: &Work, now: Duration) {
        let (kind, subject) = match work {
            Work::Import(order) => (Kind::Import, order.paths.first().map(|path| path.display().to_string())),
            Work::Build { .. } => (Kind::Build, None),
            Work::Export(order) => (Kind::Export, Some(order.path.display().to_string())),
            Work::Bundle { folder, .. } => (Kind::Export, Some(folder.display().to_string())),
            _ => return,
        };
        self.jobs.push(Job { kind, subject: subject.unwrap_or_default(), begun: now, ended: None });
        self.cursor = Cursor::default();
    }

    /// Notes how the job that runs has ended, if one does.
    pub(in crate::tui) fn end(&mut self, ended: &Result<Outcome, String>, said: &str, now: Duration) {
        let Some(job) = self.jobs.last_mut().filter(|job| job.ended.is_none()) else { return };
        let (state, role) = match ended {
            Ok(Outcome::Cancelled) => (say::JOB_CANCELLED, Role::Dim),
            Ok(_) => (say::JOB_DONE, Role::Good),
            Err(_) => (say::JOB_FAILED, Role::Bad),
        };
        let count = match ended {
            Ok(Outcome::Imported(report, _)) => report.records,
            Ok(Outcome::Built(report)) => report.members,
            Ok(Outcome::Exported(rows, _)) => *rows,
            _ => 0,
        };
        let after = now.saturating_sub(job.begun);
        job.ended = Some(Ending { after, state, role, said: said.to_owned(), count });
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        self.jobs.len() as u64
    }

    /// The latest stands first.
    fn job(&self, at: u64) -> Option<&Job> {
        self.jobs.iter().rev().nth(at as usize)
    }

    /// Whether the cursor is on an import: its files have a screen of their own.
    pub(in crate::tui) fn is_on_import(&self) -> bool {
        self.job(self.cursor.at).is_some_and(|job| job.kind == Kind::Import)
    }
}

impl Job {
    fn title(&self, lang: Lang) -> String {
        let kind = match self.kind {
            Kind::Import => say::JOB_IMPORT,
            Kind::Build => say::JOB_BUILD,
            Kind::Export => say::JOB_EXPORT,
        };
        format!("{} {}", kind.get(lang), file_name(self.subject.trim_end_matches('/'))).trim_end().to_owned()
    }

    fn unit(&self) -> ProgressUnit {
        if self.kind == Kind::Build { ProgressUnit::Members } else { ProgressUnit::Rows }
    }
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(1 + detail_rows(body))
}

fn detail_rows(body: u16) -> u16 {
    match body {
        20.. => 9,
        12.. => 5,
        _ => 0,
    }
}

/// Draws the jobs, and what came of the one under the cursor below them.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let (tasks, lang) = (&state.tasks, state.lang());
    let detail = detail_rows(area.height);
    let list = Rect { height: area.height - detail, ..area };
    table::draw(canvas, list, &columns(lang), tasks.cursor, tasks.total(), |at| {
        tasks.job(at).map(|job| cells(state, job))
    });
    if tasks.jobs.is_empty() && area.height > 1 {
        canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(2), say::JOB_NONE.get(lang), Role::Dim);
    }
    let Some(job) = tasks.job(tasks.cursor.at).filter(|_| detail > 0) else { return };
    canvas.rule(area.x, list.bottom(), area.width);
    let (text, role) = result(state, job);
    let subject = Some((job.subject.clone(), Role::Dim)).filter(|(subject, _)| !subject.is_empty());
    let told = display::wrap(&display::clean(&text), area.width.saturating_sub(2).into());
    let lines = subject.into_iter().chain(told.into_iter().map(|line| (line, role)));
    for (y, (line, role)) in (list.bottom() + 1..area.bottom()).zip(lines) {
        canvas.put(area.x + 1, y, area.width.saturating_sub(2), &line, role);
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words(say::JOB.get(lang), 18, 40, 0),
        Column::words(say::JOB_STATE.get(lang), 12, 12, 0),
        Column::number(say::JOB_TIME.get(lang), 7, 2),
        Column::number(say::JOB_RATE.get(lang), 11, 2),
        Column::words(say::JOB_RESULT.get(lang), 16, 120, 1),
    ]
}

fn cells(state: &State, job: &Job) -> Vec<Cell> {
    let lang = state.lang();
    let (told, role) = result(state, job);
    let (standing, spent, rate) = match (&job.ended, &state.running) {
        (Some(ending), _) => {
            let rate = Some(ending.count as f64 / ending.after.as_secs_f64())
                .filter(|_| ending.count > 0 && ending.after.as_secs_f64() > MOMENT);
            ((ending.state.get(lang).to_owned(), ending.role), ending.after, rate.map(|rate| (rate, job.unit())))
        }
        (None, Some(running)) => {
            let percent = share(&running.progress).map(|share| format!(" {:.0}%", share * 100.0)).unwrap_or_default();
            let told = format!("{}{percent}", say::JOB_RUNNING.get(lang));
            let rate = rate_of(running, state.now).map(|rate| (rate, running.progress.unit));
            ((told, Role::Accent), state.now.saturating_sub(job.begun), rate)
        }
        (None, None) => ((String::new(), Role::Dim), Duration::ZERO, None),
    };
    vec![
        (job.title(lang), Role::Text),
        standing,
        (format!("{:.1}s", spent.as_secs_f64()), Role::Dim),
        (rate.map_or(words::UNKNOWN.to_owned(), |(rate, unit)| rate_text(rate, unit)), Role::Dim),
        (told, role),
    ]
}

/// What came of a job, or what it is doing.
fn result(state: &State, job: &Job) -> (String, Role) {
    match (&job.ended, &state.running) {
        (Some(ending), _) => (ending.said.clone(), if ending.role == Role::Bad { Role::Bad } else { Role::Text }),
        (None, Some(running)) => (phase(running, state.lang()).to_owned(), Role::Accent),
        (None, None) => (String::new(), Role::Dim),
    }
}

fn phase(running: &Running, lang: Lang) -> &str {
    if running.cancelled {
        return say::CANCELLING.get(lang);
    }
    if running.progress.phase.is_empty() { say::WORKING.get(lang) } else { &running.progress.phase }
}

fn share(progress: &Progress) -> Option<f64> {
    let total = progress.total.filter(|total| *total > 0)?;
    Some((progress.done as f64 / total as f64).clamp(0.0, 1.0))
}

/// What is done in a second of the present phase, once that can be told.
fn rate_of(running: &Running, now: Duration) -> Option<f64> {
    let seconds = now.saturating_sub(running.since).as_secs_f64();
    (seconds > MOMENT && running.progress.done > 0).then(|| running.progress.done as f64 / seconds)
}

fn rate_text(rate: f64, unit: ProgressUnit) -> String {
    match unit {
        ProgressUnit::Bytes => format!("{:.1} MB/s", rate / 1e6),
        ProgressUnit::Members | ProgressUnit::Rows => format!("{}/s", words::count(rate as u64)),
    }
}

/// Phase, a bar, the rate and the time left, in one line; of these, the phase gives way where room is short.
pub(in crate::tui) fn progress(state: &State, running: &Running, columns: usize) -> String {
    let lang = state.lang();
    let progress = &running.progress;
    if running.cancelled {
        return say::CANCELLING.get(lang).to_owned();
    }
    let mut text = String::new();
    if let Some((share, total)) = share(progress).zip(progress.total) {
        let bar = if columns < 70 { 0 } else { 20 };
        let filled = (share * bar as f64) as usize;
        let (full, empty) = if state.look.ascii { ("#", ".") } else { ("█", "░") };
        text.push_str(&format!("  {}{} {:.0}%", full.repeat(filled), empty.repeat(bar - filled), share * 100.0));
        if let Some(rate) = rate_of(running, state.now) {
            let left = total.saturating_sub(progress.done) as f64 / rate;
            text.push_str(&format!("  {}  {}", rate_text(rate, progress.unit), say::time_left(lang, left)));
        }
    } else if progress.done > 0 {
        text.push_str(&format!("  {}", words::count(progress.done)));
    }
    if progress.records > 0 && columns >= 100 {
        text.push_str(&format!("  {}", say::records(lang, &words::count(progress.records))));
    }
    text.push_str(&format!("  {}", say::ESC_CANCELS.get(lang)));
    format!("{}{text}", display::clip(phase(running, lang), columns.saturating_sub(display::width(&text))))
}
