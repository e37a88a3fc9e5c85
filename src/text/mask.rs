//! Personal numbers in text, found by hand-written scanners and masked.
//!
//! What counts: mainland mobile numbers (11 digits from 13 to 19), identity cards (GB 11643: a
//! province, a date and a checksum), bank cards (an issuer's prefix and the Luhn checksum) and
//! e-mail addresses. A number inside a longer number, a word or a link's path is left alone,
//! because order and tracking numbers look like that.

/// Weights and check characters of GB 11643-1999.
const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS: &[u8; 11] = b"10X98765432";
/// Letters that people put right before a telephone number.
const PHONE_PREFIXES: [&str; 8] = ["wx", "vx", "v", "tel", "weixin", "phone", "mobile", "qq"];

/// `138****5678`: the first three and the last four digits stay. Of a shorter number the first half is masked.
/// What is masked already stays as it is.
pub fn phone(number: &str) -> String {
    if number.contains('*') {
        return number.to_owned();
    }
    let digits = number.chars().filter(char::is_ascii_digit).count();
    match digits {
        0..=10 => keep_ends(number, 0, digits / 2),
        _ => keep_ends(number, leading(number, 3), 4),
    }
}

/// `l***@example.com`: the first character and the domain stay.
pub fn mail(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((user, domain)) => format!("{}***@{domain}", user.chars().next().map(String::from).unwrap_or_default()),
        None => "***".to_owned(),
    }
}

/// `林**`: the first character stays.
pub fn name(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => std::iter::once(first).chain(characters.map(|_| '*')).collect(),
        None => String::new(),
    }
}

/// Masks the personal numbers in what is shown. Whoever needs them in full asks for an export.
pub fn hide(text: &mut String) {
    if holds_personal_number(text) {
        *text = personal_numbers(text);
    }
}

/// The text with every personal number masked in place; the rest is untouched.
pub fn personal_numbers(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = next_number(text, at) {
        let raw = &text[found.start..found.end];
        masked.push_str(&text[copied..found.start]);
        masked.push_str(&match found.kind {
            Kind::Phone => keep_ends(raw, leading(raw, 3), 4),
            Kind::IdCard => keep_ends(raw, 3, 4),
            Kind::BankCard => keep_ends(raw, 4, 4),
            Kind::Mail => mail(raw),
        });
        copied = found.end;
        at = found.end;
    }
    masked.push_str(&text[copied..]);
    masked
}

/// Where in the text personal numbers stand, in bytes.
pub fn personal_places(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let next = || {
        let found = next_number(text, at)?;
        at = found.end;
        Some(found.start..found.end)
    };
    std::iter::from_fn(next).collect()
}

/// Whether the text holds a personal number.
pub fn holds_personal_number(text: &str) -> bool {
    next_number(text, 0).is_some()
}

/// What columns are called that hold whom a row is about.
const PERSONAL_TITLES: &[&str] = &[
    "手机",
    "电话",
    "联系方式",
    "邮箱",
    "微信号",
    "姓名",
    "昵称",
    "名字",
    "账号",
    "证件号",
    "身份证",
    "地址",
    "phone",
    "mobile",
    "mail",
    "wechat",
    "wxid",
    "nickname",
    "userid",
    "openid",
];

/// Whether a column of this title holds who or where a person is, rather than what they are like.
pub fn is_personal_title(title: &str) -> bool {
    let title = title.to_lowercase();
    title == "name" || PERSONAL_TITLES.iter().any(|word| title.contains(word))
}

enum Kind {
    Phone,
    IdCard,
    BankCard,
    Mail,
}

struct Found {
    kind: Kind,
    start: usize,
    end: usize,
}

/// Digits to keep at the front: a country code does not use up the three.
fn leading(raw: &str, own: usize) -> usize {
    raw.bytes().filter(u8::is_ascii_digit).count().saturating_sub(11) + own
}

/// Stars for all digits (and a final X) but the first and the last few; separators stay.
fn keep_ends(raw: &str, first: usize, last: usize) -> String {
    let counts = |c: char| c.is_ascii_digit() || matches!(c, 'X' | 'x');
    let total = raw.chars().filter(|c| counts(*c)).count();
    let mut seen = 0;
    raw.chars()
        .map(|c| {
            if !counts(c) {
                return c;
            }
            seen += 1;
            if seen <= first || seen > total - last.min(total) { c } else { '*' }
        })
        .collect()
}

