//! Imported files with their counts, and joins that wait for a decision.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, tui as say};
use crate::model::view::{ImportRow, JoinProposal, JoinSummary};
use crate::text::display;
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// The screen's own state: one cursor runs over proposals, then files.
#[derive(Debug, Default)]
pub(in crate::tui) struct Imports {
    pub(in crate::tui) files: Remote<Vec<ImportRow>>,
    pub(in crate::tui) joins: Remote<(JoinSummary, Vec<JoinProposal>)>,
    pub(in crate::tui) cursor: Cursor,
    /// Files of the latest import that could not be read.
    pub(in crate::tui) unread: Vec<Unread>,
    /// Decisions of this run that can be taken back.
    pub(in crate::tui) decisions: u64,
}

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Unread {
    pub(in crate::tui) path: String,
    pub(in crate::tui) reason: String,
}

/// A row of the table of files.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui) enum File<'a> {
    Unread(&'a Unread),
    Read(&'a ImportRow),
}

impl Imports {
    fn files(&self) -> &[ImportRow] {
        self.files.value.as_deref().unwrap_or_default()
    }

    fn proposals(&self) -> &[JoinProposal] {
        self.joins.value.as_ref().map_or(&[], |(_, proposals)| proposals)
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        (self.proposals().len() + self.unread.len() + self.files().len()) as u64
    }

    /// The proposal under the cursor, if it is on one.
    pub(in crate::tui) fn proposal_under_cursor(&self) -> Option<&JoinProposal> {
        self.proposals().get(self.cursor.at as usize)
    }

    /// A row of the table of files: those that could not be read stand first.
    fn file(&self, at: usize) -> Option<File<'_>> {
        match at.checked_sub(self.unread.len()) {
            None => self.unread.get(at).map(File::Unread),
            Some(at) => self.files().get(at).map(File::Read),
        }
    }
}

/// The file under the cursor, if it is on one.
pub(in crate::tui) fn under_cursor(imports: &Imports) -> Option<File<'_>> {
    imports.file((imports.cursor.at as usize).checked_sub(imports.proposals().len())?)
}

/// Whether the file under the cursor has something to be read about it.
pub(in crate::tui) fn has_reasons(imports: &Imports) -> bool {
    match under_cursor(imports) {
        Some(File::Unread(_)) => true,
        Some(File::Read(file)) => file.skipped > 0,
        None => false,
    }
}

/// The area of the rows under the summary, split at proposals and files.
fn split(area: Rect, imports: &Imports) -> (Rect, Rect, Rect) {
    let detail = if area.height >= 12 { 4 } else { 0 };
    let room = area.height.saturating_sub(2 + detail);
    let proposals = u16::try_from(imports.proposals().len()).unwrap_or(u16::MAX);
    let upper = if proposals == 0 { 0 } else { proposals.saturating_add(1).min(room / 2) };
    let joins = Rect { y: area.y + 1, height: upper, ..area };
    let files = Rect { y: joins.bottom(), height: room + 1 - upper, ..area };
    let detail = Rect { y: files.bottom(), height: area.bottom().saturating_sub(files.bottom()), ..area };
    (joins, files, detail)
}

/// Draws both tables, and the reasons or skips of the row under the cursor.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let imports = &state.imports;
    if let Some((summary, _)) = &imports.joins.value {
        let text = say::join_summary(lang, &words::money(summary.amount_joined), &words::money(summary.amount_total));
        let mut x = canvas.put(area.x, area.y, area.width, &text, Role::Text);
        if summary.proposals > 0 {
            let more = say::join_more(lang, summary.proposals, &words::money(summary.amount_proposed));
            x = canvas.put(x, area.y, area.right().saturating_sub(x), &more, Role::Warn);
        }
        let responses = say::join_responses(lang, summary.responses.0, summary.responses.1);
        let room = area.right().saturating_sub(x);
        if display::width(&responses) <= room.into() {
            canvas.put(x, area.y, room, &responses, Role::Dim);
        }
    }
    let (joins, files, detail) = split(area, imports);
    draw_proposals(canvas, joins, state);
    draw_files(canvas, files, state);
    draw_detail(canvas, detail, state);
}

/// A cursor for one of the two tables, out of reach where the other one has it.
fn cursor_in(imports: &Imports, first: u64, total: u64, height: u16) -> Cursor {
    let rows = u64::from(height.saturating_sub(1));
    match imports.cursor.at.checked_sub(first).filter(|at| *at < total) {
        Some(at) => Cursor { at, top: (at + 1).saturating_sub(rows) },
        None => Cursor { at: u64::MAX, top: 0 },
    }
}

fn draw_proposals(canvas: &mut Canvas, area: Rect, state: &State) {
    if area.height == 0 {
        return;
    }
    let lang = state.lang();
    let columns = [
        Column::words(say::JOIN_NAME.get(lang), 12, 20, 0),
        Column::words(say::JOIN_MEMBER.get(lang), 12, 20, 1),
        Column::words(say::JOIN_KIND.get(lang), 8, 10, 3),
        Column::number(say::JOIN_ROWS.get(lang), 4, 3),
        Column::number(say::JOIN_AMOUNT.get(lang), 9, 2),
        Column::number(say::JOIN_CANDIDATES.get(lang), 4, 4),
        Column::words(say::JOIN_REASONS.get(lang), 12, 50, 2),
    ];
    let proposals = state.imports.proposals();
    let total = proposals.len() as u64;
    table::draw(canvas, area, &columns, cursor_in(&state.imports, 0, total, area.height), total, |at| {
        proposals.get(at as usize).map(|proposal| proposal_cells(state, proposal))
    });
}

