//! What `tui` says.

pub use super::sentence::{Who, has_bought, has_said, influences_by, lately, silent_for, talks_about, who};
use super::{Lang, Text};

macro_rules! texts {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        $(#[doc = $en] pub const $name: Text = Text::new($zh, $en);)+
    };
}

texts! {
    TAB_MEMBERS = "成员", "Members";
    TAB_GROUPS = "群", "Groups";
    TAB_TAGS = "标签", "Tags";
    TAB_DIMENSIONS = "维度", "Dimensions";
    TAB_KOL = "KOL", "KOL";
    TAB_CHURN = "流失", "Churn";
    TAB_IMPORTS = "导入", "Imports";
    SCOPE_EVERYWHERE = "任何地方", "Everywhere";
    SCOPE_LISTS = "列表", "Lists";
    SCOPE_MEMBER = "成员页", "Member page";
    SCOPE_RANKINGS = "榜单", "Rankings";
    SCOPE_TYPING = "输入时", "While typing";
    WAITING = "读取中…", "Reading…";
    WORKING = "处理中", "Working";
    BUSY = "还有任务在进行，请等它完成或按 Esc 取消。", "Some work is still running: wait, or Esc cancels it.";
    CANCELLED = "已取消。", "Cancelled.";
    CANCELLING = "正在取消…", "Cancelling…";
    ESC_CANCELS = "Esc 取消", "Esc cancels";
    NOBODY_MATCHES = "没有符合筛选的成员。Backspace 撤回条件，f 修改。", "Nobody matches. Backspace takes a condition back, f edits the filter.";
    NOTHING_HERE = "这里还没有内容。", "Nothing here yet.";
    EVERYBODY = "全部成员", "Everybody";
    STALE = "有新导入的数据尚未计入画像：按 B 重建。", "Imported rows are not in the profiles yet: B rebuilds.";
    COPIED = "已复制名字与 id。", "Name and id copied.";
    MOUSE_ON = "鼠标已开启。", "The mouse is on.";
    MOUSE_OFF = "鼠标已关闭，终端可直接选中文字。", "The mouse is off: the terminal selects text.";
    UNKNOWN_VALUE = "未知", "unknown";
    UNKNOWN_ONES = "未知：", "unknown: ";
    CONFLICTED = "（来源不一致）", " (sources differ)";
    FIELDS = "导入的字段与问卷", "Imported columns and surveys";
    HEAT_MAP = "活跃时段（周 × 时）", "Active hours (weekday × hour)";
    CONTACTS = "主要联系人", "Contacts";
    ORDERS = "订单", "Orders";
    NAMES = "名字与账号", "Names and accounts";
    HISTORY = "变化记录", "History";
    WEAK_IDENTITY = "仅凭名字", "by name only";
    PARTS = "构成", "Parts";
    PART_NAME = "项目", "part";
    PART_RAW = "原值", "raw";
    PART_SCALED = "缩放后", "scaled";
    PART_WEIGHT = "权重", "weight";
    PART_SHARE = "贡献", "adds";
    EVIDENCE_FOR = "支持的记录", "Rows for it";
    EVIDENCE_AGAINST = "不支持的记录", "Rows against it";
    NO_ROWS = "没有单独的记录；由上面的数字算出。", "No single rows: it follows from the numbers above.";
    TAG_NUMBERS = "规则用到的数字", "What the rule looks at";
    VALUE = "取值", "Value";
    PEOPLE = "人数", "People";
    SHARE = "占比", "Share";
    REASONS = "主要构成", "Main parts";
    GROUP_NAME = "群", "Group";
    GROUP_MEMBERS = "人数", "People";
    GROUP_SPEAKERS = "发言人", "Spoke";
    GROUP_SPEAKERS_30D = "30天发言人", "Spoke 30d";
    GROUP_MESSAGES = "发言", "Msgs";
    GROUP_MESSAGES_30D = "30天发言", "Msgs 30d";
    GROUP_GROWTH = "净增", "Net";
    GROUP_SILENT = "沉默", "Silent";
    GROUP_UNANSWERED = "未答", "Open";
    GROUP_LEADERS = "意见领袖", "Leaders";
    GROUP_COMMUNITY = "社群", "Community";
    TAG_NAME = "标签", "Tag";
    TAG_KIND = "来源", "By";
    TAG_MEMBERS = "筛选内", "Here";
    TAG_TOTAL = "全部", "All";
    TAG_RULE = "规则", "Rule";
    TAG_BY_RULE = "规则", "rule";
    TAG_BY_HAND = "人工", "hand";
    SEGMENT = "分群", "segment";
    JOIN_NAME = "数据中的名字", "Name in data";
    JOIN_MEMBER = "可能是成员", "Perhaps";
    JOIN_KIND = "类型", "Kind";
    JOIN_ROWS = "行数", "Rows";
    JOIN_AMOUNT = "金额", "Amount";
    JOIN_CANDIDATES = "重名", "Same name";
    JOIN_REASONS = "依据", "Reasons";
    FILE_NAME = "文件", "File";
    FILE_FORMAT = "格式", "Format";
    FILE_RECORDS = "记录", "Records";
    FILE_NEW = "新增", "New";
    FILE_DUPLICATE = "重复", "Known";
    FILE_SYSTEM = "系统", "System";
    FILE_SKIPPED = "跳过", "Skipped";
    FILE_TIME = "导入时间", "Imported";
    FILTER_LABEL = " 筛选 › ", " Filter › ";
    SEARCH_LABEL = " 搜索 › ", " Search › ";
    PALETTE = "命令", "Commands";
    HELP = "帮助（任意键关闭）", "Help (any key closes)";
    WHAT_NUMBERS_MEAN = "数字的含义", "What the numbers mean";
    IMPORTED_FIELD = "导入的列或问卷题目，原样显示。", "An imported column or survey question, as it was.";
    PICK_SORT = "排序字段", "Sort by";
    PICK_COLUMNS = "显示哪些列（空格勾选）", "Columns (Space ticks)";
    PICK_FIELD = "查看字段", "Look at a field";
    PICK_CROSS = "与哪个字段交叉", "Cross with";
    PICK_TAG = "打标签（可输入新名）", "Give a tag (or type a new one)";
    PICK_UNTAG = "去标签", "Take a tag away";
    SORT_RANK = "默认顺序", "default order";
    SORT_RANK_ABOUT = "先影响力，后活跃度。", "Influence first, then activity.";
    IMPORT_TITLE = "导入文件或文件夹", "Import a file or folder";
    IMPORT_HINT = "输入路径，Tab 补全，Enter 导入。", "Type a path, Tab completes, Enter imports.";
    EXPORT_TITLE = "导出成员", "Export members";
    FILE_EXISTS = "文件已存在，将先询问是否覆盖。", "The file exists: you will be asked before it is replaced.";
    SEGMENT_TITLE = "存为分群", "Save as a segment";
    SEGMENT_HINT = "给当前筛选起个名字。", "Name the current filter.";
    OVERWRITE = "覆盖已有文件？", "Replace the existing file?";
    DELETE_SEGMENT = "删除这个分群？", "Delete this segment?";
    YES_OR_NO = "Enter 或 y 确定，Esc 或 n 取消", "Enter or y: yes; Esc or n: no";
    WELCOME = "欢迎使用群像", "Welcome to qunxiang";
    WELCOME_EMPTY = "这里还没有成员。两种开始的方式：", "Nobody is here yet. Two ways to begin:";
    WELCOME_IMPORT = "i 或 Enter   导入聊天记录、成员名单、订单或问卷", "i or Enter   import chats, rosters, orders or surveys";
    WELCOME_FORMATS = "格式与编码自动识别；文件夹会整个读入，重复导入不会重复计数。", "Formats and encodings are detected; folders are read whole; nothing is counted twice.";
    WELCOME_DEMO = "q 退出后运行 qunxiang demo   看虚构社群的演示", "q, then run qunxiang demo   to see an invented community";
    WELCOME_PRIVATE = "全部在本机完成，不联网。", "Everything stays on this machine; there is no network code.";
    REFERENCE_TITLE = "键位", "Keys";
    REFERENCE_INTRO = "由命令表生成，请勿手工修改。", "Generated from the command registry; do not edit.";
    KEY = "键", "Key";
    COMMAND = "命令", "Command";
    EFFECT = "作用", "Effect";
}

