//! Whether two members are one person, by what they agree in; and how right that is.
//!
//! Certain enough to suggest: the same mail address or phone; the same handle of eight characters
//! or more; the same real name (two Han characters, or two words) and one more agreement. Pairwise
//! precision and recall of mail, name and login on three public mailmaps: .996/.770, .959/.793,
//! .937/.963. A name alone is right about six times in ten, and never enough.
//!
//! A nickname that does not read like a real name is picked by many of one group (可可妈妈): it counts
//! as one only between platforms, where nobody has to be told apart from themselves. One who speaks and
//! one whom only a list or a shop knows, with a name that nobody else bears, are suggested last.

use rustc_hash::FxHashMap;

use crate::model::MemberId;
use crate::model::identity::{Ground, Traits};

/// A handle shorter than this, in characters, is anybody's.
const SHORTEST_HANDLE: usize = 8;
/// Who came within this many seconds of each other came together.
const TOGETHER: i64 = 3_600;
/// Agreements that suffice by themselves.
const HARD: [&str; 3] = ["mail", "phone", "handle"];
/// How much an agreement counts: a certain one what it was right in of ten on those mailmaps, a name
/// six in ten; the others by judgement, so that a name and any one of them come close to a certain one.
const FOR: [(&str, f32); 11] = [
    ("phone", 1.0),
    ("mail", 1.0),
    ("handle", 0.9),
    ("name", 0.6),
    ("birthday", 0.3),
    ("city", 0.3),
    ("group", 0.3),
    ("inviter", 0.3),
    ("tail", 0.3),
    ("together", 0.3),
    ("listed", 0.2),
];
/// How much a difference counts against, by judgement: what nobody changes as much as a name, what
/// somebody may have two of half as much as a further agreement or less.
const AGAINST: [(&str, f32); 6] = [
    ("other_birthday", -0.6),
    ("other_gender", -0.6),
    ("same_chat", -0.3),
    ("other_phone", -0.2),
    ("other_city", -0.1),
    ("same_platform", -0.1),
];
/// What platforms and shops call whoever has no name.
const NOBODY: &[&str] = &[
    "微信用户",
    "qq用户",
    "匿名用户",
    "匿名",
    "已注销",
    "已注销用户",
    "账号已注销",
    "未命名",
    "默认昵称",
    "新用户",
    "游客",
    "群主",
    "管理员",
    "客服",
    "小助手",
    "本人",
    "先生",
    "女士",
    "deleted user",
    "deleted account",
    "unknown user",
    "telegram user",
    "former member",
    "momo",
    "facebook user",
];

/// The most frequent surnames of one character.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
/// Surnames of two characters.
const COMPOUND_SURNAMES: [&str; 6] = ["欧阳", "上官", "司马", "诸葛", "司徒", "东方"];

/// Whether a folded name is a person's full one: two Han characters, or two words of two letters.
pub fn is_full_name(folded: &str) -> bool {
    let han = folded.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}')).count();
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    (han >= 2 || folded.split_whitespace().filter(is_word).count() >= 2) && !NOBODY.contains(&folded)
}

/// Whether a handle is long enough to be one person's; a bare number is some platform's count.
pub fn is_own_handle(handle: &str) -> bool {
    handle.chars().count() >= SHORTEST_HANDLE && !handle.chars().all(|c| c.is_ascii_digit())
}

