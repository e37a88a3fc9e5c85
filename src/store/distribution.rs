//! How a field is spread over the selected members, and one field against another.

use roaring::RoaringBitmap;

use super::index::Lens;
use super::members::column;
use super::{Reader, StoreError, attributes, tags};
use crate::model::attribute::{Shape, spec};
use crate::model::view::{Bar, CrossTable, Distribution};
use crate::query::{Comparison, Expr, Field, FieldKind, Operand, field, format};

/// How many bars a field of free words has at most.
const MOST: usize = 30;

/// A bar with the members it stands for.
struct Slice {
    value: String,
    filter: Expr,
    ranks: RoaringBitmap,
}

impl Reader {
    /// How a field is spread over the selected members: codes in their order, free words by
    /// frequency, numbers in bins; members of whom it is unknown last. Each bar's filter selects
    /// its members among all.
    ///
    /// # Errors
    /// If the store cannot be read, or there is no such field.
    pub fn distribution(&self, field: &str, filter: Option<&Expr>) -> Result<Distribution, StoreError> {
        let lens = self.lens()?;
        let selected = lens.select(filter)?;
        let slices = lens.slices(field, &selected)?;
        let unknown = slices.last().map_or(0, |slice| slice.ranks.len());
        Ok(Distribution {
            field: field.to_owned(),
            bars: slices.iter().map(bar).collect(),
            total: selected.len(),
            known: selected.len() - unknown,
        })
    }

    /// How many members two filters select, and how many both do.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn sizes(&self, a: &Expr, b: &Expr) -> Result<(u64, u64, u64), StoreError> {
        let lens = self.lens()?;
        let (a, b) = (lens.compile(a)?, lens.compile(b)?);
        Ok((a.len(), b.len(), a.intersection_len(&b)))
    }

    /// The members of each pair of values of two fields.
    ///
    /// # Errors
    /// If the store cannot be read, or there is no such field.
    pub fn cross_table(&self, rows: &str, columns: &str, filter: Option<&Expr>) -> Result<CrossTable, StoreError> {
        let lens = self.lens()?;
        let selected = lens.select(filter)?;
        let (down, across) = (lens.slices(rows, &selected)?, lens.slices(columns, &selected)?);
        let cells = down
            .iter()
            .map(|row| across.iter().map(|column| row.ranks.intersection_len(&column.ranks)).collect())
            .collect();
        Ok(CrossTable {
            rows: rows.to_owned(),
            columns: columns.to_owned(),
            row_values: down.iter().map(bar).collect(),
            column_values: across.iter().map(bar).collect(),
            cells,
        })
    }
}

fn bar(slice: &Slice) -> Bar {
    Bar { value: slice.value.clone(), members: slice.ranks.len(), filter: format(&slice.filter) }
}

