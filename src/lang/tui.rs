//! What `tui` says.

pub use super::code::{
    agreement, cause, evidence_kind, join_kind, joined_by, merge_source, name_kind, order_status, reason, tag_source,
};
pub use super::compare::*;
pub use super::explorer::*;
pub use super::journal::{LOG_NEXT_REDONE, LOG_NEXT_UNDONE, LOG_ORIGIN, LOG_STATE, LOG_TIME, LOG_WHAT};
pub use super::review::*;
pub use super::sentence::{
    Clause, Who, YOUNG_MOTHER, has_bought, has_said, influences_by, lately, silent_for, talks_about, who,
};
pub use super::today::*;
pub use super::verdict::precision;
pub use super::work::*;
use super::{Lang, Text};

texts! {
    TAB_MEMBERS = "成员", "Members";
    TAB_GROUPS = "群", "Groups";
    TAB_TAGS = "标签", "Tags";
    TAB_DIMENSIONS = "维度", "Dimensions";
    TAB_KOL = "KOL", "KOL";
    TAB_CHURN = "流失", "Churn";
    TAB_IMPORTS = "导入", "Imports";
    TAB_JOINS = "对上号", "Joins";
    TAB_MERGES = "合并", "Merges";
    TAB_TASKS = "任务", "Tasks";
    TAB_PERSONAS = "典型用户", "Personas";
    NO_PERSONAS = "没有稳定的群组：重抽成员后各组不再重现。", "No stable groups: they are not found again among resampled members.";
    NO_RULES = "没有规则：没有什么共同点能超出同样活跃者的巧合。", "No rules: nothing goes together beyond what equally active members would by chance.";
    TAB_LOG = "日志", "Log";
    TAB_CONTENT = "内容", "Content";
    SCOPE_WELCOME = "开始", "To begin";
    SCOPE_EVERYWHERE = "任何地方", "Everywhere";
    SCOPE_LISTS = "列表", "Lists";
    SCOPE_MEMBER = "成员页", "Member page";
    SCOPE_RANKINGS = "榜单", "Rankings";
    SCOPE_TYPING = "输入时", "While typing";
    WAITING = "读取中…", "Reading…";
    OUTDATED = "旧数据，更新中…", "earlier data, updating…";
    NOT_UPDATED = "旧数据，更新失败", "earlier data, not updated";
    WORKING = "处理中", "Working";
    BUSY = "还有任务在进行，请等它完成或按 Esc 取消。", "Some work is still running: wait, or Esc cancels it.";
    NEEDS_PEOPLE = "还没有成员，先导入。", "Nobody is here yet: import first.";
    NEEDS_FILTER = "还没有筛选条件。", "There is no filter yet.";
    NEEDS_LIST = "这一屏没有要导出的名单：先按 1 到成员列表，或先标记要导出的人。", "This screen lists nobody to export: go to the members (1) first, or mark whom to export.";
    NEEDS_MARKS = "还没有标记任何人。", "Nobody is marked yet.";
    NEEDS_TWO_MARKS = "要正好标记两人。", "Exactly two members have to be marked.";
    NEEDS_MEMBER = "光标不在成员上。", "The cursor is on no member.";
    NEEDS_NOTE = "光标不在备注上。", "the cursor is on no note.";
    NOTE_GONE = "备注已删；u 撤销。", "The note is gone; u takes it back.";
    NEEDS_NEWS = "看过的数据还没有变。", "The data are those you saw last.";
    NEEDS_MATTER = "光标处没有要办的事。", "There is nothing to do under the cursor.";
    NEEDS_RULE = "光标不在有规则的标签上。", "The cursor is on no tag that a rule gives.";
    CONTRADICTIONS = "说法不一", "Contradictions";
    SHOWN_VALUE = "显示的值", "shown";
    NEEDS_SAYINGS = "光标不在话题或关键词上。", "The cursor is on no topic and no keyword.";
    SAYINGS_KEYS = "↑↓ 移动，回车打开说的人（在人数行：筛选出这些人），Esc 关闭。", "Up and down move, Enter opens who said it (on their number: filters to all of them), Esc closes.";
    PICK_SCHEME = "试用哪个方案", "Which scheme to try";
    SCHEME_IN_USE = "在用", "in use";
    TRIAL_TITLE = "改用这个方案会怎样", "What this scheme would change";
    TRIAL_KEYS = "Enter 改用 · Esc 不改 · ↑↓ 翻看", "Enter goes by it · Esc leaves all as it is · ↑↓ scroll";
    TRIAL_NOTHING = "没有人得到或失去标签。", "Nobody gains or loses a tag.";
    REVIEW_TITLE = "抽查标签", "Review of a tag";
    REVIEW_KEYS = "y/1 符合 · n/2 不符合 · u/3 说不准 · Esc 停，说过的留下，之后可撤销", "y/1 fits · n/2 does not · u/3 unsure · Esc stops; what was said can be undone afterwards";
    REVIEW_EVIDENCE = "依据", "What speaks for it";
    REVIEW_LATEST = "最近的话", "Said lately";
    TAG_PRECISION = "准确率", "Precision";
    NEEDS_SEGMENT = "光标不在分群上。", "The cursor is on no segment.";
    NEEDS_PROPOSAL = "没有待确认的关联。", "No join waits to be confirmed.";
    NEEDS_PAIR = "光标处没有成对的账号。", "There is no pair under the cursor.";
    NEEDS_MERGE = "没有可拆开的合并。", "There is no merge to split.";
    NEEDS_UNREAD_FILE = "光标处的文件没有读不了的表。", "The file under the cursor is no unreadable table.";
    NEEDS_CROSS = "还没有交叉的字段。", "No second field is crossed with.";
    NEEDS_OVERLAP = "这里看的不是群的重叠。", "This is not the overlap of groups.";
    NEEDS_GROUP_TABLE = "这里的行不能排序。", "The rows here are not sorted.";
    NEEDS_ATTRIBUTE = "光标不在画像属性上。", "The cursor is on no attribute.";
    NEEDS_EVIDENCE = "先打开一项依据（e）。", "Open some evidence first (e).";
    NOTHING_OPENS = "光标处没有可打开的。", "Nothing under the cursor opens.";
    UNBOUND_KEY = "没有用处；? 看这一屏的键，: 按名字找命令。", " means nothing here: ? shows the keys, : finds a command by name.";
    NOT_NOW = "现在不可用：", "not now: ";
    CANCELLED = "已取消。", "Cancelled.";
    CANCELLING = "正在取消…", "Cancelling…";
    ESC_CANCELS = "Esc 取消", "Esc cancels";
    FILTER_STAYS = "Esc 不改筛选；Backspace 撤回最近的条件。", "Esc leaves the filter as it is; Backspace takes the latest condition back.";
    NOBODY_MATCHES = "没有符合筛选的成员。Backspace 撤回条件，f 修改。", "Nobody matches. Backspace takes a condition back, f edits the filter.";
    NOTHING_HERE = "这里还没有内容。", "Nothing here yet.";
    EVERYBODY = "全部成员", "Everybody";
    STALE = "有新导入的数据尚未计入画像：按 B 重建。", "Imported rows are not in the profiles yet: B rebuilds.";
    COPIED = "已复制。", "Copied.";
    COPY_WHAT = "复制什么", "What to copy";
    COPY_NAME = "名字", "Name";
    COPY_ID = "id", "id";
    COPY_PLATFORM_ID = "平台 id", "Platform id";
    COPY_SUMMARY = "一段概述", "A summary";
    COPY_MARKED = "标记的人的 id", "Ids of the marked";
    LOG_IS_AT = "程序出错退出，终端已恢复。日志：", "The program failed; the terminal is as it was. Log: ";
    MOUSE_ON = "鼠标已开启。", "The mouse is on.";
    MOUSE_OFF = "鼠标已关闭，终端可直接选中文字。", "The mouse is off: the terminal selects text.";
    UNKNOWN_VALUE = "未知", "unknown";
    UNKNOWN_ONES = "未知：", "unknown: ";
    CONFLICTED = "（来源不一致）", " (sources differ)";
    LOCKED = " · 已锁定", " · locked";
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
    LATEST_SAID = "最近的发言", "Latest messages";
    LATEST_EXAMPLES = "数出来的数字不逐条列出，只举最近几条。", "Of what a number counts only the latest few are listed.";
    SAID_NOTHING = "没有发言。", "No messages.";
    NO_ROWS = "没有单独的记录；由上面的数字算出。", "No single rows: it follows from the numbers above.";
    TAG_CONDITIONS = "规则的条件与本人", "What the rule asks for, and their own";
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
    GROUP_SILENT_SHARE = "沉默率", "Quiet";
    GROUP_TREND = "12周", "12 weeks";
    GROUP_MOOD = "情绪", "Mood";
    GROUPS_FIGURES = "数字", "figures";
    GROUPS_OVERLAP = "重叠", "overlap";
    GROUPS_CROSSING = "跨群的人", "across groups";
    GROUPS_INVITERS = "邀请关系", "inviters";
    PLACES = "与社群相比（┃ 中位数）", "Against the community (┃ median)";
    WEEKLY_SHORT = "每周发言", "By week";
    COMPARE_TITLE = "对比", "Side by side";
    COMPARE_KEYS = "M 看是否同一人并合并 · ↑↓ 滚动 · Esc 关闭", "M: are they one person? · ↑↓ scroll · Esc closes";
    COMPARE_TAGS_BOTH = "共有的标签", "Tags of both";
    COMPARE_TAGS_OWN = "各自的标签", "Tags of one alone";
    COMPARE_DIFFERS = "不同之处", "Where they differ";
    COMPARE_SAME = "相同之处", "Where they agree";
    NEWS_PROPOSALS = "待确认的对上号", "joins to decide on";
    NEEDS_CHURN = "在流失屏才有。", "This is of the churn screen.";
    STAGES_MOVED = "各阶段", "Stages";
    PICK_STAGE = "筛选哪个阶段", "Which stage";
    COHORTS_TITLE = "留存", "Retention";
    COHORTS_ABOUT = "按首次出现或入群的月份分组；第 0 列是当月，往后每列一个月：该月说过话的人占这一组的比例。不含员工。", "By the month of joining or first being seen; column 0 is that month, then each month since: the share who spoke in it. Without staff.";
    COHORTS_KEYS = "↑↓ 移动，回车筛选出这一组，Esc 关闭。", "Up and down move, Enter filters to those of a month, Esc closes.";
    COHORT = "月份", "Month";
    CROSSING_WHO = "谁", "Who";
    CROSSING_GROUPS = "群数", "Groups";
    CROSSING_ADVERTS = "广告占比", "Adverts";
    CROSSING_WHERE = "在哪些群", "Where";
    INVITER = "邀请人", "Inviter";
    INVITED = "邀请", "Invited";
    STAYED = "还在", "Stayed";
    STAYED_SHARE = "留存", "Share";
    SEEN_30D = "30天出现", "Seen 30d";
    BELOW = "其下共", "Below";
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
    FILE_NAME = "文件", "File";
    FILE_FORMAT = "格式", "Format";
    FILE_RECORDS = "记录", "Records";
    FILE_NEW = "新增", "New";
    FILE_DUPLICATE = "重复", "Known";
    FILE_SYSTEM = "系统", "System";
    FILE_SKIPPED = "跳过", "Skipped";
    GROUP_GAPS = "断档", "Silence";
    FILE_DOUBTS = "存疑", "In doubt";
    FILE_TIME = "导入时间", "Imported";
    FILTER_LABEL = " 筛选 › ", " Filter › ";
    SEARCH_LABEL = " 搜索 › ", " Search › ";
    HINTS_TITLE = "这一屏的键（按键即执行，Esc 关闭）", "Keys of this screen (press one; Esc closes)";
    PALETTE = "命令", "Commands";
    HELP = "帮助（输入文字查找，Esc 关闭）", "Help (type to search, Esc closes)";
    HELP_FOUND_NOTHING = "没有找到。", "Nothing found.";
    WHAT_NUMBERS_MEAN = "数字的含义", "What the numbers mean";
    IMPORTED_FIELD = "导入的列或问卷题目，原样显示。", "An imported column or survey question, as it was.";
    PICK_SORT = "排序字段", "Sort by";
    PICK_COLUMNS = "显示哪些列（空格勾选）", "Columns (Space ticks)";
    PICK_FIELD = "查看字段", "Look at a field";
    PICK_CROSS = "与哪个字段交叉", "Cross with";
    PICK_TAG = "打标签（可输入新名）", "Give a tag (or type a new one)";
    NEW_TAG = "新标签", "a new tag";
    PICK_STAFF = "设为", "Mark as";
    IS_STAFF = "员工", "staff";
    IS_BOT = "机器人", "a bot";
    IS_MEMBER = "普通成员", "neither";
    ROLE_STAYS = "没有变化：没有人工标记可取消；群内角色是机器人的一直算机器人。", "Nothing changed: there is no mark of yours; a bot by its role in a group stays one.";
    PICK_UNTAG = "去标签", "Take a tag away";
    SORT_RANK = "默认顺序", "default order";
    SORT_RANK_ABOUT = "先影响力，后活跃度。", "Influence first, then activity.";
    UNREAD = "读不了", "unreadable";
    ABOUT_FILE = "这个文件", "This file";
    SKIP_REASONS = "跳过的原因", "Why it was not read";
    IMPORT_TITLE = "导入文件或文件夹", "Import a file or folder";
    IMPORT_HINT = "输入路径，Tab 补全，Enter 导入。", "Type a path, Tab completes, Enter imports.";
    EXPORT_TITLE = "导出成员", "Export members";
    EXPORT_PATH = "路径", "File";
    EXPORT_FORMAT = "格式", "Format";
    EXPORT_AUDIENCE = "给谁打开", "Opened by";
    EXPORT_COLUMNS = "列", "Columns";
    EXPORT_PHONE = "手机号", "Phone";
    EXPORT_MAIL = "邮箱", "Mail";
    EXPORT_PSEUDONYMS = "名字与 id", "Names, ids";
    EXPORT_RECIPIENT = "交给谁", "For whom";
    EXPORT_EXCEL = "Excel（中文表头，长号码为文本）", "Excel (long ids as text)";
    EXPORT_TOOL = "其他工具（英文表头，纯 UTF-8）", "other tools (English headers, plain UTF-8)";
    EXPORT_USUAL = "常用列与画像", "the usual columns";
    EXPORT_ON_SCREEN = "与成员列表相同（列表中按 c 选）", "those of the member list (c chooses there)";
    EXPORT_MASKED = "遮盖", "masked";
    EXPORT_PLAIN = "完整显示", "in full";
    EXPORT_NAMED = "原样", "as they are";
    EXPORT_PSEUDONYMOUS = "换成假名", "replaced by pseudonyms";
    EXPORT_NO_FORMAT = "未知的后缀", "no known ending";
    EXPORT_KEYS = "↑↓ 选行，←→ 更改，Enter 导出；会记入导出日志。", "↑↓ row, ←→ change, Enter exports; every export is logged.";
    FILE_EXISTS = "文件已存在，将先询问是否覆盖。", "The file exists: you will be asked before it is replaced.";
    SEGMENT_MOVED = "变动", "Moved";
    BUNDLE_FOLDER = "新文件夹", "New folder";
    BUNDLE_ALL = "也打包", "bundled as well";
    BUNDLE_KEYS = "↑↓ 选行，←→ 更改，Enter 打包，Esc 取消；会记入导出日志。", "↑↓ row, ←→ change, Enter writes it, Esc gives up; it is logged.";
    SEGMENT_ENTERED = "进入", "Entered";
    SEGMENT_LEFT = "离开", "Left";
    RENAME_TITLE = "分群改名", "Rename the segment";
    RENAME_HINT = "引用它的分群会一起改。", "Other segments that speak of it follow.";
    SEGMENT_TITLE = "存为分群", "Save as a segment";
    SEGMENT_HINT = "给当前筛选起个名字。", "Name the current filter.";
    OVERWRITE = "覆盖已有文件？", "Replace the existing file?";
    DELETE_SEGMENT = "删除这个分群？", "Delete this segment?";
    ON_SEVERAL = "对这些人一起做？", "Do this to all of them?";
    OPT_OUT_TITLE = "退出画像？", "Opt out?";
    OPT_OUT_FOLLOWS = "从此没有画像，不进名单、排行和导出，重新导入也不会回来。撤销用 u。", "No profile, list or export holds them from now on, not even after another import. u undoes it.";
    NOTHING_COMPLETES = "这里没有可补全的。", "There is nothing to complete here.";
    YES_OR_NO = "Enter 或 y 确定，Esc 或 n 取消", "Enter or y: yes; Esc or n: no";
    WELCOME = "欢迎使用群像", "Welcome to qunxiang";
    WELCOME_EMPTY = "这里还没有成员。两种开始的方式：", "Nobody is here yet. Two ways to begin:";
    WELCOME_IMPORT = "i 或 Enter   导入聊天记录、成员名单、订单或问卷", "i or Enter   import chats, rosters, orders or surveys";
    WELCOME_FORMATS = "格式与编码自动识别；文件夹会整个读入，重复导入不会重复计数。", "Formats and encodings are detected; folders are read whole; nothing is counted twice.";
    WELCOME_DEMO = "d            先看虚构社群的演示（另存一处，不影响你的数据）", "d            see an invented community first (kept apart from your data)";
    WELCOME_PRIVATE = "全部在本机完成，不联网。", "Everything stays on this machine; there is no network code.";
    REFERENCE_TITLE = "键位", "Keys";
    REFERENCE_INTRO = "由命令表生成，请勿手工修改。", "Generated from the command registry; do not edit.";
    KEY = "键", "Key";
    COMMAND = "命令", "Command";
    COMMAND_NAME = "键位文件中的名字", "Name in keymap.toml";
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

/// Whom the table of retention leaves out, and of whom it knows no day of joining.
pub fn not_in_retention(lang: Lang, first_seen: &str, undated: &str, staff: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "另外未列入：{undated} 人来的日子不知道，{staff} 人是员工或机器人。列入的人里 {first_seen} 人没有入群日期，按首次出现算。"
        ),
        Lang::En => format!(
            "Left out, too: {undated} of whom no day of coming is known, {staff} staff and bots. Of those in the table {first_seen} have no day of joining, and came when they were first seen."
        ),
    }
}

