//! Reading a scheme: layer upon layer, each saying what differs from the one below.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::error::{ConfigError, ConfigProblem};
use super::scheme::{BUILT_IN, Churn, Consumption, Levels, Quadrant, Replies, Review, Scheme, TagRule, Topic, digest};
use super::strategy::{self, Strategy};
use super::{dictionary, sensitive};
use crate::model::lines::{Leaders, Lifecycle, Weights};
use crate::model::registry;
use crate::model::view::Vocabulary;
use crate::query::{Expr, Field, RuleCycle, evaluation_order, fields_used, fold, parse, tags_used};
use crate::text::dict::is_word;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    title: String,
    extends: Option<Spanned<String>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    without_topics: Vec<Spanned<String>>,
    #[serde(default)]
    without_tags: Vec<Spanned<String>>,
    #[serde(default)]
    words: Vec<Spanned<String>>,
    #[serde(default)]
    stop_words: Vec<Spanned<String>>,
    #[serde(default)]
    dictionary: Vec<Spanned<String>>,
    #[serde(default)]
    dictionary_words: Vec<dictionary::Read>,
    #[serde(default)]
    without_strategies: Vec<Spanned<String>>,
    weights: Option<Spanned<Weights>>,
    levels: Option<Spanned<Levels>>,
    lifecycle: Option<Spanned<Lifecycle>>,
    churn: Option<Spanned<Churn>>,
    leaders: Option<Spanned<Leaders>>,
    consumption: Option<Spanned<Consumption>>,
    quadrant: Option<Spanned<Quadrant>>,
    review: Option<Spanned<Review>>,
    replies: Option<Spanned<Replies>>,
    #[serde(default)]
    topic: Vec<Spanned<Topic>>,
    #[serde(default)]
    tag: Vec<WrittenTag>,
    #[serde(default)]
    strategy: Vec<strategy::Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTag {
    name: Spanned<String>,
    #[serde(default)]
    about: String,
    rule: Spanned<String>,
    #[serde(default)]
    sensitive: bool,
}

/// One file of the pile.
struct Layer<'a> {
    file: String,
    text: &'a str,
    written: Written,
}

impl<'a> Layer<'a> {
    fn read(file: &str, text: &'a str) -> Result<Layer<'a>, ConfigError> {
        let written = toml::from_str(text).map_err(|error| ConfigError::toml(file, text, &error))?;
        Ok(Layer { file: file.to_owned(), text, written })
    }

    fn wrong(&self, span: Range<usize>, problem: ConfigProblem) -> ConfigError {
        ConfigError::at(&self.file, self.text, span.start, problem)
    }

    /// Words that a segmenter can find; the others are trouble.
    fn sound(&self, words: &[Spanned<String>], troubles: &mut Vec<ConfigError>) -> Vec<String> {
        let (sound, unsound): (Vec<_>, Vec<_>) = words.iter().partition(|word| is_word(word.get_ref().trim()));
        let not_a_word = |word: &Spanned<String>| ConfigProblem::NotAWord(word.get_ref().clone());
        troubles.extend(unsound.into_iter().map(|word| self.wrong(word.span(), not_a_word(word))));
        sound.into_iter().map(|word| word.get_ref().trim().to_owned()).collect()
    }

    /// Whether thresholds rise, shares are shares, and weights weigh.
    fn check_lines(&self, troubles: &mut Vec<ConfigError>) {
        let Written { weights, levels, lifecycle, churn, leaders, quadrant, review, .. } = &self.written;
        let mut check = |sound: bool, span: Range<usize>, problem| {
            if !sound {
                troubles.push(self.wrong(span, problem));
            }
        };
        let bounds = ConfigProblem::Bounds;
        if let Some(weights) = weights {
            for (score, parts) in weights.get_ref().each() {
                let total: f64 = parts.iter().map(|(_, weight)| weight).sum();
                let weigh = parts.iter().all(|(_, weight)| *weight >= 0.0) && total > 0.0 && total.is_finite();
                check(weigh, weights.span(), ConfigProblem::Weights(score));
            }
        }
        if let Some(levels) = levels {
            let Levels { silent, rare, light, medium, high } = *levels.get_ref();
            check(rising(&[0.0, silent, rare, light, medium, high]), levels.span(), bounds("levels"));
        }
        if let Some(lifecycle) = lifecycle {
            let stages = lifecycle.get_ref();
            let rise = rising(&[0.0, stages.around, stages.cooling, stages.dormant])
                && rising(&[0.0, stages.falling, stages.rising]);
            check(rise, lifecycle.span(), bounds("lifecycle"));
        }
        if let Some(churn) = churn {
            let Churn { medium, high, very_high } = *churn.get_ref();
            check(rising(&[0.0, medium, high, very_high, 1.0]), churn.span(), bounds("churn"));
        }
        if let Some(leaders) = leaders {
            let Leaders { kol_share, koc_share, .. } = *leaders.get_ref();
            check(is_share(kol_share) && is_share(koc_share), leaders.span(), bounds("leaders"));
        }
        if let Some(quadrant) = quadrant {
            check(is_share(quadrant.get_ref().percentile), quadrant.span(), bounds("quadrant"));
        }
        if let Some(review) = review {
            check(is_share(review.get_ref().floor), review.span(), bounds("review"));
        }
    }
}

/// The layers of a scheme, the one that everything stands on first.
struct Pile<'a>(Vec<Layer<'a>>);

