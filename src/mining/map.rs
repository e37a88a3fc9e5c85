//! A map: the two axes along which members differ most, by power iteration (principal components).

use crate::mining::kmeans::{Point, WIDTH};

/// Rounds of an iteration at most, and what ends it earlier.
const ROUNDS: usize = 500;
const SETTLED: f64 = 1e-12;

type Vector = [f64; WIDTH];

/// Two axes through the middle.
#[derive(Debug, Clone)]
pub struct Axes {
    middle: Vector,
    /// Of length 1, at right angles, each with its largest number above 0.
    pub axes: [Vector; 2],
    /// Share of the variance along both.
    pub kept: f64,
}

impl Axes {
    /// Where a point lies.
    pub fn at(&self, point: &Point) -> (f32, f32) {
        let along = |axis: &Vector| -> f64 {
            let terms = point.iter().zip(&self.middle).zip(axis);
            terms.map(|((value, middle), axis)| (f64::from(*value) - middle) * axis).sum()
        };
        (along(&self.axes[0]) as f32, along(&self.axes[1]) as f32)
    }
}

/// The axes of some points.
pub fn axes(points: &[Point]) -> Axes {
    let n = points.len().max(1) as f64;
    let mut middle = [0.0; WIDTH];
    points.iter().for_each(|point| middle.iter_mut().zip(point).for_each(|(sum, value)| *sum += f64::from(*value) / n));
    let mut spread = [[0.0; WIDTH]; WIDTH];
    for point in points {
        let apart: Vector = std::array::from_fn(|at| f64::from(point[at]) - middle[at]);
        for (row, of) in spread.iter_mut().zip(apart) {
            row.iter_mut().zip(apart).for_each(|(cell, with)| *cell += of * with / n);
        }
    }
    let whole: f64 = (0..WIDTH).map(|at| spread[at][at]).sum();
    let (first, most) = strongest(&spread);
    for (row, of) in spread.iter_mut().zip(first) {
        row.iter_mut().zip(first).for_each(|(cell, with)| *cell -= most * of * with);
    }
    let (second, next) = strongest(&spread);
    Axes { middle, axes: [first, second], kept: if whole > 0.0 { (most + next) / whole } else { 0.0 } }
}

/// The eigenvector of the largest eigenvalue, and that value.
fn strongest(matrix: &[Vector; WIDTH]) -> (Vector, f64) {
    let times = |vector: &Vector| -> Vector {
        std::array::from_fn(|row| matrix[row].iter().zip(vector).map(|(a, b)| a * b).sum())
    };
    let length = |vector: &Vector| vector.iter().map(|value| value * value).sum::<f64>().sqrt();
    // Unequal, so that it is at right angles to nothing by accident.
    let mut vector: Vector = std::array::from_fn(|at| 1.0 / (at as f64 + 1.5));
    let mut value = 0.0;
    for _ in 0..ROUNDS {
        let image = times(&vector);
        value = length(&image);
        if value <= 0.0 {
            break;
        }
        let next = image.map(|coordinate| coordinate / value);
        let apart: f64 = next.iter().zip(&vector).map(|(a, b)| (a - b) * (a - b)).sum();
        vector = next;
        if apart < SETTLED * SETTLED {
            break;
        }
    }
    let largest = vector.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    let sign = if largest < 0.0 { -1.0 } else { 1.0 };
    (vector.map(|coordinate| coordinate * sign), value)
}
