//! Every field of the filter language: the attributes of the profile, and what a member list
//! knows besides.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Field;
use crate::model::attribute::{ATTRIBUTES, Shape};

/// How a field is compared, and what may stand on its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A number in this unit; ranges too.
    Number(&'static str),
    /// A count of days: `30`, `30d`, `4w`.
    Days,
    /// A local day: `<30d` ago, `>=2024-01-01`.
    Day,
    /// One of these (English key, Chinese word): exact.
    Code(&'static [(&'static str, &'static str)]),
    /// Exact, case-folded: tags, segments, ids, platforms.
    Label,
    /// `:` finds a part of it: names of people, groups, communities; free words.
    Name,
    /// `:` finds its beginning, or that of the city alone.
    Place,
    /// Several words; `:` is exact on any of them.
    Words,
    /// An imported column: `:` and `=` exact on any of its values, `< >` on values that are numbers.
    Imported,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSpec {
    /// The canonical English key.
    pub key: &'static str,
    /// The Chinese name.
    pub zh: &'static str,
    /// Further names it answers to.
    pub aliases: &'static [&'static str],
    /// How it is compared.
    pub kind: FieldKind,
    /// What it is: (Chinese, English).
    pub about: (&'static str, &'static str),
    /// Whether it is an attribute of the profile, and so has a confidence.
    pub is_attribute: bool,
}

/// staff: `yes` is either of the last two.
pub const STAFF: &[(&str, &str)] = &[("no", "否"), ("yes", "是"), ("staff", "员工"), ("bot", "机器人")];
/// do_not_disturb.
pub const YES_OR_NO: &[(&str, &str)] = &[("no", "否"), ("yes", "是")];
/// role: the highest in any group.
pub const ROLES: &[(&str, &str)] = &[("owner", "群主"), ("admin", "管理员"), ("member", "成员"), ("bot", "机器人")];

const fn listed(
    key: &'static str,
    zh: &'static str,
    aliases: &'static [&'static str],
    kind: FieldKind,
    about: (&'static str, &'static str),
) -> FieldSpec {
    FieldSpec { key, zh, aliases, kind, about, is_attribute: false }
}

