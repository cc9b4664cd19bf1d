//! In which order the spots of each layer stand, and where across the page.

use super::{BETWEEN_BOXES, Spot};

const SWEEPS: usize = 24;

/// Puts each layer in an order with few crossings.
pub(super) fn order(layers: &mut [Vec<usize>], spots: &[Spot]) {
    let mut best = (crossings(layers, spots), layers.to_vec());
    let mut current = layers.to_vec();
    for sweep in 0..SWEEPS {
        let position = positions(&current, spots.len());
        let mut position: Vec<f64> = position;
        let numbers: Vec<usize> = if sweep % 2 == 0 {
            (1..current.len()).collect()
        } else {
            (0..current.len().saturating_sub(1)).rev().collect()
        };
        for number in numbers {
            let mut keyed: Vec<(f64, usize)> = current[number]
                .iter()
                .map(|&spot| {
                    let joined = if sweep % 2 == 0 { &spots[spot].above } else { &spots[spot].below };
                    (centre(joined, &position).unwrap_or(position[spot]), spot)
                })
                .collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            current[number] = keyed.into_iter().map(|(_, spot)| spot).collect();
            spread(&current[number], &mut position);
        }
        let found = crossings(&current, spots);
        if found < best.0 {
            best = (found, current.clone());
        }
    }
    layers.clone_from_slice(&best.1);
}

fn positions(layers: &[Vec<usize>], spots: usize) -> Vec<f64> {
    let mut position = vec![0.0; spots];
    for layer in layers {
        spread(layer, &mut position);
    }
    position
}

/// Positions of a layer, from 0 to 1.
fn spread(layer: &[usize], position: &mut [f64]) {
    for (at, &spot) in layer.iter().enumerate() {
        position[spot] = (at as f64 + 0.5) / layer.len() as f64;
    }
}

fn centre(joined: &[(usize, f64)], position: &[f64]) -> Option<f64> {
    let weight: f64 = joined.iter().map(|(_, weight)| weight).sum();
    (weight > 0.0).then(|| joined.iter().map(|&(spot, weight)| position[spot] * weight).sum::<f64>() / weight)
}

/// How many ways cross, the wide more.
fn crossings(layers: &[Vec<usize>], spots: &[Spot]) -> usize {
    let mut rank = vec![0; spots.len()];
    for layer in layers {
        for (at, &spot) in layer.iter().enumerate() {
            rank[spot] = at;
        }
    }
    let mut all = 0;
    for layer in layers {
        let pairs: Vec<(usize, usize)> = layer
            .iter()
            .flat_map(|&spot| spots[spot].below.iter().map(move |&(below, _)| (spot, below)))
            .map(|(from, to)| (rank[from], rank[to]))
            .collect();
        for (number, one) in pairs.iter().enumerate() {
            all += pairs[..number]
                .iter()
                .filter(|it| (it.0 < one.0 && it.1 > one.1) || (it.0 > one.0 && it.1 < one.1))
                .count();
        }
    }
    all
}

/// The middle of each spot across the page.
pub(super) fn across(layers: &[Vec<usize>], spots: &[Spot]) -> Vec<f64> {
    let mut x = vec![0.0; spots.len()];
    let apart =
        |one: usize, other: usize| f64::midpoint(spots[one].width, spots[other].width) + BETWEEN_BOXES;
    for layer in layers {
        let mut at = 0.0;
        for (number, &spot) in layer.iter().enumerate() {
            at += if number == 0 { 0.0 } else { apart(layer[number - 1], spot) };
            x[spot] = at;
        }
        for &spot in layer {
            x[spot] -= at / 2.0;
        }
    }
    for sweep in 0..SWEEPS {
        let numbers: Vec<usize> =
            if sweep % 2 == 0 { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for number in numbers {
            let layer = &layers[number];
            let wanted: Vec<f64> = layer
                .iter()
                .map(|&spot| {
                    let both: Vec<(usize, f64)> =
                        spots[spot].above.iter().chain(&spots[spot].below).copied().collect();
                    let both: Vec<(usize, f64)> =
                        both.into_iter().map(|(it, weight)| (it, weight + 1e-9)).collect();
                    centre(&both, &x).unwrap_or(x[spot])
                })
                .collect();
            let gaps: Vec<f64> = layer.windows(2).map(|pair| apart(pair[0], pair[1])).collect();
            for (&spot, value) in layer.iter().zip(nearest(&wanted, &gaps)) {
                x[spot] = value;
            }
        }
    }
    x
}

/// The values nearest to those wanted (least squares) that keep their order and at least these gaps: neighbours that come
/// too near are moved together to their mean.
fn nearest(wanted: &[f64], gaps: &[f64]) -> Vec<f64> {
    let mut offsets = vec![0.0];
    for gap in gaps {
        offsets.push(offsets[offsets.len() - 1] + gap);
    }
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (value, offset) in wanted.iter().zip(&offsets) {
        blocks.push((value - offset, 1));
        while let [.., before, last] = blocks[..]
            && before.0 > last.0
        {
            let number = before.1 + last.1;
            let mean = (before.0 * before.1 as f64 + last.0 * last.1 as f64) / number as f64;
            blocks.truncate(blocks.len() - 2);
            blocks.push((mean, number));
        }
    }
    let values = blocks.into_iter().flat_map(|(value, number)| std::iter::repeat_n(value, number));
    values.zip(offsets).map(|(value, offset)| value + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_too_near_is_moved_to_the_mean() {
        assert_eq!(nearest(&[0.0, 0.0, 100.0], &[10.0, 10.0]), [-5.0, 5.0, 100.0]);
    }
}
