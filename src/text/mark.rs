//! What kind of message it is: a question, an advert, a deal, a complaint, thanks, help, a greeting, a request.
//!
//! The words of all kinds are looked for at once; a message that holds none is done.

use std::sync::LazyLock;

use super::clue::{CLUES, Clue};
use super::spot::Spotter;

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

struct Words {
    spotter: Spotter,
    clues: Vec<Clue>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let pairs = || CLUES.iter().flat_map(|(clue, words)| words.iter().map(|word| (*clue, *word)));
    let spotter = Spotter::new(pairs().map(|(_, word)| word));
    Words { spotter, clues: pairs().map(|(clue, _)| clue).collect() }
});

/// The kinds of a message. `kind_is_link` says that the message is itself a shared link or card.
pub fn marks(text: &str, kind_is_link: bool) -> MarkSet {
    let mut set = MarkSet::default();
    let (mut contact, mut lure, mut link, mut asks, mut denied) = (false, false, kind_is_link, false, false);
    WORDS.spotter.spot(text, |found| match WORDS.clues[found.word] {
        Clue::Is(mark) => set.add(mark),
        Clue::Contact => contact = true,
        Clue::Lure => lure = true,
        Clue::Link => link = true,
        Clue::Asks => asks |= !in_link(text, found.start),
        Clue::Denial => denied = true,
    });
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
    let ends_with_any = |words: &[&str]| words.iter().any(|word| end.ends_with(word));
    ends_with_any(&["吗", "么", "怎么样"]) && !ends_with_any(&["什么", "那么", "这么", "要么", "不怎么样", "没怎么样"])
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
            ("质量怎么样", &["question"]),
            ("这家不怎么样", &[]),
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
