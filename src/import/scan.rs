//! Finds where a JSON value ends, without reading it; goes on as more of it arrives.

use memchr::memchr2;

/// What a scan came to.
pub enum Run {
    /// The value ends before this byte.
    Done(usize),
    /// It goes on beyond what is there.
    More,
    /// Its brackets do not match.
    Mismatch,
    /// It is nested deeper than the limit.
    Deep,
}

/// Where a scan stands between two pieces of its value.
#[derive(Default)]
pub struct Scan {
    /// 0: no limit, and brackets are only counted.
    limit: u32,
    depth: u32,
    /// One bit a level, set for an object.
    kinds: u64,
    in_text: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    /// Of a value whose brackets must match, and stand no deeper than this.
    pub fn limited(depth: u32) -> Scan {
        Scan { limit: depth, ..Scan::default() }
    }

    /// Whether a number, a word or nothing else has begun, which ends where the stream does.
    pub fn is_scalar(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_text
    }

    /// Goes on at `from`; the value began at 0.
    pub fn run(&mut self, bytes: &[u8], from: usize) -> Run {
        let mut at = from;
        while at < bytes.len() {
            if self.in_text {
                if std::mem::take(&mut self.escaped) {
                    at += 1;
                    continue;
                }
                match memchr2(b'"', b'\\', &bytes[at..]) {
                    None => return Run::More,
                    Some(step) => at += step + 1,
                }
                if bytes[at - 1] == b'\\' {
                    self.escaped = true;
                } else {
                    self.in_text = false;
                    if self.depth == 0 {
                        return Run::Done(at);
                    }
                }
                continue;
            }
            let byte = bytes[at];
            match byte {
                b'"' if self.begun && self.depth == 0 => return Run::Done(at),
                b'"' => self.in_text = true,
                b'{' | b'[' => {
                    if self.limit > 0 {
                        if self.depth == self.limit {
                            return Run::Deep;
                        }
                        self.kinds = self.kinds << 1 | u64::from(byte == b'{');
                    }
                    self.depth += 1;
                }
                b'}' | b']' => {
                    if self.depth == 0 {
                        return if self.begun { Run::Done(at) } else { Run::Mismatch };
                    }
                    if self.limit > 0 {
                        if (self.kinds & 1 == 1) != (byte == b'}') {
                            return Run::Mismatch;
                        }
                        self.kinds >>= 1;
                    }
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Run::Done(at + 1);
                    }
                }
                b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && self.begun => return Run::Done(at),
                _ => {}
            }
            self.begun = true;
            at += 1;
        }
        Run::More
    }
}
