//! Where the boxes of a flow picture stand: in layers, by the way that visits go.
//!
//! After Sugiyama, Tagawa and Toda (1981): ways that go back are turned round; each box stands below all that lead to it;
//! a way that passes layers gets a spot in each; boxes and spots are put in an order with few crossings, and then moved
//! towards those they are joined to, as far as the order and their widths allow.

mod arrange;
mod ports;

use arrange::{across, order};
use ports::Ports;

/// A box to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// A way from box to box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    pub from: usize,
    pub to: usize,
    /// How many go.
    pub weight: f64,
    /// How wide it is drawn.
    pub width: f64,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub width: f64,
    pub height: f64,
    /// The upper left corner of each box.
    pub boxes: Vec<(f64, f64)>,
    /// For each way the points through which it goes, from its beginning to its end.
    pub ways: Vec<Vec<(f64, f64)>>,
    /// Whether each way goes up, against the others.
    pub goes_up: Vec<bool>,
}

const BETWEEN_LAYERS: f64 = 50.0;
const BETWEEN_BOXES: f64 = 22.0;
const BESIDE_A_WAY: f64 = 8.0;

/// Something in a layer: a box, or where a way passes.
#[derive(Clone, Debug)]
struct Spot {
    the_box: Option<usize>,
    width: f64,
    above: Vec<(usize, f64)>,
    below: Vec<(usize, f64)>,
}

/// Places boxes and ways.
pub fn place(sizes: &[Size], ways: &[Way]) -> Placed {
    let goes_up = goes_up(sizes.len(), ways);
    let down = |number: usize| {
        let way = &ways[number];
        if goes_up[number] { (way.to, way.from) } else { (way.from, way.to) }
    };
    let layer_of = layers(sizes.len(), &(0..ways.len()).map(down).collect::<Vec<_>>());
    let (mut spots, mut layers) =
        (Vec::new(), vec![Vec::new(); layer_of.iter().max().map_or(0, |most| most + 1)]);
    for (number, size) in sizes.iter().enumerate() {
        let empty = (Vec::new(), Vec::new());
        spots.push(Spot { the_box: Some(number), width: size.width, above: empty.0, below: empty.1 });
        layers[layer_of[number]].push(number);
    }
    let mut chains = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        let (upper, lower) = down(number);
        let mut chain = vec![upper];
        for layer in &mut layers[layer_of[upper] + 1..layer_of[lower]] {
            layer.push(spots.len());
            chain.push(spots.len());
            spots.push(Spot {
                the_box: None,
                width: way.width + BESIDE_A_WAY,
                above: Vec::new(),
                below: Vec::new(),
            });
        }
        chain.push(lower);
        for pair in chain.windows(2) {
            spots[pair[0]].below.push((pair[1], way.weight));
            spots[pair[1]].above.push((pair[0], way.weight));
        }
        chains.push(chain);
    }
    order(&mut layers, &spots);
    let x = across(&layers, &spots);
    finish(sizes, ways, &layers, &spots, &x, &chains, goes_up)
}

/// The ways that go back: those that would close a circle with stronger ones.
fn goes_up(boxes: usize, ways: &[Way]) -> Vec<bool> {
    let mut strongest: Vec<usize> = (0..ways.len()).collect();
    strongest.sort_by(|&one, &other| ways[other].weight.total_cmp(&ways[one].weight));
    let mut leads = vec![vec![false; boxes]; boxes];
    let mut up = vec![false; ways.len()];
    for number in strongest {
        let Way { from, to, .. } = ways[number];
        if from == to || leads[to][from] {
            up[number] = true;
            continue;
        }
        let before: Vec<usize> = (0..boxes).filter(|&it| it == from || leads[it][from]).collect();
        let after: Vec<usize> = (0..boxes).filter(|&it| it == to || leads[to][it]).collect();
        for &one in &before {
            for &other in &after {
                leads[one][other] = true;
            }
        }
    }
    up
}

/// For each box how many stand above it at least; those to which nothing leads stand just above the next.
fn layers(boxes: usize, down: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0; boxes];
    for _ in 0..boxes {
        for &(from, to) in down {
            layer[to] = layer[to].max(layer[from] + 1);
        }
    }
    for it in (0..boxes).filter(|it| !down.iter().any(|(_, to)| to == it)) {
        let next = down.iter().filter(|(from, _)| *from == it).map(|&(_, to)| layer[to]).min();
        layer[it] = next.map_or(0, |next| next - 1);
    }
    layer
}

