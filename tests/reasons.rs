//! Why a member has a tag or a value: what is needed, what they bring, and nothing else.

mod program;

use program::{Home, fixture};

fn told() -> Home {
    let home = Home::new();
    let files = ["SYNTH_official_group.txt", "SYNTH_members.csv"].map(fixture);
    assert_eq!(home.run(&["import", &files[0], &files[1]]).code, Some(0));
    home
}

#[test]
fn a_tag_is_explained_by_the_members_own_values() {
    let home = told();
    assert_eq!(home.run(&["staff", "add", "林晓"]).code, Some(0));
    for done in [home.run(&["tag", "explain", "员工", "林晓"]), home.run(&["member", "林晓", "--evidence", "tag:员工"])]
    {
        assert_eq!(done.code, Some(0), "{}", done.err);
        assert!(done.out.contains("标记为员工的成员"), "{}", done.out);
        assert!(done.out.lines().any(|line| line.contains("标记为员工") && line.contains("是、员工")), "{}", done.out);
    }
}

#[test]
fn evidence_of_one_thing_shows_that_alone() {
    let home = told();
    let done = home.run(&["member", "林晓", "--evidence", "region"]);
    assert!(done.out.contains("上海") && done.out.contains("城市：上海"), "{}", done.out);
    for other in ["性别", "女", "标签"] {
        assert!(!done.out.contains(other), "{}", done.out);
    }
}
