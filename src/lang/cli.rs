//! What commands say. Help texts have their own file, [`super::help`].

use super::{Lang, Text};

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)+) => {
        $($(#[$doc])* #[allow(missing_docs, reason = "the words are the documentation")]
        pub const $name: Text = Text::new($zh, $en);)+
    };
}

phrases! {
    ERROR = "错误：", "error: ";
    TRY_HELP = "加 --help 查看用法和例子。", "Add --help to see how it is used.";
    INTERRUPTED = "已中断；没有留下半成品。", "Interrupted; nothing half-done was left.";
    NO_TERMINAL = "浏览界面需要终端；在脚本里请用 qunxiang members --json 等命令",
        "the explorer needs a terminal; in scripts use commands such as qunxiang members --json";
    ENDED = "浏览界面被系统或终端结束。日志：", "The explorer was ended by the system or the terminal. Log: ";
    SETTINGS_AT = "设置文件：", "settings: ";
    NO_SETTINGS_AT = "还没有设置文件；写在这里：", "there is no file of settings yet; it goes here: ";
    EMPTY_FILTER = "--where 是空的；写一个条件，例如 tag:KOL", "--where is empty; give a condition such as tag:KOL";
    NOBODY_MEETS_ALL = "每个条件单独都有人符合，合在一起没有。", "Each condition alone has members, all of them together have none.";
    EXPORTED_NOBODY = "没有成员符合：写出的文件里没有人。", "Nobody fits: there is nobody in the file.";
    NOBODY = "没有符合的内容。", "Nothing fits.";
    TOO_LITTLE = "数据还不够排名：先导入更多发言，再看 qunxiang members。",
        "Not enough data to rank yet: import more, or see qunxiang members.";
    DRY_RUN = "只是试读，什么都没有写入。去掉 --dry-run 正式导入。", "A dry run: nothing was written. Leave out --dry-run to import.";
    COLUMN_KEPT = "按原标题保留", "kept under its title";
    COLUMN_ASKED = "题目", "a question";
    COLUMN_UNUSED = "不使用", "not used";
    MAP_COLUMNS = "认错的列用 --map 列名=字段 更正，下次导入同样的列会记得；字段有 name、id、wxid、qq、phone、card、joined、group、tags、time、action、amount 等，ignore 为不要。",
        "Correct a column with --map COLUMN=FIELD, which is remembered for the same columns; fields are name, id, wxid, qq, phone, card, joined, group, tags, time, action, amount and so on, or ignore.";
    NOTHING_NEW = "没有新数据，画像不变。", "Nothing new; profiles stay as they are.";
    NOBODY_YET = "已存下，但还没有成员：订单和问卷要等聊天记录或成员名单来认人。接着导入其中一种，就会自动归到人身上。",
        "Kept, but nobody is here yet: orders and answers wait for a chat or a roster to tell whose they are. Import one, and they join.";
    NO_HEADER = "这个文件的第一行像数据，没有表头。在第一行加上表头，或按列的位置指定，例如：--map 1=customer_id --map 3=time --map 5=amount",
        "The first row of this file looks like data: there is no header row. Add one, or say what columns are by their place, such as: --map 1=customer_id --map 3=time --map 5=amount";
    TYPE_NEXT = "它像一张表格。接着输入下面这行；认错的列改 = 后面的字段，加 --dry-run 可先试读：",
        "It looks like a table. Type the next line; correct a field behind its = if need be, and --dry-run tries it first:";
    NO_FOLDERS = "还没有导入过文件夹；先运行 qunxiang import 文件夹/，以后用 update 就能重新读取。",
        "No folder was imported yet: run qunxiang import FOLDER/ once, and update reads it again.";
    NOT_BUILT = "画像还没有更新；请运行 qunxiang build。", "Profiles are not up to date; run qunxiang build.";
    LOOK_AROUND = "接下来：qunxiang 打开浏览界面，或 qunxiang members 列出成员。",
        "Next: qunxiang opens the explorer; qunxiang members lists members.";
    HANDED_OVER = "文件里是未打码的个人信息，请只交给本人。", "These files hold personal data in full; hand them to that person only.";
    SAY_YES = "这里无法询问；确定的话请加 --yes", "nobody can be asked here; add --yes if you are sure";
    FILE = "文件", "file";
    FORMAT = "格式", "format";
    ENCODING = "编码", "encoding";
    RECORDS = "读到", "records";
    NEW = "新增", "new";
    DUPLICATE = "重复", "duplicate";
    SYSTEM = "系统", "system";
    SKIPPED = "跳过", "skipped";
    MEMBERS = "成员", "members";
    VALUE = "值", "value";
    SOURCE = "依据类型", "source";
    CONFIDENCE = "置信度", "confidence";
    ATTRIBUTE = "属性", "attribute";
    SURENESS = "把握", "sure";
    OTHERWISE = "另一说", "otherwise";
    OTHER_SOURCE = "另一依据类型", "other source";
    OTHER_CONFIDENCE = "另一置信度", "other confidence";
    SEE_BOTH_SIDES = "两边的依据：qunxiang member id:编号 --evidence 属性",
        "Both sides: qunxiang member id:NUMBER --evidence ATTRIBUTE";
    TAGS_ARE = "标签：", "tags: ";
    PAST_KEEPS = "历史只保留标签、活跃等级、生命周期和登记、自述、问卷的值；分数和统计数字不保留。",
        "History keeps tags, level, stage and declared or surveyed values; scores and counts of then are not kept.";
    FIELDS = "导入的列与问卷", "imported columns and answers";
    OTHER_NAMES = "其他名字：", "other names: ";
    EVIDENCE = "依据：", "evidence: ";
    TAGS = "标签", "tags";
    ORDERS = "订单", "orders";
    NUMBER = "编号", "id";
    GROUP = "群", "group";
    PLATFORM = "平台", "platform";
    COMMUNITY = "社群", "community";
    PEOPLE = "人数", "members";
    SPEAKERS = "发言人数", "speakers";
    SPEAKERS_30D = "30天发言人", "speakers 30d";
    SPEAKERS_NARROW = "月发言人", "spoke 30d";
    MESSAGES_NARROW = "月发言", "msgs 30d";
    ENTERED = "新进", "entered";
    WENT = "离开", "left";
    FIELD = "字段", "field";
    PART = "部分", "part";
    PERCENTILE_A = "甲高于%", "A above %";
    PERCENTILE_B = "乙高于%", "B above %";
    DIFFERENCE = "相差", "differ";
    LOW = "下限", "low";
    HIGH = "上限", "high";
    CAME = "转入", "came";
    MOVED_ON = "转出", "went";
    SILENT_SHARE = "沉默占比", "silent share";
    MOOD = "情绪", "mood";
    WEEKS = "逐周发言", "by week";
    INVITED = "邀请", "invited";
    STAYED = "还在群", "stayed";
    ACTIVE_30D = "30天出现", "seen 30d";
    BELOW = "其下共", "below";
    DEPTH = "层", "depth";
    GROWTH_NARROW = "月净增", "net 30d";
    OTHER_GROUP = "另一个群", "other group";
    OTHER_PEOPLE = "另一群人数", "its members";
    SHARED = "共同成员", "shared";
    WITHOUT_STAFF = "不含员工和机器人。", "Without staff and bots.";
    SHARE = "占较小群", "of the smaller";
    MEMBER_NAME = "名称", "name";
    PLATFORM_ID = "平台ID", "platform id";
    ALIAS = "微信号", "alias";
    STATUS = "状态", "status";
    MESSAGES = "发言", "messages";
    MESSAGES_30D = "30天发言", "messages 30d";
    GROWTH_30D = "30天净增", "growth 30d";
    SILENT_DAYS = "沉默天", "silent d";
    UNANSWERED = "未答", "open";
    LEADERS = "意见领袖", "leaders";
    PLACE = "名次", "#";
    PARTS = "由来", "made of";
    INFLUENCE = "影响力", "influence";
    RISK = "流失风险", "churn risk";
    RISK_BAND = "流失风险等级", "churn band";
    BEYOND_ACTIVITY = "超出活跃的影响力", "influence beyond activity";
    MECHANISM = "影响方式", "mechanism";
    INFLUENCE_SHORT = "影响力", "score";
    BEYOND_SHORT = "超出活跃", "beyond";
    MECHANISM_SHORT = "方式", "how";
    REPLIERS_SHORT = "回应者", "people";
    MENTIONS_SHORT = "被@", "@";
    LIKES_SHORT = "赞转", "likes";
    HELPED_SHORT = "帮助", "helped";
    RISK_SHORT = "风险", "risk";
    TAG = "标签", "tag";
    COURSE = "变动", "changes";
    FROM_TO = "前后", "from → to";
    WHY = "原因", "why";
    TOTAL = "总数", "total";
    HELD_MESSAGES = "消息", "messages";
    HELD_EVENTS = "事件", "events";
    HELD_PEOPLE = "名单行", "roster rows";
    HELD_ORDERS = "订单", "orders";
    HELD_ANSWERS = "答卷", "answers";
    TAG_SHARE = "占比", "share";
    TAG_MEANING = "含义", "meaning";
    TAG_WITHOUT_RULE = "人工打上或随导入而来", "set by hand or imported";
    RULE = "规则", "rule";
    SEGMENT = "分群", "segment";
    SAVED = "保存于", "saved";
    FILTER = "条件", "filter";
    CHANGE = "变化", "change";
    KIND = "类型", "kind";
    NAME_IN_ROWS = "表中名字", "name in rows";
    MEMBER_ID = "成员编号", "member";
    NO_NOTES = "还没有备注", "no notes yet";
    DUE = "到期日", "due";
    OWNER = "负责人", "owner";
    CONTACTED = "上次联系", "contacted";
    DO_NOT_DISTURB = "勿扰", "leave alone";
    MEMBER = "成员", "member name";
    ROWS = "行数", "rows";
    AMOUNT = "金额", "amount";
    FOLLOWS = "带出行数", "follows";
    AMOUNT_FOLLOWS = "带出金额", "amount that follows";
    CANDIDATES = "同名人数", "candidates";
    REASONS = "理由", "reasons";
    SCORE = "把握", "score";
    NOTHING_TO_ASK = "这个分群里基本信息已大多知道，没有要问的。", "Most is known of these members already; there is nothing to ask.";
    ACCOUNT = "账号", "account";
    TIME = "时间", "time";
    GONE = "并入的成员", "gone";
    PARTED = "拆开时间", "parted";
    MARK = "标记", "mark";
    MARKED_BY = "由谁标", "by";
    NEEDED = "条件", "condition";
    THEIR_OWN = "本人", "their own";
    IS_MET = "是否符合", "met?";
    UNKNOWN_OF_THEM = "未知：没有足够的数据。", "Unknown: there is not enough data.";
    BY_HAND = "人工标注", "set by hand";
    CHECK = "检查项", "check";
    WELL = "正常", "ok";
    FINDING = "结果", "finding";
    ABOUT = "文件或群", "file or group";
    COUNT = "数目", "count";
    WHEN = "时间", "when";
    ACT = "操作", "act";
    ORIGIN = "来自", "from";
    ACT_STATE = "状态", "state";
    WHAT = "做了什么", "what";
    DETAIL = "细节", "detail";
    OF = "总数", "of";
    FROM = "从", "from";
    UNTIL = "至", "until";
}

