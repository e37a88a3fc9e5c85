//! A profile scheme (画像方案): thresholds, topics, user words and tag rules, in TOML.
//!
//! The built-in one, `assets/schemes/default.toml`, is documented line by line and leaves
//! nothing to defaults: every key must be there.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::error::{ConfigError, ConfigProblem};
use crate::model::lines::{Leaders, Lifecycle};
use crate::model::view::Vocabulary;
use crate::query::{Expr, RuleCycle, evaluation_order, fold, parse, tags_used};

const DEFAULT: &str = include_str!("../../assets/schemes/default.toml");
const DEFAULT_FILE: &str = "default.toml";

/// Upper ends of the activity levels, in decayed active days (half-life 30 d); beyond `high` is core.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consumption {
    /// A buyer who spent at least this much (store's currency, major units) is of level high.
    pub high_amount: f64,
}

/// The lines between the quadrants.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quadrant {
    /// Percentile (0..1) of interaction and of potential, among members above zero.
    pub percentile: f64,
}

/// A topic and the words that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// As shown and filtered: `topics:育儿`.
    pub name: String,
    /// Matched against the member's own words.
    pub words: Vec<String>,
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
}

/// A profile scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Its key: `default`.
    pub name: String,
    /// As shown.
    pub title: String,
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
    /// Topics, in the order of the file.
    pub topics: Vec<Topic>,
    /// Words that the segmenter is to keep whole.
    pub words: Vec<String>,
    /// Tag rules, in the order of the file, which is that of the screen.
    pub tags: Vec<TagRule>,
    order: Vec<usize>,
    digest: [u8; 16],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    title: String,
    words: Vec<String>,
    levels: Spanned<Levels>,
    lifecycle: Spanned<Lifecycle>,
    churn: Spanned<Churn>,
    leaders: Spanned<Leaders>,
    consumption: Consumption,
    quadrant: Spanned<Quadrant>,
    #[serde(default)]
    topic: Vec<Spanned<Topic>>,
    #[serde(default)]
    tag: Vec<WrittenTag>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTag {
    name: Spanned<String>,
    #[serde(default)]
    about: String,
    rule: Spanned<String>,
}

impl Scheme {
    /// The built-in scheme.
    pub fn builtin() -> Scheme {
        // The file is part of the program, and a test reads it.
        Scheme::read(DEFAULT_FILE, DEFAULT).expect("the built-in scheme is sound")
    }

    /// The file of the built-in scheme.
    pub fn builtin_text() -> &'static str {
        DEFAULT
    }

    /// Reads the text of a scheme file called `file`.
    ///
    /// # Errors
    /// A [`ConfigError`] with file, line and key: not TOML, an unknown or missing key, lines that
    /// do not rise, a name given twice, a rule that does not parse, rules that wait for each other.
    pub fn read(file: &str, text: &str) -> Result<Scheme, ConfigError> {
        let written: Written = toml::from_str(text).map_err(|error| ConfigError::toml(file, text, &error))?;
        let reading = Reading { file, text };
        reading.bounds(&written)?;
        let topics = reading.topics(written.topic)?;
        let (tags, order) = reading.tags(written.tag)?;
        Ok(Scheme {
            name: written.name,
            title: written.title,
            levels: written.levels.into_inner(),
            lifecycle: written.lifecycle.into_inner(),
            churn: written.churn.into_inner(),
            leaders: written.leaders.into_inner(),
            consumption: written.consumption,
            quadrant: written.quadrant.into_inner(),
            topics,
            words: written.words,
            tags,
            order,
            digest: digest(text.as_bytes()),
        })
    }

    /// Tag rules in the order in which they are to be answered: each after those it asks for.
    pub fn tags_in_order(&self) -> impl Iterator<Item = &TagRule> {
        self.order.iter().map(|&place| &self.tags[place])
    }

    /// Changes whenever the file's text does.
    pub fn digest(&self) -> [u8; 16] {
        self.digest
    }
}

/// A scheme file being read.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
}

impl Reading<'_> {
    fn wrong(&self, span: Range<usize>, problem: ConfigProblem) -> ConfigError {
        ConfigError::at(self.file, self.text, span.start, problem)
    }

    fn bounds(&self, written: &Written) -> Result<(), ConfigError> {
        let check = |sound: bool, span: Range<usize>, table| match sound {
            true => Ok(()),
            false => Err(self.wrong(span, ConfigProblem::Bounds(table))),
        };
        let Levels { silent, rare, light, medium, high } = *written.levels.get_ref();
        check(rising(&[0.0, silent, rare, light, medium, high]), written.levels.span(), "levels")?;
        let stages = written.lifecycle.get_ref();
        let stages_rise = rising(&[0.0, stages.around, stages.cooling, stages.dormant])
            && rising(&[0.0, stages.falling, stages.rising]);
        check(stages_rise, written.lifecycle.span(), "lifecycle")?;
        let Churn { medium, high, very_high } = *written.churn.get_ref();
        check(rising(&[0.0, medium, high, very_high, 1.0]), written.churn.span(), "churn")?;
        let leaders = written.leaders.get_ref();
        check(is_share(leaders.kol_share) && is_share(leaders.koc_share), written.leaders.span(), "leaders")?;
        check(is_share(written.quadrant.get_ref().percentile), written.quadrant.span(), "quadrant")
    }

    fn topics(&self, written: Vec<Spanned<Topic>>) -> Result<Vec<Topic>, ConfigError> {
        let mut names = BTreeSet::new();
        for topic in &written {
            let Topic { name, words } = topic.get_ref();
            if !names.insert(fold(name)) {
                return Err(self.wrong(topic.span(), ConfigProblem::Twice(name.clone())));
            }
            if words.is_empty() {
                return Err(self.wrong(topic.span(), ConfigProblem::NoWords(name.clone())));
            }
        }
        Ok(written.into_iter().map(Spanned::into_inner).collect())
    }

    fn tags(&self, written: Vec<WrittenTag>) -> Result<(Vec<TagRule>, Vec<usize>), ConfigError> {
        let mut names = BTreeSet::new();
        let mut tags = Vec::new();
        for WrittenTag { name, about, rule } in &written {
            if !names.insert(fold(name.get_ref())) {
                return Err(self.wrong(name.span(), ConfigProblem::Twice(name.get_ref().clone())));
            }
            let source = rule.get_ref().clone();
            let read = parse(&source, &Vocabulary::default()).map_err(|error| {
                self.wrong(rule.span(), ConfigProblem::Rule(name.get_ref().clone(), source.clone(), Box::new(error)))
            })?;
            tags.push(TagRule { name: name.get_ref().clone(), about: about.clone(), source, rule: read });
        }
        let rules: Vec<(&str, &Expr)> = tags.iter().map(|tag| (tag.name.as_str(), &tag.rule)).collect();
        let order = evaluation_order(&rules, tags_used).map_err(|RuleCycle(ring)| {
            let first = written.iter().find(|tag| ring.first() == Some(tag.name.get_ref()));
            self.wrong(first.map_or(0..0, |tag| tag.rule.span()), ConfigProblem::Cycle(ring))
        })?;
        Ok((tags, order))
    }
}

fn rising(lines: &[f64]) -> bool {
    lines.windows(2).all(|pair| pair[0] < pair[1])
}

fn is_share(number: f64) -> bool {
    (0.0..=1.0).contains(&number)
}

/// FNV-1a, 128 bits: tells one text from another, and is no safeguard.
fn digest(bytes: &[u8]) -> [u8; 16] {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME)).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

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
        assert!(matches!(error("rare = 1.5", "rara = 1.5").problem, ConfigProblem::Toml(_)));
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
}
