//! `eval sentiment`: the model measured on labelled texts of the operator's own.

mod program;

use program::Home;

const LABELLED: &str = "\
pos\t质量很好，非常满意
neg\t骗子，垃圾产品
neu\t明天上午十点开会
没有标签的一行
neg\t这个好用吗？
";

#[test]
fn labelled_texts_are_scored_and_what_is_no_label_is_named() {
    let home = Home::new();
    let file = home.file("labelled.tsv", LABELLED);
    let told = home.run(&["--lang", "en", "eval", "sentiment", file.to_str().unwrap()]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    let score: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((score["n"].as_u64(), score["accuracy"].as_f64()), (Some(4), Some(0.75)), "{score}");
    assert_eq!(score["per_class"]["neg"]["recall"], 0.5, "a question is neutral");
    assert_eq!(score["skipped"], 1);
    assert!(told.err.contains("labelled.tsv, line 4: not “pos, neg or neu"), "{}", told.err);
}

#[test]
fn without_neutral_texts_only_the_side_counts() {
    let home = Home::new();
    let file = home.file("labelled.tsv", "neg\t这个不好用吗？太差了\npos\t今天很开心\n");
    let score: serde_json::Value =
        serde_json::from_str(&home.run(&["eval", "sentiment", file.to_str().unwrap()]).out).unwrap();
    assert_eq!((score["coverage"].as_f64(), score["accuracy"].as_f64()), (Some(1.0), Some(1.0)), "{score}");
}
