//! Whom a filter is about in a few words, to name a file by.

use super::words;
use crate::lang::{Lang, tui as say};
use crate::query::{Comparison, Expr, Field, FieldKind, Operand, field};
use crate::task::bundle::file_name;
use crate::text::display;

/// Columns of a name: what follows is more than a file manager shows.
const ROOM: usize = 40;
/// Fields beside those of listed values and places whose words say what members have in common, and never who one is.
const SHARED: [&str; 8] = ["tag", "segment", "entered", "exited", "community", "platform", "persona", "circle"];

/// The words of a filter, as a part of a file's name; none where it has none but numbers, days and people's names.
pub(super) fn of(filter: &Expr, lang: Lang) -> Option<String> {
    let name = file_name(&display::clean(&named(filter, lang)?));
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = display::clip(&words.join(lang.pick(("", "-"))), ROOM);
    Some(name.trim_end_matches('…').to_owned()).filter(|name| !name.is_empty())
}

fn named(filter: &Expr, lang: Lang) -> Option<String> {
    match filter {
        Expr::And(parts) => {
            let parts: Vec<String> = parts.iter().filter_map(|part| named(part, lang)).collect();
            (!parts.is_empty()).then(|| parts.join(lang.pick(("", "-"))))
        }
        // Half of a choice would name the wrong ones.
        Expr::Or(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(|part| named(part, lang)).collect();
            parts.map(|parts| parts.join(say::OR_IN_NAME.get(lang)))
        }
        // What is left out of several conditions would say more than is denied.
        Expr::Not(inner) if matches!(**inner, Expr::Compare(..)) => {
            named(inner, lang).map(|inner| format!("{}{inner}", say::NOT_IN_NAME.get(lang)))
        }
        Expr::Compare(Field::Known(key), Comparison::Has | Comparison::Equal, operand) => of_value(key, operand, lang),
        _ => None,
    }
}

fn of_value(key: &'static str, operand: &Operand, lang: Lang) -> Option<String> {
    let kind = field::find(key)?.kind;
    match operand {
        Operand::Word(word) => match kind {
            // A yes or no says nothing without its field.
            FieldKind::Code(codes) if codes.iter().any(|(code, _)| *code == "no") => None,
            FieldKind::Code(_) => Some(words::code(key, word, lang)),
            FieldKind::Place => Some(word.clone()),
            _ => SHARED.contains(&key).then(|| word.clone()),
        },
        Operand::Any(operands) => {
            let values: Option<Vec<String>> = operands.iter().map(|operand| of_value(key, operand, lang)).collect();
            values.map(|values| values.join(lang.pick(("", "-"))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::lang::Lang;
    use crate::model::view::Vocabulary;
    use crate::query;

    fn named(filter: &str, lang: Lang) -> Option<String> {
        of(&query::parse(filter, &Vocabulary::default()).unwrap(), lang)
    }

    #[test]
    fn the_words_of_a_filter_name_a_file() {
        let zh = |filter| named(filter, Lang::Zh);
        assert_eq!(zh("region:浙江 and tag:年轻宝妈 and stage:dormant").as_deref(), Some("浙江年轻宝妈沉睡"));
        assert_eq!(zh("tag:KOL or tag:KOC").as_deref(), Some("KOL或KOC"));
        assert_eq!(zh("region:(浙江,江苏) and not tag:流失风险").as_deref(), Some("浙江江苏非流失风险"));
        assert_eq!(zh("segment:\"杭州 妈妈/二群\" and activity>=60").as_deref(), Some("杭州妈妈_二群"));
        assert_eq!(named("stage:lost and region:浙江", Lang::En).as_deref(), Some("lost-浙江"));
    }

    #[test]
    fn no_persons_name_and_no_half_of_a_choice_names_a_file() {
        for filter in [
            "name:林小满",
            "林小满",
            "id:wxid_1",
            "staff:no",
            "messages>=3",
            "tag:KOL or messages>=3",
            "not (tag:KOL and messages>=3)",
            "not (tag:KOL or tag:KOC)",
        ] {
            assert_eq!(named(filter, Lang::Zh), None, "{filter}");
        }
    }

    #[test]
    fn a_long_name_is_cut_within_its_room_and_never_in_a_character() {
        let filter = format!("tag:{}", "浙江宝妈".repeat(30));
        let name = named(&filter, Lang::Zh).unwrap();
        assert!(name.starts_with("浙江宝妈") && name.chars().count() <= 20, "{name}");
    }
}
