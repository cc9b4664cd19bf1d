//! What the options change of the figures that matter.

use super::{Shown, number, what_matters};
use crate::simulated::{OfOptions, Simulated};

/// A row for each figure that matters: what, change, unit, its interval, more in.
pub fn differences(simulated: &Simulated) -> Vec<[String; 5]> {
    let matters = what_matters(simulated);
    let row = |line: &super::Line| {
        let of = simulated.differences.iter().find(|it| it.change.definition.id == line.id)?;
        let change = Shown::difference(&of.change, of.change.mean.abs());
        Some([
            line.words.clone(),
            number::signed(&change),
            change.unit.words().to_owned(),
            number::interval(&change),
            format!("more in {:.0} % of runs", of.more * 100.0),
        ])
    };
    matters.iter().filter_map(row).collect()
}

/// Whether options were chosen that make no run another: such as one whose dates lie outside the counted time.
pub fn options_change_nothing(simulated: &Simulated) -> bool {
    let is_nothing = |of: &OfOptions| of.change.mean == 0.0 && of.change.low == of.change.high;
    !simulated.differences.is_empty() && simulated.differences.iter().all(is_nothing)
}
