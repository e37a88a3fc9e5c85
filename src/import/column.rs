//! What a column's header means (formats.md §15 and §17).

use super::ImportError;
use super::cell::narrow;
use crate::model::record::{Meaning, NameKind};

/// What a column holds, beside what is kept under its own title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// An account of this platform. The operator's own numbering (用户ID, 会员ID, …) is the
    /// platform `local`, in rosters, orders and behaviour logs alike, so that they meet.
    Account(&'static str),
    /// 微信号.
    Alias,
    /// A name of this kind.
    Name(NameKind),
    /// A phone number.
    Phone,
    /// A mail address.
    Mail,
    /// When they joined.
    Joined,
    /// Their role in the group.
    Role,
    /// Who brought them.
    Inviter,
    /// The groups they are in.
    Group,
    /// Kept, with this meaning.
    Field(Meaning),
    /// Says nothing of the person: pictures, sort keys, or what the user does not want.
    Ignored,
}

impl Column {
    /// The word that `--map` takes for it.
    pub fn word(self) -> &'static str {
        match self {
            Account("wechat") => "wxid",
            Account("wecom") => "external_userid",
            Account("local") => "id",
            Account(platform) => platform,
            Alias => "alias",
            Name(NameKind::Nickname) => "name",
            Name(NameKind::Card) => "card",
            Name(NameKind::Remark) => "remark",
            Name(NameKind::Real) => "real_name",
            Phone => "phone",
            Mail => "mail",
            Joined => "joined",
            Column::Role => "role",
            Inviter => "inviter",
            Column::Group => "group",
            Field(Meaning::Gender) => "gender",
            Field(Meaning::Age) => "age",
            Field(Meaning::Birthday) => "birthday",
            Field(Meaning::Region) => "region",
            Field(Meaning::Occupation) => "occupation",
            Field(Meaning::LifeStage) => "life_stage",
            Field(Meaning::Tags) => "tags",
            Field(Meaning::Joined) => "joined",
            Field(Meaning::Other) => "field",
            Column::Ignored => "ignore",
        }
    }
}

use Column::{Account, Alias, Field, Inviter, Joined, Mail, Name, Phone};

/// Header words, normalised, of each column; the words `--map` takes are among them.
const SYNONYMS: &[(Column, &[&str])] = &[
    (Account("wechat"), &["wxid", "微信id", "username", "微信用户id", "wechatid"]),
    (Account("openid"), &["openid", "微信openid", "公众号openid"]),
    (Account("unionid"), &["unionid", "微信unionid"]),
    (
        Account("wecom"),
        &["external_userid", "externaluserid", "外部联系人id", "客户userid", "external_user_id", "外部联系人userid"],
    ),
    (Account("qq"), &["qq", "qq号", "qq号码", "uin", "发送者qq号"]),
    (Account("telegram"), &["telegramid", "telegram_id", "telegram"]),
    (Account("discord"), &["discord", "discordid", "discord_id", "authorid"]),
    (
        Account("local"),
        &[
            "user_id",
            "userid",
            "用户id",
            "会员id",
            "uid",
            "成员编号",
            "学号",
            "工号",
            "id",
            "客户id",
            "客户编号",
            "会员编号",
            "会员号",
            "会员卡号",
            "member",
            "member_id",
            "memberid",
            "customer_id",
            "customerid",
            "buyer_id",
            "买家id",
        ],
    ),
    (Alias, &["微信号", "微信", "wechat", "alias", "account", "微信账号"]),
    (
        Name(NameKind::Nickname),
        &[
            "昵称",
            "微信昵称",
            "用户名",
            "客户昵称",
            "买家昵称",
            "成员昵称",
            "会员名",
            "会员昵称",
            "nickname",
            "name",
            "display_name",
            "显示名称",
            "qq昵称",
            "网名",
            "买家会员名",
            "买家",
            "客户名称",
            "群成员",
            "成员名称",
            "群成员昵称",
            "微信名",
            "粉丝昵称",
        ],
    ),
    (Name(NameKind::Card), &["群昵称", "群名片", "card", "group_nickname", "群内昵称", "群备注名"]),
    (Name(NameKind::Remark), &["备注", "备注名", "微信备注", "remark", "客户备注名"]),
    (
        Name(NameKind::Real),
        &[
            "姓名",
            "客户姓名",
            "收货人",
            "真实姓名",
            "real_name",
            "realname",
            "收货人姓名",
            "收货人/提货人",
            "联系人",
            "fullname",
            "contact",
            "contactname",
        ],
    ),
    (
        Phone,
        &[
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "联系方式",
            "客户手机号",
            "买家手机号",
            "phone",
            "mobile",
            "联系电话",
            "电话号码",
            "收货人手机号",
            "收货人手机号/提货人手机号",
            "telephone",
            "绑定手机",
            "绑定手机号",
        ],
    ),
    (Mail, &["邮箱", "email", "mail", "电子邮箱", "邮件", "e-mail", "emailaddress"]),
    (
        Joined,
        &[
            "入群时间",
            "加入时间",
            "注册时间",
            "成为客户时间",
            "成为会员时间",
            "关注时间",
            "created_at",
            "join_date",
            "joined",
            "joined_at",
            "入群日期",
            "加群时间",
            "添加时间",
            "添加日期",
            "注册日期",
            "进群时间",
            "加入日期",
            "关注日期",
        ],
    ),
    (Column::Role, &["角色", "身份", "role", "群身份", "群角色", "职位"]),
    (Inviter, &["邀请人", "推荐人", "上级", "分销员", "referrer", "inviter", "invited_by"]),
    (Column::Group, &["group", "所在群", "所在群聊", "群名", "群名称", "群聊名称", "所属群", "group_name"]),
    (Field(Meaning::Gender), &["性别", "客户性别", "gender", "sex"]),
    (Field(Meaning::Age), &["年龄", "年龄段", "age", "年龄区间"]),
    (Field(Meaning::Birthday), &["生日", "出生日期", "出生年份", "客户生日", "birthday", "出生年月", "birth_year"]),
    (
        Field(Meaning::Region),
        &[
            "城市",
            "地区",
            "省",
            "省份",
            "所在地",
            "微信地域",
            "所属区域",
            "收货人省份",
            "收货人城市",
            "ip属地",
            "location",
            "city",
            "region",
            "province",
            "所在城市",
            "省市",
            "居住地",
        ],
    ),
    (Field(Meaning::Occupation), &["职业", "行业", "岗位", "occupation", "job", "工作", "职务"]),
    (Field(Meaning::LifeStage), &["人生阶段", "life_stage", "是否有孩子", "婚育"]),
    (
        Field(Meaning::Tags),
        &["标签", "分组", "客户标签", "企业标签", "tags", "labels", "tag", "label", "会员标签", "用户标签"],
    ),
    (Field(Meaning::Other), &["field", "keep"]),
    (
        Column::Ignored,
        &[
            "ignore",
            "头像",
            "avatar",
            "头像地址",
            "头像原图",
            "smallheadimgurl",
            "bigheadimgurl",
            "pyinitial",
            "remarkpyinitial",
        ],
    ),
];

