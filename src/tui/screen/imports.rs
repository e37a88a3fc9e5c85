//! Imported files with their counts, those that could not be read first.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, Text, outcome, tui as say};
use crate::model::view::ImportRow;
use crate::task::quality::Remark;
use crate::text::display;
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// What is shown of what was imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum View {
    #[default]
    Files,
    Contradictions,
    Campaigns,
}

impl View {
    /// What stands beside the screen's name, unless it is the files.
    pub(in crate::tui) fn title(self) -> Option<Text> {
        match self {
            View::Files => None,
            View::Contradictions => Some(say::CONTRADICTIONS),
            View::Campaigns => Some(outcome::CAMPAIGNS),
        }
    }
}

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Imports {
    pub(in crate::tui) view: View,
    pub(in crate::tui) files: Remote<Vec<ImportRow>>,
    pub(in crate::tui) quality: Remote<Vec<Remark>>,
    pub(in crate::tui) cursor: Cursor,
    /// Files of the latest import that could not be read.
    pub(in crate::tui) unread: Vec<Unread>,
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

    /// Files, what sources say otherwise, campaigns, in turn.
    pub(in crate::tui) fn next_view(&mut self) {
        self.view = match self.view {
            View::Files => View::Contradictions,
            View::Contradictions => View::Campaigns,
            View::Campaigns => View::Files,
        };
    }

    /// What is said of a file as a whole.
    pub(in crate::tui) fn remarks(&self, file: &ImportRow) -> impl Iterator<Item = &Remark> {
        let remarks = self.quality.value.as_deref().unwrap_or_default();
        remarks.iter().filter(move |remark| remark.import == Some(file.id))
    }

    /// Where groups fall silent.
    pub(in crate::tui) fn gaps(&self) -> impl Iterator<Item = &Remark> {
        self.quality.value.iter().flatten().filter(|remark| remark.import.is_none())
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        (self.unread.len() + self.files().len()) as u64
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
    imports.file(imports.cursor.at as usize)
}

/// Whether the file under the cursor has something to be read about it.
pub(in crate::tui) fn has_reasons(imports: &Imports) -> bool {
    match under_cursor(imports) {
        Some(File::Unread(_)) => true,
        Some(File::Read(file)) => file.skipped > 0 || imports.remarks(file).next().is_some(),
        None => false,
    }
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(1 + detail_rows(body))
}

/// How many rows of the body say more of the file under the cursor.
fn detail_rows(body: u16) -> u16 {
    if body >= 12 { 4 } else { 0 }
}

/// Draws the files, and what is to be said of the one under the cursor.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let detail = detail_rows(area.height);
    let files = Rect { height: area.height - detail, ..area };
    draw_files(canvas, files, state);
    draw_detail(canvas, Rect { y: files.bottom(), height: detail, ..area }, state);
}

fn draw_files(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let columns = file_columns(lang);
    let imports = &state.imports;
    let total = imports.total();
    table::draw(canvas, area, &columns, imports.cursor, total, |at| {
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
    let gaps = state.imports.gaps().count();
    if gaps > 0 {
        let text = format!(" {} ", say::gaps(lang, gaps));
        let width = display::width(&text) as u16;
        canvas.put(area.right().saturating_sub(width + 1), area.y, width, &text, Role::Warn);
    }
    let mut lines = Vec::new();
    if let Some(File::Unread(file)) = under_cursor(&state.imports) {
        lines.push((file.path.clone(), Role::Dim));
        lines.push((file.reason.clone(), Role::Warn));
    } else if let Some(File::Read(file)) = under_cursor(&state.imports) {
        let (first, last) = (words::day(&state.look.calendar, file.first), words::day(&state.look.calendar, file.last));
        lines.push((format!("{} · {} · {first} – {last}", file.path, file.encoding), Role::Dim));
        let doubts: Vec<&str> =
            state.imports.remarks(file).filter(|remark| !remark.ok).map(|remark| &*remark.text).collect();
        if !doubts.is_empty() {
            lines.push((doubts.join(lang.pick(("；", "; "))), Role::Warn));
        }
        let skips =
            file.skips.iter().map(|skip| (say::skip(lang, skip.at.unit(), skip.at.number(), &skip.reason), Role::Warn));
        lines.extend(skips);
    }
    for (line, (text, role)) in lines.iter().take(area.height.saturating_sub(1).into()).enumerate() {
        canvas.put(area.x, area.y + 1 + line as u16, area.width, text, *role);
    }
}