impl Lens<'_> {
    /// The bars of a field within a selection; the last one is of those of whom it is unknown.
    fn slices(&self, name: &str, selected: &RoaringBitmap) -> Result<Vec<Slice>, StoreError> {
        let field = match field::find(name) {
            Some(spec) => Field::Known(spec.key),
            None if self.vocabulary()?.imported.iter().any(|title| title == name) => Field::Imported(name.to_owned()),
            None => return Err(StoreError::Absent),
        };
        let kind = field::kind(&field);
        let values = match kind {
            FieldKind::Number(unit) => self.bins(&field, steps(unit))?,
            FieldKind::Days => self.bins(&field, COUNTS)?,
            FieldKind::Day => ages(&field),
            FieldKind::Code(codes) => codes.iter().map(|(code, _)| ((*code).to_owned(), word(&field, code))).collect(),
            _ => self.words_of_field(&field)?.iter().map(|own| (own.clone(), word(&field, own))).collect(),
        };
        let unknown = Expr::Unknown(field);
        let unknown = Slice { value: "unknown".to_owned(), ranks: self.compile(&unknown)? & selected, filter: unknown };
        let is_free = !matches!(kind, FieldKind::Number(_) | FieldKind::Days | FieldKind::Day | FieldKind::Code(_));
        let mut slices = Vec::new();
        for (value, filter) in values {
            let ranks = self.compile(&filter)? & selected;
            // A word that only others use says something of them alone.
            if !(is_free && ranks.is_empty()) {
                slices.push(Slice { value, filter, ranks });
            }
        }
        slices.push(unknown);
        Ok(slices)
    }

    /// The most frequent values of a field of free words.
    fn words_of_field(&self, field: &Field) -> Result<Vec<String>, StoreError> {
        let all = |sql: &str, key: Option<&str>| -> Result<Vec<String>, StoreError> {
            let mut statement = self.conn.prepare_cached(sql)?;
            let rows = statement.query_map(rusqlite::params_from_iter(key), |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let key = match field {
            Field::Known("tag") => return all(&format!("SELECT name FROM {}", tags::KNOWN), None),
            Field::Known("segment") => return all("SELECT name FROM segment ORDER BY name", None),
            Field::Known("community") => return all("SELECT name FROM community ORDER BY id", None),
            Field::Known("group") => return all("SELECT DISTINCT name FROM groups ORDER BY id", None),
            Field::Known("campaign") => return all("SELECT name FROM campaign ORDER BY id DESC", None),
            Field::Known("platform") => return all("SELECT DISTINCT platform FROM identity ORDER BY 1", None),
            Field::Known(key) => key,
            Field::Imported(title) => title.as_str(),
        };
        let joined = all(
            "SELECT word FROM attribute INDEXED BY attribute_key WHERE key = ?1 AND word IS NOT NULL \
             GROUP BY word ORDER BY count(*) DESC, word LIMIT 500",
            Some(key),
        )?;
        let first = matches!(spec(key).map(|spec| spec.shape), Some(Shape::Place | Shape::Named));
        let mut words: Vec<String> = Vec::new();
        for joined in &joined {
            let own = joined.split(attributes::BETWEEN).take(if first { 1 } else { usize::MAX });
            words.extend(
                own.filter(|word| !words.iter().any(|known| known == word)).map(str::to_owned).collect::<Vec<_>>(),
            );
        }
        words.truncate(MOST);
        Ok(words)
    }

    /// Bins that hold every known value: `lo..hi` holds lo and all below hi.
    fn bins(&self, field: &Field, steps: &[f64]) -> Result<Vec<(String, Expr)>, StoreError> {
        let (low, high) = self.extent(field)?;
        let first = steps.iter().rposition(|step| *step <= low).unwrap_or(0);
        let last = steps.iter().rposition(|step| *step <= high).unwrap_or(0);
        let mut bins = Vec::new();
        if low < steps[0] {
            bins.push((format!("..{}", steps[0]), compare(field, Comparison::Less, steps[0])));
        }
        for at in first..=last {
            let from = compare(field, Comparison::AtLeast, steps[at]);
            match steps.get(at + 1) {
                Some(next) => {
                    let bin = Expr::And(vec![from, compare(field, Comparison::Less, *next)]);
                    bins.push((format!("{}..{next}", steps[at]), bin));
                }
                None => bins.push((format!("{}..", steps[at]), from)),
            }
        }
        Ok(bins)
    }

    /// The least and the greatest known number of a field at home; zeroes if none is known.
    fn extent(&self, field: &Field) -> Result<(f64, f64), StoreError> {
        let Field::Known(key) = field else { return Ok((0.0, 0.0)) };
        let column = match column(key) {
            Some((column, _)) => self.column(column)?,
            None => self.attribute(key)?,
        };
        let last = column.values.len().saturating_sub(1);
        let number = |place| column.values.number(place).unwrap_or(0.0);
        Ok((number(0), number(last)))
    }
}

fn word(field: &Field, word: &str) -> Expr {
    Expr::Compare(field.clone(), Comparison::Equal, Operand::Word(word.to_owned()))
}

fn compare(field: &Field, comparison: Comparison, number: f64) -> Expr {
    Expr::Compare(field.clone(), comparison, Operand::Number(number))
}

const SCORES: &[f64] = &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0];
const SHARES: &[f64] = &[0.0, 0.2, 0.4, 0.6, 0.8];
const SIGNED: &[f64] = &[-1.0, -0.6, -0.2, 0.2, 0.6];
const COUNTS: &[f64] = &[
    0.0,
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    50.0,
    100.0,
    200.0,
    500.0,
    1_000.0,
    2_000.0,
    5_000.0,
    10_000.0,
    100_000.0,
    1_000_000.0,
];

/// Where bins begin, by the unit of the field.
fn steps(unit: &str) -> &'static [f64] {
    match unit {
        "0-100" => SCORES,
        "0-1" => SHARES,
        "-1..1" | "-2..2" => SIGNED,
        _ => COUNTS,
    }
}

/// Days by how long ago they are.
fn ages(field: &Field) -> Vec<(String, Expr)> {
    const AGES: [u32; 6] = [0, 7, 30, 90, 180, 365];
    let ago = |comparison, days| Expr::Compare(field.clone(), comparison, Operand::Ago(days));
    let bin = |at: usize| match AGES.get(at + 1) {
        Some(next) => (
            format!("{}..{next}", AGES[at]),
            Expr::And(vec![ago(Comparison::AtLeast, AGES[at]), ago(Comparison::Less, *next)]),
        ),
        None => (format!("{}..", AGES[at]), ago(Comparison::AtLeast, AGES[at])),
    };
    (0..AGES.len()).map(bin).collect()
}
