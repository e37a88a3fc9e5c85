//! Everything held on one person, as files they can be given (PIPL articles 44 and 45).

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::export::escaped_json;
use crate::lang::Lang;
use crate::model::MemberId;
use crate::store::{Reader, StoreError};

/// Messages read at a time.
const WINDOW: u64 = 1_000;

/// Writes `profile.json` and `messages.jsonl` into a folder.
pub(super) fn hand_over(reader: &Reader, member: MemberId, folder: &Path, lang: Lang) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let profile = profile(reader, member)?;
    let about = folder.join("profile.json");
    writeln!(private(&about)?, "{}", escaped_json(&serde_json::to_string_pretty(&profile)?))?;
    let said = folder.join("messages.jsonl");
    let mut file = std::io::BufWriter::new(private(&said)?);
    let mut offset = 0;
    loop {
        let messages = reader.messages(member, offset, WINDOW, lang)?;
        if messages.is_empty() {
            break;
        }
        offset += messages.len() as u64;
        for message in messages {
            writeln!(file, "{}", escaped_json(&serde_json::to_string(&message)?))?;
        }
    }
    file.flush()?;
    Ok(vec![about, said])
}

fn profile(reader: &Reader, member: MemberId) -> Result<serde_json::Value> {
    let portrait = match reader.portrait(member) {
        Ok(portrait) => portrait,
        // Whoever opted out has no profile any more.
        Err(StoreError::Absent) => return Ok(json!({ "id": member, "name": reader.name_of(member)? })),
        Err(error) => return Err(error.into()),
    };
    let attributes: Vec<_> = portrait.attributes.iter().map(|(_, attribute)| attribute).collect();
    Ok(json!({
        "id": member,
        "name": portrait.row.name,
        "names": portrait.names,
        "identities": portrait.identities,
        "memberships": portrait.memberships,
        "attributes": attributes,
        "imported": portrait.fields,
        "tags": portrait.tags,
        "contacts": portrait.contacts,
        "orders": portrait.orders,
        "history": portrait.history,
    }))
}

/// A new file that its owner alone may read.
pub(super) fn private(path: &Path) -> Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| path.display().to_string())
}
