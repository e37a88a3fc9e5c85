//! What a profile says of a member: attributes, with everything that backs them.

use serde::{Deserialize, Serialize};

pub use super::registry::{
    AGE_BANDS, ATTRIBUTES, GENDERS, LEVELS, LIFE_STAGES, MECHANISMS, QUADRANTS, RISK_BANDS, SPENDING_LEVELS, STAGES,
    named, spec,
};

/// The four main dimensions (主维度), and what is derived from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 基本信息.
    Basic,
    /// 行为特征.
    Behaviour,
    /// 价值取向.
    Value,
    /// 心理特征.
    Psychology,
    /// 衍生.
    Derived,
}

impl Dimension {
    /// All, in the order of the page.
    pub const ALL: [Dimension; 5] =
        [Dimension::Basic, Dimension::Behaviour, Dimension::Value, Dimension::Psychology, Dimension::Derived];

    /// The key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Basic => "basic",
            Dimension::Behaviour => "behaviour",
            Dimension::Value => "value",
            Dimension::Psychology => "psychology",
            Dimension::Derived => "derived",
        }
    }

    /// The Chinese title.
    pub fn zh(self) -> &'static str {
        match self {
            Dimension::Basic => "基本信息",
            Dimension::Behaviour => "行为特征",
            Dimension::Value => "价值取向",
            Dimension::Psychology => "心理特征",
            Dimension::Derived => "衍生",
        }
    }
}

/// How an attribute's value may look, and how the filter language compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A number with its unit (`0-100`, `0-1`, `days`, `CNY`, `count`, …).
    Number(&'static str),
    /// One of these (English key, Chinese word).
    Code(&'static [(&'static str, &'static str)]),
    /// A province, or a province and city.
    Place,
    /// Free words.
    Text,
    /// Weighted words.
    Words,
    /// Several of these, weighted (English key, Chinese word).
    Codes(&'static [(&'static str, &'static str)]),
    /// A name in both languages, of something that builds find.
    Named,
}

/// One attribute's definition: the single place that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeSpec {
    /// The key in SQL, JSON and the filter language.
    pub key: &'static str,
    /// The Chinese name on screen, also accepted by the filter language.
    pub zh: &'static str,
    /// Where it stands on the page.
    pub dimension: Dimension,
    /// What its values look like.
    pub shape: Shape,
    /// What it means and how it is computed, in one sentence each: (Chinese, English).
    pub about: (&'static str, &'static str),
}

/// Where a value comes from, strongest first (依据类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// 人工: set by the operator.
    Hand,
    /// 自述: a roster's column, or explicit first person.
    Declared,
    /// 问卷: a survey's answer.
    Surveyed,
    /// 行为: counted.
    Observed,
    /// 推断: inferred.
    Inferred,
}

impl Provenance {
    /// All, strongest first.
    pub const ALL: [Provenance; 5] =
        [Provenance::Hand, Provenance::Declared, Provenance::Surveyed, Provenance::Observed, Provenance::Inferred];

    /// The key in JSON and SQL.
    pub fn key(self) -> &'static str {
        match self {
            Provenance::Hand => "hand",
            Provenance::Declared => "declared",
            Provenance::Surveyed => "surveyed",
            Provenance::Observed => "observed",
            Provenance::Inferred => "inferred",
        }
    }

    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Provenance::Hand => "人工",
            Provenance::Declared => "自述",
            Provenance::Surveyed => "问卷",
            Provenance::Observed => "行为",
            Provenance::Inferred => "推断",
        }
    }
}

/// A known value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// In the unit of the attribute's [`Shape::Number`].
    Number(f64),
    /// A key of the attribute's [`Shape::Code`].
    Code(String),
    /// A province, with its city where known.
    Place {
        /// Short form: `浙江`.
        province: String,
        /// Short form: `杭州`.
        city: Option<String>,
    },
    /// Free words.
    Text(String),
    /// Words, or keys of the attribute's [`Shape::Codes`], with weights, strongest first.
    Words(Vec<(String, f64)>),
    /// A name in both languages.
    Named {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
}

impl Value {
    /// The number of a numeric value.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The words by which the filter language finds this value; `浙江` and `浙江杭州` for a place.
    pub fn words(&self) -> Vec<String> {
        match self {
            Value::Number(number) => vec![number.to_string()],
            Value::Code(word) | Value::Text(word) => vec![word.clone()],
            Value::Place { province, city: None } => vec![province.clone()],
            Value::Place { province, city: Some(city) } => vec![format!("{province}{city}"), city.clone()],
            Value::Words(words) => words.iter().map(|(word, _)| word.clone()).collect(),
            Value::Named { zh, en } => vec![zh.clone(), en.clone()],
        }
    }
}

/// What sort of row a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A message; the reference is its row.
    Message,
    /// An event row.
    Event,
    /// An order row.
    Order,
    /// A survey response row.
    Answer,
    /// An imported column's cell row.
    Field,
    /// A name row.
    Name,
}

/// A reference to a row that speaks for or against a value. The store turns it into words
/// when somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EvidenceRef {
    /// Which table.
    pub kind: EvidenceKind,
    /// Which row.
    pub row: i64,
    /// How much it counts, 0..1.
    pub weight: f32,
    /// Whether it speaks against the value.
    pub against: bool,
}

/// One input of a score: score = Σ weight · scaled, over the parts, in the score's unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What it is, a key that `lang` translates.
    pub key: String,
    /// The raw number.
    pub raw: f64,
    /// After scaling, mostly 0..1.
    pub scaled: f64,
    /// Its weight after renormalisation; 0 where the part is shown but not counted.
    pub weight: f64,
}

/// A weaker source that says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// What it says.
    pub value: Value,
    /// What kind of source it is.
    pub provenance: Provenance,
    /// How sure it is.
    pub confidence: f32,
    /// Its rows.
    pub evidence: Vec<EvidenceRef>,
}

/// One known attribute of one member. Unknown attributes have no [`Attribute`] at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// A key of [`ATTRIBUTES`], or an imported column's or question's own title.
    pub key: String,
    /// What is known.
    pub value: Value,
    /// How sure, 0..1.
    pub confidence: f32,
    /// From what kind of source.
    pub provenance: Provenance,
    /// How many observations are behind it.
    pub n: u32,
    /// The numbers that went in, for scores.
    pub parts: Vec<Part>,
    /// The rows behind it, strongest first; a few, not all.
    pub evidence: Vec<EvidenceRef>,
    /// Who says otherwise.
    pub conflicts: Vec<Conflict>,
}

impl Attribute {
    /// The parts that count, those that count most first.
    pub fn strongest_parts(&self) -> Vec<&Part> {
        let counts = |part: &Part| (part.weight * part.scaled).abs();
        let mut parts: Vec<&Part> = self.parts.iter().filter(|part| counts(part) > 0.0).collect();
        parts.sort_by(|a, b| counts(b).total_cmp(&counts(a)));
        parts
    }

    /// A counted number: certain, with what went in.
    pub fn observed(key: &str, number: f64, n: u32, parts: Vec<Part>) -> Attribute {
        Attribute {
            key: key.to_owned(),
            value: Value::Number(number),
            confidence: 1.0,
            provenance: Provenance::Observed,
            n,
            parts,
            evidence: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    /// The raw number of a part.
    pub fn part(&self, key: &str) -> Option<f64> {
        self.parts.iter().find(|part| part.key == key).map(|part| part.raw)
    }
}
