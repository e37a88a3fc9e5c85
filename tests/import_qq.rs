//! What the exports of QQ tell beside the story: people with two ids, platform rows, what is lost.

mod kept;
mod program;

use kept::{Kept, fixture, kept, read_bytes};
use program::Home;
use qunxiang::model::record::{Action, ChatKind, Mention, MessageKind, NameKind, Person, PersonRef, Record, ReplyRef};

fn ids(who: &PersonRef) -> Vec<&str> {
    who.ids.iter().map(|(_, id)| id.as_str()).collect()
}

fn listed(kept: &Kept) -> Vec<&Person> {
    let records = kept.records.iter();
    records.filter_map(|(_, record)| if let Record::Listed(person) = record { Some(person) } else { None }).collect()
}

/// An export of V5 with these messages.
fn v5(messages: &str) -> Kept {
    let head = r#"{"metadata":{"name":"QQChatExporter","version":"5.6.0"},"chatInfo":{"name":"读书会","type":"group",
        "selfUid":"u_me","selfUin":"10001","selfName":"林","peerUid":"77001","peerUin":"77001"},"statistics":{},"messages":["#;
    read_bytes("a.json", format!("{head}{messages}]}}").as_bytes())
}

fn said(id: u32, sender: &str, content: &str) -> String {
    format!(
        r#"{{"id":"73{id}","timestamp":17092548{id:02}000,"sender":{sender},"type":"text","content":{content},"recalled":false}}"#
    )
}