/// Whose numbers these are: of everybody, or of those under a filter; and how many that is.
pub fn whom(lang: Lang, filter: Option<&str>, members: Option<&str>) -> String {
    let whom = match (lang, filter) {
        (_, None) => EVERYBODY.get(lang).to_owned(),
        (Lang::Zh, Some(filter)) => format!("按筛选：{filter}"),
        (Lang::En, Some(filter)) => format!("Under the filter {filter}"),
    };
    match members {
        Some(members) => format!("{whom}{}{}", lang.pick(("，", ", ")), people(lang, members)),
        None => whom,
    }
}

/// How many came before the months of the table, and which month that begins with; none, where it is not one.
pub fn came_earlier(lang: Lang, earlier: &str, since: Option<&str>) -> String {
    match (lang, since) {
        (Lang::Zh, Some(since)) => format!("只列最近 12 个月：{earlier} 人在 {since} 之前就来了，未列入。"),
        (Lang::Zh, None) => format!("只列各社群数据的最后 12 个月：{earlier} 人来得更早，未列入。"),
        (Lang::En, Some(since)) => format!("The last 12 months alone: left out are {earlier} who came before {since}."),
        (Lang::En, None) => {
            format!("The last 12 months of each community's data alone: left out are {earlier} who came earlier.")
        }
    }
}

