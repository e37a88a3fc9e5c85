//! What saved segments keep, refuse and tell.

use super::view_tests::{filter, ids, profiled};
use super::village::{Person, Village};
use super::*;
use crate::lang::Lang;
use crate::model::{MemberId, Timestamp};

#[test]
fn segments_tell_who_came_and_went() {
    let mut village = profiled();
    village.store.save_segment("影响", &filter("influence>=50"), false, Timestamp(1)).unwrap();
    assert_eq!(village.store.view().segments().unwrap()[0].members, 2);
    assert_eq!(ids(village.store.view(), "segment:影响"), [1, 4]);
    let people = [Person::new(1, "阿青", Some(10.0)), Person::new(2, "小北", Some(60.0))];
    village.build(&[], &people);
    let change = village.store.view().segment_diff("影响", Between::default()).unwrap();
    assert_eq!((change.entered, change.left), (vec![MemberId(2)], vec![MemberId(1)]));
    assert_eq!(ids(village.store.view(), "entered:影响"), [2]);
    assert_eq!(ids(village.store.view(), "exited:影响"), [1]);
    let row = village.store.view().segments().unwrap().remove(0);
    assert_eq!((row.entered, row.left), (1, 1));
    assert!(village.store.delete_segment("影响").unwrap());
    assert!(matches!(village.store.view().segment("影响"), Err(StoreError::Absent)));
}

#[test]
fn a_renamed_segment_keeps_its_past_and_what_speaks_of_it() {
    let mut village = profiled();
    village.store.save_segment("影响", &filter("influence>=50"), false, Timestamp(1)).unwrap();
    village.store.save_segment("其余", &filter("not segment:影响"), false, Timestamp(1)).unwrap();
    assert!(village.store.rename_segment("影响", "有影响").unwrap());
    assert!(!village.store.rename_segment("其余", "有影响").unwrap(), "a name is taken once");
    assert!(!village.store.rename_segment("影响", "别的").unwrap(), "there is none of the old name");
    village.build(&[], &[Person::new(1, "阿青", Some(10.0)), Person::new(2, "小北", Some(60.0))]);
    let view = village.store.view();
    assert_eq!(view.segment("其余").unwrap(), filter("not segment:有影响"));
    let change = view.segment_diff("有影响", Between::default()).unwrap();
    assert_eq!((change.entered, change.left), (vec![MemberId(2)], vec![MemberId(1)]));
    let day = change.first.unwrap();
    let before = Between { from: Some(day - 1), to: None };
    assert_eq!(view.segment_diff("有影响", before).unwrap().days, None, "no build is as old");
}

#[test]
fn who_is_no_longer_there_neither_entered_nor_left_a_segment() {
    let mut village = profiled();
    village.store.save_segment("影响", &filter("influence>=50"), false, Timestamp(1)).unwrap();
    village.store.opt_out(&[MemberId(1)]).unwrap();
    village.build(&[], &[Person::new(2, "小北", Some(60.0))]);
    let change = village.store.view().segment_diff("影响", Between::default()).unwrap();
    assert_eq!((change.entered, change.left), (vec![MemberId(2)], Vec::new()));
}

#[test]
fn a_segment_saved_again_is_answered_anew() {
    let mut village = profiled();
    village.store.save_segment("影响", &filter("influence>=50"), false, Timestamp(1)).unwrap();
    let reader = village.store.reader().unwrap();
    assert_eq!(ids(&reader, "segment:影响"), [1, 4]);
    village.store.save_segment("影响", &filter("influence<50"), true, Timestamp(1)).unwrap();
    assert_eq!(ids(&reader, "segment:影响"), [2]);
}

#[test]
fn a_segment_that_means_itself_in_an_older_store_selects_nobody() {
    let village = profiled();
    village.sql("INSERT INTO segment (name, filter, saved) VALUES ('圈', 'segment:圈', 1)");
    assert_eq!(ids(village.store.view(), "segment:圈"), [0_i64; 0]);
}

#[test]
fn a_segment_that_would_ask_for_itself_is_not_saved_nor_named_so() {
    let mut village = profiled();
    let mut save = |name: &str, text: &str| village.store.save_segment(name, &filter(text), true, Timestamp(1));
    assert!(matches!(save("圈", "segment:圈"), Err(StoreError::SegmentRing(ring)) if ring == ["圈"]));
    save("Ring", "influence>=50").unwrap();
    save("乙", "segment:ring or level:high").unwrap();
    save("丙", "not segment:乙 and segment:没有").unwrap();
    let ring = save("ＲＩＮＧ", "segment:丙").unwrap_err();
    assert!(ring.say(Lang::Zh).contains("Ring → 丙 → 乙 → Ring"), "{}", ring.say(Lang::Zh));
    assert!(matches!(village.store.rename_segment("丙", "没有"), Err(StoreError::SegmentRing(_))));
    assert_eq!(village.store.view().segment("ring").unwrap(), filter("influence>=50"), "as it was");
    assert!(village.store.view().segment("丙").is_ok(), "and called so");
}

#[test]
fn one_name_is_one_segment_whatever_its_case_and_no_name_is_none() {
    let mut village = profiled();
    let save = |village: &mut Village, name: &str, text: &str, replace| {
        village.store.save_segment(name, &filter(text), replace, Timestamp(1))
    };
    save(&mut village, "vip", "influence>=50", false).unwrap();
    village.build(&[], &[Person::new(1, "阿青", Some(80.0)), Person::new(2, "小北", Some(60.0))]);
    save(&mut village, " VIP ", "influence>=50", false).unwrap();
    let names = |village: &Village| village.store.view().segments().unwrap().into_iter().map(|row| row.name);
    assert_eq!(names(&village).collect::<Vec<_>>(), ["vip"]);
    let entered = village.store.view().segment_diff("VIP", Between::default()).unwrap().entered;
    assert_eq!(entered, [MemberId(2)], "the same filter again keeps what is known of the past");
    assert!(
        matches!(save(&mut village, "Vip", "influence<50", false), Err(StoreError::SegmentTaken(name)) if name == "vip")
    );
    save(&mut village, "Vip", "influence<50", true).unwrap();
    assert_eq!(names(&village).collect::<Vec<_>>(), ["vip"]);
    assert!(!village.store.rename_segment("别的", "VIP").unwrap());
    assert!(village.store.rename_segment("vip", "VIP").unwrap(), "only its case");
    assert!(matches!(save(&mut village, "  ", "influence<50", false), Err(StoreError::SegmentNameless)));
    assert!(matches!(village.store.rename_segment("VIP", " "), Err(StoreError::SegmentNameless)));
}

#[test]
fn a_segment_that_others_ask_for_is_not_deleted_before_them() {
    let mut village = profiled();
    village.store.save_segment("甲", &filter("influence>=50"), false, Timestamp(1)).unwrap();
    village.store.save_segment("乙", &filter("entered:甲"), false, Timestamp(1)).unwrap();
    let refused = village.store.delete_segment("甲").unwrap_err();
    assert!(refused.say(Lang::Zh).contains("“乙”"), "{}", refused.say(Lang::Zh));
    assert!(village.store.delete_segment("乙").unwrap() && village.store.delete_segment("甲").unwrap());
}