/// What speaks for two members being one person, the strongest first, and then what speaks against
/// it. Names that too many bear are not among the traits.
pub fn grounds(a: &Traits, b: &Traits) -> Vec<Ground> {
    let mut found: Vec<Ground> = agreements(a, b).into_iter().chain(differences(a, b)).collect();
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

/// Whether grounds are enough to suggest that two members are one person.
pub fn suffice(grounds: &[Ground]) -> bool {
    let has = |key: &str| grounds.iter().any(|ground| ground.key == key);
    let agreements = grounds.iter().filter(|ground| ground.weight > 0.0).count();
    // Two people of one name differ in something that one person cannot differ in.
    let differ = has("other_gender") || has("other_birthday");
    HARD.iter().any(|key| has(key)) || has("name") && agreements > 1 && !differ
}

fn agreements(a: &Traits, b: &Traits) -> Vec<Ground> {
    let listed = listed(a, b);
    let name = name(a, b).or_else(|| listed.clone());
    let city = shared(&a.cities, &b.cities, |city| name.as_ref().is_none_or(|name| tells_beside(name, city)));
    let phone = shared(&a.phones, &b.phones, |_| true);
    let found = [
        ("tail", shared(&a.tails, &b.tails, |_| true).filter(|_| phone.is_none())),
        ("mail", shared(&a.mails, &b.mails, |_| true)),
        ("handle", shared(&a.handles, &b.handles, is_own_handle)),
        ("name", name),
        ("city", city),
        ("phone", phone),
        ("birthday", shared(&a.birthdays, &b.birthdays, |_| true)),
        ("together", together(a, b)),
        ("inviter", a.inviters.iter().find(|by| b.inviters.contains(by)).map(|by| format!("id:{by}"))),
        ("group", twin_group(a, b)),
    ];
    let mut found = weighed(&FOR, found);
    if let [Ground { key, .. }] = &found[..]
        && key == "name"
    {
        found.extend(weighed(&FOR, [("listed", listed)]));
    }
    found
}

fn differences(a: &Traits, b: &Traits) -> Vec<Ground> {
    let gender = match (&a.gender, &b.gender) {
        (Some(a), Some(b)) if a != b => Some(format!("{a} / {b}")),
        _ => None,
    };
    let chat = a.groups.iter().find(|(id, _)| b.groups.iter().any(|(other, _)| other == id));
    let found = [
        ("other_gender", gender),
        ("other_birthday", apart(&a.birthdays, &b.birthdays)),
        ("other_phone", apart(&a.phones, &b.phones)),
        ("other_city", apart(&a.cities, &b.cities)),
        ("same_chat", chat.map(|(_, name)| name.clone())),
        ("same_platform", shared(&a.platforms, &b.platforms, |_| true)),
    ];
    weighed(&AGAINST, found)
}

fn weighed<const N: usize>(weights: &[(&str, f32)], found: [(&str, Option<String>); N]) -> Vec<Ground> {
    let weight = |key: &str| weights.iter().find(|(known, _)| *known == key).map_or(0.0, |(_, weight)| *weight);
    let ground = |(key, value): (&str, Option<String>)| {
        value.map(|value| Ground { key: key.to_owned(), value, weight: weight(key) })
    };
    found.into_iter().filter_map(ground).collect()
}

/// One value of each, where both are known and none is shared.
fn apart(a: &[String], b: &[String]) -> Option<String> {
    let differ = shared(a, b, |_| true).is_none();
    let (one, other) = (a.first()?, b.first()?);
    differ.then(|| format!("{one} / {other}"))
}

/// A name that both bear, and that is one's own: a real one, or any full one between platforms.
fn name(a: &Traits, b: &Traits) -> Option<String> {
    let apart = !a.platforms.iter().any(|platform| b.platforms.contains(platform));
    let is_real = |name: &str| {
        let is_given = |traits: &Traits| traits.real_names.iter().any(|real| real == name);
        reads_real(name) || is_given(a) || is_given(b)
    };
    shared(&a.names, &b.names, |name| is_full_name(name) && (apart || is_real(name)))
}

/// A name that nobody else bears, of one who speaks and one whom only a list or a shop knows: these are
/// told of apart wherever orders carry no account.
fn listed(a: &Traits, b: &Traits) -> Option<String> {
    let is_called = |name: &str| name.chars().count() >= 2 && !NOBODY.contains(&name);
    (a.speaks != b.speaks).then(|| shared(&a.rare_names, &b.rare_names, is_called)).flatten()
}

/// Whether a folded name reads like a real one: a surname with two characters, or nothing but words.
fn reads_real(folded: &str) -> bool {
    let characters = folded.chars().count();
    let is_han = folded.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let has_surname = match characters {
        3 => folded.chars().next().is_some_and(|first| SURNAMES.contains(first)),
        4 => COMPOUND_SURNAMES.iter().any(|surname| folded.starts_with(surname)),
        _ => false,
    };
    let is_word = |word: &str| word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() && !is_cjk(c));
    is_han && has_surname || folded.split(' ').count() >= 2 && folded.split(' ').all(is_word)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}')
}

