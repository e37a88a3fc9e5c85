//! The seed words: as rows of their own, and as a first judge of unlabelled text.

use std::collections::HashMap;

use qunxiang::text::sentiment::each_character;

use crate::Row;

const SEEDS: &str = include_str!("../seeds.txt");
/// How much seeds count for telling opinions from the rest: little, since every seed is one.
const OPINION: f32 = 0.1;
/// A negation or degree word acts over so many characters.
const REACH: usize = 5;
const NEGATIONS: [&str; 10] = ["不", "没", "别", "无", "未", "非", "很少", "难以", "缺乏", "缺少"];
const NEGATED_ADJECTIVE: [&str; 7] = ["不", "不太", "不够", "不是很", "没有那么", "并不", "一点都不"];
/// What emoticons stand behind.
const CARRIERS: [&str; 7] = ["", "收到", "好的", "今天", "是我", "去了", "哦"];
/// What negation leaves of a leaning.
const NEGATED: f32 = -0.7;
const DEGREES: [(&str, f32); 15] = [
    ("很", 1.3),
    ("太", 1.5),
    ("非常", 1.5),
    ("超", 1.5),
    ("特别", 1.5),
    ("最", 1.5),
    ("极", 1.5),
    ("好", 1.2),
    ("真", 1.3),
    ("挺", 1.1),
    ("有点", 0.7),
    ("比较", 0.8),
    ("更", 1.2),
    ("十分", 1.5),
    ("无比", 1.5),
];

/// What a seed is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Adjective,
    Feeling,
    Phrase,
    Fact,
    Emoticon,
    Neutral,
}

struct Seed {
    kind: Kind,
    /// 1, −1, or 0 for what leans no way.
    side: f32,
    word: &'static str,
}

pub struct Seeds {
    seeds: Vec<Seed>,
    /// Leaning and share of an opinion of each word.
    words: HashMap<Vec<u32>, (f32, f32)>,
    longest: usize,
}

/// What the seeds in a text say.
pub struct Judgement {
    pub positive: f32,
    pub negative: f32,
    /// How much of opinion there is; none at 0.
    pub opinions: f32,
}

impl Seeds {
    pub fn read() -> Seeds {
        let mut seeds = Vec::new();
        let mut section = None;
        for line in SEEDS.lines().filter(|line| !line.starts_with('#')) {
            section = heading(line).or(section);
            if let (Some((kind, side)), None) = (section, heading(line)) {
                seeds.extend(line.split_whitespace().map(|word| Seed { kind, side, word }));
            }
        }
        let mut words = HashMap::new();
        for seed in seeds.iter().filter(|seed| seed.side != 0.0) {
            let characters = characters(&seed.text());
            let (leaning, opinion) = if seed.kind == Kind::Fact { (0.6, 0.3) } else { (1.0, 1.0) };
            // A single ideograph is part of too many words.
            let is_word = characters.len() > 1 || characters.first().is_some_and(|c| !(0x3400..0xA000).contains(c));
            if is_word {
                words.entry(characters).or_insert((seed.side * leaning, opinion));
            }
        }
        let longest = words.keys().map(Vec::len).max().unwrap_or_default();
        Seeds { seeds, words, longest }
    }

    /// Seeds with degree and negation words around them.
    pub fn rows(&self) -> Vec<Row> {
        self.seeds.iter().flat_map(Seed::rows).collect()
    }

    /// Judges a text by its longest seeds, turned round by negation and weighed by degree.
    pub fn judge(&self, text: &str) -> Judgement {
        let characters = characters(text);
        let mut found = Judgement { positive: 0.0, negative: 0.0, opinions: 0.0 };
        let (mut at, mut end) = (0, 0);
        while at < characters.len() {
            let rest = &characters[at..];
            let lengths = (1..=self.longest.min(rest.len())).rev();
            let hit = lengths.filter_map(|length| Some((length, *self.words.get(&rest[..length])?))).next();
            let Some((length, (leaning, opinion))) = hit else {
                at += 1;
                continue;
            };
            let before = before(&characters[end.max(at.saturating_sub(REACH))..at]);
            let degree = degree(&before);
            let negated = NEGATIONS.iter().any(|word| before.contains(word));
            let leaning = degree * leaning * if negated { NEGATED } else { 1.0 };
            found.positive += leaning.max(0.0);
            found.negative += (-leaning).max(0.0);
            found.opinions += opinion * degree;
            at += length;
            end = at;
        }
        found
    }
}