#[test]
fn number_and_lasting_id_are_one_person_with_every_name() {
    let kept = v5(&[
        said(10, r#"{"uid":"u_a","uin":"10002","name":"阿甲","nickname":"甲","groupCard":"阿甲","remark":"老甲","title":"元老"}"#, r#"{"text":"早"}"#),
        said(11, r#"{"uid":"u_a","uin":"0","name":"甲"}"#, r#"{"text":"早"}"#),
        said(12, r#"{"uid":"u_a","uin":10002,"name":"10002","title":"元老"}"#, r#"{"text":"早"}"#),
    ]
    .join(","));
    assert_eq!(kept.chats[0].native_id.as_deref(), Some("77001"));
    let senders: Vec<_> = kept.messages().iter().map(|said| ids(&said.sender)).collect();
    assert_eq!(senders, [vec!["10002", "u_a"], vec!["u_a"], vec!["10002", "u_a"]]);
    let names = [(NameKind::Nickname, "甲"), (NameKind::Card, "阿甲"), (NameKind::Remark, "老甲")];
    assert_eq!(kept.messages()[0].sender.names, names.map(|(kind, name)| (kind, name.to_owned())));
    assert!(kept.messages()[2].sender.names.is_empty(), "a number for a name is none");
    assert_eq!(listed(&kept).len(), 1, "a title is told once");
    assert_eq!(listed(&kept)[0].fields[0].value, "元老");
}

#[test]
fn rows_of_nobody_are_the_platforms() {
    let kept = v5(&[
        said(10, r#"{"uid":"未知","name":"系统消息"}"#, r#"{"text":"甲加入本群。"}"#),
        said(11, r#"{"uid":"0","name":"0"}"#, r#"{"text":"乙被管理员移出本群"}"#),
        said(
            12,
            r#"{"uid":"","uin":"0","name":""}"#,
            r#"{"text":"","elements":[{"type":"system","data":{"text":"甲 戳了戳 你","subType":12}}]}"#,
        ),
        said(13, r#"{"uid":"u_a","uin":"10002"}"#, r#"{"text":"x"}"#).replace(r#""type":"text""#, r#""type":"system""#),
        said(14, r#"{"uid":"","name":""}"#, r#"{"text":"甲领取了你的红包"}"#),
        said(15, r#"{"uid":"","name":""}"#, r#"{"text":"甲被管理员禁言10分钟"}"#),
    ]
    .join(","));
    let told: Vec<_> = kept.events().iter().map(|event| (event.action.clone(), event.system)).collect();
    let expected = [
        (Action::Join, true),
        (Action::Kick, true),
        (Action::Pat, false),
        (Action::Notice, true),
        (Action::RedPacket, true),
        (Action::Notice, true),
    ];
    assert_eq!(told, expected);
    assert_eq!(ids(&kept.events()[2].targets[0]), ["10001", "u_me"], "你 is who exported");
    assert!(kept.messages().is_empty());
}

#[test]
fn what_was_taken_back_is_an_act_without_words() {
    let kept = v5(&said(10, r#"{"uid":"u_a","uin":"10002"}"#, r#"{"text":"说错了"}"#)
        .replace(r#""recalled":false"#, r#""recalled":true"#));
    let recall = kept.events()[0];
    assert_eq!(
        (recall.action.clone(), recall.text.as_deref(), recall.native_id.as_deref()),
        (Action::Recall, None, Some("7310"))
    );
    assert_eq!(ids(recall.actor.as_ref().unwrap()), ["10002", "u_a"]);
}

#[test]
fn elements_are_joined_and_the_rest_gives_the_kind() {
    let who = r#"{"uid":"u_a","uin":"10002"}"#;
    let elements = |list: &str| format!(r#"{{"text":"[占位]","elements":[{list}]}}"#);
    let at = r#"{"type":"at","data":{"uid":"u_b","uin":"10003","name":"@乙","atType":2}}"#;
    let all = r#"{"type":"at","data":{"uid":"all","uin":"0","name":"@全体成员","atType":1}}"#;
    let text = |words: &str| format!(r#"{{"type":"text","data":{{"text":"{words}"}}}}"#);
    for (list, kind, words) in [
        (format!("{at},{}", text(" 你好")), MessageKind::Text, Some("@乙 你好")),
        (format!("{at},{}", text("@乙 你好")), MessageKind::Text, Some("@乙 你好")),
        (
            format!("{},{{\"type\":\"face\",\"data\":{{\"id\":1,\"name\":\"/微笑\"}}}}", text("好")),
            MessageKind::Text,
            Some("好[微笑]"),
        ),
        (
            format!("{},{{\"type\":\"image\",\"data\":{{\"filename\":\"a.jpg\"}}}}", text("看")),
            MessageKind::Text,
            Some("看"),
        ),
        (r#"{"type":"image","data":{"filename":"a.jpg"}}"#.to_owned(), MessageKind::Image, None),
        (r#"{"type":"market_face","data":{"name":"抱抱"}}"#.to_owned(), MessageKind::Sticker, None),
        (r#"{"type":"file","data":{"filename":"书单.pdf"}}"#.to_owned(), MessageKind::File, Some("书单.pdf")),
        (
            r#"{"type":"forward","data":{"title":"群聊的聊天记录","messages":[{"x":1}]}}"#.to_owned(),
            MessageKind::Forward,
            Some("群聊的聊天记录"),
        ),
        (
            r#"{"type":"json","data":{"content":"{}","title":"一篇文章"}}"#.to_owned(),
            MessageKind::Link,
            Some("一篇文章"),
        ),
        (r#"{"type":"wallet","data":{"summary":"恭喜发财"}}"#.to_owned(), MessageKind::RedPacket, Some("恭喜发财")),
        (r#"{"type":"av_record","data":null}"#.to_owned(), MessageKind::Call, Some("[占位]")),
    ] {
        let kept = v5(&said(10, who, &elements(&list)));
        let said = kept.messages()[0];
        assert_eq!((said.kind, said.text.as_deref()), (kind, words), "{list}");
    }
    let kept = v5(&[said(10, who, &elements(&format!("{at},{all},{}", text("看"))))].join(","));
    let mentions = &kept.messages()[0].mentions;
    assert!(matches!(&mentions[0], Mention::Person(who) if ids(who) == ["10003", "u_b"]));
    assert_eq!(mentions[1], Mention::Everyone);
}

#[test]
fn an_answer_names_its_message_or_whom_it_quotes() {
    let who = r#"{"uid":"u_a","uin":"10002"}"#;
    let reply = |data: &str| {
        format!(
            r#"{{"text":"[回复消息]好","elements":[{{"type":"reply","data":{data}}},{{"type":"text","data":{{"text":"好"}}}}]}}"#
        )
    };
    let kept = v5(&[
        said(10, who, &reply(r#"{"messageId":"4","referencedMessageId":"7301"}"#)),
        said(11, who, &reply(r#"{"messageId":"7302","referencedMessageId":""}"#)),
        said(12, who, &reply(r#"{"messageId":"0","senderUin":"10003","senderName":"乙","content":"在吗"}"#)),
    ]
    .join(","));
    let replies: Vec<_> = kept.messages().iter().map(|said| said.reply.clone().unwrap()).collect();
    assert_eq!(replies[0], ReplyRef::Native("7301".to_owned()));
    assert_eq!(replies[1], ReplyRef::Native("7302".to_owned()));
    assert!(matches!(&replies[2], ReplyRef::Quote { author, text } if ids(author) == ["10003"] && text == "在吗"));
    assert!(kept.messages().iter().all(|said| said.text.as_deref() == Some("好")));
}

#[test]
fn all_generations_tell_the_same_times_and_people() {
    let told = |kept: &Kept| -> Vec<(i64, Vec<String>)> {
        let of = |who: &PersonRef| ids(who).into_iter().map(str::to_owned).collect();
        kept.messages().iter().map(|said| (said.time.0, of(&said.sender))).collect()
    };
    let (v4, v5) = (kept(&fixture("SYNTH_qce_v4.json")), kept(&fixture("SYNTH_qce_v5.json")));
    assert_eq!(told(&v4), told(&v5));
    let between = std::fs::read_to_string(fixture("SYNTH_qce_v5.json")).unwrap();
    let between = between.replace("\"QQChatExporter\"", "\"QQChatExporter V4 / https\"").replace("5.6.0", "4.9.1");
    let between = read_bytes("a.json", between.as_bytes());
    assert_eq!(told(&between), told(&v5));
}

/// A TXT export with these blocks.
fn txt(blocks: &str) -> Kept {
    let head = "[QQChatExporter V5 / https://example.com]\n\n===============================================\n           QQ聊天记录导出文件\n===============================================\n\n聊天名称: 读书会\n聊天类型: 群聊\n\n";
    let tail = "\n===============================================\n              导出完成\n===============================================\n总计导出 2 条消息\n导出时间: 2024-03-04 12:00:00\n";
    read_bytes("a.txt", format!("{head}\n{blocks}\n{tail}").as_bytes())
}

#[test]
fn text_blocks_keep_words_that_look_like_blocks() {
    let kept = txt(
        "[元老] 甲[乙]:\n时间: 2024-03-01 09:00:00\n内容: 书单：\n\n一:\n《看不见的城市》\n===============================================\n完\n\n\n\
         乙:\n时间: 2024-03-01 09:01:00\n内容: [回复消息]好的\n资源: 1 个文件\n  - image: a.jpg\n提及: 甲[乙], 全体成员\n回复: 03-01 09:00 甲[乙] - 书单：\n一\n",
    );
    let said = kept.messages();
    assert_eq!(said.len(), 2);
    let words = "书单：\n\n一:\n《看不见的城市》\n===============================================\n完";
    assert_eq!(said[0].text.as_deref(), Some(words));
    assert_eq!(said[0].sender.names, [(NameKind::Card, "甲[乙]".to_owned())]);
    assert_eq!(listed(&kept)[0].fields[0].value, "元老");
    assert_eq!(said[1].text.as_deref(), Some("好的"));
    assert!(matches!(&said[1].mentions[..], [Mention::Person(who), Mention::Everyone] if who.names[0].1 == "甲[乙]"));
    assert!(
        matches!(&said[1].reply, Some(ReplyRef::Quote { author, text }) if author.names[0].1 == "甲[乙]" && text == "书单：\n一")
    );
    assert_eq!((kept.chats[0].name.as_str(), kept.skips.len()), ("读书会", 0));
}

#[test]
fn a_text_block_without_a_time_that_reads_is_skipped_and_named() {
    let kept = txt("甲:\n时间: 2024-02-31 09:00:00\n内容: 早\n\n\n乙:\n时间: 2024-03-01 09:01:00\n内容: 好\n");
    assert_eq!((kept.messages().len(), kept.skips.len()), (1, 1));
    assert_eq!(kept.messages()[0].text.as_deref(), Some("好"));
}

#[test]
fn numbers_come_from_the_workbooks_other_sheet_where_a_name_is_one_persons() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("读书会.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut sheet = |name: &str, rows: &[&[&str]]| {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(row as u32, column as u16, *cell).unwrap();
            }
        }
    };
    sheet(
        "聊天记录",
        &[
            &["序号", "时间", "发送者", "发送者QQ号", "消息类型", "消息内容", "是否撤回", "资源数量"],
            &["1", "2024-03-01 09:00:00", "甲", "", "text", "早", "否", "0"],
            &["2", "2024-03-01 09:00:01", "momo", "", "text", "早", "否", "0"],
            &["3", "2024-03-01 09:00:02", "乙", "10003", "text", "错了", "是", "0"],
            &["4", "2024-03-01 09:00:03", "乙", "10003", "file", "[文件:书单.pdf]", "否", "1"],
            &["5", "昨天", "乙", "10003", "text", "早", "否", "0"],
            &["6", "2024-03-01 09:00:04", "系统消息", "", "system", "丙加入本群。", "否", "0"],
        ],
    );
    sheet("统计信息", &[&["项目", "值"], &["聊天名称", "读书会一群"]]);
    sheet(
        "发送者统计",
        &[
            &["排名", "发送者", "QQ号", "UID", "消息数量", "占比(%)"],
            &["1", "甲", "10002", "u_a", "1", "20"],
            &["2", "momo", "10004", "u_c", "1", "20"],
            &["3", "momo", "10005", "u_d", "1", "20"],
        ],
    );
    book.save(&path).unwrap();
    let kept = kept(&path);
    assert_eq!(kept.chats[0].name, "读书会一群");
    let said = kept.messages();
    assert_eq!(
        said.iter().map(|said| ids(&said.sender)).collect::<Vec<_>>(),
        [vec!["10002", "u_a"], vec![], vec!["10003"]]
    );
    assert_eq!((said[2].kind, said[2].text.as_deref()), (MessageKind::File, Some("书单.pdf")));
    assert_eq!(
        kept.events().iter().map(|event| event.action.clone()).collect::<Vec<_>>(),
        [Action::Recall, Action::Join]
    );
    assert_eq!(kept.skips.len(), 1);
}

#[test]
fn copies_out_of_windows_are_read_with_the_day_that_is_known() {
    let kept = read_bytes(
        "读书会.txt",
        "【冒泡】甲 2/14/2020 9:16:13 PM\n早\n\n乙  9:59:54 PM\n[图片]\n— — 2020-2-21 — —\n【书友】丙 23:50:12\n第一行\n第二行\n【管理员】丁 2020/2/22 8:00:00\n@全体成员 集合\n"
            .as_bytes(),
    );
    let said: Vec<_> = kept
        .messages()
        .iter()
        .map(|said| (said.time.0, said.sender.names[0].1.clone(), said.kind, said.text.clone()))
        .collect();
    let row = |time, name: &str, kind, text: Option<&str>| (time, name.to_owned(), kind, text.map(str::to_owned));
    assert_eq!(
        said,
        [
            row(1_581_686_173, "甲", MessageKind::Text, Some("早")),
            row(1_581_688_794, "乙", MessageKind::Image, None),
            row(1_582_300_212, "【书友】丙", MessageKind::Text, Some("第一行\n第二行")),
            row(1_582_329_600, "丁", MessageKind::Text, Some("@全体成员 集合")),
        ]
    );
    assert!(kept.messages().iter().all(|said| said.sender.ids.is_empty()), "names are weak");
    assert_eq!(kept.messages()[3].mentions, [Mention::Everyone]);
    assert_eq!(listed(&kept).len(), 2);
    assert_eq!(kept.chats[0].name, "读书会");
}

#[test]
fn a_copy_that_tells_no_day_is_not_dated_by_guess() {
    let kept = read_bytes(
        "a.txt",
        "甲 9:59:54\n早\n\n乙 9:59:55\n好\n2020-2-21 — —\n— — 2020-2-21 — —\n甲 10:00:00\n在\n".as_bytes(),
    );
    assert_eq!((kept.messages().len(), kept.skips.len()), (1, 2));
    assert!(kept.skips[0].1.contains("哪一天"), "{:?}", kept.skips);
}

/// A text of the message manager with these lines below one chat's title.
fn official(lines: &str) -> String {
    let rule = "=".repeat(64);
    format!(
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:我的QQ群\n{rule}\n消息对象:读书会\n{rule}\n\n{lines}\n"
    )
}

fn told(kept: &Kept) -> Vec<(String, String)> {
    let name = |who: &PersonRef| who.names.first().map(|(_, name)| name.clone()).unwrap_or_default();
    kept.messages().iter().map(|said| (name(&said.sender), said.text.clone().unwrap_or_default())).collect()
}

fn row(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[test]
fn a_bracket_is_a_title_where_three_accounts_bear_it_and_else_a_part_of_the_name() {
    let lines =
        ["10001", "10002", "10003"].map(|id| format!("2024-03-01 9:00:00 【书友】人{id}({id})\n早\n\n")).concat();
    // One account under three names is one bearer, and titles are counted far beyond the head.
    let names = ["a", "b", "c"].map(|name| format!("2024-03-01 9:00:01 【小号】{name}(10004)\n早\n\n")).concat();
    let filler = format!("2024-03-01 9:00:02 甲(10005)\n{}\n\n", "读".repeat(40_000));
    let late = ["10006", "10007", "10008"]
        .map(|id| format!("2024-03-01 9:00:03 【新人】【书友】人{id}({id})\n早\n\n"))
        .concat();
    let kept = read_bytes("a.txt", official(&[lines, names, filler, late].concat()).as_bytes());
    let names: Vec<String> = told(&kept).into_iter().map(|(name, _)| name).collect();
    let expected =
        ["人10001", "人10002", "人10003", "【小号】a", "【小号】b", "【小号】c", "甲", "人10006", "人10007", "人10008"];
    assert_eq!(names, expected);
    let titles: Vec<usize> = listed(&kept).iter().map(|person| person.fields.len()).collect();
    assert_eq!(titles, [1, 1, 1, 2, 2, 2]);
}

#[test]
fn several_chats_of_a_file_keep_their_own_words() {
    let rule = "=".repeat(64);
    let text = official(&format!(
        "2024-03-01 9:00:00 甲(10001)\n消息对象:这是正文\n{rule}\n还是正文\n\n{rule}\n消息分组:我的好友\n{rule}\n消息对象:乙\n{rule}\n\n2023-01-01 9:00:00 乙\n在吗\n"
    ));
    let kept = read_bytes("a.txt", text.as_bytes());
    assert_eq!(told(&kept), [row("甲", &format!("消息对象:这是正文\n{rule}\n还是正文")), row("乙", "在吗")]);
    let chats: Vec<_> = kept.chats.iter().map(|chat| (chat.name.as_str(), chat.kind)).collect();
    assert_eq!(chats, [("读书会", ChatKind::Group), ("乙", ChatKind::Private)]);
    assert!(kept.skips.is_empty() && kept.messages()[1].sender.ids.is_empty());
}

#[test]
fn the_last_bracket_holds_the_account_and_a_number_for_a_name_is_none() {
    let kept = read_bytes(
        "a.txt",
        official("2024-03-01 9:00:00 老(猫)(10001)\n早\n\n2024-03-01 9:00:01 10001(10001)\n好\n\n2024-03-01 9:00:02 丙<C@Example.com>\n在\n\n2024-03-01 9:00:03 丙(10003)\n在\n").as_bytes(),
    );
    let accounts: Vec<_> = kept.messages().iter().map(|said| ids(&said.sender).join("")).collect();
    assert_eq!(accounts, ["10001", "10001", "c@example.com", "10003"], "a mail and a number stay two");
    assert_eq!(kept.messages()[0].sender.names[0].1, "老(猫)");
    assert!(kept.messages()[1].sender.names.is_empty());
    assert_eq!(kept.messages()[2].sender.mail.as_deref(), Some("c@example.com"));
    assert_eq!(kept.messages()[3].sender.mail, None);
}

#[test]
fn pasted_logs_stay_words_and_swallow_nothing() {
    let kept = read_bytes(
        "a.txt",
        official(
            "2024-03-01 9:00:00 甲(10001)\n看这个\n2022-01-01 8:00:00 老人(20001)\n旧话\n\n2022-01-01 8:00:01 老人(20001)\n旧话二\n\n\
             2024-03-01 9:01:00 乙(10002)\n以后：\n\n2025-01-01 8:00:00 将来(20002)\n新话\n\n2024-03-01 9:02:00 甲(10001)\n还在\n\n2024-03-01 9:03:00 丙(10003)\n也在\n",
        )
        .as_bytes(),
    );
    let words = "看这个\n2022-01-01 8:00:00 老人(20001)\n旧话\n\n2022-01-01 8:00:01 老人(20001)\n旧话二";
    assert_eq!(
        told(&kept),
        [row("甲", words), row("乙", "以后："), row("将来", "新话"), row("甲", "还在"), row("丙", "也在")]
    );
}

#[test]
fn half_days_and_old_encodings_read_as_they_are() {
    let text = std::fs::read_to_string(fixture("SYNTH_official_ampm.txt")).unwrap();
    let plain = kept(&fixture("SYNTH_official_ampm.txt"));
    assert_eq!((plain.counted(), plain.system()), (12, 3));
    assert_eq!(plain.messages()[0].time.0, 1_709_254_860, "9:01:00 AM");
    let noon = read_bytes("a.txt", official("2024-03-01 12:00:00 AM 甲(10001)\n早\n\n2024-03-01 12:00:00 PM 甲(10001)\n好\n\n2024-03-01 9:00:00 PM 甲(10001)\n晚\n").as_bytes());
    let hours: Vec<i64> = noon.messages().iter().map(|said| (said.time.0 + 28_800) % 86_400 / 3_600).collect();
    assert_eq!(hours, [0, 12, 21]);
    let text = text.trim_start_matches('\u{FEFF}');
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xFF, 0xFE], &utf16[..]].concat();
    let windows = encoding_rs::GBK.encode(&text.replace("🌸", "").replace('\n', "\r\n")).0.into_owned();
    for (bytes, encoding) in [(utf16, "UTF-16LE"), (marked, "UTF-16LE"), (windows, "gb18030")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(qunxiang::import::detect(&path).unwrap().encoding, encoding);
        let texts = |kept: &Kept| told(kept).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(&kept(&path)), texts(&plain));
    }
}

#[test]
fn a_member_is_found_by_either_id_and_by_title() {
    let home = Home::new();
    assert_eq!(home.run(&["import", &fixture("SYNTH_qce_v5.json").display().to_string()]).code, Some(0));
    let member = |reference: &str| -> serde_json::Value {
        serde_json::from_str(&home.run(&["member", reference, "--json"]).out).unwrap()
    };
    assert_eq!(member("qq:10004")["id"], member("qq:u_10004")["id"]);
    let titled = home.run(&["members", "--where", "头衔:活跃达人", "--json"]);
    let titled: serde_json::Value = serde_json::from_str(&titled.out).unwrap_or_else(|_| panic!("{}", titled.err));
    let found: Vec<&str> = titled.as_array().unwrap().iter().map(|row| row["platform_id"].as_str().unwrap()).collect();
    assert_eq!(found, ["10004"], "the public number is shown");
}
