//! Text from outside, made safe to show: on a terminal, in plain output, in an error.
//!
//! Everything that a person of the community wrote passes here before it reaches a screen; the
//! store keeps the raw text. Widths are terminal columns as `unicode-width` counts them, summed
//! over grapheme clusters, which is how the terminal library lays cells out.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most combining marks that one character may carry.
const MARKS_PER_CHARACTER: usize = 4;
const CUT: &str = "…";

/// What becomes of one character.
enum Treatment {
    Keep,
    Drop,
    Show(char),
    /// Shown as ⏎.
    LineBreak,
    /// Kept only between two emoji.
    Joiner,
    /// Kept only behind an emoji, or before a keycap.
    EmojiStyle,
    CombiningMark,
}

/// One safe line: control characters become symbols, line breaks ⏎; direction overrides,
/// zero-width and tag characters vanish; a character carries four combining marks at the most.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut marks = 0;
    while let Some(character) = characters.next() {
        let treatment = treat(character);
        marks = if matches!(treatment, Treatment::CombiningMark) { marks + 1 } else { 0 };
        match treatment {
            Treatment::Keep => safe.push(character),
            Treatment::Drop => {}
            Treatment::Show(symbol) => safe.push(symbol),
            Treatment::LineBreak => {
                if character == '\r' && characters.peek() == Some(&'\n') {
                    characters.next();
                }
                safe.push('⏎');
            }
            Treatment::Joiner => {
                let inside = ends_with_emoji(&safe) && characters.peek().copied().is_some_and(is_emoji);
                if inside {
                    safe.push(character);
                }
            }
            Treatment::EmojiStyle => {
                let keycap = characters.peek() == Some(&'\u{20E3}');
                if safe.chars().next_back().is_some_and(is_emoji) || keycap {
                    safe.push(character);
                }
            }
            Treatment::CombiningMark => {
                if marks <= MARKS_PER_CHARACTER {
                    safe.push(character);
                }
            }
        }
    }
    Cow::Owned(safe)
}

/// Whether a character can steer a terminal or hide what stands beside it, whatever its neighbours are.
pub fn is_hostile(character: char) -> bool {
    matches!(treat(character), Treatment::Drop | Treatment::Show(_) | Treatment::LineBreak)
}

/// Columns that the text takes on a terminal once it is [`clean`].
pub fn width(text: &str) -> usize {
    columns_of(&clean(text))
}

/// At most `columns` wide: cleaned, and cut with … where it is longer. A wide character is never split.
pub fn clip(text: &str, columns: usize) -> String {
    let safe = clean(text);
    if safe.len() <= columns || columns_of(&safe) <= columns {
        return safe.into_owned();
    }
    let Some(room) = columns.checked_sub(1) else { return String::new() };
    let mut kept = String::new();
    let mut used = 0;
    for cluster in safe.graphemes(true) {
        used += cluster.width();
        if used > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept + CUT
}

/// Exactly `columns` wide: [`clip`], filled up with spaces.
pub fn fit(text: &str, columns: usize) -> String {
    let mut cell = clip(text, columns);
    let padding = columns.saturating_sub(columns_of(&cell));
    cell.extend(std::iter::repeat_n(' ', padding));
    cell
}

/// The same, filled up before it.
pub fn right(text: &str, columns: usize) -> String {
    let shown = clip(text, columns);
    " ".repeat(columns.saturating_sub(columns_of(&shown))) + &shown
}

/// Lines of at most `columns`, broken at line breaks, at spaces and between wide characters;
/// closing punctuation stays with what it closes. Nothing fits into no columns.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    text.lines().flat_map(|line| wrap_line(&clean(line), columns)).collect()
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = line;
    loop {
        let (mut head, mut tail) = fitting(rest, columns);
        if head.is_empty() {
            (head, tail) = torn(rest, columns);
        }
        // A character wider than a line shows as one that was cut.
        lines.push(clip(head.trim_end(), columns));
        if tail.is_empty() {
            return lines;
        }
        rest = tail;
    }
}

