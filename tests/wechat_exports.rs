//! What is particular to each exporter of WeChat.

mod kept;

use kept::{Kept, file, fixture, kept, read_bytes};
use qunxiang::model::record::{ChatKind, Meaning, MessageKind, NameKind, PersonRef, Position, Record, ReplyRef, Role};

/// Whom a reference shows first: an account, else a name.
fn who(person: &PersonRef) -> &str {
    let id = person.ids.first().map(|(_, id)| id.as_str());
    id.or(person.names.first().map(|(_, name)| name.as_str())).unwrap_or_default()
}

fn senders(kept: &Kept) -> Vec<&str> {
    kept.messages().iter().map(|said| who(&said.sender)).collect()
}

fn texts(kept: &Kept) -> Vec<&str> {
    kept.messages().iter().map(|said| said.text.as_deref().unwrap_or("-")).collect()
}

fn kinds(kept: &Kept) -> Vec<MessageKind> {
    kept.messages().iter().map(|said| said.kind).collect()
}

fn acts(kept: &Kept) -> Vec<(&str, bool)> {
    kept.events().iter().map(|event| (event.action.key(), event.system)).collect()
}

#[test]
fn weflow_text_of_two_people_makes_no_group_of_the_other() {
    let text = "2024-03-01 09:00:00 '老K'\n在吗\n\n2024-03-01 09:01:00 \"林晓\"\n在的 'x'\n\n第二段\n\n\
                2024-03-01 09:02:00 '老K'\n\"老K\"撤回了一条消息\n\n2024-03-01 09:03:00 '老K'\n[接龙] 周末聚餐\n1. 老K\n\n\
                2024-03-01 09:04:00 '老K'\n看这段日志：\n2024-02-01 09:00:00 '别人'\n[文件]a.pdf\n";
    let kept = read_bytes("老K.txt", text.as_bytes());
    assert_eq!((kept.chats[0].name.as_str(), kept.chats[0].kind), ("老K", ChatKind::Private));
    assert_eq!(senders(&kept), ["老K", "林晓", "老K", "老K"]);
    assert_eq!(kinds(&kept)[2], MessageKind::Solitaire);
    assert_eq!(texts(&kept)[1], "在的 'x'\n\n第二段");
    assert!(texts(&kept)[3].contains("别人"), "a pasted log is words");
    assert_eq!(acts(&kept), [("recall", true)]);
}

#[test]
fn weflow_knows_the_group_by_the_name_over_its_sentences() {
    for name in ["SYNTH_weflow.txt", "SYNTH_weclone.csv", "SYNTH_weflow_compact.xlsx"] {
        let kept = kept(&fixture(name));
        assert_eq!((kept.chats[0].name.as_str(), kept.chats[0].kind), ("AI 产品交流群", ChatKind::Group), "{name}");
        assert!(!senders(&kept).contains(&"AI 产品交流群"), "{name}");
    }
    let sheet = kept(&fixture("SYNTH_weflow_full.xlsx"));
    assert_eq!(sheet.chats[0].native_id.as_deref(), Some("38988428513@chatroom"));
    assert_eq!(sheet.messages()[2].sender.names[2], (NameKind::Remark, "老K".to_owned()));
}

