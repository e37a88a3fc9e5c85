//! People across groups: how many are in how many, who advertises there, and who invited whom.

use ratatui::layout::Rect;

use super::draw_absence;
use super::groups::BETWEEN;
use crate::lang::tui as say;
use crate::model::view::{AdvertiserRow, Crossing};
use crate::query::{Comparison, Expr, Field, Operand};
use crate::tui::filter::both;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, chart};
use crate::tui::words;

/// Columns of a bar.
const BAR: usize = 10;

/// Rows of people in several groups, and of advertisers below them.
pub(in crate::tui) fn total(crossing: &Crossing) -> usize {
    crossing.spread.len() + crossing.advertisers.len()
}

/// The advertiser of a row.
pub(in crate::tui) fn advertiser(crossing: &Crossing, at: usize) -> Option<&AdvertiserRow> {
    crossing.advertisers.get(at.checked_sub(crossing.spread.len())?)
}

/// The filter of a row that is about many people.
pub(in crate::tui) fn condition(crossing: &Crossing, at: usize) -> Option<Expr> {
    let (groups, _) = crossing.spread.get(at)?;
    let in_so_many = Expr::Compare(Field::Known("groups"), Comparison::Equal, Operand::Number(*groups as f64));
    Some(both(in_so_many, Expr::without_staff()))
}

/// Draws how many are in how many groups, and who advertises.
pub(in crate::tui) fn draw_crossing(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let none = Crossing::default();
    let crossing = state.groups.crossing.value.as_ref().unwrap_or(&none);
    let most = crossing.spread.iter().map(|(_, people)| *people).max().unwrap_or(0).max(1);
    let (shown, all) = (crossing.advertisers.len() as u64, crossing.advertise);
    let area = if shown < all {
        let text = say::advertisers_cut(lang, shown, all);
        canvas.put(area.x + 1, area.bottom().saturating_sub(1), area.width.saturating_sub(2), &text, Role::Warn);
        Rect { height: area.height.saturating_sub(1), ..area }
    } else {
        area
    };
    let columns = [
        Column::words(say::CROSSING_WHO.get(lang), 18, 24, 0),
        Column::number(say::CROSSING_GROUPS.get(lang), 4, 1),
        Column::number(say::PEOPLE.get(lang), 6, 2),
        Column::number(say::CROSSING_ADVERTS.get(lang), 6, 3),
        Column::number(say::GROUP_MESSAGES.get(lang), 6, 4),
        Column::items(say::CROSSING_WHERE.get(lang), 16, 80, 5, BETWEEN),
    ];
    table::draw(canvas, area, &columns, state.groups.cursor, total(crossing) as u64, |at| {
        if let Some((groups, people)) = crossing.spread.get(at as usize) {
            return Some(spread_cells(state, *groups, *people, most));
        }
        advertiser(crossing, at as usize).map(|row| advertiser_cells(state, row))
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_absence(canvas, below, &state.groups.crossing, total(crossing) == 0, state);
}

fn spread_cells(state: &State, groups: u64, people: u64, most: u64) -> Vec<Cell> {
    vec![
        (say::in_groups(state.lang(), groups), Role::Text),
        (words::count(groups), Role::Text),
        (words::count(people), Role::Accent),
        (String::new(), Role::Dim),
        (String::new(), Role::Dim),
        (chart::bar(&state.look, people as f64 / most as f64, 16), Role::Bar),
    ]
}

fn advertiser_cells(state: &State, row: &AdvertiserRow) -> Vec<Cell> {
    vec![
        (state.called(row.member, &row.name), Role::Warn),
        (words::count(row.groups.len() as u64), Role::Text),
        (String::new(), Role::Dim),
        (words::percent(Some(row.share)), Role::Bad),
        (words::count(row.messages), Role::Text),
        (row.groups.join(BETWEEN), Role::Dim),
    ]
}

/// Draws inviters, each below and further in than whoever invited them.
pub(in crate::tui) fn draw_inviters(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let rows = state.groups.inviters.value.as_deref().unwrap_or_default();
    let columns = [
        Column::words(say::INVITER.get(lang), 20, 40, 0),
        Column::number(say::INVITED.get(lang), 5, 1),
        Column::number(say::STAYED.get(lang), 5, 2),
        Column::number(say::STAYED_SHARE.get(lang), 5, 3),
        Column::number(say::SEEN_30D.get(lang), 5, 2),
        Column::number(say::BELOW.get(lang), 5, 4),
        Column::words("", BAR as u16, BAR as u16, 5),
    ];
    let most = rows.iter().map(|row| row.below).max().unwrap_or(0).max(1);
    let branch = if state.look.ascii { "`- " } else { "└ " };
    table::draw(canvas, area, &columns, state.groups.cursor, rows.len() as u64, |at| {
        let row = rows.get(at as usize)?;
        let depth = row.depth.min(12) as usize;
        let indent = if depth == 0 { String::new() } else { format!("{}{branch}", "  ".repeat(depth - 1)) };
        Some(vec![
            (format!("{indent}{}", state.called(row.member, &row.name)), Role::Text),
            (words::count(row.invited), Role::Accent),
            (words::count(row.stayed), Role::Text),
            (words::percent(Some(row.stayed as f64 / row.invited.max(1) as f64)), Role::Dim),
            (words::count(row.active_30d), Role::Text),
            (words::count(row.below), Role::Dim),
            (chart::bar(&state.look, row.below as f64 / most as f64, BAR), Role::Bar),
        ])
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_absence(canvas, below, &state.groups.inviters, rows.is_empty(), state);
}
