//! Codes that rows of the store carry, as a person reads them.

use super::Lang;

/// A code in words: its own in Chinese, where the field lists it; in English one that reads well anywhere.
pub fn in_words(codes: &[(&str, &str)], code: &str, lang: Lang) -> String {
    let zh = codes.iter().find(|(known, _)| *known == code).map(|(_, zh)| *zh);
    match (lang, zh) {
        (Lang::Zh, Some(zh)) => zh.to_owned(),
        _ => english(code),
    }
}

fn english(code: &str) -> String {
    let words = match code {
        "parent_young" => "parent of young children",
        "parent_school" => "parent of schoolchildren",
        "help_seeking" => "seeking help",
        "high_high" => "high spend, high interaction",
        "high_low" => "high spend, low interaction",
        "low_high" => "low spend, high interaction",
        "low_low" => "low spend, low interaction",
        span if span.starts_with(|c: char| c.is_ascii_digit()) => return span.replace('_', "-"),
        other => return other.replace('_', " "),
    };
    words.to_owned()
}

/// The sort of a name.
pub fn name_kind(kind: &str, lang: Lang) -> String {
    let zh = match kind {
        "nickname" => "昵称",
        "card" => "群名片",
        "remark" => "备注",
        "real" => "姓名",
        other => other,
    };
    lang.pick((zh, kind)).to_owned()
}

/// The status of an order.
pub fn order_status(status: &str, lang: Lang) -> &str {
    let zh = match status {
        "open" => "待付",
        "paid" => "已付",
        "closed" => "关闭",
        "refunded" => "已退款",
        other => other,
    };
    lang.pick((zh, status))
}

/// Why a build changed something.
pub fn cause(cause: &str, lang: Lang) -> &str {
    let zh = match cause {
        "data" => "新数据",
        "scheme" => "方案变更",
        "hand" => "人工",
        "time" => "时间推移或他人变化",
        other => other,
    };
    let en = match cause {
        "data" => "new data",
        "scheme" => "another scheme",
        "hand" => "by hand",
        "time" => "time passed, or others changed",
        other => other,
    };
    lang.pick((zh, en))
}

/// Where a tag comes from, by `rule`, `hand` or `import`.
pub fn tag_source(source: &str, lang: Lang) -> &str {
    let zh = match source {
        "hand" => "人工打的",
        "import" => "导入的标签列",
        _ => "规则打的",
    };
    let en = match source {
        "hand" => "set by hand",
        "import" => "from an imported column",
        _ => "by rule",
    };
    lang.pick((zh, en))
}

/// The sort of a row of evidence, by `message`, `event`, `order`, `answer`, `field` or `name`.
pub fn evidence_kind(kind: &str, lang: Lang) -> &str {
    let zh = match kind {
        "message" => "发言",
        "event" => "行为",
        "order" => "订单",
        "answer" => "问卷",
        "field" => "导入的格",
        "name" => "名字",
        other => other,
    };
    lang.pick((zh, kind))
}

/// The sort of rows a join is about.
pub fn join_kind(kind: &str, lang: Lang) -> &str {
    let zh = match kind {
        "order" => "订单",
        "response" => "答卷",
        "roster" => "名单",
        other => other,
    };
    lang.pick((zh, kind))
}

/// By what rows joined their member.
pub fn joined_by(key: &str, lang: Lang) -> &str {
    let (zh, en) = match key {
        "id" => ("账号", "account"),
        "phone" => ("手机", "phone"),
        "mail" => ("邮箱", "mail"),
        "alias" => ("微信号", "WeChat name"),
        "accepted" => ("人工确认", "hand"),
        "name" => ("名单里的名字", "name on a list"),
        "new" => ("客户编号", "customer number"),
        other => (other, other),
    };
    lang.pick((zh, en))
}

/// Who found out that two members are one.
pub fn merge_source(source: &str, lang: Lang) -> &str {
    let zh = match source {
        "hand" => "人工",
        "suggested" => "按建议",
        "import" => "导入",
        other => other,
    };
    lang.pick((zh, source))
}

/// What two members agree or differ in, and how.
pub fn agreement(key: &str, value: &str, lang: Lang) -> String {
    let (zh, en) = match key {
        "mail" => ("邮箱相同", "same mail"),
        "phone" => ("手机相同", "same phone"),
        "handle" | "alias" => ("账号名相同", "same handle"),
        "name" => ("同名", "same name"),
        "city" => ("同城", "same city"),
        "tail" => ("手机尾号相同", "same end of the phone number"),
        "birthday" => ("生日相同", "same birthday"),
        "together" => return lang.pick(("同时入群", "came together")).to_owned(),
        "listed" => {
            return lang
                .pick((
                    "只此两人同名，一个说话，一个只在名单或店里",
                    "nobody else has the name; one speaks, one is only on a list or in a shop",
                ))
                .to_owned();
        }
        "inviter" => ("邀请人相同", "same inviter"),
        "group" => ("同群", "same group"),
        "row" => ("同一行列出", "listed as one"),
        "other_birthday" => ("生日不同", "other birthday"),
        "other_gender" if lang == Lang::Zh => {
            return format!("性别不同 {}", value.replace("female", "女").replace("male", "男"));
        }
        "other_gender" => ("性别不同", "other gender"),
        "other_phone" => ("手机不同", "other phone"),
        "other_city" => ("城市不同", "other city"),
        "same_chat" => ("同在一个群", "both in one group"),
        "same_platform" => ("同一平台两个账号", "two accounts on one platform"),
        other => (other, other),
    };
    format!("{} {value}", lang.pick((zh, en)))
}

/// What agrees between a row and a member.
pub fn reason(key: &str, lang: Lang) -> &str {
    let zh = match key {
        "name" => "名字一致",
        "nickname" => "昵称一致",
        "card" => "群名片一致",
        "remark" => "备注一致",
        "real" => "姓名一致",
        "region" => "地区一致",
        "phone" => "手机尾号一致",
        "former_name" => "曾用名一致",
        "joined" => "加入时间一致",
        other => other,
    };
    let en = match key {
        "name" => "same name",
        "nickname" => "same nickname",
        "card" => "same group card",
        "remark" => "same remark",
        "real" => "same real name",
        "region" => "same region",
        "phone" => "same end of the phone number",
        "former_name" => "same former name",
        "joined" => "same day of joining",
        other => other,
    };
    lang.pick((zh, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_a_person_would_say_it() {
        let stages = [("parent_young", "年幼孩子家长"), ("working", "在职")];
        assert_eq!(in_words(&stages, "parent_young", Lang::En), "parent of young children");
        assert_eq!(in_words(&stages, "parent_young", Lang::Zh), "年幼孩子家长");
        assert_eq!(in_words(&stages, "very_high", Lang::En), "very high");
        assert_eq!(in_words(&stages, "18_24", Lang::En), "18-24");
    }
}
