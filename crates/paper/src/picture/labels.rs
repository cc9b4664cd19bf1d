//! Where numbers stand at the ways of a flow picture.

use crate::layout::{Placed, Size};
use crate::markup::Element;
use crate::words;

/// At which end of a way its number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Near {
    Beginning,
    End,
}

/// Where numbers stand at ways, so that none lies on another or on a box.
pub struct Labels {
    taken: Vec<(f64, f64, f64, f64)>,
}

impl Labels {
    pub fn new(placed: &Placed, sizes: &[Size]) -> Self {
        let taken =
            placed.boxes.iter().zip(sizes).map(|(&(x, y), size)| (x, y, x + size.width, y + size.height));
        Self { taken: taken.collect() }
    }

    /// The number of a way.
    pub fn label(&mut self, points: &[(f64, f64)], text: &str, width: f64, near: Near) -> Element {
        let half = text.chars().count() as f64 * 3.4 + 2.0;
        let mut best = (f64::INFINITY, (0.0, 0.0));
        let mut swings: Vec<_> = points.windows(2).step_by(2).collect();
        let mut parts = [0.3, 0.4, 0.22, 0.5, 0.6, 0.7];
        if near == Near::End {
            swings.reverse();
            parts = parts.map(|part| 1.0 - part);
        }
        for pair in swings {
            for part in parts {
                let (x, y) = on_swing(pair[0], pair[1], part);
                for x in [x, x + half + width / 2.0, x - half - width / 2.0] {
                    let here = (x - half, y - 7.0, x + half, y + 5.0);
                    let overlap: f64 = self.taken.iter().map(|&it| overlap(here, it)).sum();
                    if overlap < best.0 - 1e-9 {
                        best = (overlap, (x, y));
                    }
                }
            }
        }
        let (x, y) = best.1;
        self.taken.push((x - half, y - 7.0, x + half, y + 5.0));
        words("n mid halo", (x, y + 3.5), text)
    }
}

fn overlap(one: (f64, f64, f64, f64), other: (f64, f64, f64, f64)) -> f64 {
    let width = one.2.min(other.2) - one.0.max(other.0);
    let height = one.3.min(other.3) - one.1.max(other.1);
    if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
}

/// A point of the curve that leaves and comes in vertically.
fn on_swing(from: (f64, f64), to: (f64, f64), t: f64) -> (f64, f64) {
    let middle = f64::midpoint(from.1, to.1);
    let bezier = |a: f64, b: f64, c: f64, d: f64| {
        let u = 1.0 - t;
        u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
    };
    (bezier(from.0, from.0, to.0, to.0), bezier(from.1, middle, middle, to.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_are_areas() {
        assert_eq!(overlap((0.0, 0.0, 2.0, 2.0), (1.0, 1.0, 5.0, 5.0)), 1.0);
        assert_eq!(overlap((0.0, 0.0, 2.0, 2.0), (2.0, 0.0, 5.0, 5.0)), 0.0);
    }

    #[test]
    fn a_swing_begins_and_ends_at_its_points() {
        assert_eq!(on_swing((0.0, 0.0), (10.0, 20.0), 0.0), (0.0, 0.0));
        assert_eq!(on_swing((0.0, 0.0), (10.0, 20.0), 0.5), (5.0, 10.0));
        assert_eq!(on_swing((0.0, 0.0), (10.0, 20.0), 1.0), (10.0, 20.0));
    }
}
