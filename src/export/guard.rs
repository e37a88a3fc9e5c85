//! What a spreadsheet must not do with a cell: run it, or round it.

/// The mark that Excel reads as "this is text" and that every trimming reader drops. It stands
/// behind the digits, not before them: a leading tab is itself on the list of dangerous beginnings,
/// and would break look-ups by prefix. The same habit as in the bills of Alipay and WeChat Pay.
pub const TEXT_MARK: char = '\t';

/// The most digits that a narrow Excel column shows without an exponent.
const SHORT_NUMBER: usize = 8;

/// Whether a spreadsheet would take a text for a formula or a command.
pub fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text with an apostrophe before it where a spreadsheet would run it.
pub fn disarmed(text: String) -> String {
    if is_dangerous(&text) { format!("'{text}") } else { text }
}

/// Whether Excel would make a number or a date of a text and lose something: long digits,
/// leading zeros, `12E5`, `3-4`.
pub fn excel_would_change(text: &str) -> bool {
    let numeric =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/' | '-' | '+' | 'e' | 'E' | '%' | ' ');
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(numeric) {
        return false;
    }
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits_only && text.len() <= SHORT_NUMBER && (text.len() == 1 || !text.starts_with('0'));
    !plain
}

/// The text with [`TEXT_MARK`] behind it where Excel would change it.
pub fn kept(mut text: String) -> String {
    if excel_would_change(&text) {
        text.push(TEXT_MARK);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dangerous_beginning_is_disarmed() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let text = format!("{start}cmd|' /C calc'!A0");
            assert_eq!(disarmed(text.clone()), format!("'{text}"));
        }
        for harmless in ["", "露营=开心", "a+b", "'=1", " =1"] {
            assert_eq!(disarmed(harmless.to_owned()), harmless);
        }
    }

    #[test]
    fn digits_that_excel_would_round_are_kept_as_text() {
        for text in ["138000138000000001", "13800138000", "0012", "12E5", "3-4", "2024/3/1", "1.50", "00"] {
            assert_eq!(kept(text.to_owned()), format!("{text}\t"), "{text}");
        }
        for text in ["10001", "0", "wxid_8f2a", "18-24岁", "138****8000", "", "e5", "12345678"] {
            assert_eq!(kept(text.to_owned()), text);
        }
    }
}
