//! A profile scheme (画像方案): weights, thresholds, topics, user words and tag rules, in TOML.
//!
//! `assets/schemes/default.toml` is documented line by line and leaves nothing to defaults. Any
//! other scheme may stand on a built-in one (`extends`) and say only what differs: a table replaces
//! a table, a topic or tag that of the same name.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{ConfigError, ConfigProblem};
use super::strategy::Strategy;
use super::{dictionary, layers};
use crate::model::lines::{Leaders, Lifecycle, Weights};
use crate::query::Expr;

/// The schemes that are part of the program: name and text.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("default", include_str!("../../assets/schemes/default.toml")),
    ("retail", include_str!("../../assets/schemes/retail.toml")),
    ("parenting", include_str!("../../assets/schemes/parenting.toml")),
    ("developer", include_str!("../../assets/schemes/developer.toml")),
    ("learning", include_str!("../../assets/schemes/learning.toml")),
];

/// Upper ends of the activity levels, in decayed active days (half-life 30 d); beyond `high` is core.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// 沉默 up to here.
    pub silent: f64,
    /// 偶尔.
    pub rare: f64,
    /// 轻度.
    pub light: f64,
    /// 中度.
    pub medium: f64,
    /// 高.
    pub high: f64,
}

/// Lower ends of the churn bands, as probabilities; below `medium` is low.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Churn {
    /// 中 from here.
    pub medium: f64,
    /// 高.
    pub high: f64,
    /// 很高.
    pub very_high: f64,
}

/// Consumption levels.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Consumption {
    /// A buyer who spent at least this much (store's currency, major units) is of level high.
    pub high_amount: f64,
}

/// The lines between the quadrants.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quadrant {
    /// Percentile (0..1) of interaction and of potential, among members above zero.
    pub percentile: f64,
}

/// Who answers whom, where nobody says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Replies {
    /// Whether speaking next counts as a weak tie to the speaker before.
    pub previous_speaker: bool,
}

impl Default for Replies {
    fn default() -> Replies {
        Replies { previous_speaker: true }
    }
}

/// A topic and the words that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// As shown and filtered: `topics:育儿`.
    pub name: String,
    /// Matched against the member's own words.
    pub words: Vec<String>,
    /// Touches on what the law protects, and the operator says so.
    #[serde(default)]
    pub sensitive: bool,
}

/// When a reviewed tag is to be doubted.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// A tag whose measured precision (0..1) is below this is flagged, and a motive, value or need is not told.
    pub floor: f64,
}

/// A tag that a rule gives.
#[derive(Debug, Clone, PartialEq)]
pub struct TagRule {
    /// The tag.
    pub name: String,
    /// What it is for, in the operator's words; may be empty.
    pub about: String,
    /// The rule as written.
    pub source: String,
    /// The rule, read.
    pub rule: Expr,
    /// Touches on what the law protects, and the operator says so.
    pub sensitive: bool,
}

/// A profile scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Its key: `default`.
    pub name: String,
    /// As shown.
    pub title: String,
    /// Weights of the parts of scores.
    pub weights: Weights,
    /// Lines of the activity levels.
    pub levels: Levels,
    /// Lines of the lifecycle.
    pub lifecycle: Lifecycle,
    /// Churn bands.
    pub churn: Churn,
    /// Lines of KOL and KOC.
    pub leaders: Leaders,
    /// Consumption levels.
    pub consumption: Consumption,
    /// The quadrant's lines.
    pub quadrant: Quadrant,
    /// When a reviewed tag is to be doubted.
    pub review: Review,
    /// Who answers whom, where nobody says so.
    pub replies: Replies,
    /// Keys of attributes that no profile is to hold.
    pub without: Vec<String>,
    /// Topics, in the order of the file.
    pub topics: Vec<Topic>,
    /// Words that the segmenter is to keep whole, those of dictionary files among them.
    pub words: Vec<String>,
    /// Words that say nothing: they are in no keywords, and make no topic.
    pub stop_words: Vec<String>,
    /// Tag rules, in the order of the file, which is that of the screen.
    pub tags: Vec<TagRule>,
    /// What to do for whom, in the order of the file.
    pub strategies: Vec<Strategy>,
    pub(super) order: Vec<usize>,
    pub(super) text: String,
    pub(super) digest: [u8; 16],
}

