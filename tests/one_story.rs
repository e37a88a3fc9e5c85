//! One invented community, told in every format that is read: the store holds the same people,
//! words and dealings of it, save for what a format cannot tell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use qunxiang::lang::Lang;
use qunxiang::model::record::MessageKind;
use qunxiang::model::report::ImportReport;
use qunxiang::task::request::ImportOrder;
use qunxiang::task::session::Session;
use qunxiang::task::watch::Watch;
use rusqlite::Connection;

/// What happened: time of day, act, who, and to whom or in which words. The people are 1 林晓
/// (owner), 2 Kevin alias 老K, 3 小鱼干, 4 大鹏, 5 Momo🌸, 6 阿强, 7 momo, and 8 Zoe, who never speaks.
const STORY: &[&str] = &[
    "09:00:00 invite 2 3",
    "09:01:00 Text 1 大家好！欢迎加入 AI 产品交流群~",
    "09:01:35 Text 3 大家好，我是做 UI 的，坐标深圳",
    "09:02:10 Text 2 @小鱼干-设计 欢迎，记得改群昵称哈",
    "09:02:10 mention 2 3",
    "09:03:20 Text 4 有人用过 ratatui 写 TUI 吗？⏎求推荐资料",
    "09:04:20 Text 1 我用过，文档很全，推荐先看官方 examples",
    "09:04:20 answer 1 4",
    "09:05:00 Image 5",
    "09:05:20 Text 4 谢谢林晓老师！！[抱拳]",
    "09:05:20 answer 4 1",
    "09:06:40 invite 1 7",
    "10:01:40 Text 7 路过，广告：加我微信免费领资料 http://example.com/a?b=1&c=2",
    "10:02:00 kick 2 7",
    "11:00:00 Text 6 今天的直播几点？",
    "11:01:00 Text 2 晚上 20:00，@所有人 别忘了",
    "11:01:40 RedPacket 1 恭喜发财，大吉大利",
    "11:02:00 Voice 4",
    "11:02:10 Link 5 如何写好一份用户访谈提纲",
    "11:03:20 Sticker 3",
    "11:05:00 File 4 方案v2.pdf",
    "10:00:00 Text 1 昨天直播回放已上传网盘",
    "10:00:30 Transfer 6 ￥66.00",
    "10:01:00 Text 3 赞👍 收到",
    "10:01:30 recall 5",
    "10:02:00 pat 2 1",
    "10:02:30 Forward 1 群聊的聊天记录",
    "10:03:20 Location 5 上海市徐汇区漕溪北路",
    "11:00:00 Text 4 分享一下我的周报模板：⏎1. 目标⏎2. 进展⏎3. 风险",
    "11:01:00 Text 1 很实用，已置顶",
    "11:01:00 answer 1 4",
    "09:13:20 leave 6",
];

/// What a format cannot tell.
#[derive(Debug, Clone, Copy)]
enum Lacks {
    /// Which message answers which.
    Answers,
    /// The words on a red packet, a link, a file, a place and the like.
    Titles,
    /// 老K, by whom the owner alone knows Kevin, beside his other names: who patted 林晓 is open.
    Remarks,
    /// Names beside the one shown: who is Kevin, and who 小鱼干-设计, is open.
    OtherNames,
    /// Cards in a group, though words mention somebody by one.
    CardNames,
    /// Cards in a group: words mention people by their nicknames.
    Cards,
    /// Every name: the platform's rows mean nobody.
    AllNames,
    /// The words of who quotes.
    QuotingWords,
    /// What sort of media it is, a pat among them.
    Media,
    /// That these acts are what they are: they are told as plain words.
    Kinds(&'static [&'static str]),
    /// Recalls: another row of the platform stands there.
    Recalls,
    /// Joins, removals and the like as they were; there are five rows all the same.
    PlatformRows,
}

impl Lacks {
    /// An act as this format tells it, if it does.
    fn apply(self, act: String) -> Option<String> {
        let [time, deed, rest] = parts(&act);
        let who = rest.split(' ').next().unwrap_or_default();
        match (self, deed) {
            (Lacks::Answers, "answer") | (Lacks::OtherNames | Lacks::CardNames | Lacks::AllNames, "mention") => None,
            (Lacks::Recalls, "recall") => None,
            (Lacks::PlatformRows, "invite" | "kick" | "leave" | "recall") => None,
            (Lacks::Titles, "Text" | "invite" | "kick" | "leave" | "recall" | "pat" | "answer" | "mention") => {
                Some(act)
            }
            (Lacks::Titles, _) => Some(format!("{time} {deed} {who}")),
            (Lacks::Remarks, "pat") => Some(format!("{time} pat ? 1")),
            (Lacks::OtherNames, "invite" | "kick") => Some(act.replace(" 2 ", " ? ")),
            (Lacks::AllNames, "invite" | "kick" | "leave" | "recall") => Some(format!("{time} {deed} ?")),
            (Lacks::AllNames, "pat") => Some(format!("{time} pat 2")),
            (Lacks::QuotingWords, "Text") if QUOTING.contains(&time) && who != "2" => {
                Some(format!("{time} Text {who}"))
            }
            (Lacks::Kinds(lost), _) if lost.contains(&deed) => Some(format!("{time} Text {rest}")),
            (Lacks::Cards, "Text") => Some(act.replace("小鱼干-设计", "小鱼干")),
            (Lacks::Media, "pat" | "RedPacket" | "Transfer" | "Link" | "Location" | "File") => {
                Some(format!("{time} Other {who}"))
            }
            _ => Some(act),
        }
    }
}

