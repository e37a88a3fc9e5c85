//! The real binary in a pseudo-terminal: what its user sees, and what it leaves behind.

#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a screen may take on a machine that does other things.
const PATIENCE: Duration = Duration::from_secs(40);
const BINARY: &str = env!("CARGO_BIN_EXE_qunxiang");

/// The demo's store, made once.
fn store() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("pty-{}.db", std::process::id()));
        let made = Command::new(BINARY).arg("--db").arg(&path).args(["demo", "--no-tui"]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        path
    })
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// A running explorer and the screen it draws.
struct Explorer {
    screen: Arc<Mutex<vt100::Parser>>,
    keys: Box<dyn Write + Send>,
    terminal: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Explorer {
    fn start(rows: u16, cols: u16) -> Explorer {
        Explorer::over(store(), rows, cols)
    }

    fn over(store: &Path, rows: u16, cols: u16) -> Explorer {
        Explorer::at_home(Path::new(env!("CARGO_TARGET_TMPDIR")), store, rows, cols)
    }

    fn at_home(home: &Path, store: &Path, rows: u16, cols: u16) -> Explorer {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(BINARY);
        command.args(["--lang", "zh", "--db"]);
        command.arg(store);
        command.env("TERM", "xterm-256color");
        command.env("PAGER", "cat; echo -- more --; head -n 1 /dev/tty > /dev/null");
        command.env("HOME", home);
        command.env("QUNXIANG_PANIC_AT", "the end");
        ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "NO_COLOR"].iter().for_each(|name| command.env_remove(name));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(cols), 0)));
        let (drawn, mut output) = (Arc::clone(&screen), pair.master.try_clone_reader().unwrap());
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(length @ 1..) = output.read(&mut buffer) {
                drawn.lock().unwrap().process(&buffer[..length]);
            }
        });
        Explorer { screen, keys: pair.master.take_writer().unwrap(), terminal: pair.master, child }
    }

    fn press(&mut self, keys: &str) -> &mut Explorer {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn wait(&mut self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) -> &mut Explorer {
        let until = Instant::now() + PATIENCE;
        while !seen(self.screen.lock().unwrap().screen()) {
            assert!(Instant::now() < until, "waited in vain for {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(20));
        }
        self
    }

    fn see(&mut self, text: &str) -> &mut Explorer {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    fn resize(&mut self, rows: u16, cols: u16) -> &mut Explorer {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        self.terminal.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits for the end; the terminal must be as it was found.
    fn end(mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "still running:\n{}", self.text());
            thread::sleep(Duration::from_millis(20));
        };
        self.wait("the terminal given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        status
    }
}

#[test]
fn members_are_filtered_opened_and_explained_in_a_real_terminal() {
    let mut explorer = Explorer::start(24, 80);
    explorer.see("最近说的话").press("1").see(" 人").see("最近出现").see("? 帮助");
    explorer.press("f").see("筛选 ›").press("influence>=1").see("读作：").press("\r").see("成员 › influence>=1");
    // Wider: the keys move down and the rows follow.
    explorer.resize(40, 120).wait("the wide screen", |screen| {
        let bottom = screen.rows(0, 120).last().unwrap_or_default();
        bottom.contains("? 帮助") || screen.rows(0, 120).nth(39).is_some_and(|row| row.contains("帮助"))
    });
    explorer.press("\r").see("基本信息");
    explorer.press("e").see("支持的记录");
    explorer.press("\x1b").wait("the member's page", |screen| !screen.contents().contains("支持的记录"));
    explorer.press("q");
    assert!(explorer.end().success());
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut explorer = Explorer::start(24, 80);
    explorer.see("最近说的话").press("/").see("搜索 ›");
    explorer.press("\x1b[200~qqq\nxyz\x1b[201~").see("qqq xyz");
    explorer.press("\x1b").wait("the list", |screen| !screen.contents().contains("搜索 ›"));
    explorer.resize(10, 40).see("成员").press("q");
    assert!(explorer.end().success());
}

#[test]
fn a_key_and_a_new_size_that_come_together_are_both_taken() {
    let mut explorer = Explorer::start(24, 80);
    explorer.see("最近说的话");
    // How close together is the system's choice: one of many is enough to lose.
    for round in 0..150 {
        let width = 60 + round % 2 * 30;
        explorer.resize(24, width).press("?");
        explorer.see("Esc 关闭").wait("a frame as wide as the screen", |screen| {
            screen.rows(0, width).next().is_some_and(|row| row.ends_with('┐'))
        });
        explorer.press("\x1b").wait("help to close", |screen| !screen.contents().contains("Esc 关闭"));
    }
    explorer.press("q");
    assert!(explorer.end().success());
}

#[test]
fn without_a_store_the_explorer_begins_with_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.db");
    let mut explorer = Explorer::over(&store, 24, 80);
    explorer.see("欢迎使用群像").see("看演示").press("i").see("导入文件或文件夹");
    // What cannot be read leaves no store behind, and the path stays to be mended.
    explorer.press("/no/such/file\r").see("无法读取").see("› /no/such/file");
    assert!(!store.exists());
    let roster = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/SYNTH_members.csv");
    explorer.press("\x15").press(roster).press("\r");
    // A table is shown before it is written.
    explorer.see("会读成这样").see("138****0001").press("\r").see("读入 1 个文件").see("最近说的话");
    assert!(store.exists());
    explorer.press("q");
    assert!(explorer.end().success());
}

#[test]
fn a_keymap_and_a_theme_of_ones_own_are_used_and_their_mistakes_end_the_start() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/qunxiang");
    std::fs::create_dir_all(folder.join("themes")).unwrap();
    std::fs::write(folder.join("config.toml"), "theme = \"mine\"\n").unwrap();
    std::fs::write(folder.join("themes/mine.toml"), "base = \"dark\"\n[selected]\nbg = \"#5f0000\"\n").unwrap();
    std::fs::write(folder.join("keymap.toml"), "[members]\nsort = [\"O\"]\n").unwrap();
    let mut explorer = Explorer::at_home(home.path(), store(), 24, 80);
    explorer.see("最近说的话").press("1").see("O 排序").press("O").see("排序字段");
    let dark_red = vt100::Color::Idx(52);
    explorer.wait("the theme's own colour", |screen| {
        (0..24).any(|row| screen.cell(row, 20).is_some_and(|cell| cell.bgcolor() == dark_red))
    });
    explorer.press("\x1b").wait("the list", |screen| !screen.contents().contains("排序字段")).press("q");
    explorer.end();
    std::fs::write(folder.join("keymap.toml"), "[members]\nsort = [\"x\"]\n").unwrap();
    let mut explorer = Explorer::at_home(home.path(), store(), 24, 80);
    explorer.see("第 2 行").see("已用于");
    assert_eq!(explorer.end().exit_code(), 2);
}

