//! What sets two schemes apart, setting by setting.

use std::collections::BTreeMap;

use serde::Serialize;

use super::scheme::Scheme;
use super::strategy::Strategy;
use crate::query::fold;

/// A setting that two schemes have otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its key with its table: `churn.high`, `tag.学生`, `topic.露营`, `without`.
    pub key: String,
    /// As the one has it; `None` if it has not.
    pub before: Option<String>,
    /// As the other has it.
    pub after: Option<String>,
}

impl Scheme {
    /// Every setting that another scheme has otherwise, by key; a topic and the user's words are told as a whole.
    pub fn changes(&self, other: &Scheme) -> Vec<Change> {
        let (mut before, after) = (self.settings(), other.settings());
        let mut changes: Vec<Change> = after
            .into_iter()
            .filter_map(|(key, after)| {
                let before = before.remove(&key);
                (before.as_ref() != Some(&after)).then_some(Change { key, before, after: Some(after) })
            })
            .collect();
        changes.extend(before.into_iter().map(|(key, before)| Change { key, before: Some(before), after: None }));
        changes.sort_by(|a, b| a.key.cmp(&b.key));
        changes
    }

    fn settings(&self) -> BTreeMap<String, String> {
        let mut settings = BTreeMap::new();
        for (score, parts) in self.weights.each() {
            settings.extend(parts.into_iter().map(|(part, weight)| (format!("{score}.{part}"), weight.to_string())));
        }
        self.numbers().for_each(|(key, number)| drop(settings.insert(key, number)));
        let mut list = |key: &str, words: &[String]| {
            if !words.is_empty() {
                settings.insert(key.to_owned(), words.join(" "));
            }
        };
        list("without", &self.without);
        list("words", &self.words);
        list("stop_words", &self.stop_words);
        settings
            .extend(self.topics.iter().map(|topic| (format!("topic.{}", fold(&topic.name)), topic.words.join(" "))));
        settings.extend(self.tags.iter().map(|tag| (format!("tag.{}", tag.name), tag.source.clone())));
        let strategy = |one: &Strategy| (format!("strategy.{}", one.name), format!("{}: {}", one.source, one.what.zh));
        settings.extend(self.strategies.iter().map(strategy));
        settings
    }

    /// The lines of every table, with their keys.
    fn numbers(&self) -> impl Iterator<Item = (String, String)> {
        let tables = [
            ("levels", toml::Table::try_from(self.levels)),
            ("lifecycle", toml::Table::try_from(self.lifecycle)),
            ("churn", toml::Table::try_from(self.churn)),
            ("leaders", toml::Table::try_from(self.leaders)),
            ("consumption", toml::Table::try_from(self.consumption)),
            ("quadrant", toml::Table::try_from(self.quadrant)),
            ("review", toml::Table::try_from(self.review)),
            ("replies", toml::Table::try_from(self.replies)),
        ];
        tables.into_iter().flat_map(|(table, lines)| {
            let lines = lines.into_iter().flatten();
            lines.map(move |(key, line)| (format!("{table}.{key}"), line.to_string()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_schemes_differ_where_the_one_that_stands_on_the_other_speaks() {
        let default = Scheme::builtin();
        assert_eq!(default.changes(&default), []);
        let own = "name = \"a\"\ntitle = \"a\"\nextends = \"default\"\nwithout_tags = [\"夜猫子\"]\n\
                   [consumption]\nhigh_amount = 1000.0\n[[tag]]\nname = \"铁粉\"\nrule = \"orders>=9\"\n";
        let told: Vec<(String, Option<String>, Option<String>)> = default
            .changes(&Scheme::read("a.toml", own).unwrap())
            .into_iter()
            .map(|change| (change.key, change.before, change.after))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("consumption.high_amount".to_owned(), some("2000.0"), some("1000.0")),
                (
                    "strategy.发在夜里".to_owned(),
                    some("tag:夜猫子: 给他们看的内容晚上九点以后再发，重要的第二天中午补一次。"),
                    None
                ),
                ("tag.夜猫子".to_owned(), some("night_share>=0.3 and messages>=20 and not staff:bot"), None),
                ("tag.铁粉".to_owned(), None, some("orders>=9")),
            ]
        );
    }
}
