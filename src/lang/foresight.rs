//! What is said of a risk of leaving that was tried on the past.

use super::{Lang, Text};

texts! {
    PICK_WINDOW = "多少天内不再出现", "Not seen within how many days";
    UNPROVEN = "未经本社群验证：历史太短，公式来自其他社群",
        "not validated here: the past is too short, and the formula comes from other communities";
    TOO_FEW = "未经本社群验证：历史里走的或留的人太少，公式来自其他社群",
        "not validated here: too few went or stayed, and the formula comes from other communities";
    RISK = "风险", "risk";
    BRIER = "Brier", "Brier";
    FORMULA = "通用公式", "formula";
    REFIT = "按本社群重拟合", "refitted here";
    SILENCE = "只看沉默天数", "silence alone";
    ACTIVE_DAYS = "只看活跃天数", "active days alone";
    BASE = "都说平均", "base";
    PREDICTED = "预测", "predicted";
    OBSERVED = "实际", "gone";
    PEOPLE = "人次", "n";
    GONE = "走的", "gone";
    REASONS = "依据", "why";
    WINDOWS_TITLE = "流失风险的回测", "The risk of leaving, tried on the past";
    WINDOWS_ABOUT = "在本库自己的历史里一次次往后看：n 次预测里走的人排在留的人前面的概率（AUC，0.5 等于瞎猜），亮的是该窗口最准的；走的是其中走了的占比；Brier 是它的概率离实际多远，越小越好，括号里是都说这个占比。列表的风险是 90 天的；其他窗口的名单在流失屏按 W 选，历史太短的窗口没有名单。", "Looked ahead again and again in the store's own past: the chance that who went stands before who stayed (AUC, .5 is a guess), the best of each window lit; gone: the share that went; Brier is how far its probabilities were off, the less the better, in brackets that of saying that share to all. The list's risk is of 90 days; W on the churn screen picks the list of another window, of which there is none where the past is too short.";
    WINDOW = "窗口", "window";
    UNTRIED = "历史太短，或走的、留的人太少", "the past is too short, or too few went or stayed";
    LEAVING_TITLE = "离开的原因", "Why people leave";
    LEAVING_KEYS = "↑↓ 选行，Enter 看离开者中有此因素的人（成为筛选），Esc 关闭", "↑↓ row, Enter shows who left and had it, as a filter; Esc closes";
    LEFT_HAD = "离开者", "left";
    STAYED_HAD = "留下者", "stayed";
    TOO_FEW_HAD = "人太少", "too few";
    COMPLAINED = "30天内抱怨过", "complained within 30 d";
    MOOD_FELL = "近30天情绪变差", "mood fell within 30 d";
    NOBODY_TO_COMPARE = "没有可比的人：要有数据满 180 天的社群，其中有人在统计日之前 180 到 90 天活跃过。", "Nobody to compare: it takes a community with 180 days of data, and members active from 180 to 90 days before the as-of day.";
    FACTOR = "因素", "factor";
    LEFT = "离开", "left";
    STAYED = "留下", "stayed";
    OF = "已知", "of";
    LOG_ODDS = "对数优势比", "log odds";
    LOW = "下限", "low";
    HIGH = "上限", "high";
    FALSE_FINDS = "误报率", "q";
}

/// Why there is no list of so many days.
pub fn no_list(lang: Lang, window: u32) -> String {
    match lang {
        Lang::Zh => format!(
            "给不出 {window} 天的名单：历史太短、走或留的人太少，或没有比通用公式更准的，而公式只会说 90 天（见 eval churn --window {window}）"
        ),
        Lang::En => format!(
            "no list of {window} days: the past is too short, too few went or stayed, or nothing does better than the formula, which tells of 90 days alone (eval churn --window {window})"
        ),
    }
}

/// The days that a list is of.
pub fn window(lang: Lang, days: u32) -> String {
    match lang {
        Lang::Zh => format!("{days} 天"),
        Lang::En => format!("{days} days"),
    }
}

/// What a choice of days gives: the risk that profiles hold, or one that is fitted now.
pub fn window_about(lang: Lang, is_kept: bool) -> &'static str {
    let text = match is_kept {
        true => Text::new("画像里的流失风险", "the risk that profiles hold"),
        false => Text::new(
            "现拟合，不写入画像；历史说不清时没有名单，并说明为何",
            "fitted now, kept in no profile; no list where the past does not tell, and why",
        ),
    };
    text.get(lang)
}

/// Of what a list of other days is.
pub fn of_window(lang: Lang, window: u32) -> String {
    match lang {
        Lang::Zh => {
            format!("近 {window} 天活跃者在未来 {window} 天不再出现的概率，用本库自己的历史现拟合；不写入画像。")
        }
        Lang::En => format!(
            "the chance that who was active in the last {window} days is not seen in the next {window}, fitted now on the store's own past; no profile holds it"
        ),
    }
}

/// How often it was tried.
pub fn tried(lang: Lang, cutoffs: u64, n: u64) -> String {
    match lang {
        Lang::Zh => format!("（{cutoffs} 个时点，{n} 次预测）"),
        Lang::En => format!(" ({cutoffs} cut-offs, {n} predictions)"),
    }
}

/// Weights fitted here are in use.
pub fn refitted(lang: Lang, refit: &str, formula: &str, silence: &str) -> String {
    match lang {
        Lang::Zh => format!("本社群验证：用自己的历史重拟合，AUC {refit}；公式 {formula}，只看沉默 {silence}"),
        Lang::En => {
            format!("validated here: refitted on its own past, AUC {refit}; formula {formula}, silence {silence}")
        }
    }
}

