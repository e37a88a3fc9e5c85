//! What a store goes through in a hard life, and what its operator is told.

#![cfg(target_os = "linux")]

mod program;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use program::{Done, Home, fixture};

/// How long a machine that does other things may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Somebody without any rights.
const NOBODY: u32 = 65_534;

/// A store with a few people in it.
fn small(home: &Home) -> PathBuf {
    let db = home.folder.path().join("store.db");
    assert_eq!(on(home, &db, &["import", &fixture("SYNTH_group.json")]).code, Some(0));
    db
}

fn on(home: &Home, db: &Path, arguments: &[&str]) -> Done {
    home.run(&[&["--db", db.to_str().unwrap(), "--lang", "en"], arguments].concat())
}

fn members(home: &Home, db: &Path) -> String {
    let listed = on(home, db, &["members", "--json"]);
    assert_eq!(listed.code, Some(0), "{}", listed.err);
    listed.out
}

/// A chat that takes a while to import.
fn long_chat(home: &Home) -> PathBuf {
    let mut text = String::from(concat!(
        r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"长谈","platform":"wechat","type":"group","groupId":"9@chatroom"}}"#,
        "\n"
    ));
    for i in 0..40_000_u64 {
        let (who, time, word) = (i * 7 % 300, 1_709_254_800 + i * 37, i.wrapping_mul(0x9e37_79b9) % 100_000);
        text += &format!(
            "{{\"_type\":\"message\",\"platformMessageId\":\"{i}\",\"sender\":\"wxid_{who}\",\"accountName\":\"人{who}\",\"timestamp\":{time},\"type\":0,\"content\":\"第{word}句话，周末一起去露营吧\"}}\n"
        );
    }
    home.file("long.jsonl", text)
}

