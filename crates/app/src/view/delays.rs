//! A table with a row for each reason of delay.

use super::shown::{Cell, Row, Table, sizes};
use super::{Area, areas};
use crate::simulated::{OfDelay, Simulated, find};

/// How many are delayed for each reason, and for how long; the commonest first, and those without a reason last.
pub(super) fn area(simulated: &Simulated) -> Area {
    const HEADINGS: [(&str, &str); 4] =
        [("at any time", ""), ("of all delay", ""), ("delay", ""), ("delays", "")];
    let count = |it: &OfDelay| find(&it.measures, "delayed_count").map_or(0.0, |it| it.mean);
    let mut delays: Vec<&OfDelay> = simulated.delays.iter().filter(|it| count(it) > 0.0).collect();
    delays.sort_by(|one, other| {
        let is_other = |it: &OfDelay| it.name == hospital::OTHER_REASON;
        is_other(one).cmp(&is_other(other)).then(count(other).total_cmp(&count(one)))
    });
    let times: Vec<_> = delays.iter().map(|it| find(&it.measures, "delay_time")).collect();
    let rows = delays.iter().zip(sizes(&times)).map(|(it, size)| Row {
        name: it.name.clone(),
        depth: 0,
        cells: ["delayed_count", "delayed_share", "delay_time", "delays"]
            .map(|id| Cell::of(&it.measures, id, size))
            .to_vec(),
    });
    let table = Table::of("reason", &HEADINGS, rows.collect()).without_empty_columns();
    areas::area("Why people who are fit to leave are still here", Vec::new(), [table])
}
