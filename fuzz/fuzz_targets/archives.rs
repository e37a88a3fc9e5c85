#![no_main]
//! Any bytes as an archive: its members are read or refused, and a copy with other people is made.

use libfuzzer_sys::fuzz_target;
use qunxiang::import::rewritten;
use qunxiang::text::pseudonym::Pseudonyms;
use qunxiang_fuzz::read;

fuzz_target!(|data: &[u8]| {
    let cast = read("export.zip", data, None, &[]).unwrap_or_default();
    if let Ok(mut people) = Pseudonyms::new(&cast.names, &cast.ids) {
        let _ = rewritten(data, &mut |text| people.replace(text), &mut 0);
    }
});