/// The words of a segment's changes.
pub const CHANGES: &[(&str, &str)] = &[("entered", "进入"), ("left", "离开")];
/// The words of who is missing from a new member list.
pub const DEPARTURES: &[(&str, &str)] = &[("left", "已离开"), ("unclear", "重名，无法确定")];
/// The words of join proposals.
pub const JOIN_KINDS: &[(&str, &str)] = &[("order", "订单"), ("response", "问卷"), ("roster", "名单")];
/// How two members came to be one.
pub const MERGE_SOURCES: &[(&str, &str)] = &[("hand", "人工"), ("suggested", "按建议"), ("import", "导入")];
/// The words of staff marks.
pub const MARKS: &[(&str, &str)] = &[("staff", "员工"), ("bot", "机器人")];
/// Who gave them: the operator, or a platform or a list by a role in a group.
pub const MARKED: &[(&str, &str)] = &[("hand", "人工"), ("role", "群内角色")];

macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) = $zh:literal, $en:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name(lang: Lang, $($argument: $kind),*) -> String {
            match lang {
                Lang::Zh => format!($zh),
                Lang::En => format!($en),
            }
        }
    )+};
}

sentences! {
    /// A list goes on.
    more(shown: u64, total: u64) =
        "显示了 {total} 行中的前 {shown} 行；加 --limit 0 显示全部。",
        "The first {shown} of {total}; add --limit 0 for all.";
    /// No such argument.
    unknown_argument(argument: &str) = "没有 {argument} 这个选项", "there is no option {argument}";
    /// No such command.
    unknown_command(command: &str) = "没有 {command} 这个命令", "there is no command {command}";
    /// An option without its value.
    value_missing(argument: &str) = "{argument} 后面缺少值", "{argument} needs a value";
    /// A value that is none of the possible ones.
    invalid_value(value: &str, argument: &str, possible: &str) =
        "{argument} 不能是 {value}；可选：{possible}",
        "{argument} cannot be {value}; it is one of: {possible}";
    /// A value that cannot be read.
    unreadable_value(value: &str, argument: &str) = "看不懂 {argument} 的值 {value}", "cannot read {value} as {argument}";
    /// Something required is missing.
    argument_missing(argument: &str) = "缺少 {argument}", "{argument} is missing";
    /// A subcommand is missing.
    command_missing(possible: &str) = "后面还需要一个命令：{possible}", "a command has to follow: {possible}";
    /// Two options exclude each other.
    conflict(argument: &str, other: &str) = "{argument} 和 {other} 不能一起用", "{argument} and {other} exclude each other";
    /// A near miss.
    did_you_mean(suggestion: &str) = "；是不是 {suggestion}？", "; did you mean {suggestion}?";
    /// A condition that nobody meets.
    nobody_meets(condition: &str) = "没有人符合：{condition}", "nobody: {condition}";
    /// A member's number where a filter asks for an account.
    id_is_an_account(number: &str) =
        "筛选里的 id 是平台账号；编号 {number} 的成员：qunxiang member id:{number}",
        "id in a filter is a platform's account; the member of number {number}: qunxiang member id:{number}";
    /// An import moved the as-of day far.
    day_leapt(before: &str, after: &str) =
        "统计日由 {before} 移到 {after}：沉默、流失与“近 30 天”都从新的统计日算起。不对的话，先看时间有没有读错；build --as-of 日期 可从更早的一天看。",
        "the as-of day moved from {before} to {after}: silence, churn and “30 days” count from there. If that is wrong, see whether times were misread; build --as-of DATE looks from an earlier day.";
    /// Some files were read, and others not at all.
    some_unread(read: usize, unread: usize) =
        "{read} 个文件已导入；{unread} 个没有读，所以退出码为 1。其余的不必重导。",
        "files imported: {read}; not read: {unread}, hence exit code 1. The others need not be imported again.";
    /// A reference that means nobody.
    nobody_named(reference: &str) =
        "找不到成员“{reference}”；成员写作 id:编号、平台:账号，或名字；搜索：qunxiang members --where 名字",
        "no member is “{reference}”; give id:NUMBER, PLATFORM:ID or a name; search with qunxiang members --where NAME";
    /// A reference that means several.
    several_named(reference: &str, count: usize) =
        "有 {count} 位成员符合“{reference}”；请用上面的 id:编号 指明一位",
        "{count} members fit “{reference}”; name one of them by its id:NUMBER above";
    /// A file could not be written.
    not_written(path: &str) = "无法写入 {path}", "cannot write {path}";
    /// No such zone.
    unknown_zone(zone: &str) =
        "没有 {zone} 这个时区；例如 Asia/Shanghai 或 +08:00",
        "there is no zone {zone}; try Asia/Shanghai or +08:00";
    /// A mapping that is none.
    bad_map(map: &str) =
        "--map {map} 看不懂；写成 列名=字段，例如 买家电话=phone",
        "cannot read --map {map}; write COLUMN=FIELD, e.g. 买家电话=phone";
    /// No day that could be read, where days are called by words, too.
    no_day(day: &str) =
        "看不懂日子“{day}”；可写 2026-12-01、今天、明天、后天、下周一、+3d、3（几天后；上次联系则为几天前）或 none",
        "“{day}” is no day; write 2026-12-01, today, tomorrow, next monday, +3d, 3 (days from today; for a contact, days ago) or none";
    /// A day that is none.
    bad_day(day: &str) = "{day} 不是日期；写成 2024-06-30", "{day} is no date; write 2024-06-30";
    /// Something about a file.
    of_file(path: &str, told: &str) = "{path}：{told}", "{path}: {told}";
    /// Further files that could not be read, for one reason.
    more_unread(count: u64, reason: &str) =
        "另有 {count} 个文件同样没有读：{reason} 加 --json 列出全部。",
        "{count} more files were not read for the same reason: {reason} Add --json to list them all.";
    /// A row that was not read.
    skipped(path: &str, place: &str, reason: &str) = "{path} {place}：{reason}", "{path}, {place}: {reason}";
    /// A place in a file.
    at_place(path: &str, place: &str) = "{path} {place}", "{path}, {place}";
    /// Further rows that were not read.
    more_skipped(path: &str, count: u64) =
        "{path} 另有 {count} 行跳过；--json 报告列出更多",
        "{path}: {count} more skipped; the --json report names more";
    /// The demo is there.
    demo_built(path: &str) =
        "虚构社群已生成：{path}\n打开：qunxiang --db {path}\n列出成员：qunxiang members --db {path}",
        "The invented community is at {path}\nExplore it: qunxiang --db {path}\nList members: qunxiang members --db {path}";
    /// The store asked for is missing, but not the demo's.
    demo_is_there(path: &str) =
        "演示社群在 {path}；加 --db {path} 使用它。",
        "The demo's store is {path}; use it with --db {path}.";
    /// No store yet.
    welcome(path: &str) =
        "还没有数据（{path}）。\n\n先试一试虚构社群：  qunxiang demo\n导入自己的数据：    qunxiang import 聊天记录.json 成员名单.xlsx\n全部命令：          qunxiang --help",
        "There is no data yet ({path}).\n\nTry an invented community:  qunxiang demo\nImport your own files:      qunxiang import chat.json members.xlsx\nEvery command:              qunxiang --help";
    /// How often and when somebody spoke.
    seen(messages: u64, first: &str, last: &str) =
        "{messages} 条发言，{first} → {last}", "{messages} messages, {first} → {last}";
    /// Since when a tag is there.
    since(since: &str) = "自 {since}", "since {since}";
    /// A tag that is not there.
    not_tagged(member: &str, tag: &str) =
        "{member} 没有标签“{tag}”；规则见 qunxiang tag list",
        "{member} does not have the tag “{tag}”; see its rule in qunxiang tag list";
    /// Two references to one member.
    same_member(name: &str) = "两边都是 {name}，本来就是同一位成员", "both are {name}, one member already";
    /// Two members are one.
    merged(one: &str, other: &str, id: i64) =
        "{one} 和 {other} 已合并为 id:{id}；可用 qunxiang identity split id:{id} 拆开",
        "{one} and {other} are one now, id:{id}; qunxiang identity split id:{id} takes them apart";
    /// Two members stay two.
    kept_apart(one: &str, other: &str) =
        "已记住：{one} 和 {other} 不是同一个人，不再建议",
        "remembered: {one} and {other} are two people and are not suggested again";
    /// One is two again.
    split(one: &str, other: &str, id: i64) =
        "{other}（id:{id}）已从 {one} 拆出，各自的记录回到原处",
        "{other} (id:{id}) is apart from {one} again, each with what was theirs";
    /// Rows of a truth that measure nothing.
    truth_left_out(count: u64) = "真值里有 {count} 行未计入：", "{count} rows of the truth were left out:";
    /// Further rows of a truth that measure nothing.
    truth_more(count: u64) = "……还有 {count} 行", "… and {count} more";
    /// Nothing came after the past, as it were.
    past_too_short(days: u32) =
        "没有可衡量的：每个时点之后要有 {days} 天，之前至少要有 90 天，并且有人留下、有人离开",
        "nothing to measure: each point in time needs {days} days after it and 90 before, with some who stayed and some who went";
    /// Two proposals give the same rows to two members.
    rival_proposals(one: i64, other: i64) =
        "{one} 与 {other} 是同一批数据的两个候选成员，只能确认其中一个",
        "{one} and {other} are about the same rows: only one of them can be accepted";
    /// No such proposal.
    no_proposal(number: i64) =
        "没有编号 {number} 的待确认项；用 qunxiang join 查看",
        "there is no open proposal {number}; see qunxiang join";
    /// No such column.
    no_column(option: &str, column: &str) =
        "{option} 里的 {column} 不是已有的列；qunxiang man 列出全部字段",
        "{column} in {option} is no column here; qunxiang man lists every field";
    /// No such tag.
    no_tag(tag: &str) = "没有标签“{tag}”（用 qunxiang tag list 查看）", "there is no tag “{tag}” (see qunxiang tag list)";
    /// No such segment.
    no_segment(name: &str) =
        "没有分群“{name}”；用 qunxiang segment list 查看",
        "there is no segment “{name}”; see qunxiang segment list";
    /// Opted out.
    opted_out(member: &str, id: i64) =
        "{member}（id:{id}）已从画像、名单和导出中排除，重新导入也不会恢复",
        "{member} (id:{id}) is left out of profiles, lists and exports from now on";
    /// The last question before somebody leaves the profiles.
    really_opt_out(member: &str, id: i64) =
        "删除 {member}（id:{id}）的画像，并永久排除在画像、名单和导出之外？之后导入的数据也不再收其内容。",
        "Erase the profile of {member} (id:{id}), and leave them out of profiles, lists and exports for good? Later imports bring nothing of them either.";
    /// Over the numbers that a value is made of; for those that count, scaled times weight.
    made_of(what: &str) = "由来：{what}（括号里是缩放值 × 权重）", "made of: {what} (in brackets: scaled × weight)";
    /// Evidence of something that is not on the page.
    no_evidence_of(what: &str) =
        "此人的画像里没有“{what}”；写属性名（例如 region）、导入的列名，或 tag:标签名",
        "this page has no “{what}”; give an attribute such as region, an imported column, or tag:NAME";
    /// A segment is saved.
    segment_saved(name: &str, members: u64) = "已保存分群“{name}”，现有 {members} 人", "Saved the segment “{name}”: {members} members now";
    /// The sizes of two segments.
    segments_compared(a: &str, b: &str, in_a: u64, in_b: u64) =
        "{a} {in_a} 人，{b} {in_b} 人，没有人同在两者；区间为 95%，差异最明确的在前。",
        "{a}: {in_a} members, {b}: {in_b}, in both: none; 95 % intervals, the surest differences first.";
    /// The sizes of two segments that share members.
    segments_overlap(a: &str, b: &str, in_a: u64, in_b: u64, both: u64) =
        "{a} {in_a} 人，{b} {in_b} 人，同在两者 {both} 人：两组不独立，所以不给区间；差异最大的在前。",
        "{a}: {in_a} members, {b}: {in_b}, in both: {both}; as they share members no interval is said; the largest differences first.";
    /// What a comparison of days counts, and how to see who.
    days_compared(from: &str, to: &str, newcomers: u64, told_later: u64) =
        "统计日 {from} 到 {to}，两次画像都有的成员；不计入其间新来的 {newcomers} 人（按数据里的日子）和早已在、其间导入的文件才讲到的 {told_later} 人。看是谁：qunxiang members --where \"stage:lost and stage_since>{from}\"",
        "from the as-of day {from} to {to}, of members known at both; not counted are {newcomers} who came between them by the days of the data, and {told_later} who were here but told of only by files imported between. Who: qunxiang members --where \"stage:lost and stage_since>{from}\"";
    /// There are no two builds to compare.
    no_two_builds(from: &str, to: &str) =
        "{from} 与 {to} 之前没有两次不同的画像可比",
        "there are no two different builds at or before {from} and {to}";
    /// No build that knows a segment is that old.
    segment_too_young(name: &str, first: &str) =
        "分群“{name}”只记录了统计日 {first} 起的成员，这两天之间没有可比的两次画像",
        "the segment “{name}” is known from the as-of day {first} on; there are no two builds to compare at these days";
    /// Who entered and left a segment between two as-of days.
    segment_changed_between(from: &str, to: &str, entered: usize, left: usize) =
        "统计日 {from} 与 {to} 相比：进入 {entered} 人，离开 {left} 人。",
        "as of {to} against {from}: {entered} entered, {left} left.";
    /// Nothing is known of a member's attribute that could be locked.
    nothing_to_lock(name: &str, attribute: &str) =
        "{name} 的“{attribute}”还不知道，没有可锁定的值；可在后面写上要设的值",
        "nothing is known of {name}'s {attribute} that could be locked; a value may be given behind it";
    /// A value that an attribute cannot have.
    bad_value(value: &str, attribute: &str, choices: &str) =
        "“{value}”不能作为 {attribute} 的值；可用：{choices}",
        "{value} cannot be a value of {attribute}: {choices}";
    /// No build is that old.
    no_build_before(day: &str, first: &str) =
        "{day} 及之前没有生成过画像；最早的统计日是 {first}",
        "no build is as old as {day}; the earliest has the as-of day {first}";
    /// A build that did not know somebody yet.
    not_yet_here(name: &str, day: &str) =
        "统计日 {day} 的画像里还没有 {name}；用较晚的日期",
        "the build of {day} did not know {name} yet; give a later date";
    /// Over what an earlier build knew.
    as_it_was(name: &str, id: i64, day: &str) = "{name}  id:{id}  统计日 {day} 时", "{name}  id:{id}  as of {day}";
    /// What two member lists tell.
    departures(old: u64, new: u64, left: usize, unclear: usize) =
        "旧名单 {old} 人，新名单 {new} 人：离开 {left} 人，重名无法确定 {unclear} 人。只有名字的人改名后也会算作离开。",
        "{old} in the old list, {new} in the new: {left} left, {unclear} unclear (shared names). Who is known by name alone and renamed looks gone.";
    /// Rows of lists that were not read.
    rows_skipped(rows: u64) =
        "有 {rows} 行无法读取；用 qunxiang import --dry-run 查看原因。",
        "{rows} rows could not be read; see why with qunxiang import --dry-run.";
    /// The last question before an erasure.
    really_forget(member: &str, id: i64) =
        "永久删除 {member}（id:{id}）的全部数据？无法撤销。",
        "Erase everything about {member} (id:{id})? This cannot be undone.";
    /// An erasure is done.
    forgotten(member: &str, id: i64, rows: u64) =
        "已删除 {member}（id:{id}）的 {rows} 行，并检查过数据库文件里没有残留",
        "Erased {member} (id:{id}), {rows} rows; the store file itself was searched and holds no copy";
    /// Segments that asked for nobody else are gone.
    segments_deleted(segments: u64) =
        "只按该成员的名字或 id 筛选的分群已删除：{segments} 个",
        "Segments deleted that asked for their name or id alone: {segments}";
    /// Segments that say less.
    segments_unsaid(segments: &str) =
        "名称或筛选里提到该成员的分群已去掉这部分：{segments}",
        "Segments whose name or filter told of them, without that now: {segments}";
    /// What others said stays, and what the operator wrote.
    said_by_others(values: u64) =
        "该成员的名字或说过的话还有 {values} 项出现在他人的内容、你写的备注或标签名里，予以保留",
        "{values} of their names or sentences stand in what others wrote, or in your notes and names of tags, and stay";
    /// Another file beside the store has something.
    copy_left(path: &str) =
        "{path} 里还有该成员的数据；如不需要请自行删除",
        "{path} still holds data of theirs; delete it if you do not need it";
    /// An erasure left something.
    remains(copies: u64) =
        "数据已删除，但数据库文件里还有 {copies} 处痕迹；请关闭其他正在使用它的程序后再运行一次",
        "the rows are gone, but the file still holds {copies} copies; close other programs that use it and run this again";
    /// Rows exported.
    exported(rows: u64, path: &str) = "已导出 {rows} 位成员到 {path}", "Wrote {rows} members to {path}";
    /// Orders and answers without their member.
    waiting(rows: u64) =
        "有 {rows} 行订单或问卷待确认属于谁，确认前不计入：qunxiang join",
        "Orders and answers that wait to be given to a member, counting nowhere until then: {rows}; see qunxiang join";
    /// Members who may be one person, as an import found.
    alike(pairs: u64) =
        "有 {pairs} 对成员可能是同一人，合并前各算各的：qunxiang identity suggest",
        "Pairs of members who may be one person, each counted alone until merged: {pairs}; see qunxiang identity suggest";
    /// Proposals that a bulk acceptance left alone.
    passed_over(proposals: usize) =
        "另有 {proposals} 项因同名不止一人没有确认；用 qunxiang join 查看，再按编号确认",
        "Passed over because several members bear the name: {proposals}; see qunxiang join and accept by number";
    /// Rows changed.
    changed(rows: u64) = "完成，{rows} 处改动", "Done, {rows} changed";
}

