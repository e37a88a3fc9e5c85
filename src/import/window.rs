//! A window that slides over a stream: as much of it in memory as the record at hand needs.

use std::io::Read;

use crate::model::record::Position;

const STEP: usize = 256 << 10;

/// The unread part of a stream, as far as it has been fetched.
pub struct Window {
    reader: Box<dyn Read>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    before: u64,
    line: u64,
    has_lines: bool,
    ended: bool,
}

impl Window {
    /// Over a stream whose end may be an error: [`super::source::Source`] reports that itself.
    pub fn new(reader: Box<dyn Read>) -> Window {
        let mut window = Window {
            reader,
            buffer: vec![0; STEP],
            start: 0,
            end: 0,
            before: 0,
            line: 1,
            has_lines: false,
            ended: false,
        };
        // The first piece may be short, whatever the stream holds.
        while window.more() && !window.holds_lines() && window.end < STEP {}
        window.has_lines = window.holds_lines();
        window
    }

    fn holds_lines(&self) -> bool {
        memchr::memchr(b'\n', self.bytes()).is_some_and(|at| at + 1 < self.end)
    }

    /// What has been fetched and not passed.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Fetches more behind what is there; `false` at the end of the stream.
    pub fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.before += self.start as u64;
            self.start = 0;
        }
        if self.end + STEP > self.buffer.len() {
            self.buffer.resize((self.end + STEP).max(self.buffer.len() * 2), 0);
        } else if self.end + STEP < self.buffer.len() / 8 {
            // One giant record must not keep its memory for the rest of the file.
            self.buffer.truncate((self.end + STEP) * 2);
            self.buffer.shrink_to_fit();
        }
        let got = self.reader.read(&mut self.buffer[self.end..]).unwrap_or(0);
        self.end += got;
        self.ended = got == 0;
        got > 0
    }

    /// Passes over bytes that have been fetched.
    pub fn pass(&mut self, count: usize) {
        let to = (self.start + count).min(self.end);
        self.line += memchr::memchr_iter(b'\n', &self.buffer[self.start..to]).count() as u64;
        self.start = to;
    }

    /// Passes everything up to and including the next `byte`; `false` if the stream ends first.
    pub fn pass_through(&mut self, byte: u8) -> bool {
        loop {
            match memchr::memchr(byte, self.bytes()) {
                Some(at) => {
                    self.pass(at + 1);
                    return true;
                }
                None => {
                    self.pass(self.end - self.start);
                    if !self.more() {
                        return false;
                    }
                }
            }
        }
    }

    /// Where the window starts: a line if the stream has lines, else a byte.
    pub fn position(&self) -> Position {
        if self.has_lines { Position::Line(self.line) } else { Position::Byte(self.before + self.start as u64) }
    }

    /// The next line without its end, and its number; no text for one longer than `cap`, which is
    /// passed.
    pub fn next_line(&mut self, cap: usize) -> Option<(u64, Option<&[u8]>)> {
        let number = self.line;
        let mut seen = 0;
        let (length, ending) = loop {
            if let Some(at) = memchr::memchr(b'\n', &self.bytes()[seen..]) {
                break (seen + at, 1);
            }
            seen = self.bytes().len();
            if seen > cap {
                self.pass_through(b'\n');
                return Some((number, None));
            }
            if !self.more() {
                break (seen, 0);
            }
        };
        if length + ending == 0 {
            return None;
        }
        // What is passed stays in place until more is fetched.
        let from = self.start;
        self.pass(length + ending);
        let line = &self.buffer[from..from + length];
        Some((number, (length <= cap).then(|| line.strip_suffix(b"\r").unwrap_or(line))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_seen_also_where_the_first_piece_of_a_stream_is_short() {
        let lines = std::io::Cursor::new(b"n".to_vec()).chain(std::io::Cursor::new(b"ame\nMomo\n".to_vec()));
        let mut window = Window::new(Box::new(lines));
        assert_eq!(window.position(), Position::Line(1));
        window.pass_through(b'\n');
        assert_eq!(window.position(), Position::Line(2));
        assert_eq!(Window::new(Box::new(&b"[{}]"[..])).position(), Position::Byte(0));
    }
}
