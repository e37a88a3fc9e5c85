//! What kind of message it is: a question, an advert, a deal, a complaint, thanks, help, a greeting, a request.
//!
//! One automaton looks for the words of all kinds at once; a message that holds none is done.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// A kind of message. A message may be of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Asks something.
    Question,
    /// 疑似广告: leads elsewhere with a lure.
    Advert,
    /// Talks of discounts, group buying, coupons.
    Deal,
    /// Complains of a product or a service.
    Complaint,
    /// Thanks somebody.
    Thanks,
    /// Offers an answer or help.
    Help,
    /// Greets or welcomes.
    Greeting,
    /// Wants to buy, or seeks a recommendation.
    Seek,
}

impl Mark {
    /// All kinds.
    pub const ALL: [Mark; 8] = [
        Mark::Question,
        Mark::Advert,
        Mark::Deal,
        Mark::Complaint,
        Mark::Thanks,
        Mark::Help,
        Mark::Greeting,
        Mark::Seek,
    ];

    /// The key in states and rules.
    pub fn key(self) -> &'static str {
        match self {
            Mark::Question => "question",
            Mark::Advert => "advert",
            Mark::Deal => "deal",
            Mark::Complaint => "complaint",
            Mark::Thanks => "thanks",
            Mark::Help => "help",
            Mark::Greeting => "greeting",
            Mark::Seek => "seek",
        }
    }
}

/// The kinds of one message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkSet(u16);

impl MarkSet {
    /// Whether the message is of this kind.
    pub fn contains(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u16) != 0
    }

    /// Whether the message is of no kind.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds, in the order of [`Mark::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Mark> {
        Mark::ALL.into_iter().filter(move |mark| self.contains(*mark))
    }

    fn add(&mut self, mark: Mark) {
        self.0 |= 1 << mark as u16;
    }

    fn remove(&mut self, mark: Mark) {
        self.0 &= !(1 << mark as u16);
    }
}

/// What a word tells.
#[derive(Clone, Copy)]
enum Clue {
    /// The message is of this kind.
    Is(Mark),
    /// A way to reach the author elsewhere.
    Contact,
    /// A promise that adverts make.
    Lure,
    /// A link in the text.
    Link,
    /// A question unless the clause takes it back (没什么).
    Asks,
    /// Takes a complaint or an advert back.
    Denial,
}

