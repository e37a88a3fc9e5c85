//! What chats of Telegram and Discord yield beside the story that every format tells.

use kept::{Kept, error_of, kept, read_bytes, third_party};
use qunxiang::lang::Lang;
use qunxiang::model::record::{Action, ChatKind, Mention, MessageKind, NameKind, Person, Record, ReplyRef, Role};

mod kept;

fn listed(kept: &Kept) -> Vec<&Person> {
    let listed = |(_, record): &'_ (_, Record)| matches!(record, Record::Listed(_));
    let people = kept.records.iter().filter(|record| listed(record));
    people.filter_map(|(_, record)| if let Record::Listed(person) = record { Some(person) } else { None }).collect()
}

fn telegram(messages: &str, kind: &str) -> Kept {
    let bytes = format!(r#"{{"name":"群","type":"{kind}","id":7,"messages":[{messages}]}}"#);
    read_bytes("result.json", bytes.as_bytes())
}

#[test]
fn third_party_discord_yields_its_counts() {
    for (name, records, authors) in [("discord/DM_2A_2M.json", 3, 2), ("discord/GC_3A_5M.json", 6, 3)] {
        let Some(path) = third_party(name) else { return };
        let kept = kept(&path);
        assert_eq!((kept.counted(), kept.members().len(), kept.skips.len()), (records, authors, 0), "{name}");
        assert!(kept.events().iter().any(|event| event.system && event.action == Action::Notice), "{name}");
    }
    let Some(path) = third_party("discord/DM_2A_2M.json") else { return };
    let direct = kept(&path);
    assert_eq!((direct.chats[0].kind, direct.chats[0].name.as_str()), (ChatKind::Private, "Someones name"));
    assert_eq!(direct.messages()[0].reactions[0].count, 42);
    assert_eq!(listed(&direct)[0].role, Some(Role::Bot));
    let Some(path) = third_party("discord/dce_csv_comma_2020_real.csv") else { return };
    let csv = kept(&path);
    assert_eq!((csv.counted(), csv.members().len(), csv.skips.len()), (100, 6, 0));
    assert_eq!(csv.messages().iter().filter(|said| !said.reactions.is_empty()).count(), 3);
    assert_eq!(csv.messages()[0].time.0, 1_577_815_620, "01-Jan-20 02:07 AM, read as Shanghai");
    assert_eq!(csv.messages()[0].sender.names, [(NameKind::Nickname, "CrisF".to_owned())], "without its number");
}

#[test]
fn discord_csv_reads_alike_in_its_three_dialects() {
    let new = "\u{FEFF}\"AuthorID\",\"Author\",\"Date\",\"Content\",\"Attachments\",\"Reactions\"\n\
        \"175928847299117001\",\"lin\",\"2024-03-01T09:00:00.0000000+08:00\",\"早, 大家好\",\"\",\"👍 (3),❤ (1)\"\n\
        \"175928847299117002\",\"bo\",\"2024-03-01T09:01:00.0000000+08:00\",\"\",\"https://cdn.example.com/a.png?x=1,https://cdn.example.com/b.pdf\",\"\"\n\
        \"175928847299117002\",\"bo\",\"2024-03-01T09:02:00.0000000+08:00\",\"Joined the server.\",\"\",\"\"\n";
    let middle = new
        .replace("\"lin\"", "\"lin#1234\"")
        .replace("2024-03-01T09:00:00.0000000+08:00", "01-Mar-24 09:00 AM")
        .replace("2024-03-01T09:01:00.0000000+08:00", "01-Mar-24 09:01 AM")
        .replace("2024-03-01T09:02:00.0000000+08:00", "01-Mar-24 09:02 AM");
    let old = middle.replace("\",\"", "\";\"").replace("\"\n", "\";\n");
    for (dialect, text) in [("new", new), ("middle", &middle), ("old", &old)] {
        let kept = read_bytes("示例 - 闲聊 [530805775262679064] [part 2].csv", text.as_bytes());
        assert_eq!((kept.counted(), kept.system(), kept.skips.len()), (3, 1, 0), "{dialect}: {:?}", kept.skips);
        let chat = &kept.chats[0];
        assert_eq!((chat.name.as_str(), chat.native_id.as_deref()), ("示例 - 闲聊", Some("530805775262679064")));
        let said = kept.messages();
        assert_eq!((said[0].time.0, said[0].text.as_deref()), (1_709_254_800, Some("早, 大家好")), "{dialect}");
        assert_eq!(said[0].sender.names[0].1, "lin", "{dialect}");
        let reactions: Vec<(&str, u32)> = said[0].reactions.iter().map(|given| (&*given.emoji, given.count)).collect();
        assert_eq!(reactions, [("👍", 3), ("❤", 1)], "{dialect}");
        assert_eq!(said[1].kind, MessageKind::Image, "{dialect}");
        assert_eq!(kept.events()[0].action, Action::Join, "{dialect}");
    }
}

#[test]
fn discord_roles_forwards_and_references_elsewhere() {
    let bytes = r#"{"guild":{"id":"5","name":"G"},"channel":{"id":"6","type":"GuildPublicThread","name":"t"},"messages":[
      {"id":"1","type":"Default","timestamp":"2024-03-01T09:00:00+08:00","content":"早 @here","author":{"id":"11","name":"a","isBot":false,"roles":[{"name":"Moderator"},{"name":"老用户"}]},"mentions":[]},
      {"id":"2","type":"Reply","timestamp":"2024-03-01T09:01:00+08:00","content":"早","author":{"id":"12","name":"b","nickname":"小b"},"reference":{"messageId":"1","channelId":"6"},"mentions":[{"id":"11","name":"a"}]},
      {"id":"3","type":"Default","timestamp":"2024-03-01T09:02:00+08:00","content":"看","author":{"id":"12","name":"b"},"reference":{"messageId":"9","channelId":"99"}},
      {"id":"4","type":"8","timestamp":"2024-03-01T09:03:00+08:00","content":"","author":{"id":"12","name":"b"}},
      {"id":"5","type":"GuildMemberJoin","timestamp":"2024-03-01T09:04:00+08:00","content":"Joined the server.","author":{"id":"13","name":"c"}}]}"#;
    let kept = read_bytes("a.json", bytes.as_bytes());
    assert_eq!((kept.chats[0].name.as_str(), kept.counted(), kept.system()), ("G - t", 5, 2));
    let said = kept.messages();
    assert_eq!(said[0].mentions, [Mention::Everyone]);
    assert_eq!((said[1].reply.clone(), said[2].reply.clone()), (Some(ReplyRef::Native("1".to_owned())), None));
    assert!(said.iter().all(|said| said.thread.as_deref() == Some("6")), "a thread is one thread");
    assert!(said[1].sender.names.contains(&(NameKind::Card, "小b".to_owned())));
    let moderator = listed(&kept)[0];
    assert_eq!((moderator.role, moderator.fields[0].value.as_str()), (Some(Role::Admin), "Moderator、老用户"));
    assert_eq!(kept.events()[1].action, Action::Join);
}

