//! What is said of campaigns and what came of them.

use super::{Lang, Text};

texts! {
    NEEDS_MEMBER = "一列指明成员：平台 ID、昵称、手机、wxid、QQ 等", "a column that tells the member: platform id, name, phone, wxid, QQ, …";
    NO_CAMPAIGN = "还没有活动结果；用 qunxiang outcome import 表格 --campaign 名称 导入", "no campaign yet: qunxiang outcome import FILE --campaign NAME";
    NOT_SAID_WHETHER = "没写是否触达：写 是/否、1/0 或时间", "it does not say whether they were contacted: yes, no, 1, 0 or a time";
    NAMELESS = "--campaign 是空的；写上活动的名称", "--campaign is empty; give the campaign a name";
    CAMPAIGN = "活动", "campaign";
    CAMPAIGNS = "活动", "campaigns";
    NEEDS_CAMPAIGN = "光标处没有活动；用 v 换到活动结果。", "There is no campaign under the cursor; v turns to campaigns.";
    NO_CAMPAIGN_HERE = "还没有活动。用 qunxiang outcome import 表格 --campaign 名称 导入：谁触达了，谁回复、购买了。", "No campaign yet. qunxiang outcome import FILE --campaign NAME reads who was contacted, answered, bought.";
    CONTACTED_SHARE = "触达的", "contacted";
    OTHERS_SHARE = "同类未触达", "like them";
    LIFT_POINTS = "差（百分点）", "lift, points";
    MATCHED = "触达/对照/层", "both, strata";
    TOO_FEW = "人太少", "too few";
    MATCHED_ON = "对照：未触达、与触达的人同社群，且当时活跃等级、消费等级、阶段都相同（一种组合为一层）。[ ] 是 95 % 区间，跨过 0 即看不出差别。",
        "Like them: not contacted, of the same community, activity level, spending level and stage on that day (a stratum each). [ ] is the 95 % interval; across 0 it shows no difference.";
    TUNE_ON = "按什么试调权重", "Fit weights on";
    TUNING_TITLE = "按活动试调权重", "Weights tried on a campaign";
    WHAT_THEY_CHANGE = "用这些权重会改变什么", "What these weights would change";
    DAY = "开始日", "day";
    CONTACTED = "触达", "contacted";
    HELD_OUT = "留作对照", "held out";
    ANSWERED = "回复", "answered";
    ANSWER_RATE = "回复率", "answered %";
    BOUGHT = "购买", "bought";
    BUY_RATE = "购买率", "bought %";
    AMOUNT = "金额", "amount";
    IMPORTED = "导入于", "imported";
    NO_LIFT = "没有可比的未触达成员，或没有触达时间：无法说明增量。导入时写上触达时间，或用 --on 日期。",
        "Nobody like them was left out, or nobody says when they were contacted, so no lift can be told. Give the time of contact, or --on DATE.";
    CAUTION = "触达名单不是随机的：能解释的差别（活跃等级、消费等级、阶段）已扣除，其余的没有。区间跨过 0 即看不出差别。每侧不足 10 人，或做了、没做的合起来不足 5 人，不给差别。",
        "Who was contacted was no draw: what level, spending and stage explain is taken out, all else is not. An interval across 0 shows no difference. None is given of fewer than 10 on a side, or fewer than 5 who did or did not.";
    TUNED = "调权后的方案", "the tuned scheme";
    PART = "部分", "part";
    WEIGHT_NOW = "现用", "now";
    WEIGHT_FITTED = "拟合", "fitted";
    NOT_WRITTEN = "以上只是试算，什么都没有改；加 -o 文件.toml 写出方案，再用 scheme use 采用。",
        "Nothing of it is kept: -o FILE.toml writes the scheme, and scheme use goes by it.";
    TUNING_CAUTION = "留出的人里新权重排得更准（差的区间高于 0）。只说明这次活动，换一批人、换一种活动要再验。",
        "On those held out the fitted weights order better: the interval of the difference lies above 0. That is of this campaign; try another before you trust it.";
    TUNING_UNCLEAR = "留出的人里看不出新权重更准（差的区间跨过或低于 0）：不建议改。",
        "On those held out the fitted weights are not clearly better: the interval of the difference holds 0 or lies below it. No reason to change.";
    BY_TABLE = "“购买”和“回复”按导入的表格；“下单”按已导入、已对上成员的订单，从触达首日算起。两者各算各的，不相加，也不互相补。",
        "“Bought” and “answered” are what the imported table says; “ordered” is paid orders joined to members, from the first day of contact on. Neither adds to the other.";
}

