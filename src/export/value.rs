//! An attribute's value as a cell, and in words.

use super::{Cell, Kind};
use crate::lang::Lang;
use crate::lang::code::in_words;
use crate::lang::profile::kind as kind_word;
use crate::model::attribute::{Shape, Value, spec};

/// What a column of this attribute holds.
pub fn kind_of(shape: Shape) -> Kind {
    match shape {
        Shape::Number("0-100" | "points") => Kind::Score,
        Shape::Number(_) => Kind::Number,
        Shape::Code(codes) | Shape::Codes(codes) => Kind::Code(codes),
        Shape::Place | Shape::Text | Shape::Named => Kind::Text,
        Shape::Words => Kind::Words,
    }
}

/// The cell of a value; a place reads `浙江杭州`.
pub fn cell_of(value: &Value) -> Cell {
    match value {
        Value::Number(number) => Cell::Number(*number),
        Value::Code(word) | Value::Text(word) => Cell::text(word),
        Value::Place { province, city: Some(city) } if province != city => Cell::Text(format!("{province}{city}")),
        Value::Place { province, .. } => Cell::text(province),
        Value::Words(words) => Cell::Words(words.iter().map(|(word, _)| word.clone()).collect()),
        Value::Named { zh, en } => Cell::Named(zh.clone(), en.clone()),
    }
}

/// A value of an attribute as a person reads it, without its unit.
pub fn read_back(key: &str, value: &Value, lang: Lang) -> String {
    match (value, spec(key).map(|spec| spec.shape)) {
        (Value::Code(code), Some(Shape::Code(codes))) => in_words(codes, code, lang),
        (Value::Number(number), _) => short_number(*number),
        (Value::Words(words), shape) => {
            let word = |word: &'_ String| match shape {
                Some(Shape::Codes(codes)) => in_words(codes, word, lang),
                _ if key == "message_kinds" => kind_word(word, lang).to_owned(),
                _ => word.clone(),
            };
            let words: Vec<String> = words.iter().map(|(one, _)| word(one)).collect();
            words.join(lang.pick(("、", ", ")))
        }
        (Value::Place { province, city: Some(city) }, _) if province == city => city.clone(),
        (Value::Place { province, city: Some(city) }, _) => format!("{province} {city}"),
        (Value::Place { province, city: None }, _) => province.clone(),
        (Value::Code(word) | Value::Text(word), _) => word.clone(),
        (Value::Named { zh, en }, _) => lang.pick((zh, en)).to_owned(),
    }
}

/// At most two decimals, none that say nothing.
pub fn short_number(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_in_both_languages() {
        let cooling = Value::Code("cooling".to_owned());
        assert_eq!(read_back("stage", &cooling, Lang::Zh), "趋冷");
        assert_eq!(read_back("stage", &Value::Code("very_high".to_owned()), Lang::En), "very high");
        assert_eq!(read_back("activity", &Value::Number(61.238), Lang::En), "61.24");
        assert_eq!(read_back("activity", &Value::Number(-0.001), Lang::En), "0");
        let kinds = Value::Words(vec![("image".to_owned(), 0.5), ("link".to_owned(), 0.5)]);
        assert_eq!(read_back("message_kinds", &kinds, Lang::Zh), "图片、链接");
        let place = Value::Place { province: "浙江".to_owned(), city: Some("杭州".to_owned()) };
        assert_eq!(read_back("region", &place, Lang::Zh), "浙江 杭州");
        let capital = Value::Place { province: "上海".to_owned(), city: Some("上海".to_owned()) };
        assert_eq!(read_back("region", &capital, Lang::Zh), "上海");
    }
}
