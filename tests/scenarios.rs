//! Stories told as they are lived: keys in, screens out, with the real workers over the demo's store.
//! The screens shown in the readme are such stories too, so they cannot grow old:
//! `QUNXIANG_BLESS=1 cargo test --test scenarios` writes them.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use qunxiang::lang::Lang;
use qunxiang::task::desk;
use qunxiang::task::request::{Desk, Reply};
use qunxiang::task::session::Session;
use qunxiang::task::watch::Watch;
use qunxiang::tui::{Effect, Key, Msg, Options, State, screen_text, update, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How long a worker may take on a machine that does other things.
const PATIENCE: Duration = Duration::from_secs(60);
/// A screen of the readme.
const README: (u16, u16) = (96, 24);

/// The demo's store, made once.
fn demo() -> &'static Path {
    static STORE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = STORE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.db");
        Session::demo(&path, Lang::Zh, &mut Watch::nobody()).unwrap();
        (folder, path)
    });
    path
}

/// An explorer with its workers.
struct Story {
    state: State,
    desk: Desk,
    size: (u16, u16),
    waiting: VecDeque<Effect>,
}

impl Story {
    fn open(store: &Path, lang: Lang, size: (u16, u16)) -> Story {
        let (desk, place) = desk::open(store, lang).unwrap();
        let options = Options { lang, calendar: place.calendar, banner: place.banner, ..Options::default() };
        let (state, effects) = State::start(&options, size);
        let mut story = Story { state, desk, size, waiting: effects.into() };
        story.go_on();
        story
    }

    /// Does what is to be done, one thing after the other, until nothing is.
    fn go_on(&mut self) {
        while let Some(effect) = self.waiting.pop_front() {
            match effect {
                Effect::Ask(ticket, question) => {
                    self.desk.questions.send((ticket, question)).unwrap();
                    self.hear(|reply| matches!(reply, Reply::Answer(answered, _) if *answered == ticket));
                }
                Effect::Start(work) => {
                    self.desk.work.send(work).unwrap();
                    self.hear(|reply| matches!(reply, Reply::Done(_)));
                }
                Effect::Settle(typing, _) => self.take(Msg::Settled(typing)),
                Effect::Look(text) => {
                    let exists = Path::new(&text).exists();
                    self.take(Msg::Looked(text, Vec::new(), exists));
                }
                Effect::Speak(lang) => self.desk.tongue.speak(lang),
                other => assert!(!matches!(other, Effect::Leave(_)), "the story ends early"),
            }
        }
    }

    fn take(&mut self, msg: Msg) {
        self.waiting.extend(update(&mut self.state, msg));
    }

    /// Takes replies until the one waited for.
    fn hear(&mut self, is_it: impl Fn(&Reply) -> bool) {
        loop {
            let reply = self.desk.replies.recv_timeout(PATIENCE).expect("the workers answer");
            let done = is_it(&reply);
            self.take(Msg::Reply(reply));
            if done {
                return;
            }
        }
    }

    /// Plays a script: a line each of `press KEY…`, `type TEXT`, `see TEXT` or `miss TEXT`.
    fn play(&mut self, script: &str) -> &mut Story {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
            match verb {
                "press" => rest.split(' ').for_each(|name| self.press(name)),
                "type" => rest.chars().for_each(|char| self.press(&char.to_string())),
                "see" => assert!(self.screen().contains(rest), "no {rest}:\n{}", self.screen()),
                "miss" => assert!(!self.screen().contains(rest), "{rest} is there:\n{}", self.screen()),
                _ => panic!("a story has no verb {verb}"),
            }
        }
        self
    }

    fn press(&mut self, name: &str) {
        let key = if name == " " { Key::named("space") } else { Key::named(name) };
        self.take(Msg::Key(key.unwrap_or_else(|| panic!("no key {name}"))));
        self.go_on();
    }

    fn screen(&self) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        view(&self.state, &mut buffer);
        screen_text(&buffer)
    }
}

#[test]
fn open_filter_drill_down_export() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kol.csv");
    let mut story = Story::open(demo(), Lang::Zh, (100, 30));
    story.play("see 待答\npress 1\nsee 最近出现\npress f\ntype tag:KOL\nsee 读作：\npress enter\nsee 成员 › tag:KOL");
    story.play("press enter\nsee 基本信息\npress e\nsee 支持的记录\npress esc esc\nsee 成员 › tag:KOL");
    story.play(&format!("press e\npress ctrl-u\ntype {}\npress enter\nsee kol.csv", file.display()));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.lines().count() > 3 && written.contains("陆远舟"), "{written}");
    story.play("press backspace\nmiss 成员 › tag:KOL");
}