/// Too few outcomes to fit weights on: who did, who did not, and how many of each it takes.
pub fn too_few_to_tune(lang: Lang, on: &str, did: usize, did_not: usize, least: usize) -> String {
    let what = if on == "bought" { BOUGHT } else { ANSWERED }.get(lang);
    match lang {
        Lang::Zh => format!("结果太少，拟合不出权重：{what} {did} 人，未{what} {did_not} 人，各要至少 {least} 人"),
        Lang::En => {
            format!("too few outcomes to fit weights on: {did} {what}, {did_not} did not; it takes {least} of each")
        }
    }
}

/// Nobody has any part of the score.
pub fn no_parts(lang: Lang, score: &str) -> String {
    match lang {
        Lang::Zh => format!("这些成员在活动那天都没有 {score} 的数据，无从调权；换一个 --score"),
        Lang::En => format!("none of these members had any {score} on the day of the campaign; try another --score"),
    }
}

/// What was fitted on whom.
pub fn tuned(
    lang: Lang,
    campaign: &str,
    score: &str,
    on: Text,
    (did, n): (u64, u64),
    day: Option<&str>,
    (trained, held_out): (u64, u64),
) -> String {
    let on = on.get(lang);
    let day = day.unwrap_or(lang.pick(("统计日", "the as-of day")));
    match lang {
        Lang::Zh => format!(
            "“{campaign}”：按谁{on}拟合{score}的权重，{n} 人中 {did} 人{on}；各部分按 {day} 的数据，{trained} 人用于拟合，留出 {held_out} 人验证"
        ),
        Lang::En => format!(
            "“{campaign}”: weights of {score} fitted on who {on}, {did} of {n}; parts as of {day}, fitted on {trained}, tried on {held_out} held out"
        ),
    }
}

/// How both do on those held out: AUC with its interval, and the difference.
pub fn on_the_others(
    lang: Lang,
    before: (f64, f64, f64),
    after: (f64, f64, f64),
    difference: (f64, f64, f64),
    n: u64,
) -> String {
    let of = |(auc, low, high): (f64, f64, f64)| format!("{auc:.3} [{low:.3} {high:.3}]");
    let signed = |(by, low, high): (f64, f64, f64)| format!("{by:+.3} [{low:+.3} {high:+.3}]");
    let (before, after, difference) = (of(before), of(after), signed(difference));
    match lang {
        Lang::Zh => format!("留出的 {n} 人：AUC 现用 {before}，拟合 {after}，差 {difference}"),
        Lang::En => format!("on the {n} held out: AUC now {before}, fitted {after}, difference {difference}"),
    }
}

/// That fitted weights are kept nowhere, and how they would be.
pub fn how_to_keep(lang: Lang, campaign: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "只是试算，什么都没有改。要留下：qunxiang outcome tune --campaign {campaign} -o 文件.toml，再用 scheme use 采用。Esc 关闭 · ↑↓ 翻看"
        ),
        Lang::En => format!(
            "Nothing of it is kept. To keep it: qunxiang outcome tune --campaign {campaign} -o FILE.toml, then scheme use. Esc closes · ↑↓ scroll"
        ),
    }
}