fn next_number(text: &str, from: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'@' => match mail_around(bytes, at, from) {
                Some(found) => return Some(found),
                None => at += 1,
            },
            b'0'..=b'9' => {
                let run = DigitRun::at(bytes, at);
                let group = run.first_group();
                if !mail_follows(bytes, group.end)
                    && let Some(found) = run.classify(text).or_else(|| group.classify(text))
                {
                    return Some(found);
                }
                at = group.end;
            }
            _ => at += 1,
        }
    }
    None
}

/// Digits, with single spaces or hyphens between groups.
struct DigitRun<'a> {
    bytes: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> DigitRun<'a> {
    fn at(bytes: &'a [u8], start: usize) -> DigitRun<'a> {
        let mut end = start;
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        while is_digit(end) || (matches!(bytes.get(end), Some(b' ' | b'-')) && is_digit(end + 1)) {
            end += 1;
        }
        DigitRun { bytes, start, end }
    }

    /// The digits up to the first separator: `13800000001 13900000002` are two numbers.
    fn first_group(&self) -> DigitRun<'a> {
        let run = &self.bytes[self.start..self.end];
        let length = run.iter().take_while(|byte| byte.is_ascii_digit()).count();
        DigitRun { bytes: self.bytes, start: self.start, end: self.start + length }
    }

    fn classify(&self, text: &str) -> Option<Found> {
        let mut digits = [0u8; 24];
        let mut count = 0;
        for byte in self.bytes[self.start..self.end].iter().filter(|byte| byte.is_ascii_digit()) {
            *digits.get_mut(count)? = byte - b'0';
            count += 1;
        }
        if count < 11 {
            return None;
        }
        let digits = &digits[..count];
        let compact = count == self.end - self.start;
        let with_x = compact && count == 17 && matches!(self.bytes.get(self.end), Some(b'X' | b'x'));
        let end = if with_x { self.end + 1 } else { self.end };
        let found = |kind| Some(Found { kind, start: self.start, end });
        let bounded = self.bounded(end);
        if compact && bounded && is_id_card(digits, with_x) {
            return found(Kind::IdCard);
        }
        if bounded && is_bank_card(digits) && (compact || self.grouped_by_four()) {
            return found(Kind::BankCard);
        }
        let own = match digits {
            [8, 6, rest @ ..] if rest.len() == 11 => rest,
            all => all,
        };
        let starts_well = bounded || (self.bounded_right(end) && self.after_phone_word(text));
        if is_phone(own) && starts_well && (compact || self.grouped_as_phone()) {
            return found(Kind::Phone);
        }
        None
    }

    fn bounded(&self, end: usize) -> bool {
        let before = self.start.checked_sub(1).and_then(|at| self.bytes.get(at));
        !before.is_some_and(|byte| joins_words(*byte)) && self.bounded_right(end)
    }

    fn bounded_right(&self, end: usize) -> bool {
        let decimal = self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        !decimal && !self.bytes.get(end).is_some_and(|byte| joins_words(*byte))
    }

    /// `vx13800000000`: letters that announce the number.
    fn after_phone_word(&self, text: &str) -> bool {
        let before = &text[..self.start];
        let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let word = &before[before.len() - letters..];
        PHONE_PREFIXES.iter().any(|prefix| word.eq_ignore_ascii_case(prefix))
    }

    fn group_lengths(&self) -> impl Iterator<Item = usize> {
        self.bytes[self.start..self.end].split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len)
    }

    fn grouped_by_four(&self) -> bool {
        let mut lengths = self.group_lengths().peekable();
        while let Some(length) = lengths.next() {
            let last = lengths.peek().is_none();
            if length != 4 && !(last && length < 4) {
                return false;
            }
        }
        true
    }

    /// 138 1234 5678, 86-138-1234-5678, 138 12345678.
    fn grouped_as_phone(&self) -> bool {
        let mut lengths = self.group_lengths().collect::<Vec<_>>();
        if lengths.first() == Some(&2) {
            lengths.remove(0);
        }
        matches!(lengths[..], [11] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 4, 3])
    }
}

/// A neighbour that makes the digits part of a word, a path or a parameter.
fn joins_words(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/' | b'=' | b'&' | b'.' | b'%' | b'#')
}

fn is_phone(digits: &[u8]) -> bool {
    matches!(digits, [1, 3..=9, rest @ ..] if rest.len() == 9)
}

