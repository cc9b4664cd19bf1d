//! A table with a row for each payer.

use super::shown::{Cell, Row, Table};
use super::{Area, areas};
use crate::simulated::Simulated;

/// What each payer bears, and what it has from others.
pub(super) fn area(simulated: &Simulated) -> Area {
    const COLUMNS: [&str; 3] = ["cost", "income", "net_cost"];
    const HEADINGS: [(&str, &str); 3] = [("cost", ""), ("income", ""), ("net cost", "")];
    let row = |payer: &crate::OfPayer| Row {
        name: payer.title.clone(),
        depth: 0,
        cells: COLUMNS.iter().map(|id| Cell::of(&payer.measures, id, 1.0)).collect(),
    };
    let rows: Vec<Row> = simulated.payers.iter().map(row).collect();
    // Where nothing passes between payers, the net cost is the cost.
    let passes = rows.iter().any(|row| row.cells[1].says_something());
    let kept = if passes { COLUMNS.len() } else { 1 };
    let rows = rows.into_iter().map(|row| Row { cells: row.cells[..kept].to_vec(), ..row }).collect();
    let table = Table::of("payer", &HEADINGS[..kept], rows).without_empty_columns();
    areas::area("Who pays", Vec::new(), [table])
}