fn proposal_cells(state: &State, proposal: &JoinProposal) -> Vec<Cell> {
    let look = &state.look;
    let doubt = if proposal.candidates > 1 { Role::Warn } else { Role::Text };
    vec![
        (look.name(proposal.member, &proposal.name), Role::Text),
        (look.name(proposal.member, &proposal.member_name), Role::Accent),
        (say::join_kind(&proposal.kind, look.lang).to_owned(), Role::Dim),
        (words::count(proposal.rows), Role::Text),
        (words::money(proposal.amount), Role::Text),
        (words::count(proposal.candidates), doubt),
        (reasons(state, proposal, false), Role::Dim),
    ]
}

/// What agrees; with the value that does, unless it is the name that stands beside it.
fn reasons(state: &State, proposal: &JoinProposal, whole: bool) -> String {
    let lang = state.lang();
    let reason = |(key, value): &(String, String)| match whole || value.to_lowercase() != proposal.name.to_lowercase() {
        true => format!("{} {}", say::reason(key, lang), state.look.words(value)),
        false => say::reason(key, lang).to_owned(),
    };
    proposal.reasons.iter().map(reason).collect::<Vec<_>>().join(lang.pick(("；", "; ")))
}

fn draw_files(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let columns = file_columns(lang);
    let imports = &state.imports;
    let before = imports.proposals().len() as u64;
    let total = imports.total() - before;
    let cursor = cursor_in(imports, before, total, area.height);
    table::draw(canvas, area, &columns, cursor, total, |at| {
        imports.file(at as usize).map(|file| match file {
            File::Unread(file) => unread_cells(lang, file),
            File::Read(file) => file_cells(state, file),
        })
    });
    draw_absence(canvas, Rect { y: area.y + 1, ..area }, &imports.files, total == 0, state);
}

fn file_columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words(say::FILE_NAME.get(lang), 18, 50, 0),
        Column::words(say::FILE_FORMAT.get(lang), 12, 16, 2),
        Column::number(say::FILE_RECORDS.get(lang), 8, 2),
        Column::number(say::FILE_NEW.get(lang), 8, 1),
        Column::number(say::FILE_DUPLICATE.get(lang), 6, 3),
        Column::number(say::FILE_SYSTEM.get(lang), 6, 4),
        Column::number(say::FILE_SKIPPED.get(lang), 4, 1),
        Column::words(say::FILE_TIME.get(lang), 16, 16, 5),
    ]
}

fn unread_cells(lang: Lang, file: &Unread) -> Vec<Cell> {
    let mut cells = vec![(String::new(), Role::Dim); 8];
    cells[0] = (file_name(&file.path).to_owned(), Role::Bad);
    cells[1] = (say::UNREAD.get(lang).to_owned(), Role::Bad);
    cells
}

fn file_cells(state: &State, file: &ImportRow) -> Vec<Cell> {
    let skipped = if file.skipped > 0 { Role::Warn } else { Role::Dim };
    vec![
        (file_name(&file.path).to_owned(), Role::Text),
        (file.format.clone(), Role::Dim),
        (words::count(file.records), Role::Text),
        (words::count(file.new), Role::Good),
        (words::count(file.duplicate), Role::Dim),
        (words::count(file.system), Role::Dim),
        (words::count(file.skipped), skipped),
        (state.look.calendar.minute(file.time), Role::Dim),
    ]
}

pub(in crate::tui) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn draw_detail(canvas: &mut Canvas, area: Rect, state: &State) {
    if area.height == 0 {
        return;
    }
    let lang = state.lang();
    canvas.rule(area.x, area.y, area.width);
    let mut lines = Vec::new();
    if let Some(proposal) = state.imports.proposal_under_cursor() {
        lines.push((say::join_question(lang, proposal.rows, &words::money(proposal.amount)), Role::Text));
        lines.push((reasons(state, proposal, true), Role::Dim));
    } else if let Some(File::Unread(file)) = under_cursor(&state.imports) {
        lines.push((file.path.clone(), Role::Dim));
        lines.push((file.reason.clone(), Role::Warn));
    } else if let Some(File::Read(file)) = under_cursor(&state.imports) {
        let (first, last) = (words::day(&state.look.calendar, file.first), words::day(&state.look.calendar, file.last));
        lines.push((format!("{} · {} · {first} – {last}", file.path, file.encoding), Role::Dim));
        let skips =
            file.skips.iter().map(|skip| (say::skip(lang, skip.at.unit(), skip.at.number(), &skip.reason), Role::Warn));
        lines.extend(skips);
    }
    for (line, (text, role)) in lines.iter().take(area.height.saturating_sub(1).into()).enumerate() {
        canvas.put(area.x, area.y + 1 + line as u16, area.width, text, *role);
    }
}
