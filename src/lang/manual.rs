//! What the manual adds to the help: every number of lists and reports, and the filter language.

use super::Text;

/// A number that a command prints beside the attributes of members.
pub struct Figure {
    /// Its key in JSON and in CSV for tools.
    pub key: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it counts.
    pub about: Text,
}

macro_rules! figures {
    ($($key:literal [$unit:literal] $zh:literal, $en:literal;)+) => {
        &[$(Figure { key: $key, unit: $unit, about: Text::new($zh, $en) }),+]
    };
}

/// Numbers by the command that prints them.
pub const FIGURES: &[(&str, &[Figure])] = &[
    ("members", MEMBERS),
    ("member", MEMBER),
    ("similar", SIMILAR),
    ("groups", GROUPS),
    ("groups overlap", OVERLAP),
    ("groups inviters", INVITERS),
    ("kol", KOL),
    ("churn", CHURN),
    ("weekly", WEEKLY),
    ("potential", POTENTIAL),
    ("personas", PERSONAS),
    ("topics", TOPICS),
    ("keywords", KEYWORDS),
    ("brief", BRIEF),
    ("rules", RULES),
    ("circles", CIRCLES),
    ("contradictions", CONTRADICTIONS),
    ("tag list", TAGS),
    ("segment list", SEGMENTS),
    ("compare", COMPARED),
    ("join", JOINS),
    ("audit", AUDIT),
    ("identity suggest", SUGGESTIONS),
    ("identity history", MERGES),
    ("survey suggest", QUESTIONS),
    ("eval identity", EVAL_IDENTITY),
    ("eval sentiment", EVAL_SENTIMENT),
    ("eval attribute", EVAL_ATTRIBUTE),
    ("eval influence", EVAL_INFLUENCE),
    ("eval churn", EVAL_CHURN),
    ("outcome import", OUTCOME_IMPORT),
    ("outcome tune", TUNING),
    ("outcome show", OUTCOME),
    ("purge", PURGE),
    ("import", IMPORT),
    ("build", BUILD),
    ("doctor", DOCTOR),
];

const MEMBERS: &[Figure] = figures! {
    "id" ["number"] "成员在本数据库里的编号，写作 id:42。", "The member's number in this store, written id:42.";
    "messages" ["count"] "发言条数，系统消息不计。", "Messages said; system lines are not counted.";
    "first_seen" ["ISO 8601"] "第一次发言或行为的时刻。", "The first thing said or done.";
    "last_seen" ["ISO 8601"] "最近一次发言或行为的时刻。", "The last thing said or done.";
    "silent" ["days"] "从最近一次出现到统计日的天数。", "Days from the last thing said or done to the as-of day.";
    "groups" ["count"] "所在群的数目。", "How many groups the member is in.";
};

const MEMBER: &[Figure] = figures! {
    "confidence" ["0-1"] "对这个值有多大把握；统计出来的数为 1。", "How sure the value is; 1 for what was counted.";
    "n" ["count"] "值背后的观察数：发言、行为、订单或答案。", "Observations behind the value: messages, acts, orders or answers.";
    "answers" ["count"] "course：此季被引用、@与回复的次数；stage、level、activity、active_days 为该日与该季的，由活跃日重算。", "In course: quotes, mentions and replies received in the quarter; stage, level, activity and active_days are of that day and quarter, worked out anew from active days.";
    "weight" ["0-1"] "依据或分数的一项占多少分量；分数 = Σ weight·scaled，weight 为 0 的项只列出，不计入。",
        "How much a piece of evidence, or a part of a score, counts; score = sum of weight times scaled, and a part of weight 0 is shown and not counted.";
    "raw" ["as counted"] "分数的一项的原值。", "A part of a score as it was counted.";
    "scaled" ["mostly 0-1"] "这一项缩放后的值。", "That part after scaling.";
    "sent" ["count"] "对此人的回复、引用和提及。", "Replies, quotes and mentions sent to this contact.";
    "received" ["count"] "此人对本人的回复、引用和提及。", "Replies, quotes and mentions received from this contact.";
    "id" ["number"] "编号：成员的，或备注的（note --remove）。", "A number: the member's, or a note's (note --remove).";
    "revenue" ["CNY"] "实付减退款。", "Paid minus refunded.";
    "precision" ["0-1"] "标签经人工抽查后的准确率；未抽查为空。", "Share of reviewed members who deserve the tag; empty before a review.";
};

const BRIEF: &[Figure] = figures! {
    "members" ["count"] "分群的人数，不含员工与机器人；策略里为分群中符合条件的人。", "Members of the segment, without staff and bots; of a strategy those of them who meet its condition.";
    "everybody" ["count"] "全体人数，同上；策略里为全体中符合条件的人。", "Everybody, likewise; of a strategy everybody who meets its condition.";
    "share_a" ["0-1"] "分群中已知此项的人里有此取值的占比；share_b 为其余的人。", "Share of the segment's members of known value who have this one; share_b of all the others.";
    "difference" ["-1..1"] "share_a − share_b，95% 区间 interval 不含 0 才列。", "share_a minus share_b; listed where its 95 % interval leaves out 0.";
    "messages" ["count"] "这一时段、星期几或这样写的发言。", "Messages of the hour, of the weekday, or written so.";
    "answered" ["count or 0-1"] "其中被引用、提到或回复的；tones 里为占比，最外层为是否有过。", "Those quoted, mentioned or replied to; a share in tones; at the top whether there were any.";
    "otherwise" ["0-1"] "其余发言中同样的占比。", "The same share of all the other messages.";
    "low" ["0-1"] "占比的 95% 区间下限（Wilson）；tones 里为差的下限，high 为上限。", "Lower end of the share's 95 % interval (Wilson); in tones of the difference, with high as its upper end.";
    "keywords_read" ["0-1"] "为关键词读了分群发言的多大一部分；others_read 为其他成员的，tones_read 为语气所读的。不是全部时，数字只数读到的。",
        "Which share of the segment's messages was read for keywords; others_read of the other members', tones_read for tones. Where it is not all, numbers are of what was read.";
    "share" ["0-1"] "分群中符合条件的人达到这个比例，策略才列出。", "The strategy is listed from this share of the segment's members on.";
};