/// Reads a scheme and those it stands on.
///
/// # Errors
/// Everything that is wrong, in the order in which it is met.
pub(super) fn scheme(file: &str, text: &str) -> Result<Scheme, Vec<ConfigError>> {
    let mut layers = Vec::new();
    pile(file, text, &mut layers).map_err(|error| vec![error])?;
    Pile(layers).scheme(text)
}

fn pile<'a>(file: &str, text: &'a str, layers: &mut Vec<Layer<'a>>) -> Result<(), ConfigError> {
    let layer = Layer::read(file, text)?;
    if let Some(base) = &layer.written.extends {
        let known = BUILT_IN.iter().find(|(name, _)| name == base.get_ref() && *name != layer.written.name);
        let names = || BUILT_IN.map(|(name, _)| name).join(", ");
        let absent = || layer.wrong(base.span(), ConfigProblem::UnknownScheme(base.get_ref().clone(), names()));
        let (name, text) = known.ok_or_else(absent)?;
        pile(&format!("{name}.toml"), text, layers)?;
    }
    layers.push(layer);
    Ok(())
}

impl Pile<'_> {
    fn scheme(&self, text: &str) -> Result<Scheme, Vec<ConfigError>> {
        let mut troubles = Vec::new();
        self.0.iter().for_each(|layer| layer.check_lines(&mut troubles));
        let own = &self.top().written;
        let (words, stop_words) = (self.words(&mut troubles), self.stop_words(&mut troubles));
        let without = self.without(&mut troubles);
        let topics = self.topics(&mut troubles);
        let before = troubles.len();
        let (tags, order) = self.tags(&without, &mut troubles);
        let sound_tags = (troubles.len() == before).then_some(tags.as_slice());
        let strategies = self.strategies(&without, sound_tags, &mut troubles);
        let lines = self.lines();
        let texts: Vec<&str> = self.0.iter().map(|layer| layer.text).collect();
        match lines {
            Ok(lines) if troubles.is_empty() => Ok(Scheme {
                name: own.name.clone(),
                title: own.title.clone(),
                words,
                stop_words,
                without,
                topics,
                tags,
                strategies,
                order,
                text: text.to_owned(),
                digest: digest(texts.concat().as_bytes()),
                weights: lines.weights,
                levels: lines.levels,
                lifecycle: lines.lifecycle,
                churn: lines.churn,
                leaders: lines.leaders,
                consumption: lines.consumption,
                quadrant: lines.quadrant,
                review: lines.review,
                replies: lines.replies,
            }),
            lines => {
                troubles.extend(lines.err());
                Err(troubles)
            }
        }
    }

    fn top(&self) -> &Layer<'_> {
        self.0.last().expect("a pile begins with the file that was read")
    }

    fn lines(&self) -> Result<Lines, ConfigError> {
        Ok(Lines {
            weights: self.table("weights", |written| written.weights.as_ref())?,
            levels: self.table("levels", |written| written.levels.as_ref())?,
            lifecycle: self.table("lifecycle", |written| written.lifecycle.as_ref())?,
            churn: self.table("churn", |written| written.churn.as_ref())?,
            leaders: self.table("leaders", |written| written.leaders.as_ref())?,
            consumption: self.table("consumption", |written| written.consumption.as_ref())?,
            quadrant: self.table("quadrant", |written| written.quadrant.as_ref())?,
            review: self.table("review", |written| written.review.as_ref())?,
            // A scheme kept by an earlier version that stands on none does not have it.
            replies: self.table("replies", |written| written.replies.as_ref()).unwrap_or_default(),
        })
    }

    /// A table as the highest layer that has it says.
    fn table<T: Copy>(
        &self,
        name: &'static str,
        of: impl Fn(&Written) -> Option<&Spanned<T>>,
    ) -> Result<T, ConfigError> {
        let found = self.0.iter().rev().find_map(|layer| of(&layer.written));
        found.map(|table| *table.get_ref()).ok_or_else(|| self.top().wrong(0..0, ConfigProblem::Missing(name)))
    }

    /// Words to be kept whole, and those of the dictionaries that were read.
    fn words(&self, troubles: &mut Vec<ConfigError>) -> Vec<String> {
        let mut words = Vec::new();
        for layer in &self.0 {
            let Written { words: own, dictionary, dictionary_words: read, .. } = &layer.written;
            words.extend(layer.sound(own, troubles));
            let unread = dictionary.iter().filter(|name| !read.iter().any(|read| read.file == *name.get_ref()));
            troubles.extend(unread.map(|name| {
                let problem = ConfigProblem::Dictionary(name.get_ref().clone(), String::new());
                layer.wrong(name.span(), problem)
            }));
            words.extend(read.iter().flat_map(|read| read.words.iter().cloned()));
        }
        words
    }

    fn stop_words(&self, troubles: &mut Vec<ConfigError>) -> Vec<String> {
        self.0.iter().flat_map(|layer| layer.sound(&layer.written.stop_words, troubles)).collect()
    }

    /// Keys of attributes that are left out.
    fn without(&self, troubles: &mut Vec<ConfigError>) -> Vec<String> {
        let mut without = Vec::new();
        for layer in &self.0 {
            for key in &layer.written.without {
                match registry::spec(key.get_ref()) {
                    Some(spec) => without.push(spec.key.to_owned()),
                    None => troubles.push(layer.wrong(key.span(), ConfigProblem::NotThere(key.get_ref().clone()))),
                }
            }
        }
        without
    }

    fn topics(&self, troubles: &mut Vec<ConfigError>) -> Vec<Topic> {
        let mut topics: Vec<Topic> = Vec::new();
        for layer in &self.0 {
            remove(layer, &layer.written.without_topics, &mut topics, |topic| topic.name.clone(), troubles);
            let mut names = BTreeSet::new();
            for written in &layer.written.topic {
                let topic = written.get_ref();
                let problem = if !names.insert(fold(&topic.name)) {
                    Some(ConfigProblem::Twice(topic.name.clone()))
                } else if topic.words.is_empty() {
                    Some(ConfigProblem::NoWords(topic.name.clone()))
                } else {
                    uncalled(topic.sensitive, &topic.name, &topic.words.join(" "))
                };
                troubles.extend(problem.map(|problem| layer.wrong(written.span(), problem)));
                put(&mut topics, topic.clone(), |topic| topic.name.clone());
            }
        }
        topics
    }

    fn tags(&self, without: &[String], troubles: &mut Vec<ConfigError>) -> (Vec<TagRule>, Vec<usize>) {
        let mut tags: Vec<Placed> = Vec::new();
        for layer in &self.0 {
            remove(layer, &layer.written.without_tags, &mut tags, |placed| placed.tag.name.clone(), troubles);
            let mut names = BTreeSet::new();
            for written in &layer.written.tag {
                let name = &written.name;
                if !names.insert(fold(name.get_ref())) {
                    troubles.push(layer.wrong(name.span(), ConfigProblem::Twice(name.get_ref().clone())));
                    continue;
                }
                match read_tag(layer, written) {
                    Ok(tag) => {
                        let placed = Placed { layer, span: written.rule.span(), tag };
                        put(&mut tags, placed, |placed| placed.tag.name.clone());
                    }
                    Err(error) => troubles.push(error),
                }
            }
        }
        troubles.extend(tags.iter().filter_map(|placed| {
            let key = asks_for(&placed.tag.rule, without)?;
            Some(placed.wrong(ConfigProblem::LeftOut(placed.tag.name.clone(), key)))
        }));
        let rules: Vec<(&str, &Expr)> =
            tags.iter().map(|placed| (placed.tag.name.as_str(), &placed.tag.rule)).collect();
        let order = evaluation_order(&rules, tags_used).unwrap_or_else(|RuleCycle(ring)| {
            let first = tags.iter().find(|placed| ring.first() == Some(&placed.tag.name));
            troubles.extend(first.map(|placed| placed.wrong(ConfigProblem::Cycle(ring))));
            Vec::new()
        });
        (tags.into_iter().map(|placed| placed.tag).collect(), order)
    }

    /// `tags` are none where their rules are not sound.
    fn strategies(
        &self,
        without: &[String],
        tags: Option<&[TagRule]>,
        troubles: &mut Vec<ConfigError>,
    ) -> Vec<Strategy> {
        let mut strategies: Vec<(&Layer<'_>, Range<usize>, Strategy)> = Vec::new();
        for layer in &self.0 {
            let name = |placed: &(_, _, Strategy)| placed.2.name.clone();
            remove(layer, &layer.written.without_strategies, &mut strategies, name, troubles);
            let mut names = BTreeSet::new();
            for written in &layer.written.strategy {
                let own = &written.name;
                if !names.insert(fold(own.get_ref())) {
                    troubles.push(layer.wrong(own.span(), ConfigProblem::Twice(own.get_ref().clone())));
                    continue;
                }
                match written.read() {
                    Ok(strategy) => put(&mut strategies, (layer, written.when.span(), strategy), name),
                    Err((span, problem)) => troubles.push(layer.wrong(span, problem)),
                }
            }
        }
        strategies.retain(|(layer, span, strategy)| {
            let Some(problem) = unanswerable(strategy, without, tags) else { return true };
            // Those of a scheme below go with what they ask for.
            if std::ptr::eq(*layer, self.top()) {
                troubles.push(layer.wrong(span.clone(), problem));
            }
            false
        });
        strategies.into_iter().map(|(.., strategy)| strategy).collect()
    }
}

