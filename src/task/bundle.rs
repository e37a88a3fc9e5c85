//! A segment with everything that made it, in one folder: the same inputs give the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};

use crate::config::Scheme;
use crate::export::{ExportError, Folder, escaped_json};
use crate::lang::Lang;
use crate::lang::task as say;
use crate::model::view::Vocabulary;
use crate::query::{self, Expr};
use crate::store::Reader;
use crate::task::export;
use crate::task::request::ExportOrder;
use crate::task::scheme;
use crate::task::watch::Watch;

const MEMBERS: &str = "members.csv";
const SCHEME: &str = "scheme.toml";
const ABOUT: &str = "segment.json";

/// The folder of a segment's bundle, named as every file system takes it.
pub fn folder_name(segment: &str) -> String {
    format!("segment-{}", file_name(segment))
}

/// A name as every file system takes it.
pub fn file_name(name: &str) -> String {
    let harmful = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let name: String = name.chars().map(|c| if harmful(c) { '_' } else { c }).collect();
    name.trim_matches(['.', ' ']).to_owned()
}

/// Writes the bundle of a segment into a folder that is not there yet; gives what was exported,
/// for the log, and how many members. `rested` leaves out whom the operator contacted in so many days.
///
/// # Errors
/// If there is no such segment, profiles are not up to date, or the folder is there or cannot be
/// written: no folder is left then.
pub(super) fn bundle(
    reader: &Reader,
    name: &str,
    folder: &Path,
    rested: Option<u32>,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<(ExportOrder, u64)> {
    let _moment = reader.hold()?;
    if reader.overview()?.stale {
        bail!(say::STALE.get(lang));
    }
    let failed = |error: ExportError| match error {
        ExportError::Exists(path) => anyhow!(say::folder_exists(lang, &path.display().to_string(), "-o")),
        error => anyhow!(error.say(lang)),
    };
    let scheme = scheme::in_use(reader, lang)?;
    let making = Folder::begin(folder).map_err(failed)?;
    let order = ExportOrder { rested, ..order(name, &making.place_of(MEMBERS)) };
    let rows = export::export(reader, &order, lang, watch)?;
    making.file(SCHEME)?.write_all(scheme.text().as_bytes())?;
    let about = serde_json::to_string_pretty(&about(reader, &order, name, rows, &scheme, &making)?)?;
    writeln!(making.file(ABOUT)?, "{}", escaped_json(&about))?;
    making.finish().map_err(failed)?;
    Ok((ExportOrder { path: folder.to_owned(), ..order }, rows))
}

/// Plain UTF-8 for any program, in the store's own order, whatever the language of the screen.
fn order(name: &str, path: &Path) -> ExportOrder {
    ExportOrder { filter: Some(Expr::in_segment(name)), path: path.to_owned(), ..ExportOrder::default() }
}

/// The rule, the scheme, the data and the day. No clock: the time of making is not in it.
fn about(
    reader: &Reader,
    order: &ExportOrder,
    name: &str,
    members: u64,
    scheme: &Scheme,
    folder: &Folder,
) -> Result<serde_json::Value> {
    let saved = reader.segments()?.into_iter().find(|segment| segment.name == name).context("segment")?;
    let rule = query::parse(&saved.filter, &Vocabulary::default()).or_else(|_| reader.segment(name))?;
    let days: BTreeMap<String, Option<String>> = reader
        .overview()?
        .communities
        .into_iter()
        .map(|(_, community, day)| (community, day.map(|day| day.to_string())))
        .collect();
    Ok(serde_json::json!({
        "segment": name,
        "filter": saved.filter,
        "rule": { "zh": query::explain(&rule, Lang::Zh), "en": query::explain(&rule, Lang::En) },
        "members": members,
        "skip_contacted": order.rested,
        "as_of": days,
        "scheme": scheme.name,
        "data": reader.data_fingerprint()?,
        "program": env!("CARGO_PKG_VERSION"),
        "sha256": { MEMBERS: sha256(&folder.place_of(MEMBERS))?, SCHEME: sha256(&folder.place_of(SCHEME))? },
    }))
}

fn sha256(path: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    std::io::copy(&mut fs::File::open(path)?, &mut digest)?;
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
