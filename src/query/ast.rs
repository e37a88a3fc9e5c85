//! What a filter means, once parsed.

use crate::model::MemberId;

/// A filter expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// All of them.
    And(Vec<Expr>),
    /// Any of them.
    Or(Vec<Expr>),
    /// Members for whom the inner expression is known to be false: unknown satisfies neither
    /// a comparison nor its negation.
    Not(Box<Expr>),
    /// `field op operand`.
    Compare(Field, Comparison, Operand),
    /// `field:unknown`.
    Unknown(Field),
    /// `confidence(gender)>=0.8`.
    Confidence(Field, Comparison, f64),
    /// `did(reply,30d)>=3`, `got(like,90d)=0`.
    Did(Did, Comparison, i64),
    /// `said("露营",30d)`.
    Said(String, Option<Window>),
    /// A bare word: names, former names and ids.
    Word(String),
}

impl Expr {
    /// Those whose field, by its key, has a word: `key:word`.
    pub fn has(key: &'static str, word: impl Into<String>) -> Expr {
        Expr::Compare(Field::Known(key), Comparison::Has, Operand::Word(word.into()))
    }

    /// The members of a saved segment.
    pub fn in_segment(name: &str) -> Expr {
        Expr::has("segment", name)
    }

    /// These members, by their numbers.
    pub fn these(members: impl IntoIterator<Item = MemberId>) -> Expr {
        let numbers = members.into_iter().map(|member| Operand::Word(member.to_string()));
        Expr::Compare(Field::Known("member_id"), Comparison::Has, Operand::Any(numbers.collect()))
    }

    /// Everybody but staff and bots.
    pub fn without_staff() -> Expr {
        Expr::has("staff", "no")
    }

    /// Whom a list ranked by a field shows, under a filter: all who have it, but staff and bots.
    pub fn ranked_by(key: &'static str, filter: Option<&Expr>) -> Expr {
        let has_it = Expr::Not(Box::new(Expr::Unknown(Field::Known(key))));
        Expr::And([Expr::without_staff(), has_it].into_iter().chain(filter.cloned()).collect())
    }

    /// Those under all of some filters, of everybody if there is none, who are neither staff nor bots.
    pub fn people_under<'a>(filters: impl IntoIterator<Item = &'a Expr>) -> Expr {
        Expr::And(std::iter::once(Expr::without_staff()).chain(filters.into_iter().cloned()).collect())
    }
}

/// A field by its canonical English key; imported columns and survey questions by their title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A field of the registry.
    Known(&'static str),
    /// An imported column or question, by its title.
    Imported(String),
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `:` — exact on tags and enumerated values, substring on names, prefix on region.
    Has,
    /// `=`, exact.
    Equal,
    /// `!=`.
    Differs,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A word; enumerated values are already their English keys.
    Word(String),
    /// A number in the field's unit.
    Number(f64),
    /// Inclusive numbers, `18..35`.
    Range(f64, f64),
    /// Days ago, from the as-of day: `last_seen<30d`.
    Ago(u32),
    /// A local day: `joined>=2024-01-01`.
    Date(crate::model::Day),
    /// Inclusive days.
    Dates(crate::model::Day, crate::model::Day),
    /// Any of: `region:(浙江,江苏)`.
    Any(Vec<Operand>),
}

/// `[T−days, T)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// How many days.
    pub days: u32,
}

/// Whether the member acts or receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `did`.
    Did,
    /// `got`.
    Got,
}

/// A count of actions.
#[derive(Debug, Clone, PartialEq)]
pub struct Did {
    /// Acting or receiving.
    pub side: Side,
    /// The action's key.
    pub action: String,
    /// In which window; ever, if none.
    pub window: Option<Window>,
}