#[test]
fn telegram_service_rows_tell_who_came_and_went() {
    let row = |id: u32, rest: &str| {
        format!(r#"{{"id":{id},"type":"service","date_unixtime":"1709254800","actor":"甲","actor_id":"user1",{rest}}}"#)
    };
    let rows = [
        (r#""action":"join_group_by_link","inviter":"乙""#, Action::Invite, Some("乙")),
        (r#""action":"join_group_by_request""#, Action::Join, Some("甲")),
        (r#""action":"invite_members","members":["甲"]"#, Action::Join, Some("甲")),
        (r#""action":"invite_members","members":["丙",null]"#, Action::Invite, Some("甲")),
        (r#""action":"create_group","title":"群","members":["乙","丙"]"#, Action::Invite, Some("甲")),
        (r#""action":"remove_members","members":["甲"]"#, Action::Leave, Some("甲")),
        (r#""action":"remove_members","members":["乙"]"#, Action::Kick, Some("甲")),
        (r#""action":"edit_group_title","title":"新""#, Action::Rename, Some("甲")),
        (r#""action":"pin_message","message_id":3"#, Action::Notice, Some("甲")),
        (r#""action":"phone_call","duration_seconds":60"#, Action::Notice, Some("甲")),
        (r#""action":"migrate_from_group","title":"旧""#, Action::Notice, Some("甲")),
        (r#""action":"boost_apply","boosts":4"#, Action::Notice, Some("甲")),
        (r#""action":"never_heard_of""#, Action::Notice, Some("甲")),
    ];
    let text: Vec<String> = (1..).zip(&rows).map(|(id, (rest, ..))| row(id, rest)).collect();
    let kept = telegram(&text.join(","), "private_supergroup");
    assert_eq!((kept.counted(), kept.system()), (rows.len(), rows.len()));
    for (event, (rest, action, actor)) in kept.events().iter().zip(&rows) {
        let name = event.actor.as_ref().map(|who| who.names[0].1.as_str());
        assert_eq!((&event.action, name), (action, *actor), "{rest}");
    }
}

#[test]
fn a_page_exported_by_telegram_is_answered_with_what_to_do() {
    let page = b"<!DOCTYPE html>\n<html>\n <head>\n  <meta charset=\"utf-8\"/>\n<title>Exported Data</title>";
    let said = error_of("messages.html", page).say(Lang::En);
    assert!(said.contains("machine-readable JSON"), "{said}");
}

#[test]
fn a_training_set_of_memotrace_is_answered_with_what_to_do() {
    let set = r#"[{"conversations":[{"from":"human","value":"在吗"},{"from":"gpt","value":"在"}]}]"#;
    let said = error_of("小王.json", set.as_bytes()).say(Lang::En);
    assert!(said.contains("export again as CSV or Excel from MemoTrace"), "{said}");
}

#[test]
fn telegram_topics_polls_old_ids_and_signed_posts() {
    let said = r#"{"id":1,"type":"service","date_unixtime":"1709254800","actor":"甲","actor_id":"user1","action":"topic_created","title":"求助"},
        {"id":2,"type":"message","date_unixtime":"1709254801","from":"乙","from_id":2,"reply_to_message_id":1,"text":"怎么装？"},
        {"id":3,"type":"message","date_unixtime":"1709254802","from":"丙","from_id":"user3","reply_to_message_id":2,"text":"这样装"},
        {"id":4,"type":"message","date_unixtime":"1709254803","from":null,"from_id":"user4","text":"","poll":{"question":"周六来吗？","closed":false,"total_voters":3,"answers":[]}},
        {"id":5,"type":"message","date":"2024-03-01T09:00:05","from":"丙","from_id":"user3","text":"好","reactions":[{"type":"paid","count":2},{"type":"custom_emoji","count":1,"document_id":"x.tgs"}]}"#;
    let kept = telegram(said, "private_supergroup");
    let messages = kept.messages();
    assert_eq!((messages[0].thread.as_deref(), messages[0].reply.clone()), (Some("1"), None), "it stands in the topic");
    assert_eq!(
        (messages[1].thread.as_deref(), messages[1].reply.clone()),
        (Some("1"), Some(ReplyRef::Native("2".into())))
    );
    assert_eq!(messages[0].sender.ids[0].1, "2", "an old number is a user's");
    assert_eq!((messages[2].kind, messages[2].text.as_deref()), (MessageKind::Poll, Some("周六来吗？")));
    assert_eq!(messages[2].sender.ids[0].1, "4", "a deleted account keeps its number");
    assert_eq!((messages[3].thread.clone(), messages[3].reactions.len()), (None, 2));
    let post = r#"{"id":1,"type":"message","date_unixtime":"1709254800","from":"频道","from_id":"channel7","author":"小编","text":"公告"},
        {"id":2,"type":"message","date_unixtime":"1709254801","from":"频道","from_id":"channel7","text":"公告"}"#;
    let channel = telegram(post, "public_channel");
    assert_eq!(channel.chats[0].kind, ChatKind::Channel);
    assert_eq!(channel.messages()[0].sender.names[0].1, "小编", "who signed wrote it");
    assert_eq!(channel.messages()[1].sender.ids[0].1, "channel7");
}

#[test]
fn a_full_telegram_export_reads_all_chats_but_ones_own_notes() {
    let chat = |name: &str, kind: &str, id: u32, user: u32| {
        format!(
            r#"{{"name":"{name}","type":"{kind}","id":{id},"messages":[{{"id":1,"type":"message","date_unixtime":"1709254800","from":"甲","from_id":"user{user}","text":"好"}}]}}"#
        )
    };
    let bytes = format!(
        r#"{{"about":"","personal_information":{{"user_id":1}},
        "contacts":{{"about":"","list":[{{"user_id":2,"first_name":"老","last_name":"王","phone_number":"0086 138 0000 0002","date":"2020-01-01T00:00:00"}},{{"user_id":9,"first_name":"不在","last_name":"群里","phone_number":"+8613800000009"}}]}},
        "chats":{{"about":"","list":[{},{}]}},"left_chats":{{"about":"","list":[{}]}}}}"#,
        chat("群", "private_group", 11, 2),
        chat("", "saved_messages", 12, 1),
        chat("旧群", "public_supergroup", 13, 3),
    );
    let kept = read_bytes("result.json", bytes.as_bytes());
    let names: Vec<&str> = kept.chats.iter().map(|chat| chat.name.as_str()).collect();
    assert_eq!((names, kept.counted()), (vec!["群", "旧群"], 2));
    assert!(kept.warnings.iter().any(|warning| warning.contains("已保存的消息")), "{:?}", kept.warnings);
    let known = listed(&kept);
    assert_eq!(known.len(), 1, "a contact who is in no chat is no member");
    assert_eq!(known[0].who.phone.as_deref(), Some("13800000002"));
    assert_eq!(known[0].who.names, [(NameKind::Remark, "老 王".to_owned())]);
}