#[test]
fn memotrace_v1_reads_raw_contents_and_old_builds() {
    let head = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime";
    let xml = |kind: &str, content: &str| format!("1,7,{kind},0,1709254860,3,\"{}\",x", content.replace('"', "\"\""));
    let rows = [
        format!("{head},Remark,NickName,Sender"),
        xml("1,0", "wxid_a:\n你好") + ",,甲,wxid_a",
        xml(
            "49,5",
            "wxid_b:\n<?xml version=\"1.0\"?><msg><appmsg><title><![CDATA[提纲 & 方法]]></title></appmsg></msg>",
        ) + ",老乙,乙,wxid_b",
        xml("49,6", "<msg><appmsg><title>a &amp; b.pdf</title><des>被截") + ",,丙,wxid_c",
        xml("48,0", "<msg><location x=\"31\" label=\"漕溪北路\" poiname=\"地铁站\"/></msg>") + ",,丙,wxid_c",
        xml("49,53", "<msg><appmsg><title>#接龙\n1. 甲</title></appmsg></msg>") + ",,丙,wxid_c",
        xml(
            "10002,0",
            "<sysmsg><revokemsg><replacemsg><![CDATA[\"乙\" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>",
        ) + ",,,",
        "2,8,1,0,0,1709254900,3,另一个群,x,,丁,wxid_d".to_owned(),
        "3,8,1,0,0,从前,3,没有时间,x,,丁,wxid_d".to_owned(),
    ];
    let kept = read_bytes("产品群_utf8.csv", rows.join("\n").as_bytes());
    assert_eq!(senders(&kept), ["wxid_a", "wxid_b", "wxid_c", "wxid_c", "wxid_c", "wxid_d"]);
    assert_eq!(texts(&kept), ["你好", "提纲 & 方法", "a & b.pdf", "地铁站", "#接龙\n1. 甲", "另一个群"]);
    assert_eq!(kinds(&kept)[4], MessageKind::Solitaire);
    assert_eq!(kept.events()[0].actor.as_ref().map(who), Some("乙"));
    assert_eq!(kept.chats.iter().map(|chat| chat.name.as_str()).collect::<Vec<_>>(), ["产品群", "产品群_utf8 #8"]);
    assert_eq!(kept.skips.len(), 1, "{:?}", kept.skips);

    let private = [head, "1,7,1,0,0,1709254860,3,在吗,x", "2,7,1,0,1,1709254861,3,在,x"].join("\n");
    let private = read_bytes("老K.csv", private.as_bytes());
    assert_eq!(senders(&private), ["老K", "我"]);
    assert_eq!(private.chats[0].kind, ChatKind::Private);
    let cards = [&format!("{head},Remark,NickName,Sender"), "1,7,1,0,0,1709254860,3,好,x,,甲,Kevin"].join("\n");
    assert!(read_bytes("g.csv", cards.as_bytes()).messages()[0].sender.ids.is_empty(), "old builds write cards");
}

#[test]
fn memotrace_lends_accounts_from_its_member_sheet() {
    let kept = kept(&fixture("SYNTH_memotrace.xlsx"));
    assert_eq!(who(&kept.messages()[2].sender), "wxid_admin0002");
    let listed: Vec<_> = kept
        .records
        .iter()
        .filter_map(|(_, record)| if let Record::Listed(person) = record { Some(person) } else { None })
        .collect();
    assert_eq!(listed.len(), 8);
    let told: Vec<(Meaning, &str)> = listed[2].fields.iter().map(|f| (f.meaning, f.value.as_str())).collect();
    assert!(told.contains(&(Meaning::Gender, "女")) && told.contains(&(Meaning::Region, "深圳")), "{told:?}");
    assert!(!told.iter().any(|(_, value)| value.starts_with("http") || *value == "None"), "{told:?}");

    // A name that two members bear lends nobody's account.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("群.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 2] = [
        (
            "聊天记录",
            &[
                &["消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"],
                &["7300000000000001001", "文本", "momo", "2024-03-01 09:00:00", "好", "", "momo", "more"],
            ],
        ),
        (
            "成员信息",
            &[
                &["wxid", "群昵称", "昵称"],
                &["wxid_a", "", "momo"],
                &["wxid_b", "momo", "乙"],
                &["1@chatroom", "群", "群"],
            ],
        ),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0u32..).zip(rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save(&path).unwrap();
    let kept = self::kept(&path);
    assert_eq!((senders(&kept), kept.members().len()), (vec!["momo"], 2));
    assert_eq!(kept.messages()[0].native_id.as_deref(), Some("7300000000000001001"), "a long id stays exact");
}

