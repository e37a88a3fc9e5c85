//! The form of a follow-up: when it is due, how far it is, whose it is, when the member was last
//! contacted, and whether to leave them alone.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

use crate::lang::{Lang, Text, tui as say};
use crate::model::today::{FollowUp, Status};
use crate::model::{Day, MemberId};
use crate::tui::keys::Key;
use crate::tui::theme::Role;
use crate::tui::widget::line::LineInput;
use crate::tui::widget::{Canvas, centred, form};

/// Columns that the names of the rows take.
const LABEL: u16 = 13;

/// A row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Due,
    Status,
    Owner,
    Contacted,
    Quiet,
}

impl Row {
    const ALL: [Row; 5] = [Row::Due, Row::Status, Row::Owner, Row::Contacted, Row::Quiet];

    fn title(self) -> Text {
        match self {
            Row::Due => say::PLAN_DUE,
            Row::Status => say::PLAN_STATUS,
            Row::Owner => say::PLAN_OWNER,
            Row::Contacted => say::PLAN_CONTACTED,
            Row::Quiet => say::PLAN_QUIET,
        }
    }
}

/// A follow-up being described.
#[derive(Debug)]
pub(in crate::tui) struct PlanForm {
    pub(in crate::tui) members: Vec<MemberId>,
    name: String,
    today: Day,
    due: LineInput,
    status: Status,
    owner: LineInput,
    contacted: LineInput,
    quiet: bool,
    chosen: usize,
    /// Nothing was typed in the row since the cursor came to it.
    is_untouched: bool,
    lang: Lang,
}

impl PlanForm {
    /// The form over what is planned so far; days may be counted from the operator's own day.
    pub(in crate::tui) fn new(
        members: Vec<MemberId>,
        name: String,
        plan: &FollowUp,
        today: Day,
        lang: Lang,
    ) -> PlanForm {
        let day = |day: Option<Day>| LineInput::with(&day.map_or(String::new(), |day| day.to_string()));
        PlanForm {
            members,
            name,
            today,
            due: day(plan.due),
            status: plan.status,
            owner: LineInput::with(&plan.owner),
            contacted: day(plan.contacted),
            quiet: plan.quiet,
            chosen: 0,
            is_untouched: true,
            lang,
        }
    }

    /// What was described; none while a day cannot be read. A day that is given plans something.
    pub(in crate::tui) fn plan(&self) -> Option<FollowUp> {
        let due = self.day(Row::Due)?;
        let is_new = due.is_some() && self.status == Status::None;
        Some(FollowUp {
            due,
            status: if is_new { Status::Open } else { self.status },
            owner: self.owner.text().trim().to_owned(),
            contacted: self.day(Row::Contacted)?,
            quiet: self.quiet,
        })
    }

    /// The day of a row: none, if nothing is written there.
    fn day(&self, row: Row) -> Option<Option<Day>> {
        let (line, step) = if row == Row::Due { (&self.due, 1) } else { (&self.contacted, -1) };
        let text = line.text().trim();
        if text.is_empty() { Some(None) } else { Day::called(text, self.today, step).map(Some) }
    }

    fn row(&self) -> Row {
        Row::ALL[self.chosen.min(Row::ALL.len() - 1)]
    }

    fn line(&mut self) -> Option<&mut LineInput> {
        match self.row() {
            Row::Due => Some(&mut self.due),
            Row::Owner => Some(&mut self.owner),
            Row::Contacted => Some(&mut self.contacted),
            Row::Status | Row::Quiet => None,
        }
    }

    pub(in crate::tui) fn step(&mut self, step: isize) {
        self.chosen = self.chosen.saturating_add_signed(step).min(Row::ALL.len() - 1);
        self.is_untouched = true;
    }

    /// Takes a key: typing where there is text, left, right or space where there is a choice.
    /// What is typed first over a day stands in its place.
    pub(in crate::tui) fn press(&mut self, key: Key) {
        let replaces = self.is_untouched && self.row() != Row::Owner && matches!(key.code, KeyCode::Char(_));
        self.is_untouched = false;
        if let Some(line) = self.line().filter(|_| replaces) {
            *line = LineInput::default();
        }
        match (self.line(), key.code) {
            (Some(line), _) => {
                line.press(key);
            }
            (None, KeyCode::Left) => self.change(false),
            (None, KeyCode::Right | KeyCode::Char(' ')) => self.change(true),
            _ => {}
        }
    }

    pub(in crate::tui) fn paste(&mut self, text: &str) {
        if let Some(line) = self.line() {
            line.paste(text);
        }
    }

    /// Changes what the row under the cursor chooses.
    pub(in crate::tui) fn change(&mut self, forward: bool) {
        match self.row() {
            Row::Status => {
                let at = Status::ALL.iter().position(|status| *status == self.status).unwrap_or(0);
                let step = if forward { 1 } else { Status::ALL.len() - 1 };
                self.status = Status::ALL[(at + step) % Status::ALL.len()];
            }
            Row::Quiet => self.quiet = !self.quiet,
            Row::Due | Row::Owner | Row::Contacted => {}
        }
    }

    /// Draws the form; answers with the caret, where something is typed.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect) -> Option<(u16, u16)> {
        let title = format!("{} · {}", say::PLAN_TITLE.get(self.lang), self.name);
        let body = canvas.frame(centred(area, 66, Row::ALL.len() as u16 + 5), &title);
        let bad = self.plan().is_none();
        let remark = if bad { (say::PLAN_BAD_DAY, Role::Warn) } else { (say::PLAN_DAYS, Role::Dim) };
        let remarks = [remark, (say::PLAN_KEYS, Role::Dim)].map(|(text, role)| (text.get(self.lang).to_owned(), role));
        form::draw(canvas, body, &Row::ALL, self.chosen, remarks, |canvas, area, row, is_chosen| {
            self.draw_row(canvas, area, row, is_chosen)
        })
    }

    fn draw_row(&self, canvas: &mut Canvas, area: Rect, row: Row, is_chosen: bool) -> Option<(u16, u16)> {
        let label = if is_chosen { Role::Key } else { Role::Dim };
        canvas.put(area.x, area.y, LABEL, row.title().get(self.lang), label);
        let (x, room) = (area.x + LABEL, area.width.saturating_sub(LABEL));
        let (line, text) = match row {
            Row::Due => (Some(&self.due), self.due.text()),
            Row::Owner => (Some(&self.owner), self.owner.text()),
            Row::Contacted => (Some(&self.contacted), self.contacted.text()),
            Row::Status => (None, say::status(self.status.key(), self.lang)),
            Row::Quiet => (None, if self.quiet { say::PLAN_QUIET_YES } else { say::PLAN_QUIET_NO }.get(self.lang)),
        };
        match line {
            Some(line) if is_chosen => {
                let caret = line.draw(canvas, x, area.y, room.saturating_sub(14));
                if let Some(Some(day)) = self.day(row).filter(|_| row != Row::Owner) {
                    canvas.put(area.right().saturating_sub(12), area.y, 12, &format!("= {day}"), Role::Dim);
                }
                Some((caret, area.y))
            }
            None if is_chosen => {
                let end = canvas.put(x, area.y, room, &format!("‹ {text} ›"), Role::Text);
                canvas.shade(Rect::new(x, area.y, end - x, 1), Role::Selected);
                None
            }
            _ => {
                canvas.put(x, area.y, room, text, Role::Text);
                None
            }
        }
    }
}
