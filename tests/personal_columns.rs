//! Columns that say who somebody is: masked wherever they are shown, and no dimension.

mod program;

use program::Home;
use qunxiang::lang::Lang;
use qunxiang::task::request::{Answer, Question};
use qunxiang::task::session::Session;

/// Twelve answers with a phone, an order code and a city each.
fn answered() -> Home {
    let home = Home::new();
    let mut rows = "昵称,QQ号,您的手机号,购买凭证,常去\n".to_owned();
    for at in 0..12 {
        rows += &format!("人{at},1000{at:02},138000000{at:02},KX-{at}-A,{}\n", if at == 11 { "孤山" } else { "西湖" });
    }
    let file = home.file("members.csv", rows);
    let done = home.run(&["import", file.to_str().unwrap(), "--map", "您的手机号=field", "--db", "store.db"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    home
}

#[test]
fn a_phone_in_an_imported_column_is_masked_on_every_page() {
    let home = answered();
    let arguments: [&[&str]; 4] = [
        &["member", "人3"],
        &["member", "人3", "--json"],
        &["member", "人3", "--evidence", "您的手机号"],
        &["members", "--columns", "name,您的手机号"],
    ];
    for arguments in arguments {
        let done = home.run(&[arguments, &["--db", "store.db"]].concat());
        assert!(done.out.contains("138****0003"), "{arguments:?}: {}{}", done.out, done.err);
        assert!(!done.out.contains("13800000003"), "{}", done.out);
    }
}

#[test]
fn what_everybody_has_their_own_of_is_no_dimension() {
    let home = answered();
    let session = Session::open(&home.folder.path().join("store.db"), Lang::Zh).unwrap();
    let Answer::Vocabulary(vocabulary) = session.ask(&Question::Vocabulary).unwrap() else { panic!() };
    assert!(vocabulary.imported.contains(&"常去".to_owned()));
    assert_eq!(vocabulary.personal, ["您的手机号", "购买凭证"]);
}

#[test]
fn under_a_filter_no_words_of_others_are_listed() {
    let home = answered();
    let session = Session::open(&home.folder.path().join("store.db"), Lang::Zh).unwrap();
    let filter = session.filter("not 常去:孤山").unwrap();
    let question = Question::Distribution("常去".to_owned(), Some(filter));
    let Answer::Distribution(spread) = session.ask(&question).unwrap() else { panic!() };
    let values: Vec<&str> = spread.bars.iter().map(|bar| bar.value.as_str()).collect();
    assert_eq!(values, ["西湖", "unknown"]);
}
