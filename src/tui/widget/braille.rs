//! Dots within characters: two across and four down in each.

/// The bit of each dot in a Braille pattern, row by row.
const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// A picture of dots, as many characters wide and high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Dots {
    columns: usize,
    cells: Vec<u32>,
}

impl Dots {
    /// An empty picture of so many characters.
    pub(in crate::tui) fn new(columns: usize, rows: usize) -> Dots {
        Dots { columns, cells: vec![0; columns * rows] }
    }

    /// How many dots across and down there are.
    pub(in crate::tui) fn size(&self) -> (usize, usize) {
        (2 * self.columns, self.cells.len().checked_div(self.columns).map_or(0, |rows| 4 * rows))
    }

    /// Sets a dot; none outside of the picture. Answers with the place of its character, row by row.
    pub(in crate::tui) fn set(&mut self, x: usize, y: usize) -> Option<usize> {
        let at = y / 4 * self.columns + x / 2;
        let cell = self.cells.get_mut(at).filter(|_| x < 2 * self.columns)?;
        *cell |= BITS[y % 4][x % 2];
        Some(at)
    }

    /// Sets every nth dot of a line between two.
    pub(in crate::tui) fn line(&mut self, from: (usize, usize), to: (usize, usize), every: usize) {
        let (dx, dy) = (to.0 as f64 - from.0 as f64, to.1 as f64 - from.1 as f64);
        let steps = dx.abs().max(dy.abs()).max(1.0);
        for step in (0..=steps as usize).step_by(every.max(1)) {
            let along = step as f64 / steps;
            let (x, y) = (from.0 as f64 + along * dx, from.1 as f64 + along * dy);
            self.set(x.round() as usize, y.round() as usize);
        }
    }

    /// The character of a place, row by row; none without a dot.
    pub(in crate::tui) fn symbol(&self, at: usize, ascii: bool) -> Option<char> {
        match self.cells.get(at) {
            None | Some(0) => None,
            Some(_) if ascii => Some('.'),
            Some(dots) => char::from_u32(0x2800 + dots),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_corner_to_corner() {
        let mut dots = Dots::new(3, 2);
        dots.line((0, 0), (5, 7), 1);
        let text: Vec<String> = (0..2)
            .map(|row| (0..3).map(|column| dots.symbol(3 * row + column, false).unwrap_or(' ')).collect())
            .collect();
        // (0,0) (1,1) (1,2) (2,3) (3,4) (4,5) (4,6) (5,7)
        assert_eq!(text, ["⠱⡀ ", " ⠈⢆"]);
        assert_eq!(dots.symbol(0, true), Some('.'));
        assert_eq!((dots.set(6, 0), dots.set(0, 8), dots.size()), (None, None, (6, 8)));
    }
}
