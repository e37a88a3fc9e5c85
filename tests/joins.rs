//! Orders and answers without an account find their members: proposed with reasons and money, accepted,
//! rejected, in bulk, and taken back.

mod program;

use program::{Home, done};
use serde_json::Value;

fn joins(home: &Home) -> Value {
    serde_json::from_str(&done(home, &["join", "--json"])).unwrap()
}

/// Each open proposal: name, money, money that follows, keys of what agrees.
fn open(home: &Home) -> Vec<(String, f64, f64, String)> {
    let joins = joins(home);
    let line = |line: &Value| {
        let keys: Vec<&str> = line["reasons"].as_array().unwrap().iter().map(|why| why[0].as_str().unwrap()).collect();
        let money = |key: &str| line[key].as_f64().unwrap();
        (line["name"].as_str().unwrap().to_owned(), money("amount"), money("amount_follows"), keys.join(","))
    };
    joins["open"].as_array().unwrap().iter().map(line).collect()
}

/// Four on a list, and a shop that knows names, cities and, of one buyer, the phone.
fn shop() -> Home {
    let home = Home::new();
    home.file("list.csv", "微信ID,昵称,城市\nwxid_a,林小晓,浙江 杭州\nwxid_b,老吴,北京\nwxid_c,阿青,\nwxid_d,阿青,\n");
    done(&home, &["import", "list.csv"]);
    let order = |number: &str, name: &str, phone: &str, city: &str, amount: &str| {
        format!("{number},{name},{phone},{city},2024-03-02 10:00:00,2024-03-02 10:01:00,{amount},已完成\n")
    };
    let orders = [
        order("E1", "林小晓", "13800000001", "杭州", "100"),
        order("E2", "收货的人", "13800000001", "杭州", "30"),
        order("E3", "老吴", "", "", "50"),
        order("E4", "阿青", "", "", "900"),
    ];
    home.file(
        "orders.csv",
        format!("订单号,买家昵称,手机,城市,下单时间,付款时间,实付金额,订单状态\n{}", orders.concat()),
    );
    done(&home, &["import", "orders.csv"]);
    home
}

#[test]
fn proposals_say_what_agrees_and_what_each_would_bring_the_clear_ones_first() {
    let home = shop();
    let proposed = open(&home);
    assert_eq!(proposed[0], ("林小晓".into(), 100.0, 30.0, "name,region".into()));
    assert_eq!(proposed[1], ("老吴".into(), 50.0, 0.0, "name".into()));
    let parties: Vec<i64> =
        joins(&home)["open"].as_array().unwrap().iter().map(|open| open["party"].as_i64().unwrap()).collect();
    assert!(parties[2] == parties[3] && parties[0] != parties[1], "both may be the buyer of one order: {parties:?}");
    let number = |at: usize| joins(&home)["open"][at]["id"].to_string();
    let both = home.run(&["--lang", "en", "join", "accept", &number(2), &number(3)]);
    assert!(both.code == Some(1) && both.err.contains("only one of them can be accepted"), "{}", both.err);
    assert_eq!(open(&home), proposed, "and nothing was done");
    assert_eq!(proposed.len(), 4, "whom two may be stands last: {proposed:?}");
    let joins = joins(&home);
    assert_eq!((&joins["amount_joined"], &joins["amount_total"]), (&0.0.into(), &1080.0.into()), "{joins}");
}

#[test]
fn an_accepted_phone_is_a_bridge_and_a_bulk_decision_is_taken_back_whole() {
    let home = shop();
    let before = (joins(&home), done(&home, &["members", "--json"]));
    done(&home, &["join", "accept", "--least", "2"]);
    assert_eq!(joins(&home)["amount_joined"], 130.0, "the order by the same phone followed");
    let by = |joins: &Value| {
        let by = joins["by"].as_array().unwrap().iter();
        by.map(|by| (by["key"].clone(), by["orders"].clone(), by["amount"].clone())).collect::<Vec<_>>()
    };
    let joined = joins(&home);
    assert_eq!(by(&joined), [("accepted".into(), 1.into(), 100.0.into()), ("phone".into(), 1.into(), 30.0.into())]);
    assert!(done(&home, &["join"]).contains("by phone: 1 orders (¥30.00)"));
    assert_eq!(done(&home, &["undo"]), "Undone: accept 1 joins\n");
    done(&home, &["join", "accept", "--all"]);
    assert_eq!(joins(&home)["amount_joined"], 180.0, "nobody is chosen between two of a name");
    done(&home, &["undo"]);
    let money = |joins: &Value| (joins["amount_joined"].clone(), joins["amount_proposed"].clone());
    assert_eq!(money(&joins(&home)), money(&before.0));
    assert_eq!(done(&home, &["members", "--json"]), before.1);
    let again = home.run(&["--lang", "en", "undo"]);
    assert_eq!(
        (again.code, again.err.as_str()),
        (Some(1), "error: there is nothing to undo (imports are not undone)\n")
    );

    done(&home, &["join", "reject", "--all"]);
    assert!(open(&home).is_empty());
    done(&home, &["import", "orders.csv", "--map", "城市=ignore"]);
    assert!(open(&home).is_empty(), "rejected for good");
}