/// Monday to Sunday.
pub const WEEKDAYS: [Text; 7] = [
    Text::new("一", "Mon"),
    Text::new("二", "Tue"),
    Text::new("三", "Wed"),
    Text::new("四", "Thu"),
    Text::new("五", "Fri"),
    Text::new("六", "Sat"),
    Text::new("日", "Sun"),
];

/// The title of a tab by its place.
pub fn tab(place: usize) -> Text {
    const TABS: [Text; 7] = [TAB_MEMBERS, TAB_GROUPS, TAB_TAGS, TAB_DIMENSIONS, TAB_KOL, TAB_CHURN, TAB_IMPORTS];
    TABS[place.min(TABS.len() - 1)]
}

/// The short title of a column that every member row has.
pub fn column(key: &str) -> Option<Text> {
    Some(match key {
        "name" => Text::new("名字", "Name"),
        "stage" => Text::new("状态", "Stage"),
        "level" => Text::new("等级", "Level"),
        "messages" => Text::new("发言", "Msgs"),
        "last_seen" => Text::new("最近出现", "Last seen"),
        "first_seen" => Text::new("最早出现", "First seen"),
        "activity" => Text::new("活跃", "Act"),
        "interaction" => Text::new("互动", "Int"),
        "influence" => Text::new("影响", "Infl"),
        "consumption" => Text::new("消费", "Cons"),
        "churn_risk" => Text::new("流失", "Risk"),
        "sentiment" => Text::new("情感", "Sent"),
        "tags" => Text::new("标签", "Tags"),
        "platform" => Text::new("平台", "Platform"),
        "platform_id" => Text::new("平台 id", "Platform id"),
        "community" => Text::new("社群", "Community"),
        "role" => Text::new("角色", "Role"),
        _ => return None,
    })
}