/// Others who bear or bore the name of the member shown.
pub fn also_named(lang: Lang, reference: &str, others: &[String]) -> String {
    let others = others.join(lang.pick(("、", ", ")));
    match lang {
        Lang::Zh => format!("也有人现在或曾经叫“{reference}”：{others}"),
        Lang::En => format!("Others are or were called “{reference}” too: {others}"),
    }
}

/// In a group, in a role, with so many messages.
pub fn in_group(lang: Lang, group: &str, role: &str, messages: u64, left: bool) -> String {
    let role = match (lang, super::export::ROLES.iter().find(|(key, _)| *key == role)) {
        (Lang::Zh, Some((_, word))) => word,
        _ => role,
    };
    let gone = if left { lang.pick(("，已退群", ", left")) } else { "" };
    match lang {
        Lang::Zh => format!("在 {group}：{role}，{messages} 条发言{gone}"),
        Lang::En => format!("in {group}: {role}, {messages} messages{gone}"),
    }
}

/// What a build counted.
pub struct Built<'a> {
    /// Members in all.
    pub members: u64,
    /// Members whose rows were read again.
    pub read: u64,
    /// Tags given.
    pub tagged: u64,
    /// Tags taken away.
    pub untagged: u64,
    /// The as-of day.
    pub day: &'a str,
}

