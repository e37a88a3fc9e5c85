//! Exports of qq-chat-exporter in parts: a manifest, and files of messages beside it.

use serde::Deserialize;

use super::detect::Head;
use super::job::Job;
use super::raw::{Raw, Refusal};
use super::scalar::{List, Scalar};
use super::source::Source;
use super::split::Splitter;
use super::{Format, ImportError, Kind, json, qce};
use crate::lang::import as say;
use crate::model::record::Position;

pub const FORMAT: Format = Format {
    name: "qce-chunked",
    title: say::QCE_CHUNKED,
    kind: Kind::Chat,
    score,
    read: |job| if qce::is_export(job.head) { qce::read(job) } else { qce::read_lines(job) },
};

/// A manifest that is long may list its parts beyond the head: then that it has parts must do.
fn score(head: &Head) -> f32 {
    let lists_parts = head.has_key("chunked", "{") || head.has_key("format", "\"chunked-jsonl\"");
    if qce::is_export(head) {
        return if lists_parts || head.has_parts { 0.97 } else { 0.0 };
    }
    let is_line = ["seq", "timestamp", "uid", "elements"].iter().all(|key| head.has_key(key, ""));
    if head.begins_like_json() && is_line { 0.8 } else { 0.0 }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chunked<'a> {
    #[serde(borrow)]
    chunks: List<Chunk<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Chunk<'a> {
    #[serde(borrow)]
    relative_path: Scalar<'a>,
    #[serde(borrow)]
    file_name: Scalar<'a>,
    /// As earlier versions call it.
    #[serde(borrow)]
    file: Scalar<'a>,
}

/// The parts that a manifest lists, by file name.
pub fn listed(split: &mut Splitter) -> Vec<String> {
    let raw = Raw::new(Position::Byte(0), split.value().unwrap_or_default());
    let chunked: Chunked<'_> = raw.read().unwrap_or_default();
    let name = |chunk: &Chunk<'_>| {
        let told = [&chunk.file_name, &chunk.relative_path, &chunk.file].into_iter().find_map(Scalar::owned)?;
        Some(told.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
    };
    chunked.chunks.0.iter().filter_map(name).collect()
}

/// Reads the parts of a file in the order listed, and those that nothing lists behind them. One
/// that is missing costs no other.
pub fn read_parts(
    job: &mut Job<'_>,
    listed: &[String],
    mut take: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
) -> Result<(), ImportError> {
    let source = job.source;
    let is = |part: &&Source, name: &String| part.shown().file_name().is_some_and(|own| own == name.as_str());
    let unlisted = source.parts().iter().filter(|part| !listed.iter().any(|name| is(part, name)));
    let mut parts = Vec::new();
    for name in listed {
        match source.parts().iter().find(|part| is(part, name)) {
            Some(part) => parts.push(part),
            None => job.warn(say::missing_part(job.lang, name)),
        }
    }
    for part in parts.into_iter().chain(unlisted) {
        let window = job.enter_part(part)?;
        json::lines_of(job, window, &mut take)?;
    }
    Ok(())
}