/// What a column of every member row means, where the filter language has no field of that name.
pub fn column_about(key: &str) -> Option<Text> {
    Some(match key {
        "tags" => Text::new("规则或人工打的标签，人工的在前。", "Tags by rule or by hand, hand-set ones first."),
        "platform_id" => Text::new("平台上的账号 id。", "The id of the account on its platform."),
        _ => return None,
    })
}

/// A member whose name is hidden.
pub fn member_number(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Zh => format!("成员{id}"),
        Lang::En => format!("member {id}"),
    }
}

/// A span of days.
pub fn days(lang: Lang, days: f64) -> String {
    let number = if days.fract() == 0.0 { format!("{days:.0}") } else { format!("{days:.1}") };
    format!("{number}{}", lang.pick(("天", "d")))
}

/// A span of minutes, in hours or days where long.
pub fn minutes(lang: Lang, minutes: f64) -> String {
    match minutes {
        ..120.0 => format!("{minutes:.0}{}", lang.pick(("分钟", " min"))),
        ..2880.0 => format!("{:.1}{}", minutes / 60.0, lang.pick(("小时", " h"))),
        _ => format!("{:.1}{}", minutes / 1440.0, lang.pick(("天", "d"))),
    }
}

/// How many people.
pub fn people(lang: Lang, number: &str) -> String {
    format!("{number}{}", lang.pick((" 人", " people")))
}

/// How many are marked.
pub fn marked(lang: Lang, number: usize) -> String {
    format!("{}{number}", lang.pick(("已标记 ", "marked ")))
}

/// How many conditions led to the filter.
pub fn steps(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("第{}步", number + 1),
        Lang::En => format!("step {}", number + 1),
    }
}

/// The filter read back.
pub fn reads_as(lang: Lang, sentence: &str) -> String {
    format!("{}{sentence}", lang.pick((" 读作：", " Reads: ")))
}

/// The size of the store, on the tab bar.
pub fn store_size(lang: Lang, members: &str, messages: &str) -> String {
    match lang {
        Lang::Zh => format!("{members} 人 · {messages} 条发言"),
        Lang::En => format!("{members} people · {messages} messages"),
    }
}

/// How many of the members have a known value.
pub fn coverage(lang: Lang, known: u64, total: u64) -> String {
    match lang {
        Lang::Zh => format!("已知 {known} / {total} 人"),
        Lang::En => format!("known for {known} of {total}"),
    }
}

/// How many columns have no room.
pub fn left_out(lang: Lang, columns: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {columns} 列放不下，请拉宽终端"),
        Lang::En => format!("{columns} more columns on a wider terminal"),
    }
}

/// The day that a profile is as of.
pub fn as_of(lang: Lang, day: &str) -> String {
    format!("{}{day}", lang.pick(("截至 ", "as of ")))
}

/// The heading of the weekly line.
pub fn weekly(lang: Lang, weeks: usize) -> String {
    match lang {
        Lang::Zh => format!("近{weeks}周发言"),
        Lang::En => format!("Messages of {weeks} weeks"),
    }
}

/// Replies that went to and fro.
pub fn exchanged(lang: Lang, sent: u32, received: u32) -> String {
    match lang {
        Lang::Zh => format!("发出 {sent} · 收到 {received}"),
        Lang::En => format!("sent {sent} · received {received}"),
    }
}

/// How many messages.
pub fn messages(lang: Lang, number: u64) -> String {
    format!("{number}{}", lang.pick(("条", " messages")))
}

