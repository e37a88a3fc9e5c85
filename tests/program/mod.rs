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

/// A home with a chat of these lines in a group, imported: who, on which day after `first` (seconds since 1970), what, and the
/// number of the line that it answers.
pub fn chat(group: &str, first: i64, lines: &[(&str, i64, String, Option<usize>)]) -> Home {
    let head = format!(
        r#"{{"_type":"header","chatlab":{{"version":"0.0.2"}},"meta":{{"name":"{group}","platform":"wechat","type":"group","groupId":"g@chatroom"}}}}"#
    );
    let mut written = vec![head];
    for (number, (who, day, text, reply)) in lines.iter().enumerate() {
        let time = first + day * 86_400 + number as i64;
        let reply = reply.map_or(String::new(), |to| format!(r#","replyToMessageId":"n{to}""#));
        written.push(format!(
            r#"{{"_type":"message","platformMessageId":"n{number}","sender":"wxid_{who}","accountName":"{who}","timestamp":{time},"type":0,"content":"{text}"{reply}}}"#
        ));
    }
    let home = Home::new();
    home.file("chat.jsonl", written.join("\n"));
    assert_eq!(home.run(&["import", "chat.jsonl"]).code, Some(0));
    home
}

/// A file of the invented community.
#[allow(dead_code, reason = "not every test needs it")]
pub fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}
