//! What sets two sets of members apart, and what moved between two days.

use crate::lang::{Lang, tui as say};
use crate::model::Day;
use crate::model::comparison::{Movement, SegmentComparison, TraitShares};
use crate::model::registry;
use crate::query::Expr;
use crate::task::request::{Moved, SegmentDiff};
use crate::text::display;
use crate::tui::overlay::leads::Lead;
use crate::tui::state::Remote;
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, reveal};
use crate::tui::widget::{Look, chart};
use crate::tui::words;

/// Columns of the field and its value.
const TRAIT: usize = 26;
/// Traits shown: behind them there is hardly a difference.
const SHOWN: usize = 60;

/// A comparison being read.
#[derive(Debug)]
pub(in crate::tui) struct Contrast {
    pub(in crate::tui) what: What,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
    /// Which of the values that can be added to the filter the cursor is on.
    pub(in crate::tui) chosen: usize,
}

/// What is compared.
#[derive(Debug)]
pub(in crate::tui) enum What {
    /// Two tags or segments, by name.
    Sets((String, String), Remote<Box<SegmentComparison>>),
    /// The community at two days.
    Days((Day, Day), Remote<Option<Box<Moved>>>),
    /// Who was in a segment at two days.
    Segment(String, (Day, Day), Remote<Box<SegmentDiff>>),
}

impl Contrast {
    pub(in crate::tui) fn of(what: What) -> Contrast {
        Contrast { what, top: 0, chosen: 0 }
    }

    /// Moves the cursor by rows among the values, in a frame of this size; scrolls where there are none.
    pub(in crate::tui) fn step(&mut self, rows: i64, look: &Look, (width, height): (u16, u16)) {
        let page = self.document(look, width);
        let lines = page.lines.len() as u64;
        let Some(last) = page.targets.len().checked_sub(1) else {
            self.top = self.top.saturating_add_signed(rows).min(lines.saturating_sub(height.into()));
            return;
        };
        self.chosen = self.chosen.saturating_add_signed(rows as isize).min(last);
        // What stands above the first value is the heading.
        let line = if self.chosen == 0 { 0 } else { page.line_of(self.chosen) };
        self.top = reveal(self.top, line, lines, height.into());
    }

    /// Where the line under the cursor leads.
    pub(in crate::tui) fn lead(&self, look: &Look) -> Option<Lead> {
        self.document(look, u16::MAX).targets.into_iter().nth(self.chosen)
    }

    pub(in crate::tui) fn title(&self, lang: Lang) -> &'static str {
        let title = if matches!(self.what, What::Sets(..)) { say::APART_SETS } else { say::APART_DAYS };
        title.get(lang)
    }

    /// The lines, as far as the answer is here.
    pub(in crate::tui) fn document(&self, look: &Look, width: u16) -> Document<Lead> {
        let mut page = Document::new(width);
        match &self.what {
            What::Sets(names, found) => match &found.value {
                Some(found) => sets(&mut page, names, found, look),
                None => absent(&mut page, found.error.as_deref(), look),
            },
            What::Days(days, moved) => match &moved.value {
                Some(Some(found)) => movements(&mut page, found, look),
                Some(None) => {
                    page.paragraph(&say::no_two_builds(look.lang, &days.0.to_string(), &days.1.to_string()), Role::Warn)
                }
                None => absent(&mut page, moved.error.as_deref(), look),
            },
            What::Segment(name, days, found) => match &found.value {
                Some(found) => who_moved(&mut page, name, *days, found, look),
                None => absent(&mut page, found.error.as_deref(), look),
            },
        }
        page
    }
}

fn absent(page: &mut Document<Lead>, error: Option<&str>, look: &Look) {
    let role = if error.is_some() { Role::Bad } else { Role::Dim };
    page.paragraph(error.unwrap_or(say::WAITING.get(look.lang)), role);
}

