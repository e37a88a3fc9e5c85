//! Members who are like a member, each with what they share and what sets them apart.

use crate::lang::similar as say;
use crate::model::similar::{Respect, Similar, SimilarRow};
use crate::model::{MemberId, Value};
use crate::text::display;
use crate::tui::state::Remote;
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, reveal};
use crate::tui::widget::{Look, chart};
use crate::tui::words;

/// Columns of a name and of the bar beside it.
const NAME: usize = 24;
const BAR: usize = 10;
/// What stands before the lines below a name.
const INDENT: &str = "  ";

/// A list being read.
#[derive(Debug)]
pub(in crate::tui) struct Neighbours {
    pub(in crate::tui) found: Remote<Box<Similar>>,
    /// The place of the person under the cursor.
    pub(in crate::tui) chosen: usize,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
}

impl Neighbours {
    pub(in crate::tui) fn new() -> Neighbours {
        Neighbours { found: Remote::default(), chosen: 0, top: 0 }
    }

    fn rows(&self) -> &[SimilarRow] {
        self.found.value.as_ref().map_or(&[], |found| &found.rows)
    }

    /// Who is under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<MemberId> {
        self.rows().get(self.chosen).map(|row| row.member.id)
    }

    /// Moves the cursor, and scrolls so that all of the person can be read.
    pub(in crate::tui) fn step(&mut self, step: i64, look: &Look, (width, height): (u16, u16)) {
        self.chosen = self.chosen.saturating_add_signed(step as isize).min(self.rows().len().saturating_sub(1));
        let page = self.document(look, width);
        let lines = page.lines.len() as u64;
        let first = if self.chosen == 0 { 0 } else { page.line_of(self.chosen) };
        let last = page.line_of(self.chosen + 1).checked_sub(1).unwrap_or(lines.saturating_sub(1));
        self.top = reveal(self.top, last, lines, height.into());
        self.top = reveal(self.top, first, lines, height.into());
    }

    /// The list, as far as the answer is here.
    pub(in crate::tui) fn document(&self, look: &Look, width: u16) -> Document<MemberId> {
        let mut page = Document::new(width);
        match &self.found.value {
            Some(found) => list(&mut page, found, look),
            None => {
                let error = self.found.error.as_deref();
                let role = if error.is_some() { Role::Bad } else { Role::Dim };
                page.paragraph(error.unwrap_or(crate::lang::tui::WAITING.get(look.lang)), role);
            }
        }
        page
    }
}

fn list(page: &mut Document<MemberId>, found: &Similar, look: &Look) {
    let lang = look.lang;
    let Similar { of, known, least, peers, rows } = found;
    let name = look.name(of.id, &of.name);
    if known < least {
        return page.paragraph(&say::not_enough_known(lang, &name, *known, *least), Role::Warn);
    }
    page.paragraph(&say::among(lang, &name, *known, *least, *peers), Role::Text);
    page.paragraph(say::KEYS.get(lang), Role::Dim);
    for row in rows {
        page.line(Vec::new());
        let name = display::fit(&look.name(row.member.id, &row.member.name), NAME);
        let bar = format!("{} ", chart::bar(look, row.similarity, BAR));
        let alike = say::alike(lang, row.similarity, row.compared);
        page.link(vec![(name, Role::Accent), (bar, Role::Bar), (alike, Role::Text)], row.member.id);
        for (title, respects, role) in [(say::SHARED, &row.shared, Role::Text), (say::APART, &row.apart, Role::Dim)] {
            let said: Vec<String> = respects.iter().map(|respect| in_words(respect, look)).collect();
            if !said.is_empty() {
                let text = format!("{}  {}", title.get(lang), said.join(lang.pick(("；", "; "))));
                for line in display::wrap(&display::clean(&text), page.width().saturating_sub(INDENT.len())) {
                    page.line(vec![(format!("{INDENT}{line}"), role)]);
                }
            }
        }
    }
    if rows.is_empty() {
        page.paragraph(say::NOBODY.get(lang), Role::Dim);
    }
    page.line(Vec::new());
    page.paragraph(say::LEGEND.get(lang), Role::Dim);
}

fn in_words(respect: &Respect, look: &Look) -> String {
    let field = words::title(respect.field, look.lang);
    let value = |value: &Option<Value>| value.as_ref().map(|value| words::value(respect.field, value, look.lang));
    match (value(&respect.own), value(&respect.theirs)) {
        (Some(own), Some(theirs)) if respect.is_shared() => say::shared(&field, &own, &theirs, respect.share),
        (own, theirs) => say::apart(&field, own.as_deref(), theirs.as_deref()),
    }
}