/// When somebody quotes another.
const QUOTING: [&str; 3] = ["09:04:20", "09:05:20", "11:01:00"];

fn parts(act: &str) -> [&str; 3] {
    let mut parts = act.splitn(3, ' ');
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// One way of telling the story.
struct Telling {
    files: &'static [&'static str],
    format: &'static str,
    /// 8 where those who never speak are listed.
    members: usize,
    lacks: &'static [Lacks],
    /// What this format tells and others do not.
    more: &'static [&'static str],
    skipped: u64,
}

const TELLING: Telling = Telling { files: &[], format: "", members: 7, lacks: &[], more: &[], skipped: 0 };

/// Every format that tells the story: a new one is a line here.
const TELLINGS: &[Telling] = &[
    Telling { files: &["SYNTH_group.json"], format: "chatlab-json", members: 8, ..TELLING },
    Telling { files: &["SYNTH_group.jsonl"], format: "chatlab-jsonl", members: 8, skipped: 1, ..TELLING },
    Telling { files: &["SYNTH_weflow.json"], format: "weflow-json", lacks: &[Lacks::OtherNames], ..TELLING },
    Telling { files: &["SYNTH_group_members.csv", "SYNTH_weflow.json"], format: "weflow-json", members: 8, ..TELLING },
    Telling { files: &["SYNTH_arkme.json"], format: "weflow-arkme", members: 8, ..TELLING },
    Telling { files: &["SYNTH_echotrace.json"], format: "echotrace", lacks: &[Lacks::OtherNames], ..TELLING },
    Telling { files: &["SYNTH_weflow.txt"], format: "weflow-txt", lacks: &[Lacks::OtherNames], ..TELLING },
    Telling { files: &["SYNTH_weclone.csv"], format: "weflow-weclone", lacks: &[Lacks::OtherNames], ..TELLING },
    Telling {
        files: &["SYNTH_memotrace_v1.csv"],
        format: "memotrace-v1",
        lacks: &[Lacks::Answers, Lacks::Titles, Lacks::CardNames, Lacks::QuotingWords],
        ..TELLING
    },
    Telling { files: &["SYNTH_weflow_full.xlsx"], format: "weflow-xlsx", ..TELLING },
    Telling { files: &["SYNTH_weflow_compact.xlsx"], format: "weflow-xlsx", lacks: &[Lacks::OtherNames], ..TELLING },
    Telling {
        files: &["SYNTH_memotrace.xlsx"],
        format: "memotrace-v3",
        members: 8,
        lacks: &[Lacks::Answers],
        ..TELLING
    },
    Telling { files: &["SYNTH_memotrace_v3.csv"], format: "memotrace-v3", lacks: &[Lacks::Answers], ..TELLING },
    Telling {
        files: &["SYNTH_memotrace.txt"],
        format: "memotrace-txt",
        lacks: &[Lacks::Answers, Lacks::OtherNames],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_pywxdump.csv"],
        format: "pywxdump",
        lacks: &[Lacks::Answers, Lacks::AllNames],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_pywxdump_users.json", "SYNTH_pywxdump.csv"],
        format: "pywxdump",
        members: 8,
        lacks: &[Lacks::Answers, Lacks::CardNames],
        ..TELLING
    },
    Telling { files: &["SYNTH_chatlog.json"], format: "chatlog-json", lacks: &[Lacks::Titles], ..TELLING },
    Telling { files: &["SYNTH_chatlog.csv"], format: "chatlog-csv", lacks: &[Lacks::Titles], ..TELLING },
    Telling { files: &["SYNTH_chatlog.txt"], format: "chatlog-txt", lacks: &[Lacks::Titles], ..TELLING },
    Telling {
        files: &["SYNTH_official_group.txt"],
        format: "qq-txt",
        lacks: &[Lacks::Answers, Lacks::Titles, Lacks::Remarks],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_qce_v4.json"],
        format: "qce-v4",
        lacks: &[Lacks::Kinds(&["RedPacket", "Transfer", "Link", "Location"]), Lacks::Titles],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_qce_v5.json"],
        format: "qce-v5",
        lacks: &[Lacks::Kinds(&["Transfer", "Location"]), Lacks::Titles],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_qce_v5_chunked_jsonl"],
        format: "qce-chunked",
        lacks: &[Lacks::Kinds(&["Transfer", "Location"]), Lacks::Titles],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_qce_v5.txt"],
        format: "qce-txt",
        lacks: &[Lacks::Kinds(&["RedPacket", "Transfer", "Link", "Location"]), Lacks::Titles],
        ..TELLING
    },
    Telling {
        files: &["SYNTH_qce_v5.xlsx"],
        format: "qce-xlsx",
        lacks: &[Lacks::Answers, Lacks::Kinds(&["RedPacket", "Transfer", "Location"]), Lacks::Titles],
        ..TELLING
    },
    Telling { files: &["SYNTH_telegram_single.json"], format: "telegram", ..TELEGRAM },
    Telling { files: &["SYNTH_telegram_full.json"], format: "telegram", ..TELEGRAM },
    Telling {
        files: &["SYNTH_discord.json"],
        format: "discord-json",
        lacks: &[Lacks::Titles, Lacks::Media, Lacks::Recalls],
        more: &["09:04:20 like 2 1", "09:04:20 like 4 1", "10:01:30 notice 5"],
        ..TELLING
    },
];

