//! Tables with a row for each place.

use super::shown::{Cell, Row, Shown, Table, sizes};
use crate::simulated::{Estimate, OfPlace, find};

/// What a column of places shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Of {
    /// The number of spaces.
    Spaces,
    /// Occupied spaces for all but 5 % of the time at either end.
    Occupied,
    /// A measure.
    Measure(&'static str),
}

/// A column: what it shows, its heading, and its unit where the figure does not say it.
pub(super) type Wanted = (Of, &'static str, &'static str);

/// A table of these places, with a row for all of them together if there is one.
pub(super) fn table<'p>(
    rows_are: &'static str,
    places: impl Iterator<Item = &'p OfPlace>,
    wanted: &[Wanted],
    together: Option<(&str, &[Estimate])>,
) -> Option<Table> {
    let places: Vec<&OfPlace> = places.collect();
    let columns: Vec<Vec<Cell>> = wanted.iter().map(|&(of, ..)| column(&places, of)).collect();
    let row = |(number, place): (usize, &&OfPlace)| Row {
        name: place.name.clone(),
        depth: 0,
        cells: columns.iter().map(|column| column[number].clone()).collect(),
    };
    let mut rows: Vec<Row> = places.iter().enumerate().map(row).collect();
    if let Some((name, measures)) = together.filter(|_| rows.len() > 1) {
        let of_all = |&(of, ..): &Wanted| match of {
            Of::Measure(id) => Cell::of(measures, id, find(measures, id).map_or(0.0, |it| it.mean)),
            Of::Spaces | Of::Occupied => Cell::Nothing,
        };
        rows.push(Row { name: name.to_owned(), depth: 0, cells: wanted.iter().map(of_all).collect() });
    }
    let headings: Vec<_> = wanted.iter().map(|&(_, heading, unit)| (heading, unit)).collect();
    Table::of(rows_are, &headings, rows).without_empty_columns()
}

fn column(places: &[&OfPlace], of: Of) -> Vec<Cell> {
    match of {
        Of::Spaces => places.iter().map(|place| Cell::Spaces(place.spaces)).collect(),
        Of::Occupied => places.iter().map(|place| occupied(place)).collect(),
        Of::Measure(id) => {
            let estimates: Vec<_> = places.iter().map(|place| find(&place.measures, id)).collect();
            let cells = places.iter().zip(sizes(&estimates));
            cells.map(|(place, size)| Cell::of(&place.measures, id, size)).collect()
        }
    }
}

fn occupied(place: &OfPlace) -> Cell {
    let end = |id| find(&place.measures, id).map(Shown::alone);
    match (end("occupied_spaces_p05"), end("occupied_spaces_p95")) {
        (Some(low), Some(high)) => Cell::Range(low, high),
        _ => Cell::Nothing,
    }
}
