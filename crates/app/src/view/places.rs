//! Tables with a row for each place.

use super::shown::{Cell, Column, Row, Shown, Table};
use crate::simulated::{Estimate, OfPlace, find};

/// What a column of places shows.
#[derive(Clone, Copy)]
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
    places: impl Iterator<Item = &'p OfPlace> + Clone,
    wanted: &[Wanted],
    together: Option<(&str, &[Estimate])>,
) -> Option<Table> {
    let sizes: Vec<f64> = wanted.iter().map(|&(of, ..)| largest(places.clone(), of)).collect();
    let rows = places.map(|place| {
        let cells = wanted.iter().zip(&sizes).map(|(&(of, ..), &size)| cell(place, of, size));
        Row { name: place.name.clone(), depth: 0, cells: cells.collect() }
    });
    let mut rows: Vec<Row> = rows.collect();
    if let Some((name, measures)) = together.filter(|_| rows.len() > 1) {
        let of_all = |of: Of, size: f64| match of {
            Of::Measure(id) => figure(measures, id, size),
            Of::Spaces | Of::Occupied => Cell::Nothing,
        };
        let cells = wanted.iter().zip(&sizes).map(|(&(of, ..), &size)| of_all(of, size));
        rows.push(Row { name: name.to_owned(), depth: 0, cells: cells.collect() });
    }
    let columns = wanted.iter().enumerate().map(|(number, &(_, heading, unit))| {
        let shown = rows.iter().find_map(|row| match &row.cells[number] {
            Cell::Figure(shown) => Some(shown.unit.words()),
            Cell::Nothing | Cell::Range(..) | Cell::Spaces(_) => None,
        });
        Column { heading, unit: if unit.is_empty() { shown.unwrap_or("") } else { unit } }
    });
    Table { rows_are, columns: columns.collect(), rows }.without_empty_columns()
}

fn largest<'p>(places: impl Iterator<Item = &'p OfPlace>, of: Of) -> f64 {
    match of {
        Of::Spaces | Of::Occupied => 0.0,
        Of::Measure(id) => places.filter_map(|it| find(&it.measures, id)).map(|it| it.mean).fold(0.0, f64::max),
    }
}

fn cell(place: &OfPlace, of: Of, size: f64) -> Cell {
    match of {
        Of::Spaces => Cell::Spaces(place.spaces),
        Of::Measure(id) => figure(&place.measures, id, size),
        Of::Occupied => {
            let end = |id| find(&place.measures, id).map(Shown::alone);
            match (end("occupied_spaces_p05"), end("occupied_spaces_p95")) {
                (Some(low), Some(high)) => Cell::Range(low, high),
                _ => Cell::Nothing,
            }
        }
    }
}

/// A figure in a unit that suits figures of this size.
pub(super) fn figure(measures: &[Estimate], id: &str, size: f64) -> Cell {
    find(measures, id).map_or(Cell::Nothing, |estimate| Cell::Figure(Shown::among(estimate, size)))
}