fn finish(
    sizes: &[Size],
    ways: &[Way],
    layers: &[Vec<usize>],
    spots: &[Spot],
    x: &[f64],
    chains: &[Vec<usize>],
    goes_up: Vec<bool>,
) -> Placed {
    let left = x.iter().zip(spots).map(|(x, spot)| x - spot.width / 2.0).fold(f64::INFINITY, f64::min);
    let right = x.iter().zip(spots).map(|(x, spot)| x + spot.width / 2.0).fold(f64::NEG_INFINITY, f64::max);
    let mut boxes = vec![(0.0, 0.0); sizes.len()];
    let mut middle_of = vec![0.0; spots.len()];
    let (mut y, mut bands) = (0.0, Vec::new());
    for layer in layers {
        let height = |&spot: &usize| spots[spot].the_box.map_or(0.0, |number| sizes[number].height);
        let tallest = layer.iter().map(height).fold(0.0, f64::max);
        for &spot in layer {
            middle_of[spot] = y + tallest / 2.0;
            if let Some(number) = spots[spot].the_box {
                let size = sizes[number];
                boxes[number] = (x[spot] - size.width / 2.0 - left, y + (tallest - size.height) / 2.0);
            }
        }
        bands.push((y, y + tallest));
        y += tallest + BETWEEN_LAYERS;
    }
    let mut band_of = vec![(0.0, 0.0); spots.len()];
    for (layer, &band) in layers.iter().zip(&bands) {
        for &spot in layer {
            band_of[spot] = band;
        }
    }
    let ports = Ports { sizes, ways, boxes: &boxes, chains, x };
    let points = chains.iter().enumerate().map(|(number, chain)| {
        let (upper, lower) = (chain[0], chain[chain.len() - 1]);
        let mut points = vec![(ports.below(number), boxes[upper].1 + sizes[upper].height)];
        for &spot in &chain[1..chain.len() - 1] {
            points.push((x[spot] - left, band_of[spot].0));
            points.push((x[spot] - left, band_of[spot].1));
        }
        points.push((ports.above(number), boxes[lower].1));
        if goes_up[number] {
            points.reverse();
        }
        points
    });
    let ways = points.collect();
    Placed { width: right - left, height: y - BETWEEN_LAYERS, boxes, ways, goes_up }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(number: usize) -> Vec<Size> {
        vec![Size { width: 100.0, height: 40.0 }; number]
    }

    fn ways(pairs: &[(usize, usize, f64)]) -> Vec<Way> {
        pairs.iter().map(|&(from, to, weight)| Way { from, to, weight, width: 4.0 }).collect()
    }

    fn overlap(placed: &Placed, sizes: &[Size]) -> bool {
        let inside = |one: usize, other: usize| {
            let ((x, y), (u, v)) = (placed.boxes[one], placed.boxes[other]);
            x < u + sizes[other].width
                && u < x + sizes[one].width
                && y < v + sizes[other].height
                && v < y + sizes[one].height
        };
        (0..sizes.len()).any(|one| (0..one).any(|other| inside(one, other)))
    }

    #[test]
    fn a_box_stands_below_those_that_lead_to_it() {
        let sizes = boxes(4);
        let placed = place(&sizes, &ways(&[(0, 1, 9.0), (1, 2, 5.0), (0, 2, 3.0), (2, 3, 4.0), (3, 1, 0.5)]));
        let y: Vec<f64> = placed.boxes.iter().map(|it| it.1).collect();
        assert!(y[0] < y[1] && y[1] < y[2] && y[2] < y[3], "{y:?}");
        assert_eq!(placed.goes_up, [false, false, false, false, true]);
        assert!(!overlap(&placed, &sizes));
        assert_eq!(placed.ways[2].len(), 4, "the long way passes a layer");
        let back = &placed.ways[4];
        assert!(back[0].1 > back[back.len() - 1].1, "it goes up: {back:?}");
    }

    #[test]
    fn nothing_overlaps_in_a_dense_picture() {
        let sizes = boxes(12);
        let pairs: Vec<(usize, usize, f64)> = (0..12_usize)
            .flat_map(|from| (0..12_usize).map(move |to| (from, to, ((from * 7 + to * 5) % 11) as f64)))
            .filter(|&(from, to, weight)| from != to && weight > 6.0)
            .collect();
        let placed = place(&sizes, &ways(&pairs));
        assert!(!overlap(&placed, &sizes));
        assert!(
            placed.boxes.iter().all(|&(x, y)| x >= -1e-9 && x + 100.0 <= placed.width + 1e-9 && y >= 0.0)
        );
    }

    #[test]
    fn one_box_and_none_have_a_place_too() {
        assert_eq!(place(&boxes(1), &[]).boxes, [(0.0, 0.0)]);
        assert!(place(&[], &[]).boxes.is_empty());
    }
}
