//! What the targets share: bytes as a file, read as `import` reads it.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use qunxiang::import::{Cast, FORMATS, ImportError, Kind, Mapping, ReadOptions, Source, cast, expand};
use qunxiang::lang::Lang;

/// How the names of folders begin that targets write into; the number of their process follows.
const PREFIX: &str = "qunxiang-fuzz-";

/// Every file is written here, in memory where the machine has such a folder.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let above = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    sweep(&above);
    let folder = above.join(format!("{PREFIX}{}", std::process::id()));
    fs::DirBuilder::new().mode(0o700).create(&folder).expect("a target needs a folder to write into");
    folder
});

/// Removes what processes left that ended, as all do in the middle of their work.
fn sweep(above: &Path) {
    let processes = Path::new("/proc");
    for left in fs::read_dir(above).into_iter().flatten().flatten() {
        let name = left.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.parse::<u32>().ok());
        if owner.is_some_and(|owner| processes.is_dir() && !processes.join(owner.to_string()).exists()) {
            // What somebody else left is theirs to remove.
            let _ = fs::remove_dir_all(left.path());
        }
    }
}

/// Bytes as a file, which is gone when they have been read.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, bytes: &[u8]) -> Written {
        let path = FOLDER.join(name);
        fs::write(&path, bytes).expect("a target needs to write its file");
        Written(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Reads bytes as a file of this name, and every member of it if it is an archive; each as a format,
/// or as it is found to be.
pub fn read(name: &str, bytes: &[u8], format: Option<&str>, mapping: &[String]) -> Result<Cast, ImportError> {
    let file = Written::new(name, bytes);
    let mapping = Mapping::parse(mapping).unwrap_or_default();
    let options = ReadOptions { format: format.map(str::to_owned), mapping, lang: Lang::En, ..ReadOptions::default() };
    let mut whole = Cast::default();
    for source in expand(std::slice::from_ref(&file.0))? {
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
