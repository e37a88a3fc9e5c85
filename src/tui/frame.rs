//! Frames: what the terminal shows, of which only the difference to the next one is written, in one piece.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::{cursor, execute, queue, terminal};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::paint;
use super::state::State;
use super::view::view;

/// A frame of a large terminal, and more.
const FRAME_BYTES: usize = 1 << 18;

/// The terminal's output.
pub(super) struct Frames {
    out: BufWriter<Stdout>,
    shown: Buffer,
    next: Buffer,
    caret: Option<(u16, u16)>,
}

impl Frames {
    pub(super) fn begin() -> io::Result<Frames> {
        let mut out = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
        execute!(out, cursor::Hide)?;
        Ok(Frames { out, shown: Buffer::default(), next: Buffer::default(), caret: None })
    }

    /// Columns and rows of the terminal.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        terminal::size()
    }

    /// Forgets what is shown, since something else was: the next frame is drawn whole.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.shown = Buffer::default();
        self.caret = None;
        execute!(self.out, cursor::Hide)
    }

    /// Shows a state; the terminal hears of it only if something looks different.
    pub(super) fn show(&mut self, state: &State) -> io::Result<()> {
        let (width, height) = self.size()?;
        let area = Rect::new(0, 0, width, height);
        if self.shown.area != area {
            execute!(self.out, terminal::Clear(terminal::ClearType::All))?;
            (self.shown, self.next) = (Buffer::empty(area), Buffer::empty(area));
        }
        // A state that has not heard of a new size yet places its caret by the old one.
        let caret = view(state, &mut self.next).filter(|_| state.size == (width, height));
        let changes = paint(&mut self.shown, &self.next);
        if !changes.is_empty() || caret != self.caret {
            queue!(self.out, terminal::BeginSynchronizedUpdate)?;
            self.out.write_all(&changes)?;
            match caret {
                Some((x, y)) => queue!(self.out, cursor::MoveTo(x, y), cursor::Show)?,
                None => queue!(self.out, cursor::Hide)?,
            }
            execute!(self.out, terminal::EndSynchronizedUpdate)?;
            self.caret = caret;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        Ok(())
    }
}
