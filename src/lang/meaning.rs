//! What the numbers of the explorer's screens mean.

use super::tui::{
    BELOW, COHORTS_ABOUT, COHORTS_TITLE, CONTRADICTIONS, CROSSING_ADVERTS, FILE_DOUBTS, FILE_DUPLICATE, FILE_NEW,
    FILE_RECORDS, FILE_SKIPPED, FILE_SYSTEM, GROUP_GAPS, GROUP_GROWTH, GROUP_LEADERS, GROUP_MEMBERS, GROUP_MESSAGES,
    GROUP_MESSAGES_30D, GROUP_MOOD, GROUP_SILENT, GROUP_SILENT_SHARE, GROUP_SPEAKERS, GROUP_SPEAKERS_30D, GROUP_TREND,
    GROUP_UNANSWERED, GROUPS_OVERLAP, INVITED, JOB_RATE, JOB_TIME, JOIN_ADDS, JOIN_CANDIDATES, JOIN_REASONS, JOIN_ROWS,
    LOG_STATE, PAIR_MESSAGES, PAIR_SCORE, PLACES, SEEN_30D, SEGMENT_MOVED, SIDE_HOURS, SIDE_SEEN, STAGES_MOVED, STAYED,
    TAG_MEMBERS, TAG_RULE, TAG_TOTAL,
};
use super::{Lang, Text, association, persona};

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
                SEGMENT_MOVED,
                Text::new(
                    "上次生成画像时进入（+）与离开（−）分群的人数。",
                    "Who entered (+) and left (−) the segment at the last build.",
                ),
            ),
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

/// What the numbers above the churn list, and of the retention of months, mean.
pub fn lifecycle_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (
                STAGES_MOVED,
                Text::new(
                    "各阶段的人数；上次生成画像时转入（+）与转出（−）的。",
                    "Members of each stage; who came to it (+) and left it (−) at the last build.",
                ),
            ),
            (COHORTS_TITLE, COHORTS_ABOUT),
        ],
    )
}

/// What a score against the community means.
pub fn place_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[(
            PLACES,
            Text::new(
                "社群中该分数已知、比此人低的成员占比（不含员工；人多时取均匀分布的两万人）。是与他人相比的名次，不是等级。",
                "Share of the community's members of known score who have less, without staff; of large ones, twenty thousand spread evenly. A rank among others, not a level.",
            ),
        )],
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
                Text::new(
                    "最后一条发言之前 2 小时到 3 天内提出、没有别人接话的提问（不含员工与机器人），与“今日”和简报同一口径。",
                    "Questions asked from 2 hours to 3 days before the last message, after which nobody else spoke in the thread; not of staff or bots. As on Today and in briefs.",
                ),
            ),
            (
                GROUP_SILENT_SHARE,
                Text::new(
                    "现有成员中近30天没在本群发言的比例。",
                    "Share of the people in it now who said nothing here in the last 30 days.",
                ),
            ),
            (
                GROUP_TREND,
                Text::new(
                    "最近12个七天的发言条数，早的在左，以最多的一周为满格；按它排序时比较近四周与再前四周。",
                    "Messages in each of the last 12 spans of seven days, the oldest left, against the busiest; sorted by the last four against the four before.",
                ),
            ),
            (
                GROUP_MOOD,
                Text::new(
                    "近30天在本群发过言的成员的情感均值，−1 到 1，不含员工；不足3人为未知。",
                    "Mean sentiment, −1 to 1, of the members who spoke here in the last 30 days, staff left out; unknown with fewer than 3.",
                ),
            ),
            (
                GROUPS_OVERLAP,
                Text::new(
                    "同时在两个群里的人数；对角线是各群人数。",
                    "People who are in both groups now; on the diagonal, the people of one.",
                ),
            ),
            (
                CROSSING_ADVERTS,
                Text::new(
                    "像广告的发言占比；列出一半以上是广告、且在两个以上群里的成员。",
                    "Share of messages that read like adverts; listed are members of two groups or more of whose messages half are.",
                ),
            ),
            (
                INVITED,
                Text::new(
                    "最先由此人邀请入群的人；每人只算给第一位邀请者。",
                    "People whose first inviter this is: everybody counts once.",
                ),
            ),
            (
                STAYED,
                Text::new(
                    "其中还在此人邀请进的群里的；留存是其占比。",
                    "Of those, who are still in a group that this one invited them to, and their share.",
                ),
            ),
            (
                SEEN_30D,
                Text::new("其中近30天说过话或有行为的。", "Of those, who said or did something in the last 30 days."),
            ),
            (
                BELOW,
                Text::new(
                    "此人邀请的，加上这些人再邀请的，一直算下去。",
                    "Those invited, those whom these invited, and so on.",
                ),
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
            (
                CONTRADICTIONS,
                Text::new(
                    "名单、问卷与自述对同一属性说法不同；显示的值与另一种说法各有来源与把握（0–1）。把握最低的在前，Enter 打开成员。",
                    "Lists, surveys and own words that say different things of one attribute; each value with its source and sureness (0–1). The least sure stand first; Enter opens the member.",
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
            (
                GROUP_GAPS,
                Text::new(
                    "群连续至少三天没有发言，而前后 14 天里各有至少 7 天发言；或连续至少三周，前后 14 周里各有至少 7 周。常是漏导。",
                    "At least three days without a message in a group that spoke on 7 of the 14 days before and after; or three weeks, with 7 of 14 weeks. Often an export that was forgotten.",
                ),
            ),
            (
                FILE_DOUBTS,
                Text::new(
                    "光标所在文件的疑点，Enter 看全部：跳过的行、找不到人的 @、找不到原话的回复、没对上成员的订单与答卷、时钟可疑的发言、时区存疑。",
                    "What is doubtful in the file under the cursor, all of it with Enter: rows skipped, mentions of nobody, replies to what is not here, orders and answers of nobody, clocks and zones.",
                ),
            ),
        ],
    )
}