/// A scheme was written.
pub fn scheme_written(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("方案已写入 {path}，尚未采用；采用：qunxiang scheme use {path}"),
        Lang::En => format!("The scheme is in {path}, and not in use. To go by it: qunxiang scheme use {path}"),
    }
}

/// A cell that tells neither yes nor no.
pub fn not_a_deed(lang: Lang, cell: &str) -> String {
    match lang {
        Lang::Zh => format!("看不懂“{cell}”：写 是/否、1/0 或时间"),
        Lang::En => format!("“{cell}” is neither yes nor no, nor a time"),
    }
}

/// A cell that is no amount.
pub fn not_an_amount(lang: Lang, cell: &str) -> String {
    match lang {
        Lang::Zh => format!("“{cell}”不是金额"),
        Lang::En => format!("“{cell}” is no amount"),
    }
}

/// Why a row means nobody: there is nobody, or there are several, of whom the first are named.
pub fn unclear(lang: Lang, names: &[String], count: usize) -> String {
    let more = if names.len() < count { "…" } else { "" };
    let names = names.join(lang.pick(("、", ", "))) + more;
    match lang {
        _ if count == 0 => lang.pick(("没有找到这位成员", "no member was found")).to_owned(),
        Lang::Zh => format!("{count} 位成员都符合：{names}；请写平台 ID 或 id:编号"),
        Lang::En => format!("{count} members fit: {names}; write a platform id or id:NUMBER"),
    }
}

/// A table none of whose rows is of use; each is told after it.
pub fn no_row_used(lang: Lang, file: &str, rows: u64) -> String {
    match lang {
        Lang::Zh => format!("{file} 的 {rows} 行都没有用上："),
        Lang::En => format!("none of the {rows} rows of {file} could be used:"),
    }
}

/// A table none of whose rows found anybody.
pub fn nobody_found(lang: Lang, file: &str, rows: u64) -> String {
    match lang {
        Lang::Zh => format!("{file} 的 {rows} 行都没有对上成员；需要一列平台 ID、昵称、手机等"),
        Lang::En => {
            format!(
                "none of the {rows} rows of {file} found a member; a column of platform ids, names or phones is needed"
            )
        }
    }
}

/// A campaign of which nothing is known.
pub fn no_such(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有活动“{name}”；用 qunxiang outcome show 查看"),
        Lang::En => format!("there is no campaign “{name}”; see qunxiang outcome show"),
    }
}

/// Columns of a campaign's table of which nothing was taken; the first of many are named.
pub fn columns_ignored(lang: Lang, headers: &[String]) -> String {
    const NAMED: usize = 8;
    let names: Vec<&str> = headers.iter().take(NAMED).map(String::as_str).collect();
    let names = names.join(lang.pick(("、", ", ")));
    match (lang, headers.len() > NAMED) {
        (Lang::Zh, false) => format!("没有用到的列：{names}"),
        (Lang::Zh, true) => format!("没有用到的列：{names} 等 {} 列", headers.len()),
        (Lang::En, false) => format!("columns not used: {names}"),
        (Lang::En, true) => format!("columns not used: {names} and others, {} in all", headers.len()),
    }
}

/// A campaign was imported.
pub fn imported(lang: Lang, name: &str, rows: u64, contacted: u64, held_out: u64, skipped: u64) -> String {
    match lang {
        Lang::Zh => {
            format!("“{name}”：{rows} 行，触达 {contacted} 人，留作对照 {held_out} 人，未用 {skipped} 行")
        }
        Lang::En => format!("“{name}”: rows {rows}, contacted {contacted}, held out {held_out}, not used {skipped}"),
    }
}

