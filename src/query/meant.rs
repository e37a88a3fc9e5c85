//! Which value was probably meant by one that nobody has.

use super::error::nearest;
use super::operand;
use super::{Comparison, Expr, Field, FieldKind, Operand, field};
use crate::model::view::Vocabulary;

/// The value nearest to what a condition asks for, of those that occur; `None` if the condition asks for no word, or
/// nothing is near.
pub fn meant(condition: &Expr, vocabulary: &Vocabulary) -> Option<String> {
    let Expr::Compare(on, Comparison::Has | Comparison::Equal, operand) = condition else { return None };
    let known = occurring(on, vocabulary);
    let near = |word: &str| nearest(word, known.iter().map(String::as_str)).filter(|near| near != word);
    match operand {
        Operand::Word(word) => near(word),
        Operand::Any(operands) => operands.iter().find_map(|operand| match operand {
            Operand::Word(word) => near(word),
            _ => None,
        }),
        _ => None,
    }
}

fn occurring(on: &Field, vocabulary: &Vocabulary) -> Vec<String> {
    let key = match on {
        Field::Known("group") => return vocabulary.groups.iter().map(|(_, name)| name.clone()).collect(),
        Field::Known("community") => return vocabulary.communities.clone(),
        Field::Known(key) => *key,
        Field::Imported(title) => title.as_str(),
    };
    let values = vocabulary.values.iter().find(|(own, _)| own == key).map(|(_, values)| values.as_slice());
    let values = values.unwrap_or_default();
    if field::kind(on) != FieldKind::Place {
        return values.to_vec();
    }
    let places: Vec<String> = values.iter().map(|name| operand::place(name)).collect();
    let cities =
        places.iter().flat_map(|name| places.iter().filter_map(move |other| name.strip_prefix(other.as_str())));
    let cities: Vec<String> = cities.filter(|city| !city.is_empty()).map(str::to_owned).collect();
    [places, cities].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn a_value_that_nobody_has_leads_to_the_nearest_that_somebody_has() {
        let vocabulary = Vocabulary {
            imported: vec!["会员等级".to_owned()],
            communities: vec!["露营社群".to_owned()],
            values: vec![
                ("region".to_owned(), ["浙江", "江苏", "浙江/杭州"].map(str::to_owned).to_vec()),
                ("会员等级".to_owned(), ["金卡会员", "银卡会员"].map(str::to_owned).to_vec()),
            ],
            ..Vocabulary::default()
        };
        let near = |filter: &str| meant(&parse(filter, &vocabulary).unwrap(), &vocabulary);
        assert_eq!(near("地区:折江").as_deref(), Some("浙江"));
        assert_eq!(near("地区:(北京,杭洲)").as_deref(), Some("杭州"));
        assert_eq!(near("会员等级:金卡会院").as_deref(), Some("金卡会员"));
        assert_eq!(near("community:露营社区").as_deref(), Some("露营社群"));
        for filter in ["地区:西藏", "activity>=60", "name:折江", "非 地区:折江"] {
            assert_eq!(near(filter), None, "{filter}");
        }
    }
}
