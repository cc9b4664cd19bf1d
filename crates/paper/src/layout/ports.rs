//! Where ways leave and enter boxes.

use super::{BESIDE_A_WAY, Size, Way};

/// Where ways leave and enter boxes: side by side, in the order of where they go.
pub(super) struct Ports<'a> {
    pub sizes: &'a [Size],
    pub ways: &'a [Way],
    pub boxes: &'a [(f64, f64)],
    pub chains: &'a [Vec<usize>],
    pub x: &'a [f64],
}

impl Ports<'_> {
    pub fn below(&self, way: usize) -> f64 {
        let chain = &self.chains[way];
        let alike = (0..self.chains.len()).filter(|&it| self.chains[it][0] == chain[0]);
        self.port(way, chain[0], alike.map(|it| (it, self.x[self.chains[it][1]])).collect())
    }

    pub fn above(&self, way: usize) -> f64 {
        let end = |it: usize| self.chains[it][self.chains[it].len() - 1];
        let alike = (0..self.chains.len()).filter(|&it| end(it) == end(way));
        self.port(
            way,
            end(way),
            alike.map(|it| (it, self.x[self.chains[it][self.chains[it].len() - 2]])).collect(),
        )
    }

    fn port(&self, way: usize, the_box: usize, mut alike: Vec<(usize, f64)>) -> f64 {
        alike.sort_by(|one, other| one.1.total_cmp(&other.1));
        let room = |it: usize| self.ways[it].width + BESIDE_A_WAY;
        let all: f64 = alike.iter().map(|&(it, _)| room(it)).sum();
        let usable = self.sizes[the_box].width - 12.0;
        // Where there are more than fit, they come nearer to each other.
        let shrink = if all > usable { usable / all } else { 1.0 };
        let before: f64 = alike.iter().take_while(|&&(it, _)| it != way).map(|&(it, _)| room(it)).sum();
        let middle = self.boxes[the_box].0 + self.sizes[the_box].width / 2.0;
        middle + (before + room(way) / 2.0 - all / 2.0) * shrink
    }
}