#[test]
fn memotrace_text_tells_notices_quotes_and_pasted_logs_apart() {
    let text = "2024-03-01 09:00:00 \"甲\"邀请\"乙\"加入了群聊\n\n2024-03-01 09:01:00 乙\n谢谢\n引用:甲:欢迎\n新人\n\n\
                2024-03-01 09:02:00 甲\n看：\n\n2024-01-01 08:00:00 别人\n旧的\n\n2024-03-01 09:03:00 收到红包，请在手机上查看\n\n\
                2024-03-01 09:04:00 乙\n\n";
    let kept = read_bytes("群.txt", text.as_bytes());
    assert_eq!(senders(&kept), ["乙", "甲", "乙"]);
    assert_eq!(texts(&kept), ["谢谢", "看：\n\n2024-01-01 08:00:00 别人\n旧的", "-"]);
    let Some(ReplyRef::Quote { author, text }) = &kept.messages()[0].reply else { panic!("a quote") };
    assert_eq!((who(author), text.as_str()), ("甲", "欢迎\n新人"));
    assert_eq!(acts(&kept), [("invite", true), ("notice", true)]);
}

#[test]
fn pywxdump_reads_pages_packed_cells_and_contacts() {
    let old = "id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime\n\
               1,7300000000000001001,文本,1,wxid_me,,\"{\"\"src\"\":\"\"\"\",\"\"msg\"\":\"\"你好\"\"}\",2024-03-01 09:00:00\n\
               2,1.38E+17,(分享)小程序,0,wxid_b,,\"{\"\"msg\"\":\"\"[小程序] 点餐\"\"}\",2024-03-01 09:00:01\n\
               3,0,文本,1,我,,\"{\"\"msg\"\":\"\"在\"\"}\",2024-03-01 09:00:02\n";
    let kept = read_bytes("12345@chatroom_0_5000.csv", old.as_bytes());
    assert_eq!(kept.chats[0].name, "12345@chatroom");
    assert_eq!(senders(&kept), ["wxid_me", "wxid_b", "wxid_me"], "我 is who sends");
    assert_eq!(texts(&kept), ["你好", "点餐", "在"]);
    let ids: Vec<_> = kept.messages().iter().map(|said| said.native_id.clone()).collect();
    assert_eq!(ids, [Some("7300000000000001001".to_owned()), None, None], "a rounded id is none");
    let users = self::kept(&fixture("SYNTH_pywxdump_users.json"));
    let fields = &users.roster()[2].fields;
    assert_eq!((fields[0].meaning, fields[0].value.as_str()), (Meaning::Gender, "女"));
    assert_eq!((fields[1].meaning, fields[1].value.as_str()), (Meaning::Region, "广东 深圳"));
    assert_eq!(users.roster()[1].who.alias.as_deref(), Some("kevin_op"));
    assert!(users.roster()[6].fields.is_empty(), "an unknown gender is no gender");
}

