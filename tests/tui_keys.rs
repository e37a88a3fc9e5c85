//! Which key means what, and how a user finds out: keymaps, help, palette, and keys of no use now.

mod tui_fixture;

use std::path::PathBuf;

use qunxiang::config::Keys;
use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::task::request::{Question, Work};
use qunxiang::tui::{Effect, Keymap, Msg, Options};
use tui_fixture::Explorer;

fn with_keymap(text: &str) -> Explorer {
    let keymap = Keymap::changed(&Keys::read("keymap.toml", text).unwrap()).unwrap();
    Explorer::with(&Options { keymap, ..Options::default() }, 120, 40)
}

fn complaint(text: &str) -> String {
    let read = Keys::read("keymap.toml", text).and_then(|keys| Keymap::changed(&keys));
    read.expect_err("the keymap is refused").say(Lang::En)
}

#[test]
fn an_added_key_works_beside_the_old_ones_and_is_the_one_shown() {
    let mut explorer = with_keymap("[members]\nsort = [\"O\", \"alt-s\"]\n");
    let bar = explorer.screen().lines().last().unwrap().to_owned();
    assert!(bar.contains("O 排序"), "{bar}");
    for key in ["O", "s", "f4", "alt-s"] {
        assert!(explorer.keys(&[key]).screen().contains("排序字段"), "{key}");
        explorer.keys(&["esc"]);
    }
    assert!(explorer.keys(&["?"]).screen().contains("O Alt-S s F4"), "{}", explorer.screen());
}

#[test]
fn a_freed_key_may_be_given_to_another_command() {
    let mut explorer = with_keymap("[members]\nfree = [\"x\"]\nsort = [\"x\"]\n");
    assert!(explorer.keys(&["x"]).screen().contains("排序字段"));
}

#[test]
fn a_key_that_a_screen_has_for_itself_is_named_at_the_start() {
    let status = |text: &str| {
        let keymap = Keymap::changed(&Keys::read("keymap.toml", text).unwrap()).unwrap();
        let options = Options { keymap, ..Options::default() };
        Explorer::today(&options, 120, 40).screen().lines().nth(38).unwrap_or_default().to_owned()
    };
    let said = status("[everywhere]\nsave-segment = [\"d\"]\n");
    assert!(said.contains("keymap.toml：d（存分群）在“今日”上仍是“办完”"), "{said}");
    // Freed there, it means the same everywhere.
    let freed = "[everywhere]\nsave-segment = [\"d\"]\n[today]\nfree = [\"d\"]\n[tags]\nfree = [\"d\"]\n\
                 [joins]\nfree = [\"d\"]\n[merges]\nfree = [\"d\"]\n[member]\nfree = [\"d\"]\n";
    assert!(!status(freed).contains("keymap.toml"), "{}", status(freed));
    assert!(!status("[members]\nsort = [\"O\"]\n").contains("keymap.toml"));
}

#[test]
fn what_a_keymap_has_wrong_is_named_with_its_line() {
    let wrong = [
        (
            "# 我的键\n[members]\nsrot = [\"O\"]\n",
            "keymap.toml, line 3, members.srot: there is no command “srot” here; did you mean “sort”?",
        ),
        ("[membres]\nsort = [\"O\"]\n", "keymap.toml, line 2, membres.sort: there is no place “membres”"),
        ("[members]\nsort = [\"hyper-o\"]\n", "keymap.toml, line 2, members.sort: there is no key “hyper-o”"),
        (
            "[members]\nsort = [\"x\"]\n",
            "keymap.toml, line 2, members.sort: key “x” means mark here; free = [\"x\"] frees it first",
        ),
        (
            "[members]\nsort = [\"O\"]\ncolumns = [\"O\"]\n",
            "keymap.toml, line 3, members.columns: key “O” means sort here",
        ),
        ("[members]\nfree = [\"Z\"]\n", "keymap.toml, line 2, members.free: key “Z” means nothing here"),
        ("[typing]\nsubmit = [\"y\"]\n", "keymap.toml, line 2, typing.submit: key “y” is text while typing"),
        ("[members]\nsort = \"O\"\n", "keymap.toml, line 2, members.sort: "),
    ];
    for (text, sentence) in wrong {
        let said = complaint(text);
        assert!(said.starts_with(sentence), "{said}");
    }
}

