//! Prints what each line of the standard input says of its author, for a reader to judge: attribute, value,
//! precision, and the line, with tabs between. With `names` each line is a name, read as a card; with `calls`, what the
//! line calls whom it answers. `docs/accuracy.md` says on which texts it was run.

use std::io::{BufRead, Write, stdin, stdout};

use qunxiang::text::disclosure::Disclosure;
use qunxiang::text::{address, card, disclosure};

fn main() -> std::io::Result<()> {
    let read = match std::env::args().nth(1).as_deref() {
        Some("names") => card::claims,
        Some("calls") => calls,
        _ => disclosure::claims,
    };
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        for claim in read(&line) {
            writeln!(out, "{}\t{}\t{}\t{line}", claim.attribute, claim.value, claim.precision)?;
        }
    }
    Ok(())
}

/// What a line calls whom it answers; it tells nothing of its author.
fn calls(line: &str) -> Vec<Disclosure> {
    let called = |value: &str| Disclosure { attribute: "gender", value: value.to_owned(), precision: 1.0 };
    address::called(line, []).map(called).into_iter().collect()
}
