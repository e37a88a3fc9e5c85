//! Cells as spreadsheets and exporters leave them: numbers, amounts, ids, phones.

use crate::model::money::Money;

/// A cell without the tricks that protect it from Excel: trailing tab, leading `'`, `="…"`.
pub fn clean(cell: &str) -> &str {
    let cell = cell.trim();
    let cell = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    let unquoted = cell.strip_prefix('\'').filter(|rest| !rest.contains('\''));
    unquoted.unwrap_or(cell).trim()
}

/// Full-width ASCII as plain ASCII.
pub fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .collect()
}

/// An id, or `Err` if a spreadsheet has rounded it (`1.38E+17`, or digits with zeros for a tail).
pub fn id(cell: &str) -> Result<Option<String>, ()> {
    let cell = clean(cell);
    if matches!(cell, "" | "-" | "--" | "无" | "null" | "NULL" | "None" | "N/A") {
        return Ok(None);
    }
    let scientific = cell.split_once(['E', 'e']).is_some_and(|(mantissa, power)| {
        mantissa.contains('.')
            && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && power.strip_prefix('+').unwrap_or(power).bytes().all(|byte| byte.is_ascii_digit())
            && !power.is_empty()
    });
    if scientific {
        return Err(());
    }
    let whole = cell.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
    Ok(Some(whole.unwrap_or(cell).to_owned()))
}

/// A full phone number, digits only; masked ones are none.
pub fn phone(cell: &str) -> Option<String> {
    let cell = narrow(clean(cell));
    if !cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')')) {
        return None;
    }
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")) {
        Some(local) if local.len() == 11 => local.to_owned(),
        _ => digits,
    };
    (7..=15).contains(&digits.len()).then_some(digits)
}

/// A mail address, in lower case.
pub fn mail(cell: &str) -> Option<String> {
    let cell = clean(cell);
    let (name, domain) = cell.split_once('@')?;
    let plausible = !name.is_empty() && domain.contains('.') && !cell.contains(|c: char| c.is_whitespace() || c == '*');
    plausible.then(|| cell.to_lowercase())
}

/// A number: thousands commas, currency signs, full-width digits, `1.2万`.
pub fn number(cell: &str) -> Option<f64> {
    let plain: String =
        narrow(clean(cell)).chars().filter(|c| !matches!(c, ',' | '¥' | '￥' | '$' | '元' | ' ')).collect();
    let (digits, scale) = match plain.strip_suffix('万') {
        Some(digits) => (digits, 10_000.0),
        None => (plain.as_str(), 1.0),
    };
    digits.parse::<f64>().ok().map(|number| number * scale).filter(|number| number.abs() < 1e13)
}

/// An amount in major units.
pub fn money(cell: &str) -> Option<Money> {
    number(cell).map(Money::from_major)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_tricks_of_spreadsheets_and_rounded_ones_do_not() {
        for cell in ["10001", "'10001", "=\"10001\"", "10001\t", " 10001 ", "10001.0"] {
            assert_eq!(id(cell), Ok(Some("10001".to_owned())), "{cell}");
        }
        assert_eq!(id("1.38E+17"), Err(()));
        assert_eq!(id("7300000000000001001"), Ok(Some("7300000000000001001".to_owned())));
        assert_eq!(id("wxid_e1"), Ok(Some("wxid_e1".to_owned())));
        assert_eq!(id(""), Ok(None));
    }

    #[test]
    fn masked_phones_are_none() {
        assert_eq!(phone("138-0000-0001"), Some("13800000001".to_owned()));
        assert_eq!(phone("+86 13800000001"), Some("13800000001".to_owned()));
        assert_eq!(phone("１３８０００００００１"), Some("13800000001".to_owned()));
        assert_eq!(phone("186******05"), None);
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (cell, cents) in [("￥1,234.50", 123_450), ("1.2万", 1_200_000), ("99", 9_900), ("９９.５元", 9_950)]
        {
            assert_eq!(money(cell), Some(Money(cents)), "{cell}");
        }
        assert_eq!(money("免费"), None);
    }
}