/// What a member list knows besides attributes.
const LISTED: &[FieldSpec] = &[
    listed(
        "name",
        "名字",
        &["昵称", "姓名", "备注名", "群昵称"],
        FieldKind::Name,
        ("现用与曾用的名字", "Present and former names"),
    ),
    listed(
        "id",
        "账号",
        &["微信号", "qq号", "ids"],
        FieldKind::Label,
        ("平台账号与微信号", "Platform ids and handles"),
    ),
    listed(
        "member_id",
        "成员编号",
        &[],
        FieldKind::Label,
        ("成员在本数据库里的编号，即 id:42 中的 42", "The member's number in this store, the 42 of id:42"),
    ),
    listed("tag", "标签", &["tags"], FieldKind::Label, ("方案规则或人工所打的标签", "Tags by rule or by hand")),
    listed("segment", "分群", &["segments", "人群"], FieldKind::Label, ("保存的分群", "Saved segments")),
    listed(
        "entered",
        "新进分群",
        &["进入分群"],
        FieldKind::Label,
        ("上次生成画像时进入的分群", "Segments that the member entered at the last build"),
    ),
    listed(
        "exited",
        "离开分群",
        &["退出分群"],
        FieldKind::Label,
        ("上次生成画像时离开的分群", "Segments that the member left at the last build"),
    ),
    listed("community", "社群", &[], FieldKind::Name, ("所在社群", "Communities the member is in")),
    listed("group", "群", &["群名", "所在群"], FieldKind::Name, ("所在的群", "Groups the member is in")),
    listed(
        "group_id",
        "群编号",
        &[],
        FieldKind::Label,
        (
            "所在群的编号：同名的群由此分开",
            "Numbers of the groups the member is in; they tell groups of one name apart",
        ),
    ),
    listed(
        "groups",
        "群数",
        &["加群数"],
        FieldKind::Number("count"),
        ("所在群的个数", "How many groups the member is in"),
    ),
    listed("platform", "平台", &[], FieldKind::Label, ("账号所在平台", "Platforms of the member's accounts")),
    listed(
        "role",
        "角色",
        &["群角色", "身份"],
        FieldKind::Code(ROLES),
        ("各群中的最高角色", "Highest role in any group"),
    ),
    listed("staff", "员工", &["是否员工", "工作人员"], FieldKind::Code(STAFF), ("是否员工或机器人", "Staff or bot")),
    listed(
        "messages",
        "发言数",
        &["消息数", "发言", "message_count"],
        FieldKind::Number("count"),
        ("发言总数", "Messages ever said"),
    ),
    listed(
        "first_seen",
        "首次出现",
        &["最早发言", "首次发言"],
        FieldKind::Day,
        ("首次发言或行为的日子", "Day of the first thing said or done"),
    ),
    listed(
        "last_seen",
        "最后出现",
        &["最后发言", "最近发言", "最近出现"],
        FieldKind::Day,
        ("最近一次发言或行为的日子", "Day of the last thing said or done"),
    ),
    listed(
        "joined",
        "入群",
        &["加入时间", "入群时间", "进群"],
        FieldKind::Day,
        ("最早的已知入群日", "Earliest known day of joining"),
    ),
    listed(
        "stage_since",
        "状态始于",
        &["阶段始于"],
        FieldKind::Day,
        ("生命周期阶段最近一次变动的统计日", "As-of day of the build at which the stage last changed"),
    ),
    listed(
        "silent",
        "沉默天数",
        &["沉默", "未出现天数", "静默"],
        FieldKind::Days,
        ("统计日距最后出现的天数", "Days from the last thing said or done to the as-of day"),
    ),
    listed(
        "invited_by",
        "邀请人",
        &["谁邀请", "inviter"],
        FieldKind::Name,
        ("邀请其入群的人", "Who brought the member in"),
    ),
    listed(
        "inviter_id",
        "邀请人编号",
        &[],
        FieldKind::Label,
        ("邀请人的编号：同名的人由此分开", "Number of who brought the member in; it tells people of one name apart"),
    ),
    listed(
        "note",
        "备注",
        &["notes", "运营备注"],
        FieldKind::Name,
        ("运营自己写的备注", "What the operator noted on the member"),
    ),
    listed(
        "contacted",
        "上次联系",
        &["联系时间"],
        FieldKind::Day,
        ("最近一次被运营联系的日子", "Day of the operator's last contact"),
    ),
    listed(
        "campaign",
        "活动",
        &["campaigns", "触达活动"],
        FieldKind::Label,
        ("导入的活动里触达了此人的", "Imported campaigns in which the member was contacted"),
    ),
    listed(
        "do_not_disturb",
        "勿扰",
        &["免打扰", "quiet"],
        FieldKind::Code(YES_OR_NO),
        ("运营记下的：不主动联系", "Not to be contacted, as the operator noted"),
    ),
];

/// Further names of attributes.
const ALIASES: &[(&str, &[&str])] = &[
    ("age_band", &["年龄", "age"]),
    ("region", &["地域", "城市", "省份", "place", "city"]),
    ("activity", &["活跃"]),
    ("level", &["等级"]),
    ("interaction", &["互动"]),
    ("topics", &["话题", "topic"]),
    ("keywords", &["关键字", "keyword"]),
    ("substance", &["有效发言"]),
    ("consumption", &["消费", "潜力"]),
    ("orders", &["订单", "单数"]),
    ("amount", &["金额", "消费额"]),
    ("sentiment", &["情感", "情绪"]),
    ("stage", &["生命周期阶段", "状态"]),
    ("influence", &["影响", "infl"]),
    ("helped", &["帮助"]),
    ("mechanism", &["方式"]),
    ("repliers", &["回应者"]),
    ("reply_weeks", &["周数"]),
    ("churn_risk", &["流失", "churn", "风险", "risk"]),
    ("churn_band", &["流失等级"]),
    ("quadrant", &["象限"]),
    ("persona", &["画像类型"]),
    ("circle", &["圈子"]),
    ("missing_replies", &["少的回应"]),
    ("missing_threads", &["少的话题"]),
];

/// Names that people use for several fields, and so of none: each with the keys of those it could mean.
const AMBIGUOUS: &[(&str, &[&str])] = &[("阶段", &["stage", "life_stage"])];

/// The fields that a name could mean, if it could mean several.
pub(super) fn could_mean(name: &str) -> Option<&'static [&'static str]> {
    AMBIGUOUS.iter().find(|(known, _)| *known == super::fold(name)).map(|(_, keys)| *keys)
}

