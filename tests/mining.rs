//! The program's own algorithms say what scikit-learn, mlxtend, SciPy and networkx say of the same data.
//! `benches/reference_mining.py` wrote the data and their answers.

use qunxiang::mining::chance::Chance;
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
