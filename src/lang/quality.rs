//! What is said of the quality of imported data.

use super::Lang;

/// The days from the first row to the last.
pub fn span(lang: Lang, from: &str, until: &str) -> String {
    match lang {
        Lang::Zh => format!("{from} 至 {until}"),
        Lang::En => format!("{from} to {until}"),
    }
}

/// Rows that the store had before.
pub fn duplicate(lang: Lang, count: u64, of: u64) -> String {
    match lang {
        Lang::Zh => format!("{of} 条里重复 {count} 条{}", share(lang, count, of)),
        Lang::En => format!("{count} of {of} were there before{}", share(lang, count, of)),
    }
}

/// Rows that could not be read.
pub fn skipped(lang: Lang, count: u64, of: u64) -> String {
    match lang {
        Lang::Zh => format!("{of} 行里跳过 {count} 行{}", share(lang, count, of)),
        Lang::En => format!("{count} of {of} rows skipped{}", share(lang, count, of)),
    }
}

/// Mentions of nobody.
pub fn unknown_mentions(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Zh => format!("{count} 处 @ 找不到人"),
        Lang::En => format!("{count} mentions name nobody known"),
    }
}

/// Answers to messages that are not there.
pub fn lost_replies(lang: Lang, count: u64, of: u64) -> String {
    match lang {
        Lang::Zh => format!("{of} 条回复里 {count} 条找不到原话{}", share(lang, count, of)),
        Lang::En => format!("{count} of {of} replies answer a message that is not here{}", share(lang, count, of)),
    }
}

/// Orders and answers of nobody.
pub fn unjoined(lang: Lang, count: u64, of: u64) -> String {
    match lang {
        Lang::Zh => format!("{of} 条订单与答卷里 {count} 条没有对上成员{}", share(lang, count, of)),
        Lang::En => format!("{count} of {of} orders and answers have no member{}", share(lang, count, of)),
    }
}

/// Messages from after their import.
pub fn future(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Zh => format!("{count} 条发言晚于导入的时刻"),
        Lang::En => format!("{count} messages are later than their import"),
    }
}

/// Messages from before their platform.
pub fn too_early(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Zh => format!("{count} 条发言早于平台问世"),
        Lang::En => format!("{count} messages are older than their platform"),
    }
}

/// In which zone a file's times were read, and what its exporter's clock showed.
pub fn zone(lang: Lang, assumed: Option<&str>, exporter: &[String]) -> String {
    let assumed = assumed.map(|zone| match lang {
        Lang::Zh => format!("时间不带时区，按 {zone} 理解"),
        Lang::En => format!("times without a zone read as {zone}"),
    });
    let exporter = (!exporter.is_empty()).then(|| super::import::exporter_zones(lang, exporter));
    assumed.into_iter().chain(exporter).collect::<Vec<_>>().join(lang.pick(("；", "; ")))
}

/// Silent days in a group that speaks otherwise.
pub fn gap(lang: Lang, days: u64, from: &str, until: &str) -> String {
    match lang {
        Lang::Zh => format!("断档 {days} 天：{from} 至 {until}"),
        Lang::En => format!("silent for {days} days: {from} to {until}"),
    }
}

/// `（3.2%）`; nothing of none.
fn share(lang: Lang, count: u64, of: u64) -> String {
    if count == 0 || of == 0 {
        return String::new();
    }
    let percent = count as f64 * 100.0 / of as f64;
    match lang {
        Lang::Zh => format!("（{percent:.1}%）"),
        Lang::En => format!(" ({percent:.1} %)"),
    }
}