#[test]
fn a_key_of_no_use_now_says_why_and_an_unbound_one_where_the_keys_are() {
    let mut explorer = Explorer::open(80, 24);
    let status = |explorer: &Explorer| explorer.screen().lines().nth(22).unwrap().to_owned();
    explorer.keys(&["M"]);
    assert!(status(&explorer).contains("要正好标记两人"), "{}", explorer.screen());
    explorer.keys(&["Z"]);
    assert!(status(&explorer).contains("Z没有用处；? 看这一屏的键"), "{}", explorer.screen());
}

#[test]
fn the_palette_knows_both_languages_and_says_why_a_command_is_disabled() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&[":"]).type_text("compare-marked").screen();
    assert!(screen.contains("对比两人") && screen.contains("现在不可用：要正好标记两人。"), "{screen}");
    let screen = explorer.keys(&["enter"]).screen();
    assert!(screen.lines().nth(22).unwrap().contains("要正好标记两人"), "{screen}");
}

#[test]
fn the_palette_puts_names_before_what_is_said_and_knows_every_screen() {
    let first = |typed: &str| {
        let mut explorer = Explorer::open(120, 40);
        let screen = explorer.keys(&["L", "1", ":"]).type_text(typed).screen();
        let at = screen.lines().position(|line| line.contains("› ")).unwrap();
        (screen.lines().nth(at + 2).unwrap().to_owned(), screen)
    };
    // Nothing can be undone yet; it is what was asked for all the same.
    let (line, screen) = first("undo");
    assert!(line.contains("Undo") && line.contains("not now"), "{screen}");
    let (line, screen) = first("rename");
    assert!(line.contains("Rename") && line.contains("on Tags: Give the segment"), "{screen}");
    assert!(!screen.contains("Reload") && !screen.contains("Rebuild"), "{screen}");
    for (typed, title) in
        [("mark al", "Mark all"), ("ctrl-r", "Redo"), ("存分", "Save segment"), ("svsg", "Save segment")]
    {
        let (line, screen) = first(typed);
        assert!(line.contains(title), "{typed}\n{screen}");
    }
}

#[test]
fn a_command_of_another_screen_leads_there() {
    let mut explorer = Explorer::open(120, 40);
    let screen = explorer.keys(&["1", ":"]).type_text("改名").keys(&["enter"]).screen();
    assert!(screen.contains("在“标签”上按 R：改名"), "{screen}");
    assert!(screen.lines().nth(1).unwrap().contains("标签"), "{screen}");
}

#[test]
fn the_hints_say_that_there_is_more_and_turn_their_pages() {
    let mut explorer = Explorer::open(80, 16);
    let first = explorer.keys(&["1", ","]).screen();
    assert!(first.contains("↑0 ↓") && first.contains("PgDn"), "{first}");
    let last = explorer.keys(&["pgdn", "pgdn", "pgdn"]).screen();
    assert!(last.contains("↓0 行") && last.contains("退出") && !first.contains("q 退出"), "{last}");
    assert!(explorer.keys(&["pgup", "pgup", "pgup"]).screen().contains("↑0 ↓"));
    // Any other key does what it does.
    assert!(explorer.keys(&["s"]).screen().contains("排序字段"));
    let wide = Explorer::open(200, 60).keys(&["1", ","]).screen();
    assert!(!wide.contains("PgDn"), "{wide}");
}

#[test]
fn name_and_number_are_copied_alike_from_every_screen() {
    for place in [&["0"][..], &["1"], &["5"], &["1", "enter"], &["2", "v", "v", "v"], &["`", "end"]] {
        let mut explorer = Explorer::open(120, 40);
        explorer.keys(place).keys(&["y"]);
        let copied = explorer.effects().iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        let (name, number) = copied.as_deref().and_then(|text| text.split_once('\t')).unwrap_or_default();
        assert!(!name.is_empty() && number.starts_with("id:"), "{place:?}: {copied:?}");
    }
}