const CLUES: &[(Clue, &[&str])] = &[
    (
        Clue::Is(Mark::Question),
        &[
            "请问",
            "求问",
            "想问",
            "问一下",
            "问下",
            "有没有人",
            "有人知道",
            "谁知道",
            "怎么办",
            "咋办",
            "咋弄",
            "怎么弄",
            "怎么用",
            "怎么选",
            "如何",
            "多少钱",
            "为什么",
            "为啥",
            "哪里买",
            "哪里有",
            "哪个好",
            "能不能",
            "可不可以",
            "好不好用",
            "是不是",
            "有什么推荐",
            "吗？",
            "吗?",
            "吗，",
            "吗。",
            "么？",
            "么?",
            "呢？",
            "呢?",
        ],
    ),
    (Clue::Asks, &["？", "?"]),
    (
        Clue::Is(Mark::Advert),
        &[
            "刷单",
            "日结兼职",
            "兼职日结",
            "免费领取福利",
            "加微信领",
            "加v领",
            "加V领",
            "添加微信领",
            "扫码领",
            "招代理",
            "诚招代理",
            "一件代发招",
            "日入过千",
            "躺赚",
            "稳赚",
            "包赚",
            "代开发票",
            "代开票",
            "办证",
            "低息贷款",
            "秒下款",
            "不看征信",
            "棋牌",
            "博彩",
            "返利平台",
            "点击下方链接领",
        ],
    ),
    (
        Clue::Contact,
        &[
            "加微信",
            "加我微信",
            "加我V",
            "加我v",
            "加vx",
            "加VX",
            "加威信",
            "加薇",
            "加个微信",
            "vx",
            "VX",
            "V信",
            "威信",
            "微❤",
            "扫码",
            "扫描二维码",
            "私我",
            "私聊我",
            "滴滴我",
            "加我好友",
            "加我",
            "进群",
            "联系我",
            "主页有",
            "咨询我",
        ],
    ),
    (
        Clue::Lure,
        &[
            "兼职",
            "免费领",
            "免费送",
            "0元",
            "零元",
            "日结",
            "日入",
            "月入",
            "赚钱",
            "返利",
            "佣金",
            "提现",
            "副业",
            "轻松赚",
            "在家就能",
            "宝妈可做",
            "名额有限",
            "内部价",
            "渠道价",
            "厂家直销",
            "代理价",
            "一手货源",
            "高仿",
            "贷款",
            "下款",
            "股票群",
            "荐股",
            "带单",
            "彩票",
            "资料包",
            "限时免费",
        ],
    ),
    (Clue::Link, &["http://", "https://", "t.cn/", "u.jd.com", "m.tb.cn", "淘口令"]),
    (
        Clue::Is(Mark::Deal),
        &[
            "优惠",
            "拼团",
            "秒杀",
            "团购",
            "拼单",
            "砍一刀",
            "砍价",
            "优惠券",
            "领券",
            "券后",
            "满减",
            "打折",
            "折扣",
            "特价",
            "促销",
            "包邮",
            "薅羊毛",
            "羊毛",
            "凑单",
            "红包封面",
            "返现",
            "买一送一",
            "第二件半价",
            "半价",
            "双十一",
            "双11",
            "618",
            "清仓",
            "便宜卖",
            "折上折",
            "到手价",
            "历史低价",
            "好价",
        ],
    ),
    (
        Clue::Is(Mark::Complaint),
        &[
            "投诉",
            "差评",
            "退款",
            "退货",
            "质量太差",
            "质量差",
            "太差了",
            "态度差",
            "态度恶劣",
            "骗人",
            "骗子",
            "被坑",
            "坑爹",
            "太坑",
            "垃圾产品",
            "假货",
            "发错货",
            "漏发",
            "少发",
            "坏的",
            "坏了",
            "没人管",
            "没人理",
            "没人回复",
            "不发货",
            "还没发货",
            "还没收到货",
            "一直没到",
            "用不了",
            "打不开",
            "闪退",
            "又崩了",
            "卡死",
            "气死",
            "失望透顶",
            "太失望",
            "很失望",
            "再也不买",
            "不会再买",
            "智商税",
            "割韭菜",
            "踩雷",
            "难用",
            "难吃",
            "维权",
            "举报",
            "12315",
        ],
    ),
    (
        Clue::Is(Mark::Thanks),
        &[
            "谢谢",
            "感谢",
            "多谢",
            "谢啦",
            "谢了",
            "thanks",
            "Thanks",
            "thank you",
            "Thank you",
            "thx",
            "感恩",
            "谢谢啊",
            "蟹蟹",
            "3q",
            "辛苦了",
            "太感谢",
        ],
    ),
    (
        Clue::Is(Mark::Help),
        &[
            "你可以试试",
            "可以试试",
            "试试看",
            "建议你",
            "建议先",
            "我帮你",
            "帮你看",
            "你先",
            "你看下",
            "你看一下",
            "步骤",
            "教程",
            "点击设置",
            "在设置里",
            "方法是",
            "解决方法",
            "解决办法",
            "我之前也遇到",
            "我也遇到过",
            "重启一下",
            "重装",
            "我发你",
            "发你了",
            "可以用",
            "推荐你",
            "我推荐",
            "亲测",
            "你需要",
            "你要先",
            "应该是因为",
            "原因是",
            "首先",
            "参考这个",
            "看这篇",
            "看文档",
            "链接在",
        ],
    ),
    (
        Clue::Is(Mark::Greeting),
        &[
            "早上好",
            "早安",
            "晚上好",
            "晚安",
            "下午好",
            "中午好",
            "大家好",
            "欢迎新",
            "欢迎欢迎",
            "欢迎加入",
            "新人报到",
            "新人报道",
            "初来乍到",
            "新年快乐",
            "节日快乐",
            "中秋快乐",
            "生日快乐",
            "周末愉快",
            "请多关照",
        ],
    ),
    (
        Clue::Is(Mark::Seek),
        &[
            "求推荐",
            "求购",
            "求链接",
            "求分享",
            "求安利",
            "求资源",
            "有推荐",
            "推荐一下",
            "推荐一款",
            "推荐个",
            "想买",
            "想入手",
            "想下单",
            "怎么买",
            "怎么下单",
            "哪里可以买",
            "哪里能买",
            "在哪买",
            "要买",
            "蹲一个",
            "有没有好用",
            "有没有好的",
            "想换个",
            "准备买",
            "打算买",
        ],
    ),
    (
        Clue::Denial,
        &[
            "不要相信",
            "别信",
            "别加",
            "不要加",
            "谨防",
            "警惕",
            "小心骗子",
            "防骗",
            "不是广告",
            "禁止",
            "请勿",
            "不许发",
            "不退款",
            "不会闪退",
            "解决了",
            "不坑",
            "修好了",
        ],
    ),
];