/// Whether a city says more than the name, which may hold it (杭州-林晓).
fn tells_beside(name: &str, city: &str) -> bool {
    !name.contains(city) || is_full_name(&name.replace(city, ""))
}

/// A group of one name that each is in on a platform of their own. In one and the same group two
/// accounts of a name are rather two people.
fn twin_group(a: &Traits, b: &Traits) -> Option<String> {
    let twin = |(id, name): &&(_, String)| {
        !b.groups.iter().any(|(other, _)| other == id) && b.groups.iter().any(|(_, other)| other == name)
    };
    a.groups.iter().find(twin).map(|(_, name)| name.clone())
}

fn shared(a: &[String], b: &[String], counts: impl Fn(&str) -> bool) -> Option<String> {
    a.iter().find(|value| counts(value) && b.contains(value)).cloned()
}

/// When both came, if they came together.
fn together(a: &Traits, b: &Traits) -> Option<String> {
    let near = |time: i64| b.joined.iter().any(|other| (other.0 - time).abs() <= TOGETHER);
    a.joined.iter().find(|time| near(time.0)).map(|time| time.0.to_string())
}

/// How right proposals are about which accounts are one person's, pair by pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pairwise {
    /// Pairs of accounts that the proposals make one person's.
    pub pairs: u64,
    /// The share of these that are.
    pub precision: Option<f64>,
    /// The share of true pairs that are found.
    pub recall: Option<f64>,
}

/// Measures proposals against a truth. Each account stands with its member and its person; members
/// whom proposals tie, directly or through others, are one.
pub fn pairwise(accounts: &[(MemberId, String)], proposed: &[(MemberId, MemberId)]) -> Pairwise {
    let mut groups = Groups::default();
    for (a, b) in proposed {
        groups.tie(*a, *b);
    }
    let (mut by_group, mut by_person, mut by_both) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
    for (member, person) in accounts {
        let group = groups.of(*member);
        *by_group.entry(group).or_insert(0_u64) += 1;
        *by_person.entry(person).or_insert(0_u64) += 1;
        *by_both.entry((group, person)).or_insert(0_u64) += 1;
    }
    let right = pairs_in(by_both.into_values());
    let (pairs, truth) = (pairs_in(by_group.into_values()), pairs_in(by_person.into_values()));
    let share = |of: u64| (of > 0).then(|| right as f64 / of as f64);
    Pairwise { pairs, precision: share(pairs), recall: share(truth) }
}

fn pairs_in(sizes: impl Iterator<Item = u64>) -> u64 {
    sizes.map(|size| size * (size - 1) / 2).sum()
}

/// Members who are tied to each other.
#[derive(Default)]
struct Groups {
    towards: FxHashMap<MemberId, MemberId>,
}

impl Groups {
    fn of(&self, mut member: MemberId) -> MemberId {
        while let Some(next) = self.towards.get(&member) {
            member = *next;
        }
        member
    }