/// Who stay bots though the mark is taken off.
pub fn stay_bots(lang: Lang, bots: usize) -> String {
    match lang {
        Lang::Zh => format!("其中 {bots} 人仍算机器人：那是平台或名单给的群内角色，不是人工标记，这里取消不了。"),
        Lang::En => format!(
            "{bots} of them stay bots: that is their role in a group, as a platform or a list says, and no mark to take off."
        ),
    }
}

/// What a build did.
pub fn built(lang: Lang, built: &Built<'_>) -> String {
    let Built { members, read, tagged, untagged, day } = built;
    match lang {
        Lang::Zh => {
            format!("画像已更新：{members} 位成员（重算 {read} 位），新增标签 {tagged}，移除 {untagged}，统计日 {day}")
        }
        Lang::En => {
            format!("Built {members} members ({read} read again), {tagged} tags given, {untagged} taken, as of {day}")
        }
    }
}

/// How much of something has found its members, out of all of it: (joined, all).
pub type Share<T> = (T, T);

/// How far orders and answers have found their members; money in its major unit.
pub fn joined(lang: Lang, orders: Share<u64>, money: Share<f64>, answers: Share<u64>) -> String {
    let ((orders, all_orders), (joined, total), (answers, all_answers)) = (orders, money, answers);
    match lang {
        Lang::Zh => {
            format!("订单已对上 {orders}/{all_orders}（¥{joined:.2} / ¥{total:.2}），问卷 {answers}/{all_answers}")
        }
        Lang::En => format!(
            "{orders} of {all_orders} orders joined (¥{joined:.2} of ¥{total:.2}), {answers} of {all_answers} answers"
        ),
    }
}

