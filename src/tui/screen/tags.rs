//! Tags with their counts and rules, and saved segments below them.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, tui as say};
use crate::model::review::Precision;
use crate::model::view::{SegmentRow, TagRow};
use crate::query::Expr;
use crate::task::scheme::SchemeRow;
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// The list's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Tags {
    pub(in crate::tui) remote: Remote<Vec<TagRow>>,
    pub(in crate::tui) segments: Remote<Vec<SegmentRow>>,
    pub(in crate::tui) schemes: Remote<Vec<SchemeRow>>,
    pub(in crate::tui) cursor: Cursor,
    /// Tags or segments to be compared, at most two: the name of each, and what selects its members.
    ticked: Vec<(String, Expr)>,
}

impl Tags {
    fn tags(&self) -> &[TagRow] {
        self.remote.value.as_deref().unwrap_or_default()
    }

    /// The filter is another: what was counted under the one before is waited for again.
    pub(in crate::tui) fn outdate(&mut self) {
        self.remote.outdate();
        self.remote.abandon();
    }

    /// Whether tags counted under the filter are neither here nor asked for.
    pub(in crate::tui) fn lack_counts(&self) -> bool {
        let is_here = self.remote.value.is_some() && !self.remote.is_outdated();
        !is_here && !self.remote.is_waiting() && self.remote.error.is_none()
    }

    /// How many bear a tag, whatever the filter, as far as that is known.
    pub(in crate::tui) fn bearers(&self, name: &str) -> Option<u64> {
        self.tags().iter().find(|tag| tag.name == name).map(|tag| tag.total)
    }

    /// How many under the filter bear a tag, once that is known.
    pub(in crate::tui) fn members_of(&self, tag: &TagRow) -> String {
        if self.remote.is_outdated() { words::UNCOUNTED.to_owned() } else { words::count(tag.members) }
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        let segments = self.segments.value.as_ref().map_or(0, Vec::len);
        (self.tags().len() + segments) as u64
    }

    pub(in crate::tui) fn tag_at(&self, at: u64) -> Option<&TagRow> {
        self.tags().get(at as usize)
    }

    /// The rule or filter of a row, as written.
    pub(in crate::tui) fn rule_at(&self, at: u64) -> Option<&str> {
        match self.tag_at(at) {
            Some(tag) => tag.rule.as_deref(),
            None => self.segment_at(at).map(|segment| segment.filter.as_str()),
        }
    }

    pub(in crate::tui) fn segment_at(&self, at: u64) -> Option<&SegmentRow> {
        let at = (at as usize).checked_sub(self.tags().len())?;
        self.segments.value.as_ref()?.get(at)
    }

    /// The name of a row, and the filter that selects its members.
    fn named(&self, at: u64) -> Option<(String, Expr)> {
        let (field, name) = match (self.tag_at(at), self.segment_at(at)) {
            (Some(tag), _) => ("tag", tag.name.clone()),
            (None, Some(segment)) => ("segment", segment.name.clone()),
            (None, None) => return None,
        };
        Some((name.clone(), Expr::has(field, name)))
    }

    /// The filter for the row under the cursor.
    pub(in crate::tui) fn condition(&self) -> Option<Expr> {
        self.named(self.cursor.at).map(|(_, condition)| condition)
    }

    /// Ticks the row under the cursor, or takes the tick away; of three, the first loses it.
    pub(in crate::tui) fn tick(&mut self) {
        let Some(here) = self.named(self.cursor.at) else { return };
        match self.ticked.iter().position(|ticked| *ticked == here) {
            Some(place) => {
                self.ticked.remove(place);
            }
            None => {
                self.ticked.push(here);
                self.ticked.drain(..self.ticked.len().saturating_sub(2));
            }
        }
    }

    /// The two ticked rows; of one, that and the one under the cursor.
    pub(in crate::tui) fn pair(&self) -> Option<((String, Expr), (String, Expr))> {
        let mut ticked = self.ticked.iter().cloned();
        let (one, other) = (ticked.next()?, ticked.next().or_else(|| self.named(self.cursor.at))?);
        (one != other).then_some((one, other))
    }

    /// What stands before the name of a row.
    fn mark(&self, at: u64, ascii: bool) -> &'static str {
        let is_ticked = self.named(at).is_some_and(|row| self.ticked.contains(&row));
        if !is_ticked {
            ""
        } else if ascii {
            "* "
        } else {
            "● "
        }
    }
}

/// The filter that selects who entered or left the segment under the cursor at the last build.
pub(in crate::tui) fn moved(tags: &Tags) -> Option<Expr> {
    let segment = tags.segment_at(tags.cursor.at)?;
    Some(Expr::Or(vec![Expr::has("entered", &segment.name), Expr::has("exited", &segment.name)]))
}

/// Draws the list, and below it the rule under the cursor in words.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let tags = &state.tags;
    let columns = columns(state.lang());
    table::draw(canvas, area, &columns, tags.cursor, tags.total(), |at| {
        let tag = tags.tag_at(at).map(|tag| tag_cells(state, tag));
        let mut cells = tag.or_else(|| tags.segment_at(at).map(|segment| segment_cells(state, segment)))?;
        cells[0].0.insert_str(0, tags.mark(at, state.look.ascii));
        Some(cells)
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_absence(canvas, below, &tags.remote, tags.total() == 0, state);
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words(say::TAG_NAME.get(lang), 14, 24, 0),
        Column::words(say::TAG_KIND.get(lang), if lang == Lang::Zh { 4 } else { 7 }, 7, 3),
        Column::number(say::TAG_MEMBERS.get(lang), 6, 1),
        Column::number(say::TAG_TOTAL.get(lang), 6, 2),
        Column::number(say::SEGMENT_MOVED.get(lang), 6, 3),
        Column::words(say::TAG_PRECISION.get(lang), 10, 12, 4),
        Column::words(say::TAG_RULE.get(lang), 20, 120, 2),
    ]
}

fn tag_cells(state: &State, tag: &TagRow) -> Vec<Cell> {
    let lang = state.lang();
    let (kind, rule) = match &tag.rule {
        Some(rule) => (say::TAG_BY_RULE.get(lang), state.written(rule)),
        None => (say::TAG_BY_HAND.get(lang), words::UNKNOWN.to_owned()),
    };
    vec![
        (tag.name.clone(), if tag.total > 0 { Role::Accent } else { Role::Dim }),
        (kind.to_owned(), Role::Dim),
        (state.tags.members_of(tag), Role::Text),
        (words::count(tag.total), Role::Dim),
        (String::new(), Role::Dim),
        precision(tag),
        (rule, Role::Dim),
    ]
}

/// `83% 66–93`, once reviewed.
fn precision(tag: &TagRow) -> Cell {
    let Some(Precision { value, low, high, .. }) = tag.precision else { return (String::new(), Role::Dim) };
    let [value, low, high] = [value, low, high].map(|share| (share * 100.0).round());
    let role = if tag.is_doubtful { Role::Bad } else { Role::Good };
    (format!("{value}% {low}–{high}"), role)
}

fn segment_cells(state: &State, segment: &SegmentRow) -> Vec<Cell> {
    vec![
        (segment.name.clone(), Role::Title),
        (say::SEGMENT.get(state.lang()).to_owned(), Role::Dim),
        (words::count(segment.members), Role::Text),
        (words::UNKNOWN.to_owned(), Role::Dim),
        (words::moved(segment.entered, segment.left), Role::Accent),
        (String::new(), Role::Dim),
        (state.written(&segment.filter), Role::Dim),
    ]
}
