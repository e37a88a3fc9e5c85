//! What the targets share: bytes as a file, read as `import` reads it.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use qunxiang::import::{Cast, FORMATS, ImportError, Kind, Mapping, ReadOptions, Source, cast, expand};
use qunxiang::lang::Lang;

/// Every file is written here, in memory where the machine has such a folder.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a target needs a folder to write into")
});

/// Bytes as a file of this name.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = FOLDER.path().join(name);
    std::fs::write(&path, bytes).expect("a target needs to write its file");
    path
}

/// Reads a file, and every member of it if it is an archive; each as a format, or as it is found to be.
pub fn read(path: &Path, format: Option<&str>, mapping: &[String]) -> Result<Cast, ImportError> {
    let mapping = Mapping::parse(mapping).unwrap_or_default();
    let options = ReadOptions { format: format.map(str::to_owned), mapping, lang: Lang::En, ..ReadOptions::default() };
    let mut whole = Cast::default();
    for source in expand(&[path.to_owned()])? {
        let source: Source = source;
        cast(&source, &options, &mut whole)?;
    }
    Ok(whole)
}

/// The first byte chooses a format among these, none if it is zero; the rest is the file.
pub fn chosen<'d>(data: &'d [u8], among: fn(&str, Kind) -> bool) -> Option<(Option<&'static str>, &'d [u8])> {
    let (first, rest) = data.split_first()?;
    let formats: Vec<&str> =
        FORMATS.iter().filter(|format| among(format.name, format.kind)).map(|format| format.name).collect();
    let chosen = (usize::from(*first) % (formats.len() + 1)).checked_sub(1);
    Some((chosen.and_then(|place| formats.get(place).copied()), rest))
}

/// Chats that are written in JSON.
pub fn is_json(name: &str, _: Kind) -> bool {
    const JSON: [&str; 12] = [
        "chatlab-json",
        "chatlab-jsonl",
        "weflow-json",
        "weflow-arkme",
        "echotrace",
        "chatlog-json",
        "telegram",
        "qce-v4",
        "qce-v5",
        "qce-chunked",
        "discord-json",
        "pywxdump-users",
    ];
    JSON.contains(&name)
}

/// Chats that are written as plain text.
pub fn is_text(name: &str, kind: Kind) -> bool {
    kind == Kind::Chat && (name.ends_with("-txt") || name.ends_with("-paste"))
}

/// Everything else: tables of any sort.
pub fn is_table(name: &str, kind: Kind) -> bool {
    !is_json(name, kind) && !is_text(name, kind)
}