/// What joined by one sort of key; money in its major unit.
pub fn joined_by(lang: Lang, key: &str, orders: u64, money: f64, answers: u64) -> String {
    match lang {
        Lang::Zh => format!("  凭{key}：订单 {orders}（¥{money:.2}），问卷 {answers}"),
        Lang::En => format!("  by {key}: {orders} orders (¥{money:.2}), {answers} answers"),
    }
}

/// A person who was not made of several.
pub fn not_made_of_several(lang: Lang, name: &str, account: Option<&str>) -> String {
    match (lang, account) {
        (Lang::Zh, None) => format!("{name} 不是合并来的；见 qunxiang identity history"),
        (Lang::En, None) => format!("{name} was not made of several members; see qunxiang identity history"),
        (Lang::Zh, Some(account)) => format!("{name} 没有合并来的账号 {account}；见 qunxiang identity history"),
        (Lang::En, Some(account)) => {
            format!("no merge brought the account {account} to {name}; see qunxiang identity history")
        }
    }
}

/// What the open proposals would add.
pub fn proposed(lang: Lang, open: u64, amount: f64) -> String {
    match lang {
        Lang::Zh => format!("待确认 {open} 项，全部确认再增 ¥{amount:.2}"),
        Lang::En => format!("{open} proposals are open; confirming all adds ¥{amount:.2}"),
    }
}

