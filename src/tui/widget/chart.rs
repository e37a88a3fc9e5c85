//! Small pictures in text: bars, a heat map of the week, a line of weeks.

use super::Look;

const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_HEIGHTS: [char; 8] = ['.', ':', '-', '=', '+', '*', '%', '#'];
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];
const ASCII_SHADES: [char; 5] = ['.', ':', '+', '*', '#'];

/// A bar of `share` (0..1) of `columns`, not yet padded.
pub(in crate::tui) fn bar(look: &Look, share: f64, columns: usize) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let exact = share * columns as f64;
    if look.ascii {
        return "#".repeat(exact.round() as usize);
    }
    let full = exact.floor() as usize;
    let rest = ((exact - full as f64) * 8.0).round() as usize;
    let mut text = "█".repeat(full);
    match rest {
        0 if full == 0 && share > 0.0 => text.push(EIGHTHS[0]),
        0 => {}
        eighths => text.push(EIGHTHS[eighths - 1]),
    }
    text
}

/// A bar of `share` (0..1) of `columns`, padded, with a mark at another share.
pub(in crate::tui) fn marked_bar(look: &Look, share: f64, mark: f64, columns: usize) -> String {
    let place = |share: f64| (share.clamp(0.0, 1.0) * columns as f64).round() as usize;
    let (filled, marked) = (place(share), place(mark).min(columns.saturating_sub(1)));
    let (full, empty, sign) = if look.ascii { ('#', '.', '|') } else { ('█', '·', '┃') };
    let cell = |at| {
        if at == marked {
            sign
        } else if at < filled {
            full
        } else {
            empty
        }
    };
    (0..columns).map(cell).collect()
}

/// A character per number, its height relative to the largest.
pub(in crate::tui) fn sparkline(look: &Look, numbers: &[u32]) -> String {
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let heights = if look.ascii { ASCII_HEIGHTS } else { HEIGHTS };
    let height = |number: &u32| match number {
        0 => ' ',
        number => heights[(u64::from(*number) * 7 / u64::from(most)) as usize],
    };
    numbers.iter().map(height).collect()
}

/// Two columns per hour for one weekday of 168 hours; darker is more.
pub(in crate::tui) fn heat_row(look: &Look, hours: &[u32], weekday: usize) -> String {
    let most = hours.iter().copied().max().unwrap_or(0).max(1);
    let shades = if look.ascii { ASCII_SHADES } else { SHADES };
    let day = hours.iter().skip(weekday * 24).take(24);
    let shade = |number: &u32| match number {
        0 => shades[0],
        number => shades[1 + (u64::from(*number) * 3 / u64::from(most)) as usize],
    };
    day.flat_map(|number| [shade(number); 2]).collect()
}
