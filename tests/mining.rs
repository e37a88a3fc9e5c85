//! The program's own algorithms say what scikit-learn, mlxtend, SciPy and networkx say of the same data.
//! `benches/reference_mining.py` wrote the data and their answers.

use qunxiang::mining::association::{self, Bearing, Bits, Limits};
use qunxiang::mining::chance::Chance;
use qunxiang::mining::circle::modularity;
use qunxiang::mining::community::{Edge, communities};
use qunxiang::mining::features::{Row, Scale};
use qunxiang::mining::kmeans::{Point, cluster};
use qunxiang::mining::{choice, map};
use serde_json::Value;

fn reference(part: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("fixtures/mining_reference.json")).unwrap();
    all[part].clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn labels(value: &Value) -> Vec<u8> {
    numbers(value).into_iter().map(|label| label as u8).collect()
}

fn points(of: &Value) -> Vec<Point> {
    let rows = of["rows"].as_array().unwrap().iter();
    let rows: Vec<Row> = rows
        .map(|row| {
            let numbers = numbers(row);
            std::array::from_fn(|at| numbers[at] as f32)
        })
        .collect();
    let scale = Scale::of(&rows);
    rows.iter().map(|row| scale.point(row)).collect()
}

fn near(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{ours}, and the reference {theirs}");
}

#[test]
fn features_are_scaled_as_robust_scaler_does() {
    let theirs = reference("personas");
    let ours = points(&theirs)[0];
    for (ours, theirs) in ours.iter().zip(numbers(&theirs["scaled_first"])) {
        near((*ours).into(), theirs, 1e-4);
    }
}

#[test]
fn k_means_finds_the_groups_of_scikit_learn() {
    let theirs = reference("personas");
    let points = points(&theirs);
    let found = cluster(&points, 4, 10, &mut Chance::new(1));
    near(found.inertia, theirs["inertia"].as_f64().unwrap(), 0.01);
    near(choice::rand_index(&found.labels, &labels(&theirs["labels"])), 1.0, 1e-9);
}

#[test]
fn divisions_are_compared_and_judged_as_scikit_learn_does() {
    let theirs = reference("personas");
    let (four, three) = (labels(&theirs["labels"]), labels(&theirs["other_labels"]));
    near(choice::rand_index(&four, &three), theirs["adjusted_rand"].as_f64().unwrap(), 1e-9);
    let points = points(&theirs);
    let labelled: Vec<(&Point, u8)> = points.iter().zip(four).collect();
    near(choice::silhouette(&labelled), theirs["silhouette"].as_f64().unwrap(), 1e-4);
}

#[test]
fn the_map_lies_along_the_principal_components() {
    let theirs = reference("personas");
    let axes = map::axes(&points(&theirs));
    near(axes.kept, theirs["kept"].as_f64().unwrap(), 1e-4);
    for (ours, theirs) in axes.axes.iter().zip(theirs["axes"].as_array().unwrap()) {
        for (ours, theirs) in ours.iter().zip(numbers(theirs)) {
            near(ours.abs(), theirs, 1e-3);
        }
    }
}

#[test]
fn rules_have_the_figures_of_mlxtend_and_scipy() {
    let theirs = reference("rules");
    let members: Vec<Vec<usize>> = theirs["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| numbers(of).into_iter().map(|n| n as usize).collect())
        .collect();
    let bits = |bears: &dyn Fn(usize) -> bool| -> Bits {
        let mut bits = vec![0; members.len().div_ceil(64)];
        (0..members.len()).filter(|at| bears(*at)).for_each(|at| bits[at / 64] |= 1 << (at % 64));
        bits
    };
    let levels = numbers(&theirs["strata"]);
    let bearing = Bearing {
        members: members.len() as u32,
        things: (0..8).map(|thing| bits(&|at| members[at].contains(&thing))).collect(),
        strata: (0..8).map(|level| bits(&|at| levels[at] as usize == level)).collect(),
    };
    // What mlxtend lists: no comparison with simpler rules or equally active members.
    let all = Limits { false_finds: 1.0, over_simpler: 0.0, adjusted: 0.0, ..Limits::default() };
    let ours = association::find(&bearing, &|_, _| false, &all);
    let listed = theirs["rules"].as_array().unwrap();
    assert_eq!(ours.len(), listed.len());
    for rule in listed {
        let left: Vec<usize> = numbers(&rule["if"]).into_iter().map(|n| n as usize).collect();
        let right = rule["then"].as_u64().unwrap() as usize;
        let found = ours.iter().find(|ours| ours.left == left && ours.right == right).unwrap();
        assert_eq!(u64::from(found.both), rule["both"].as_u64().unwrap());
        for (ours, key) in [(found.confidence, "confidence"), (found.lift, "lift"), (found.p, "p"), (found.q, "q")] {
            let theirs = rule[key].as_f64().unwrap();
            near(ours, theirs, 1e-6 * theirs.abs());
        }
    }
    // Of two things that both grow with activity, most of the lift goes once equals are compared.
    let by_activity = ours.iter().find(|rule| rule.left == [6] && rule.right == 4).unwrap();
    assert!(by_activity.lift > 1.2 && by_activity.adjusted < 1.1, "{by_activity:?}");
    let kept = association::find(&bearing, &|_, _| false, &Limits::default());
    assert!(
        !kept.is_empty() && kept.len() < ours.len() && !kept.iter().any(|rule| rule.left == [6] && rule.right == 4)
    );
}

#[test]
fn circles_part_a_club_as_well_as_networkx_does() {
    let theirs = reference("circles");
    let edge = |edge: &Value| -> Edge {
        let ends = numbers(edge);
        (ends[0] as u32, ends[1] as u32, 1.0)
    };
    let edges: Vec<Edge> = theirs["edges"].as_array().unwrap().iter().map(edge).collect();
    let second = labels(&theirs["split"][1]);
    let split: Vec<u32> = (0..34).map(|member| u32::from(second.contains(&member))).collect();
    near(modularity(&edges, &split), theirs["split_modularity"].as_f64().unwrap(), 1e-9);
    let best = theirs["best_modularity"].as_f64().unwrap();
    assert!(modularity(&edges, &communities(34, &edges)) >= best - 0.005);
}
