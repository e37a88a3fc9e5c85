//! The form of an export: which columns, how masked, in what format, where to and to whom.

use std::borrow::Cow;
use std::path::PathBuf;

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

use crate::lang::tui as say;
use crate::lang::{Lang, Text};
use crate::task::request::ExportOrder;
use crate::text::display;
use crate::tui::keys::Key;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::line::LineInput;
use crate::tui::widget::{Canvas, centred, form};
use crate::tui::words;

/// The endings that an export may have.
const ENDINGS: [&str; 4] = ["csv", "xlsx", "json", "jsonl"];
/// Days after the last contact within which members are left out.
const RESTED: [Option<u32>; 4] = [None, Some(7), Some(14), Some(30)];
/// Columns that the names of the rows take.
const LABEL: u16 = 12;

/// A row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Path,
    Format,
    Audience,
    Columns,
    Phone,
    Mail,
    Pseudonyms,
    Rested,
    Recipient,
}

impl Row {
    const ALL: [Row; 9] = [
        Row::Path,
        Row::Format,
        Row::Audience,
        Row::Columns,
        Row::Phone,
        Row::Mail,
        Row::Pseudonyms,
        Row::Rested,
        Row::Recipient,
    ];

    fn title(self) -> Text {
        match self {
            Row::Path => say::EXPORT_PATH,
            Row::Format => say::EXPORT_FORMAT,
            Row::Audience => say::EXPORT_AUDIENCE,
            Row::Columns => say::EXPORT_COLUMNS,
            Row::Phone => say::EXPORT_PHONE,
            Row::Mail => say::EXPORT_MAIL,
            Row::Pseudonyms => say::EXPORT_PSEUDONYMS,
            Row::Rested => say::EXPORT_RESTED,
            Row::Recipient => say::EXPORT_RECIPIENT,
        }
    }
}

/// An export being described.
#[derive(Debug)]
pub(in crate::tui) struct ExportForm {
    pub(in crate::tui) path: LineInput,
    pub(in crate::tui) offers: Vec<String>,
    /// Whether the path is an existing file.
    pub(in crate::tui) exists: bool,
    recipient: LineInput,
    chosen: usize,
    /// The path is the one proposed: what is typed first stands in its place.
    is_proposed: bool,
    for_excel: bool,
    as_on_screen: bool,
    shows_phone: bool,
    shows_mail: bool,
    pseudonymous: bool,
    rested: Option<u32>,
    order: ExportOrder,
    on_screen: Vec<String>,
    people: String,
    lang: Lang,
}

/// The next choice of days after the last contact, or all.
pub(super) fn next_rest(rested: Option<u32>, forward: bool) -> Option<u32> {
    let at = RESTED.iter().position(|days| *days == rested).unwrap_or(0);
    let step = if forward { 1 } else { RESTED.len() - 1 };
    RESTED[(at + step) % RESTED.len()]
}

/// Whom the choice leaves out; `all` where it is nobody.
pub(super) fn rested_text(rested: Option<u32>, all: Text, lang: Lang) -> String {
    rested.map_or_else(|| all.get(lang).to_owned(), |days| say::rested(lang, days))
}

impl ExportForm {
    /// The form as the screen suggests it: the marked, else everybody in the filter; phone and mail masked.
    pub(in crate::tui) fn new(state: &State, path: &str, people: Option<u64>) -> ExportForm {
        let lang = state.lang();
        let order = ExportOrder {
            filter: state.filter.expr().cloned(),
            sort: state.members.sort.clone(),
            only: state.marked.iter().copied().collect(),
            columns: Vec::new(),
            path: PathBuf::new(),
            excel: true,
            overwrite: false,
            unmask: Vec::new(),
            pseudonymous: false,
            raw: false,
            rested: None,
            recipient: None,
        };
        ExportForm {
            path: LineInput::with(path),
            offers: Vec::new(),
            exists: false,
            recipient: LineInput::default(),
            chosen: 0,
            is_proposed: true,
            for_excel: lang == Lang::Zh,
            as_on_screen: false,
            shows_phone: false,
            shows_mail: false,
            pseudonymous: false,
            rested: None,
            people: say::export_scope(lang, state.marked.len(), people.map(words::count).as_deref()),
            on_screen: state.members.columns.clone(),
            order,
            lang,
        }
    }