#[test]
fn full_width_letters_and_marks_are_the_keys_they_stand_for() {
    for (full_width, shows) in [
        ("：", "› "),
        ("／", "搜索 ›"),
        ("？", "帮助"),
        ("ｓ", "排序字段"),
        // The keys beside the digits, as an input method gives them.
        ("·", "话题 · + 关键词"),
        ("、", "典型成员"),
    ] {
        let mut explorer = Explorer::open(80, 24);
        assert!(explorer.keys(&[full_width]).screen().contains(shows), "{full_width}");
    }
}

#[test]
fn help_is_searched_by_typing_over_every_screen() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["?"]).type_text("拆开").screen();
    assert!(screen.contains("拆开光标处的合并"), "a command of another screen\n{screen}");
    assert!(!screen.contains("排序"), "{screen}");
    assert!(explorer.caret().is_some(), "the real cursor stands where text is typed");
    assert!(explorer.type_text("没有这样的").screen().contains("没有找到"));
    assert!(!explorer.keys(&["esc"]).screen().contains("Esc 关闭"));
}

#[test]
fn the_palette_finds_commands_by_pinyin_initials() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&[":"]).type_text("cfq").screen();
    assert!(screen.lines().nth(3).unwrap().contains("存分群"), "{screen}");
}

#[test]
fn what_is_copied_is_chosen_and_shown_before() {
    let mut explorer = Explorer::open(80, 24);
    let screen = explorer.keys(&["x", "x", "g", "enter", "Y"]).screen();
    assert!(screen.contains("一段概述") && screen.contains("id:1 id:2"), "{screen}");
    explorer.type_text("概述").keys(&["enter"]);
    let copied = explorer.effects().iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    assert!(copied.is_some_and(|text| text.contains("：杭州的宝妈") && text.ends_with('。')), "{copied:?}");
}

#[test]
fn evidence_goes_to_the_pager_whole_and_safe() {
    let mut explorer = Explorer::open(40, 10);
    explorer.keys(&["enter", "v"]);
    assert!(explorer.screen().contains("先打开一项依据"), "{}", explorer.screen());
    explorer.keys(&["up"; 20]).keys(&["e", "v"]);
    let Some(Effect::Page(text)) = explorer.effects().iter().find(|effect| matches!(effect, Effect::Page(_))) else {
        panic!("nothing is paged");
    };
    assert!(text.contains("地区") && text.contains("支持的记录"), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
}

fn asked_for_members(explorer: &Explorer) -> usize {
    explorer.questions().iter().filter(|question| matches!(question, Question::Members(_))).count()
}

#[test]
fn what_enter_asks_the_pause_after_typing_does_not_ask_again() {
    for end in ["enter", "esc"] {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(&["f"]).type_text("activity>=60").keys(&[end]);
        let asked = asked_for_members(&explorer);
        explorer.settle();
        assert_eq!(asked_for_members(&explorer), asked, "{end}");
    }
}

#[test]
fn backspace_takes_the_last_condition_of_a_typed_filter_back_and_then_what_stood_before_it() {
    let crumb = |explorer: &Explorer| explorer.screen().lines().nth(1).unwrap().to_owned();
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["3", "enter", "f"]).type_text("且 性别:女 且 (地区:浙江 或 地区:上海)").keys(&["enter"]);
    assert!(crumb(&explorer).contains("标签:KOL 且 性别:女 且 (地区:浙江 或 地区:上海)"), "{}", crumb(&explorer));
    explorer.keys(&["backspace"]);
    assert!(crumb(&explorer).contains("标签:KOL 且 性别:女 "), "{}", crumb(&explorer));
    explorer.keys(&["backspace"]);
    assert!(crumb(&explorer).contains("标签:KOL ") && !crumb(&explorer).contains("性别"), "{}", crumb(&explorer));
    // Another filter in its place: its own conditions go one by one, then the one it replaced is back.
    explorer.keys(&["f", "ctrl-u"]).type_text("orders>=1 and silent>=14d").keys(&["enter", "backspace"]);
    assert!(crumb(&explorer).contains("订单数>=1") && !crumb(&explorer).contains("沉默天数"), "{}", crumb(&explorer));
    explorer.keys(&["backspace"]);
    assert!(crumb(&explorer).contains("标签:KOL"), "{}", crumb(&explorer));
    explorer.keys(&["backspace"]);
    assert!(!crumb(&explorer).contains("标签:"), "{}", crumb(&explorer));
}

