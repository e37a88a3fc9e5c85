//! Polarity of short Chinese texts: a linear model over hashed runs of one to three characters.
//!
//! No segmenter is needed, and a million chat messages take about half a second. The weights are
//! embedded; what they were trained on, under which licences, and how often they are right
//! stands in `assets/models/sentiment.md`. Two heads share the features: which way a text leans, and whether it
//! leans at all. `assets/models/train_sentiment.rs` writes the file with the functions of this module.

use super::{mark, speech};

const EMBEDDED: &[u8] = include_bytes!("../../assets/models/sentiment.bin");
const MAGIC: &[u8; 4] = b"QXS1";
const HEADER: usize = 4 + 4 * 4;
/// Buckets of the hash table, a power of two; each holds one weight per head.
pub const BUCKETS: usize = 1 << 18;
/// Only the beginning of a very long text is read.
const MOST_CHARACTERS: usize = 2_000;
/// Below this log-odds of holding an opinion a text counts as neutral.
pub const OPINIONATED_FROM: f32 = 0.5;
/// Below this polarity, either way, a text counts as unsure.
const SURE_FROM: f32 = 0.15;

/// What the two heads say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// −1 (negative) to 1 (positive).
    pub polarity: f32,
    /// Log-odds that the text holds an opinion or a feeling at all.
    pub opinionated: f32,
}

/// The trained weights.
pub struct Model {
    /// Log-odds per unit of a stored weight: polarity, opinion.
    scales: [f32; 2],
    biases: [f32; 2],
    /// Polarity and opinion weight of each bucket, as signed bytes.
    weights: &'static [[u8; 2]],
}

impl Model {
    /// The model that ships.
    pub fn embedded() -> &'static Model {
        static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(|| {
            // The file is part of the program, and a test reads it whole.
            Model::read(EMBEDDED).expect("the embedded sentiment model is whole")
        });
        &MODEL
    }

    /// Reads the format of [`write`]; `None` when the bytes are something else.
    fn read(bytes: &'static [u8]) -> Option<Model> {
        let header = bytes.strip_prefix(MAGIC)?.get(..HEADER - MAGIC.len())?;
        let number = |at: usize| Some(f32::from_le_bytes(header.get(at * 4..at * 4 + 4)?.try_into().ok()?));
        let (pairs, rest) = bytes[HEADER..].as_chunks::<2>();
        if pairs.len() != BUCKETS || !rest.is_empty() {
            return None;
        }
        Some(Model { scales: [number(0)?, number(1)?], biases: [number(2)?, number(3)?], weights: pairs })
    }

    /// −1 to 1 for a text that leans one way; `None` where it is neutral, unsure, or a question.
    pub fn polarity(&self, text: &str) -> Option<f32> {
        self.leaning(text).filter(|_| !mark::is_question(text))
    }

    /// The same for a text that is known to be no question.
    pub(crate) fn leaning(&self, text: &str) -> Option<f32> {
        let reading = self.reading(text)?;
        let leans = reading.opinionated >= OPINIONATED_FROM && reading.polarity.abs() >= SURE_FROM;
        leans.then_some(reading.polarity)
    }

    /// Both heads, for measuring and for thresholds of one's own; `None` for a text without words.
    pub fn reading(&self, text: &str) -> Option<Reading> {
        let mut sums = [0i32; 2];
        let mut n = 0u32;
        each_bucket(text, |bucket| {
            let [polarity, opinion] = self.weights[bucket];
            sums[0] += i32::from(polarity.cast_signed());
            sums[1] += i32::from(opinion.cast_signed());
            n += 1;
        });
        if n == 0 {
            return None;
        }
        let odds = |head: usize| self.biases[head] + self.scales[head] * sums[head] as f32 / (n as f32).sqrt();
        Some(Reading { polarity: (odds(0) / 2.0).tanh(), opinionated: odds(1) })
    }
}

/// Calls `each` with the bucket of every run of one to three characters of the text's words.
/// Case, digits and white space make no difference.
pub fn each_bucket(text: &str, mut each: impl FnMut(usize)) {
    let (mut before, mut last) = (0u32, 0u32);
    let characters = speech::spans(text).flat_map(str::chars).filter_map(feature).take(MOST_CHARACTERS);
    for character in characters {
        each(bucket(0, 0, character));
        if last != 0 {
            each(bucket(0, last, character));
        }
        if before != 0 {
            each(bucket(before, last, character));
        }
        (before, last) = (last, character);
    }
}

fn feature(character: char) -> Option<u32> {
    match character {
        '0'..='9' | '０'..='９' => Some(u32::from('0')),
        'A'..='Z' => Some(u32::from(character.to_ascii_lowercase())),
        '！' => Some(u32::from('!')),
        '？' => Some(u32::from('?')),
        '，' => Some(u32::from(',')),
        _ if character.is_whitespace() || character.is_control() => None,
        _ => Some(u32::from(character)),
    }
}

fn bucket(before: u32, last: u32, character: u32) -> usize {
    let mixed = u64::from(before)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(u64::from(last).wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
        .wrapping_add(u64::from(character).wrapping_mul(0x1656_67B1_9E37_79F9));
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 46) as usize
}

/// The bytes of a model: weights as trained, brought to eight bits.
pub fn write(biases: [f32; 2], weights: &[[f32; 2]]) -> Vec<u8> {
    let scale = |head: usize| {
        let mut sizes: Vec<f32> = weights.iter().map(|pair| pair[head].abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
        top / f32::from(i8::MAX)
    };
    let scales = [scale(0), scale(1)];
    let mut bytes = MAGIC.to_vec();
    for number in scales.into_iter().chain(biases) {
        bytes.extend(number.to_le_bytes());
    }
    for pair in weights {
        for head in 0..2 {
            let rounded = (pair[head] / scales[head]).round().clamp(-127.0, 127.0);
            bytes.push((rounded as i8).cast_unsigned());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_opinions_of_chat_are_read_right() {
        let model = Model::embedded();
        let liked = [
            "太好吃了，还会回购",
            "老师讲得真好，收获满满",
            "客服很耐心，点赞",
            "质量很好，非常满意",
            "太感谢了，终于解决了",
        ];
        let disliked = [
            "太差了，再也不买了",
            "客服态度恶劣，失望透顶",
            "东西是坏的，要求退款",
            "骗子，垃圾产品",
            "气死我了，等了半天没人管",
        ];
        for text in liked {
            assert!(model.polarity(text).is_some_and(|polarity| polarity > 0.0), "{text} {:?}", model.reading(text));
        }
        for text in disliked {
            assert!(model.polarity(text).is_some_and(|polarity| polarity < 0.0), "{text} {:?}", model.reading(text));
        }
    }

    #[test]
    fn facts_and_questions_are_no_opinions() {
        let model = Model::embedded();
        for text in [
            "明天上午十点开会",
            "文件发到群里了",
            "这个好用吗？",
            "请问质量差不差",
            "",
            "[微笑]",
            "https://example.com/a",
        ] {
            assert_eq!(model.polarity(text), None, "{text} {:?}", model.reading(text));
        }
    }

    #[test]
    fn a_torn_model_is_not_read() {
        assert!(Model::read(EMBEDDED).is_some());
        assert!(Model::read(&EMBEDDED[..EMBEDDED.len() - 1]).is_none());
        assert!(Model::read(&EMBEDDED[1..]).is_none());
        assert!(Model::read(b"QXS1").is_none());
    }
}