/// The title of a tab by its place.
pub fn tab(place: usize) -> Text {
    const TABS: [Text; 14] = [
        TAB_TODAY,
        TAB_MEMBERS,
        TAB_GROUPS,
        TAB_TAGS,
        TAB_DIMENSIONS,
        TAB_KOL,
        TAB_CHURN,
        TAB_IMPORTS,
        TAB_JOINS,
        TAB_MERGES,
        TAB_TASKS,
        TAB_LOG,
        TAB_CONTENT,
        TAB_PERSONAS,
    ];
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

/// A member in one paragraph.
pub fn summary(lang: Lang, name: &str, sentence: &str) -> String {
    format!("{name}{}{sentence}", lang.pick(("：", ": ")))
}

/// What a command of another screen does.
pub fn on_screen(lang: Lang, screen: &str, about: &str) -> String {
    match lang {
        Lang::Zh => format!("在“{screen}”：{about}"),
        Lang::En => format!("on {screen}: {about}"),
    }
}

/// How a command is given on its screen.
pub fn given_there(lang: Lang, screen: &str, key: &str, title: &str) -> String {
    match lang {
        Lang::Zh => format!("在“{screen}”上按 {key}：{title}。"),
        Lang::En => format!("{key} on {screen}: {title}."),
    }
}

/// How many lines there are above and below those on screen, and the keys that lead there.
pub fn more_lines(lang: Lang, above: u64, below: u64, ascii: bool) -> String {
    let (up, down) = if ascii { ("^", "v") } else { ("↑", "↓") };
    match lang {
        Lang::Zh => format!(" {up}{above} {down}{below} 行 · PgUp PgDn "),
        Lang::En => format!(" {up}{above} {down}{below} lines · PgUp PgDn "),
    }
}

/// Which segment is compared, between which days.
pub fn segment_between(lang: Lang, segment: &str, from: &str, to: &str) -> String {
    match lang {
        Lang::Zh => format!("分群“{segment}”，{from} 至 {to}；期间被删除、退出或合并的人不在内。"),
        Lang::En => {
            format!("The segment “{segment}” from {from} to {to}, without who was erased, opted out or merged since.")
        }
    }
}

/// A key of a keymap that means something else on one screen.
pub fn shadowed(lang: Lang, key: &str, command: &str, screen: &str, there: &str) -> String {
    match lang {
        Lang::Zh => format!("keymap.toml：{key}（{command}）在“{screen}”上仍是“{there}”"),
        Lang::En => format!("keymap.toml: {key} ({command}) remains “{there}” on {screen}"),
    }
}

/// The pager could not be shown.
pub fn not_paged(lang: Lang, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("翻页器没能打开（{reason}）；可用环境变量 PAGER 指定一个。"),
        Lang::En => format!("The pager could not be shown ({reason}); PAGER names another one."),
    }
}