/// What happened to a segment.
pub fn segment_changed(lang: Lang, entered: usize, left: usize) -> String {
    match lang {
        Lang::Zh => format!("与上一次生成画像相比：进入 {entered} 人，离开 {left} 人。"),
        Lang::En => format!("since the build before: {entered} entered, {left} left."),
    }
}

/// The unit of a number on screen; scores and shares need none.
pub fn unit(lang: Lang, unit: &str) -> &str {
    match (lang, unit) {
        (Lang::Zh, "days") => "天",
        (Lang::Zh, "minutes") => "分钟",
        (Lang::Zh, "CNY") => "元",
        (Lang::Zh, "points") => "分",
        (Lang::Zh, "weeks") => "周",
        (Lang::Zh, "count") | (_, "count" | "0-100" | "0-1" | "-1..1" | "-2..2") => "",
        (_, unit) => unit,
    }
}

/// A file that was looked at.
pub fn preview(lang: Lang, path: &str, format: &str, encoding: &str) -> String {
    match lang {
        Lang::Zh => format!("{path}：格式 {format}，编码 {encoding}。内容与前几条记录："),
        Lang::En => format!("{path}: format {format}, encoding {encoding}. What it holds, and its first records:"),
    }
}

/// What an import of a file would find: of which kinds how much, people, from when to when, and rows it cannot read.
pub fn held(lang: Lang, kinds: &[(&str, u64)], people: u64, period: Option<(&str, &str)>, skipped: u64) -> String {
    let kind = |(word, count): &(&str, u64)| match lang {
        Lang::Zh => format!("{word} {count}"),
        Lang::En => format!("{count} {word}"),
    };
    let kinds: Vec<String> = kinds.iter().map(kind).collect();
    let kinds = if kinds.is_empty() {
        lang.pick(("没有记录", "no records")).to_owned()
    } else {
        kinds.join(lang.pick(("、", ", ")))
    };
    let [people, skips] = match lang {
        Lang::Zh => [format!("{people} 人"), format!("读不了 {skipped} 行")],
        Lang::En => [format!("{people} people"), format!("{skipped} rows that cannot be read")],
    };
    let period = period.map(|(first, last)| [first, lang.pick((" 至 ", " to ")), last].concat());
    let told = [Some(kinds), Some(people), period, (skipped > 0).then_some(skips)];
    told.into_iter().flatten().collect::<Vec<_>>().join(lang.pick(("；", "; ")))
}
