//! Rows that the platform wrote: who did what to whom, out of a sentence (formats.md §0.6).

use std::sync::LazyLock;

use regex::Regex;

use super::detect::regex;
use crate::model::record::{Action, Event, NameKind, PersonRef};
use crate::model::time::Timestamp;

/// A sentence, what it tells, and which of its groups are actor and targets.
struct Pattern {
    sentence: Regex,
    action: Action,
    actor: Option<usize>,
    targets: Option<usize>,
}

/// `N` stands for a name, in quotes of any sort or in none. Earlier patterns win.
const SENTENCES: &[(&str, Action, Option<usize>, Option<usize>)] = &[
    ("^N邀请你加入了?(?:群聊|本群|群)[，,。]?群聊参与人还有[:：](.+)$", Action::Invite, Some(1), Some(2)),
    ("^N邀请N加入了?(?:群聊|本群|群组|群)", Action::Invite, Some(1), Some(2)),
    ("^N通过扫描N分享的二维码加入", Action::Invite, Some(2), Some(1)),
    ("^N通过N的邀请加入", Action::Invite, Some(2), Some(1)),
    ("^N与群里其他人都不是", Action::Join, Some(1), None),
    ("^N ?将N移出了?(?:群聊|本群|群)", Action::Kick, Some(1), Some(2)),
    ("^N ?被(?:管理员|群主)移出了?(?:群聊|本群|群)", Action::Kick, None, Some(1)),
    ("^N ?(?:已)?(?:退出|离开)了?(?:群聊|本群|群组|该群)", Action::Leave, Some(1), None),
    ("^N ?(?:已)?加入了?(?:群聊|本群|群组|该群)", Action::Join, Some(1), None),
    ("^N ?修改群名(?:称)?为", Action::Rename, Some(1), None),
    ("^N ?(?:已)?(?:成为|被设为)新?(?:的)?(?:群主|管理员)", Action::Role, None, Some(1)),
    ("^N ?(?:已)?被取消管理员", Action::Role, None, Some(1)),
    ("^N ?撤回了(?:群)?成员N的一条消息", Action::Recall, Some(1), Some(2)),
    ("^N ?撤回了一条消息", Action::Recall, Some(1), None),
    ("^N ?拍了拍 ?[\"“「](.+?)[\"”」]", Action::Pat, Some(1), Some(2)),
    ("^N ?拍了拍 ?(\\S+)", Action::Pat, Some(1), Some(2)),
    ("^N ?戳了戳 ?[\"“「](.+?)[\"”」]", Action::Pat, Some(1), Some(2)),
    ("^N ?戳了戳 ?(\\S+)", Action::Pat, Some(1), Some(2)),
    ("^N ?领取了N的红包", Action::RedPacket, Some(1), Some(2)),
    ("^N invited N to the group chat", Action::Invite, Some(1), Some(2)),
    ("^N joined (?:the )?group chat via (?:the )?QR code shared by N\\.?$", Action::Invite, Some(2), Some(1)),
    ("^N removed N from the group chat", Action::Kick, Some(1), Some(2)),
    ("^N left the group chat", Action::Leave, Some(1), None),
    ("^N recalled a message", Action::Recall, Some(1), None),
];

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let build = |(sentence, action, actor, targets): &(&str, Action, Option<usize>, Option<usize>)| Pattern {
        sentence: regex(&sentence.replace('N', "[\"“”「」]?(.+?)[\"“”「」]?")),
        action: action.clone(),
        actor: *actor,
        targets: *targets,
    };
    SENTENCES.iter().map(build).collect()
});

/// Reads a platform's sentence; `owner` is who exported the file, called 你 there. What no
/// pattern knows is a notice.
pub fn event(time: Timestamp, native_id: Option<String>, text: &str, owner: Option<&PersonRef>) -> Event {
    let mut event = Event {
        native_id,
        time,
        action: Action::Notice,
        actor: None,
        targets: Vec::new(),
        text: (!text.is_empty()).then(|| text.to_owned()),
        count: 1,
        amount: None,
        thread: None,
        system: true,
    };
    let sentence = text.trim();
    let Some((pattern, found)) =
        PATTERNS.iter().find_map(|pattern| Some((pattern, pattern.sentence.captures(sentence)?)))
    else {
        return event;
    };
    let part = |group: Option<usize>| group.and_then(|group| found.get(group)).map(|name| name.as_str());
    event.action = pattern.action.clone();
    event.system = event.action != Action::Pat;
    event.actor = part(pattern.actor).and_then(|name| person(name, owner));
    let targets = part(pattern.targets).unwrap_or_default();
    if targets != "自己" {
        event.targets = targets.split('、').filter_map(|name| person(name, owner)).collect();
    }
    event
}