/// What of a line fits into `columns` up to where a reader would break it, and the rest. The first is empty where
/// nothing fits whole. The line is taken to be clean.
pub fn fitting(line: &str, columns: usize) -> (&str, &str) {
    let (mut used, mut end) = (0, 0);
    for piece in unbreakable_pieces(line) {
        if used + columns_of(piece.trim_end()) > columns {
            break;
        }
        used += columns_of(piece);
        end += piece.len();
    }
    line.split_at(end)
}

/// As many characters as fit, but one at least, and the rest: for a word that no line holds.
pub fn torn(line: &str, columns: usize) -> (&str, &str) {
    let mut used = 0;
    let place = line.grapheme_indices(true).find(|(at, cluster)| {
        used += cluster.width();
        *at > 0 && used > columns
    });
    line.split_at(place.map_or(line.len(), |(at, _)| at))
}

/// Words with the space behind them; wide characters one by one, with the punctuation that closes them.
fn unbreakable_pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut clusters = rest.grapheme_indices(true);
        let (_, mut before) = clusters.next()?;
        let end = clusters.find_map(|(at, cluster)| {
            let breaks = may_break_between(before, cluster);
            before = cluster;
            breaks.then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

fn may_break_between(before: &str, after: &str) -> bool {
    if closes(after) || after == " " || opens(before) {
        return false;
    }
    before == " " || before.width() > 1 || after.width() > 1
}

fn closes(cluster: &str) -> bool {
    matches!(
        cluster,
        "，" | "。" | "！" | "？" | "、" | "；" | "：" | "）" | "》" | "」" | "』" | "】" | "”" | "…" | "⏎"
    )
}

fn opens(cluster: &str) -> bool {
    matches!(cluster, "（" | "《" | "「" | "『" | "【" | "“")
}

fn columns_of(safe: &str) -> usize {
    if safe.is_ascii() {
        return safe.len();
    }
    safe.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The common case, decided without looking at neighbours.
fn is_harmless(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309B}'..='\u{3163}')
        || matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF9F}')
        || matches!(treat(character), Treatment::Keep)
}

fn treat(character: char) -> Treatment {
    match character {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Treatment::LineBreak,
        '\0'..='\u{1F}' => Treatment::Show(control_picture(character)),
        '\u{7F}' => Treatment::Show('␡'),
        '\u{80}'..='\u{9F}' => Treatment::Show('\u{FFFD}'),
        '\u{200D}' => Treatment::Joiner,
        '\u{FE0F}' => Treatment::EmojiStyle,
        _ if is_invisible(character) => Treatment::Drop,
        _ if is_combining_mark(character) => Treatment::CombiningMark,
        _ => Treatment::Keep,
    }
}

/// The control pictures lie in the order of the control characters.
fn control_picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or('\u{FFFD}')
}

/// Takes no room or hides its meaning: direction controls, zero-width and filler characters,
/// variation selectors, tags.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn ends_with_emoji(text: &str) -> bool {
    text.trim_end_matches('\u{FE0F}').chars().next_back().is_some_and(is_emoji)
}

