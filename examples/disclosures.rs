//! Prints what each line of the standard input says of its author, for a reader to judge: attribute, value,
//! precision, and the line, with tabs between. With `names` each line is a name, read as a card. `docs/accuracy.md`
//! says on which texts it was run.

use std::io::{BufRead, Write, stdin, stdout};

use qunxiang::text::{card, disclosure};

fn main() -> std::io::Result<()> {
    let read = if std::env::args().nth(1).as_deref() == Some("names") { card::claims } else { disclosure::claims };
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        for claim in read(&line) {
            writeln!(out, "{}\t{}\t{}\t{line}", claim.attribute, claim.value, claim.precision)?;
        }
    }
    Ok(())
}
