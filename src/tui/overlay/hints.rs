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

/// Draws the commands of this screen from the bottom up, those of its own first; what is of no use now is dim.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let groups: Vec<(&str, Vec<&Bound>)> = scopes(state)
        .into_iter()
        .map(|scope| (scope.title().get(lang), state.keymap.of(scope).filter(|bound| is_told(state, bound)).collect()))
        .filter(|(_, bounds): &(_, Vec<_>)| !bounds.is_empty())
        .collect();
    let widest = |width: fn(&Bound, &State) -> usize| {
        groups.iter().flat_map(|(_, bounds)| bounds).map(|bound| width(bound, state)).max().unwrap_or(1)
    };
    let key = widest(|bound, _| display::width(&bound.title()));
    let title = widest(|bound, state| display::width(bound.command.title.get(state.lang())));
    let cell = key + 1 + title + GAP;
    let across = (usize::from(area.width.saturating_sub(4)) / cell).max(1);
    let rows: usize = groups.iter().map(|(_, bounds)| 1 + bounds.len().div_ceil(across)).sum();
    let height = (rows as u16 + 2).min(area.height);
    let frame = Rect { y: area.bottom() - height, height, ..area };
    let body = canvas.frame(frame, say::HINTS_TITLE.get(lang));
    let mut y = body.y;
    for (scope, bounds) in groups {
        if y < body.bottom() {
            canvas.put(body.x, y, body.width, scope, Role::Title);
        }
        for (line, bounds) in (y + 1..body.bottom()).zip(bounds.chunks(across)) {
            for (at, bound) in bounds.iter().enumerate() {
                let x = body.x + (at * cell) as u16;
                draw_entry(canvas, Rect::new(x, line, cell as u16, 1), state, bound, key);
            }
        }
        y += 1 + bounds.len().div_ceil(across) as u16;
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