const POTENTIAL: &[Figure] = figures! {
    "place" ["number"] "名次，从 1 开始。", "The place in the list, from 1.";
    "score" ["0-100"] "消费潜力，只据订单：.6 下单频次 + .2 金额 + .2 近度。", "Consumption potential, from orders alone: .6 frequency + .2 amount + .2 recency.";
};

const SIMILAR: &[Figure] = figures! {
    "known" ["count"] "此人已知的、可与人相比的项数；每个标签、话题、品类各为一项。", "Respects in which the member is known and can be compared; every tag, topic and category is one.";
    "least" ["count"] "至少要比这么多项才算数：6 项，且不少于此人已知项数的一半；known 不到 6 时一个人也不列。",
        "Respects in which two must be compared: 6, and half of those in which the member is known; with fewer than 6 known nobody is listed.";
    "peers" ["count"] "同社群、非员工与机器人、能比这么多项的人。", "Members of the same community, staff and bots left out, who could be compared in so many.";
    "similarity" ["0-1"] "Gower 系数：比较过的各项相近程度的平均。", "Gower's coefficient: the mean nearness over what was compared.";
    "compared" ["count"] "与此人比较了几项。", "Respects in which the two were compared.";
    "alike" ["0-1"] "这一项的相近程度：数为 1 − 差 / 社群中的跨度，其余相同为 1，不同为 0。", "Nearness in one respect: of numbers 1 minus the difference over the community's range, else 1 or 0.";
    "share" ["0-1"] "已知此项的人里同样相近的占比，越小越少见；不同的项为空。", "Share of members known in this respect who are as near: the smaller, the rarer; empty where the two differ.";
};

const GROUPS: &[Figure] = figures! {
    "members" ["count"] "名单或发言中出现、且未退群的人。", "People listed or seen, and not known to have left.";
    "speakers" ["count"] "说过话的人。", "People who ever spoke.";
    "speakers_30d" ["count"] "统计日前 30 天说过话的人（月发言人）。", "People who spoke in the 30 days before the as-of day (spoke 30d).";
    "messages" ["count"] "全部发言条数。", "Messages ever.";
    "messages_30d" ["count"] "统计日前 30 天的发言条数（月发言）。", "Messages in the 30 days before the as-of day (msgs 30d).";
    "net_growth_30d" ["count"] "近 30 天入群减退群（月净增）。", "Joined minus left in the last 30 days (net 30d).";
    "silent_days" ["days"] "从最后一条发言到统计日的天数。", "Days from the last message to the as-of day.";
    "unanswered" ["count"] "最后一条发言之前 2 小时到 3 天内提出、没有别人接话的提问（未答）。", "Questions from 2 hours to 3 days before the last message after which nobody else spoke in the thread (open).";
    "silent_share" ["0-1"] "现有成员中近 30 天没在本群发言的比例。", "Share of the people in it now who said nothing here in the last 30 days.";
    "mood" ["-1..1"] "近 30 天在本群发过言的成员情感均值（不含员工）；不足 3 人为空。", "Mean sentiment of the members who spoke here in the last 30 days, staff left out; empty with fewer than 3.";
    "weeks" ["count"] "最近 12 个七天各有多少发言，早的在前。", "Messages in each of the last 12 spans of seven days, the oldest first.";
    "leaders" ["names"] "群内影响力最高的成员，至多三人。", "Up to three members with the most influence.";
};

const INVITERS: &[Figure] = figures! {
    "invited" ["count"] "最先由此人邀请入群的人；每人只算给第一位邀请者。", "People whose first inviter this is: everybody counts once.";
    "stayed" ["count"] "其中还在此人邀请进的群里的。", "Of those, who are still in a group that this one invited them to.";
    "active_30d" ["count"] "其中近 30 天说过话或有行为的。", "Of those, who said or did something in the last 30 days.";
    "below" ["count"] "此人邀请的，加上这些人再邀请的，一直算下去。", "Those invited, those whom these invited, and so on.";
    "depth" ["count"] "上面还有几位邀请者；0 是最上面。", "How many inviters stand above; 0 is on top.";
};

const OVERLAP: &[Figure] = figures! {
    "shared" ["count"] "同时在两个群里的人，不含员工和机器人。", "People who are in both groups now, without staff and bots.";
    "share" ["0-1"] "共同成员占较小的群的比例。", "Shared people as a share of the smaller group.";
};

const KOL: &[Figure] = figures! {
    "place" ["number"] "名次，从 1 开始。", "The place in the list, from 1.";
    "score" ["0-100"] "影响力：五项的等权平均。", "Influence: the equal-weight mean of five parts.";
    "beyond_activity" ["points"] "影响力减去同等活跃天数者的预期（超出活跃）。", "Influence minus what equally many active days would predict (beyond).";
    "repliers" ["count"] "回应过本人的不同人数（回应者）。", "Distinct people who answered (people).";
    "reply_weeks" ["weeks"] "收到过回复的不同周数。", "Distinct weeks with an answer.";
    "mentions" ["count"] "被@次数（被@）。", "Mentions received (@).";
    "likes" ["count"] "被点赞与被转发次数（赞转）。", "Likes and forwards received (likes).";
    "helped" ["count"] "在其话题里回应过的不同发起人（帮助）。", "Distinct people whose own thread the member answered in (helped).";
    "missing_replies" ["0-1"] "近 90 天成员间的回应（引用、@、回复，不含员工与机器人）中，由本人发出或发给本人的占比（若离开）。",
        "Of the answers between members in the last 90 days (quote, mention, reply; without staff and bots), the share given by or to the member (if gone).";
    "missing_threads" ["0-1"] "近 90 天至少两名成员参与的话题中，由本人发起、或少了本人就只剩一人的占比。",
        "Of the threads of two members or more in the last 90 days, the share begun by the member or left with one speaker without them.";
    "trend" ["code"] "与此前同样多的日子相比（没给日子时：近 90 天比此前 90 天），影响力升降 5 分以上为上升、下降；新：此前没有出现；不再：近期没有出现。数据不够早为空。",
        "Against as many days before (without days: the last 90 against the 90 before): rising or falling by 5 points of influence at least; new: not there before; gone: not there lately. Empty where the data begin later.";
    "score_recent" ["0-100"] "近期日子里的影响力，按那段时间的人缩放。", "Influence in the later days, on the scale of those days.";
    "score_before" ["0-100"] "此前同样多的日子里的影响力。", "Influence in as many days before.";
    "half_by" ["count"] "整个社群的数：最少多少名成员给出了这些回应的一半。", "Of the whole community: the fewest members who gave half of those answers.";
};