const TELEGRAM: Telling = Telling {
    lacks: &[Lacks::Titles, Lacks::Cards, Lacks::Media, Lacks::PlatformRows],
    more: &["09:04:20 like 2 1", "09:04:20 like 4 1"],
    ..TELLING
};

#[test]
fn one_story_gives_the_same_people_and_dealings_in_every_format() {
    let mut differences = Vec::new();
    for telling in TELLINGS {
        let name = telling.files.join(" + ");
        let told = Told::by(telling.files);
        let report = told.report.files.last().unwrap();
        assert_eq!(report.format, telling.format, "{name}");
        assert_eq!((report.records, report.new, report.system), (28, 28, 5), "{name}");
        assert_eq!(report.skipped, telling.skipped, "{name}: {:?}", report.skips);
        assert_eq!(told.members, (1..=telling.members).map(|n| n.to_string()).collect::<Vec<_>>(), "{name}");
        let as_told = |act: &str| telling.lacks.iter().try_fold(act.to_owned(), |act, lack| lack.apply(act));
        let expected: BTreeSet<String> = STORY.iter().chain(telling.more).filter_map(|act| as_told(act)).collect();
        // Words and rows that a format tells in its own way are left out of what was found, too.
        let own = |lack: &&Lacks| matches!(lack, Lacks::Titles | Lacks::Media | Lacks::PlatformRows);
        let in_common =
            |act: &String| telling.lacks.iter().filter(own).try_fold(act.clone(), |act, lack| lack.apply(act));
        let found: BTreeSet<String> = told.acts.iter().filter_map(in_common).collect();
        let missing: Vec<_> = expected.difference(&found).collect();
        let invented: Vec<_> = found.difference(&expected).collect();
        if !missing.is_empty() || !invented.is_empty() {
            differences.push(format!("{name} lacks {missing:#?} and invents {invented:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_same_file_again_adds_nothing() {
    for telling in TELLINGS {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::create(&folder.path().join("store.db"), Lang::En).unwrap();
        for (new, duplicate) in [(28, 0), (0, 28)] {
            // A line more makes it another file of the same records.
            let report = import(&mut session, &changed(telling.files.last().unwrap(), duplicate > 0, folder.path()));
            assert_eq!((report.new, report.duplicate), (new, duplicate), "{}", telling.format);
        }
    }
}

#[test]
fn one_chat_told_by_two_exporters_is_one_chat() {
    for telling in TELLINGS.iter().filter(|telling| !telling.format.starts_with(['d', 'q', 't'])) {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::create(&folder.path().join("store.db"), Lang::En).unwrap();
        import(&mut session, &fixture("SYNTH_arkme.json"));
        // Some files tell their chat, and their year, by their own name only.
        let name = match telling.format {
            "chatlog-txt" => "38988428513@chatroom_2024-03-01_2024-03-04.txt",
            _ => "AI 产品交流群",
        };
        let path = folder.path().join(name);
        std::fs::copy(fixture(telling.files.last().unwrap()), &path).unwrap();
        let report = import(&mut session, &path);
        assert_eq!((report.new, report.duplicate), (0, 28), "{:?}", telling.files);
        let store = Connection::open(folder.path().join("store.db")).unwrap();
        let members: i64 = store.query_row("SELECT count(*) FROM member", [], |row| row.get(0)).unwrap();
        assert_eq!(members, 8, "{:?}", telling.files);
    }
}

/// A copy of a fixture, with an empty line more if it shall be another file; of a folder of them likewise.
fn changed(name: &str, more: bool, folder: &Path) -> PathBuf {
    let path = folder.join(name);
    if fixture(name).is_dir() {
        std::fs::create_dir_all(&path).unwrap();
        for entry in std::fs::read_dir(fixture(name)).unwrap() {
            let inner = Path::new(name).join(entry.unwrap().file_name());
            changed(inner.to_str().unwrap(), more, folder);
        }
        return path;
    }
    let mut bytes = std::fs::read(fixture(name)).unwrap();
    if more {
        bytes.extend(b"\n");
    }
    std::fs::write(&path, bytes).unwrap();
    path
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn import(session: &mut Session, path: &Path) -> ImportReport {
    let order = ImportOrder { paths: vec![path.to_owned()], no_build: true, ..ImportOrder::default() };
    session.import(&order, &mut Watch::nobody()).unwrap().0
}

/// What a store holds of the story.
struct Told {
    report: ImportReport,
    /// Each member by number; one that nobody of the story is, by name.
    members: Vec<String>,
    acts: Vec<String>,
}

impl Told {
    fn by(files: &[&str]) -> Told {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let mut session = Session::create(&path, Lang::En).unwrap();
        let order = ImportOrder { paths: files.iter().map(|name| fixture(name)).collect(), ..ImportOrder::default() };
        let (report, _) = session.import(&order, &mut Watch::nobody()).unwrap();
        let store = Connection::open(&path).unwrap();
        let dangling = store.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!dangling, "{files:?}: a first import, which looks up no reference, wrote one to nothing");
        let people = people(&store);
        let mut seen = BTreeSet::new();
        let once = people.values().filter(|(member, _)| seen.insert(*member));
        let mut members: Vec<String> = once.map(|(_, who)| who.clone()).collect();
        members.sort();
        Told { report, members, acts: acts(&store, &people) }
    }
}

/// Every account with its member and who that is.
fn people(store: &Connection) -> BTreeMap<i64, (i64, String)> {
    let sql = "SELECT i.id, i.member, coalesce(i.native, ''), coalesce((SELECT group_concat(value, ' ') FROM name
               WHERE identity = i.id), i.name) FROM identity i";
    let mut statement = store.prepare(sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let (native, names): (String, String) = (row.get(2)?, row.get(3)?);
        Ok((row.get(0)?, (row.get(1)?, who(&native, &names))))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

fn who(native: &str, names: &str) -> String {
    let marks = ["林晓", "Kevin", "小鱼干", "大鹏", "Momo🌸", "阿强", "momo", "Zoe"];
    let numbered = native.chars().last().filter(char::is_ascii_digit);
    let named = marks.iter().position(|mark| names.contains(mark)).map(|at| (at + 1).to_string());
    let remarked = (names == "老K").then(|| "2".to_owned());
    numbered.map(String::from).or(named).or(remarked).unwrap_or_else(|| format!("{native} {names}"))
}

/// Messages, whom they answer and mention, and events, as [`STORY`] words them.
fn acts(store: &Connection, people: &BTreeMap<i64, (i64, String)>) -> Vec<String> {
    let person = |id: Option<i64>| id.map_or("?", |id| &people[&id].1).to_owned();
    let mut acts = Vec::new();
    let mut statement = store
        .prepare(
            "SELECT time(m.time + 28800, 'unixepoch'), m.identity, m.kind, m.text, l.how, l.target
             FROM message m LEFT JOIN link l ON l.message = m.id AND l.how < 3",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (time, who): (String, String) = (row.get(0).unwrap(), person(row.get(1).unwrap()));
        let kind = MessageKind::from_number(row.get(2).unwrap());
        let text: Option<String> = row.get(3).unwrap();
        acts.push(format!("{time} {kind:?} {who} {}", text.unwrap_or_default().replace('\n', "⏎")).trim().to_owned());
        if let Some(how) = row.get::<_, Option<i64>>(4).unwrap() {
            let deed = if how == 1 { "mention" } else { "answer" };
            acts.push(format!("{time} {deed} {who} {}", person(row.get(5).unwrap())));
        }
    }
    let mut statement =
        store.prepare("SELECT time(time + 28800, 'unixepoch'), action, actor, target FROM event").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (time, action): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let target: Option<i64> = row.get(3).unwrap();
        let target = target.map(|target| person(Some(target))).unwrap_or_default();
        acts.push(format!("{time} {action} {} {target}", person(row.get(2).unwrap())).trim().to_owned());
    }
    acts
}