/// Of whom a campaign was, and since when.
pub fn headline(lang: Lang, name: &str, day: Option<&str>, contacted: u64, held_out: u64) -> String {
    match (lang, day) {
        (Lang::Zh, Some(day)) => format!("{name}：{day} 起触达 {contacted} 人，留作对照 {held_out} 人"),
        (Lang::Zh, None) => format!("{name}：触达 {contacted} 人（时间不明），留作对照 {held_out} 人"),
        (Lang::En, Some(day)) => format!("{name}: contacted {contacted} from {day} on, held out {held_out}"),
        (Lang::En, None) => format!("{name}: contacted {contacted}, nobody says when; held out {held_out}"),
    }
}

/// A share in per cent.
fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// How many of how many, with the interval.
pub fn rate(lang: Lang, what: Text, (n, of): (u64, u64), share: f64, interval: (f64, f64)) -> String {
    let (share, low, high) = (percent(share), percent(interval.0), percent(interval.1));
    match lang {
        Lang::Zh => format!("{} {n}/{of}，{share}（95 % 区间 {low} – {high}）", what.zh),
        Lang::En => format!("{} {n} of {of}, {share} (95 % interval {low} – {high})", what.en),
    }
}

/// What they paid.
pub fn paid(lang: Lang, amount: f64) -> String {
    match lang {
        Lang::Zh => format!("金额 ¥{amount:.2}"),
        Lang::En => format!("amount ¥{amount:.2}"),
    }
}

/// What is compared, by its key and source, within so many days.
pub fn outcome(lang: Lang, outcome: &str, source: &str, days: u32) -> String {
    match (lang, outcome, source) {
        (Lang::Zh, "answered", _) => "表格里的回复".to_owned(),
        (Lang::Zh, "bought", _) => "表格里的购买".to_owned(),
        (Lang::Zh, "ordered", _) => format!("{days} 天内下单（订单）"),
        (Lang::Zh, ..) => format!("{days} 天内发言"),
        (Lang::En, "answered", _) => "answered, by the table".to_owned(),
        (Lang::En, "bought", _) => "bought, by the table".to_owned(),
        (Lang::En, "ordered", _) => format!("ordered within {days} days"),
        (Lang::En, ..) => format!("spoke within {days} days"),
    }
}

/// A difference beside those like them.
pub struct Beside<'a> {
    /// What is compared.
    pub outcome: &'a str,
    /// Who tells of it.
    pub source: &'a str,
    /// Within so many days.
    pub days: u32,
    /// Their share and that of the others.
    pub shares: (f64, f64),
    /// The difference.
    pub lift: f64,
    /// Its interval; none of too few.
    pub interval: Option<(f64, f64)>,
    /// How many of either side, in how many strata.
    pub matched: (u64, u64, u64),
}

/// How much more often the contacted did something than those like them.
pub fn beside(lang: Lang, beside: &Beside<'_>) -> String {
    let what = outcome(lang, beside.outcome, beside.source, beside.days);
    let (share, other) = (percent(beside.shares.0), percent(beside.shares.1));
    let (contacted, others, strata) = beside.matched;
    let points = |lift: f64| format!("{:+.1}", lift * 100.0);
    let Some((low, high)) = beside.interval else {
        return match lang {
            Lang::Zh => format!(
                "{what}：触达 {share}，同类未触达 {other}；人太少，差多少不知道（触达 {contacted} 人，对照 {others} 人，{strata} 层）"
            ),
            Lang::En => format!(
                "{what}: {share} of {contacted} contacted, {other} of {others} like them (strata: {strata}); too few to tell a lift"
            ),
        };
    };
    let [lift, low, high] = [beside.lift, low, high].map(points);
    match lang {
        Lang::Zh => format!(
            "{what}：触达 {share}，同类未触达 {other}，差 {lift} 个百分点（95 % 区间 {low} – {high}；触达 {contacted} 人，对照 {others} 人，{strata} 层）"
        ),
        Lang::En => format!(
            "{what}: {share} of {contacted} contacted, {other} of {others} like them (strata: {strata}); lift {lift} points, 95 % interval {low} – {high}"
        ),
    }
}
