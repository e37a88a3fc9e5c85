//! The program with a home of its own, no locale, and nothing inherited that changes what it says.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

pub struct Home {
    pub folder: TempDir,
}

impl Home {
    pub fn new() -> Home {
        Home { folder: tempfile::tempdir().unwrap() }
    }

    /// Writes a file into the home.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        let mut command = Command::cargo_bin("qunxiang").unwrap();
        for name in ["QUNXIANG_DB", "QUNXIANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.env("HOME", self.folder.path());
        for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, self.folder.path().join(name));
        }
        let output = command.current_dir(self.folder.path()).args(arguments).output().unwrap();
        Done {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub struct Done {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// What the program says in English.
pub fn english(home: &Home, arguments: &[&str]) -> Done {
    home.run(&[&["--lang", "en"], arguments].concat())
}

/// What it prints in English, having done all it was asked to.
pub fn done(home: &Home, arguments: &[&str]) -> String {
    let done = english(home, arguments);
    assert_eq!(done.code, Some(0), "{arguments:?}: {}", done.err);
    done.out
}

/// What it says, having done all it was asked to.
pub fn well(home: &Home, arguments: &[&str]) -> Done {
    let done = home.run(arguments);
    assert_eq!(done.code, Some(0), "{arguments:?}: {}", done.err);
    done
}

/// A file of the invented community.
#[allow(dead_code, reason = "not every test needs it")]
pub fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}