/// Something with its value.
pub fn titled(lang: Lang, title: &str, value: &str) -> String {
    match lang {
        Lang::Zh => format!("{title}：{value}"),
        Lang::En => format!("{title}: {value}"),
    }
}

/// An attribute was locked.
pub fn locked(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("已锁定“{title}”：重建画像不再改它。"),
        Lang::En => format!("{title} is locked: no build changes it."),
    }
}

/// An attribute was unlocked.
pub fn unlocked(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("已解锁“{title}”：又由数据决定。"),
        Lang::En => format!("{title} is unlocked: the data decide again."),
    }
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

/// How many filters, one after another, led to this one and can be taken back to.
pub fn steps(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("退格可退 {number} 步"),
        Lang::En => format!("Backspace takes back {number}"),
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
        Lang::Zh => format!("另有 {columns} 列，← → 移过去看"),
        Lang::En => format!("{columns} more columns: ← → moves there"),
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

/// The title of a tag's evidence.
pub fn tag_title(lang: Lang, tag: &str) -> String {
    match lang {
        Lang::Zh => format!("标签“{tag}”"),
        Lang::En => format!("tag {tag}"),
    }
}

/// Since when a tag is there.
pub fn since(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("{day} 起"),
        Lang::En => format!("since {day}"),
    }
}