/// Pictographs, near enough to Unicode's list for deciding whether a joiner belongs.
pub(crate) fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2300}'..='\u{23FF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{25FF}' | '\u{2900}'..='\u{297F}' | '©' | '®' | '‼' | '⁉' | '™' | 'ℹ'
        | 'Ⓜ' | '〰' | '〽' | '㊗' | '㊙'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_becomes_one_harmless_line() {
        let cases = [
            ("plain ascii", "hello", "hello"),
            ("plain chinese", "大家好，我是小林～", "大家好，我是小林～"),
            ("escape sequence", "\u{1b}[31mred", "␛[31mred"),
            ("terminal title", "\u{1b}]0;owned\u{7}", "␛]0;owned␇"),
            ("eight-bit escape", "a\u{9b}31m", "a\u{FFFD}31m"),
            ("nul and delete", "a\0b\u{7f}", "a␀b␡"),
            ("tab", "a\tb", "a␉b"),
            ("unix line break", "一\n二", "一⏎二"),
            ("windows line break", "一\r\n二", "一⏎二"),
            ("carriage return alone", "ok\rhidden", "ok⏎hidden"),
            ("unicode line breaks", "a\u{2028}b\u{2029}c\u{85}d", "a⏎b⏎c⏎d"),
            ("direction override", "abc\u{202e}fdp.exe", "abcfdp.exe"),
            ("direction isolates", "\u{2067}abc\u{2069}", "abc"),
            ("direction marks", "\u{200e}a\u{200f}b\u{61c}", "ab"),
            ("zero width", "群\u{200b}主\u{feff}\u{2060}", "群主"),
            ("zero width joiner outside emoji", "群\u{200d}主", "群主"),
            ("soft hyphen and fillers", "a\u{ad}b\u{3164}c\u{ffa0}", "abc"),
            ("tag characters", "hi\u{e0068}\u{e0069}\u{e007f}", "hi"),
            ("ideographic variation selector", "葛\u{e0100}", "葛"),
            ("joined emoji", "👩\u{200d}💻", "👩\u{200d}💻"),
            ("joined emoji with style", "❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("joiner at the end of an emoji", "👩\u{200d}", "👩"),
            ("style behind emoji", "☀\u{fe0f}", "☀\u{fe0f}"),
            ("style behind letter", "a\u{fe0f}", "a"),
            ("keycap", "1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}"),
            ("two marks", "e\u{301}\u{302}", "e\u{301}\u{302}"),
            ("stacked marks", "z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}x", "z\u{301}\u{301}\u{301}\u{301}x"),
        ];
        for (what, raw, safe) in cases {
            assert_eq!(clean(raw), safe, "{what}");
        }
    }

    #[test]
    fn clean_text_is_not_copied_and_cleaning_twice_changes_nothing() {
        assert!(matches!(clean("今天 good 👍"), Cow::Borrowed(_)));
        let once = clean("a\u{1b}\u{202e}\r\n👩\u{200d}💻\u{200d}").into_owned();
        assert_eq!(clean(&once), once);
    }

    #[test]
    fn no_control_or_direction_character_survives_anywhere() {
        for code in (0..=0x10FFFF).filter_map(char::from_u32) {
            let raw = format!("人{code}a");
            let safe = clean(&raw);
            assert!(!safe.chars().any(|c| c.is_control()), "{:x}", u32::from(code));
            let risky = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}');
            assert!(!safe.chars().any(risky), "{:x}", u32::from(code));
        }
    }

    #[test]
    fn a_cell_is_exactly_as_wide_as_asked() {
        let names = [
            "林晓",
            "Kevin",
            "阿强,测试",
            "Momo🌸",
            "👨\u{200d}👩\u{200d}👧家",
            "a\u{202e}b",
            "ｆｕｌｌ宽",
            "",
            "e\u{301}\u{301}é",
        ];
        for name in names {
            for columns in 0..12 {
                let cell = fit(name, columns);
                assert_eq!(width(&cell), columns, "{name:?} in {columns}");
                assert!(width(&clip(name, columns)) <= columns);
            }
        }
    }

    #[test]
    fn a_cut_never_splits_a_wide_character() {
        assert_eq!(clip("群像分析", 8), "群像分析");
        assert_eq!(clip("群像分析", 7), "群像分…");
        assert_eq!(clip("群像分析", 6), "群像…");
        assert_eq!(fit("群像分析", 6), "群像… ");
        assert_eq!(clip("群像", 1), "…");
        assert_eq!(clip("群像", 0), "");
    }

    #[test]
    fn wrapped_lines_break_where_a_reader_expects() {
        assert_eq!(wrap("我们一起学习。", 12), ["我们一起学", "习。"]);
        assert_eq!(wrap("buy milk and bread", 9), ["buy milk", "and bread"]);
        assert_eq!(wrap("用 Rust 写程序", 8), ["用 Rust", "写程序"]);
        assert_eq!(wrap("第一行\n第二行", 20), ["第一行", "第二行"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert!(wrap("字", 0).is_empty());
        for columns in 1..20 {
            let text = "大家好 welcome to 群像！（测试）👩\u{200d}💻 https://example.com/very/long/path";
            assert!(wrap(text, columns).iter().all(|line| width(line) <= columns), "{columns}");
        }
    }
}
