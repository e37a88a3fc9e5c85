//! A table that draws its window straight into the buffer: a million rows cost what twenty do.

use ratatui::layout::Rect;

use super::Canvas;
use crate::text::display;
use crate::tui::state::Cursor;
use crate::tui::theme::Role;

/// A column as a screen wishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Column {
    pub(in crate::tui) title: String,
    /// Narrowest useful width; without room for it the column is left out.
    pub(in crate::tui) least: u16,
    /// Width it may grow to.
    pub(in crate::tui) most: u16,
    /// Numbers align to the right.
    pub(in crate::tui) right: bool,
    /// Which columns stay when room is short: 0 goes last.
    pub(in crate::tui) rank: u8,
    /// What stands between the items of a list: none of them is cut in two, if one fits.
    pub(in crate::tui) between: Option<&'static str>,
}

impl Column {
    /// A left-aligned column.
    pub(in crate::tui) fn words(title: &str, least: u16, most: u16, rank: u8) -> Column {
        Column { title: title.to_owned(), least, most: most.max(least), right: false, rank, between: None }
    }

    /// A left-aligned column of lists.
    pub(in crate::tui) fn items(title: &str, least: u16, most: u16, rank: u8, between: &'static str) -> Column {
        Column { between: Some(between), ..Column::words(title, least, most, rank) }
    }

    /// A cell's text as it fits.
    fn fitted(&self, text: &str, columns: usize) -> String {
        let whole = self.between.filter(|_| display::width(text) > columns).and_then(|between| {
            let mut ends = text.rmatch_indices(between).map(|(end, _)| format!("{} …", &text[..end]));
            ends.find(|shorter| display::width(shorter) <= columns)
        });
        whole.unwrap_or_else(|| display::clip(text, columns))
    }

    /// A right-aligned column, at least as wide as its title.
    pub(in crate::tui) fn number(title: &str, least: u16, rank: u8) -> Column {
        let width = least.max(display::width(title) as u16);
        Column { title: title.to_owned(), least: width, most: width, right: true, rank, between: None }
    }
}

/// One cell.
pub(in crate::tui) type Cell = (String, Role);

/// The widths of columns in `room`, 0 for those left out. One blank stands between columns.
pub(in crate::tui) fn widths(columns: &[Column], room: u16) -> Vec<u16> {
    let mut shown = vec![true; columns.len()];
    let needed = |shown: &[bool]| -> u16 {
        let kept = columns.iter().zip(shown).filter(|(_, kept)| **kept);
        kept.map(|(column, _)| column.least + 1).sum::<u16>().saturating_sub(1)
    };
    while needed(&shown) > room && shown.iter().filter(|kept| **kept).count() > 1 {
        let kept = columns.iter().enumerate().filter(|(index, _)| shown[*index]);
        let Some((least_wanted, _)) = kept.max_by_key(|(_, column)| column.rank) else { break };
        shown[least_wanted] = false;
    }
    let mut spare = room.saturating_sub(needed(&shown));
    let mut widths: Vec<u16> =
        columns.iter().zip(&shown).map(|(column, kept)| if *kept { column.least.min(room) } else { 0 }).collect();
    let mut order: Vec<usize> = (0..columns.len()).filter(|index| shown[*index]).collect();
    order.sort_by_key(|index| columns[*index].rank);
    for index in order {
        let growth = spare.min(columns[index].most - columns[index].least);
        widths[index] += growth;
        spare -= growth;
    }
    widths
}

/// Where a column lies across an area; none, if it has no room there.
pub(in crate::tui) fn span(columns: &[Column], area: Rect, index: usize) -> Option<Rect> {
    let widths = widths(columns, area.width.saturating_sub(1));
    let width = *widths.get(index).filter(|width| **width > 0)?;
    let before: u16 = widths[..index].iter().filter(|width| **width > 0).map(|width| width + 1).sum();
    Some(Rect { x: area.x + before, width, ..area })
}

/// Draws the header, and the rows from the cursor's top on. `row` is asked for visible rows
/// only; where it has none yet, the row shows dots.
pub(in crate::tui) fn draw(
    canvas: &mut Canvas,
    area: Rect,
    columns: &[Column],
    cursor: Cursor,
    total: u64,
    row: impl Fn(u64) -> Option<Vec<Cell>>,
) {
    if area.width < 4 || area.height == 0 {
        return;
    }
    let widths = widths(columns, area.width - 1);
    let titles: Vec<Cell> = columns.iter().map(|column| (column.title.clone(), Role::Title)).collect();
    cells(canvas, area, area.y, columns, &widths, &titles);
    for line in 1..area.height {
        let at = cursor.top + u64::from(line - 1);
        if at >= total {
            break;
        }
        let y = area.y + line;
        match row(at) {
            Some(values) => cells(canvas, area, y, columns, &widths, &values),
            None => {
                canvas.put(area.x + 1, y, area.width - 1, "···", Role::Dim);
            }
        }
        if at == cursor.at {
            canvas.shade(Rect::new(area.x, y, area.width - 1, 1), Role::Selected);
        }
    }
    scrollbar(canvas, area, cursor.top, total);
}

fn cells(canvas: &mut Canvas, area: Rect, y: u16, columns: &[Column], widths: &[u16], values: &[Cell]) {
    let mut x = area.x;
    for ((column, width), (text, role)) in columns.iter().zip(widths).zip(values) {
        if *width == 0 {
            continue;
        }
        let shown = column.fitted(text, (*width).into());
        let blank = if column.right { width - display::width(&shown).min((*width).into()) as u16 } else { 0 };
        canvas.put(x + blank, y, *width - blank, &shown, *role);
        x += width + 1;
    }
}

/// Shows on the right edge where in the whole the window lies.
pub(in crate::tui) fn scrollbar(canvas: &mut Canvas, area: Rect, top: u64, total: u64) {
    let height = u64::from(area.height.saturating_sub(1));
    if total <= height || height == 0 {
        return;
    }
    let thumb = (height * height / total).clamp(1, height);
    let start = (top * (height - thumb)).div_ceil((total - height).max(1)).min(height - thumb);
    let (bar, block) = if canvas.look.ascii { ("|", "#") } else { ("│", "┃") };
    for line in 0..height {
        let inside = (start..start + thumb).contains(&line);
        let (mark, role) = if inside { (block, Role::Accent) } else { (bar, Role::Border) };
        canvas.put(area.right() - 1, area.y + 1 + line as u16, 1, mark, role);
    }
}
