//! A large invented community: a table of members with tags, and chats. The same seed, the same bytes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Outcome;

/// How large a community is.
#[derive(Clone, Copy)]
pub struct Size {
    pub members: u64,
    pub messages: u64,
}

pub const TAGS: u64 = 200;
/// A word of two characters that one message in a hundred holds, and one that stands in a handful.
pub const COMMON: &str = "露营";
pub const RARE: &str = "皮艇";

const GROUPS: u64 = 20;
/// One member in so many speaks.
const SPEAKERS: u64 = 20;
const RARE_MESSAGES: u64 = 7;
const SPRING_2024: u64 = 1_709_222_400;
const HALF_A_YEAR: u64 = 183 * 86_400;

const CITIES: [&str; 8] = ["杭州", "宁波", "上海", "南京", "苏州", "成都", "北京", "广州"];
const NAMES: [&str; 8] = ["小满", "果爸", "云朵", "松果", "陆远", "严禾", "团团", "山羊"];
const LEVELS: [&str; 4] = ["", "普通", "银卡", "金卡"];
const WORDS: [&str; 16] = [
    "今天",
    "有人",
    "一起",
    "去公园",
    "吗",
    "这个牌子",
    "质量",
    "不错",
    "宝宝",
    "辅食",
    "怎么做",
    "昨天",
    "买的",
    "快递",
    "还没到",
    "谢谢大家",
];

/// Numbers that only look like chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    /// Small numbers come far more often than large ones.
    fn skewed(&mut self, bound: u64) -> u64 {
        let share = self.below(1 << 20) as f64 / (1 << 20) as f64;
        (share.powi(3) * bound as f64) as u64
    }
}

/// Writes the community's files, and names them.
pub fn write(folder: &Path, size: Size) -> Outcome<Vec<PathBuf>> {
    let mut chance = Chance(7);
    let roster = folder.join("members.csv");
    write_members(&roster, size.members, &mut chance)?;
    let mut files = vec![roster];
    for group in 0..GROUPS {
        let chat = folder.join(format!("chat{group:02}.jsonl"));
        write_chat(&chat, group, size, &mut chance)?;
        files.push(chat);
    }
    Ok(files)
}

fn account(member: u64) -> u64 {
    100_000_000 + member
}

fn write_members(path: &Path, members: u64, chance: &mut Chance) -> Outcome<()> {
    let mut table = BufWriter::new(File::create(path)?);
    writeln!(table, "QQ号,昵称,性别,城市,会员等级,入群时间,标签")?;
    for member in 0..members {
        let (city, name, level) = (chance.pick(&CITIES), chance.pick(&NAMES), chance.pick(&LEVELS));
        let gender = chance.pick(&["男", "女", ""]);
        let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
        let tags: Vec<String> = (0..chance.below(7)).map(|_| format!("圈层{:03}", chance.skewed(TAGS))).collect();
        let account = account(member);
        writeln!(
            table,
            "{account},{city}-{name}{member},{gender},{city},{level},2023-{month:02}-{day:02},{}",
            tags.join("、")
        )?;
    }
    Ok(table.flush()?)
}

fn write_chat(path: &Path, group: u64, size: Size, chance: &mut Chance) -> Outcome<()> {
    let mut chat = BufWriter::new(File::create(path)?);
    writeln!(
        chat,
        r#"{{"_type":"header","chatlab":{{"version":"0.0.2","exportedAt":1725120000}},"meta":{{"name":"圈子{group:02}","platform":"qq","type":"group","groupId":"{}"}}}}"#,
        700_000 + group
    )?;
    let messages = size.messages / GROUPS;
    for number in 0..messages {
        let sender = account(chance.skewed(size.members / SPEAKERS) * SPEAKERS);
        let time = SPRING_2024 + number * HALF_A_YEAR / messages;
        let mut text: String = (0..3 + chance.below(6)).map(|_| chance.pick(&WORDS)).collect();
        if chance.below(100) == 0 {
            text.push_str(COMMON);
        }
        if group == 0 && number < RARE_MESSAGES {
            text.push_str(RARE);
        }
        let answers = match number.checked_sub(1 + chance.below(80)) {
            Some(earlier) if number - earlier <= 20 => format!(r#","replyToMessageId":"{earlier}""#),
            _ => String::new(),
        };
        writeln!(
            chat,
            r#"{{"_type":"message","sender":"{sender}","accountName":"{sender}","timestamp":{time},"type":0,"content":"{text}","platformMessageId":"{number}"{answers}}}"#
        )?;
    }
    Ok(chat.flush()?)
}