/// When somebody joined a group.
pub fn joined_on(lang: Lang, day: &str) -> String {
    format!("{}{day}", lang.pick(("入群 ", "joined ")))
}

/// When somebody left a group.
pub fn left_on(lang: Lang, day: &str) -> String {
    format!("{}{day}", lang.pick(("退群 ", "left ")))
}

/// Who brought somebody into a group.
pub fn invited_by(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("{name} 邀请"),
        Lang::En => format!("invited by {name}"),
    }
}

/// The sort of a name.
pub fn name_kind(kind: &str, lang: Lang) -> String {
    let zh = match kind {
        "nickname" => "昵称",
        "card" => "群名片",
        "remark" => "备注",
        "real" => "姓名",
        other => other,
    };
    lang.pick((zh, kind)).to_owned()
}

/// The status of an order.
pub fn order_status(status: &str, lang: Lang) -> &str {
    let zh = match status {
        "open" => "待付",
        "paid" => "已付",
        "closed" => "关闭",
        other => other,
    };
    lang.pick((zh, status))
}

/// Why a build changed something.
pub fn cause(cause: &str, lang: Lang) -> &str {
    let zh = match cause {
        "data" => "新数据",
        "scheme" => "方案变更",
        "hand" => "人工",
        other => other,
    };
    lang.pick((zh, cause))
}

/// The title of a tag's evidence.
pub fn tag_title(lang: Lang, tag: &str) -> String {
    match lang {
        Lang::Zh => format!("标签“{tag}”"),
        Lang::En => format!("tag {tag}"),
    }
}

/// Where a tag comes from, by `rule`, `hand` or `import`.
pub fn tag_source(source: &str, lang: Lang) -> &str {
    let zh = match source {
        "hand" => "人工打的",
        "import" => "导入的标签列",
        _ => "规则打的",
    };
    let en = match source {
        "hand" => "set by hand",
        "import" => "from an imported column",
        _ => "by rule",
    };
    lang.pick((zh, en))
}

/// Since when a tag is there.
pub fn since(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("{day} 起"),
        Lang::En => format!("since {day}"),
    }
}

/// How precise a tag proved.
pub fn precision(lang: Lang, precision: f64) -> String {
    format!("{}{:.0}%", lang.pick(("抽查准确率 ", "reviewed precision ")), precision * 100.0)
}

/// Provenance, confidence and observations of a value.
pub fn source(lang: Lang, provenance: &str, confidence: f32, n: u32) -> String {
    match lang {
        Lang::Zh => format!("依据类型 {provenance} · 置信度 {confidence:.2} · {n} 条观察"),
        Lang::En => format!("{provenance} · confidence {confidence:.2} · {n} observations"),
    }
}

/// A source that says otherwise.
pub fn conflict(lang: Lang, provenance: &str, value: &str, confidence: f32) -> String {
    match lang {
        Lang::Zh => format!("另有{provenance}来源说：{value}（置信度 {confidence:.2}）"),
        Lang::En => format!("a {provenance} source says {value} (confidence {confidence:.2})"),
    }
}

/// The heading of a score's parts.
pub fn made_of(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("{title}的构成：原值 缩放 × 权重"),
        Lang::En => format!("Parts of {title}: raw, scaled × weight"),
    }
}

/// The sort of a row of evidence, by `message`, `event`, `order`, `answer`, `field` or `name`.
pub fn evidence_kind(kind: &str, lang: Lang) -> &str {
    let zh = match kind {
        "message" => "发言",
        "event" => "行为",
        "order" => "订单",
        "answer" => "问卷",
        "field" => "导入的格",
        "name" => "名字",
        other => other,
    };
    lang.pick((zh, kind))
}

/// How much a row counts.
pub fn weight(lang: Lang, weight: f32) -> String {
    format!("{}{weight:.2}", lang.pick(("权重 ", "weight ")))
}

/// The sort of rows a join is about.
pub fn join_kind(kind: &str, lang: Lang) -> &str {
    let zh = match kind {
        "order" => "订单",
        "response" => "答卷",
        "roster" => "名单",
        other => other,
    };
    lang.pick((zh, kind))
}

/// What agrees between a row and a member.
pub fn reason(key: &str, lang: Lang) -> &str {
    let zh = match key {
        "name" => "名字一致",
        "nickname" => "昵称一致",
        "card" => "群名片一致",
        "remark" => "备注一致",
        "real" => "姓名一致",
        other => other,
    };
    lang.pick((zh, key))
}

