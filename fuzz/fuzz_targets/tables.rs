#![no_main]
//! Any bytes as a table, with or without columns that the user maps: read or refused, never a panic.

use libfuzzer_sys::fuzz_target;
use qunxiang_fuzz::{chosen, is_table, read};

const MAPPINGS: [&[&str]; 4] =
    [&[], &["1=id", "2=name"], &["甲=time", "乙=action"], &["1=time", "2=phone", "3=amount"]];

fuzz_target!(|data: &[u8]| {
    let Some((format, rest)) = chosen(data, is_table) else { return };
    let Some((mapping, content)) = rest.split_first() else { return };
    let mapping: Vec<String> =
        MAPPINGS[usize::from(*mapping) % MAPPINGS.len()].iter().map(|pair| (*pair).to_owned()).collect();
    let _ = read("table.csv", content, format, &mapping);
});
