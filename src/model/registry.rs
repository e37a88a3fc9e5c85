//! The registry of attributes: the one place that names each, its Chinese name, its values and how
//! it is computed.

use super::attribute::{AttributeSpec, Dimension, Shape};

/// gender.
pub const GENDERS: &[(&str, &str)] = &[("male", "男"), ("female", "女")];
/// age_band: a person's age in years on the as-of day.
pub const AGE_BANDS: &[(&str, &str)] = &[
    ("under_18", "18岁以下"),
    ("18_24", "18-24岁"),
    ("25_30", "25-30岁"),
    ("31_40", "31-40岁"),
    ("41_50", "41-50岁"),
    ("over_50", "50岁以上"),
];
/// life_stage: never anything about the child.
pub const LIFE_STAGES: &[(&str, &str)] = &[
    ("student", "学生"),
    ("working", "在职"),
    ("parent_young", "年幼孩子家长"),
    ("parent_school", "学龄孩子家长"),
    ("retired", "退休"),
];
/// level, by decayed active days (methods.md §1).
pub const LEVELS: &[(&str, &str)] =
    &[("silent", "沉默"), ("rare", "偶尔"), ("light", "轻度"), ("medium", "中度"), ("high", "高"), ("core", "核心")];
/// stage: where a member is in the lifecycle.
pub const STAGES: &[(&str, &str)] = &[
    ("new", "新成员"),
    ("returned", "回流"),
    ("declining", "下滑"),
    ("growing", "上升"),
    ("active", "稳定"),
    ("cooling", "趋冷"),
    ("dormant", "沉睡"),
    ("lost", "流失"),
    ("lurker", "潜水"),
    ("left", "已退群"),
];
/// quadrant: consumption against interaction.
pub const QUADRANTS: &[(&str, &str)] =
    &[("high_high", "高消费高互动"), ("high_low", "高消费低互动"), ("low_high", "低消费高互动"), ("low_low", "双低")];
/// mechanism: how somebody's influence works.
pub const MECHANISMS: &[(&str, &str)] =
    &[("starter", "发起"), ("answerer", "答疑"), ("bridge", "桥梁"), ("amplifier", "扩散")];
/// consumption level.
pub const SPENDING_LEVELS: &[(&str, &str)] = &[("none", "无"), ("low", "低"), ("medium", "中"), ("high", "高")];
/// price_band: the middle price of one thing, in major units.
pub const PRICE_BANDS: &[(&str, &str)] = &[
    ("under_50", "50以下"),
    ("50_100", "50-100"),
    ("100_300", "100-300"),
    ("300_1000", "300-1000"),
    ("over_1000", "1000以上"),
];
/// needs that members speak of.
pub const NEEDS: &[(&str, &str)] = &[("recommendation", "求推荐"), ("purchase", "求购"), ("pain", "痛点")];
/// values that members speak of.
pub const VALUES: &[(&str, &str)] = &[("quality", "品质"), ("value_for_money", "性价比"), ("family", "家庭")];
/// motivation: why a member takes part.
pub const MOTIVES: &[(&str, &str)] =
    &[("help_seeking", "求助"), ("sharing", "分享"), ("social", "社交"), ("deals", "优惠")];
/// week_change: what became of a member in the last seven days.
pub const WEEK_CHANGES: &[(&str, &str)] =
    &[("new", "新成员"), ("returned", "回流"), ("at_risk", "有流失迹象"), ("left", "已退群")];
/// churn band.
pub const RISK_BANDS: &[(&str, &str)] = &[("low", "低"), ("medium", "中"), ("high", "高"), ("very_high", "很高")];

use Dimension::{Basic, Behaviour, Derived, Psychology, Value as Worth};

macro_rules! spec {
    ($key:literal, $zh:literal, $dimension:expr, $shape:expr, $about_zh:literal, $about_en:literal) => {
        AttributeSpec { key: $key, zh: $zh, dimension: $dimension, shape: $shape, about: ($about_zh, $about_en) }
    };
}

