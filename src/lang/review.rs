//! What the explorer says where something waits for a decision: joins, pairs that may be one person,
//! and tables whose columns are to be named.

use super::{Lang, Text};

texts! {
    JOIN_NAME = "数据中的名字", "Name in data";
    JOIN_MEMBER = "可能是成员", "Perhaps";
    JOIN_KIND = "类型", "Kind";
    JOIN_ROWS = "行数", "Rows";
    JOIN_ADDS = "确认可加", "Adds";
    JOIN_CANDIDATES = "重名", "Same name";
    JOIN_REASONS = "一致之处", "Agrees";
    JOIN_NONE = "没有待确认的关联。", "No join waits for a decision.";
    JOIN_BY = "凭什么对上：", "Joined by: ";
    JOIN_BULK = "批量决定", "Decide in bulk";
    JOIN_UNCOUNTED = "确认前不计入任何数字；拒绝后不再提出。", "Nothing counts before it is accepted; what is rejected does not come back.";
    SIDE_NAME = "名字", "Name";
    SIDE_NAMES = "用过的名字", "Names";
    SIDE_ACCOUNTS = "账号", "Accounts";
    SIDE_GROUPS = "群", "Groups";
    SIDE_SEEN = "首次–最近", "Seen";
    SIDE_MESSAGES = "发言", "Messages";
    SIDE_PHONES = "手机", "Phone";
    SIDE_HOURS = "0–23 时", "0–23 h";
    PAIR_ONE = "成员", "Member";
    PAIR_OTHER = "可能是同一人", "Perhaps the same";
    PAIR_SCORE = "把握", "Score";
    PAIR_REASONS = "依据", "Reasons";
    PAIR_MESSAGES = "发言", "Msgs";
    PAIR_NONE = "没有待定的账号。在成员列表标记两人再按 M，可手工合并。", "No pair waits. Mark two members and press M to merge them by hand.";
    PAIR_BY_HAND = "手选", "by hand";
    PAIR_FOR = "支持", "For";
    PAIR_AGAINST = "反对", "Against";
    PAIR_NOTHING_FOR = "没有一致之处：合并全凭你的判断。", "Nothing agrees: the merge would rest on your word.";
    MERGE_TIME = "时间", "When";
    MERGE_KEEP = "保留", "Stayed";
    MERGE_GONE = "并入", "Merged in";
    MERGE_SOURCE = "来源", "By";
    MERGE_PARTED = "拆开", "Split";
    MERGE_NONE = "还没有合并过。", "Nobody was merged yet.";
    MERGE_HISTORY = "合并记录", "Merged so far";
    COLUMNS_TITLE = "导入：看一眼再写入", "Import: look before it is written";
    COLUMNS_FORMAT = "格式", "Format";
    COLUMNS_AUTO = "自动", "detected";
    COLUMNS_NONE = "认不出", "not recognised";
    COLUMN_TITLE = "列", "Column";
    COLUMN_FIELD = "认作", "Taken as";
    COLUMN_VALUES = "前几行的值", "First values";
    COLUMN_UNUSED = "不用", "not used";
    COLUMN_QUESTION = "题目", "a question";
    COLUMNS_READ_AS = "会读成这样", "Would be read as";
    COLUMNS_KEYS = "↑↓ 选列，←→ 换，Tab 或打字 从表中选，Enter 导入，Esc 取消", "↑↓ column, ←→ change, Tab or type to choose, Enter imports, Esc cancels";
    COLUMNS_NEED = "至少要有一列说明是谁：昵称、手机、QQ 号或编号。", "One column at least must say who: a name, phone, QQ number or id.";
    COLUMNS_PICK = "这一列是什么", "What is this column";
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
        Lang::Zh => format!("答卷 {joined}/{total}"),
        Lang::En => format!("answers {joined}/{total}"),
    }
}

/// A number of responses.
pub fn some_answers(lang: Lang, number: u64) -> String {
    format!("{number}{}", lang.pick((" 份答卷", " answers")))
}

/// What a proposal asks.
pub fn join_question(lang: Lang, member: &str, rows: u64, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("把这 {rows} 行（{amount}）归到 {member}？"),
        Lang::En => format!("Join these {rows} rows ({amount}) to {member}?"),
    }
}

/// What a proposal brings along.
pub fn join_bridge(lang: Lang, rows: u64, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("另有 {rows} 行（{amount}）凭同一手机、邮箱或微信号随之归入。"),
        Lang::En => format!("{rows} more ({amount}) follow by the same phone, mail or WeChat name."),
    }
}

