//! Why a member has a tag: each condition of its rule, and what the member brings to it.

use crate::lang::Lang;
use crate::model::view::Condition;
use crate::model::{MemberId, Value};
use crate::query::field::{self, FieldKind};
use crate::query::{Comparison, Expr, Field, Operand, conditions, explain_condition};
use crate::store::{Reader, StoreError};

/// The conditions of a rule, in its order.
pub(super) fn of(reader: &Reader, member: MemberId, rule: &Expr, lang: Lang) -> Result<Vec<Condition>, StoreError> {
    let condition = |part: &Expr| {
        let field = field_of(part);
        let value = reader.own_value(member, part)?.map(|value| in_words(value, field, lang));
        Ok(Condition {
            field: field.map(key),
            needed: explain_condition(part, lang),
            value,
            met: reader.meets(member, part)?,
        })
    };
    conditions(rule).into_iter().map(condition).collect()
}

fn field_of(condition: &Expr) -> Option<&Field> {
    match condition {
        Expr::Not(inner) => field_of(inner),
        Expr::Compare(field, ..) | Expr::Unknown(field) | Expr::Confidence(field, ..) => Some(field),
        _ => None,
    }
}

fn key(field: &Field) -> String {
    match field {
        Field::Known(key) => (*key).to_owned(),
        Field::Imported(title) => title.clone(),
    }
}

/// What a yes or no says: the last of the codes that hold is the one that says most.
fn as_sentence(value: &Value, on: &Field, codes: &[(&str, &str)], lang: Lang) -> Option<String> {
    let is_held = |code: &str| match value {
        Value::Words(words) => words.iter().any(|(word, _)| word == code),
        Value::Code(word) => word == code,
        _ => false,
    };
    let (code, _) = codes.iter().rfind(|(code, _)| is_held(code)).filter(|_| codes.starts_with(field::YES_OR_NO))?;
    let held = Expr::Compare(on.clone(), Comparison::Has, Operand::Word((*code).to_owned()));
    Some(explain_condition(&held, lang))
}

/// Codes of a field in the reader's language; yes and no as the sentence they stand for.
fn in_words(value: Value, on: Option<&Field>, lang: Lang) -> Value {
    let codes = match on.map(field::kind) {
        Some(FieldKind::Code(codes)) => codes,
        _ => return value,
    };
    if let Some(sentence) = on.and_then(|on| as_sentence(&value, on, codes, lang)) {
        return Value::Text(sentence);
    }
    if lang != Lang::Zh {
        return value;
    }
    let word = |code: String| codes.iter().find(|(key, _)| *key == code).map_or(code, |(_, zh)| (*zh).to_owned());
    match value {
        Value::Words(words) => Value::Words(words.into_iter().map(|(code, weight)| (word(code), weight)).collect()),
        Value::Code(code) => Value::Text(word(code)),
        other => other,
    }
}
