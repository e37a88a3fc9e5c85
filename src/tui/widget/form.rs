//! The body of a form: its rows, scrolled so that the chosen one shows, and remarks below.

use ratatui::layout::Rect;

use super::Canvas;
use crate::tui::theme::Role;

/// Draws as many of `rows` as fit, then the remarks; answers with the caret, if a row has it.
pub(in crate::tui) fn draw<R: Copy>(
    canvas: &mut Canvas,
    body: Rect,
    rows: &[R],
    chosen: usize,
    remarks: impl IntoIterator<Item = (String, Role)>,
    mut draw_row: impl FnMut(&mut Canvas, Rect, R, bool) -> Option<(u16, u16)>,
) -> Option<(u16, u16)> {
    let shown = usize::from(body.height).min(rows.len());
    let top = (chosen + 1).saturating_sub(shown);
    let mut caret = None;
    for (y, (place, row)) in (body.y..).zip(rows.iter().enumerate().skip(top).take(shown)) {
        let here = draw_row(canvas, Rect::new(body.x, y, body.width, 1), *row, place == chosen);
        caret = caret.or(here);
    }
    let below = body.y + shown as u16 + 1;
    for (y, (text, role)) in (below..body.bottom()).zip(remarks) {
        canvas.put(body.x, y, body.width, &text, role);
    }
    caret
}
