//! Strategies: what to do for the members whom a rule finds, and why.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::error::ConfigProblem;
use super::sensitive;
use crate::lang::Lang;
use crate::model::registry::MECHANISMS;
use crate::model::view::Vocabulary;
use crate::query::{Comparison, Expr, Field, Operand, parse};

/// What sort of thing a strategy proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrategyKind {
    /// 供给: something to show, to try, to be told of first.
    Offer,
    /// 内容: what to speak of, and how.
    Content,
    /// 服务: whom to answer, greet or hear out.
    Care,
    /// 激励: what leaders and active members are given for what they do.
    Incentive,
}

impl StrategyKind {
    /// The key in schemes and JSON.
    pub fn key(self) -> &'static str {
        match self {
            StrategyKind::Offer => "offer",
            StrategyKind::Content => "content",
            StrategyKind::Care => "care",
            StrategyKind::Incentive => "incentive",
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Both {
    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick((&self.zh, &self.en))
    }
}

/// What to do for members, when, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// Its name.
    pub name: String,
    /// Its name on English screens, if it has one of its own.
    pub name_en: Option<String>,
    /// What sort of thing it proposes.
    pub kind: StrategyKind,
    /// The condition as written.
    pub source: String,
    /// Whom it is for: the condition, and the mechanism if it names one.
    pub when: Expr,
    /// From which share of a segment's members on it is proposed for the segment, 0–1.
    pub share: f64,
    /// For incentives: the key of the way of influence that it fits.
    pub mechanism: Option<String>,
    /// Whether it is open to everybody on the same terms; else it may speak of no price.
    pub open: bool,
    /// What to do.
    pub what: Both,
    /// Why.
    pub why: Both,
}

impl Strategy {
    /// Its name in a language, as far as the scheme has one.
    pub fn called(&self, lang: Lang) -> &str {
        match (lang, &self.name_en) {
            (Lang::En, Some(name)) => name,
            _ => &self.name,
        }
    }
}

/// A strategy as a scheme writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub name: Spanned<String>,
    name_en: Option<String>,
    kind: StrategyKind,
    pub when: Spanned<String>,
    share: Option<Spanned<f64>>,
    mechanism: Option<Spanned<String>>,
    #[serde(default)]
    open: bool,
    what: Spanned<Both>,
    why: Spanned<Both>,
}

/// A segment's share from which a strategy is proposed, unless it says another.
const SHARE: f64 = 0.1;

impl Written {
    /// Reads the strategy.
    ///
    /// # Errors
    /// What is wrong first, and where.
    pub fn read(&self) -> Result<Strategy, (Range<usize>, ConfigProblem)> {
        let name = self.name.get_ref();
        let wrong = |span: &Range<usize>, problem| Err((span.clone(), problem));
        let source = self.when.get_ref();
        let rule = parse(source, &Vocabulary::default())
            .map_err(|error| (self.when.span(), ConfigProblem::When(name.clone(), source.clone(), Box::new(error))))?;
        let share = self.share.as_ref().map_or(SHARE, |share| *share.get_ref());
        if let Some(written) = self.share.as_ref().filter(|_| !(0.0..=1.0).contains(&share)) {
            return wrong(&written.span(), ConfigProblem::Bounds("strategy"));
        }
        for text in [&self.what, &self.why] {
            if text.get_ref().zh.trim().is_empty() || text.get_ref().en.trim().is_empty() {
                return wrong(&text.span(), ConfigProblem::Unsaid(name.clone()));
            }
        }
        let (what, why) = (self.what.get_ref(), self.why.get_ref());
        let names = [Some(name), self.name_en.as_ref()].into_iter().flatten();
        let all = names.clone().chain([source, &what.zh, &what.en, &why.zh, &why.en]);
        if let Some(word) = all.into_iter().find_map(|text| sensitive::word_in(text)) {
            return wrong(&self.name.span(), ConfigProblem::SensitiveStrategy(name.clone(), word.to_owned()));
        }
        if let Some(price) = names.chain([&what.zh, &what.en]).find_map(|text| price_in(text, self.open)) {
            return wrong(&self.what.span(), ConfigProblem::Price(name.clone(), price));
        }
        Ok(Strategy {
            name: name.clone(),
            name_en: self.name_en.clone(),
            kind: self.kind,
            source: source.clone(),
            when: self.with_mechanism(rule)?,
            share,
            mechanism: self.mechanism.as_ref().map(|mechanism| mechanism.get_ref().clone()),
            open: self.open,
            what: what.clone(),
            why: why.clone(),
        })
    }