impl Seed {
    fn text(&self) -> String {
        if self.kind == Kind::Emoticon { format!("[{}]", self.word) } else { self.word.to_owned() }
    }

    fn rows(&self) -> Vec<Row> {
        let positive = (1.0 + self.side) / 2.0;
        let length = self.word.chars().count();
        let row = |before: &str, after: &str, truth: [f32; 2], weights: [f32; 2]| {
            Row::new(&format!("{before}{}{after}", self.text()), truth, [weights[0], weights[1] * OPINION])
        };
        let endings = ["", "。", "！"].into_iter();
        match self.kind {
            Kind::Adjective => {
                let around =
                    [("", ""), ("太", "了"), ("真", ""), ("好", "啊"), ("非常", ""), ("挺", "的"), ("特别", "")];
                let plain = around.into_iter().map(|(before, after)| row(before, after, [positive, 1.0], [2.0, 1.5]));
                // Not bad is less good than not good is bad.
                let weight = if self.side > 0.0 { 2.0 } else { 1.2 };
                let negated = NEGATED_ADJECTIVE.into_iter().filter(|_| length <= 3);
                plain.chain(negated.map(|before| row(before, "", [1.0 - positive, 1.0], [weight, 0.7]))).collect()
            }
            Kind::Feeling => {
                let around = [("", ""), ("我", ""), ("真", ""), ("好", "啊"), ("很", "")];
                let plain = around.into_iter().map(|(before, after)| row(before, after, [positive, 1.0], [2.0, 1.5]));
                let negated = ["不", "没"].into_iter().filter(|_| length <= 2);
                plain.chain(negated.map(|before| row(before, "", [1.0 - positive, 0.8], [0.8, 0.5]))).collect()
            }
            Kind::Fact => {
                let truth = [0.5 + 0.4 * self.side, 0.5];
                ["", "的"].into_iter().map(|before| row(before, "", truth, [2.0, 1.0])).collect()
            }
            Kind::Emoticon if self.side == 0.0 => vec![row("", "", [0.5, 0.0], [0.5, 2.0])],
            Kind::Neutral => endings.map(|after| row("", after, [0.5, 0.0], [0.0, 2.0])).collect(),
            Kind::Phrase if length > 1 => endings.map(|after| row("", after, [positive, 1.0], [3.0, 2.0])).collect(),
            // An emoji is a phrase of one character.
            Kind::Phrase | Kind::Emoticon => CARRIERS
                .into_iter()
                .map(|before| row(before, "", [positive, 1.0], [3.0, if before.is_empty() { 2.0 } else { 0.0 }]))
                .collect(),
        }
    }
}

fn heading(line: &str) -> Option<(Kind, f32)> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let side = match name.chars().last()? {
        '+' => 1.0,
        '-' => -1.0,
        _ => 0.0,
    };
    let kind = match name.trim_end_matches(['+', '-', '0']) {
        "adjective" => Kind::Adjective,
        "feeling" => Kind::Feeling,
        "phrase" => Kind::Phrase,
        "fact" => Kind::Fact,
        "emoticon" => Kind::Emoticon,
        "neutral" => Kind::Neutral,
        _ => return None,
    };
    Some((kind, side))
}

fn characters(text: &str) -> Vec<u32> {
    let mut characters = Vec::new();
    each_character(text, |character| characters.push(character));
    characters
}

/// The end of what stands before a word, from the last mark on.
fn before(characters: &[u32]) -> String {
    let text: String = characters.iter().map(|c| char::from_u32(*c).unwrap_or('。')).collect();
    text.rsplit([',', '。', '!', '?', '；', ';', '、', '…']).next().unwrap_or_default().to_owned()
}

fn degree(before: &str) -> f32 {
    // 好 before anything but the word itself is an adjective.
    let acts = |word: &str| before.ends_with(word) || (word != "好" && before.contains(word));
    DEGREES.iter().filter(|(word, _)| acts(word)).map(|(_, degree)| *degree).fold(1.0, f32::max)
}
