//! Reads texts with the models of `text`: what every build uses.

use super::reading::{Disclosed, Reader, Reading};
use crate::model::record::{Meaning, MessageKind};
use crate::text::dict::{Analyzer, DictError};
use crate::text::disclosure::Disclosure;
use crate::text::inner::{self, Told};
use crate::text::mark::Mark;
use crate::text::sentiment::Model;
use crate::text::{address, attribute, card, disclosure, mark, occupation, place, substance};

/// A roster's cell was typed by somebody, and sometimes wrongly.
const CELL: f32 = 0.95;
/// An occupation longer than this is a story.
const LONGEST_OCCUPATION: usize = 12;
/// Cells and answers that say nothing.
const NO_ANSWER: &[&str] = &["无", "其他", "其它", "保密", "未知", "不便透露", "-", "/", "none", "other"];

/// Segmentation, sentiment, marks and self-disclosure.
pub struct Language {
    analyzer: Analyzer,
    sentiment: &'static Model,
}

impl Language {
    /// Loads the dictionaries, keeping the scheme's words and its topics' whole and leaving its stop words out; takes a
    /// tenth of a second.
    ///
    /// # Errors
    /// When a dictionary is not usable.
    pub fn load(words: &[String], stop_words: &[String]) -> Result<Language, DictError> {
        Ok(Language { analyzer: Analyzer::load(words, stop_words)?, sentiment: Model::embedded() })
    }
}

impl Reader for Language {
    fn message(&self, text: &str, kind: MessageKind) -> Reading {
        let found = mark::marks(text, kind == MessageKind::Link);
        let marks = found.iter().map(Mark::key).collect();
        if !kind.is_own_words() {
            return Reading { marks, ..Reading::default() };
        }
        let says_something = substance::says_something(text);
        // Who advertises tells of customers, not of themselves.
        let is_own = says_something && !found.contains(Mark::Advert);
        let told = if is_own { inner::told(text) } else { Told::default() };
        Reading {
            marks,
            says_something,
            polarity: if found.contains(Mark::Question) {
                self.sentiment.leaning_beside_question(text)
            } else {
                self.sentiment.leaning(text)
            },
            disclosed: if is_own { disclosure::claims(text).into_iter().map(disclosed).collect() } else { Vec::new() },
            inner: told.classes,
            asked_for: told.thing,
        }
    }

    fn words(&self, text: &str, each: &mut dyn FnMut(&str)) {
        self.analyzer.words(text, each);
    }

    fn name(&self, name: &str) -> Vec<Disclosed> {
        card::claims(name).into_iter().map(disclosed).collect()
    }

    fn cell(&self, meaning: Meaning, value: &str) -> Vec<Disclosed> {
        let told = |attribute, value: String| Disclosed { attribute, value, precision: CELL };
        let age = || attribute::age(value).map(|years| years.to_string());
        let band = || attribute::age_band(value).map(str::to_owned);
        let cohort = || attribute::cohort(value).map(|(first, last)| format!("={first}-{last}"));
        let born = || attribute::birth_year(value).map(|year| format!("={year}"));
        let one = match meaning {
            Meaning::Gender => attribute::gender(value).map(|code| told("gender", code.to_owned())),
            Meaning::Age => age().or_else(band).or_else(cohort).or_else(born).map(|age| told("age_band", age)),
            Meaning::Birthday => born().or_else(cohort).map(|born| told("age_band", born)),
            Meaning::Region => place::parse(value).map(|place| {
                told(
                    "region",
                    place.city.map_or(place.province.to_owned(), |city| format!("{}/{city}", place.province)),
                )
            }),
            Meaning::LifeStage => attribute::life_stage(value).map(|code| told("life_stage", code.to_owned())),
            Meaning::Occupation => {
                let stage = attribute::life_stage(value);
                // 在职 says that there is an occupation, not which.
                let job = job(value).filter(|job| stage != Some("working") || occupation::find(job).is_some());
                let stage = stage.map(|code| told("life_stage", code.to_owned()));
                return stage.into_iter().chain(job.map(|job| told("occupation", job))).collect();
            }
            Meaning::Tags | Meaning::Joined | Meaning::Other => None,
        };
        one.into_iter().collect()
    }

    fn called(&self, text: &str, names: &[String]) -> Option<&'static str> {
        address::called(text, names.iter().map(String::as_str))
    }
}

/// The occupation of a cell: by the list, else in its own words if they are few.
fn job(value: &str) -> Option<String> {
    let value = value.trim();
    let says = !value.is_empty() && !NO_ANSWER.contains(&value.to_lowercase().as_str());
    let listed = occupation::find(value).map(str::to_owned);
    listed.or_else(|| (value.chars().count() <= LONGEST_OCCUPATION).then(|| value.to_owned())).filter(|_| says)
}

/// In the terms of claims: ages and years of birth are material of the age band.
fn disclosed(said: Disclosure) -> Disclosed {
    let (attribute, value) = match said.attribute {
        "age" => ("age_band", said.value),
        "birth_years" => ("age_band", format!("={}", said.value)),
        "region" => ("region", said.value.replacen(' ', "/", 1)),
        other => (other, said.value),
    };
    Disclosed { attribute, value, precision: said.precision }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(meaning: Meaning, value: &str) -> String {
        let language = Language::load(&[], &[]).unwrap();
        let told = language.cell(meaning, value).into_iter().map(|told| format!("{}={}", told.attribute, told.value));
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cells_become_claims_in_the_terms_of_the_profile() {
        for (meaning, value, expected) in [
            (Meaning::Gender, "B.女", "gender=female"),
            (Meaning::Age, "28岁", "age_band=28"),
            (Meaning::Age, "26~30", "age_band=25_30"),
            (Meaning::Birthday, "1996/3/1", "age_band==1996"),
            (Meaning::Region, "广东省深圳市南山区", "region=广东/深圳"),
            (Meaning::Occupation, "保密", ""),
            (Meaning::Occupation, "在职", "life_stage=working"),
            (Meaning::Other, "女", ""),
        ] {
            assert_eq!(cells(meaning, value), expected, "{value}");
        }
    }

    #[test]
    fn a_message_is_read_whole_and_a_forward_only_marked() {
        let language = Language::load(&[], &[]).unwrap();
        let own = language.message("坐标杭州，这个奶粉怎么样？", MessageKind::Text);
        assert!(own.says_something && own.marks.contains(&"question"));
        assert_eq!(own.disclosed[0].value, "浙江/杭州");
        let forwarded = language.message("坐标杭州，这个奶粉怎么样？", MessageKind::Forward);
        assert!(forwarded.disclosed.is_empty() && !forwarded.says_something);
    }
}