/// Provenance, confidence and observations of a value.
pub fn source(lang: Lang, provenance: &str, confidence: f32, n: u32) -> String {
    match lang {
        Lang::Zh => format!("依据类型 {provenance} · 置信度 {confidence:.2} · {n} 条观察"),
        Lang::En => format!("{provenance} · confidence {confidence:.2} · {n} observations"),
    }
}

/// Where a value comes from, in a few columns.
pub fn source_in_short(provenance: &str, confidence: f32, n: u32) -> String {
    format!("{provenance} {:>3.0}% n={n}", confidence * 100.0)
}

/// A member's own value beside what is needed.
pub fn own(lang: Lang, value: &str) -> String {
    match lang {
        Lang::Zh => format!("（{value}）"),
        Lang::En => format!(" ({value})"),
    }
}

/// The parts of one of several values.
pub fn parts_of(lang: Lang, title: &str) -> String {
    format!("{}{}{title}", PARTS.get(lang), lang.pick(("：", ": ")))
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

/// How much a row counts.
pub fn weight(lang: Lang, weight: f32) -> String {
    format!("{}{weight:.2}", lang.pick(("权重 ", "weight ")))
}

/// How many silences of groups there are.
pub fn gaps(lang: Lang, gaps: usize) -> String {
    match lang {
        Lang::Zh => format!("群断档 {gaps} 处"),
        Lang::En => format!("silences of groups: {gaps}"),
    }
}

/// Over the form of a segment's bundle.
pub fn bundle_title(lang: Lang, segment: &str) -> String {
    match lang {
        Lang::Zh => format!("打包分群“{segment}”"),
        Lang::En => format!("Bundle the segment “{segment}”"),
    }
}

/// Whom an export is about.
pub fn export_scope(lang: Lang, marked: usize, filtered: Option<&str>) -> String {
    match (lang, marked, filtered) {
        (Lang::Zh, 0, Some(filtered)) => format!("导出筛选出的 {filtered} 人"),
        (Lang::Zh, 0, None) => "导出筛选出的全部成员".to_owned(),
        (Lang::Zh, marked, _) => format!("只导出已标记的 {marked} 人"),
        (Lang::En, 0, Some(filtered)) => format!("Everybody in the filter: {filtered}"),
        (Lang::En, 0, None) => "Everybody in the filter".to_owned(),
        (Lang::En, marked, _) => format!("Only the {marked} marked"),
    }
}

/// Orders and answers without their member.
pub fn waiting(lang: Lang, rows: u64) -> String {
    match lang {
        Lang::Zh => format!("{rows} 行待确认属于谁，按 8 看"),
        Lang::En => format!("whose rows they are is to be confirmed: {rows} (press 8)"),
    }
}

/// Pairs of members who may be one person, and the screen that lists them.
pub fn alike(lang: Lang, pairs: u64) -> String {
    match lang {
        Lang::Zh => format!("{pairs} 对可能是同一人，按 9 看"),
        Lang::En => format!("pairs who may be one person: {pairs} (press 9)"),
    }
}

/// Further rows that were not read.
pub fn more_skipped(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 行跳过"),
        Lang::En => format!("{count} more skipped"),
    }
}

