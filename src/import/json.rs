//! Walks over JSON exports: a few values near the top, then one long array of records.

use std::collections::HashMap;

use super::ImportError;
use super::job::Job;
use super::split::{Element, Splitter, Trouble};
use crate::lang::{Text, import as say};
use crate::model::record::Position;
use crate::model::sink::Stop;

/// The raw values of these top-level keys, wherever they stand; stops when all are found.
pub fn top_level(job: &Job<'_>, wanted: &[&str]) -> Result<HashMap<String, Vec<u8>>, ImportError> {
    let mut split = Splitter::new(job.scout()?);
    let mut found = HashMap::new();
    if !split.enter(b'{') {
        return Ok(found);
    }
    while found.len() < wanted.len() {
        let Some(key) = split.key() else { break };
        if wanted.contains(&key.as_str()) {
            let value = split.value().unwrap_or_default().to_vec();
            found.insert(key, value);
        } else {
            split.skip();
        }
    }
    Ok(found)
}

/// Hands every record of the array that comes next to `read`, which says whether it was one.
pub fn each(
    job: &mut Job<'_>,
    split: &mut Splitter,
    mut read: impl FnMut(&mut Job<'_>, Position, &[u8]) -> Result<bool, Stop>,
) -> Result<(), Stop> {
    if !split.enter(b'[') {
        split.skip();
        return Ok(());
    }
    loop {
        match split.element() {
            Element::Record(at) => {
                if read(job, at, split.piece())? {
                    split.accept();
                } else {
                    split.reject();
                    job.skip(at, say::NOT_JSON.get(job.lang))?;
                }
            }
            Element::Broken(at, trouble) => job.skip(at, reason(trouble).get(job.lang))?,
            Element::End => return Ok(()),
            Element::Cut => {
                job.cut_short();
                return Ok(());
            }
        }
    }
}

fn reason(trouble: Trouble) -> Text {
    match trouble {
        Trouble::Malformed => say::NOT_JSON,
        Trouble::Large => say::TOO_LARGE,
        Trouble::Deep => say::TOO_DEEP,
    }
}

/// Hands every line that is no comment to `read`, which says whether it was a record.
pub fn lines(
    job: &mut Job<'_>,
    mut read: impl FnMut(&mut Job<'_>, Position, &[u8]) -> Result<bool, Stop>,
) -> Result<(), ImportError> {
    let mut window = job.window()?;
    while let Some((number, line)) = window.next_line(16 << 20) {
        let at = Position::Line(number);
        let Ok(line) = line else {
            job.skip(at, say::TOO_LARGE.get(job.lang))?;
            continue;
        };
        let record = line.trim_ascii();
        if record.is_empty() || record.starts_with(b"#") {
            continue;
        }
        if !read(job, at, record)? {
            job.skip(at, say::NOT_JSON.get(job.lang))?;
        }
    }
    Ok(())
}
