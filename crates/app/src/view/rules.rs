//! A table with a row for each rule.

use super::shown::{Cell, Row, Table, sizes};
use super::{Area, areas};
use crate::simulated::{Simulated, find};

/// How often and how long rules were on.
pub(super) fn area(simulated: &Simulated) -> Area {
    const COLUMNS: [&str; 4] = ["rule_on_share", "rule_times", "rule_on_time", "rule_cost"];
    const HEADINGS: [(&str, &str); 4] = [("on", "% of time"), ("came on", ""), ("for", ""), ("cost", "")];
    let times: Vec<_> = simulated.rules.iter().map(|it| find(&it.measures, "rule_on_time")).collect();
    let rows = simulated.rules.iter().zip(sizes(&times)).map(|(rule, size)| Row {
        name: rule.name.clone(),
        depth: 0,
        cells: COLUMNS.iter().map(|id| Cell::of(&rule.measures, id, size)).collect(),
    });
    let rows: Vec<Row> = rows.collect();
    let table = Table::of("rule", &HEADINGS, rows);
    // That a rule never came on is worth saying, so a table of nothing but zeros stays.
    areas::area("Rules", Vec::new(), [(!simulated.rules.is_empty()).then_some(table)])
}
