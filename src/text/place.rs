//! Provinces and prefecture-level cities in text: in names, forms and free words.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

const PLACES: &str = include_str!("../../assets/dict/places.txt");
/// Short names that are everyday words too: read only where a place must stand.
const EVERYDAY_WORDS: [&str; 33] = [
    "来宾", "白银", "日照", "安康", "中山", "东方", "朝阳", "首都", "平凉", "吉安", "海南", "太平", "黄山", "本溪",
    "绿城", "江城", "山城", "花城", "北海", "新星", "双河", "白杨", "红河", "文山", "天门", "白沙", "文昌", "大理",
    "阿里", "昌平", "东营", "四平", "春城",
];
/// What makes a place name the name of something else, right behind it.
const NOT_A_PLACE_BEFORE: [&str; 30] = [
    "拉面",
    "时间",
    "烤鸭",
    "路",
    "银行",
    "队",
    "菜",
    "话",
    "火锅",
    "小面",
    "热干面",
    "啤酒",
    "大街",
    "西路",
    "东路",
    "南路",
    "北路",
    "中路",
    "牌",
    "鱼",
    "机场",
    "站",
    "鸭脖",
    "米粉",
    "米线",
    "炒",
    "锅包肉",
    "大闸蟹",
    "户口",
    "塔",
];
/// What tells of a journey, right before a place name.
const JOURNEYS: [&str; 16] =
    ["去", "到", "飞", "往", "过", "经", "玩", "想", "游", "逛", "离", "从", "发", "比", "和", "不在"];
/// What tells of a journey, anywhere behind a place name.
const VISITS: [&str; 8] = ["出差", "旅游", "旅行", "玩", "开会", "转机", "参展", "游"];

/// A province, with its city where known, in short forms. Municipalities are provinces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// `浙江`.
    pub province: &'static str,
    /// `杭州`.
    pub city: Option<&'static str>,
}

struct Gazetteer {
    names: AhoCorasick,
    places: Vec<(&'static str, Place)>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut places = Vec::new();
    for line in PLACES.lines().filter(|line| !line.starts_with('#')) {
        if let Some((alias, full)) = line.split_once(" = ") {
            let mut parts = full.split(' ');
            places.push((alias, Place { province: parts.next().unwrap_or(full), city: parts.next() }));
        } else if let Some((province, cities)) = line.split_once(':') {
            places.push((province, Place { province, city: None }));
            let city = |city| (city, Place { province, city: Some(city) });
            places.extend(cities.split_whitespace().filter(|name| *name != province).map(city));
        }
    }
    let names = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Both)
        .build(places.iter().map(|(name, _)| name))
        // A few hundred short names stay far below the automaton's limits.
        .expect("the list of places is small");
    Gazetteer { names, places }
});

/// The place that free text is about, if it names one that its author may live in: not 兰州拉面,
/// not 去长沙出差.
pub fn find(text: &str) -> Option<Place> {
    GAZETTEER.names.find_iter(text).find_map(|found| {
        let (name, place) = GAZETTEER.places[found.pattern()];
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        let other = names_a_thing(after);
        let journey =
            JOURNEYS.iter().any(|word| before.ends_with(word)) || VISITS.iter().any(|word| after.contains(word));
        (!other && !journey && !EVERYDAY_WORDS.contains(&name)).then(|| with_city(place, after))
    })
}

/// Whether what follows makes a place part of the name of something else: 兰州 of 兰州拉面.
pub(crate) fn names_a_thing(behind: &str) -> bool {
    NOT_A_PLACE_BEFORE.iter().any(|word| behind.starts_with(word))
}

/// Whether a text begins with a place's name that is an everyday word, too, or the name of several places.
pub(crate) fn is_everyday(text: &str) -> bool {
    EVERYDAY_WORDS.iter().any(|name| text.starts_with(name))
}

/// The place that the text begins with, and the rest behind it.
pub(crate) fn at_start(text: &str) -> Option<(Place, &str)> {
    let (place, rest) = name_at_start(text)?;
    let rest = strip_level(rest);
    match name_at_start(rest) {
        Some((inner, further)) if inner.province == place.province && place.city.is_none() => {
            Some((inner, strip_level(further)))
        }
        _ => Some((place, rest)),
    }
}

/// A whole field of a roster or a form: `广东 深圳`, `广东省深圳市南山区`, `广东-深圳`, `上海市徐汇区…`, `中国 浙江`.
pub fn parse(field: &str) -> Option<Place> {
    let field = field.trim();
    let field = field.strip_prefix("中国大陆").or_else(|| field.strip_prefix("中国")).unwrap_or(field);
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '·' | ',' | '，' | '|' | '—' | '_' | '>');
    let field = field.trim_matches(is_gap);
    let (place, rest) = at_start(field)?;
    let rest = rest.trim_start_matches(is_gap);
    match at_start(rest) {
        Some((inner, _)) if inner.province == place.province && place.city.is_none() => Some(inner),
        _ if names_a_thing(rest) => None,
        _ => Some(place),
    }
}

fn name_at_start(text: &str) -> Option<(Place, &str)> {
    let found = GAZETTEER.names.find(Input::new(text).anchored(Anchored::Yes))?;
    Some((GAZETTEER.places[found.pattern()].1, &text[found.end()..]))
}

/// A province's city right behind it: 浙江杭州.
fn with_city(place: Place, after: &str) -> Place {
    match name_at_start(strip_level(after)) {
        Some((inner, _)) if place.city.is_none() && inner.province == place.province => inner,
        _ => place,
    }
}

fn strip_level(rest: &str) -> &str {
    const LEVELS: [&str; 8] =
        ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "自治州", "省", "市"];
    LEVELS.iter().find_map(|level| rest.strip_prefix(level)).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(place: Option<Place>) -> String {
        place.map_or_else(String::new, |place| format!("{}{}", place.province, place.city.unwrap_or_default()))
    }

    #[test]
    fn fields_of_forms_and_rosters() {
        let cases = [
            ("广东 深圳", "广东深圳"),
            ("广东-深圳", "广东深圳"),
            ("广东省深圳市南山区", "广东深圳"),
            ("上海市徐汇区漕河泾", "上海"),
            ("上海", "上海"),
            ("杭州", "浙江杭州"),
            ("中国 浙江 杭州", "浙江杭州"),
            ("内蒙古自治区呼和浩特市", "内蒙古呼和浩特"),
            ("广西壮族自治区南宁市", "广西南宁"),
            ("吉林省吉林市", "吉林"),
            ("北京-北京", "北京"),
            ("Shenzhen", ""),
            ("兰州拉面", ""),
            ("", ""),
        ];
        for (field, place) in cases {
            assert_eq!(shown(parse(field)), place, "{field}");
        }
    }

    #[test]
    fn free_text_names_a_place_only_where_one_may_live() {
        let cases = [
            ("浙江杭州这边下雨了", "浙江杭州"),
            ("我们魔都今天好热", "上海"),
            ("成都的小伙伴举手", "四川成都"),
            ("中午吃兰州拉面", ""),
            ("北京时间八点", ""),
            ("下周去长沙出差", ""),
            ("各位来宾大家好", ""),
            ("南京路步行街", ""),
        ];
        for (text, place) in cases {
            assert_eq!(shown(find(text)), place, "{text}");
        }
    }
}