#[test]
fn chatlog_quotes_by_account_and_holds_several_chats() {
    let kept = kept(&fixture("SYNTH_chatlog.json"));
    let Some(ReplyRef::Quote { author, text }) = &kept.messages()[6].reply else { panic!("a quote") };
    assert_eq!((who(author), text.as_str()), ("wxid_owner0001", "我用过，文档很全，推荐先看官方 examples"));
    assert!(texts(&kept).contains(&"方案v2.pdf"));
    let item = |talker: &str, extra: &str| {
        format!(
            r#"{{"seq":1709254860001,"time":"2024-03-01T09:01:00+08:00","talker":"{talker}","talkerName":"{talker}群","isChatRoom":true,"sender":"wxid_a","senderName":"甲","isSelf":false,"type":49,"subType":0,"content":"x"{extra}}}"#
        )
    };
    let both = format!(
        "[{},{}]",
        item("1@chatroom", r#","contents":null"#),
        item("2@chatroom", r#","contents":{"refer":null}"#)
    );
    let both = read_bytes("a.json", both.as_bytes());
    assert_eq!(both.chats.iter().map(|chat| chat.name.as_str()).collect::<Vec<_>>(), ["1@chatroom群", "2@chatroom群"]);
    assert_eq!(both.counted(), 2);
}

#[test]
fn chatlog_text_finds_heads_years_and_its_owner() {
    let kept = kept(&fixture("SYNTH_chatlog.txt"));
    assert_eq!(kept.counted(), 28, "quoted and forwarded heads begin nothing");
    assert_eq!(who(&kept.messages()[0].sender), "wxid_owner0001", "a quote gives the account of 我");
    let text = "甲(wxid_a) 12-30 09:00:00\n旧年\n\n乙(潜水)(wxid_b) 01-02 09:00:00\n[合并转发|记录]\n  丙 2023-01-01 08:00:00\n  早\n\n\
                Type(wxid_c) 02-30 09:00:00\n没有这天\n\n甲(wxid_a) 03-01 09:00:00\n好\n";
    for (name, first) in
        [("1@chatroom_2022-12-01_2023-04-01.txt", 1_672_362_000), ("wxid_a_2019-12-01_2020-04-01.txt", 1_577_667_600)]
    {
        let kept = read_bytes(name, text.as_bytes());
        assert_eq!(senders(&kept), ["wxid_a", "wxid_b", "wxid_a"], "{name}");
        assert_eq!(kept.messages()[0].time.0, first, "{name}");
        assert!(kept.messages()[2].time.0 - first > 60 * 86_400, "the next year follows December");
        assert_eq!(kinds(&kept)[1], MessageKind::Forward);
        assert_eq!(kept.skips.len(), 1, "{:?}", kept.skips);
        assert!(kept.warnings.iter().any(|warning| warning.contains("年份")), "{:?}", kept.warnings);
    }
    let (_folder, path) = file("聊天.txt", text.replace("02-30", "02-20").as_bytes());
    let written = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
    assert_eq!(self::kept(&path).messages()[0].time.0, 1_672_362_000, "the last message is older than its file");
    let several = "甲(wxid_a) [一群(1@chatroom)] 2023-12-30 09:00:00\n好\n\n甲(wxid_a) [二群(2@chatroom)] 2024-01-02 09:00:00\n好\n";
    let several = read_bytes("a.txt", several.as_bytes());
    assert_eq!(several.chats.iter().map(|chat| chat.name.as_str()).collect::<Vec<_>>(), ["一群", "二群"]);
    assert!(several.warnings.iter().all(|warning| !warning.contains("年份")));
}

#[test]
fn chatlog_people_survive_commas_that_nothing_protects() {
    let kept = kept(&fixture("SYNTH_chatlog_contact.csv"));
    assert_eq!(kept.roster()[5].who.names, [(NameKind::Nickname, "阿强,测试".to_owned())]);
    let odd = "UserName,Alias,Remark,NickName\nwxid_a,al,备,注,昵称\ngh_1,,,公众号\n1@chatroom,,,群\nwxid_b,,\",甲\n";
    let odd = read_bytes("c.csv", odd.as_bytes());
    assert_eq!(odd.roster().len(), 2);
    assert_eq!(odd.roster()[0].who.alias.as_deref(), Some("al"));
    assert!(odd.roster()[0].who.names.is_empty(), "whose comma it is, nobody can tell");
    assert_eq!(odd.roster()[1].who.names.len(), 2, "a lone quote opens nothing");
    assert_eq!(odd.skips.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [Position::Line(3), Position::Line(4)]);
    let json = r#"{"items":[{"userName":"wxid_a","alias":"al","remark":"备注","nickName":"昵称","isFriend":true}]}"#;
    assert_eq!(read_bytes("c.json", json.as_bytes()).roster()[0].who.names.len(), 2);
    for name in ["SYNTH_chatroom.json", "SYNTH_chatroom.csv"] {
        let rooms = self::kept(&fixture(name));
        assert_eq!(rooms.chats[0].native_id.as_deref(), Some("38988428513@chatroom"), "{name}");
        let owner = rooms.roster().into_iter().find(|person| person.role == Some(Role::Owner)).unwrap();
        assert_eq!(who(&owner.who), "wxid_owner0001", "{name}");
    }
    let room = "Name,Remark,NickName,Owner,UserCount\n1@chatroom,,\"吃,喝\",wxid_o,3\n";
    assert_eq!(read_bytes("r.csv", room.as_bytes()).chats[0].name, "\"吃,喝\"");
}
