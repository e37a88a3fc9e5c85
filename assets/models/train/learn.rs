//! Logistic regression over sparse features, one for each head.

use std::collections::HashMap;

use qunxiang::text::sentiment::Feature;

use crate::Row;

/// Brings log-odds of leaning to what is observed on measured rows; changes no side.
const SHARPNESS: f32 = 1.35;
const EPOCHS: usize = 8;
const RATE: f32 = 0.3;
/// A feature of fewer rows tells of its row only.
const ROWS_LEAST: u32 = 2;

/// Weights of the two heads.
pub struct Learned {
    pub biases: [f32; 2],
    /// The most telling features first.
    pub weights: Vec<(Feature, [f32; 2])>,
}

/// A row whose features are places in the table of weights.
struct Placed {
    places: Vec<u32>,
    /// One over the root of how many features the text has, those that are not learned among them.
    size: f32,
    truth: [f32; 2],
    weights: [f32; 2],
}

/// Learns from all rows in a fixed random order.
pub fn learn(rows: Vec<Row>) -> Learned {
    let mut counts: HashMap<Feature, u32> = HashMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut features: Vec<(Feature, u32)> = counts.into_iter().filter(|(_, rows)| *rows >= ROWS_LEAST).collect();
    features.sort_unstable();
    let places: HashMap<Feature, u32> =
        features.iter().zip(0..).map(|((feature, _), place)| (*feature, place)).collect();
    let placed = rows.into_iter().filter(|row| !row.features.is_empty()).map(|row| Placed {
        size: 1.0 / (row.features.len() as f32).sqrt(),
        places: row.features.iter().filter_map(|feature| places.get(feature).copied()).collect(),
        truth: row.truth,
        weights: row.weights,
    });
    let (mut biases, mut weights) = descend(&mut placed.collect::<Vec<_>>(), features.len());
    biases[0] *= SHARPNESS;
    weights.iter_mut().for_each(|pair| pair[0] *= SHARPNESS);
    Learned { biases, weights: most_telling_first(&features, weights) }
}

/// Stochastic gradient descent with a rate per weight (AdaGrad), averaged over the last half.
fn descend(rows: &mut [Placed], features: usize) -> ([f32; 2], Vec<[f32; 2]>) {
    let mut weights = vec![[0f32; 2]; features];
    let mut squares = vec![[1e-2f32; 2]; features];
    let mut biases = [0f32; 2];
    let mut means = vec![[0f32; 2]; features];
    let mut mean_biases = [0f32; 2];
    let share = 1.0 / (EPOCHS - EPOCHS / 2) as f32;
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    for epoch in 0..EPOCHS {
        for last in (1..rows.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            rows.swap(last, (state >> 33) as usize % (last + 1));
        }
        let rate = RATE / (1.0 + epoch as f32);
        for row in rows.iter() {
            for head in (0..2).filter(|head| row.weights[*head] > 0.0) {
                let sum: f32 = row.places.iter().map(|place| weights[*place as usize][head]).sum();
                let odds = biases[head] + sum * row.size;
                let slope = row.weights[head] * (1.0 / (1.0 + (-odds).exp()) - row.truth[head]);
                biases[head] -= rate * 0.01 * slope;
                let step = slope * row.size;
                for place in &row.places {
                    let place = *place as usize;
                    squares[place][head] += step * step;
                    weights[place][head] -= rate * step / squares[place][head].sqrt();
                }
            }
        }
        if epoch >= EPOCHS / 2 {
            for head in 0..2 {
                mean_biases[head] += share * biases[head];
                for (mean, weight) in means.iter_mut().zip(&weights) {
                    mean[head] += share * weight[head];
                }
            }
        }
    }
    (mean_biases, means)
}

/// By the size of both weights, against the mean of their head, and how often the feature is met.
fn most_telling_first(features: &[(Feature, u32)], weights: Vec<[f32; 2]>) -> Vec<(Feature, [f32; 2])> {
    let mean = |head: usize| weights.iter().map(|pair| pair[head].abs()).sum::<f32>() / weights.len() as f32;
    let means = [mean(0), mean(1)];
    let telling =
        |pair: [f32; 2], rows: u32| (pair[0].abs() / means[0] + pair[1].abs() / means[1]) * (1.0 + rows as f32).ln();
    let mut ranked: Vec<(f32, Feature, [f32; 2])> =
        features.iter().zip(weights).map(|((feature, rows), pair)| (telling(pair, *rows), *feature, pair)).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().map(|(_, feature, pair)| (feature, pair)).collect()
}