const CHURN: &[Figure] = figures! {
    "risk" ["0-1"] "近 90 天活跃者在未来 90 天不再出现的概率；列表下方说明它在本社群的历史上准不准、由什么算出。",
        "Probability that somebody active in the last 90 days is not seen in the next 90; what it is made of and how it did on this community's past is said below the list.";
    "recency" ["days"] "从最近一次活跃到统计日的天数。", "Days from the last activity to the as-of day.";
    "a30" ["days"] "衰减活跃天数，半衰期 30 天（近月活跃）：昨天算 1 天，30 天前算半天。",
        "Decayed active days with a half-life of 30 days (active 30d): yesterday counts 1, thirty days before half.";
    "a365" ["days"] "衰减活跃天数，半衰期 365 天（近年活跃）。", "Decayed active days with a half-life of 365 days (active 365d).";
    "reasons" ["words"] "风险里占比最大的三项，以及近 30 天的抱怨与情绪变差；由所用的算法定，只看沉默天数时只有沉默一项。",
        "The three terms that count most in the risk, and what changed within 30 days: complaints, a mood that fell; of the risk in use, so that of silence alone there is one.";
    "left" ["count"] "--reasons：离开者中有此因素的人；left_of 是其中已知的人数，stayed、stayed_of 是留下者的。", "--reasons: who of those who left had the factor; left_of is of how many it is known, stayed and stayed_of are of those who stayed.";
    "log_odds" ["ln"] "离开者与留下者的优势比的对数，每格加 0.5；low 与 high 是 95 % 区间。任一侧不足 30 人、有或没有此因素的不足 10 人时未知。", "ln of the odds ratio between who left and who stayed, a half added to each cell; low and high are its 95 % interval. Unknown with fewer than 30 on a side, or fewer than 10 with or without the factor.";
    "q" ["0-1"] "至少这么明显的因素里纯属偶然的比例（Benjamini–Hochberg）。", "The share of chance finds among factors at least as clear (Benjamini and Hochberg).";
};

const WEEKLY: &[Figure] = figures! {
    "members" ["count"] "筛选范围内的人数；changes 里为各变化的人数。都不含员工和机器人；people 里最多列 --limit 人。", "Members under the filter; in changes those of each list. Without staff and bots; people names at most --limit of them.";
    "reason" ["words"] "为什么列入：几天前来的、沉默几天后回来、多少天没出现、风险从多少升到多少。", "Why somebody is listed: when they came, after how long they came back, for how long they are unseen, from where to where the risk rose.";
    "rising.messages" ["count"] "上升的话题：近 7 天的发言；messages_before 为此前四周的。", "Of a rising topic: messages of seven days; messages_before are those of the four weeks before.";
    "rising.share" ["0-1"] "占近 7 天全部有内容的发言（表格为百分数）；share_before 为此前四周的。95 % 区间不含 0 才算上升。", "Of all messages of substance in seven days (in per cent in the table); share_before is that of the four weeks before. The 95 % interval of the difference leaves out 0.";
};

const CONTRADICTIONS: &[Figure] = figures! {
    "id" ["number"] "成员在本数据库里的编号，写作 id:42。", "The member's number in this store, written id:42.";
    "confidence" ["0-1"] "所示的值有多可靠，已计入相反的说法；列表由低到高。", "How sure the value shown is, with what speaks against it; the least sure first.";
    "other_confidence" ["0-1"] "相反的说法若无人反对有多可靠；低于 0.3 的不列。", "How sure the other value would be if nobody said otherwise; none below 0.3 is listed.";
};

const PERSONAS: &[Figure] = figures! {
    "members" ["count"] "筛选范围内属于此典型用户的人。", "Members with this persona under the filter.";
    "share" ["0-1"] "占本社群筛选范围内有典型用户者的比例。", "Of those in the community under the filter who have a persona.";
    "features" ["own unit"] "与社群中位数相差最大的特征：raw 是该群组中心的值，scaled 是相差多少个四分位距。",
        "What lies farthest from the community's median: raw is the value at the middle of the persona, scaled the distance in interquartile ranges.";
    "tags" ["names"] "比其他成员更常有的标签（对数几率，z ≥ 3），至多三个。", "Up to three tags borne more than by others (log-odds, z >= 3).";
    "prototypes" ["names"] "离群组中心最近的成员。", "Members nearest to the middle of the persona.";
};

const RULES: &[Figure] = figures! {
    "members" ["count"] "两边条件都满足的成员。", "Members who have all of it.";
    "of" ["count"] "满足左边条件的成员。", "Members who have the left side.";
    "support" ["0-1"] "两边都满足的占全部成员的比例。", "Members who have all of it, as a share of all.";
    "confidence" ["0-1"] "满足左边的成员中也满足右边的比例。", "Of those with the left side, the share who have the right side, too.";
    "lift" ["ratio"] "置信度除以右边条件在全部成员中的比例。", "Confidence over the share of the right side among all.";
    "adjusted_lift" ["ratio"] "两边都满足的人数，除以发言量相近者中随机会有的人数（八档）。",
        "Members who have all of it over how many there would be by chance among members with as many messages (eight levels).";
    "q" ["0-1"] "显著性相当或更高的规则中，偶然发现所占的比例（Fisher，Benjamini–Hochberg）。",
        "Share of chance finds among rules at least as improbable (Fisher, Benjamini-Hochberg).";
};