#[test]
fn who_buys_but_has_gone_quiet_is_found_explained_kept_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("own.db");
    std::fs::copy(demo(), &store).unwrap();
    for (size, name) in [((80, 24), "宝爸宝妈"), ((120, 40), "安静的爸妈")] {
        let file = folder.path().join(format!("{name}.csv"));
        let mut story = Story::open(&store, Lang::Zh, size);
        // What is known of people is found by a word of it, and put where it belongs.
        story.play("press 1\npress f\ntype 年幼\nsee 人生阶段:年幼孩子家长\npress tab");
        story.play("type  and 浙江\nsee 地区:浙江\npress tab\ntype  and 订单>=1 and 沉默>=14d\npress enter");
        story.play("see 读作：人生阶段是年幼孩子家长，地区在浙江\nsee 8 人\nsee 柚妈\nsee w 存分群\nsee e 导出");
        // The cursor begins at the first tag, below the sentence and its clauses.
        story.play("press enter\nsee 最近52\npress enter");
        story.play("see 标签“高消费潜力”\nsee 规则的条件与本人\nsee 符合\nsee 支持的记录\npress esc n\nsee 糖妈 · id:");
        story.play(&format!("press esc w\ntype {name}\npress enter\nsee 已存为分群“{name}”"));
        story.play(&format!("press e\nsee 导出筛选出的 8 人\ntype {}\npress enter", file.display()));
        story.play("see 已导出 8 人到\npress 3 end\nsee 分群\npress enter\nsee 8 人");
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(written.starts_with('\u{feff}') && written.lines().count() == 9, "{written}");
    }
}

#[test]
fn what_changed_since_the_operator_last_looked_is_told_and_compared() {
    let mut story = Story::open(demo(), Lang::Zh, (100, 30));
    story.play("press 0\nsee 新变化 69 人\npress c\nsee 2025-08-01");
    story.play("press esc 1 C enter\nsee 统计日 2025-08-01 到 2025-09-01\nsee 标签 活跃用户");
}

#[test]
fn who_switches_the_language_hears_the_workers_in_it() {
    let mut story = Story::open(demo(), Lang::Zh, (120, 40));
    // What is said of a file's quality.
    story.play(
        "press 7\npress down down down\nsee 处 @ 找不到人\npress L\nsee mentions name nobody known\nmiss 找不到人",
    );
    // Errors of the writer, too.
    story.play("press 1\npress e\npress ctrl-u\ntype /nowhere/x.csv\npress enter\nsee cannot write");
    story.play("press L\npress e\npress ctrl-u\ntype /nowhere/x.csv\npress enter\nsee 无法写入");
}

#[test]
fn of_a_file_that_was_read_well_it_is_said_how_far_it_can_be_trusted() {
    Story::open(demo(), Lang::Zh, (100, 30)).play("press 7\npress enter\nsee 这个文件\nmiss 跳过的原因");
}

#[test]
fn a_name_is_found_by_its_initials_and_hidden_by_one_key() {
    let mut story = Story::open(demo(), Lang::Zh, (100, 30));
    story.play("press 1\npress /\ntype lyz\nsee 陆远舟\npress enter\npress P\nmiss 陆远舟\npress enter\nmiss 陆远舟");
}

#[test]
fn the_screens_in_the_readme_are_those_of_today() {
    for (name, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let written = std::fs::read_to_string(&path).unwrap();
        let expected = with_screens(&written, lang);
        if std::env::var_os("QUNXIANG_BLESS").is_some() {
            std::fs::write(&path, &expected).unwrap();
            continue;
        }
        assert!(written == expected, "{name} is old: QUNXIANG_BLESS=1 cargo test --test scenarios writes it");
    }
}

/// A text whose blocks behind `<!-- screen: SCRIPT -->` show what the script leads to; its lines are
/// parted by semicolons.
fn with_screens(text: &str, lang: Lang) -> String {
    let mut parts = text.split("<!-- screen: ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    let mut screens = 0;
    for part in parts {
        let (script, rest) = part.split_once(" -->\n").expect("a script ends");
        let (_, rest) = rest.split_once("\n```\n").expect("a screen ends");
        let screen = Story::open(demo(), lang, README).play(&script.replace("; ", "\n")).screen();
        whole.push_str(&format!("<!-- screen: {script} -->\n```text\n{}\n```\n{rest}", screen.trim_end()));
        screens += 1;
    }
    assert!(screens > 0, "a readme shows screens");
    whole
}
