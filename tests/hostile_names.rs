//! Names that would steer a terminal: harmless where somebody looks, whole where a program reads.

#![cfg(unix)]

mod program;

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use program::Home;

/// Turns red, rings, clears the screen by an eight-bit sequence, and reads backwards.
const NAME: &str = "小\u{1b}[31m红\u{7}\u{9b}2J\u{202e}反\u{2066}向";

/// What a program wrote to a terminal.
fn on_a_terminal(home: &Home, arguments: &[&str]) -> String {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qunxiang"));
    command.args(arguments);
    command.cwd(home.folder.path());
    command.env("HOME", home.folder.path());
    for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, home.folder.path().join(name));
    }
    for name in ["QUNXIANG_DB", "QUNXIANG_LANG", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut output = pair.master.try_clone_reader().unwrap();
    let mut written = Vec::new();
    let mut piece = [0; 4096];
    // The end of a terminal's other side reads as an error on some systems.
    while let Ok(length @ 1..) = output.read(&mut piece) {
        written.extend_from_slice(&piece[..length]);
    }
    child.wait().unwrap();
    String::from_utf8(written).unwrap()
}

fn hostile(text: &str) -> Vec<char> {
    let steers = |c: &char| {
        c.is_control() && !matches!(c, '\r' | '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(steers).collect()
}

/// A community of one person and one group with hostile names, from a file with another.
fn home() -> Home {
    let home = Home::new();
    let roster = format!("群名,QQ号,昵称,{NAME}\n{NAME},10001,{NAME},{NAME}\n");
    let file = home.file(&format!("{NAME}.csv"), roster);
    let done = home.run(&["import", file.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    home
}

#[test]
fn nothing_steers_the_terminal_in_any_format() {
    let home = home();
    let file = home.folder.path().join(format!("{NAME}.csv"));
    let file = file.to_str().unwrap();
    let lists: [&[&str]; 10] = [
        &["members"],
        &["groups"],
        &["kol"],
        &["topics"],
        &["segment", "list"],
        &["tag", "list"],
        &["outcome", "show"],
        &["outcome", "show", NAME],
        &["purge", "--older", "2000-01-01", "--dry-run"],
        &["import", file],
    ];
    let contacted = home.file("contacted.csv", format!("昵称,是否回复\n{NAME},是\n{NAME}x,{NAME}\n"));
    let contacted = contacted.to_str().unwrap();
    let told = on_a_terminal(&home, &["outcome", "import", contacted, "--campaign", NAME]);
    assert_eq!(hostile(&told), [], "{told:?}");
    home.run(&["segment", "save", NAME, "--where", "name:小"]);
    home.run(&["tag", "add", NAME, "qq:10001"]);
    for list in lists {
        for format in ["table", "csv", "json", "jsonl"] {
            let shown = on_a_terminal(&home, &[list, &["--format", format]].concat());
            assert_eq!(hostile(&shown), [], "{list:?} as {format}: {shown:?}");
        }
    }
    let wrong: [&[&str]; 5] = [
        &["member", "qq:10001", "--json"],
        &["member", "qq:10001", "--evidence"],
        &["member", NAME, "--export", NAME],
        &["members", "--where", NAME, "--columns", NAME, "--format", "csv"],
        &["import", "\u{9b}2J.csv"],
    ];
    for arguments in wrong {
        let shown = on_a_terminal(&home, arguments);
        assert_eq!(hostile(&shown), [], "{arguments:?}: {shown:?}");
        assert!(!shown.is_empty());
    }
}

#[test]
fn a_pipe_gets_the_names_as_they_are() {
    let home = home();
    let csv = home.run(&["members", "--columns", "name", "--format", "csv"]);
    assert_eq!(csv.out, format!("\"name\"\n\"{NAME}\"\n"));
    for format in ["json", "jsonl"] {
        let json = home.run(&["members", "--format", format]).out;
        assert_eq!(hostile(&json), [], "{json:?}");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let row = if format == "json" { &value[0] } else { &value };
        assert_eq!(row["name"], NAME);
    }
}