/// A header in the form synonyms are written in: narrow, lower case, without spaces and brackets.
pub fn normal(header: &str) -> String {
    let header = narrow(header).to_lowercase();
    let mut plain = String::with_capacity(header.len());
    let mut depth = 0u32;
    for c in header.chars() {
        match c {
            '(' | '[' | '【' | '<' | '{' => depth += 1,
            ')' | ']' | '】' | '>' | '}' => depth = depth.saturating_sub(1),
            '\u{FEFF}' | '"' | '\'' | '*' | ':' => {}
            c if c.is_whitespace() || depth > 0 => {}
            c => plain.push(c),
        }
    }
    plain
}

/// What a header means by itself.
pub fn of(header: &str) -> Option<Column> {
    let header = normal(header);
    let known = SYNONYMS.iter().find(|(_, words)| words.contains(&header.as_str())).map(|(column, _)| *column);
    known.or_else(|| is_phone(&header).then_some(Phone))
}

/// Whether a normalised header says whose phone it is, with or without 号 or 号码.
fn is_phone(header: &str) -> bool {
    let whose = ["买家", "收货人", "客户", "您的", "联系人", "会员"];
    let own = whose.iter().find_map(|prefix| header.strip_prefix(prefix)).unwrap_or(header);
    let bare = own.strip_suffix("号码").or_else(|| own.strip_suffix('号')).unwrap_or(own);
    matches!(bare, "手机" | "电话" | "联系电话" | "移动电话")
}

/// What a question's or a column's title is about, by the words in it.
pub fn meaning(title: &str) -> Meaning {
    let title = title.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    // A question on a child or a partner says nothing about who answers.
    if has(&["孩子", "宝宝", "子女", "配偶", "父母", "child", "baby"]) {
        return if has(&["是否有", "有没有", "几个"]) { Meaning::LifeStage } else { Meaning::Other };
    }
    if has(&["性别", "gender"]) {
        Meaning::Gender
    } else if has(&["出生", "生日", "birth"]) {
        Meaning::Birthday
    } else if has(&["年龄", "多大", "几岁"]) || title.trim() == "age" {
        Meaning::Age
    } else if has(&["城市", "所在地", "地区", "省份", "居住", "坐标", "哪里人"]) {
        Meaning::Region
    } else if has(&["职业", "行业", "岗位", "occupation", "从事什么工作"]) {
        Meaning::Occupation
    } else if has(&["人生阶段", "目前状态", "婚育"]) {
        Meaning::LifeStage
    } else {
        Meaning::Other
    }
}

