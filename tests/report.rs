//! `report`: a page for people without a terminal, that tells nobody's name unless asked and asks nothing of any host.

mod program;

use program::{Home, fixture, well};

/// A name that would be a script, close the page, and turn the reading round.
const NAME: &str = "<script>alert('x')</script>\"&\u{202e}\u{1b}[31m坏";

fn filled() -> Home {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv"] {
        well(&home, &["import", &fixture(source)]);
    }
    home
}

fn page(home: &Home, name: &str) -> String {
    std::fs::read_to_string(home.folder.path().join(name)).unwrap()
}

#[test]
fn the_page_holds_every_section_in_either_language() {
    let home = filled();
    let done = well(&home, &["report", "-o", "社群.html", "--lang", "zh"]);
    insta::assert_snapshot!(done.out, @"已写出 社群.html（16 位成员），可离线打开、打印");
    let zh = page(&home, "社群.html");
    let heads: Vec<&str> = zh.split("<h2>").skip(1).map(|part| part.split("</h2>").next().unwrap()).collect();
    assert_eq!(
        heads,
        ["社群概况", "本周变化", "生命周期", "成员画像", "标签", "意见领袖", "流失风险", "话题", "活跃时段"]
    );
    assert!(zh.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">") && zh.contains("prefers-color-scheme:dark"));
    assert!(zh.contains("@media print") && zh.matches("<svg").count() >= 6, "{zh}");
    well(&home, &["report", "-o", "community.html", "--lang", "en"]);
    let en = page(&home, "community.html");
    assert!(en.contains("<html lang=\"en\">") && en.contains("<h2>Opinion leaders</h2>"));
    // What stands in English is of the program; Chinese words are of the data: names, tags, topics, places.
    assert!(!en.contains("社群概况") && !en.contains("活跃时段") && !en.contains("统计日"));
}

#[test]
fn it_runs_nothing_and_asks_nothing_whatever_people_are_called() {
    let home = filled();
    home.file("hostile.csv", format!("群名,QQ号,昵称,城市\n{NAME},10001,{NAME},{NAME}\n"));
    well(&home, &["import", "hostile.csv"]);
    well(&home, &["tag", "add", NAME, "qq:10001"]);
    for names in [&["--names"][..], &[]] {
        well(&home, &[&["report", "-o", "page.html", "--overwrite"], names].concat());
        let page = page(&home, "page.html");
        let body = page.split_once("<body>").unwrap().1;
        assert!(!page.contains("<script") && !page.contains(['\u{202e}', '\u{1b}']), "{page}");
        assert!(body.contains("&lt;script&gt;alert("), "the tag is there, as text");
        for asks in ["http", "//", "url(", "src=", "href=", "@import", "<link", "<img", "<iframe", "onload"] {
            assert!(!body.contains(asks), "{asks}");
            assert!(asks.starts_with("http") || !page.contains(asks), "{asks}");
        }
        assert!(page.contains("default-src 'none'"), "and may not");
    }
}

#[test]
fn names_are_masked_unless_asked_for() {
    let home = filled();
    well(&home, &["report", "-o", "masked.html"]);
    well(&home, &["report", "-o", "named.html", "--names"]);
    let (masked, named) = (page(&home, "masked.html"), page(&home, "named.html"));
    assert!(named.contains("小鱼干") && !masked.contains("小鱼干") && masked.contains("小*"), "{masked}");
    well(&home, &["report", "-o", "one.html", "--where", "name:小鱼干"]);
    assert!(!page(&home, "one.html").contains("小鱼干"), "nor does the filter name anybody");
    well(&home, &["report", "-o", "one.html", "--where", "name:小鱼干", "--names", "--overwrite"]);
    assert!(page(&home, "one.html").contains("小鱼干"));
}

#[test]
fn it_is_logged_as_an_export_and_replaces_nothing() {
    let home = filled();
    well(&home, &["report", "-o", "page.html"]);
    let log = well(&home, &["audit", "--lang", "en"]);
    assert!(log.out.contains("export 16 rows to page.html"), "{}", log.out);
    let again = home.run(&["report", "-o", "page.html", "--lang", "en"]);
    assert_eq!((again.code, again.out.as_str()), (Some(1), ""));
    assert!(again.err.contains("--overwrite"), "{}", again.err);
    let wrong = home.run(&["report", "-o", "page.pdf", "--lang", "en"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains(".html"), "{}", wrong.err);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let about = std::fs::metadata(home.folder.path().join("page.html")).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn of_a_filter_it_counts_its_members_alone() {
    let home = filled();
    well(&home, &["report", "-o", "all.html", "--lang", "en"]);
    well(&home, &["report", "-o", "few.html", "--lang", "en", "--where", "messages>=3"]);
    let few = page(&home, "few.html");
    assert!(few.contains("Only of members") && few.contains("messages"), "{few}");
    let members =
        |page: &str| page.split("Members<b>").nth(1).unwrap().split('<').next().unwrap().parse::<u64>().unwrap();
    assert!(members(&few) > 0 && members(&few) < members(&page(&home, "all.html")));
}

#[test]
fn the_impact_assessment_is_filled_with_what_the_store_can_tell_and_names_nobody() {
    let home = filled();
    well(&home, &["optout", "wechat:wxid_mem0003", "--yes"]);
    well(&home, &["export", "-o", "all.csv", "--unmask", "phone"]);
    well(&home, &["purge", "--older", "2024-01-01", "--yes"]);
    let done = well(&home, &["report", "pia", "-o", "评估.html", "--lang", "zh"]);
    assert_eq!(done.out, "已写出 评估.html；横线处请自行填写\n");
    let page = page(&home, "评估.html");
    for filled in [
        "<td>拒绝画像（optout）</td><td>1</td>",
        "<td>其中含完整手机或邮箱</td><td>1</td>",
        "<td>保存期限：早于此日的发言与事件已清除</td><td>2024-01-01</td>",
        "<td>youzan-orders</td><td class=\"n\">1</td>",
        "<td>处理目的</td><td>＿＿＿",
        "活跃度",
    ] {
        assert!(page.contains(filled), "{filled}\n{page}");
    }
    for name in ["小鱼干", "Kevin", "wxid_", "13800000001"] {
        assert!(!page.contains(name), "{name}");
    }
    well(&home, &["report", "pia", "-o", "assessment.html", "--lang", "en"]);
    let without_file = home.run(&["report", "--lang", "en"]);
    assert_eq!(without_file.code, Some(2), "{}", without_file.err);
}

#[test]
fn new_members_are_the_same_people_in_the_report_the_tag_and_the_lifecycle() {
    let home = Home::new();
    well(&home, &["demo", "--no-tui", "--db", "demo.db"]);
    let found = |filter: &str| -> usize {
        let list = well(&home, &["members", "--db", "demo.db", "--where", filter, "--json"]).out;
        serde_json::from_str::<Vec<serde_json::Value>>(&list).unwrap().len()
    };
    let (tagged, staged) = (found("tag:新成员"), found("stage:new"));
    assert!(found("tag:新成员 and messages=0") > 0, "who has not spoken yet is new, too");
    assert_eq!(tagged, staged);
    well(&home, &["report", "--db", "demo.db", "-o", "r.html", "--lang", "zh"]);
    assert!(page(&home, "r.html").contains(&format!("新成员<b>{tagged}</b>")));
}