impl Scheme {
    /// Whether profiles are to hold an attribute.
    pub fn counts(&self, key: &str) -> bool {
        !self.without.iter().any(|without| without == key)
    }

    /// The scheme of every store that was told no other.
    pub fn builtin() -> Scheme {
        // The file is part of the program, and a test reads it.
        Scheme::of_the_program("default").and_then(Result::ok).expect("the built-in scheme is sound")
    }

    /// The built-in scheme of a name; `None` if there is none.
    pub fn of_the_program(name: &str) -> Option<Result<Scheme, ConfigError>> {
        let (name, text) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
        Some(Scheme::read(&format!("{name}.toml"), text))
    }

    /// Reads the text of a scheme file called `file`; what dictionary files hold stands in it, as [`Scheme::text_of`]
    /// gives it.
    ///
    /// # Errors
    /// A [`ConfigError`] with file, line and key: not TOML, an unknown or missing key, lines that
    /// do not rise, weights below zero, a name given twice or taken away that is not there, a rule that
    /// does not parse or asks for what is left out, rules that wait for each other, a sensitive matter
    /// that is not said to be one.
    pub fn read(file: &str, text: &str) -> Result<Scheme, ConfigError> {
        layers::scheme(file, text).map_err(|mut troubles| troubles.remove(0))
    }

    /// Reads the text of a scheme file called `file`, for somebody who writes it.
    ///
    /// # Errors
    /// As [`Scheme::read`], and all of them; at least one.
    pub fn check(file: &str, text: &str) -> Result<Scheme, Vec<ConfigError>> {
        layers::scheme(file, text)
    }

    /// The text of a scheme's file, for [`Scheme::read`], with the words of the dictionary files that it names behind
    /// it: whoever keeps the text needs no file any more.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read; the same of a dictionary, or a line of it that is no word.
    pub fn text_of(path: &Path) -> Result<String, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let problem = ConfigProblem::Unreadable(error.to_string());
            ConfigError { file: path.display().to_string(), line: 1, key: None, problem }
        })?;
        dictionary::with_words(path, text)
    }

    /// Tag rules in the order in which they are to be answered: each after those they ask for.
    pub fn tags_in_order(&self) -> impl Iterator<Item = &TagRule> {
        self.order.iter().map(|&place| &self.tags[place])
    }

    /// The file's own text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Changes whenever the file's text does, or that of the scheme it stands on.
    pub fn digest(&self) -> [u8; 16] {
        self.digest
    }

    /// Changes whenever members' messages have to be read again: with topics, the user's words, and whom they answer.
    pub fn reading_digest(&self) -> [u8; 16] {
        let topics = self.topics.iter().flat_map(|topic| std::iter::once(&topic.name).chain(&topic.words));
        let read = self.words.iter().chain(topics).cloned();
        let left_out = self.stop_words.iter().map(|word| format!("-{word}"));
        // No word has a blank in it.
        let ties = (!self.replies.previous_speaker).then(|| "no previous speaker".to_owned());
        digest(read.chain(left_out).chain(ties).collect::<Vec<_>>().join("\n").as_bytes())
    }
}

