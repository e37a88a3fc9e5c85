//! What the numbers of the explorer's screens mean.

use super::tui::{
    FILE_DUPLICATE, FILE_NEW, FILE_RECORDS, FILE_SKIPPED, FILE_SYSTEM, GROUP_GROWTH, GROUP_LEADERS, GROUP_MEMBERS,
    GROUP_MESSAGES, GROUP_MESSAGES_30D, GROUP_SILENT, GROUP_SPEAKERS, GROUP_SPEAKERS_30D, GROUP_UNANSWERED,
    JOIN_AMOUNT, JOIN_CANDIDATES, TAG_MEMBERS, TAG_RULE, TAG_TOTAL,
};
use super::{Lang, Text};

fn explained(lang: Lang, pairs: &[(Text, Text)]) -> Vec<(String, String)> {
    pairs.iter().map(|(title, about)| (title.get(lang).to_owned(), about.get(lang).to_owned())).collect()
}

/// What a column of every member row means, where the filter language has no field of that name.
pub fn column_about(key: &str) -> Option<Text> {
    Some(match key {
        "tags" => Text::new("规则或人工打的标签，人工的在前。", "Tags by rule or by hand, hand-set ones first."),
        "platform_id" => Text::new("平台上的账号 id。", "The id of the account on its platform."),
        _ => return None,
    })
}

/// What the numbers of the tag list mean.
pub fn tag_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (TAG_MEMBERS, Text::new("当前筛选中有此标签的成员数。", "Members of the current filter with the tag.")),
            (TAG_TOTAL, Text::new("全部成员中有此标签的人数。", "Members with the tag in all.")),
            (
                TAG_RULE,
                Text::new(
                    "用筛选语言写成的规则；人工标签没有规则。",
                    "The rule in the filter language; hand-set tags have none.",
                ),
            ),
        ],
    )
}

/// What the numbers of the group list mean.
pub fn group_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (GROUP_MEMBERS, Text::new("名单或发言中出现且未退群的人。", "Listed or seen, and not known to have left.")),
            (GROUP_SPEAKERS, Text::new("说过话的人。", "Those who ever spoke.")),
            (GROUP_SPEAKERS_30D, Text::new("截止日前30天说过话的人。", "Those who spoke in the last 30 days.")),
            (GROUP_MESSAGES, Text::new("全部发言条数。", "Messages ever.")),
            (GROUP_MESSAGES_30D, Text::new("截止日前30天的发言条数。", "Messages in the last 30 days.")),
            (GROUP_GROWTH, Text::new("近30天入群减退群。", "Joined minus left in the last 30 days.")),
            (GROUP_SILENT, Text::new("距最后一条发言的天数。", "Days since the last message.")),
            (
                GROUP_UNANSWERED,
                Text::new("近7天无人回答的提问。", "Questions of the last 7 days that nobody answered."),
            ),
            (
                GROUP_LEADERS,
                Text::new("群内影响力最高的成员，至多三人。", "Up to three members with the most influence."),
            ),
        ],
    )
}

/// What the numbers of the imports screen mean.
pub fn import_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (
                FILE_RECORDS,
                Text::new(
                    "文件中的发言、事件、订单、答卷或名单行。新增 + 重复 = 记录。",
                    "Messages, events, orders, answers or roster rows in the file. New + known = records.",
                ),
            ),
            (FILE_NEW, Text::new("库中原先没有的。", "Those the store did not have.")),
            (FILE_DUPLICATE, Text::new("库中已有的，不会重复计数。", "Those it had; nothing counts twice.")),
            (
                FILE_SYSTEM,
                Text::new("平台写的行：入群、改名、撤回。", "Rows the platform wrote: joins, renames, recalls."),
            ),
            (
                FILE_SKIPPED,
                Text::new("读不了的行，附行号与原因。", "Rows that could not be read, with line and reason."),
            ),
            (JOIN_AMOUNT, Text::new("待确认的行里实付减退款的金额。", "Paid minus refunded in the rows that wait.")),
            (JOIN_CANDIDATES, Text::new("同名成员数，1 表示没有歧义。", "Members of that name; 1 is unambiguous.")),
        ],
    )
}
