//! A table with a row for each team of staff.

use super::shown::{Cell, Row, Table, sizes};
use super::{Area, areas};
use crate::simulated::{Simulated, find};

/// Who was there, who was not, and who came instead.
pub(super) fn area(simulated: &Simulated) -> Area {
    const COLUMNS: [&str; 7] = [
        "staff_planned",
        "staff_present",
        "patients_each",
        "absence_share",
        "short_shift_share",
        "covered_share",
        "cost",
    ];
    const HEADINGS: [(&str, &str); 7] = [
        ("planned", ""),
        ("present", ""),
        ("patients each", ""),
        ("absent", "%"),
        ("short", "% of shifts"),
        ("filled by agency", "% of absent"),
        ("cost", ""),
    ];
    let lines = areas::lines(
        simulated,
        &[
            ("closed_for_staff", "Spaces closed for want of staff, at any time"),
            ("absence_share", "Staff absent"),
            ("short_shift_share", "Shifts with fewer staff than planned"),
            ("staff_hours", "Hours of staff a day"),
            ("agency_hours", "Of these, agency staff instead of those absent"),
        ],
    );
    let sized: Vec<_> = simulated.teams.iter().map(|it| find(&it.measures, "staff_present")).collect();
    let rows = simulated.teams.iter().zip(sizes(&sized)).map(|(team, size)| Row {
        name: team.name.clone(),
        depth: 0,
        cells: COLUMNS.iter().map(|id| Cell::of(&team.measures, id, size)).collect(),
    });
    let table = Table::of("staff", &HEADINGS, rows.collect()).without_empty_columns();
    areas::area("Staff", lines, [table])
}
