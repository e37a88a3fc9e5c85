//! What is said of a risk of leaving that was tried on the past.

use super::{Lang, Text};

texts! {
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
    BASE = "都说平均", "the share for all";
    PREDICTED = "预测", "predicted";
    OBSERVED = "实际", "gone";
    PEOPLE = "人次", "n";
    FACTOR = "因素", "factor";
    LEFT = "离开", "left";
    STAYED = "留下", "stayed";
    OF = "已知", "of";
    LOG_ODDS = "对数优势比", "log odds";
    LOW = "下限", "low";
    HIGH = "上限", "high";
    FALSE_FINDS = "误报率", "q";
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

/// Whom reasons compare.
pub fn leaving(lang: Lang, left: u64, stayed: u64) -> String {
    match lang {
        Lang::Zh => format!(
            "90 天前活跃的人：此后离开 {left} 人，留下 {stayed} 人，因素都是离开之前的。对数优势比大于 0 即离开者更常见，区间跨过 0 或误报率高于 0.05 即看不出差别；人太少的不作答。相关不等于原因。"
        ),
        Lang::En => format!(
            "Of those active 90 days ago {left} left since and {stayed} stayed; factors are of before. Log odds above 0: more frequent among who left; an interval across 0, or q above .05, shows no difference, and too few show nothing. What goes together need not be a cause."
        ),
    }
}
