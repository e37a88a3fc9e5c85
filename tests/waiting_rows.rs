//! Orders that agree with a member by name only: said after the import, and after a bulk acceptance.

mod program;

use program::{Home, fixture};

#[test]
fn orders_without_anybody_say_that_they_wait_for_a_chat_or_a_roster() {
    let home = Home::new();
    let orders = home.file("orders.csv", "订单号,买家昵称,付款时间,实付金额\nA1,小美,2024-03-01 10:00:00,20\n");
    let done = home.run(&["import", orders.to_str().unwrap()]);
    assert!(done.err.contains("还没有成员") && done.err.contains("成员名单"), "{}{}", done.out, done.err);
    assert!(!done.err.contains("qunxiang members"), "a list of nobody is no next step: {}", done.err);
}

#[test]
fn rows_of_bare_data_ask_for_a_header_and_name_no_column_after_a_value() {
    let home = Home::new();
    let rows =
        home.file("cdnow.txt", " 00004 1 19970101 2 29.33\n 00004 1 19970118 2 29.73\n 00021 2 19970101 3 63.34\n");
    let done = home.run(&["import", rows.to_str().unwrap()]);
    assert!(done.err.contains("没有表头") && !done.err.contains("1=name"), "{}{}", done.out, done.err);
}

#[test]
fn an_import_says_how_many_rows_wait_and_a_bulk_acceptance_what_it_left() {
    let home = Home::new();
    let list = home.file("members.csv", "昵称,QQ号\n小美,10001\n小美,10002\n大鹏,10003\n");
    let orders = home.file(
        "orders.csv",
        "订单号,买家昵称,付款时间,实付金额\nA1,小美,2024-03-01 10:00:00,20\nA2,大鹏,2024-03-01 11:00:00,30\n",
    );
    let paths = [fixture("SYNTH_official_group.txt"), list.display().to_string(), orders.display().to_string()];
    let done = home.run(&["import", &paths[0], &paths[1], &paths[2]]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.err.contains("行订单或问卷待确认"), "{}{}", done.out, done.err);
    let accepted = home.run(&["join", "accept", "--all"]);
    assert!(accepted.err.contains("因同名不止一人没有确认"), "{}{}", accepted.out, accepted.err);
}