/// FNV-1a, 128 bits: tells one text from another, and is no safeguard.
pub(super) fn digest(bytes: &[u8]) -> [u8; 16] {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME)).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lang::Lang;
    use crate::model::view::Vocabulary;
    use crate::query::parse;

    const DEFAULT: &str = BUILT_IN[0].1;

    const TAGS: [&str; 24] = [
        "KOL",
        "KOC",
        "活跃用户",
        "从未发言",
        "长期潜水",
        "新成员",
        "流失风险",
        "已退群",
        "长期沉默",
        "回流",
        "高消费潜力",
        "高价值客户",
        "年轻宝妈",
        "学生",
        "常提问",
        "热心答疑",
        "话题发起",
        "优惠敏感",
        "疑似广告",
        "夜猫子",
        "近期不满",
        "管理员",
        "员工",
        "机器人",
    ];

    fn error(from: &str, to: &str) -> ConfigError {
        assert!(DEFAULT.contains(from), "{from}");
        Scheme::read("mine.toml", &DEFAULT.replacen(from, to, 1)).unwrap_err()
    }

    #[test]
    fn the_builtin_scheme_gives_every_default_tag() {
        let scheme = Scheme::builtin();
        let names: Vec<&str> = scheme.tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, TAGS);
        assert_eq!(scheme.tags_in_order().count(), TAGS.len());
        for topic in &scheme.topics {
            assert!((15..=40).contains(&topic.words.len()), "{} has {}", topic.name, topic.words.len());
            let distinct: BTreeSet<&String> = topic.words.iter().collect();
            assert_eq!(distinct.len(), topic.words.len(), "{} repeats a word", topic.name);
        }
    }

    #[test]
    fn the_default_scheme_draws_the_lines_that_were_measured() {
        let scheme = Scheme::builtin();
        assert_eq!(scheme.lifecycle, Lifecycle::default());
        assert_eq!(scheme.leaders, Leaders::default());
    }

    #[test]
    fn leaders_are_never_staff() {
        let scheme = Scheme::builtin();
        for name in ["KOL", "KOC"] {
            let tag = scheme.tags.iter().find(|tag| tag.name == name).unwrap();
            let Expr::And(parts) = &tag.rule else { panic!("{}", tag.source) };
            assert!(parts.contains(&parse("staff:no", &Vocabulary::default()).unwrap()), "{}", tag.source);
        }
    }

    #[test]
    fn errors_name_file_line_and_key() {
        let wrong = error("rare = 1.5", "rare = \"viel\"");
        assert_eq!((wrong.file.as_str(), wrong.key.as_deref()), ("mine.toml", Some("levels.rare")));
        let line = DEFAULT.lines().position(|line| line.starts_with("rare = 1.5")).unwrap() as u32 + 1;
        assert_eq!(wrong.line, line);
        assert!(wrong.say(Lang::Zh).starts_with(&format!("mine.toml 第 {line} 行，levels.rare：")));
        assert_eq!(error("rare = 1.5", "rare = 99").problem, ConfigProblem::Bounds("levels"));
        assert!(matches!(error("rare = 1.5", "rara = 1.5").problem, ConfigProblem::Toml(..)));
    }

    #[test]
    fn rules_are_refused_with_a_caret() {
        let wrong = error("rule = \"stage:left\"", "rule = \"stagee:left\"");
        assert_eq!(wrong.key.as_deref(), Some("tag.rule"));
        assert!(wrong.say(Lang::En).contains("stagee:left\n^^^^^^\n"), "{}", wrong.say(Lang::En));
        let ring = error("rule = \"stage:left\"", "rule = \"tag:已退群\"");
        assert_eq!(ring.problem, ConfigProblem::Cycle(vec!["已退群".to_owned()]));
        let twice = error("name = \"KOC\"", "name = \"kol\"");
        assert_eq!(twice.problem, ConfigProblem::Twice("kol".to_owned()));
    }

    #[test]
    fn the_digest_follows_the_text() {
        let other = Scheme::read("mine.toml", &format!("{DEFAULT}\n# 一行说明")).unwrap();
        assert_ne!(other.digest(), Scheme::builtin().digest());
        assert_eq!(other.tags, Scheme::builtin().tags);
    }

    #[test]
    fn every_scheme_of_the_program_is_sound_and_says_its_own_name() {
        for (name, _) in BUILT_IN {
            let scheme =
                Scheme::of_the_program(name).unwrap().unwrap_or_else(|error| panic!("{}", error.say(Lang::En)));
            assert_eq!(scheme.name, name);
            assert!(scheme.tags.iter().any(|tag| tag.name == "KOL"), "{name}");
        }
        assert_eq!(Scheme::of_the_program("none"), None);
    }

    #[test]
    fn a_check_names_everything_that_is_wrong() {
        let text = DEFAULT
            .replacen("rare = 1.5", "rare = 99", 1)
            .replacen("rule = \"stage:left\"", "rule = \"stagee:left\"", 1)
            .replacen("name = \"KOC\"", "name = \"kol\"", 1);
        let lines: Vec<u32> = Scheme::check("mine.toml", &text).unwrap_err().iter().map(|error| error.line).collect();
        let line = |part: &str| text.lines().position(|line| line.contains(part)).unwrap() as u32 + 1;
        let duplicate = line("name = \"kol\"");
        assert_eq!(lines, [line("[levels]"), duplicate, line("stagee")]);
    }

    fn on_default(own: &str) -> Result<Scheme, ConfigError> {
        let text = format!("name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n{own}");
        Scheme::read("mine.toml", &text)
    }

    #[test]
    fn a_scheme_says_only_what_differs_from_the_one_it_stands_on() {
        let plain = on_default("").unwrap();
        let default = Scheme::builtin();
        assert_eq!((&plain.tags, &plain.topics, plain.weights), (&default.tags, &default.topics, default.weights));
        let mine = on_default(
            "without_tags = [\"夜猫子\"]\nwithout_topics = [\"宠物\"]\n[churn]\nmedium = 0.3\nhigh = 0.5\nvery_high = 0.7\n\
             [[tag]]\nname = \"学生\"\nrule = \"age_band:18_24\"\n[[tag]]\nname = \"忠粉\"\nrule = \"orders>=5\"\n",
        )
        .unwrap();
        assert_eq!(mine.churn.high, 0.5);
        assert_eq!(mine.levels, default.levels);
        assert_eq!(mine.topics.len(), default.topics.len() - 1);
        let names: Vec<&str> = mine.tags.iter().map(|tag| tag.name.as_str()).collect();
        assert!(!names.contains(&"夜猫子") && names.last() == Some(&"忠粉"));
        let place = |scheme: &Scheme| scheme.tags.iter().position(|tag| tag.name == "学生").unwrap();
        assert_eq!(place(&mine), place(&default), "a rule replaced stays in its place");
        assert_eq!(mine.tags[place(&mine)].source, "age_band:18_24");
        assert_ne!(mine.reading_digest(), default.reading_digest(), "a topic went");
        assert_eq!(plain.reading_digest(), default.reading_digest());
        let strict = on_default("[replies]\nprevious_speaker = false\n").unwrap();
        assert_ne!(strict.reading_digest(), default.reading_digest(), "whom one answers is read anew");
        let told: Vec<String> = default.changes(&strict).into_iter().map(|change| change.key).collect();
        assert_eq!(told, ["replies.previous_speaker"]);
    }

    #[test]
    fn what_a_scheme_takes_away_must_be_there() {
        let wrong = on_default("without_tags = [\"没有的\"]\n").unwrap_err();
        assert_eq!((wrong.line, wrong.problem), (4, ConfigProblem::NotThere("没有的".to_owned())));
        let wrong = on_default("without = [\"shoe_size\"]\n").unwrap_err();
        assert_eq!(wrong.problem, ConfigProblem::NotThere("shoe_size".to_owned()));
        let wrong = on_default("without = [\"life_stage\"]\n").unwrap_err();
        assert_eq!(wrong.problem, ConfigProblem::LeftOut("年轻宝妈".to_owned(), "life_stage".to_owned()));
        assert_eq!(wrong.file, "default.toml", "the rule stands in the scheme below");
        let wrong = Scheme::read("mine.toml", "name = \"a\"\ntitle = \"a\"\nextends = \"b\"\n").unwrap_err();
        assert!(matches!(wrong.problem, ConfigProblem::UnknownScheme(..)), "{wrong:?}");
        let wrong = Scheme::read("mine.toml", "name = \"a\"\ntitle = \"a\"\n").unwrap_err();
        assert_eq!(wrong.problem, ConfigProblem::Missing("weights"));
    }

    #[test]
    fn weights_may_not_be_negative_or_all_nothing() {
        for (from, to) in [("replied_to = 0.30", "replied_to = -0.3"), ("likes = 0.20", "likes = nan")] {
            assert!(matches!(error(from, to).problem, ConfigProblem::Weights(_)), "{to}");
        }
    }

    #[test]
    fn sensitive_matters_must_be_called_so() {
        let rule = "[[tag]]\nname = \"需关怀\"\nrule = 'said(\"抑郁\",30d)'\n";
        let wrong = on_default(rule).unwrap_err();
        assert_eq!(wrong.problem, ConfigProblem::Sensitive("需关怀".to_owned(), "抑郁".to_owned()));
        assert_eq!(wrong.line, 5);
        let allowed = on_default(&format!("{rule}sensitive = true\n")).unwrap();
        assert!(allowed.tags.last().unwrap().sensitive);
        let topic = "[[topic]]\nname = \"信仰\"\nwords = [\"礼拜\"]\n";
        assert!(matches!(on_default(topic).unwrap_err().problem, ConfigProblem::Sensitive(..)));
    }
}
