//! Everything held on one person, as files they can be given (PIPL articles 44 and 45).

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use serde_json::json;

use crate::export::{ExportError, Folder, escaped_json};
use crate::lang::{Lang, task as say};
use crate::model::MemberId;
use crate::store::{HELD, Reader, StoreError};

/// Writes the rows of every kind into a file of their own, and the profile beside them, if there is
/// one, into a folder that is not there yet.
pub(super) fn hand_over(reader: &Reader, member: MemberId, path: &Path, lang: Lang) -> Result<Vec<PathBuf>> {
    let _moment = reader.hold()?;
    let folder = Folder::begin(path).map_err(|error| match error {
        ExportError::Exists(path) => anyhow!(say::folder_exists(lang, &path.display().to_string(), "--export")),
        error => anyhow!(error.say(lang)),
    })?;
    let mut written = Vec::new();
    if let Some(profile) = profile(reader, member)? {
        writeln!(folder.file("profile.json")?, "{}", escaped_json(&serde_json::to_string_pretty(&profile)?))?;
        written.push("profile.json".to_owned());
    }
    for held in HELD {
        let name = format!("{}.jsonl", held.name);
        let mut file = BufWriter::new(folder.file(&name)?);
        reader.held(member, held, lang, |row| anyhow::Ok(writeln!(file, "{}", escaped_json(&row.to_string()))?))?;
        file.flush()?;
        written.push(name);
    }
    if let Err(error) = folder.finish() {
        bail!(error.say(lang));
    }
    Ok(written.into_iter().map(|name| path.join(name)).collect())
}

/// What the last build made of the rows; nothing of whoever opted out, or came after it.
fn profile(reader: &Reader, member: MemberId) -> Result<Option<serde_json::Value>> {
    let portrait = match reader.portrait(member) {
        Ok(portrait) => portrait,
        Err(StoreError::Absent) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let attributes: Vec<_> = portrait.attributes.iter().map(|(_, attribute)| attribute).collect();
    Ok(Some(json!({
        "id": member,
        "name": portrait.row.name,
        "attributes": attributes,
        "imported": portrait.fields,
        "tags": portrait.tags,
        "contacts": portrait.contacts,
    })))
}