    /// What was described, once there is a path.
    pub(in crate::tui) fn order(&self) -> Option<ExportOrder> {
        let path = self.target();
        let unmask = [(self.shows_phone, "phone"), (self.shows_mail, "mail")];
        let recipient = self.recipient.text().trim();
        (!path.is_empty()).then(|| ExportOrder {
            columns: if self.as_on_screen { self.on_screen.clone() } else { Vec::new() },
            path: PathBuf::from(path),
            excel: self.for_excel,
            unmask: unmask.iter().filter(|(shown, _)| *shown).map(|(_, field)| (*field).to_owned()).collect(),
            pseudonymous: self.pseudonymous,
            rested: self.rested,
            recipient: (!recipient.is_empty()).then(|| recipient.to_owned()),
            ..self.order.clone()
        })
    }

    /// The path that is written: a name without an ending is a CSV.
    pub(in crate::tui) fn target(&self) -> String {
        let path = self.path.text().trim();
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.is_empty() || name.contains('.') { path.to_owned() } else { format!("{path}.{}", ENDINGS[0]) }
    }

    /// Takes what a folder holds: completions of what was typed, and whether what is written is there.
    pub(in crate::tui) fn looked(&mut self, text: &str, offers: Vec<String>, exists: bool) {
        if text == self.path.text() {
            self.offers = offers;
        }
        if text == self.target() {
            self.exists = exists;
        }
    }

    fn row(&self) -> Row {
        Row::ALL[self.chosen.min(Row::ALL.len() - 1)]
    }

    pub(in crate::tui) fn step(&mut self, step: isize) {
        self.chosen = self.chosen.saturating_add_signed(step).min(Row::ALL.len() - 1);
    }

    /// Takes a key: typing where there is text, left, right or space where there is a choice.
    /// Says whether the path changed.
    pub(in crate::tui) fn press(&mut self, key: Key) -> bool {
        match (self.row(), key.code) {
            (Row::Path, _) => {
                if std::mem::take(&mut self.is_proposed) && key.typed().is_some() {
                    self.path = LineInput::default();
                }
                self.path.press(key)
            }
            (Row::Recipient, _) => {
                self.recipient.press(key);
                false
            }
            (_, KeyCode::Left) => self.change(false),
            (_, KeyCode::Right | KeyCode::Char(' ')) => self.change(true),
            _ => false,
        }
    }

    /// Pastes into the row that is typed in; says whether the path changed.
    pub(in crate::tui) fn paste(&mut self, text: &str) -> bool {
        match self.row() {
            Row::Path => {
                if std::mem::take(&mut self.is_proposed) {
                    self.path = LineInput::default();
                }
                self.path.paste(text);
            }
            Row::Recipient => self.recipient.paste(text),
            _ => {}
        }
        self.row() == Row::Path
    }

    /// Takes the first completion of the path, or else goes on to the next row; says whether the path changed.
    pub(in crate::tui) fn complete(&mut self) -> bool {
        match self.offers.first().filter(|offer| self.row() == Row::Path && *offer != self.path.text()) {
            Some(offer) => {
                self.path = LineInput::with(offer);
                self.is_proposed = false;
                true
            }
            None => {
                self.step(1);
                false
            }
        }
    }

    /// Changes what the row under the cursor chooses; says whether the path changed.
    pub(in crate::tui) fn change(&mut self, forward: bool) -> bool {
        match self.row() {
            Row::Format => self.next_ending(forward),
            Row::Audience => self.for_excel = !self.for_excel,
            Row::Columns => self.as_on_screen = !self.as_on_screen,
            Row::Phone => self.shows_phone = !self.shows_phone,
            Row::Mail => self.shows_mail = !self.shows_mail,
            Row::Pseudonyms => self.pseudonymous = !self.pseudonymous,
            Row::Rested => self.rested = next_rest(self.rested, forward),
            Row::Path | Row::Recipient => {}
        }
        self.row() == Row::Format
    }

    /// Where the path's ending begins, and which of the known ones it is.
    fn ending(&self) -> (usize, Option<usize>) {
        let path = self.target();
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        match path[name..].rfind('.').map(|dot| name + dot) {
            Some(dot) => (dot, ENDINGS.iter().position(|known| path[dot + 1..].eq_ignore_ascii_case(known))),
            None => (path.len(), None),
        }
    }

