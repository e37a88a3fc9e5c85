//! Cells as spreadsheets and exporters leave them: numbers, amounts, ids, phones.

use crate::lang::Text;
use crate::lang::import as say;
use crate::model::money::Money;

/// What a spreadsheet would run: a `'` before it is never the cell's own.
const RUN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell without the tricks that protect it from Excel: trailing tab, leading `'`, `="…"`.
pub fn clean(cell: &str) -> &str {
    let cell = cell.trim();
    let cell = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    let unquoted = cell.strip_prefix('\'').filter(|rest| !rest.contains('\'') || rest.starts_with(RUN));
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

/// Digits of a number that a spreadsheet keeps.
const DIGITS_KEPT: usize = 15;

/// Whether a column's long numbers all end in the zeros that a spreadsheet puts for digits it
/// does not keep. One such number may be its own.
pub fn are_rounded<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let long: Vec<&str> = cells
        .map(clean)
        .filter(|cell| cell.len() > DIGITS_KEPT && cell.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    let zeros = |id: &&str| id[DIGITS_KEPT..].bytes().all(|byte| byte == b'0');
    long.len() > 1 && long.iter().all(zeros)
}

/// An id, or `Err` if a spreadsheet has rounded it (`1.38E+17`).
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
    // What begins like a mobile of mainland China has eleven digits, unless a country's number stands before it.
    let is_mobile =
        !cell.starts_with('+') && digits.starts_with('1') && matches!(digits.as_bytes().get(1), Some(b'3'..=b'9'));
    let is_whole = if is_mobile { digits.len() == 11 } else { (7..=15).contains(&digits.len()) };
    is_whole.then_some(digits)
}

/// Whether a cell is a number as phones are written, and cannot be one: digits are missing, or there are too many.
pub fn is_no_phone(cell: &str) -> bool {
    let cell = narrow(clean(cell));
    let is_written_so = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
    is_written_so && cell.chars().any(|c| c.is_ascii_digit()) && phone(&cell).is_none()
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
    let narrow = narrow(clean(cell));
    let parts_thousands = |(at, _)| narrow[..at].ends_with(|c: char| c.is_ascii_digit());
    if !narrow.match_indices(',').all(parts_thousands) {
        return None;
    }
    let plain: String = narrow.chars().filter(|c| !matches!(c, ',' | '¥' | '￥' | '$' | '元' | ' ')).collect();
    let (digits, scale) = match plain.strip_suffix('万') {
        Some(digits) => (digits, 10_000.0),
        None => (plain.as_str(), 1.0),
    };
    digits.parse::<f64>().ok().map(|number| number * scale).filter(|number| number.abs() < 1e13)
}

/// A number written for people (`￥1,234.50`, `1.2万`, full-width digits) as a plain one; what is
/// plain already, or no number, is none.
pub fn plain_number(cell: &str) -> Option<String> {
    let dressed = |c: char| matches!(c, ',' | '¥' | '￥' | '$' | '元' | '万' | '０'..='９');
    let number = number(cell).filter(|_| cell.contains(dressed))?;
    Some(number.to_string())
}

/// An amount in major units.
pub fn money(cell: &str) -> Option<Money> {
    number(cell).map(Money::from_major)
}

/// From here on, in major units, what stands under an amount is a phone number or an id.
const TOO_MUCH: Money = Money(100_000_000 * 100);

/// What somebody paid.
///
/// # Errors
/// If it is no amount, less than nothing, or more than anybody pays at once.
pub fn paid(cell: &str) -> Result<Money, Text> {
    match money(cell) {
        None => Err(say::NOT_AN_AMOUNT),
        Some(amount) if amount < Money(0) => Err(say::NEGATIVE_AMOUNT),
        Some(amount) if amount >= TOO_MUCH => Err(say::HUGE_AMOUNT),
        Some(amount) => Ok(amount),
    }
}

/// What was paid back or taken off: some shops write it with a minus.
pub fn taken_off(cell: &str) -> Option<Money> {
    number(cell).map(|amount| Money::from_major(amount.abs()))
}

/// The sign of a currency that stands with an amount.
pub fn currency(cell: &str) -> Option<char> {
    narrow(cell).chars().find_map(|c| match c {
        '¥' | '￥' | '元' => Some('¥'),
        '$' => Some('$'),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_against_formulas_is_no_part_of_a_cell_and_a_quote_is() {
        for (cell, meant) in
            [("'=1+1", "=1+1"), ("'-王'", "-王'"), ("'＋'", "＋'"), ("'007", "007"), ("'n' roll'", "'n' roll'")]
        {
            assert_eq!(clean(cell), meant);
        }
    }

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
    fn long_ids_that_all_end_in_zeros_are_rounded() {
        assert!(are_rounded(["138000000000000000", "246000000000000000", "7"].into_iter()));
        assert!(!are_rounded(["138000000000000000", "246000000000000123"].into_iter()));
        assert!(!are_rounded(["138000000000000000"].into_iter()), "one may be its own");
    }

    #[test]
    fn numbers_dressed_for_people_are_undressed() {
        for (cell, plain) in [("￥1,234.50", "1234.5"), ("1.2万", "12000"), ("１２０", "120"), ("99元", "99")] {
            assert_eq!(plain_number(cell).as_deref(), Some(plain), "{cell}");
        }
        for cell in ["120", "007", "LV1", "1,2,x", ",0", "¥,5", ""] {
            assert_eq!(plain_number(cell), None, "{cell}");
        }
    }

    #[test]
    fn masked_phones_are_none() {
        assert_eq!(phone("138-0000-0001"), Some("13800000001".to_owned()));
        assert_eq!(phone("+86 13800000001"), Some("13800000001".to_owned()));
        assert_eq!(phone("１３８０００００００１"), Some("13800000001".to_owned()));
        assert_eq!(phone("186******05"), None);
        assert_eq!((phone("1380000"), phone("1380000000"), phone("138000000012")), (None, None, None));
        assert_eq!(phone("+1 415 555 0100"), Some("14155550100".to_owned()));
        assert_eq!(phone("0571-88880000"), Some("057188880000".to_owned()));
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (cell, cents) in [("￥1,234.50", 123_450), ("1.2万", 1_200_000), ("99", 9_900), ("９９.５元", 9_950)]
        {
            assert_eq!(money(cell), Some(Money(cents)), "{cell}");
        }
        assert_eq!(money("免费"), None);
        assert_eq!(paid("0"), Ok(Money(0)));
        assert_eq!(paid("99999999.99"), Ok(Money(9_999_999_999)));
        for (cell, why) in [
            ("免费", say::NOT_AN_AMOUNT),
            ("-5", say::NEGATIVE_AMOUNT),
            ("13800138000", say::HUGE_AMOUNT),
            ("1e300", say::NOT_AN_AMOUNT),
        ] {
            assert_eq!(paid(cell), Err(why), "{cell}");
        }
        assert_eq!((taken_off("-12.5"), taken_off("3"), taken_off("")), (Some(Money(1_250)), Some(Money(300)), None));
    }
}
