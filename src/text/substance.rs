//! Whether a message says something, or only shows that its author is there.

use super::display::is_emoji;
use super::speech;

/// What people write to sign in, agree or greet.
const EMPTY_WORDS: [&str; 74] = [
    "收到",
    "已收到",
    "收到收到",
    "收到谢谢",
    "好的收到",
    "好",
    "好的",
    "好滴",
    "好哒",
    "好嘞",
    "好呀",
    "好吧",
    "ok",
    "okok",
    "okk",
    "嗯",
    "嗯嗯",
    "嗯呢",
    "哦",
    "噢",
    "行",
    "可以",
    "是",
    "是的",
    "是啊",
    "对",
    "对的",
    "对啊",
    "没错",
    "打卡",
    "已打卡",
    "签到",
    "早",
    "早安",
    "早上好",
    "大家早",
    "大家早上好",
    "午安",
    "晚安",
    "晚上好",
    "下午好",
    "中午好",
    "你好",
    "您好",
    "大家好",
    "hi",
    "hello",
    "在",
    "在的",
    "来了",
    "到",
    "到了",
    "顶",
    "顶顶",
    "赞",
    "点赞",
    "支持",
    "谢谢",
    "感谢",
    "多谢",
    "thx",
    "thanks",
    "谢谢老师",
    "辛苦了",
    "老师好",
    "欢迎",
    "欢迎欢迎",
    "欢迎新人",
    "欢迎新朋友",
    "厉害",
    "牛",
    "牛逼",
    "加油",
    "已读",
];

/// True for content. Sign-in words (`收到`, `打卡`), numbers (`1`, `+1`), laughter, lone emoji and
/// mentions without words say nothing.
pub fn says_something(text: &str) -> bool {
    says_words(text) || text.contains("://")
}

fn says_words(text: &str) -> bool {
    let mut said = ['\0'; 8];
    let mut length = 0;
    let words = speech::spans(text)
        .flat_map(str::chars)
        .filter(|c| speech::is_ideograph(*c) || (c.is_alphanumeric() && !is_emoji(*c)));
    for character in words.filter(|c| is_han(*c) || !c.is_numeric()).flat_map(char::to_lowercase) {
        if length == said.len() {
            return !only_laughter(text);
        }
        said[length] = character;
        length += 1;
    }
    let said = &said[..length];
    length > 0 && !said.iter().copied().all(is_laughter) && !all_same(said) && !is_empty_word(said)
}

fn is_empty_word(said: &[char]) -> bool {
    EMPTY_WORDS.iter().any(|word| word.chars().eq(said.iter().copied()))
}

fn all_same(said: &[char]) -> bool {
    said.len() > 1 && said.iter().all(|character| *character == said[0])
}

fn only_laughter(text: &str) -> bool {
    let mut letters = speech::spans(text).flat_map(str::chars).filter(|c| c.is_alphanumeric());
    let Some(first) = letters.next() else { return true };
    letters.clone().all(|c| c == first) || (is_laughter(first) && letters.all(is_laughter))
}

fn is_laughter(character: char) -> bool {
    matches!(
        character,
        '哈' | '呵'
            | '嘿'
            | '嘻'
            | '啊'
            | '哦'
            | '嗯'
            | '呜'
            | '哇'
            | '呀'
            | '噢'
            | '嗷'
            | '额'
            | 'h'
            | 'a'
            | '草'
            | '6'
    )
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_presence_are_not_content() {
        for text in [
            "收到",
            "收到！",
            "1",
            "+1",
            "111",
            "好的[OK]",
            "哈哈哈哈",
            "哈哈哈哈哈哈哈哈哈哈哈哈",
            "😂😂",
            "[强]",
            "@小林 ",
            "打卡",
            "OK",
            "",
            "。。。",
            "hhhhh",
            "666",
            "嗯嗯嗯",
            "谢谢老师🌹",
        ] {
            assert!(!says_something(text), "{text}");
        }
    }

    #[test]
    fn anything_with_words_is_content() {
        for text in [
            "这个奶粉怎么冲",
            "收到货了，包装很好",
            "https://example.com/a",
            "好的，我明天发你",
            "求链接",
            "多少钱",
            "哈哈哈哈哈哈哈哈这个视频太好笑",
            "rust",
        ] {
            assert!(says_something(text), "{text}");
        }
    }
}
