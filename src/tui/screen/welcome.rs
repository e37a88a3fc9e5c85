//! What an empty store shows: how to begin.

use ratatui::layout::Rect;

use crate::lang::tui as say;
use crate::text::display;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::{Canvas, centred};

/// Draws the two ways to begin.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let body = canvas.frame(centred(area, 72, 14), say::WELCOME.get(lang));
    let paragraphs = [
        (say::WELCOME_EMPTY.get(lang), Role::Text),
        ("", Role::Text),
        (say::WELCOME_IMPORT.get(lang), Role::Accent),
        (say::WELCOME_FORMATS.get(lang), Role::Dim),
        ("", Role::Text),
        (say::WELCOME_DEMO.get(lang), Role::Accent),
        ("", Role::Text),
        (say::WELCOME_PRIVATE.get(lang), Role::Dim),
    ];
    let mut y = body.y;
    for (text, role) in paragraphs {
        let lines = if text.is_empty() { vec![String::new()] } else { display::wrap(text, body.width.into()) };
        for line in lines {
            if y < body.bottom() {
                canvas.put(body.x, y, body.width, &line, role);
            }
            y += 1;
        }
    }
}