#[test]
fn a_condition_with_an_either_or_goes_whole() {
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["f"]).type_text("gender:female or tag:KOL").keys(&["enter", "backspace"]);
    assert!(!explorer.screen().lines().nth(1).unwrap().contains("gender"), "{}", explorer.screen());
}

#[test]
fn what_is_typed_first_stands_in_the_place_of_the_proposed_path() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["e"]).type_text("妈妈").keys(&["enter"]);
    let [Work::Export(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(order.path, PathBuf::from("妈妈.csv"), "a name without an ending is a table");
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["e", "home"]).type_text("x/").keys(&["enter"]);
    let [Work::Export(order)] = &explorer.works()[..] else { panic!("{:?}", explorer.works()) };
    assert_eq!(order.path, PathBuf::from("x/成员-2024-03-02.csv"), "who moves the caret goes on with what is there");
}

#[test]
fn a_table_that_exists_is_asked_about_also_where_its_ending_was_not_typed() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["e"]).type_text("a");
    explorer.send(Msg::Looked("a".to_owned(), Vec::new(), false));
    explorer.send(Msg::Looked("a.csv".to_owned(), Vec::new(), true));
    assert!(explorer.keys(&["enter"]).screen().contains("覆盖"), "{}", explorer.screen());
    assert!(explorer.works().is_empty());
}

#[test]
fn export_says_why_it_is_of_no_use_where_no_members_are_listed() {
    for place in [["0"], ["2"], ["7"], ["8"], ["9"]] {
        let mut explorer = Explorer::open(120, 24);
        let screen = explorer.keys(&place).keys(&["e"]).screen();
        assert!(screen.contains("先按 1 到成员列表") && !screen.contains("导出成员"), "{place:?}\n{screen}");
    }
    let mut explorer = Explorer::open(120, 24);
    assert!(explorer.keys(&["enter", "f8"]).screen().contains("先按 1 到成员列表"), "{}", explorer.screen());
    let mut explorer = Explorer::open(120, 24);
    let screen = explorer.keys(&["x", "2", "e"]).screen();
    assert!(screen.contains("只导出已标记的 1 人"), "marks are meant wherever one is\n{screen}");
}

#[test]
fn the_member_on_the_page_is_tagged_and_marked_whoever_else_is_marked() {
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["x", "x", "down", "enter", "t"]).type_text("老客户").keys(&["enter"]);
    assert_eq!(explorer.works(), [Work::AddTag("老客户".to_owned(), vec![MemberId(4)])]);
    let mut explorer = Explorer::open(120, 24);
    explorer.keys(&["enter", "x", "esc"]);
    assert!(explorer.screen().contains("已标记 1"), "{}", explorer.screen());
}

#[test]
fn the_theme_that_is_turned_to_is_named() {
    let mut explorer = Explorer::open(80, 24);
    for name in ["浅色", "高对比", "单色", "深色"] {
        let screen = explorer.keys(&["ctrl-t"]).screen();
        assert!(screen.contains(&format!("主题：{name}")), "{screen}");
    }
    let screen = explorer.keys(&["L", "ctrl-t"]).screen();
    assert!(screen.contains("Theme: light"), "{screen}");
}

#[test]
fn the_key_of_the_screen_that_is_shown_leads_back_to_its_first_view() {
    for (screen, into) in [("9", &["m"][..]), ("7", &["v"]), ("2", &["v", "v"]), ("\\", &["v", "v", "v"])] {
        let mut explorer = Explorer::open(80, 24);
        let first = explorer.keys(&[screen]).screen();
        assert_ne!(explorer.keys(into).screen(), first, "{screen}");
        assert_eq!(explorer.keys(&["3", screen]).keys(&[screen]).screen(), first, "{screen}");
    }
    let mut explorer = Explorer::open(80, 24);
    let row = explorer.keys(&["2", "down"]).screen();
    assert_eq!(explorer.keys(&["2"]).screen(), row, "nothing moves in the first view");
}