/// What the numbers of the tasks screen mean.
pub fn job_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (
                JOB_TIME,
                Text::new(
                    "从开始到结束，或到现在；导入含其后的画像。",
                    "From beginning to end, or up to now; of an import, with the build after it.",
                ),
            ),
            (
                JOB_RATE,
                Text::new(
                    "每秒的量。进行中：当前阶段的字节、行或人；结束后：导入的记录、算过的人或导出的行，除以用时。",
                    "So much a second. Running: bytes, rows or members of the present phase; ended: records, members or rows by the time taken.",
                ),
            ),
        ],
    )
}

/// What the states of the log mean.
pub fn log_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[(
            LOG_STATE,
            Text::new(
                "有效的可以撤销，最近的先撤；已撤销的可以重做，直到又做了别的；不能撤销的会说明原因。没有状态的是导出与删除：只记录，不能撤销。导入不在其中，也不能撤销：最近做的若是导入，u 先说明，再按才撤销更早的操作。",
                "What is done can be undone, the latest first; what is undone can be redone until something else is done. Exports and erasures are only written down. Imports are not among them, nor undone: where one is the latest, u says so first, and only a second u takes back what was done before it.",
            ),
        )],
    )
}

/// What the numbers of the personas and the rules mean.
pub fn persona_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (
                persona::SHARE,
                Text::new(
                    "占本社群筛选范围内有典型用户者的比例。",
                    "Of those of the community under the filter who have a persona.",
                ),
            ),
            (
                persona::STABILITY,
                Text::new(
                    "重抽成员 20 次再分组，与原分组的平均调整兰德指数；低于 0.75 就没有典型用户。",
                    "Mean adjusted Rand index of groups found again in 20 resamplings; below .75 there are no personas.",
                ),
            ),
            (
                persona::FEATURES,
                Text::new(
                    "群组中心与社群中位数的距离，以四分位距计，至多 3。",
                    "Distance of the persona's middle from the community's median, in interquartile ranges, 3 at the most.",
                ),
            ),
            (
                association::CONFIDENCE,
                Text::new(
                    "满足左边的成员中也满足右边的比例；至少 30%。",
                    "Of those with the left side, the share who have the right side, too; 30 % at the least.",
                ),
            ),
            (
                association::LIFT,
                Text::new(
                    "置信度除以右边在全部成员中的比例；至少 1.2。",
                    "Confidence over the share of the right side among all; 1.2 at the least.",
                ),
            ),
            (
                association::ADJUSTED,
                Text::new(
                    "与发言量相近的成员相比的提升（八档）；至少 1.1。",
                    "Lift among members with as many messages (eight levels); 1.1 at the least.",
                ),
            ),
        ],
    )
}

/// What the numbers of the joins screen mean.
pub fn join_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (
                JOIN_ADDS,
                Text::new(
                    "确认后多出的实付减退款：这些行的，加上凭同一手机、邮箱或微信号随之归入的。",
                    "Paid minus refunded that accepting adds: in these rows, and in those that follow by the same key.",
                ),
            ),
            (
                JOIN_ROWS,
                Text::new(
                    "确认后归入的订单与答卷，含随之归入的。",
                    "Orders and answers it joins, with those that follow.",
                ),
            ),
            (JOIN_CANDIDATES, Text::new("同名成员数，1 表示没有歧义。", "Members of that name; 1 is unambiguous.")),
            (
                JOIN_REASONS,
                Text::new(
                    "名字、曾用名、手机尾号、地区、加入时间中一致的；名字一致是提出的前提。",
                    "What agrees of name, former name, end of the phone, region and day of joining; the name always does.",
                ),
            ),
        ],
    )
}

/// What the numbers of the merges screen mean.
pub fn merge_definitions(lang: Lang) -> Vec<(String, String)> {
    explained(
        lang,
        &[
            (
                PAIR_SCORE,
                Text::new(
                    "各条依据的分量之和：手机、邮箱相同 1，账号名 0.9，名字 0.6，其余一致之处各 0.3；不一致的为负。是排序用的约定，不是概率。",
                    "The sum of all weights: the same phone or mail 1, handle 0.9, name 0.6, any other agreement 0.3; differences count below 0. It orders the list and is no probability.",
                ),
            ),
            (PAIR_MESSAGES, Text::new("两边的发言条数。", "Messages of each of the two.")),
            (
                SIDE_SEEN,
                Text::new(
                    "第一次与最近一次发言或行为的日子。",
                    "The days of the first and the last thing said or done.",
                ),
            ),
            (
                SIDE_HOURS,
                Text::new(
                    "一天各小时的发言，相对于自己最多的一小时。",
                    "Messages by hour of the day, against one's own busiest hour.",
                ),
            ),
        ],
    )
}
