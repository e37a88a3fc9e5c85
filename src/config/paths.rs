//! Where the program keeps its files, by the XDG rules.
//!
//! Folders it makes hold people's data: they are to be created with [`FOLDER_MODE`], and files
//! in them with [`FILE_MODE`].

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::lang::{Lang, config as say};

/// Mode of a folder the program makes: its owner only.
pub const FOLDER_MODE: u32 = 0o700;
/// Mode of a store or log: its owner only.
pub const FILE_MODE: u32 = 0o600;

const NAME: &str = "qunxiang";

/// There is no home folder to put anything in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", say::NO_HOME.get(Lang::En))]
pub struct NoHome;

impl NoHome {
    /// One sentence.
    pub fn say(self, lang: Lang) -> String {
        say::NO_HOME.get(lang).to_owned()
    }
}

fn strategy() -> Result<impl BaseStrategy, NoHome> {
    etcetera::choose_base_strategy().map_err(|_| NoHome)
}

/// The store used unless `--db` or `QUNXIANG_DB` names another: `$XDG_DATA_HOME/qunxiang/store.db`.
pub fn default_store() -> Result<PathBuf, NoHome> {
    Ok(strategy()?.data_dir().join(NAME).join("store.db"))
}

/// The demo's own store: `$XDG_DATA_HOME/qunxiang/demo.db`.
pub fn demo_store() -> Result<PathBuf, NoHome> {
    Ok(strategy()?.data_dir().join(NAME).join("demo.db"))
}

/// Where logs go: `$XDG_STATE_HOME/qunxiang`, or beside the store where there is no state folder.
pub fn log_folder() -> Result<PathBuf, NoHome> {
    let strategy = strategy()?;
    Ok(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join(NAME))
}

/// The log: `qunxiang.log` in its folder.
pub fn log_file() -> Result<PathBuf, NoHome> {
    Ok(log_folder()?.join("qunxiang.log"))
}

/// The settings: `$XDG_CONFIG_HOME/qunxiang/config.toml`.
pub fn settings_file() -> Result<PathBuf, NoHome> {
    Ok(strategy()?.config_dir().join(NAME).join("config.toml"))
}

/// Changes to the explorer's keys: `keymap.toml` beside the settings.
pub fn keymap_file() -> Result<PathBuf, NoHome> {
    Ok(settings_file()?.with_file_name("keymap.toml"))
}

/// The user's own themes: `themes` beside the settings.
pub fn theme_folder() -> Result<PathBuf, NoHome> {
    Ok(settings_file()?.with_file_name("themes"))
}

/// The operator's own profile schemes: `schemes` beside the settings.
pub fn scheme_folder() -> Result<PathBuf, NoHome> {
    Ok(settings_file()?.with_file_name("schemes"))
}

/// Makes a folder (and those above it that are missing) that only its owner may enter.
pub fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, FOLDER_MODE);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_folder_the_program_makes_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("a/b");
        make_private_folder(&folder).unwrap();
        make_private_folder(&folder).unwrap();
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, FOLDER_MODE);
    }

    #[test]
    fn stores_do_not_share_a_file() {
        assert_ne!(default_store().unwrap(), demo_store().unwrap());
    }
}