/// Every attribute there is, in page order. A new attribute is a line here and its builder in `profile`.
pub const ATTRIBUTES: &[AttributeSpec] = &[
    spec!(
        "gender",
        "性别",
        Basic,
        Shape::Code(GENDERS),
        "名单、问卷或本人第一人称所说的性别，或几位成员一致的称呼；从不由昵称推断。",
        "Gender as a roster, a survey or the member's own first person says, or several members call them; never from a nickname."
    ),
    spec!(
        "age_band",
        "年龄段",
        Basic,
        Shape::Code(AGE_BANDS),
        "名单、问卷或本人自述换算到统计日的年龄段。",
        "Age band on the as-of day, from rosters, surveys or self-disclosure."
    ),
    spec!(
        "occupation",
        "职业",
        Basic,
        Shape::Text,
        "名单、问卷、名片式昵称或本人自述的职业。",
        "Occupation from rosters, surveys, name cards or self-disclosure."
    ),
    spec!(
        "region",
        "地区",
        Basic,
        Shape::Place,
        "名单、问卷、名片式昵称或本人自述的省市。",
        "Province and city from rosters, surveys, name cards or self-disclosure."
    ),
    spec!(
        "life_stage",
        "人生阶段",
        Basic,
        Shape::Code(LIFE_STAGES),
        "学生、在职、家长或退休，依本人自述与问卷；不记录孩子本身。",
        "Student, working, parent or retired, by own words and surveys; nothing about the child."
    ),
    spec!(
        "activity",
        "活跃度",
        Behaviour,
        Shape::Number("0-100"),
        "100·ln(1+近30天衰减活跃天数)/ln 44.8，只看本人行为。",
        "100·ln(1+a30)/ln 44.8, a30 = decayed active days (half-life 30 d); absolute, from own behaviour."
    ),
    spec!(
        "level",
        "活跃等级",
        Behaviour,
        Shape::Code(LEVELS),
        "由衰减活跃天数按固定门槛分级，不随他人变化。",
        "Level of decayed active days against fixed thresholds; other members do not move it."
    ),
    spec!(
        "active_days",
        "活跃天数",
        Behaviour,
        Shape::Number("days"),
        "有发言或行为的不同日子总数。",
        "Distinct days on which the member said or did something."
    ),
    spec!(
        "streak",
        "最长连续天数",
        Behaviour,
        Shape::Number("days"),
        "最长的连续活跃天数。",
        "Longest run of consecutive active days."
    ),
    spec!(
        "active_hours",
        "活跃时段",
        Behaviour,
        Shape::Words,
        "发言最集中的钟点（本地时间）。",
        "The local hours in which the member speaks most."
    ),
    spec!(
        "interaction",
        "互动度",
        Behaviour,
        Shape::Number("0-100"),
        "100·(.30 近90天回复过的人 + .25 发出的回复 + .25 每条发言得到的回复 + .20 参与的话题)，各项相对本社群缩放。",
        "100·(.30 people replied to in 90 d + .25 replies sent + .25 replies received per message + .20 threads joined), each scaled in the community."
    ),
    spec!(
        "replies_sent",
        "发出回复",
        Behaviour,
        Shape::Number("count"),
        "回应他人的发言数（引用、@、回复；紧随他人之后的不计）。",
        "Messages that answer somebody by quote, mention or reply; merely speaking next does not count."
    ),
    spec!(
        "replies_received",
        "收到回复",
        Behaviour,
        Shape::Number("count"),
        "别人回应本人的发言数（引用、@、回复）。",
        "Messages of others that answer this member by quote, mention or reply."
    ),
    spec!(
        "response_time",
        "被回应时长",
        Behaviour,
        Shape::Number("minutes"),
        "同一话题内他人首次回应本人的中位时长。",
        "Median minutes until somebody answers this member within a thread."
    ),
    spec!(
        "reaction_time",
        "回应他人时长",
        Behaviour,
        Shape::Number("minutes"),
        "同一话题内本人回应他人的中位时长。",
        "Median minutes until this member answers somebody within a thread."
    ),
    spec!(
        "invited",
        "拉新",
        Behaviour,
        Shape::Number("count"),
        "由本人邀请入群的人数。",
        "People who joined on this member's invitation."
    ),
    spec!(
        "topics",
        "话题偏好",
        Behaviour,
        Shape::Words,
        "方案中定义的话题，按本人有内容发言中的占比与社群相比。",
        "The scheme's topics, by share of the member's substantive messages against the community's."
    ),
    spec!(
        "keywords",
        "关键词",
        Behaviour,
        Shape::Words,
        "本人比社群其他人更常说的词（对数几率比）。",
        "Words the member says more than others do (log-odds with prior)."
    ),
    spec!(
        "message_kinds",
        "发言类型",
        Behaviour,
        Shape::Words,
        "各类发言（文字、图片、链接…）的占比。",
        "Shares of text, images, links and other kinds."
    ),
    spec!(
        "substance",
        "有效发言占比",
        Behaviour,
        Shape::Number("0-1"),
        "有内容的发言占比；“收到”“+1”、单个表情、重复内容不算。",
        "Share of messages that say something; 收到, +1, lone emoji and repeats do not."
    ),
    spec!(
        "question_share",
        "提问占比",
        Behaviour,
        Shape::Number("0-1"),
        "本人文字发言中提问的占比，至少五条文字发言。",
        "Questions among the member's messages in own words, five such messages at the least."
    ),
    spec!(
        "deal_share",
        "谈优惠占比",
        Behaviour,
        Shape::Number("0-1"),
        "本人文字发言中谈优惠、拼单、领券的占比，至少五条文字发言。",
        "Messages about deals, coupons and group buys among those in own words, five at the least."
    ),
    spec!(
        "advert_share",
        "疑似广告占比",
        Behaviour,
        Shape::Number("0-1"),
        "全部发言中像广告的占比，至少三条发言。",
        "Messages that look like adverts among all messages, three messages at the least."
    ),
    spec!(
        "night_share",
        "夜间发言占比",
        Behaviour,
        Shape::Number("0-1"),
        "当地时间23点至次日5点前的发言占比，至少十条发言。",
        "Messages from 23:00 up to 05:00 local time among all, ten messages at the least."
    ),
    spec!(
        "helped",
        "帮助过的人",
        Behaviour,
        Shape::Number("count"),
        "在他人发起的话题里回应过的不同发起人数。",
        "Distinct people whose own thread this member answered in."
    ),
    spec!(
        "started",
        "发起话题数",
        Behaviour,
        Shape::Number("count"),
        "本人发起且有他人加入的话题数。",
        "Threads the member began that somebody else joined."
    ),
    spec!(
        "consumption",
        "消费潜力",
        Worth,
        Shape::Number("0-100"),
        "100·(.6 s(近期订单频次) + .2 s(近期金额) + .2·(1−距上次下单天数/365)+)，仅据订单；旁列本社群买家中的 RFM 五分位（1–5，5 最好，至少五位买家）。",
        "100·(.6 s(F) + .2 s(M) + .2·(1−R/365)+), from orders only: F decayed order days, M decayed amount, R days since the last order; beside it the RFM quintiles among the community's buyers (1-5, 5 is best, five buyers at the least)."
    ),
    spec!(
        "spending_level",
        "消费等级",
        Worth,
        Shape::Code(SPENDING_LEVELS),
        "买家按消费潜力三等分；没有订单数据时未知。",
        "Buyers by thirds of potential; unknown without order data."
    ),
    spec!(
        "orders",
        "订单数",
        Worth,
        Shape::Number("count"),
        "已支付、未关闭、未全额退款的订单数。",
        "Orders paid, not closed, and not refunded whole."
    ),
    spec!(
        "amount",
        "消费金额",
        Worth,
        Shape::Number("CNY"),
        "实付减退款，关闭的与全额退款的订单不计。",
        "Paid minus refunded; orders closed or refunded whole excluded."
    ),
    spec!(
        "order_recency",
        "距上次下单",
        Worth,
        Shape::Number("days"),
        "统计日距最近一次付款的天数。",
        "Days from the last paid order to the as-of day."
    ),
    spec!(
        "repurchase_days",
        "复购周期",
        Worth,
        Shape::Number("days"),
        "相邻付款日间隔的中位数，至少三次购买。",
        "Median gap between order days, with at least three purchases."
    ),
    spec!(
        "discount_share",
        "优惠占比",
        Worth,
        Shape::Number("0-1"),
        "优惠金额占标价的比例，至少三单。",
        "Discount as a share of list price, with at least three orders."
    ),
    spec!(
        "categories",
        "购买品类",
        Worth,
        Shape::Words,
        "订单商品的品类，按下单次数排列；导出中没有品类时未知。",
        "Categories of what was ordered, by number of orders; unknown where the export has none."
    ),
    spec!(
        "price_band",
        "价格带",
        Worth,
        Shape::Code(PRICE_BANDS),
        "单件成交价的中位数所在区间，至少三件；导出中没有件数时未知。",
        "Band of the median price per item, with at least three items; unknown where the export has no quantities."
    ),
    spec!(
        "needs",
        "需求",
        Worth,
        Shape::Codes(NEEDS),
        "发言中明显多于他人的求推荐、求购、痛点，至少五条且显著（z≥2）；所求之物按其原话列出。",
        "Recommendations sought, purchases sought and pains that stand out in what the member says: five messages at least, z ≥ 2; what is asked for in its own words."
    ),
    spec!(
        "values",
        "价值观",
        Worth,
        Shape::Codes(VALUES),
        "发言中明显多于他人的品质、性价比、家庭，至少五条且显著（z≥2）；环保与成长的说法不够准，不给出。",
        "Quality, value for money and family where they stand out in what the member says: five messages at least, z ≥ 2; environment and growth are not told, their words being too often wrong."
    ),
    spec!(
        "motivation",
        "参与动机",
        Psychology,
        Shape::Codes(MOTIVES),
        "发言中明显多于他人的求助、分享、社交、优惠，至少五条且显著（z≥2）；学习与认可的说法不够准，不给出。",
        "Seeking help, sharing, company and deals where they stand out in what the member says: five messages at least, z ≥ 2; learning and recognition are not told, their words being too often wrong."
    ),
    spec!(
        "sentiment",
        "情感倾向",
        Psychology,
        Shape::Number("-1..1"),
        "有情绪发言的平均倾向，至少五条。",
        "Mean polarity of opinionated messages, five at the least."
    ),
    spec!(
        "sentiment_trend",
        "情感变化",
        Psychology,
        Shape::Number("-2..2"),
        "近30天均值减去此前均值，两边至少各五条。",
        "Mean of the last 30 days minus the mean before, five messages on either side."
    ),
    spec!(
        "sentiment_30d",
        "近期情感",
        Psychology,
        Shape::Number("-1..1"),
        "近30天有情绪发言的平均倾向，至少五条。",
        "Mean polarity of opinionated messages in the last 30 days, five at the least."
    ),
    spec!(
        "complaints",
        "不满发言数",
        Psychology,
        Shape::Number("count"),
        "抱怨、投诉、要求退款一类的发言数；有发言者才有此数。",
        "Messages that complain or ask for a refund; known for everybody who has spoken."
    ),
    spec!(
        "complaint_recency",
        "距上次不满",
        Psychology,
        Shape::Number("days"),
        "统计日距最近一次不满发言的天数。",
        "Days from the last complaint to the as-of day."
    ),
    spec!(
        "influence",
        "影响力",
        Derived,
        Shape::Number("0-100"),
        "五项等权，数据里没有的项不算：回应者人数、收到回复的周数、被@次数、被赞与转发、帮助过的人。",
        "Equal-weight mean of five parts, of which those that the data lack are left out: repliers, weeks with replies, mentions, likes and forwards, people helped."
    ),
    spec!(
        "beyond_activity",
        "超出活跃的影响力",
        Derived,
        Shape::Number("points"),
        "影响力减去同等活跃天数者的预期值。",
        "Influence minus what equally many active days would predict."
    ),
    spec!(
        "repliers",
        "回应者人数",
        Derived,
        Shape::Number("count"),
        "以引用、@或回复回应过本人的不同人数。",
        "Distinct people who answered this member by quote, mention or reply."
    ),
    spec!(
        "reply_weeks",
        "收到回复的周数",
        Derived,
        Shape::Number("weeks"),
        "收到过明确回复的不同周数。",
        "Distinct weeks in which an explicit reply was received."
    ),
    spec!(
        "kol_margin",
        "距KOL线",
        Derived,
        Shape::Number("points"),
        "影响力减去本社群KOL线；0及以上即在线上。员工与机器人未知。",
        "Influence minus the community's KOL line; 0 or more is on it. Unknown for staff and bots."
    ),
    spec!(
        "koc_margin",
        "距KOC线",
        Derived,
        Shape::Number("points"),
        "超出活跃的影响力减去本社群KOC线；0及以上即在线上。员工与机器人未知。",
        "Influence beyond activity minus the community's KOC line; 0 or more is on it. Unknown for staff and bots."
    ),
    spec!(
        "mechanism",
        "影响方式",
        Derived,
        Shape::Code(MECHANISMS),
        "影响力主要来自发起、答疑、桥梁还是扩散。",
        "Whether influence comes from starting, answering, bridging or amplifying."
    ),
    spec!(
        "missing_replies",
        "离开后少的回应",
        Derived,
        Shape::Number("0-1"),
        "近90天成员间的回应中，由本人发出或发给本人的占比；本人没发言或无人回应时未知。",
        "Of the answers between members in the last 90 days, the share given by or to this member; unknown without a word of theirs, or without answers."
    ),
    spec!(
        "missing_threads",
        "离开后少的话题",
        Derived,
        Shape::Number("0-1"),
        "近90天至少两名成员参与的话题中，由本人发起、或少了本人就只剩一人的占比。",
        "Of the threads of two members or more in the last 90 days, the share begun by this member or left with one speaker without them."
    ),
    spec!(
        "stage",
        "生命周期",
        Derived,
        Shape::Code(STAGES),
        "由最近与之前的活跃天数、间隔和入退群记录判定；数据不足30天时，除新成员与已退群外未知。",
        "From recent and earlier active days, silence, and join or leave records; of less than 30 days of data unknown, save who is new or has left."
    ),
    spec!(
        "churn_risk",
        "流失风险",
        Derived,
        Shape::Number("0-1"),
        "近90天活跃者在未来90天不再出现的概率；数据不足30天时未知。置信度＝2×AUC−1，AUC来自本社群自己的历史，未经验证为0.2。",
        "Probability that somebody active in the last 90 days is not seen in the next 90; unknown of less than 30 days of data. Confidence: 2·AUC−1 of its trial on the community's own past, .2 if not validated there."
    ),
    spec!(
        "churn_band",
        "流失风险等级",
        Derived,
        Shape::Code(RISK_BANDS),
        "≥0.8 很高，≥0.6 高，≥0.4 中。",
        "≥ .8 very high, ≥ .6 high, ≥ .4 medium."
    ),
    spec!(
        "week_change",
        "本周变化",
        Derived,
        Shape::Code(WEEK_CHANGES),
        "统计日与 7 天前相比：退群、新来、回流，或阶段转为下滑、趋冷，或流失风险升到高；没有变化时未知。",
        "The as-of day beside seven days before: left, came, came back, or the stage fell to declining or cooling, or the risk rose to high; unknown without a change."
    ),
    spec!(
        "persona",
        "典型用户",
        Derived,
        Shape::Named,
        "参与方式相近的成员构成的稳定群组（13 项特征，k-means）；至少五条发言，没有稳定群组时未知。",
        "The stable group of members who take part in a like manner (13 features, k-means); five messages at the least, unknown where no groups are stable."
    ),
    spec!(
        "circle",
        "小圈子",
        Derived,
        Shape::Named,
        "彼此回应多于旁人的成员（互动图上的社群，Louvain）；没有明显的圈子时未知。",
        "Members who answer each other more than others (communities of the graph of answers, Louvain); unknown where there are none."
    ),
    spec!(
        "quadrant",
        "消费互动象限",
        Derived,
        Shape::Code(QUADRANTS),
        "消费潜力与互动度各与社群70分位相比；没有订单数据时未知。",
        "Consumption and interaction, each against the community's 70th percentile; unknown without orders."
    ),
];

/// The definition of an attribute by its key or its Chinese name.
pub fn named(name: &str) -> Option<&'static AttributeSpec> {
    ATTRIBUTES.iter().find(|spec| spec.key == name || spec.zh == name)
}

/// The definition of an attribute by its key.
pub fn spec(key: &str) -> Option<&'static AttributeSpec> {
    ATTRIBUTES.iter().find(|spec| spec.key == key)
}