    fn next_ending(&mut self, forward: bool) {
        let (start, known) = self.ending();
        let step = if forward { 1 } else { ENDINGS.len() - 1 };
        let next = known.map_or(0, |known| (known + step) % ENDINGS.len());
        // An ending that nothing writes may be a part of the name.
        let target = self.target();
        let stem = if known.is_some() { &target[..start] } else { &target };
        self.path = LineInput::with(&format!("{stem}.{}", ENDINGS[next]));
    }

    /// What a row says, and how loud.
    fn said(&self, row: Row) -> (Cow<'_, str>, Role) {
        let masked = |shown: bool| match shown {
            true => (say::EXPORT_PLAIN.get(self.lang).into(), Role::Warn),
            false => (say::EXPORT_MASKED.get(self.lang).into(), Role::Text),
        };
        let plain = |text: Text| (text.get(self.lang).into(), Role::Text);
        match row {
            Row::Path => (self.path.text().into(), Role::Text),
            Row::Recipient => (self.recipient.text().into(), Role::Text),
            Row::Format => match self.ending() {
                (_, Some(known)) => (ENDINGS[known].into(), Role::Text),
                (_, None) => (say::EXPORT_NO_FORMAT.get(self.lang).into(), Role::Warn),
            },
            Row::Audience => plain(if self.for_excel { say::EXPORT_EXCEL } else { say::EXPORT_TOOL }),
            Row::Columns => plain(if self.as_on_screen { say::EXPORT_ON_SCREEN } else { say::EXPORT_USUAL }),
            Row::Rested => (rested_text(self.rested, say::EXPORT_RESTED_ALL, self.lang).into(), Role::Text),
            Row::Phone => masked(self.shows_phone),
            Row::Mail => masked(self.shows_mail),
            Row::Pseudonyms => plain(if self.pseudonymous { say::EXPORT_PSEUDONYMOUS } else { say::EXPORT_NAMED }),
        }
    }

    /// Draws the form; answers with the caret, where something is typed.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect) -> Option<(u16, u16)> {
        let height = Row::ALL.len() as u16 + 6;
        let body = canvas.frame(centred(area, 76, height), say::EXPORT_TITLE.get(self.lang));
        let remarks = self.remarks();
        form::draw(canvas, body, &Row::ALL, self.chosen, remarks, |canvas, area, row, is_chosen| {
            self.draw_row(canvas, area, row, is_chosen)
        })
    }

    fn draw_row(&self, canvas: &mut Canvas, area: Rect, row: Row, is_chosen: bool) -> Option<(u16, u16)> {
        let role = if is_chosen { Role::Key } else { Role::Dim };
        canvas.put(area.x, area.y, LABEL, row.title().get(self.lang), role);
        let (x, room) = (area.x + LABEL, area.width.saturating_sub(LABEL));
        let typed = match row {
            Row::Path => Some(&self.path),
            Row::Recipient => Some(&self.recipient),
            _ => None,
        };
        let (text, role) = self.said(row);
        match typed.filter(|_| is_chosen) {
            Some(line) => {
                let caret = line.draw(canvas, x, area.y, room);
                if row == Row::Path && self.is_proposed {
                    canvas.shade(Rect::new(x, area.y, caret.saturating_sub(x), 1), Role::Selected);
                }
                return Some((caret, area.y));
            }
            None if is_chosen => {
                let end = canvas.put(x, area.y, room, &format!("‹ {text} ›"), role);
                canvas.shade(Rect::new(x, area.y, end - x, 1), Role::Selected);
            }
            None => {
                canvas.put(x, area.y, room, &text, role);
            }
        }
        None
    }

    /// Below the rows: completions or what will be asked, how many people, and the keys.
    fn remarks(&self) -> [(String, Role); 3] {
        let offers: Vec<&str> = self.offers.iter().map(String::as_str).take(4).collect();
        let first = if self.exists {
            (say::FILE_EXISTS.get(self.lang).to_owned(), Role::Warn)
        } else if self.row() == Row::Path && !offers.is_empty() {
            (format!("Tab {}", display::clean(&offers.join("  "))), Role::Dim)
        } else {
            (String::new(), Role::Dim)
        };
        [first, (self.people.clone(), Role::Text), (say::EXPORT_KEYS.get(self.lang).to_owned(), Role::Dim)]
    }
}
