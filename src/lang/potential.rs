//! Why somebody is a buyer of promise, in words.

use super::{Lang, Text};

texts! {
    TITLE = "消费潜力：谁可能再买，只据订单", "potential: who may buy again, by orders alone";
    POTENTIAL = "消费潜力", "potential";
    LEVEL = "消费等级", "spends";
    REASONS = "为什么", "why";
    NEEDS_KOL = "在 KOL 屏才有。", "This is of the KOL screen.";
    BESIDE = "旁列，不计分", "beside, not counted";
    LEGEND = "只据订单，按消费潜力排：下单天数、金额与距上次下单。折算：一年前的下单日算半天，半年前的金额算一半，不是间隔，也不是实付。多、中、少与本社群买得最多的人相比。",
        "From orders alone, by potential: order days, amount, and days since the last. Weighted: an order day of a year ago counts half, an amount of half a year ago half; neither a gap between orders nor what was paid. Much, some and little are beside those who buy most here.";
}

/// What one part of the potential says: how much it is beside the community's most, and the number; nothing of parts
/// that are shown beside.
pub fn reason(lang: Lang, key: &str, raw: f64, scaled: f64) -> Option<String> {
    let third = if scaled >= 2.0 / 3.0 { 2 } else { usize::from(scaled >= 1.0 / 3.0) };
    let (zh, en) = match key {
        "order_frequency" => (
            format!("买得{}（下单日折算 {raw:.1}）", ["少", "不算少", "勤"][third]),
            format!("buys {} ({raw:.1} order days, weighted)", ["rarely", "at times", "often"][third]),
        ),
        "order_amount" => (
            format!("花得{}（金额折算 {raw:.0}）", ["少", "不算少", "多"][third]),
            format!("spends {} ({raw:.0}, weighted)", ["little", "some", "much"][third]),
        ),
        "order_recency" => {
            (format!("{raw:.0} 天前{}", ["买过", "买过", "刚买"][third]), format!("bought {raw:.0} days ago"))
        }
        _ => return None,
    };
    Some(lang.pick((zh.as_str(), en.as_str())).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_say_how_much_beside_the_most_and_the_number() {
        assert_eq!(reason(Lang::Zh, "order_frequency", 3.24, 0.9).unwrap(), "买得勤（下单日折算 3.2）");
        assert_eq!(reason(Lang::Zh, "order_amount", 820.0, 0.5).unwrap(), "花得不算少（金额折算 820）");
        assert_eq!(reason(Lang::En, "order_recency", 12.0, 0.97).unwrap(), "bought 12 days ago");
        assert_eq!(reason(Lang::En, "recency_quintile", 5.0, 0.0), None, "what is not counted is no reason");
    }
}
