//! Every group with its figures.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, tui as say};
use crate::model::view::GroupRow;
use crate::query::{Comparison, Expr, Field, Operand};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// The filter that selects a group's members.
pub(in crate::tui) fn condition(group: &GroupRow) -> Expr {
    Expr::Compare(Field::Known("group"), Comparison::Equal, Operand::Word(group.name.clone()))
}

/// Names may hold blanks of their own.
const LEADERS_APART: &str = " · ";

/// Draws the table of groups.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let groups = state.groups.value.as_deref().unwrap_or_default();
    let mut columns = columns(state.lang());
    if groups.iter().all(|group| group.community == groups[0].community) {
        // One community needs no naming.
        columns.pop();
    }
    table::draw(canvas, area, &columns, state.group_cursor, groups.len() as u64, |at| {
        groups.get(at as usize).map(|group| cells(state, group))
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_absence(canvas, below, &state.groups, groups.is_empty(), state);
}

fn columns(lang: Lang) -> Vec<Column> {
    let title = |text: crate::lang::Text| text.get(lang);
    vec![
        Column::words(title(say::GROUP_NAME), 14, 30, 0),
        Column::number(title(say::GROUP_MEMBERS), 5, 1),
        Column::number(title(say::GROUP_SPEAKERS), 5, 5),
        Column::number(title(say::GROUP_SPEAKERS_30D), 5, 2),
        Column::number(title(say::GROUP_MESSAGES), 6, 6),
        Column::number(title(say::GROUP_MESSAGES_30D), 5, 3),
        Column::number(title(say::GROUP_GROWTH), 4, 4),
        Column::number(title(say::GROUP_SILENT), 4, 3),
        Column::number(title(say::GROUP_UNANSWERED), 4, 4),
        Column::items(title(say::GROUP_LEADERS), 10, 60, 7, LEADERS_APART),
        Column::words(title(say::GROUP_COMMUNITY), 8, 20, 8),
    ]
}

fn cells(state: &State, group: &GroupRow) -> Vec<Cell> {
    let leaders = if state.look.privacy { state.look.words("") } else { group.leaders.join(LEADERS_APART) };
    let silent = group.silent_days.map(|days| say::days(state.lang(), days as f64));
    let growth_role = if group.net_growth_30d < 0 { Role::Bad } else { Role::Text };
    let waiting_role = if group.unanswered > 0 { Role::Warn } else { Role::Text };
    vec![
        (group.name.clone(), Role::Text),
        (words::count(group.members), Role::Text),
        (words::count(group.speakers), Role::Text),
        (words::count(group.speakers_30d), Role::Text),
        (words::count(group.messages), Role::Text),
        (words::count(group.messages_30d), Role::Text),
        (words::change(group.net_growth_30d), growth_role),
        (words::or_unknown(silent), Role::Text),
        (words::count(group.unanswered), waiting_role),
        (leaders, Role::Accent),
        (group.community.clone(), Role::Dim),
    ]
}