/// The tables of thresholds and weights.
struct Lines {
    weights: Weights,
    levels: Levels,
    lifecycle: Lifecycle,
    churn: Churn,
    leaders: Leaders,
    consumption: Consumption,
    quadrant: Quadrant,
    review: Review,
    replies: Replies,
}

/// A tag and where its rule stands.
struct Placed<'a> {
    layer: &'a Layer<'a>,
    span: Range<usize>,
    tag: TagRule,
}

impl Placed<'_> {
    fn wrong(&self, problem: ConfigProblem) -> ConfigError {
        self.layer.wrong(self.span.clone(), problem)
    }
}

fn read_tag(layer: &Layer<'_>, written: &WrittenTag) -> Result<TagRule, ConfigError> {
    let WrittenTag { name, about, rule, sensitive } = written;
    let (name, source) = (name.get_ref().clone(), rule.get_ref().clone());
    let read = parse(&source, &Vocabulary::default()).map_err(|error| {
        layer.wrong(rule.span(), ConfigProblem::Rule(name.clone(), source.clone(), Box::new(error)))
    })?;
    if let Some(problem) = uncalled(*sensitive, &name, &format!("{about} {source}")) {
        return Err(layer.wrong(written.name.span(), problem));
    }
    Ok(TagRule { name, about: about.clone(), source, rule: read, sensitive: *sensitive })
}

