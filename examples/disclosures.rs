//! Prints what each line of the standard input says of its author, for a reader to judge: attribute, value,
//! precision, and the line, with tabs between. `docs/accuracy.md` says on which texts it was run.

use std::io::{BufRead, Write, stdin, stdout};

use qunxiang::text::disclosure::claims;

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        for claim in claims(&line) {
            writeln!(out, "{}\t{}\t{}\t{line}", claim.attribute, claim.value, claim.precision)?;
        }
    }
    Ok(())
}
