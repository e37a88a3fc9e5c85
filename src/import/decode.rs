//! Bytes of any encoding as UTF-8: what a file is encoded in, and its text decoded on the way.

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A stream as UTF-8 without a byte-order mark; places that were no text are counted. Bytes of a
/// stream that claims to be UTF-8 pass unchecked: who cuts records out of them repairs and counts
/// what is broken.
pub fn as_utf8(raw: Box<dyn Read>, encoding: &'static Encoding, repaired: &Rc<Cell<u64>>) -> Box<dyn Read> {
    if encoding == UTF_8 {
        return Box::new(WithoutMark { inner: raw, first: true });
    }
    Box::new(Decoding {
        inner: raw,
        decoder: encoding.new_decoder_with_bom_removal(),
        raw: Vec::new(),
        text: Vec::new(),
        passed: 0,
        ended: false,
        repaired: repaired.clone(),
    })
}

struct WithoutMark {
    inner: Box<dyn Read>,
    first: bool,
}

impl Read for WithoutMark {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut got = self.inner.read(buffer)?;
        if std::mem::take(&mut self.first) {
            while got > 0 && got < 3 && buffer.len() > 3 {
                let more = self.inner.read(&mut buffer[got..])?;
                if more == 0 {
                    break;
                }
                got += more;
            }
            if buffer[..got].starts_with(b"\xEF\xBB\xBF") {
                buffer.copy_within(3..got, 0);
                got -= 3;
                return if got == 0 { self.inner.read(buffer) } else { Ok(got) };
            }
        }
        Ok(got)
    }
}

struct Decoding {
    inner: Box<dyn Read>,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    passed: usize,
    ended: bool,
    repaired: Rc<Cell<u64>>,
}

impl Decoding {
    fn refill(&mut self) -> std::io::Result<()> {
        self.raw.resize(64 << 10, 0);
        let got = self.inner.read(&mut self.raw)?;
        self.ended = got == 0;
        let (text, repaired) = decode(&mut self.decoder, &self.raw[..got], self.ended);
        self.repaired.set(self.repaired.get() + repaired);
        (self.text, self.passed) = (text, 0);
        Ok(())
    }
}

impl Read for Decoding {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.passed == self.text.len() && !self.ended {
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.passed);
        buffer[..count].copy_from_slice(&self.text[self.passed..self.passed + count]);
        self.passed += count;
        Ok(count)
    }
}

/// Decodes a piece, with U+FFFD for what is no text, and how often that was.
fn decode(decoder: &mut Decoder, mut raw: &[u8], last: bool) -> (Vec<u8>, u64) {
    let mut text = Vec::with_capacity(raw.len() * 3 + 16);
    let mut repaired = 0;
    loop {
        let at = text.len();
        text.resize(at + raw.len() * 3 + 16, 0);
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(raw, &mut text[at..], last);
        text.truncate(at + written);
        raw = &raw[read..];
        match result {
            DecoderResult::InputEmpty => return (text, repaired),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                repaired += 1;
                text.extend_from_slice("\u{FFFD}".as_bytes());
            }
        }
    }
}

/// Guesses a file's encoding from its head (formats.md §0.2).
pub fn guess(head: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(head) {
        return marked;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    if head.len() >= 8 && zeros(1) * 4 > head.len() {
        return UTF_16LE;
    }
    if head.len() >= 8 && zeros(0) * 4 > head.len() {
        return UTF_16BE;
    }
    let (good, bad) = utf8_quality(head);
    // JSON is UTF-8 by definition; in any other encoding its Chinese would be wrong throughout.
    let is_json = matches!(head.trim_ascii_start().first(), Some(b'{' | b'['));
    if bad == 0 || good > bad * 10 || is_json && bad * 50 <= head.len() {
        return UTF_8;
    }
    // The head may end inside a character: a wrong last one proves nothing.
    let (_, wrong) = decode(&mut GB18030.new_decoder(), head, false);
    if wrong * 200 <= head.len() as u64 { GB18030 } else { WINDOWS_1252 }
}

/// How many characters beyond ASCII are well-formed UTF-8, and how many places are not.
fn utf8_quality(head: &[u8]) -> (usize, usize) {
    let mut good = 0;
    let mut bad = 0;
    let mut chunks = head.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let cut_at_end = chunks.peek().is_none() && chunk.invalid().len() < 4;
        bad += usize::from(!(chunk.invalid().is_empty() || cut_at_end && head.len() >= 60_000));
    }
    (good, bad)
}

/// The head of a stream in an encoding, as text.
pub fn decode_head(head: &[u8], encoding: &'static Encoding) -> String {
    let (text, _) = decode(&mut encoding.new_decoder_with_bom_removal(), head, false);
    String::from_utf8_lossy(&text).into_owned()
}