    fn tie(&mut self, a: MemberId, b: MemberId) {
        let (a, b) = (self.of(a), self.of(b));
        if a != b {
            self.towards.insert(a.max(b), a.min(b));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GroupId, Timestamp};

    /// Lets a member agree with another; the number tells them apart.
    type Agree = fn(&mut Traits, i64);

    fn named(name: &str) -> Traits {
        Traits { names: some(name), platforms: some("wechat"), ..Traits::default() }
    }

    fn some(value: &str) -> Vec<String> {
        vec![value.to_owned()]
    }

    fn keys(a: &Traits, b: &Traits) -> Option<Vec<String>> {
        let found = grounds(a, b);
        assert_eq!(suffice(&found), suffice(&grounds(b, a)), "either way round");
        let agreed = found.iter().filter(|ground| ground.weight > 0.0).map(|ground| ground.key.clone()).collect();
        suffice(&found).then_some(agreed)
    }

    #[test]
    fn one_certain_key_is_enough_and_a_name_alone_never_is() {
        let phone = |name| Traits { phones: some("13800000001"), ..named(name) };
        assert_eq!(keys(&phone("王小美"), &phone("美美")), Some(some("phone")));
        let mail = Traits { mails: some("a@example.com"), ..Traits::default() };
        assert_eq!(keys(&mail, &mail), Some(some("mail")));
        assert_eq!(keys(&named("王小美"), &named("王小美")), None);
        assert_eq!(keys(&named("kevin lee"), &named("kevin lee")), None);
    }

    #[test]
    fn a_real_name_and_one_more_agreement_suggest() {
        let agreements: [(&str, Agree); 6] = [
            ("city", |traits, _| traits.cities = some("杭州")),
            ("tail", |traits, _| traits.tails = some("0001")),
            ("birthday", |traits, _| traits.birthdays = some("1996/3/1")),
            ("together", |traits, at| traits.joined = vec![Timestamp(1_700_000_000 + at)]),
            ("inviter", |traits, _| traits.inviters = vec![MemberId(7)]),
            ("group", |traits, at| traits.groups = vec![(GroupId(at), "读书会".to_owned())]),
        ];
        let names = [
            ("王小美", true),
            ("kevin lee", true),
            ("momo", false),
            ("可可妈妈", false),
            ("美", false),
            ("微信用户", false),
            ("a b", false),
        ];
        for (key, agree) in agreements {
            for (name, suggests) in names {
                let (mut a, mut b) = (named(name), named(name));
                agree(&mut a, 1);
                agree(&mut b, 2);
                let expected = suggests.then(|| vec!["name".to_owned(), key.to_owned()]);
                assert_eq!(keys(&a, &b), expected, "{name}, {key}");
            }
            let (mut a, mut b) = (named("王小美"), named("李大鹏"));
            agree(&mut a, 1);
            agree(&mut b, 2);
            assert_eq!(keys(&a, &b), None, "{key} without a name");
        }
    }

    #[test]
    fn a_nickname_counts_between_platforms_and_within_one_only_if_a_list_gives_it_as_the_real_name() {
        let on =
            |platform: &str, name: &str| Traits { platforms: some(platform), cities: some("绍兴"), ..named(name) };
        assert_eq!(keys(&on("wechat", "可可妈妈"), &on("wechat", "可可妈妈")), None);
        assert!(keys(&on("wechat", "可可妈妈"), &on("qq", "可可妈妈")).is_some());
        let listed = Traits { real_names: some("可可妈妈"), ..on("wechat", "可可妈妈") };
        assert!(keys(&on("wechat", "可可妈妈"), &listed).is_some());
    }

    #[test]
    fn a_speaker_and_one_whom_only_a_list_knows_are_suggested_by_any_name_that_nobody_else_bears() {
        let who = |name: &str, speaks| Traits { speaks, rare_names: some(name), ..named(name) };
        let by_name = Some(vec!["name".to_owned(), "listed".to_owned()]);
        assert_eq!(keys(&who("momo🌸", true), &who("momo🌸", false)), by_name);
        assert_eq!(keys(&who("momo🌸", true), &who("momo🌸", true)), None, "both speak");
        assert_eq!(keys(&who("momo🌸", true), &Traits { speaks: false, ..named("momo🌸") }), None, "a third bears it");
        assert_eq!(keys(&who("美", true), &who("美", false)), None, "one letter is no name");
        assert_eq!(keys(&who("微信用户", true), &who("微信用户", false)), None);
        let born = |day, speaks| Traits { birthdays: some(day), ..who("momo🌸", speaks) };
        assert_eq!(keys(&born("1996-03-01", true), &born("1997-03-01", false)), None);
    }

    #[test]
    fn a_city_that_is_all_there_is_in_a_name_agrees_in_nothing_more() {
        let on =
            |platform: &str, name: &str| Traits { platforms: some(platform), cities: some("苏州"), ..named(name) };
        assert_eq!(keys(&on("wechat", "苏州-luna"), &on("qq", "苏州-luna")), None);
        assert!(keys(&on("wechat", "苏州-律师-阿强"), &on("qq", "苏州-律师-阿强")).is_some());
    }

    #[test]
    fn two_accounts_of_a_name_in_one_group_are_rather_two_people() {
        let there = |group| Traits { groups: vec![(GroupId(group), "读书会".to_owned())], ..named("王小美") };
        assert_eq!(keys(&there(1), &there(1)), None);
    }

    #[test]
    fn people_of_one_name_who_differ_in_what_nobody_changes_are_two() {
        let who =
            |gender: &str| Traits { gender: Some(gender.to_owned()), cities: some("杭州"), ..named("王小美") };
        assert_eq!(keys(&who("female"), &who("male")), None);
        assert!(keys(&who("female"), &who("female")).is_some());
        let born = |day| Traits { birthdays: some(day), cities: some("杭州"), ..named("王小美") };
        assert_eq!(keys(&born("1996-03-01"), &born("1997-03-01")), None);
    }

    #[test]
    fn every_ground_counts_by_its_weight_and_differences_count_against() {
        let who = |phone: &str, city: &str, birthday: &str| Traits {
            phones: some(phone),
            cities: some(city),
            birthdays: some(birthday),
            groups: vec![(GroupId(1), "读书会".to_owned())],
            ..named("王小美")
        };
        let found = grounds(&who("13800000001", "杭州", "1996-03-01"), &who("13800000002", "宁波", "1997-03-01"));
        let keys: Vec<(&str, f32)> = found.iter().map(|ground| (ground.key.as_str(), ground.weight)).collect();
        let expected = [
            ("name", 0.6),
            ("other_city", -0.1),
            ("same_platform", -0.1),
            ("other_phone", -0.2),
            ("same_chat", -0.3),
            ("other_birthday", -0.6),
        ];
        assert_eq!(keys, expected);
        assert!(!suffice(&found));
        assert!(FOR.iter().all(|(_, weight)| *weight > 0.0) && AGAINST.iter().all(|(_, weight)| *weight < 0.0));
    }

    #[test]
    fn short_handles_and_bare_numbers_are_anybodys() {
        for (handle, suggests) in
            [("linxiao_ai", true), ("linxiao", false), ("1380000000", false), ("小鱼干的日常生活", true)]
        {
            let who = Traits { handles: some(handle), ..Traits::default() };
            assert_eq!(keys(&who, &who).is_some(), suggests, "{handle}");
        }
    }

    #[test]
    fn pairs_are_measured_over_everybody_that_proposals_tie() {
        let accounts: Vec<(MemberId, String)> = [(1, "x"), (2, "x"), (3, "x"), (4, "y"), (5, "y")]
            .map(|(member, person)| (MemberId(member), person.to_owned()))
            .into();
        let tie = |a, b| (MemberId(a), MemberId(b));
        let found = pairwise(&accounts, &[tie(2, 1), tie(2, 3), tie(3, 4)]);
        // One, two, three and four are one: six pairs, of which three are true, of four.
        assert_eq!(found, Pairwise { pairs: 6, precision: Some(0.5), recall: Some(0.75) });
        assert_eq!(pairwise(&accounts, &[]), Pairwise { pairs: 0, precision: None, recall: Some(0.0) });
        assert_eq!(pairwise(&[], &[]), Pairwise { pairs: 0, precision: None, recall: None });
    }
}
