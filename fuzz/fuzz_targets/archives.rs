#![no_main]
//! Any bytes as an archive: its members are read or refused, and a copy with other people is made.

use libfuzzer_sys::fuzz_target;
use qunxiang::import::rewritten;
use qunxiang_fuzz::{file, read};

fuzz_target!(|data: &[u8]| {
    let _ = read(&file("export.zip", data), None, &[]);
    let _ = rewritten(data, &mut str::to_owned, &mut 0);
});
