//! Names written as cards: 杭州-产品经理-小林, 小林｜上海｜设计师.

use super::disclosure::Disclosure;
use super::{attribute, occupation, place};

/// Not measured; a field of one's own name card is at least as trustworthy as 我是X人.
const PRECISION: f32 = 0.83;

/// What a name of two or more parts says: place, occupation, cohort.
pub fn claims(name: &str) -> Vec<Disclosure> {
    let is_separator = |c: char| {
        matches!(c, '-' | '—' | '_' | '|' | '｜' | '·' | '/' | '、' | '+' | '－' | '–' | ' ' | '\u{3000}' | '@')
    };
    let parts: Vec<&str> = name.split(is_separator).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    if !(2..=6).contains(&parts.len()) {
        return found;
    }
    for part in parts {
        if let Some((place, rest)) = place::at_start(part)
            && (rest.is_empty() || rest.ends_with(['区', '县']))
        {
            found.push(Disclosure::region(place, PRECISION));
        } else if let Some(named) = work(part) {
            found.push(Disclosure::new("occupation", named, PRECISION));
        } else if let Some((first, last)) = attribute::cohort(part) {
            found.push(Disclosure::new("birth_years", format!("{first}-{last}"), PRECISION));
        } else if let Some(gender) = attribute::gender(part) {
            found.push(Disclosure::new("gender", gender, PRECISION));
        }
    }
    found
}

/// The occupation that a part names: as its end (高级产品经理), or in short as a whole (前端, 产品).
fn work(part: &str) -> Option<&'static str> {
    if part == "产品" {
        return Some("产品经理");
    }
    let whole = occupation::at_start(part).filter(|(_, rest)| rest.is_empty()).map(|(named, _)| named);
    whole.or_else(|| occupation::find(part).filter(|named| part.ends_with(*named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_read_and_plain_names_are_not() {
        let cases = [
            ("杭州-产品经理-小林", "region=浙江 杭州 occupation=产品经理"),
            ("小林｜上海｜设计师", "region=上海 occupation=设计师"),
            ("深圳 前端工程师 阿强", "region=广东 深圳 occupation=前端工程师"),
            ("北京｜产品｜小王", "region=北京 occupation=产品经理"),
            ("杭州-前端-小林", "region=浙江 杭州 occupation=前端工程师"),
            ("农产品｜老李", ""),
            ("95后-成都-Momo", "birth_years=1995-1999 region=四川 成都"),
            ("上海", ""),
            ("长沙臭豆腐", ""),
            ("林晓", ""),
            ("老师好-小林", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            let said: Vec<_> =
                claims(name).into_iter().map(|claim| format!("{}={}", claim.attribute, claim.value)).collect();
            assert_eq!(said.join(" "), expected, "{name}");
        }
    }
}