/// Who else bears the name, by how much agrees.
pub fn join_rivals(lang: Lang, names: &str) -> String {
    match lang {
        Lang::Zh => format!("也可能是：{names}"),
        Lang::En => format!("Or else: {names}"),
    }
}

/// In how much somebody agrees.
pub fn join_rival(lang: Lang, name: &str, id: i64, agreements: usize) -> String {
    match lang {
        Lang::Zh => format!("{name}（编号 {id}，{agreements} 项一致）"),
        Lang::En => format!("{name} (id {id}, {agreements} agree)"),
    }
}

/// What all proposals with at least so many agreements would do.
pub fn join_all_that_agree(lang: Lang, least: usize) -> String {
    match lang {
        Lang::Zh => format!("确认：≥{least} 项一致"),
        Lang::En => format!("accept: {least}+ agree"),
    }
}

/// What is rejected in bulk.
pub const JOIN_REJECT_AMBIGUOUS: Text = Text::new("拒绝：有重名的", "reject: ambiguous");
/// What is rejected in bulk.
pub const JOIN_REJECT_ALL: Text = Text::new("拒绝：全部", "reject: all");

/// How many proposals a decision is about, and the money in them.
pub fn join_bulk(lang: Lang, proposals: usize, amount: &str, accepts: bool) -> String {
    match (lang, accepts) {
        (Lang::Zh, true) => format!("{proposals} 条无重名的，可加 {amount}"),
        (Lang::Zh, false) => format!("{proposals} 条，放弃 {amount}"),
        (Lang::En, true) => format!("{proposals} unambiguous, add {amount}"),
        (Lang::En, false) => format!("{proposals}, give up {amount}"),
    }
}

/// A proposal was accepted or rejected.
pub fn decided(lang: Lang, accepted: bool, member: &str, rows: u64, amount: &str) -> String {
    match (lang, accepted) {
        (Lang::Zh, true) => format!("{rows} 行（{amount}）已归到 {member}。u 撤销。"),
        (Lang::Zh, false) => format!("已拒绝把 {rows} 行（{amount}）归到 {member}。u 撤销。"),
        (Lang::En, true) => format!("{rows} rows ({amount}) now belong to {member}. u takes it back."),
        (Lang::En, false) => format!("{rows} rows ({amount}) will not be joined to {member}. u takes it back."),
    }
}

/// Several proposals were accepted or rejected.
pub fn decided_many(lang: Lang, accepted: bool, proposals: usize, amount: &str) -> String {
    match (lang, accepted) {
        (Lang::Zh, true) => format!("已确认 {proposals} 条（{amount}）。u 一并撤销。"),
        (Lang::Zh, false) => format!("已拒绝 {proposals} 条（{amount}）。u 一并撤销。"),
        (Lang::En, true) => format!("{proposals} accepted ({amount}). u takes all of them back."),
        (Lang::En, false) => format!("{proposals} rejected ({amount}). u takes all of them back."),
    }
}

/// Two members became one.
pub fn merged(lang: Lang, one: &str, other: &str) -> String {
    match lang {
        Lang::Zh => format!("{one} 与 {other} 已合并为一人。u 撤销。"),
        Lang::En => format!("{one} and {other} are one person now. u undoes it."),
    }
}

/// Two members are two people.
pub fn kept_apart(lang: Lang, one: &str, other: &str) -> String {
    match lang {
        Lang::Zh => format!("{one} 与 {other} 不是同一人，不再提出。"),
        Lang::En => format!("{one} and {other} are two people; not suggested again."),
    }
}

/// A merge was taken apart.
pub fn parted(lang: Lang, keep: &str, gone: &str) -> String {
    match lang {
        Lang::Zh => format!("{gone} 已从 {keep} 拆开，一切复原；两人不再被提出。"),
        Lang::En => format!("{gone} is apart from {keep} again, as it was; not suggested again."),
    }
}

/// How many pairs wait.
pub fn pairs_waiting(lang: Lang, pairs: usize) -> String {
    match lang {
        Lang::Zh => format!("{pairs} 对可能是同一人，最有把握的在前；合并不丢任何记录，随时可拆。"),
        Lang::En => {
            format!("{pairs} pairs may be one person, the surest first; a merge loses nothing and can be split.")
        }
    }
}

/// How many merges there were.
pub fn merges_so_far(lang: Lang, merges: usize) -> String {
    match lang {
        Lang::Zh => format!("合并过 {merges} 次，最近的在前；s 拆开光标处的，m 回到待定。"),
        Lang::En => format!("{merges} merges, the latest first; s splits the one under the cursor, m leads back."),
    }
}

