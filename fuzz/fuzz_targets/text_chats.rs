#![no_main]
//! Any bytes as a chat, of a format or of the one it seems to be: read or refused, never a panic.

use libfuzzer_sys::fuzz_target;
use qunxiang_fuzz::{chosen, is_text, read};

fuzz_target!(|data: &[u8]| {
    if let Some((format, content)) = chosen(data, is_text) {
        // What is refused is refused in a sentence; only a panic is a finding.
        let _ = read("chat.txt", content, format, &[]);
    }
});
