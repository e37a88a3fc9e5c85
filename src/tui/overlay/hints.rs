//! Which key does what on this screen: read, then pressed.

use ratatui::layout::Rect;

use crate::lang::tui as say;
use crate::text::display;
use crate::tui::command::{Id, is_shadowed, scopes};
use crate::tui::keymap::Bound;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;

/// Blanks between an entry and the next.
const GAP: usize = 2;

/// A line of the panel.
enum Row<'s> {
    Scope(&'s str),
    Entries(Vec<&'s Bound>),
}

/// The panel's lines, as wide as the screen lets them be.
struct Panel<'s> {
    rows: Vec<Row<'s>>,
    /// Columns of a key, and of a whole entry.
    key: usize,
    cell: usize,
}

impl<'s> Panel<'s> {
    fn of(state: &'s State, width: u16) -> Panel<'s> {
        let lang = state.lang();
        let told = |scope| state.keymap.of(scope).filter(|bound| is_told(state, bound)).collect::<Vec<_>>();
        let groups: Vec<_> = scopes(state).into_iter().map(|scope| (scope.title().get(lang), told(scope))).collect();
        let bounds = || groups.iter().flat_map(|(_, bounds)| bounds);
        let key = bounds().map(|bound| display::width(&bound.title())).max().unwrap_or(1);
        let title = bounds().map(|bound| display::width(bound.command.title.get(lang))).max().unwrap_or(1);
        let cell = key + 1 + title + GAP;
        let across = (usize::from(width.saturating_sub(4)) / cell).max(1);
        let mut rows = Vec::new();
        for (scope, bounds) in groups.iter().filter(|(_, bounds)| !bounds.is_empty()) {
            rows.push(Row::Scope(scope));
            rows.extend(bounds.chunks(across).map(|line| Row::Entries(line.to_vec())));
        }
        Panel { rows, key, cell }
    }
}

/// The first line of the panel after some more rows, as far as it goes.
pub(in crate::tui) fn scrolled(state: &State, area: Rect, top: u64, rows: i64) -> u64 {
    let lines = Panel::of(state, area.width).rows.len() as u64;
    top.saturating_add_signed(rows).min(lines.saturating_sub(area.height.saturating_sub(2).into()))
}

/// Draws the commands of this screen from the bottom up, those of its own first; what is of no use now is dim. What
/// has no room is scrolled to, and a sign says so.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State, top: u64) {
    let lang = state.lang();
    let panel = Panel::of(state, area.width);
    let height = (panel.rows.len() as u16 + 2).min(area.height);
    let frame = Rect { y: area.bottom() - height, height, ..area };
    let body = canvas.frame(frame, say::HINTS_TITLE.get(lang));
    let shown = panel.rows.iter().skip(top as usize);
    for (y, row) in (body.y..body.bottom()).zip(shown) {
        match row {
            Row::Scope(scope) => {
                canvas.put(body.x, y, body.width, scope, Role::Title);
            }
            Row::Entries(bounds) => {
                for (at, bound) in bounds.iter().enumerate() {
                    let x = body.x + (at * panel.cell) as u16;
                    draw_entry(canvas, Rect::new(x, y, panel.cell as u16, 1), state, bound, panel.key);
                }
            }
        }
    }
    let below = (panel.rows.len() as u64).saturating_sub(top + u64::from(body.height));
    if top > 0 || below > 0 {
        let text = say::more_lines(lang, top, below, state.look.ascii);
        let width = display::width(&text) as u16;
        let x = frame.right().saturating_sub(width + 2).max(frame.x);
        canvas.put(x, frame.bottom().saturating_sub(1), width, &text, Role::Key);
    }
}

fn draw_entry(canvas: &mut Canvas, area: Rect, state: &State, bound: &Bound, key: usize) {
    let (of_key, of_title) =
        if bound.command.is_enabled(state) { (Role::Key, Role::Text) } else { (Role::Dim, Role::Dim) };
    let name = bound.title();
    let x = area.x + (key - display::width(&name)) as u16;
    let x = canvas.put(x, area.y, area.right().saturating_sub(x), &name, of_key);
    canvas.put(x + 1, area.y, area.right().saturating_sub(x + 1), bound.command.title.get(state.lang()), of_title);
}

/// Whether a command is worth a place: the tab bar tells of screens, and everybody knows the arrows.
fn is_told(state: &State, bound: &Bound) -> bool {
    let is_known = matches!(
        bound.command.id,
        Id::Go(_) | Id::Up | Id::Down | Id::PageUp | Id::PageDown | Id::First | Id::Last | Id::Hints
    );
    !is_known && !is_shadowed(state, bound)
}