const CIRCLES: &[Figure] = figures! {
    "members" ["count"] "筛选范围内属于此圈子的人。", "Members of the circle under the filter.";
    "inside" ["0-1"] "他们的互动中留在圈内的比例（圈内占比）。", "Of their ties, the share that stays within the circle.";
    "held_by" ["names"] "圈内互动最多的成员，至多三人。", "Up to three members with the heaviest ties within it.";
};

const TAGS: &[Figure] = figures! {
    "members" ["count"] "筛选范围内有此标签的人。", "Members with the tag under the filter.";
    "share" ["0-1"] "有此标签的人占筛选范围内全部成员。", "Of the members under the filter, the share that has the tag.";
    "total" ["count"] "全部有此标签的人。", "Members with the tag in all.";
};

const SEGMENTS: &[Figure] = figures! {
    "members" ["count"] "现在符合条件的人。", "Members that the filter selects now.";
    "entered" ["count"] "上次生成画像时进入的人。", "Members who entered at the last build.";
    "left" ["count"] "上次生成画像时离开的人。", "Members who left at the last build.";
};

const COMPARED: &[Figure] = figures! {
    "percentile_a" ["0-100"] "社群中该分数已知、低于甲的成员占比；percentile_b 同理。", "Share of the community's members of known score who have less than A; percentile_b likewise.";
    "percentile_b" ["0-100"] "同上，乙。", "The same of B.";
    "share_a" ["0-1"] "甲中该字段已知的成员里有此取值的占比；share_b 同理。", "Share of A's members of known value who have this one; share_b likewise.";
    "share_b" ["0-1"] "同上，乙。", "The same of B.";
    "difference" ["-1..1"] "share_a − share_b；按与 0 的距离（以标准误计）排序；有共同成员时按大小。", "share_a minus share_b; sorted by its distance from 0 in standard errors, or by size where members are shared.";
    "low" ["-1..1"] "差的 95% 区间下限（Agresti–Caffo）；两个分群有共同成员时为空。", "Lower end of its 95 % interval (Agresti and Caffo); empty where the segments share members.";
    "high" ["-1..1"] "上限。", "The upper end.";
    "came" ["count"] "较晚一次有、较早一次没有的成员，两次都在库的。", "Members with the value at the later build and not at the earlier, known at both.";
    "went" ["count"] "反过来。", "The reverse.";
};

const AUDIT: &[Figure] = figures! {
    "count" ["count"] "涉及多少人、多少条决定或多少行。", "Members, decisions or rows that it was about.";
    "member" ["number"] "只涉及一人时，此人的编号。", "The number of the member, if it was about one.";
    "limit" ["count"] "最多显示多少条。", "Lines at most.";
};

const JOINS: &[Figure] = figures! {
    "member" ["number"] "提议对上的成员编号。", "The number of the member proposed.";
    "rows" ["count"] "确认后会对上的订单、答案或名单行。", "Orders, answers or list rows that accepting would join.";
    "amount" ["CNY"] "其中的实付减退款。", "Paid minus refunded in them.";
    "follows" ["count"] "确认后凭其手机、邮箱或微信号再对上的行（带出行数）。", "Further rows that join by the phone, mail or alias that accepting teaches.";
    "amount_follows" ["CNY"] "其中的实付减退款（带出金额）。", "Paid minus refunded in those (amount that follows).";
    "candidates" ["count"] "同名的成员数，1 为无歧义。", "Members who bear the name; 1 is unambiguous.";
    "party" ["number"] "这些行是谁的；同一批行的几条提议编号相同（JSON）。", "Whose rows these are; proposals of the same rows share the number (JSON).";
    "amount_joined" ["CNY"] "已对上成员的实付减退款；by 按凭什么对上分列（JSON）。", "Paid minus refunded that is joined; by tells by which key (JSON).";
    "amount_total" ["CNY"] "全部订单的实付减退款（JSON）。", "Paid minus refunded of all orders (JSON).";
    "amount_proposed" ["CNY"] "待确认的行里的实付减退款（JSON）。", "Paid minus refunded in the rows that wait (JSON).";
    "orders" ["count"] "已对上的订单与全部订单；在 by 里是凭这种键对上的。", "Orders joined, and in all; in by, those joined by that key.";
    "responses" ["count"] "已对上的答卷与全部答卷；在 by 里同上。", "Survey answers joined, and in all; in by as above.";
    "proposals" ["count"] "待确认的提议（JSON）。", "Open proposals (JSON).";
};

const SUGGESTIONS: &[Figure] = figures! {
    "id" ["number"] "成员编号。", "A member's number.";
    "other_id" ["number"] "可能是同一个人的另一位成员的编号。", "The number of the member who may be the same person.";
    "messages" ["count"] "发言条数（JSON）。", "Messages said (JSON).";
    "score" ["weights"] "各条依据的分量之和，越高越像同一个人。", "The sum of all weights: the higher, the surer that they are one person.";
    "weight" ["-1..1"] "一条依据的分量：手机、邮箱相同 1，账号名 0.9，名字 0.6，其余 0.3；不一致的为负（JSON）。",
        "How much a reason counts: the same phone or mail 1, handle 0.9, name 0.6, any other 0.3; what differs is below 0 (JSON).";
};

const MERGES: &[Figure] = figures! {
    "keep" ["number"] "保留的成员编号。", "The member who stayed.";
    "gone" ["number"] "并入的成员编号；拆开后仍是这个编号。", "The member who became part of them; the same number once they are apart again.";
    "parted" ["ISO 8601"] "何时又拆开；未拆开为空。", "When they were taken apart; empty if they were not.";
};

