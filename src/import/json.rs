//! Walks over JSON exports: a few values near the top, then one long array of records.

use std::collections::HashMap;

use serde::Deserialize;

use super::ImportError;
use super::job::Job;
use super::raw::{Raw, Refusal};
use super::scalar::Scalar;
use super::split::{self, Element, Splitter, Trouble};
use super::window::Window;
use crate::lang::{Text, import as say};
use crate::model::record::Position;
use crate::model::sink::Stop;

/// Values found near a file's top.
pub struct Top(HashMap<String, Raw<'static>>);

impl Top {
    /// The value of a key; its default where there is none, or another than expected.
    pub fn read<'r, T: Deserialize<'r> + Default>(&'r self, key: &str) -> T {
        self.0.get(key).and_then(|raw| raw.read().ok()).unwrap_or_default()
    }
}

/// The values of these top-level keys, wherever they stand; stops when all are found.
pub fn top_level(job: &Job<'_>, wanted: &[&str]) -> Result<Top, ImportError> {
    let mut split = Splitter::new(job.scout()?);
    let mut found = HashMap::new();
    split.enter(b'{');
    while found.len() < wanted.len() {
        let Some(key) = split.key() else { break };
        if wanted.contains(&key.as_str()) {
            let value = split.value().unwrap_or_default().to_vec();
            found.insert(key, Raw::new(Position::Byte(0), value));
        } else {
            split.skip();
        }
    }
    Ok(Top(found))
}

/// Hands every key of the file's one object to `value`, which takes or skips what stands behind it.
pub fn object(
    job: &mut Job<'_>,
    mut value: impl FnMut(&mut Job<'_>, &mut Splitter, &str) -> Result<(), Stop>,
) -> Result<(), ImportError> {
    let mut split = Splitter::new(job.window()?);
    split.enter(b'{');
    while let Some(key) = split.key() {
        value(job, &mut split, &key)?;
    }
    // Only at its end does a packed stream show whether it is whole.
    split.skip_rest();
    if split.was_cut() {
        job.cut_short();
    }
    Ok(())
}

/// Hands every value of the file's one object to `take`, as [`each`] does with an array's.
pub fn entries(
    job: &mut Job<'_>,
    mut take: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<(), ImportError> {
    object(job, |job, split, _| {
        let at = split.position();
        match split.value() {
            Some(bytes) => hand_over(job, &Raw::new(at, bytes), &mut take).map(|_| ()),
            None => job.skip(at, say::NOT_JSON.get(job.lang)),
        }
    })
}

/// Hands every record of the file's one array to `take`, as [`each`] does.
pub fn array(
    job: &mut Job<'_>,
    take: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<(), ImportError> {
    let mut split = Splitter::new(job.window()?);
    Ok(each(job, &mut split, take)?)
}

/// The scalar that comes next, as text.
pub fn scalar(split: &mut Splitter) -> Option<String> {
    let raw = Raw::new(Position::Byte(0), split.value()?);
    raw.read::<Scalar<'_>>().ok()?.owned()
}

/// Hands every record of the array that comes next to `take`, which reads it as what it is:
///
/// ```ignore
/// json::each(job, split, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?))
/// ```
pub fn each(
    job: &mut Job<'_>,
    split: &mut Splitter,
    mut take: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<(), Stop> {
    if !split.enter(b'[') {
        split.skip();
        return Ok(());
    }
    loop {
        match split.element() {
            Element::Record(at) => {
                if hand_over(job, &Raw::new(at, split.piece()), &mut take)? {
                    split.accept();
                } else {
                    split.reject();
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

/// Hands every line that is no comment to `take`, as [`each`] does.
pub fn lines(
    job: &mut Job<'_>,
    take: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<(), ImportError> {
    let window = job.window()?;
    Ok(lines_of(job, window, take)?)
}

/// Hands every line of this text that is no comment to `take`, as [`each`] does.
pub fn lines_of(
    job: &mut Job<'_>,
    mut window: Window,
    mut take: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<(), Stop> {
    while let Some((number, line)) = window.next_line(split::CAP) {
        let at = Position::Line(number);
        let Some(line) = line else {
            job.skip(at, say::TOO_LARGE.get(job.lang))?;
            continue;
        };
        let record = line.trim_ascii();
        if !record.is_empty() && !record.starts_with(b"#") {
            hand_over(job, &Raw::new(at, record), &mut take)?;
        }
    }
    Ok(())
}

/// Whether the record could be read; else it has been reported.
fn hand_over(
    job: &mut Job<'_>,
    raw: &Raw<'_>,
    take: &mut impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<bool, Stop> {
    match take(job, raw) {
        Ok(()) => {
            job.repaired(raw.repairs());
            Ok(true)
        }
        Err(Refusal::Unreadable) => {
            job.skip(raw.at, say::NOT_JSON.get(job.lang))?;
            Ok(false)
        }
        Err(Refusal::Stopped(stop)) => Err(stop),
    }
}

fn reason(trouble: Trouble) -> Text {
    match trouble {
        Trouble::Malformed => say::NOT_JSON,
        Trouble::Large => say::TOO_LARGE,
        Trouble::Deep => say::TOO_DEEP,
    }
}