/// Silence is in use.
pub fn by_silence(lang: Lang, formula: &str, silence: &str) -> String {
    match lang {
        Lang::Zh => format!("这里只看沉默天数更准（AUC {silence} 对公式 {formula}），已按沉默排序"),
        Lang::En => {
            format!("here plain silence ranks better (AUC {silence} against {formula} of the formula): ranked by it")
        }
    }
}

/// Active days are in use.
pub fn by_days(lang: Lang, formula: &str, days: &str) -> String {
    match lang {
        Lang::Zh => format!("这里只看活跃天数更准（AUC {days} 对公式 {formula}），已按它排序"),
        Lang::En => {
            format!("here active days alone rank better (AUC {days} against {formula} of the formula): ranked by them")
        }
    }
}

/// The formula is in use, and is worth more than silence.
pub fn formula_better(lang: Lang, formula: &str, silence: &str) -> String {
    match lang {
        Lang::Zh => format!("本社群验证：公式 AUC {formula}，胜过只看沉默 {silence}"),
        Lang::En => format!("validated here: formula AUC {formula}, better than silence alone {silence}"),
    }
}

/// The formula is in use, and is not worth more than silence.
pub fn formula_no_better(lang: Lang, formula: &str, silence: &str) -> String {
    match lang {
        Lang::Zh => format!("这里公式不比只看沉默天数更准：AUC {formula} 对 {silence}"),
        Lang::En => format!("here the formula is no better than silence alone: AUC {formula} against {silence}"),
    }
}

/// Communities for which there is no room.
pub fn more(lang: Lang, communities: usize) -> String {
    match lang {
        Lang::Zh => format!("；另有 {communities} 个社群"),
        Lang::En => format!("; {communities} more communities"),
    }
}

/// A risk in a word.
pub fn short(risk: &str) -> Text {
    match risk {
        "formula" => Text::new("公式", "formula"),
        "refit" => Text::new("重拟合", "refit"),
        "recency" => Text::new("沉默", "silence"),
        _ => Text::new("活跃天数", "days"),
    }
}

/// So many days.
pub fn days(lang: Lang, days: u32) -> String {
    match lang {
        Lang::Zh => format!("{days} 天"),
        Lang::En => format!("{days} d"),
    }
}

/// A factor by its key; a topic by its name.
pub fn factor(lang: Lang, key: &str) -> String {
    let text = match key {
        "first_message_unanswered" => Text::new("首次发言无人接话", "first message unanswered"),
        "first_question_unanswered" => Text::new("首次提问无人回答", "first question unanswered"),
        "no_reply" => Text::new("近90天没收到回复", "no reply in 90 d"),
        "negative" => Text::new("近90天情绪偏负面", "negative mood"),
        "falling" => Text::new("活跃下滑", "falling activity"),
        "newcomer" => Text::new("来了不到30天", "here under 30 d"),
        "advert_burst" => Text::new("最后一周群里广告刷屏", "last week: adverts"),
        "removal" => Text::new("最后一周群里有人被移出", "last week: a removal"),
        "wave" => Text::new("最后一周群里涌入许多人", "last week: a wave"),
        "announcement" => Text::new("最后一周群里有公告", "last week: a notice"),
        topic => {
            let name = topic.strip_prefix("topic:").unwrap_or(topic);
            return format!("{}{name}", lang.pick(("谈过 ", "spoke of ")));
        }
    };
    text.get(lang).to_owned()
}

/// Between which days somebody left or stayed.
pub enum Days {
    /// The first and the last day on which they were active, and the first and the last on which they were seen or not.
    Of([String; 4]),
    /// Communities end on different days: the earliest and the latest of those between the two spans.
    Around([String; 2]),
}

/// Whom reasons compare: how many left and stayed, between which days.
pub fn leaving(lang: Lang, days: &Days, (left, stayed): (u64, u64), communities: u64) -> String {
    let within = match (communities > 1, lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("在 {communities} 个社群内各自比较（Mantel–Haenszel）。"),
        (true, Lang::En) => format!(" Compared within each of {communities} communities (Mantel–Haenszel)."),
    };
    let compared = match (days, lang) {
        (Days::Of([from, to, since, until]), Lang::Zh) => format!(
            "{from} 到 {to} 活跃过的成员（不含员工与机器人）里，{since} 到 {until} 没再出现或退了群的 {left} 人算离开，还出现过的 {stayed} 人算留下；因素都是 {since} 之前的。"
        ),
        (Days::Of([from, to, since, until]), Lang::En) => format!(
            "Of the members active from {from} to {to}, without staff and bots, {left} left: they were not seen from {since} to {until}, or went in it; {stayed} stayed and were seen. Factors are of before {since}."
        ),
        (Days::Around([first, last]), Lang::Zh) => format!(
            "各社群以其统计日前 90 天为界（{first} 到 {last}）：此前 90 天活跃过的成员（不含员工与机器人）里，此后 90 天没再出现或退了群的 {left} 人算离开，还出现过的 {stayed} 人算留下；因素都是界之前的。"
        ),
        (Days::Around([first, last]), Lang::En) => format!(
            "Each community is cut 90 days before its as-of day ({first} to {last}): of the members active in the 90 days before, without staff and bots, {left} left: they were not seen in the 90 after, or went in them; {stayed} stayed and were seen. Factors are of before the cut."
        ),
    };
    match lang {
        Lang::Zh => format!(
            "{compared}{within}对数优势比大于 0 即离开者更常见，区间跨过 0 或误报率高于 0.05 即看不出差别；人太少的不作答。相关不等于原因。"
        ),
        Lang::En => format!(
            "{compared}{within} Log odds above 0: more frequent among who left; an interval across 0, or q above .05, shows no difference, and too few show nothing. What goes together need not be a cause."
        ),
    }
}