    /// The condition, and that influence works in the way that the strategy names.
    fn with_mechanism(&self, rule: Expr) -> Result<Expr, (Range<usize>, ConfigProblem)> {
        let Some(mechanism) = &self.mechanism else { return Ok(rule) };
        let key = mechanism.get_ref();
        if self.kind != StrategyKind::Incentive || !MECHANISMS.iter().any(|(known, _)| known == key) {
            let known = MECHANISMS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
            return Err((mechanism.span(), ConfigProblem::Mechanism(key.clone(), known)));
        }
        let works_so = Expr::Compare(Field::Known("mechanism"), Comparison::Has, Operand::Word(key.clone()));
        Ok(Expr::And(vec![rule, works_so]))
    }
}

/// Words of a price or a discount; those open to everybody may use them.
const PRICES: [&str; 20] = [
    "折扣", "打折", "优惠", "券", "满减", "立减", "减免", "降价", "特价", "返现", "返利", "返点", "红包", "包邮",
    "便宜", "涨价", "加价", "定价", "议价", "价格",
];
const ENGLISH_PRICES: [&str; 13] = [
    "discount",
    "discounts",
    "discounted",
    "coupon",
    "coupons",
    "voucher",
    "vouchers",
    "price",
    "prices",
    "pricing",
    "cheaper",
    "rebate",
    "cashback",
];
/// What nobody may be told by their profile, open or not: how much.
const AMOUNTS: [&str; 8] = ["半价", "¥", "￥", "$", "€", "%", "％", "half-price"];
const UNITS: [&str; 3] = ["折", "元", "块钱"];
const NUMERALS: &str = "一二两三四五六七八九十百千几";

/// The price that a text names: an amount, or, unless that is open to everybody, a word of prices.
fn price_in(text: &str, open: bool) -> Option<String> {
    let folded = text.to_lowercase();
    let amount = AMOUNTS.iter().find(|amount| folded.contains(**amount)).map(|amount| (*amount).to_owned());
    let amount = amount.or_else(|| UNITS.iter().find_map(|unit| counted(&folded, unit)));
    if amount.is_some() || open {
        return amount;
    }
    let word = PRICES.iter().find(|word| folded.contains(**word)).copied();
    let mut english = folded.split(|c: char| !c.is_ascii_alphabetic());
    word.or_else(|| english.find_map(|word| ENGLISH_PRICES.iter().find(|price| **price == word).copied()))
        .map(str::to_owned)
}

/// A number and its unit: `八折`, `20元`.
fn counted(text: &str, unit: &str) -> Option<String> {
    text.match_indices(unit).find_map(|(at, _)| {
        let before = text[..at].trim_end().chars().next_back()?;
        (before.is_ascii_digit() || NUMERALS.contains(before)).then(|| format!("{before}{unit}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_found_in_both_languages_and_amounts_even_where_they_are_open_to_all() {
        for (text, named) in [
            ("给他们打八折", "八折"),
            ("满 100 元再送", "0元"),
            ("Give them 20% off", "%"),
            ("发一张优惠券", "优惠"),
            ("A lower price for them", "price"),
        ] {
            assert_eq!(price_in(text, false).as_deref(), Some(named), "{text}");
        }
        assert_eq!(price_in("把人人可用的优惠券说清", true), None);
        assert_eq!(price_in("人人八折", true).as_deref(), Some("八折"), "no amount is a strategy's business");
        for text in ["请他们先看样", "Priceless advice", "一路上折返的人"] {
            assert_eq!(price_in(text, false), None, "{text}");
        }
    }
}