#[test]
fn ctrl_c_gives_the_terminal_back() {
    let mut explorer = Explorer::start(24, 80);
    explorer.see("最近说的话").press("\x03");
    explorer.end();
}

#[test]
fn an_explorer_that_the_system_ends_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut explorer = Explorer::start(24, 80);
        explorer.see("最近说的话");
        explorer.signal(signal);
        explorer.see("qunxiang.log");
        explorer.end();
    }
}

#[test]
fn an_explorer_that_fails_gives_the_terminal_back_and_says_where_its_log_is() {
    let mut explorer = Explorer::start(24, 80);
    explorer.see("最近说的话").press("\x1b[200~the end\x1b[201~");
    explorer.wait("the plain screen", |screen| !screen.alternate_screen());
    explorer.see("程序出错退出，终端已恢复").see("qunxiang.log");
    assert!(!explorer.end().success());
}

#[test]
fn what_was_done_is_taken_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.db");
    std::fs::copy(store(), &path).unwrap();
    let mut explorer = Explorer::over(&path, 24, 80);
    explorer.see("最近说的话").press("1").see("活跃用户 热心答疑").press("\r").see("基本信息");
    explorer.press("t").see("打标签（可输入新名）").press("老街坊").press("\r").see("老街坊 *");
    explorer.press("q");
    assert!(explorer.end().success());
    let mut explorer = Explorer::over(&path, 24, 80);
    explorer.see("最近说的话").press("=").see("打标签“老街坊”").see("下一个撤销");
    explorer.press("u").see("已撤销：给").see("下一个重做").press("\r").see("基本信息");
    explorer.wait("the tag gone", |screen| !screen.contents().contains("老街坊 *"));
    // What was taken back is done again after one more restart.
    explorer.press("q");
    assert!(explorer.end().success());
    let mut explorer = Explorer::over(&path, 24, 80);
    explorer.see("最近说的话").press("=").see("下一个重做").press("\x12").see("已重做：给").see("下一个撤销");
    explorer.press("q");
    assert!(explorer.end().success());
}

#[test]
fn a_suspended_explorer_gives_the_terminal_to_the_shell_and_draws_itself_anew() {
    let mut explorer = Explorer::start(24, 80);
    explorer.see("最近说的话");
    for suspend in ["\x1a", ""] {
        if suspend.is_empty() {
            explorer.signal("TSTP");
        }
        explorer.press(suspend).wait("the shell's terminal", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        explorer.signal("CONT");
        explorer.wait("the explorer again", |screen| screen.alternate_screen() && screen.bracketed_paste());
        explorer.see("最近说的话");
    }
    explorer.press("q");
    assert!(explorer.end().success());
}

#[test]
fn the_pager_has_the_terminal_and_its_keys_until_it_ends() {
    let mut explorer = Explorer::start(24, 80);
    explorer
        .see("最近说的话")
        .press("1")
        .see("活跃用户 热心答疑")
        .press("\r")
        .see("基本信息")
        .press("e")
        .see("支持的记录");
    explorer.press("v").see("-- more --");
    explorer.wait("the plain screen", |screen| !screen.alternate_screen());
    // A key of the pager's: the explorer would leave.
    explorer.press("q\n").wait("the explorer again", |screen| screen.alternate_screen());
    explorer.see("支持的记录").press("q");
    assert!(explorer.end().success());
}

#[test]
fn who_leaves_finds_the_store_tidy_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.db");
    std::fs::copy(store(), &path).unwrap();
    let mut explorer = Explorer::over(&path, 24, 80);
    explorer.see("最近说的话").press("1").see("活跃用户 热心答疑").press("q");
    assert!(explorer.end().success());
    let log = std::fs::metadata(folder.path().join("own.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "what was written waits beside the store, and the next start checks all of it");
}