fn person(name: &str, owner: Option<&PersonRef>) -> Option<PersonRef> {
    let name = name.trim();
    match name {
        "" => None,
        "你" | "我" | "You" => owner.cloned(),
        _ => Some(PersonRef::named(NameKind::Nickname, unquoted(name))),
    }
}

/// Quotes around a name that stands in a list.
fn unquoted(name: &str) -> &str {
    let inner = name.strip_prefix(['"', '“', '「']).and_then(|rest| rest.strip_suffix(['"', '”', '」']));
    inner.filter(|inner| !inner.is_empty()).unwrap_or_else(|| {
        // A list's first and last name keep one quote each of the pair around the whole list.
        let open = name.matches('"').count() % 2 == 1;
        if open { name.trim_matches('"') } else { name }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Option<String>, Vec<String>) {
        let owner = PersonRef::named(NameKind::Nickname, "群主");
        let event = event(Timestamp(0), None, text, Some(&owner));
        let name = |person: &PersonRef| person.names[0].1.clone();
        (event.action.key().to_owned(), event.actor.as_ref().map(name), event.targets.iter().map(name).collect())
    }

    #[test]
    fn sentences_tell_who_did_what_to_whom() {
        for (text, action, actor, targets) in [
            ("\"Kevin\"邀请\"小鱼干\"加入了群聊", "invite", Some("Kevin"), &["小鱼干"][..]),
            ("Kevin邀请小鱼干加入了群聊", "invite", Some("Kevin"), &["小鱼干"]),
            ("“Kevin”邀请“小鱼干、大鹏”加入了群聊", "invite", Some("Kevin"), &["小鱼干", "大鹏"]),
            ("你邀请「小鱼干」加入了群聊", "invite", Some("群主"), &["小鱼干"]),
            ("\"Kevin\"邀请你加入了群聊，群聊参与人还有：A、B", "invite", Some("Kevin"), &["A", "B"]),
            ("\"momo\"通过扫描\"林晓\"分享的二维码加入群聊", "invite", Some("林晓"), &["momo"]),
            ("\"momo\"通过扫描你分享的二维码加入群聊", "invite", Some("群主"), &["momo"]),
            ("\"Kevin\"将\"momo\"移出了群聊", "kick", Some("Kevin"), &["momo"]),
            ("momo 被管理员移出本群", "kick", None, &["momo"]),
            ("\"阿强,\"测试\"\"退出了群聊", "leave", Some("阿强,\"测试\""), &[]),
            ("小鱼干加入本群。", "join", Some("小鱼干"), &[]),
            ("\"林晓\"修改群名为“新群名”", "rename", Some("林晓"), &[]),
            ("\"大鹏\"已成为新群主", "role", None, &["大鹏"]),
            ("你撤回了一条消息", "recall", Some("群主"), &[]),
            ("\"Kevin\"撤回了成员\"momo\"的一条消息", "recall", Some("Kevin"), &["momo"]),
            ("\"老K\" 拍了拍 \"林晓\"", "pat", Some("老K"), &["林晓"]),
            ("\"老K\" 拍了拍 \"爱吃的土豆\" 的肩膀", "pat", Some("老K"), &["爱吃的土豆"]),
            ("老K 拍了拍 林晓", "pat", Some("老K"), &["林晓"]),
            ("\"老K\"拍了拍自己", "pat", Some("老K"), &[]),
            ("老K 戳了戳 林晓 的脸", "pat", Some("老K"), &["林晓"]),
            ("\"小鱼干\"领取了你的红包", "red_packet", Some("小鱼干"), &["群主"]),
            ("收到红包，请在手机上查看", "notice", None, &[]),
            ("\"A\" invited \"B\" to the group chat", "invite", Some("A"), &["B"]),
        ] {
            let targets = targets.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(told(text), (action.to_owned(), actor.map(str::to_owned), targets), "{text}");
        }
    }
}