const QUESTIONS: &[Figure] = figures! {
    "members" ["count"] "分群里的人。", "Members of the segment.";
    "held" ["0-1"] "有这种账号或号码、答卷能直接对上的人的比例。", "The share of them who have such an account or number here.";
    "unknown" ["0-1"] "这个属性未知的人的比例；0.3 以上才问。", "The share of them of whom the attribute is unknown; asked from 0.3 on.";
};

const EVAL_IDENTITY: &[Figure] = figures! {
    "n" ["count"] "真值里在库中找到的账号。", "Accounts of the truth that are in the store.";
    "pairs" ["count"] "按建议（含已合并的）属于同一个人的账号对。", "Pairs of these accounts that suggestions make one person's, with those that are one already.";
    "precision" ["0-1"] "其中确实是同一个人的比例。", "The share of them that are one person's.";
    "recall" ["0-1"] "真值里的账号对被找到的比例。", "The share of true pairs that are found.";
    "skipped" ["count"] "真值里未计入的行：读不了、没有这个成员或这个值；错误输出里逐行列出。",
        "Rows of the truth left out: not readable, no such member or value; each is named on standard error.";
};

const EVAL_ATTRIBUTE: &[Figure] = figures! {
    "n" ["count"] "真值里在库中找到、其值能理解的成员；per_class 里是真值为这一类的。",
        "Members of the truth who are here with a value that is understood; in per_class those truly of the class.";
    "coverage" ["0-1"] "其中属性已知的比例。", "The share of them of whom the attribute is known.";
    "accuracy" ["0-1"] "属性与真值相符的比例；未知的算错，所以准确率看 precision。",
        "The share whose attribute agrees with the truth; unknown is wrong, so look at precision for how far a value can be trusted.";
    "accuracy_interval" ["0-1"] "accuracy 的 95 % 区间（Wilson）。", "The 95 % interval of accuracy (Wilson).";
    "macro_f1" ["0-1"] "各真值 f1 的平均。", "The mean f1 over the true values.";
    "precision" ["0-1"] "给了这个值的成员里确实如此的比例。", "The share of members given this value who bear it.";
    "recall" ["0-1"] "真值如此的成员里说对的比例。", "The share of members of this true value who were given it.";
    "f1" ["0-1"] "precision 与 recall 的调和平均。", "The harmonic mean of precision and recall.";
    "skipped" ["count"] "真值里未计入的行：读不了、没有这个成员或这个值；错误输出里逐行列出。",
        "Rows of the truth left out: not readable, no such member or value; each is named on standard error.";
};

const EVAL_INFLUENCE: &[Figure] = figures! {
    "n" ["count"] "参与衡量的成员；员工和机器人不计，没有影响力的排在最后（0）。",
        "Members measured; staff and bots are left out, and who has no score ranks last, as 0.";
    "spearman" ["-1..1"] "分数与真值的等级相关。", "Rank correlation of the score with the truth.";
    "auc" ["0-1"] "随机一位高于 --threshold 的成员排在其余成员之前的机会；0.5 等于瞎猜。",
        "The chance that a member above --threshold stands before one who is not; 0.5 is guessing.";
    "precision_at_k" ["0-1"] "最前 10、20、50 位里高于 --threshold 的比例；不足 k 人为空。",
        "The share above --threshold of the first 10, 20 and 50; empty with fewer members.";
    "baselines" ["same"] "只看发言数、只看活跃天数时的同样三项。", "The same three by messages alone and by active days alone.";
    "skipped" ["count"] "真值里未计入的行：读不了、没有这个成员或这个值；错误输出里逐行列出。",
        "Rows of the truth left out: not readable, no such member or value; each is named on standard error.";
};

const EVAL_CHURN: &[Figure] = figures! {
    "window" ["days"] "时点之前这么多天内活跃过的人，之后这么多天内没有出现即为离开。",
        "Who was active in so many days before a point in time is gone if not seen in as many after it.";
    "cutoffs" ["count"] "时点数：从数据末尾每次退一个窗口，之前至少留 90 天；每个社群各算各的。全留或全走的时点不计。",
        "Points in time: back from the end of the data by whole windows, with at least 90 days before, in each community. One where all stayed or all went does not count.";
    "n" ["count"] "预测数，各时点合计；calibration 里是该段的。", "Predictions of all points in time; in calibration those of the band.";
    "auc" ["0-1"] "离开的人风险高于留下的人的机会，各时点平均。", "The chance that who went had a higher risk than who stayed, mean over the points.";
    "gone" ["count"] "其中的人随后走了的预测数。", "Predictions of somebody who then went.";
    "in_use" ["name"] "按回测该用哪一个：formula（通用公式）、refit（用之前各时点重拟合）或 recency（只看沉默天数）；auc、brier、calibration 是它的。",
        "Which one to go by: formula, refit (weights fitted on earlier points in time) or recency (silence alone); auc, brier and calibration are of it.";
    "risks" ["same"] "formula、refit、recency 各自的 auc、brier、calibration；重拟合至少要此前 500 次预测，没有时即是公式。", "auc, brier and calibration of formula, refit and recency; a refit needs 500 predictions before it, and until then is the formula.";
    "beats_recency" ["true/false"] "公式的 auc 比只看多久没出现高出 0.01 以上。", "Whether the formula's auc is more than 0.01 above that of days since last seen alone.";
    "brier" ["0-1"] "预测与结果之差的平方平均，越低越好，各时点平均；公式说的是 90 天，别的窗口没有这一项，也没有 calibration；重拟合的只算有得拟合的时点。", "Mean squared distance of the risk from what happened, lower is better, mean over the points; the formula speaks of 90 days, so for other windows it has neither this nor calibration; of a refit only points where one could be fitted count.";
    "base_brier" ["0-1"] "对每个人都说该时点离开比例时的 brier。", "The same when everybody is given the share who went.";
    "baselines" ["0-1"] "只看多久没出现、只看活跃天数少时的 auc。", "The auc of days since last seen alone, and of few active days alone.";
    "from" ["0-1"] "风险分段的下界。", "The lower edge of a band of risk.";
    "to" ["0-1"] "上界。", "Its upper edge.";
    "predicted" ["0-1"] "段内风险的平均。", "The mean risk in the band.";
    "observed" ["0-1"] "段内实际离开的比例。", "The share of the band who went.";
};