fn is_id_card(digits: &[u8], with_x: bool) -> bool {
    let (body, check) = match (digits.len(), with_x) {
        (17, true) => (digits, b'X'),
        (18, false) => (&digits[..17], b'0' + digits[17]),
        _ => return false,
    };
    let number = |range: std::ops::Range<usize>| body[range].iter().fold(0u32, |n, digit| n * 10 + u32::from(*digit));
    let province = matches!(number(0..2), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83);
    let date =
        matches!(number(6..10), 1900..=2099) && matches!(number(10..12), 1..=12) && matches!(number(12..14), 1..=31);
    let sum: u32 = body.iter().zip(ID_WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    province && date && ID_CHECKS[(sum % 11) as usize] == check
}

/// UnionPay (62), Visa (4), Mastercard (51–55, 2221–2720) and American Express (34, 37) prefixes.
fn is_bank_card(digits: &[u8]) -> bool {
    let prefix = digits.iter().take(4).fold(0u32, |n, digit| n * 10 + u32::from(*digit));
    let issued = match digits.len() {
        15 => matches!(prefix, 3400..=3499 | 3700..=3799),
        16 => matches!(prefix, 4000..=4999 | 5100..=5599 | 2221..=2720 | 6200..=6299),
        17..=19 => matches!(prefix, 6200..=6299),
        _ => false,
    };
    issued && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, doubled) => doubled / 10 + doubled % 10,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn mail_around(bytes: &[u8], at: usize, from: usize) -> Option<Found> {
    let user = bytes[from..at].iter().rev().take_while(|byte| is_mail_user(**byte)).count();
    let domain = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let mut end = at + 1 + domain.count();
    while matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    let top = bytes[at + 1..end].rsplit(|byte| *byte == b'.').next()?;
    let dotted = top.len() < end - at - 1;
    let real = user > 0 && dotted && top.len() >= 2 && top.iter().all(u8::is_ascii_alphabetic);
    real.then_some(Found { kind: Kind::Mail, start: at - user, end })
}

/// Whether these digits are the beginning of a mail address's user.
fn mail_follows(bytes: &[u8], at: usize) -> bool {
    let rest = bytes[at..].iter().take_while(|byte| is_mail_user(**byte)).count();
    bytes.get(at + rest) == Some(&b'@') && bytes.get(at + rest + 1).is_some_and(u8::is_ascii_alphanumeric)
}

fn is_mail_user(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_masked_where_they_stand() {
        let cases = [
            ("我手机13800000001，加我", "我手机138****0001，加我"),
            ("138 0000 0001", "138 **** 0001"),
            ("+86 138-0000-0001", "+86 138-****-0001"),
            ("8613800000001", "86138****0001"),
            ("vx13800000001进群", "vx138****0001进群"),
            ("邮箱 lin.xiao@example.com。", "邮箱 l***@example.com。"),
            ("13800000001@qq.com", "1***@qq.com"),
            ("身份证11010519491231002X谢谢", "身份证110***********002X谢谢"),
            ("330106199003071236", "330***********1236"),
            ("卡号6222 0200 0100 0000 008", "卡号6222 **** **** ***0 008"),
            ("Visa 4111 1111 1111 1111", "Visa 4111 **** **** 1111"),
            ("两个 13800000001 13900000002", "两个 138****0001 139****0002"),
        ];
        for (raw, masked) in cases {
            assert_eq!(personal_numbers(raw), masked);
        }
    }

    #[test]
    fn other_numbers_stay() {
        let cases = [
            "订单号 202403011234567890",
            "快递SF13800000001234",
            "https://example.com/p/13800000001",
            "?id=13800000001&x=1",
            "11010519491231002Y",
            "110105194912310021",
            "金额12345678901.5",
            "1234567890123456",
            "4111 1111 1111 1112",
            "@所有人 明天9点",
            "a@b",
            "12800000001",
            "今天2024-03-01 12:00",
            "138000000011",
        ];
        for text in cases {
            assert_eq!(personal_numbers(text), text);
            assert!(!holds_personal_number(text), "{text}");
        }
    }

    #[test]
    fn one_changed_digit_breaks_an_identity_card() {
        let card = "11010519491231002X";
        assert!(holds_personal_number(card));
        for place in 6..17 {
            let mut digits = card.as_bytes().to_vec();
            digits[place] = b'0' + (digits[place] - b'0' + 1) % 10;
            let changed = String::from_utf8(digits).unwrap();
            assert!(!holds_personal_number(&changed), "{changed}");
        }
    }

    #[test]
    fn fields_are_masked_whole() {
        assert_eq!(phone("13800000001"), "138****0001");
        assert_eq!(phone("010-12345"), "***-*2345");
        assert_eq!(mail("lin@example.com"), "l***@example.com");
        assert_eq!(mail("不是邮箱"), "***");
        assert_eq!(name("林晓"), "林*");
        assert_eq!(name(""), "");
    }
}