/// A name with where and until when it was borne.
pub fn borne_until(lang: Lang, kind: &str, name: &str, day: &str) -> String {
    match lang {
        Lang::Zh => format!("{name}（{kind}，至 {day}）"),
        Lang::En => format!("{name} ({kind}, until {day})"),
    }
}

/// An employee.
pub const SIDE_STAFF: Text = Text::new("员工", "staff");

/// Further ones that have no room.
pub fn and_more(lang: Lang, more: usize) -> String {
    match lang {
        Lang::Zh => format!(" 等 {more} 个"),
        Lang::En => format!(" +{more}"),
    }
}

/// What was detected of a table.
pub fn detected(lang: Lang, format: &str, title: &str, encoding: &str) -> String {
    match lang {
        Lang::Zh => format!("{format} {title} · 编码 {encoding}"),
        Lang::En => format!("{format} ({title}) · encoding {encoding}"),
    }
}

/// How many rows cannot be read.
pub fn unreadable_rows(lang: Lang, rows: usize, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("前面有 {rows} 行读不了：{reason}"),
        Lang::En => format!("{rows} of the first rows cannot be read: {reason}"),
    }
}

/// The fields that a column of a table may be, by the word that `--map` takes.
pub const COLUMN_FIELDS: &[(&str, Text)] = &[
    ("name", Text::new("昵称", "name")),
    ("real_name", Text::new("姓名", "real name")),
    ("card", Text::new("群昵称", "name in the group")),
    ("remark", Text::new("备注名", "remark")),
    ("phone", Text::new("手机", "phone")),
    ("wxid", Text::new("微信 ID (wxid)", "WeChat id (wxid)")),
    ("alias", Text::new("微信号", "WeChat name")),
    ("qq", Text::new("QQ 号", "QQ number")),
    ("id", Text::new("会员或客户编号", "number of member or customer")),
    ("mail", Text::new("邮箱", "mail")),
    ("external_userid", Text::new("企业微信外部联系人 id", "WeCom contact id")),
    ("openid", Text::new("微信 openid", "WeChat openid")),
    ("unionid", Text::new("微信 unionid", "WeChat unionid")),
    ("telegram", Text::new("Telegram id", "Telegram id")),
    ("discord", Text::new("Discord id", "Discord id")),
    ("joined", Text::new("加入时间", "joined")),
    ("group", Text::new("所在群", "group")),
    ("role", Text::new("群内角色", "role")),
    ("inviter", Text::new("邀请人", "inviter")),
    ("gender", Text::new("性别", "gender")),
    ("age", Text::new("年龄", "age")),
    ("birthday", Text::new("生日", "birthday")),
    ("region", Text::new("地区", "region")),
    ("occupation", Text::new("职业", "occupation")),
    ("life_stage", Text::new("人生阶段", "life stage")),
    ("tags", Text::new("标签", "tags")),
    ("field", Text::new("按原标题保留", "kept under its title")),
    ("ignore", Text::new("不要", "left out")),
    ("time", Text::new("时间（订单、行为）", "time (orders, acts)")),
    ("order_id", Text::new("订单号", "order number")),
    ("amount", Text::new("实付金额", "amount paid")),
    ("paid", Text::new("付款时间", "time of payment")),
    ("status", Text::new("订单状态", "order status")),
    ("refunded", Text::new("退款金额", "refunded")),
    ("discount", Text::new("优惠金额", "discount")),
    ("items", Text::new("商品", "items")),
    ("category", Text::new("类目", "category")),
    ("quantity", Text::new("数量", "quantity")),
    ("unit_price", Text::new("单价", "unit price")),
    ("action", Text::new("行为", "act")),
    ("member", Text::new("成员编号（行为）", "member's number (acts)")),
    ("target", Text::new("对象（行为）", "whom it is done to (acts)")),
    ("target", Text::new("行为的对象", "whom it was done to")),
    ("thread", Text::new("话题", "thread")),
    ("text", Text::new("文字", "text")),
    ("count", Text::new("次数", "count")),
    ("event_id", Text::new("行为的编号", "number of the act")),
    ("number", Text::new("答卷序号", "number of the answer")),
];

/// What a field is called by people.
pub fn field_title(word: &str, lang: Lang) -> &str {
    COLUMN_FIELDS.iter().find(|(known, _)| *known == word).map_or(word, |(_, title)| title.get(lang))
}