struct Words {
    automaton: AhoCorasick,
    clues: Vec<Clue>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let pairs = || CLUES.iter().flat_map(|(clue, words)| words.iter().map(|word| (*clue, *word)));
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(aho_corasick::AhoCorasickKind::DFA))
        .build(pairs().map(|(_, word)| word))
        // A few hundred short words stay far below the automaton's limits.
        .expect("the list of clues is small");
    Words { automaton, clues: pairs().map(|(clue, _)| clue).collect() }
});

/// The kinds of a message. `kind_is_link` says that the message is itself a shared link or card.
pub fn marks(text: &str, kind_is_link: bool) -> MarkSet {
    let mut set = MarkSet::default();
    let (mut contact, mut lure, mut link, mut asks, mut denied) = (false, false, kind_is_link, false, false);
    for found in WORDS.automaton.find_overlapping_iter(text) {
        match WORDS.clues[found.pattern()] {
            Clue::Is(mark) => set.add(mark),
            Clue::Contact => contact = true,
            Clue::Lure => lure = true,
            Clue::Link => link = true,
            Clue::Asks => asks |= !in_link(text, found.start()),
            Clue::Denial => denied = true,
        }
    }
    if lure && (contact || link) {
        set.add(Mark::Advert);
    }
    if asks || ends_as_question(text) {
        set.add(Mark::Question);
    }
    if set.contains(Mark::Question) {
        // Asking whether something is bad is no complaint; asking for help offers none.
        set.remove(Mark::Complaint);
        set.remove(Mark::Help);
    }
    if denied {
        set.remove(Mark::Complaint);
        set.remove(Mark::Advert);
    }
    set
}

/// Whether the message asks something.
pub fn is_question(text: &str) -> bool {
    marks(text, false).contains(Mark::Question)
}

fn ends_as_question(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    end.ends_with(['吗', '嘛', '么'])
        && !end.ends_with("什么")
        && !end.ends_with("那么")
        && !end.ends_with("这么")
        && !end.ends_with("要么")
        && !end.ends_with('嘛')
}

/// A question mark with letters or digits on both sides belongs to a link.
fn in_link(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let near = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'/')
    };
    bytes[at] == b'?' && near(at.checked_sub(1)) && near(Some(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<&'static str> {
        marks(text, false).iter().map(Mark::key).collect()
    }

    #[test]
    fn messages_are_marked_as_a_reader_would() {
        let cases: &[(&str, &[&str])] = &[
            ("请问这个奶粉怎么冲", &["question"]),
            ("在吗", &["question"]),
            ("加微信免费领资料，兼职日结", &["advert"]),
            ("宝妈可做，月入过万，私聊我", &["advert"]),
            ("大家小心，刷单都是骗子，别信", &[]),
            ("今晚拼团，券后99包邮", &["deal"]),
            ("东西是坏的，没人管，要投诉", &["complaint"]),
            ("这家会不会质量差？", &["question"]),
            ("谢谢大家，解决了", &["thanks"]),
            ("你可以试试重启一下", &["help"]),
            ("大家好，新人报到", &["greeting"]),
            ("求推荐扫地机器人", &["seek"]),
            ("看 https://example.com/a?b=1", &[]),
            ("明天上午开会", &[]),
            ("没什么", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(keys(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_shared_link_with_a_lure_is_an_advert() {
        assert!(marks("限时免费，名额有限", true).contains(Mark::Advert));
        assert!(!marks("限时免费，名额有限", false).contains(Mark::Advert));
    }
}