/// Further warnings of an import.
pub fn more_warnings(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 条提醒，import 命令会全部列出"),
        Lang::En => format!("{count} more warnings, which the import command lists"),
    }
}

/// A file that could not be read; the reason may name it already.
pub fn unread(lang: Lang, name: &str, reason: &str) -> String {
    if reason.contains(name) {
        return reason.to_owned();
    }
    match lang {
        Lang::Zh => format!("{name}：{reason}"),
        Lang::En => format!("{name}: {reason}"),
    }
}

/// A skipped row.
pub fn skip(lang: Lang, unit: &str, number: u64, reason: &str) -> String {
    let place = super::import::place(lang, unit, number);
    match lang {
        Lang::Zh => format!("{place}：{reason}"),
        Lang::En => format!("{place}: {reason}"),
    }
}

/// That people are in so many groups at once.
pub fn in_groups(lang: Lang, groups: u64) -> String {
    match lang {
        Lang::Zh => format!("同时在 {groups} 个群的人"),
        Lang::En => format!("in {groups} groups at once"),
    }
}

/// That a list of advertisers ends before the last of them.
pub fn advertisers_cut(lang: Lang, shown: u64, all: u64) -> String {
    match lang {
        Lang::Zh => format!("发广告的共 {all} 人，这里列出前 {shown} 人"),
        Lang::En => format!("the first {shown} of {all} who advertise"),
    }
}

/// How many people two groups share, and what share of the smaller one.
pub fn groups_share(lang: Lang, one: &str, other: &str, people: u64, share: f64) -> String {
    let percent = share * 100.0;
    match lang {
        Lang::Zh if one == other => format!("{one}：{people} 人"),
        Lang::En if one == other => format!("{one}: {people} people"),
        Lang::Zh => format!("{one} × {other}：{people} 人同在，占较小群的 {percent:.0}%（不含员工和机器人）"),
        Lang::En => {
            format!("{one} × {other}: {people} in both, {percent:.0}% of the smaller, without staff and bots")
        }
    }
}

/// What share of the community has less.
pub fn above(lang: Lang, percentile: u8) -> String {
    match lang {
        Lang::Zh => format!("高于 {percentile}%"),
        Lang::En => format!("above {percentile}%"),
    }
}