/// Every field, what a list knows first, then the attributes in page order.
pub static FIELDS: LazyLock<Vec<FieldSpec>> = LazyLock::new(|| {
    let attributes = ATTRIBUTES.iter().map(|attribute| FieldSpec {
        key: attribute.key,
        zh: attribute.zh,
        aliases: ALIASES.iter().find(|(key, _)| *key == attribute.key).map_or(&[], |(_, names)| names),
        kind: match attribute.shape {
            Shape::Number("days") => FieldKind::Days,
            Shape::Number(unit) => FieldKind::Number(unit),
            Shape::Code(codes) | Shape::Codes(codes) => FieldKind::Code(codes),
            Shape::Place => FieldKind::Place,
            Shape::Text => FieldKind::Name,
            Shape::Words => FieldKind::Words,
            Shape::Named => FieldKind::Label,
        },
        about: attribute.about,
        is_attribute: true,
    });
    LISTED.iter().cloned().chain(attributes).collect()
});

/// Places in [`FIELDS`]: a build looks fields up for every rule of every member.
static BY_KEY: LazyLock<FxHashMap<&'static str, usize>> =
    LazyLock::new(|| FIELDS.iter().enumerate().map(|(place, spec)| (spec.key, place)).collect());

/// The same by every name in its folded form: each cell of a list asks what its column is.
static BY_NAME: LazyLock<FxHashMap<String, usize>> = LazyLock::new(|| {
    let named = |(place, spec): (usize, &FieldSpec)| spec.names().map(move |name| (super::fold(name), place));
    FIELDS.iter().enumerate().flat_map(named).collect()
});

impl FieldSpec {
    /// Every name it answers to: key, Chinese name, aliases.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.key, self.zh].into_iter().chain(self.aliases.iter().copied())
    }
}

/// The field of a name in either language.
pub fn find(name: &str) -> Option<&'static FieldSpec> {
    BY_NAME.get(&super::fold(name)).map(|&place| &FIELDS[place])
}

/// The definition behind a parsed field; `None` for imported columns.
pub fn spec(field: &Field) -> Option<&'static FieldSpec> {
    match field {
        Field::Known(key) => BY_KEY.get(key).map(|&place| &FIELDS[place]),
        Field::Imported(_) => None,
    }
}

/// How a parsed field is compared.
pub fn kind(field: &Field) -> FieldKind {
    spec(field).map_or(FieldKind::Imported, |spec| spec.kind)
}

/// Words that mean a code though they are neither its key nor its Chinese word.
const CODE_ALIASES: &[(&str, &str)] = &[
    ("女性", "female"),
    ("女生", "female"),
    ("男性", "male"),
    ("男生", "male"),
    ("f", "female"),
    ("m", "male"),
    ("18-24", "18_24"),
    ("25-30", "25_30"),
    ("31-40", "31_40"),
    ("41-50", "41_50"),
    ("已退出", "left"),
    ("true", "yes"),
    ("false", "no"),
    ("高级", "high"),
];

/// The key of an enumerated value by its English or Chinese word.
pub fn code(codes: &'static [(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    let word = super::fold(word);
    let alias = CODE_ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, key)| *key);
    codes.iter().find(|(key, zh)| *key == word || *zh == word || Some(*key) == alias).map(|(key, _)| *key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_name_means_two_fields() {
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        for spec in FIELDS.iter() {
            for name in spec.names() {
                let earlier = owners.insert(name, spec.key);
                assert!(earlier.is_none(), "{name} means both {earlier:?} and {}", spec.key);
            }
        }
    }

    #[test]
    fn every_name_can_be_typed_without_quotes() {
        for spec in FIELDS.iter() {
            for name in spec.names() {
                assert!(!name.chars().any(super::super::lexer::is_sign), "{name}");
                assert_eq!(find(name).map(|found| found.key), Some(spec.key), "{name}");
            }
        }
    }

    #[test]
    fn names_of_both_languages_find_the_field() {
        for (name, key) in
            [("标签", "tag"), ("地区", "region"), ("Gender", "gender"), ("发言数", "messages"), ("入群", "joined")]
        {
            assert_eq!(find(name).map(|spec| spec.key), Some(key));
        }
        assert!(find("没有的").is_none());
    }
}
