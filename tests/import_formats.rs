//! What each format yields, told by what a sink receives.

mod kept;

use std::io::Write;
use std::path::{Path, PathBuf};

use kept::{Kept, error_of, file, fixture, kept, read_bytes};
use qunxiang::import::{ImportError, Mapping, ReadOptions, detect, expand, read, sniff_rows};
use qunxiang::lang::Lang;
use qunxiang::model::Money;
use qunxiang::model::record::{
    Action, Meaning, Mention, MessageKind, NameKind, OrderStatus, Person, Position, Record, ReplyRef, Role,
};

#[test]
fn every_fixture_yields_its_counts() {
    // (file, format, encoding, records, system rows, accounts)
    for (name, format, encoding, records, system, members) in [
        ("SYNTH_group.json", "chatlab-json", "utf-8", 28, 5, 8),
        ("SYNTH_group.jsonl", "chatlab-jsonl", "utf-8", 28, 5, 8),
        ("SYNTH_v001_minimal.json", "chatlab-json", "utf-8", 1, 0, 1),
        ("SYNTH_weflow.json", "weflow-json", "utf-8", 28, 5, 7),
        ("SYNTH_arkme.json", "weflow-arkme", "utf-8", 28, 5, 8),
        ("SYNTH_echotrace.json", "echotrace", "utf-8", 28, 5, 7),
        ("SYNTH_weflow.txt", "weflow-txt", "utf-8", 28, 5, 0),
        ("SYNTH_weclone.csv", "weflow-weclone", "utf-8", 28, 5, 0),
        ("SYNTH_weflow_full.xlsx", "weflow-xlsx", "xlsx", 28, 5, 7),
        ("SYNTH_weflow_compact.xlsx", "weflow-xlsx", "xlsx", 28, 5, 0),
        ("SYNTH_memotrace_v1.csv", "memotrace-v1", "utf-8", 28, 5, 7),
        ("SYNTH_memotrace_v3.csv", "memotrace-v3", "utf-8", 28, 5, 0),
        ("SYNTH_memotrace.xlsx", "memotrace-v3", "xlsx", 28, 5, 8),
        ("SYNTH_memotrace.txt", "memotrace-txt", "utf-8", 28, 5, 0),
        ("SYNTH_memotrace_contacts.csv", "members", "utf-8", 8, 0, 8),
        ("SYNTH_pywxdump.csv", "pywxdump", "utf-8", 28, 5, 7),
        ("SYNTH_pywxdump_users.json", "pywxdump-users", "utf-8", 8, 0, 8),
        ("SYNTH_chatlog.json", "chatlog-json", "utf-8", 28, 5, 7),
        ("SYNTH_chatlog.csv", "chatlog-csv", "utf-8", 28, 5, 7),
        ("SYNTH_chatlog.txt", "chatlog-txt", "utf-8", 28, 5, 7),
        ("SYNTH_chatlog_contact.csv", "chatlog-contacts", "utf-8", 8, 0, 8),
        ("SYNTH_chatroom.json", "chatlog-chatrooms", "utf-8", 8, 0, 8),
        ("SYNTH_chatroom.csv", "chatlog-chatrooms", "utf-8", 1, 0, 1),
        ("SYNTH_official_group.txt", "qq-txt", "utf-8", 28, 5, 7),
        ("SYNTH_official_ampm.txt", "qq-txt", "utf-8", 12, 3, 7),
        ("SYNTH_qce_v4.json", "qce-v4", "utf-8", 28, 5, 7),
        ("SYNTH_qce_v5.json", "qce-v5", "utf-8", 28, 5, 7),
        ("SYNTH_qce_v5.txt", "qce-txt", "utf-8", 28, 5, 0),
        ("SYNTH_qce_v5.xlsx", "qce-xlsx", "xlsx", 28, 5, 7),
        ("SYNTH_telegram_single.json", "telegram", "utf-8", 28, 5, 7),
        ("SYNTH_telegram_full.json", "telegram", "utf-8", 28, 5, 7),
        ("SYNTH_discord.json", "discord-json", "utf-8", 28, 5, 7),
        ("SYNTH_members.csv", "members", "utf-8", 8, 0, 8),
        ("SYNTH_group_members.csv", "members", "utf-8", 8, 0, 8),
        ("SYNTH_contacts.csv", "members", "utf-8", 8, 0, 8),
        ("SYNTH_youzan_customers.csv", "members", "utf-8", 6, 0, 0),
        ("SYNTH_youzan_orders.csv", "youzan-orders", "utf-8", 21, 0, 0),
        ("SYNTH_youzan_orders_gb18030.csv", "youzan-orders", "gb18030", 21, 0, 0),
        ("SYNTH_wjx_text.csv", "wjx", "utf-8", 6, 0, 0),
        ("SYNTH_wjx_code.csv", "wjx", "utf-8", 6, 0, 0),
        ("SYNTH_tencent_wj.csv", "tencent-wj", "utf-8", 5, 0, 0),
        ("SYNTH_jinshuju.csv", "jinshuju", "utf-8", 5, 0, 0),
        ("SYNTH_google_forms.csv", "google-forms", "utf-8", 5, 0, 0),
    ] {
        let detected = detect(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(detected.format.name, format, "{name}");
        assert_eq!(detected.encoding, encoding, "{name}");
        let kept = kept(&fixture(name));
        assert_eq!(kept.counted(), records, "{name}");
        assert_eq!(kept.system(), system, "{name}");
        assert_eq!(kept.members().len(), members, "{name}: {:?}", kept.members());
        let expected = usize::from(name == "SYNTH_group.jsonl");
        assert_eq!(kept.skips.len(), expected, "{name}: {:?}", kept.skips);
    }
}

#[test]
fn third_party_telegram_yields_its_counts() {
    let Some(root) = std::env::var_os("QUNXIANG_FIXTURES") else {
        eprintln!("skipped: QUNXIANG_FIXTURES is not set");
        return;
    };
    let kept = kept(&Path::new(&root).join("telegram/testsample_BIG_20A_first600.json"));
    // Twenty accounts speak in it.
    assert_eq!((kept.counted(), kept.members().len()), (600, 20));
    assert_eq!(kept.messages()[0].time.0, 1_483_251_609, "Z is UTC");
}

#[test]
fn platform_rows_name_actor_and_targets() {
    for name in ["SYNTH_group.json", "SYNTH_weflow.json", "SYNTH_official_group.txt"] {
        let kept = kept(&fixture(name));
        let who = |person: &qunxiang::model::record::PersonRef| {
            person.names.first().map(|(_, name)| name.clone()).unwrap_or_default()
        };
        let told: Vec<(&str, String, Vec<String>)> = kept
            .events()
            .iter()
            .filter(|event| event.system)
            .map(|event| {
                (
                    event.action.key(),
                    event.actor.as_ref().map(who).unwrap_or_default(),
                    event.targets.iter().map(who).collect(),
                )
            })
            .collect();
        let row = |action, actor: &str, targets: &[&str]| {
            (action, actor.to_owned(), targets.iter().map(|&t| t.to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            told,
            [
                row("invite", "Kevin", &["小鱼干"]),
                row("invite", "林晓", &["momo"]),
                row("kick", "Kevin", &["momo"]),
                row("recall", "Momo🌸", &[]),
                row("leave", "阿强,测试", &[]),
            ],
            "{name}"
        );
        let pat = kept.events().into_iter().find(|event| event.action == Action::Pat).unwrap();
        assert!(!pat.system && pat.actor.is_some(), "{name}: a pat is a member's act");
        assert_eq!(pat.targets[0].names[0].1, "林晓");
    }
}

#[test]
fn replies_mentions_and_reactions_are_kept() {
    let weflow = kept(&fixture("SYNTH_weflow.json"));
    let reply = weflow.messages()[4];
    assert_eq!(reply.text.as_deref(), Some("我用过，文档很全，推荐先看官方 examples"));
    assert_eq!(reply.reply, Some(ReplyRef::Native("7300000000000004004".to_owned())));
    assert_eq!(reply.native_id.as_deref(), Some("7300000000000005005"));
    let all = weflow.messages()[9];
    assert_eq!(all.mentions, [Mention::Everyone]);
    let telegram = kept(&fixture("SYNTH_telegram_single.json"));
    let liked = telegram.messages().into_iter().find(|said| !said.reactions.is_empty()).unwrap();
    assert_eq!((liked.reactions[0].count, liked.reactions[0].who.len()), (2, 2));
    assert_eq!(liked.reactions[0].who[0].ids[0].1, "10004");
    let Mention::Person(mentioned) = &telegram.messages()[2].mentions[0] else { panic!("a person is mentioned") };
    assert_eq!(mentioned.ids[0].1, "10003");
}

#[test]
fn mentions_by_id_and_old_quotes_are_read_from_weflow() {
    let bytes = r#"{"weflow":{"version":"1"},"session":{"wxid":"1@chatroom","displayName":"群","type":"群聊"},"messages":[
      {"createTime":1709254860,"localType":1,"type":"文本消息","content":"wxid_a:\n@乙 看这里","senderUsername":"wxid_a",
       "source":"<msgsource><atuserlist><![CDATA[wxid_b,notify@all]]></atuserlist></msgsource>"},
      {"createTime":1709254861,"localType":244813135921,"type":"引用消息","content":"好[引用 甲：在吗]","senderUsername":"wxid_b"},
      {"createTime":1709254862,"localType":8594229559345,"type":"其他消息","content":"[红包] 新年好","senderUsername":"wxid_b"}]}"#;
    let kept = read_bytes("a.json", bytes.as_bytes());
    let said = kept.messages();
    assert_eq!(said[0].text.as_deref(), Some("@乙 看这里"));
    assert_eq!(said[0].mentions.len(), 2);
    assert!(
        matches!(&said[1].reply, Some(ReplyRef::Quote { author, text }) if author.names[0].1 == "甲" && text == "在吗")
    );
    assert_eq!((said[2].kind, said[2].text.as_deref()), (MessageKind::RedPacket, Some("新年好")));
}

#[test]
fn qq_titles_roles_and_several_chats() {
    let kept = kept(&fixture("SYNTH_official_group.txt"));
    assert_eq!(kept.chats.len(), 1);
    assert_eq!(kept.chats[0].name, "AI 产品交流群");
    let listed: Vec<&Person> = kept
        .records
        .iter()
        .filter_map(|(_, record)| if let Record::Listed(person) = record { Some(person) } else { None })
        .collect();
    assert!(listed.iter().any(|person| person.role == Some(Role::Owner) && person.who.ids[0].1 == "10001"));
    assert!(listed.iter().any(|person| person.fields.iter().any(|field| field.value == "冒泡")));
    assert_eq!(kept.messages()[0].sender.names, [(NameKind::Card, "群主-林晓".to_owned())]);
    let mut twice = std::fs::read(fixture("SYNTH_official_group.txt")).unwrap();
    let second = String::from_utf8_lossy(&twice).replace("AI 产品交流群", "另一个群").into_bytes();
    twice.extend(second);
    let both = read_bytes("q.txt", &twice);
    assert_eq!(both.chats.iter().map(|chat| chat.name.as_str()).collect::<Vec<_>>(), ["AI 产品交流群", "另一个群"]);
    assert_eq!(both.counted(), 56);
}

#[test]
fn every_encoding_and_gzip_read_the_same() {
    let text = std::fs::read_to_string(fixture("SYNTH_official_group.txt")).unwrap();
    let text = text.trim_start_matches('\u{FEFF}');
    let plain = read_bytes("a.txt", text.as_bytes());
    let utf16le: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let utf16be: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
    for bytes in [utf16le, utf16be, packed.finish().unwrap(), gb18030, text.replace('\n', "\r\n").into_bytes()] {
        let read = read_bytes("b.dat", &bytes);
        assert_eq!(read.messages(), plain.messages());
        assert_eq!(read.warnings, plain.warnings);
    }
}

#[test]
fn broken_json_costs_only_the_broken_record() {
    let good = std::fs::read_to_string(fixture("SYNTH_group.json")).unwrap();
    let broken = good.replacen("\"今天的直播几点？\"", "\"今天的直播几点？", 1);
    let kept = read_bytes("broken.json", broken.as_bytes());
    assert_eq!(kept.counted(), 27);
    assert_eq!(kept.skips.len(), 1);
    let line = good.lines().position(|line| line.contains("7300000000000011011")).unwrap() as u64;
    assert_eq!(kept.skips[0].0, Position::Line(line), "the line where the record begins");

    let cut = &good.as_bytes()[..good.find("今天的直播几点").unwrap()];
    let kept = read_bytes("cut.json", cut);
    assert_eq!(kept.counted(), 11, "everything before the cut is kept");
    assert!(kept.warnings.iter().any(|warning| warning.contains("截断")), "{:?}", kept.warnings);
}

#[test]
fn broken_text_is_repaired_and_counted() {
    let record = |text: &[u8]| {
        let mut bytes = br#"{"chatlab":{"version":"0.0.1"},"meta":{"name":"g","platform":"qq","type":"group"},"messages":[{"sender":"10001","accountName":"a","timestamp":1703001600,"type":0,"content":""#.to_vec();
        bytes.extend(text);
        bytes.extend(br#""}]}"#);
        bytes
    };
    for (text, expected) in [
        (&b"a\xFFb"[..], "a\u{FFFD}b"),
        (br"a\ud83db", "a\u{FFFD}b"),
        (br"a\u0000b", "ab"),
        (b"a\0b", "ab"),
        (b"a\nb", "a\nb"),
    ] {
        let kept = read_bytes("a.json", &record(text));
        assert_eq!(kept.messages()[0].text.as_deref(), Some(expected));
        assert!(kept.warnings.iter().any(|warning| warning.starts_with("1 处")), "{:?}", kept.warnings);
    }
    let kept = read_bytes("a.json", &record("[".repeat(100_000).as_bytes()));
    assert_eq!(kept.counted(), 1, "brackets inside text nest nothing");
}

#[test]
fn hostile_json_is_passed_by() {
    let head = r#"{"chatlab":{},"meta":{"platform":"qq"},"messages":["#;
    let good = |n: u32| format!(r#"{{"sender":"1000{n}","timestamp":1703001600,"type":0,"content":"好"}}"#);
    let deep = format!(r#"{head}{},{{"sender":"10009","x":{}}},{}]}}"#, good(1), "[".repeat(100_000), good(2));
    let kept = read_bytes("deep.json", deep.as_bytes());
    assert_eq!((kept.counted(), kept.skips.len()), (2, 1));
    assert!(matches!(kept.skips[0].0, Position::Byte(_)), "a file of one line tells the byte");
    let avatar = "A".repeat(20 << 20);
    let giant = format!(
        r#"{head}{},{{"sender":"10009","content":"{avatar}"}},{}],"avatars":{{"a":"{avatar}"}}}}"#,
        good(1),
        good(2)
    );
    let kept = read_bytes("giant.json", giant.as_bytes());
    assert_eq!((kept.counted(), kept.skips.len()), (2, 1));
    assert!(kept.skips[0].1.contains("16 MiB"));
}

#[test]
fn records_are_read_up_to_the_cap_and_not_a_byte_beyond() {
    const MIB: usize = 1 << 20;
    let said = |length: usize| {
        let frame = r#"{"_type":"message","sender":"10009","timestamp":1703001600,"type":0,"content":""}"#;
        frame.replace(r#""content":""#, &format!(r#""content":"{}"#, "x".repeat(length - frame.len())))
    };
    let small = said(100);
    let header = r#"{"_type":"header","chatlab":{},"meta":{"platform":"qq","name":"g"}}"#;
    let head = "昵称,QQ号,手机\n";
    let row = |length: usize| format!("甲,10001,{}", "1".repeat(length - "甲,10001,\n".len()));
    let line = |length: usize| format!("{}\n2024-03-01 9:00:00 甲(10001)\n{}", "消息对象:g\n", "x".repeat(length));
    for (over, read, skipped) in [(0, 3, 0), (1, 2, 1), (30 * MIB, 2, 1)] {
        let large = said(16 * MIB + over);
        let lines = read_bytes("a.jsonl", [header, &small, &large, &small].join("\n").as_bytes());
        assert_eq!((lines.counted(), lines.skips.len()), (read, skipped), "a line {over} bytes over");
        let array =
            format!(r#"{{"chatlab":{{}},"meta":{{}},"messages":[{}]}}"#, [&small[..], &large, &small].join(","));
        let array = read_bytes("a.json", array.replace(r#""_type":"message","#, r#""_sort":"message","#).as_bytes());
        assert_eq!((array.counted(), array.skips.len()), (read, skipped), "an element {over} bytes over");
        let table = [&format!("{head}乙,10002,1"), &row(MIB + over)[..], "丙,10003,1\n"].join("\n");
        let table = read_bytes("a.csv", table.as_bytes());
        assert_eq!((table.counted(), table.skips.len()), (read, skipped), "a row {over} bytes over");
        let text = read_bytes("a.txt", format!("{}\n好\n", line(MIB + over)).as_bytes());
        assert_eq!((text.counted(), text.skips.len()), (1, skipped), "a line of text {over} bytes over");
    }
}

#[test]
fn a_message_of_endless_lines_is_skipped_and_the_next_is_read() {
    let head = |second: u32, id: u32| format!("\n2024-03-01 9:00:{second:02} 甲({id})\n");
    let endless = format!("{}\n", "x".repeat(99)).repeat((17 << 20) / 100);
    let text = ["消息对象:g\n", &head(1, 10001), "早\n", &head(2, 10001), &endless, &head(3, 10002), "好\n"].concat();
    let kept = read_bytes("a.txt", text.as_bytes());
    assert_eq!((kept.counted(), kept.skips.len()), (2, 1));
    assert_eq!(kept.skips[0].0, Position::Line(6));
    let broken =
        ["消息对象:g\n", &head(1, 10001), "早\n\n2024-02-31 9:00:00 乙(10002)\n一\n二\n", &head(3, 10002), "好\n"];
    let kept = read_bytes("a.txt", broken.concat().as_bytes());
    assert_eq!((kept.counted(), kept.skips.len()), (2, 1), "{:?}", kept.skips);
}

#[test]
fn lines_of_an_unknown_kind_are_named() {
    let lines = [
        r#"{"_type":"header","chatlab":{},"meta":{"platform":"qq","name":"g"}}"#,
        r#"{"_type":"message","sender":"10001","timestamp":1703001600,"type":0,"content":"好"}"#,
        r#"{"_type":"reaction","sender":"10001"}"#,
        r#"{"sender":"10001","timestamp":1703001600}"#,
    ];
    let kept = read_bytes("a.jsonl", lines.join("\n").as_bytes());
    assert_eq!(kept.counted(), 1);
    assert_eq!(
        kept.skips,
        [
            (Position::Line(3), "不认识的记录类型：reaction".to_owned()),
            (Position::Line(4), "没有说明是哪种记录".to_owned())
        ]
    );
}

#[test]
fn no_damage_to_a_sample_makes_its_reader_panic() {
    let mut seed = 1u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    const PIECES: [&[u8]; 10] = [b"\0", b"\"", b"\n", b"\xFF", b",", b"[[{", b"(", "：".as_bytes(), b"<title>", b"> "];
    let samples = expand(&[fixture("")]).unwrap();
    for sample in samples.iter().flat_map(|sample| std::iter::once(sample).chain(sample.parts())) {
        let whole = std::fs::read(sample.shown()).unwrap();
        // Samples of other things, such as stores, lie there too.
        let Ok(detected) = detect(sample) else { continue };
        let options = ReadOptions { format: Some(detected.format.name.to_owned()), ..ReadOptions::default() };
        for _ in 0..20 {
            let mut bytes = whole.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(3) {
                    0 => bytes.truncate(at.max(1)),
                    1 => drop(bytes.splice(at..at, PIECES[random(PIECES.len())].iter().copied())),
                    _ => drop(bytes.drain(at..(at + random(40)).min(bytes.len()))),
                }
            }
            let (_folder, path) = file("a", &bytes);
            let _ = read(&path, &options, &mut Kept::default());
        }
    }
}

#[test]
fn messages_may_stand_before_everything_else() {
    let bytes = r#"{"messages":[{"sender":"10001","accountName":"甲","timestamp":1703001600000,"type":0,"content":"好"}],
        "members":[{"platformId":"10002","accountName":"乙"}],"meta":{"name":"群","platform":"weixin","type":"group"},"chatlab":{"version":"0.0.1"}}"#;
    let kept = read_bytes("a.json", bytes.as_bytes());
    assert_eq!((kept.chats[0].name.as_str(), kept.chats[0].platform.as_str()), ("群", "wechat"));
    assert_eq!((kept.counted(), kept.members().len()), (1, 2));
    assert_eq!(kept.messages()[0].time.0, 1_703_001_600, "milliseconds are known by their size");
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    for (bytes, words) in [
        (&b""[..], "空文件"),
        (b"\xEF\xBB\xBF", "空文件"),
        (b"hello, world", "认不出"),
        (b"PK\x03\x04rubbish", "ZIP"),
        (b"{\"a\":1}", "认不出"),
    ] {
        let said = error_of("x.bin", bytes).say(Lang::Zh);
        assert!(said.contains(words), "{said}");
    }
    let line = vec![b'x'; 8 << 20];
    assert!(error_of("x.txt", &line).say(Lang::En).contains("no known format"));
    let mut options = ReadOptions { format: Some("nonsense".to_owned()), ..ReadOptions::default() };
    let error = read(&fixture("SYNTH_group.json"), &options, &mut Kept::default()).unwrap_err();
    assert!(matches!(error, ImportError::NoSuchFormat(_)));
    options.format = Some("members".to_owned());
    assert!(matches!(read(Path::new("/no/such/file"), &options, &mut Kept::default()), Err(ImportError::Io { .. })));
}

#[test]
fn a_giant_line_in_a_table_is_one_skipped_row() {
    let mut bytes = "昵称,QQ号,手机\n甲,10001,13800000001\n".as_bytes().to_vec();
    bytes.extend(vec![b'x'; 3 << 20]);
    bytes.extend("\n乙,10002,13800000002\n丙,\"open,10003,1\n丁,10004,13800000004\n".as_bytes());
    let kept = read_bytes("a.csv", &bytes);
    assert_eq!(kept.skips.len(), 2, "{:?}", kept.skips);
    assert_eq!(kept.skips[0].0, Position::Line(3));
    assert_eq!(kept.members(), ["10001", "10002", "10004"].into_iter().map(str::to_owned).collect());
}

#[test]
fn a_roster_keeps_accounts_names_and_every_other_column() {
    let kept = kept(&fixture("SYNTH_members.csv"));
    assert!(kept.chats.is_empty());
    let first = kept.roster()[0];
    assert_eq!(
        first.who.ids.iter().map(|(platform, id)| (platform.as_str(), id.as_str())).collect::<Vec<_>>(),
        [("qq", "10001")]
    );
    assert_eq!(first.who.alias.as_deref(), Some("linxiao_ai"));
    assert_eq!(first.who.phone.as_deref(), Some("13800000001"));
    assert_eq!(first.who.names, [(NameKind::Nickname, "林晓".to_owned())]);
    assert_eq!(first.joined.map(|time| time.0), Some(1_673_712_000));
    let fields: Vec<(&str, Meaning, &str)> =
        first.fields.iter().map(|field| (field.header.as_str(), field.meaning, field.value.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("性别", Meaning::Gender, "女"),
            ("年龄", Meaning::Age, "21"),
            ("城市", Meaning::Region, "上海"),
            ("入群时间", Meaning::Joined, "2023/1/15"),
            ("等级", Meaning::Other, "LV1"),
            ("积分", Meaning::Other, "120"),
            ("标签", Meaning::Tags, "种子用户、设计"),
        ]
    );
    assert_eq!(kept.roster()[1].inviter.as_ref().unwrap().names[0].1, "林晓");
    let group = self::kept(&fixture("SYNTH_group_members.csv"));
    assert_eq!(group.chats[0].native_id.as_deref(), Some("38988428513@chatroom"));
    assert_eq!(group.chats[0].name, "AI 产品交流群");
    let kevin = group.roster()[1];
    assert_eq!(kevin.who.names[2], (NameKind::Remark, "老K".to_owned()));
    assert_eq!(kevin.who.ids[0].1, "wxid_admin0002");
    let customers = self::kept(&fixture("SYNTH_youzan_customers.csv"));
    let masked = customers.roster()[3];
    assert_eq!(masked.who.phone, None);
    assert!(masked.fields.iter().any(|field| field.value == "186******05"), "a masked phone stays a field");
}

#[test]
fn rounded_ids_are_not_used_and_bad_dates_are_told() {
    let kept = read_bytes(
        "a.csv",
        "昵称,QQ号,会员ID,入群时间\n甲,1.38E+17,7,2023/1/15\n乙,10002,8,去年\n丙,,7300000000000001001,44941\n"
            .as_bytes(),
    );
    assert_eq!(kept.roster()[0].who.ids.len(), 1);
    assert_eq!(kept.roster()[0].who.ids[0].0.as_str(), "local");
    assert_eq!(kept.roster()[2].who.ids[0].1, "7300000000000001001");
    assert_eq!(kept.roster()[2].joined, kept.roster()[0].joined, "a spreadsheet's day number is a date");
    assert_eq!(kept.roster()[1].joined, None);
    assert!(kept.warnings.iter().any(|warning| warning.contains("1.38E+17")), "{:?}", kept.warnings);
    assert!(kept.warnings.iter().any(|warning| warning.contains("不是日期")), "{:?}", kept.warnings);
}

#[test]
fn columns_can_be_mapped() {
    let (_folder, path) = file("a.csv", "代号,哪个城市,内部备忘\n甲,杭州,不要\n".as_bytes());
    assert!(matches!(detect(&path), Err(ImportError::Unknown(_))));
    let options = ReadOptions {
        mapping: Mapping::parse(&["代号=昵称", "内部备忘=ignore"]).unwrap(),
        format: Some("members".to_owned()),
        ..ReadOptions::default()
    };
    let mut kept = Kept::default();
    read(&path, &options, &mut kept).unwrap();
    assert_eq!(kept.roster()[0].who.names[0].1, "甲");
    assert_eq!(kept.roster()[0].fields.len(), 1, "what is to be ignored is not kept");
    assert_eq!(kept.roster()[0].fields[0].meaning, Meaning::Region);
    assert!(matches!(Mapping::parse(&["代号"]), Err(ImportError::Mapping(_))));
}

#[test]
fn a_workbook_reads_like_its_csv() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut csv = std::fs::read_to_string(fixture("SYNTH_members.csv")).unwrap();
    csv.retain(|c| c != '"');
    for (row, line) in csv.replace("阿强,测试", "阿强").lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row as u32, column as u16, number).unwrap(),
                Err(_) => sheet.write_string(row as u32, column as u16, cell).unwrap(),
            };
        }
    }
    book.save(&path).unwrap();
    let detected = detect(&path).unwrap();
    assert_eq!((detected.format.name, detected.encoding), ("members", "xlsx"));
    let (book, csv) = (kept(&path), kept(&fixture("SYNTH_members.csv")));
    assert_eq!(book.roster()[0], csv.roster()[0]);
    assert_eq!(book.members(), csv.members());
    assert_eq!(book.records[0].0, Position::Row(2));
}

#[test]
fn orders_tell_what_was_earned() {
    for name in ["SYNTH_youzan_orders.csv", "SYNTH_youzan_orders_gb18030.csv"] {
        let kept = kept(&fixture(name));
        let orders: Vec<_> = kept
            .records
            .iter()
            .filter_map(|(_, record)| if let Record::Order(order) = record { Some(order) } else { None })
            .collect();
        assert_eq!(orders.iter().filter(|order| order.status == OrderStatus::Closed).count(), 6);
        assert_eq!(orders[2].native_id.as_deref(), Some("E20240202100010001"), "without its tab");
        assert_eq!((orders[2].amount, orders[2].status), (Money(9900), OrderStatus::Paid));
        assert_eq!(orders[2].buyer.phone.as_deref(), Some("13800000002"));
        assert_eq!(orders[2].paid.unwrap().0 - orders[2].placed.0, 60);
        assert!(orders[2].fields.iter().any(|field| field.header == "收货人省份" && field.value == "北京"));
    }
    let kept = read_bytes("o.csv", "订单编号,下单时间,实付金额,手机号,优惠金额,商品名称\n1,2024/3/1 9:00,\"￥1,234.50\",13800000001,5,书\n2,明天,3,13800000001,,\n3,2024/3/2,很多,13800000001,,\n".as_bytes());
    assert_eq!((kept.counted(), kept.skips.len()), (1, 2));
    let Record::Order(order) = &kept.records[0].1 else { panic!("an order") };
    assert_eq!((order.amount, order.discount, order.items.as_str()), (Money(123_450), Money(500), "书"));
}

#[test]
fn a_survey_tells_who_answered_what() {
    let kept = kept(&fixture("SYNTH_wjx_text.csv"));
    let survey = &kept.surveys[0];
    let titles: Vec<&str> = survey.questions.iter().map(|question| question.title.as_str()).collect();
    assert_eq!(titles.len(), 9, "seven questions, and what the tool notes: {titles:?}");
    assert_eq!(titles[..3], ["IP属地", "您的微信昵称", "您的性别是？"]);
    assert_eq!(survey.questions[2].title, "您的性别是？");
    assert_eq!(survey.questions[2].meaning, Meaning::Gender);
    let Record::Response(first) = &kept.records[0].1 else { panic!("a response") };
    assert_eq!(first.respondent.names, [(NameKind::Nickname, "林晓".to_owned())]);
    assert_eq!(first.time.0, 1_709_348_701);
    assert_eq!(first.answers[5], (5, vec!["AI 绘画".to_owned(), "产品运营".to_owned(), "其他〖写作〗".to_owned()]));
    assert!(first.answers.iter().all(|(question, _)| *question != 7), "(空) is no answer");
    assert!(self::kept(&fixture("SYNTH_wjx_code.csv")).warnings.iter().any(|warning| warning.contains("选项序号")));
}

#[test]
fn a_behaviour_log_tells_who_did_what() {
    let rows = "time,member,action,target,thread,group,count,text\n1709254800,m1,message,,t1,,,你好\n1709254801,m2,reply,m1,t1,,,好\n1709254802,,点赞,m1,t1,,52,\n2024/3/1 9:00,m1,签到,,,,,\n昨天,m1,message,,,,,\n1709254802,,view,,,,,\n1709254803,m3,dance,m1,,,-1,\n";
    let csv = read_bytes("log.csv", rows.as_bytes());
    let tsv = read_bytes("log.tsv", rows.replace(',', "\t").as_bytes());
    let keys = ["time", "member", "action", "target", "thread", "group", "count", "text"];
    let lines: String = rows
        .lines()
        .skip(1)
        .map(|row| {
            let cells: serde_json::Map<String, serde_json::Value> =
                keys.iter().zip(row.split(',')).map(|(key, cell)| ((*key).to_owned(), cell.into())).collect();
            serde_json::to_string(&cells).unwrap() + "\n"
        })
        .collect();
    let jsonl = read_bytes("log.jsonl", lines.as_bytes());
    for log in [&csv, &tsv, &jsonl] {
        assert_eq!((log.counted(), log.skips.len()), (5, 2), "{:?}", log.skips);
        assert_eq!(log.messages().len(), 2);
        assert!(matches!(&log.messages()[1].reply, Some(ReplyRef::Person(who)) if who.ids[0].1 == "m1"));
        let liked = log.events()[0];
        assert_eq!((liked.action.clone(), liked.count, liked.actor.is_none()), (Action::Like, 52, true));
        assert_eq!(log.events()[2].count, -1);
        assert!(log.warnings.iter().any(|warning| warning.contains("dance")), "{:?}", log.warnings);
        assert_eq!(log.chats.len(), 1);
    }
}

#[test]
fn folders_are_expanded_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.csv", "a.csv", ".hidden"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }
    std::fs::create_dir(folder.path().join("c")).unwrap();
    std::fs::write(folder.path().join("c/d.csv"), "x").unwrap();
    let found = expand(&[folder.path().to_owned()]).unwrap();
    let names: Vec<_> =
        found.iter().map(|file| file.shown().strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["a.csv", "b.csv", "c/d.csv"]);
    assert!(expand(&[PathBuf::from("/no/such/folder")]).is_err());
}

#[test]
fn a_dry_run_shows_five_records() {
    let seen = sniff_rows(&fixture("SYNTH_group.json"), &ReadOptions::default()).unwrap();
    assert_eq!(seen.detected.format.name, "chatlab-json");
    assert_eq!(seen.detected.version.as_deref(), Some("0.0.2"));
    assert_eq!(seen.rows.len(), 5);
    assert!(seen.rows.iter().all(|row| !row.contains('\n')));
    let few = sniff_rows(&fixture("SYNTH_v001_minimal.json"), &ReadOptions::default()).unwrap();
    assert_eq!(few.rows, ["2023-12-20 00:00  张三  大家好！"]);
}
