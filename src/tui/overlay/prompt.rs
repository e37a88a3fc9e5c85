//! A line to type: where to import from, what to call a segment, what to note.

use ratatui::layout::Rect;

use crate::lang::{Lang, tui as say};
use crate::model::MemberId;
use crate::tui::keys::Key;
use crate::tui::theme::Role;
use crate::tui::widget::line::LineInput;
use crate::tui::widget::{Canvas, centred};

/// What the line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Purpose {
    /// Files and folders to import.
    Import,
    /// What to call the filter.
    Segment,
    /// What to call the segment of the prompt's text as it was.
    Rename,
    /// Two days to compare.
    Days,
    /// Two days between which the segment of the prompt's text as it was is to be compared.
    SegmentDays,
    /// A note on a member.
    Note(MemberId),
}

/// A line being typed, with completions of paths.
#[derive(Debug)]
pub(in crate::tui) struct Prompt {
    pub(in crate::tui) purpose: Purpose,
    pub(in crate::tui) line: LineInput,
    pub(in crate::tui) offers: Vec<String>,
    pub(in crate::tui) chosen: usize,
    /// What the line was before it was typed on, or the segment that it is about.
    pub(in crate::tui) before: String,
    /// What else is to be known for what is typed.
    known: String,
    lang: Lang,
}

impl Prompt {
    pub(in crate::tui) fn new(purpose: Purpose, text: &str, lang: Lang) -> Prompt {
        Prompt {
            purpose,
            line: LineInput::with(text),
            offers: Vec::new(),
            chosen: 0,
            before: text.to_owned(),
            known: String::new(),
            lang,
        }
    }

    /// Something about a segment, with what stands in the line at first.
    pub(in crate::tui) fn of_segment(purpose: Purpose, segment: &str, text: &str, lang: Lang) -> Prompt {
        Prompt { before: segment.to_owned(), ..Prompt::new(purpose, text, lang) }
    }

    /// With something that is to be known for what is typed.
    pub(in crate::tui) fn knowing(self, known: String) -> Prompt {
        Prompt { known, ..self }
    }

    /// Whether the line is a path.
    pub(in crate::tui) fn is_path(&self) -> bool {
        self.purpose == Purpose::Import
    }

    pub(in crate::tui) fn press(&mut self, key: Key) -> bool {
        self.line.press(key)
    }

    pub(in crate::tui) fn step(&mut self, step: isize) {
        self.chosen = self.chosen.saturating_add_signed(step).min(self.offers.len().saturating_sub(1));
    }

    /// Puts the chosen completion into the line; says whether there was one.
    pub(in crate::tui) fn complete(&mut self) -> bool {
        let Some(offer) = self.offers.get(self.chosen) else { return false };
        self.line = LineInput::with(offer);
        true
    }

    /// Draws the prompt; answers with the caret.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect) -> Option<(u16, u16)> {
        let (title, hint) = match self.purpose {
            Purpose::Import => (say::IMPORT_TITLE, say::IMPORT_HINT),
            Purpose::Rename => (say::RENAME_TITLE, say::RENAME_HINT),
            Purpose::Segment => (say::SEGMENT_TITLE, say::SEGMENT_HINT),
            Purpose::Days | Purpose::SegmentDays => (say::DAYS_TITLE, say::DAYS_HINT),
            Purpose::Note(_) => (say::NOTE_TITLE, say::NOTE_HINT),
        };
        let height = if self.is_path() { 12 } else { 5 + u16::from(!self.known.is_empty()) };
        let body = canvas.frame(centred(area, 76, height), title.get(self.lang));
        if body.height == 0 {
            return None;
        }
        canvas.put(body.x, body.y, 2, "› ", Role::Key);
        let caret = self.line.draw(canvas, body.x + 2, body.y, body.width - 2);
        if body.height > 1 {
            canvas.put(body.x, body.y + 1, body.width, hint.get(self.lang), Role::Dim);
        }
        if body.height > 2 {
            canvas.put(body.x, body.y + 2, body.width, &self.known, Role::Dim);
        }
        let room = body.height.saturating_sub(3);
        let top = self.chosen.saturating_sub(usize::from(room.saturating_sub(1)));
        for (row, (place, offer)) in self.offers.iter().enumerate().skip(top).take(room.into()).enumerate() {
            let y = body.y + 3 + row as u16;
            canvas.put(body.x + 2, y, body.width - 2, offer, Role::Text);
            if place == self.chosen {
                canvas.shade(Rect::new(body.x, y, body.width, 1), Role::Selected);
            }
        }
        Some((caret, body.y))
    }
}