/// How much of the revenue has found its member.
pub fn join_summary(lang: Lang, joined: &str, total: &str) -> String {
    match lang {
        Lang::Zh => format!("订单金额 {total} 中 {joined} 已关联到成员"),
        Lang::En => format!("{joined} of {total} in orders joined to members"),
    }
}

/// What the open proposals would add.
pub fn join_more(lang: Lang, proposals: u64, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("；确认 {proposals} 条待确认可再加 {amount}"),
        Lang::En => format!("; confirming {proposals} adds {amount}"),
    }
}

/// How many responses have found their member.
pub fn join_responses(lang: Lang, joined: u64, total: u64) -> String {
    match lang {
        Lang::Zh => format!("；答卷 {joined}/{total}"),
        Lang::En => format!("; answers {joined}/{total}"),
    }
}

/// What a proposal asks.
pub fn join_question(lang: Lang, rows: u64, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("把这 {rows} 行（{amount}）归到此成员？a 确认，r 拒绝。确认前不计入任何数字。"),
        Lang::En => format!("Join these {rows} rows ({amount})? a accepts, r rejects; nothing counts until then."),
    }
}

/// A skipped row.
pub fn skip(lang: Lang, line: u64, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("第 {line} 行：{reason}"),
        Lang::En => format!("line {line}: {reason}"),
    }
}

/// The format and scope of an export.
pub fn export_hint(lang: Lang, excel: bool, marked: usize) -> String {
    let format = match (lang, excel) {
        (Lang::Zh, true) => "供 Excel 打开",
        (Lang::Zh, false) => "供工具读取",
        (Lang::En, true) => "for Excel",
        (Lang::En, false) => "for tools",
    };
    match (lang, marked) {
        (Lang::Zh, 0) => format!("{format}（F7 切换）· 导出筛选出的全部成员 · csv xlsx json jsonl"),
        (Lang::Zh, marked) => format!("{format}（F7 切换）· 只导出已标记的 {marked} 人 · csv xlsx json jsonl"),
        (Lang::En, 0) => format!("{format} (F7 swaps) · everybody in the filter · csv xlsx json jsonl"),
        (Lang::En, marked) => format!("{format} (F7 swaps) · the {marked} marked · csv xlsx json jsonl"),
    }
}

/// The file name an export suggests.
pub fn export_name(lang: Lang, day: &str) -> String {
    format!("{}-{day}.csv", lang.pick(("成员", "members")))
}

/// How long until work is done.
pub fn time_left(lang: Lang, seconds: f64) -> String {
    let time = if seconds < 90.0 { format!("{seconds:.0}s") } else { format!("{:.0}min", seconds / 60.0) };
    format!("{}{time}", lang.pick(("剩余 ", "left ")))
}

/// How many records were seen.
pub fn records(lang: Lang, number: &str) -> String {
    format!("{number}{}", lang.pick((" 条记录", " records")))
}

/// What an import gave.
pub fn imported(lang: Lang, files: usize, new: u64, duplicate: u64, skipped: u64) -> String {
    match lang {
        Lang::Zh => format!("读入 {files} 个文件：新增 {new}，重复 {duplicate}，跳过 {skipped}。"),
        Lang::En => format!("{files} files: {new} new, {duplicate} known, {skipped} skipped."),
    }
}

/// What a build gave.
pub fn built(lang: Lang, read: u64, members: u64) -> String {
    match lang {
        Lang::Zh => format!("画像已更新：{members} 人，其中 {read} 人重新读取。"),
        Lang::En => format!("Profiles built: {members} members, {read} of them read again."),
    }
}

/// What an export gave.
pub fn exported(lang: Lang, rows: u64, path: &str) -> String {
    match lang {
        Lang::Zh => format!("已导出 {rows} 人到 {path}"),
        Lang::En => format!("{rows} members exported to {path}"),
    }
}

/// What a change gave.
pub fn changed(lang: Lang, rows: u64) -> String {
    match lang {
        Lang::Zh => format!("已更改 {rows} 项。"),
        Lang::En => format!("{rows} changed."),
    }
}

/// A segment was saved, and where it is.
pub fn segment_saved(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("已存为分群“{name}”，在“3 标签”末尾可再打开；e 导出。"),
        Lang::En => format!("Saved as {name}: screen 3 lists it last; e exports."),
    }
}

fn explained(lang: Lang, pairs: &[(Text, Text)]) -> Vec<(String, String)> {
    pairs.iter().map(|(title, about)| (title.get(lang).to_owned(), about.get(lang).to_owned())).collect()
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