fn start(home: &Home, db: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_qunxiang"))
        .env("HOME", home.folder.path())
        .arg("--db")
        .arg(db)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits until an import holds the store, and sees what a second one is told meanwhile.
fn wait_until_locked(home: &Home, db: &Path, import: &Child) {
    let until = Instant::now() + PATIENCE;
    let (lock, open) = (beside(db, ".lock"), format!("/proc/{}/fd", import.id()));
    let holds =
        || fs::read_dir(&open).unwrap().any(|file| fs::read_link(file.unwrap().path()).is_ok_and(|to| to == lock));
    while !holds() {
        assert!(Instant::now() < until);
        thread::sleep(Duration::from_millis(5));
    }
    let second = on(home, db, &["import", &fixture("SYNTH_wjx_text.csv"), "--no-build"]);
    assert!(second.err.contains("Another import is using"), "{}", second.err);
    assert_eq!((second.code, second.err.lines().count()), (Some(1), 1), "{}", second.err);
}

fn beside(db: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", db.display()))
}

#[test]
fn what_is_not_a_whole_store_of_this_version_is_refused_in_one_sentence_and_kept() {
    let home = Home::new();
    let db = small(&home);
    let whole = fs::read(&db).unwrap();
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut foreign = whole.clone();
    foreign[68..72].copy_from_slice(b"ABCD");
    let mut damaged = whole;
    damaged[100..4_000].fill(0x5a);
    let text = "不是数据库，只是一些文字。".repeat(300).into_bytes();
    let cases = [
        ("newer.db", newer, "upgrade the program"),
        ("foreign.db", foreign, "is not a qunxiang store"),
        ("text.db", text, "is not a qunxiang store"),
        ("empty.db", Vec::new(), "is not a qunxiang store"),
        ("damaged.db", damaged, "is damaged"),
    ];
    for (name, bytes, sentence) in cases {
        let path = home.file(name, &bytes);
        for command in [&["members"][..], &["import", &fixture("SYNTH_group.json")], &["doctor"], &["demo", "--no-tui"]]
        {
            let refused = on(&home, &path, command);
            assert_eq!(
                (refused.code, refused.err.lines().count()),
                (Some(1), 1),
                "{name} {command:?}: {}",
                refused.err
            );
            assert!(refused.err.contains(sentence), "{name} {command:?}: {}", refused.err);
            assert!(fs::read(&path).unwrap() == bytes, "{name} was changed by {command:?}");
        }
    }
}

#[test]
fn a_killed_first_import_leaves_nothing_and_its_remains_are_swept() {
    let home = Home::new();
    let (db, chat) = (home.folder.path().join("store.db"), long_chat(&home));
    let draft = beside(&db, ".importing");
    let mut import = start(&home, &db, &["import", chat.to_str().unwrap()]);
    wait_until_locked(&home, &db, &import);
    import.kill().unwrap();
    import.wait().unwrap();
    assert!(draft.exists(), "killed too late");
    assert!(!db.exists());
    let again = on(&home, &db, &["import", chat.to_str().unwrap(), "--no-build"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(db.exists());
    let left: Vec<String> = fs::read_dir(home.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".importing"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_killed_later_import_leaves_the_store_as_it_was_before_that_file() {
    let home = Home::new();
    let (db, chat) = (small(&home), long_chat(&home));
    on(&home, &db, &["import", &fixture("SYNTH_members.csv")]);
    let before = members(&home, &db);
    let mut import = start(&home, &db, &["import", chat.to_str().unwrap()]);
    wait_until_locked(&home, &db, &import);
    import.kill().unwrap();
    import.wait().unwrap();
    assert_eq!(members(&home, &db), before);
    assert_eq!(on(&home, &db, &["doctor"]).code, Some(0));
    let again = on(&home, &db, &["import", chat.to_str().unwrap(), "--no-build", "--json"]);
    assert!(again.out.contains("\"new\": 40000"), "{}{}", again.out, again.err);
}

/// Runs the program with files that may grow to so many KiB only.
fn limited(home: &Home, kib: u64, db: &Path, arguments: &[&str]) -> Done {
    let output = Command::new("bash")
        .args(["-c", &format!("ulimit -f {kib}; exec \"$0\" --lang en --db \"$@\""), env!("CARGO_BIN_EXE_qunxiang")])
        .arg(db)
        .args(arguments)
        .env("HOME", home.folder.path())
        .output()
        .unwrap();
    Done {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_file_that_may_not_grow_is_said_and_leaves_the_store_readable() {
    let home = Home::new();
    let chat = long_chat(&home);
    let chat = chat.to_str().unwrap();
    let fresh = home.folder.path().join("fresh.db");
    let first = limited(&home, 2_000, &fresh, &["import", chat]);
    assert_eq!(first.code, Some(1), "{}", first.err);
    assert!(first.err.contains("The disk is full or the file may not grow"), "{}", first.err);
    assert!(!fresh.exists() && !beside(&fresh, ".importing").exists());

    let db = small(&home);
    let before = members(&home, &db);
    let later = limited(&home, 2_000, &db, &["import", chat]);
    assert_eq!(later.code, Some(1), "{}", later.err);
    assert!(later.err.contains("The disk is full or the file may not grow"), "{}", later.err);
    assert_eq!(members(&home, &db), before);
    assert_eq!(on(&home, &db, &["doctor"]).code, Some(0));
    assert_eq!(on(&home, &db, &["import", chat, "--no-build"]).code, Some(0));
}

/// The program as somebody who owns the folder but is not above the file system's rules.
fn as_owner(home: &Home, db: &Path, arguments: &[&str]) -> Done {
    let program = home.folder.path().join("program");
    if !program.exists() {
        let original = env!("CARGO_BIN_EXE_qunxiang");
        fs::hard_link(original, &program).or_else(|_| fs::copy(original, &program).map(drop)).unwrap();
    }
    let mut command = Command::new(&program);
    let owner = fs::metadata(db).unwrap();
    if owner.uid() != fs::metadata("/proc/self").unwrap().uid() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    let output = command
        .args(["--lang", "en", "--db"])
        .arg(db)
        .args(arguments)
        .env("HOME", "/nonexistent")
        .current_dir("/")
        .output()
        .unwrap();
    Done {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn give(path: &Path, mode: u32) {
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_store_that_may_not_be_written_is_shown_with_a_sentence_that_says_so() {
    let home = Home::new();
    let db = small(&home);
    let expected = members(&home, &db);
    let folder = home.folder.path().join("theirs");
    fs::create_dir(&folder).unwrap();
    give(home.folder.path(), 0o755);
    for (file_mode, folder_mode) in [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)] {
        let copy = folder.join("copy.db");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        let _ = fs::remove_file(&copy);
        fs::copy(&db, &copy).unwrap();
        give(&copy, file_mode);
        give(&folder, folder_mode);
        let modes = format!("{file_mode:o} in {folder_mode:o}");
        let listed = as_owner(&home, &copy, &["members", "--json"]);
        assert_eq!((listed.code, listed.out.as_str()), (Some(0), expected.as_str()), "{modes}: {}", listed.err);
        assert!(listed.err.contains("Read-only: "), "{modes}: {}", listed.err);
        assert_eq!(as_owner(&home, &copy, &["doctor"]).code, Some(0), "{modes}");
        for command in [&["tag", "add", "x", "wechat:wxid_owner0001"][..], &["import", "/dev/null"], &["build"]] {
            let refused = as_owner(&home, &copy, command);
            assert_eq!(refused.code, Some(1), "{modes} {command:?}: {}{}", refused.out, refused.err);
            let told = refused.err.matches("nothing can be changed").count();
            assert_eq!(told, 1, "{modes} {command:?}: {}", refused.err);
        }
    }
}

#[test]
fn a_bundle_that_cannot_be_logged_is_not_made() {
    let home = Home::new();
    let db = small(&home);
    assert_eq!(on(&home, &db, &["segment", "save", "all", "--where", "messages>=0"]).code, Some(0));
    give(home.folder.path(), 0o755);
    give(&db, 0o400);
    let refused = as_owner(&home, &db, &["segment", "bundle", "all", "-o", "out"]);
    assert_eq!(refused.code, Some(1), "{}", refused.err);
    assert!(refused.err.contains("nothing can be changed"), "{}", refused.err);
    assert!(!home.folder.path().join("out").exists());
}

#[test]
fn writes_that_wait_beside_a_store_that_may_not_be_written_are_not_passed_over() {
    let home = Home::new();
    let db = small(&home);
    let folder = home.folder.path().join("theirs");
    fs::create_dir(&folder).unwrap();
    let copy = folder.join("copy.db");
    fs::copy(&db, &copy).unwrap();
    fs::write(beside(&copy, "-wal"), [1; 64]).unwrap();
    give(home.folder.path(), 0o755);
    give(&beside(&copy, "-wal"), 0o400);
    give(&copy, 0o400);
    give(&folder, 0o500);
    let refused = as_owner(&home, &copy, &["members"]);
    assert_eq!((refused.code, refused.err.lines().count()), (Some(1), 1), "{}", refused.err);
    assert!(refused.err.contains("copy both files"), "{}", refused.err);
}

#[test]
fn what_a_store_leaves_on_the_disk_is_its_owners_alone() {
    let home = Home::new();
    let db = home.folder.path().join("new folder").join("store.db");
    let imported = on(&home, &db, &["import", &fixture("SYNTH_group.json")]);
    assert!(!imported.err.contains("other users"), "{}", imported.err);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(db.parent().unwrap()), 0o700);
    for entry in fs::read_dir(db.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    fs::set_permissions(&db, fs::Permissions::from_mode(0o644)).unwrap();
    let listed = on(&home, &db, &["members"]);
    assert_eq!(listed.code, Some(0));
    assert!(listed.err.contains("can be read or replaced by other users"), "{}", listed.err);
    assert_eq!(on(&home, &db, &["doctor"]).code, Some(1));
}