const EVAL_SENTIMENT: &[Figure] = figures! {
    "n" ["count"] "有标签的文本；per_class 里是真标签为这一类的，confusion 里是真标签、所给标签都如此的。",
        "Labelled texts; in per_class those truly of the class, in confusion those of this true and this given label.";
    "coverage" ["0-1"] "其中有回答的比例；没有文字的文本没有回答。", "The share of them that got an answer; a text without words gets none.";
    "accuracy" ["0-1"] "答对的比例，没有回答的算错。", "The share of right answers; none is wrong.";
    "accuracy_interval" ["0-1"] "accuracy 的 95 % 区间（Wilson）。", "The 95 % interval of accuracy (Wilson).";
    "macro_f1" ["0-1"] "各真标签 f1 的平均。", "The mean f1 over the true labels.";
    "precision" ["0-1"] "给了这个标签的文本里确实如此的比例。", "The share of texts given this label that bear it.";
    "recall" ["0-1"] "真标签如此的文本里答对的比例。", "The share of texts of this true label that were given it.";
    "f1" ["0-1"] "precision 与 recall 的调和平均。", "The harmonic mean of precision and recall.";
    "skipped" ["count"] "真值里未计入的行：读不了、没有这个成员或这个值；错误输出里逐行列出。",
        "Rows of the truth left out: not readable, no such member or value; each is named on standard error.";
};

const TOPICS: &[Figure] = figures! {
    "speakers" ["count"] "说过有内容的话的成员，不含员工和机器人。", "Members who said something of substance; without staff and bots.";
    "messages" ["count"] "有内容的发言；话题中含其词的（发现的话题含两个词的），每人同样的话算一次。", "Messages of substance; of a topic those with a word of it, of a discovered one with two; each text of a member once.";
    "members" ["count"] "说过这样的话的成员。", "Members with such a message.";
    "share" ["0-1"] "members 占 speakers 的比例。", "members / speakers.";
    "weeks" ["count"] "统计日之前八周每周的发言，最早的在前。", "Messages of each of the eight weeks before the as-of day, the oldest first.";
    "recent" ["count"] "最近四周的发言。", "Messages of the last four weeks.";
    "before" ["count"] "再前四周的发言。", "Messages of the four weeks before those.";
    "replies" ["count"] "他人在该话题的发言里引用、提到或回复此人的次数。", "Answers of others to the member that speak of the topic.";
    "id" ["number"] "成员在本数据库里的编号。", "The member's number in this store.";
};

const KEYWORDS: &[Figure] = figures! {
    "messages" ["count"] "有内容的发言；关键词的为含该词的，每人同样的话算一次。", "Messages of substance; of a keyword those that hold it; each text of a member once.";
    "speakers" ["count"] "说过有内容的话的成员，不含员工和机器人。", "Members who said something of substance; without staff and bots.";
    "members" ["count"] "其中说过这个词的成员，至少两人。", "Members among them who say the word; two at least.";
    "others" ["count"] "别处的发言：其他成员的，或其余日子的。", "Messages elsewhere: of the other members, or of all other days.";
    "read" ["0-1"] "这里的发言读了多大一部分；不是全部时，所有数字都只数读到的。", "Which share of the messages here was read; where it is not all, all numbers are of what was read.";
    "others_read" ["0-1"] "别处的发言读了多大一部分。", "Which share of the messages elsewhere was read.";
    "times" ["ratio"] "发言含该词的优势比，以全体为先验（Monroe 等 2008）。", "The ratio of the odds of a message to hold the word, everybody as prior (Monroe and others 2008).";
    "low" ["ratio"] "95 % 区间的下限。", "The lower end of its 95 % interval.";
    "high" ["ratio"] "95 % 区间的上限。", "The upper end.";
    "z" ["standard errors"] "优势比的对数除以其标准误；不足 2 的不列。", "ln of the ratio in standard errors; nothing below 2 is listed.";
    "id" ["number"] "成员在本数据库里的编号。", "The member's number in this store.";
};

const OUTCOME_IMPORT: &[Figure] = figures! {
    "rows" ["count"] "表格的行。", "Rows of the table.";
    "contacted" ["count"] "触达的成员。", "Members contacted.";
    "held_out" ["count"] "表格写明未触达的成员。", "Members the table lists as not contacted.";
    "unmatched" ["count"] "没有找到成员或不止一位的行。", "Rows in which no member, or several, were found.";
    "skipped" ["count"] "没有使用的行，含 unmatched；skips 逐行说明。", "Rows that were not used, unmatched ones among them; skips names each.";
    "ignored" ["list"] "没有用到的列的表头。", "Headers of columns of which nothing was taken.";
    "line" ["number"] "行号。", "The line.";
};

const TUNING: &[Figure] = figures! {
    "n" ["count"] "触达且表格说明了是否回复（购买）的成员，不含员工和机器人；did 为做了的。", "Contacted members of whom the table tells it, without staff and bots; did are those who did.";
    "trained" ["count"] "用于拟合的；held_out 为留出验证的三分之一，做了和没做的各取三分之一，按编号打散，每次相同。", "Members fitted on; held_out is the third of those who did and of those who did not on whom it is tried, shuffled by number, always the same.";
    "before" ["0-1"] "weights 里：现用权重的占比；after 为拟合的，都不小于 0，合计 1。", "In weights: the share of the weights in use; after of the fitted ones, none below 0, 1 in all.";
    "auc" ["0-1"] "在留出的人里，做了的比没做的得分高的概率；low、high 为 95 % 区间（DeLong）。", "On those held out, the chance that somebody who did stands before somebody who did not; low and high are its 95 % interval (DeLong).";
    "difference_low" ["-1..1"] "拟合减现用之差的 95 % 区间下端，difference_high 为上端；跨过 0 即看不出更准。", "The lower end of the 95 % interval of fitted minus in use, difference_high the upper; across 0 it is not clearly better.";
};