/// That something touches on a sensitive matter without saying so.
fn uncalled(is_called_so: bool, name: &str, text: &str) -> Option<ConfigProblem> {
    let word = sensitive::word_in(name).or_else(|| sensitive::word_in(text)).filter(|_| !is_called_so)?;
    Some(ConfigProblem::Sensitive(name.to_owned(), word.to_owned()))
}

/// Why a strategy can fit nobody: it asks for what is left out, or for a tag that no rule gives.
fn unanswerable(strategy: &Strategy, without: &[String], tags: Option<&[TagRule]>) -> Option<ConfigProblem> {
    let name = || strategy.name.clone();
    if let Some(key) = asks_for(&strategy.when, without) {
        return Some(ConfigProblem::LeftOutOfStrategy(name(), key));
    }
    let is_given = |tag: &String| tags.is_none_or(|tags| tags.iter().any(|given| fold(&given.name) == fold(tag)));
    let missing = tags_used(&strategy.when).into_iter().find(|tag| !is_given(tag))?;
    Some(ConfigProblem::NoTag(name(), missing))
}

/// The first field of a rule that is among the attributes left out.
fn asks_for(rule: &Expr, without: &[String]) -> Option<String> {
    let fields = fields_used(rule);
    without.iter().find(|key| fields.iter().any(|field| matches!(field, Field::Known(known) if known == key))).cloned()
}

/// In the place of the one of the same name, or at the end.
fn put<T>(list: &mut Vec<T>, new: T, name: impl Fn(&T) -> String) {
    match list.iter().position(|old| fold(&name(old)) == fold(&name(&new))) {
        Some(place) => list[place] = new,
        None => list.push(new),
    }
}

/// Takes away what a layer names.
fn remove<T>(
    layer: &Layer<'_>,
    gone: &[Spanned<String>],
    list: &mut Vec<T>,
    name: impl Fn(&T) -> String,
    troubles: &mut Vec<ConfigError>,
) {
    for gone in gone {
        let before = list.len();
        list.retain(|item| fold(&name(item)) != fold(gone.get_ref()));
        if list.len() == before {
            troubles.push(layer.wrong(gone.span(), ConfigProblem::NotThere(gone.get_ref().clone())));
        }
    }
}

fn rising(lines: &[f64]) -> bool {
    lines.windows(2).all(|pair| pair[0] < pair[1])
}

fn is_share(number: f64) -> bool {
    (0.0..=1.0).contains(&number)
}