/// Both sizes, then value by value the share in each and how sure the difference is.
fn sets(page: &mut Document<Lead>, (one, other): &(String, String), found: &SegmentComparison, look: &Look) {
    let lang = look.lang;
    let count = |members| words::count(members);
    page.paragraph(
        &say::sets_compared(lang, (one, &count(found.a)), (other, &count(found.b)), &count(found.both)),
        Role::Text,
    );
    page.paragraph(if found.both == 0 { say::APART_ABOUT } else { say::APART_OVERLAP }.get(lang), Role::Dim);
    page.line(Vec::new());
    let bar = (page.width().saturating_sub(TRAIT + 36) / 2).clamp(4, 20);
    let name = |name: &str| display::fit(name, bar + 7);
    page.line(vec![
        (" ".repeat(TRAIT + 1), Role::Dim),
        (name(one), Role::Title),
        (name(other), Role::Title),
        (say::APART_DIFFERENCE.get(lang).to_owned(), Role::Title),
    ]);
    for line in found.traits.iter().take(SHOWN) {
        let share = |share: f64| format!("{:>4.0}% {} ", share * 100.0, chart::bar(look, share, bar));
        let pieces = vec![
            (format!("{} ", display::fit(&told(&line.field, &line.value, look), TRAIT)), Role::Text),
            (display::fit(&share(line.share_a), bar + 7), Role::Bar),
            (display::fit(&share(line.share_b), bar + 7), Role::Bar),
            difference(line),
        ];
        match condition(line) {
            Some(condition) => page.link(pieces, Lead::People(condition)),
            None => page.line(pieces),
        }
    }
    if found.traits.is_empty() {
        page.paragraph(say::APART_NOTHING.get(lang), Role::Dim);
    }
}

/// Those who have the value.
fn condition(line: &TraitShares) -> Option<Expr> {
    let key = if line.field == "tag" { "tag" } else { registry::spec(&line.field)?.key };
    Some(Expr::has(key, &line.value))
}

/// The difference in points; with its interval, lit where that leaves no doubt on which side it is.
fn difference(line: &TraitShares) -> (String, Role) {
    let points = |share: f64| format!("{:+.0}", share * 100.0);
    let difference = format!("{:>4}", points(line.difference));
    let Some((low, high)) = line.interval else { return (difference, Role::Text) };
    let role = if low > 0.0 || high < 0.0 { Role::Accent } else { Role::Dim };
    (format!("{difference} [{} {}]", points(low), points(high)), role)
}

/// A field with its value, as a person reads it.
fn told(field: &str, value: &str, look: &Look) -> String {
    format!("{} {}", words::title(field, look.lang), words::code(field, value, look.lang))
}

/// Which two builds, then value by value how many came to it and left it.
fn movements(page: &mut Document<Lead>, moved: &Moved, look: &Look) {
    let (lang, (from, to)) = (look.lang, moved.days);
    let (newcomers, told_later) = (words::count(moved.newcomers), words::count(moved.told_later));
    let about = say::days_compared(lang, &from.to_string(), &to.to_string(), &newcomers, &told_later);
    page.paragraph(&about, Role::Dim);
    page.line(Vec::new());
    let line = |movement: &Movement| {
        vec![
            (display::fit(&told(movement.field, &movement.value, look), TRAIT + 8), Role::Text),
            (format!(" {}", words::moved(movement.came, movement.went)), Role::Accent),
        ]
    };
    moved.movements.iter().for_each(|movement| page.line(line(movement)));
    if moved.movements.is_empty() {
        page.paragraph(say::APART_NOBODY_MOVED.get(lang), Role::Dim);
    }
}

/// Those who entered a segment, then those who left it; each leads to the member.
fn who_moved(page: &mut Document<Lead>, name: &str, days: (Day, Day), found: &SegmentDiff, look: &Look) {
    let lang = look.lang;
    let Some((from, to)) = found.days else {
        return page.paragraph(&say::no_two_builds(lang, &days.0.to_string(), &days.1.to_string()), Role::Warn);
    };
    page.paragraph(&say::segment_between(lang, name, &from.to_string(), &to.to_string()), Role::Dim);
    for (title, rows) in [(say::SEGMENT_ENTERED, &found.entered), (say::SEGMENT_LEFT, &found.left)] {
        page.heading(&format!("{} {}", title.get(lang), words::count(rows.len() as u64)));
        for row in rows {
            let about = format!("  id:{}  {}", row.id, row.tags.join(" "));
            page.link(vec![(look.name(row.id, &row.name), Role::Text), (about, Role::Dim)], Lead::Member(row.id));
        }
    }
}