const OUTCOME: &[Figure] = figures! {
    "contacted" ["count"] "触达的成员；在 lifts 里是找得到同类的。", "Members contacted; in lifts those with somebody like them on the other side.";
    "held_out" ["count"] "表格写明未触达的成员。", "Members the table lists as not contacted.";
    "answered" ["count"] "回复的成员；n、of、rate 及其 95 % 区间 low–high（Wilson）。", "Members who answered; n, of, rate and its 95 % interval low to high (Wilson).";
    "bought" ["count"] "购买的成员，同上。", "Members who bought, likewise.";
    "n" ["count"] "做了的成员。", "Members who did.";
    "of" ["count"] "表格说明了是否做过的触达成员。", "Contacted members of whom the table says so.";
    "rate" ["0-1"] "n / of；在 lifts 里是按层加权的触达成员比例。", "n / of; in lifts the contacted members' share, weighted over the strata.";
    "answer_rate" ["0-1"] "回复的比例。", "The share who answered.";
    "buy_rate" ["0-1"] "购买的比例。", "The share who bought.";
    "amount" ["CNY"] "表格里的金额合计。", "The sum of the table's amounts.";
    "window" ["days"] "触达之后数据覆盖的天数，至多 --window。", "Days after the contact that the data tell of, at most --window.";
    "holdout" ["count"] "同层未触达的成员。", "Members of the same strata who were not contacted.";
    "strata" ["count"] "两边都有人的层：活跃等级 × 消费等级 × 阶段。", "Strata with both: activity level × spending level × stage.";
    "holdout_rate" ["0-1"] "未触达成员的比例，同样加权。", "The share of those who were not, weighted alike.";
    "lift" ["-1..1"] "rate − holdout_rate（Mantel–Haenszel）。", "rate − holdout_rate (Mantel–Haenszel).";
    "low" ["-1..1"] "95 % 区间的下端；人太少为 null。", "The lower end of the 95 % interval; null of too few.";
    "high" ["-1..1"] "上端；人太少为 null。", "Its upper end; null of too few.";
};

const PURGE: &[Figure] = figures! {
    "messages" ["count"] "这一天之前的发言。", "Messages from before the day.";
    "events" ["count"] "这一天之前的事件，每位对象一条。", "Events from before it, one for each person they were done to.";
    "memberships" ["count"] "只靠这些才知道的群内身份。", "Seats in groups known from these alone.";
    "names" ["count"] "之后不再有人用的名字。", "Names that nobody bears since.";
    "members" ["count"] "不再有任何数据的成员。", "Members of whom nothing is left.";
    "groups" ["count"] "不再有任何数据的群。", "Groups of which nothing is left.";
};

const IMPORT: &[Figure] = figures! {
    "records" ["count"] "文件里的消息、行为、系统行、订单、答案或名单行；records = new + duplicate。",
        "Messages, acts, system lines, orders, answers or list rows in the file; records = new + duplicate.";
    "new" ["count"] "数据库原来没有的。", "Those the store did not have.";
    "duplicate" ["count"] "数据库已有的，不重复计数。", "Those it had; nothing is counted twice.";
    "system" ["count"] "其中平台写的行：入群、移出、改名、撤回、通知。", "Lines among them that the platform wrote: joins, kicks, renames, recalls, notices.";
    "skipped" ["count"] "读不了的行，不计入 records。", "Rows that could not be read; not among the records.";
    "line" ["number"] "读不了的行在哪里；at 说明数的是 line（行）、byte（字节）还是 row（表格行）。",
        "Where a skipped row stands; at says whether lines, bytes or rows of a spreadsheet are counted.";
    "members" ["count"] "文件点名或列出的人。", "People the file names or lists.";
};

const BUILD: &[Figure] = figures! {
    "members" ["count"] "有画像的成员。", "Members with a profile.";
    "read" ["count"] "数据有变化、重新读取的成员。", "Members whose rows changed and were read again.";
    "tagged" ["count"] "新给出的标签。", "Tags given.";
    "untagged" ["count"] "收回的标签。", "Tags taken away.";
    "as_of" ["day"] "统计日：数据最后一天的次日，或 --as-of；从不看时钟。", "The as-of day: the day after the last one in the data, or --as-of; never the clock.";
};

const DOCTOR: &[Figure] = figures! {
    "import" ["number"] "第几次导入的文件；群的断档没有。", "The number of the file's import; none for a group's gap.";
    "count" ["count"] "key 所说的行数或天数：duplicate 库中已有的行，skipped 读不了的行，unknown_mentions @ 后的名字在群里无人使用（每个文件至多数 20 万处），lost_replies 所回复或引用的原话不在库中的发言，unjoined 没有对上成员的订单与答卷，future 晚于导入时刻的发言，too_early 早于平台问世（微信 2011-01-21、QQ 1999-02-01、Telegram 2013-08-14、Discord 2015-05-13，其余 2000-01-01）的发言，gap 断档的天数。",
        "The rows or days that key speaks of: duplicate, rows the store had before; skipped, rows that could not be read; unknown_mentions, names behind an @ that nobody in the chat bears (200,000 of a file are counted at most); lost_replies, messages that answer or quote one that is not in the store; unjoined, orders and answers with no member; future, messages later than their import; too_early, messages from before their platform began (WeChat 2011-01-21, QQ 1999-02-01, Telegram 2013-08-14, Discord 2015-05-13, others 2000-01-01); gap, silent days.";
    "of" ["count"] "其总数：读到的行（duplicate）、读到与跳过的行（skipped）、回复与引用（lost_replies）、订单与答卷（unjoined）。",
        "Out of: rows read (duplicate), rows read and skipped (skipped), messages that answer or quote (lost_replies), orders and answers (unjoined).";
    "from" ["day"] "span：文件第一行的日子；gap：断档的第一天。断档指一个群连续至少三天没有发言，而此前 14 天与此后 14 天里各有至少 7 天发言；或连续至少三周没有发言，而前后 14 周里各有至少 7 周发言。",
        "span: the day of the file's first row; gap: the first silent day. A gap is a run of at least three days without a message in a group that spoke on at least 7 of the 14 days before it and of the 14 after; or of at least three weeks, with at least 7 of the 14 weeks before and after.";
    "until" ["day"] "span：最后一行的日子；gap：断档的最后一天。", "span: the day of the last row; gap: the last silent day.";
};