/// A column and what it is, both normalised.
type Pair = (String, String);

/// What the user says of columns: `--map COLUMN=FIELD`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    given: Vec<Pair>,
    /// What was said of earlier tables, one set for each import.
    earlier: Vec<Vec<Pair>>,
}

/// Words of `--map` that name a column of a log or an order table rather than of a roster.
pub const OTHER_FIELDS: &[&str] = &[
    "time",
    "action",
    "target",
    "thread",
    "text",
    "count",
    "amount",
    "order_id",
    "paid",
    "refunded",
    "discount",
    "items",
    "category",
    "quantity",
    "unit_price",
    "status",
    "event_id",
    "number",
];

impl Mapping {
    /// Reads `COLUMN=FIELD` pairs; FIELD is any header word of a known column (`name`, `wxid`,
    /// `qq`, `phone`, `性别`, …), or one of a log's (`time`, `action`, `target`, `amount`, …).
    ///
    /// # Errors
    /// A pair without `=`, or a FIELD that is no known column.
    pub fn parse<S: AsRef<str>>(pairs: &[S]) -> Result<Mapping, ImportError> {
        let pair = |text: &S| pair(text.as_ref()).ok_or_else(|| ImportError::Mapping(text.as_ref().to_owned()));
        Ok(Mapping { given: pairs.iter().map(pair).collect::<Result<_, _>>()?, earlier: Vec::new() })
    }

    /// The same, with what was said of earlier tables: it holds for a table that has all columns
    /// of a set. What cannot be understood any more is left out.
    #[must_use]
    pub fn with_earlier(mut self, sets: &[Vec<(String, String)>]) -> Mapping {
        let read = |set: &Vec<(String, String)>| {
            set.iter().map(|(column, field)| pair(&format!("{column}={field}"))).collect::<Option<Vec<_>>>()
        };
        self.earlier = sets.iter().filter_map(read).collect();
        self
    }

    /// What holds for a table with these first rows.
    pub(super) fn of_table(&self, rows: &[Vec<String>]) -> Mapping {
        let rows: Vec<Vec<String>> =
            rows.iter().take(6).map(|row| row.iter().map(|cell| normal(cell)).collect()).collect();
        let fits = |set: &&Vec<Pair>| rows.iter().any(|row| set.iter().all(|(column, _)| row.contains(column)));
        let mut given = self.given.clone();
        for (column, field) in self.earlier.iter().filter(fits).flatten() {
            if !given.iter().any(|(known, _)| known == column) {
                given.push((column.clone(), field.clone()));
            }
        }
        Mapping { given, earlier: Vec::new() }
    }

    /// Columns that the user names and a table does not have.
    pub(super) fn missing<S: AsRef<str>>(&self, headers: &[S]) -> Vec<String> {
        let headers: Vec<String> = headers.iter().map(|header| normal(header.as_ref())).collect();
        self.given.iter().map(|(column, _)| column).filter(|column| !headers.contains(column)).cloned().collect()
    }

    /// Whether some column is this field by the user's word.
    pub(super) fn says(&self, field: &str) -> bool {
        self.given.iter().any(|(_, said)| said == field)
    }

    /// The normalised word a header stands for: the user's, else its own.
    pub(super) fn word(&self, header: &str) -> String {
        self.field(header).map_or_else(|| normal(header), str::to_owned)
    }

    /// What the user says a header means.
    pub(super) fn field(&self, header: &str) -> Option<&str> {
        let header = normal(header);
        self.given.iter().find(|(column, _)| *column == header).map(|(_, field)| field.as_str())
    }
}

fn pair(text: &str) -> Option<Pair> {
    // A header may hold the sign, a field never does.
    let (header, field) = text.rsplit_once('=')?;
    let field = normal(field);
    let known = of(&field).is_some() || OTHER_FIELDS.contains(&field.as_str());
    (known && !header.trim().is_empty()).then(|| (normal(header), field))
}

/// Headers with repeated ones told apart: the second `分销员` is `分销员_2`.
pub fn unique(headers: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashMap::new();
    let number = |header: &String| {
        let title = header.trim().trim_start_matches('\u{FEFF}').to_owned();
        let times = seen.entry(title.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times > 1 && !title.is_empty() { format!("{title}_{times}") } else { title }
    };
    headers.iter().map(number).collect()
}