/// Over the numbers of a command.
pub const FIGURES_HEADING: Text = Text::new("数字", "NUMBERS");
/// Over the filter language.
pub const FILTER_HEADING: Text = Text::new("筛选条件", "FILTERS");
/// The filter language in short: what is typed, and what it selects.
pub const FILTERS: &[(&str, Text)] = &[
    ("tag:KOL and region:浙江", Text::new("并且；或写 且、或、非，两边留空格。", "Both; or and not likewise.")),
    ("not tag:流失风险", Text::new("没有这个标签的人。", "Members without the tag.")),
    (
        "activity>=60, age_band:(18_24,25_30), amount:100..500",
        Text::new("数字比较、其中之一、两端都含的范围。", "Comparison, any of several, a range with both ends."),
    ),
    (
        "gender:unknown",
        Text::new(
            "没有数据的人；未知既不满足条件，也不满足它的否定。",
            "Members of whom it is not known; unknown satisfies neither a condition nor its negation.",
        ),
    ),
    (
        "silent>=30d, last_seen<30d, joined>=2024-01-01",
        Text::new("时间从统计日往前算。", "Times count back from the as-of day."),
    ),
    (
        "did(reply,30d)>=3, did(order,90d)=0, got(like,90d)>=1",
        Text::new("做过或没做过什么，收到过什么。", "What they did or did not do, and what they received."),
    ),
    ("said(\"露营\",30d)", Text::new("说过这个词。", "Members who said it.")),
    ("会员等级:金卡", Text::new("导入的列与问卷题，用其标题。", "Imported columns and questions, by title.")),
    ("小王", Text::new("单独一个词：搜索名字、曾用名和账号。", "A bare word: names, former names and ids.")),
];

/// Over the examples of a command.
pub const EXAMPLES_HEADING: Text = Text::new("示例", "EXAMPLES");
/// Over the explorer's keys.
pub const KEYS_HEADING: Text = Text::new("浏览器的键", "KEYS OF THE EXPLORER");
/// What is to be known of keys.
pub const KEYS_ABOUT: Text = Text::new(
    "一屏自己的键先于到处可用的键。keymap.toml 可以增改；按 ? 看这一屏的键。",
    "A screen's own keys come before those that work everywhere. keymap.toml changes them; ? shows those of a screen.",
);
/// Over the files.
pub const FILES_HEADING: Text = Text::new("文件", "FILES");
/// Files that the program reads and keeps.
pub const FILES: &[(&str, Text)] = &[
    (
        "$XDG_DATA_HOME/qunxiang/store.db",
        Text::new(
            "数据库，除非 --db 或 QUNXIANG_DB 另有所指。",
            "The store, unless --db or QUNXIANG_DB names another.",
        ),
    ),
    ("$XDG_DATA_HOME/qunxiang/demo.db", Text::new("演示用的虚构社群。", "The invented community of the demo.")),
    (
        "$XDG_CONFIG_HOME/qunxiang/config.toml",
        Text::new(
            "设置；qunxiang config 打印全部及默认值。",
            "The settings; qunxiang config prints all of them with their defaults.",
        ),
    ),
    ("$XDG_CONFIG_HOME/qunxiang/keymap.toml", Text::new("对浏览器按键的改动。", "Changes to the explorer's keys.")),
    ("$XDG_CONFIG_HOME/qunxiang/themes/NAME.toml", Text::new("自己的主题。", "A theme of your own.")),
    ("$XDG_CONFIG_HOME/qunxiang/schemes/NAME.toml", Text::new("自己的画像方案。", "A profile scheme of your own.")),
    (
        "$XDG_STATE_HOME/qunxiang/qunxiang.log",
        Text::new("日志，不含任何人的数据。", "The log; it holds nobody's data."),
    ),
];
/// Over the variables of the environment.
pub const ENVIRONMENT_HEADING: Text = Text::new("环境变量", "ENVIRONMENT");
/// Variables that the program looks at.
pub const ENVIRONMENT: &[(&str, Text)] = &[
    ("QUNXIANG_DB", Text::new("数据库的路径。", "Path of the store.")),
    (
        "QUNXIANG_LANG",
        Text::new(
            "zh 或 en；没有则看 LC_ALL、LC_MESSAGES、LANG 中第一个设了的。",
            "zh or en; without it the first that is set of LC_ALL, LC_MESSAGES and LANG counts.",
        ),
    ),
    (
        "QUNXIANG_LOG",
        Text::new("日志记到多细，如 debug；没有则由 -v 决定。", "How much the log holds, such as debug; else -v says."),
    ),
    ("NO_COLOR", Text::new("设了就不用颜色。", "If set, no colours.")),
    (
        "COLORFGBG, COLORTERM, TERM",
        Text::new(
            "终端的底色与颜色数，用来选主题。",
            "The terminal's ground and how many colours it has, to choose a theme by.",
        ),
    ),
    (
        "PAGER",
        Text::new("浏览器用它显示整份依据；默认 less。", "Shows whole evidence from the explorer; less by default."),
    ),
    (
        "XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME",
        Text::new("上面各文件所在；没有则按 XDG 的默认。", "Where the files above are; without them as XDG has it."),
    ),
];
