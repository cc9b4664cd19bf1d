//! Reading CSV.

use std::io::Read;

use hospital::Hospital;

use crate::Logs;
use crate::columns::Cell;
use crate::error::TableError;
use crate::rows::Rows;

/// Reads movements of a hospital from CSV. Columns are found by their names, in any order; others are passed over.
///
/// # Errors
/// The first thing that is wrong, with its row and column.
pub fn read_csv(input: impl Read, hospital: &Hospital) -> Result<Logs, TableError> {
    let mut rows = Rows::new(hospital)?;
    let mut reader = csv::Reader::from_reader(input);
    let header = reader.headers().map_err(|error| malformed(&error))?;
    let positions: Vec<Option<usize>> =
        rows.table.columns.iter().map(|column| header.iter().position(|name| name == column.name)).collect();
    let there = |column| {
        rows.table.columns.iter().zip(&positions).any(|(it, at)| it.column == column && at.is_some())
    };
    rows.check_columns(there)?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| malformed(&error))? {
        let cell = |position: &Option<usize>| match position.and_then(|position| record.get(position)) {
            None | Some("") => Cell::Empty,
            Some(text) => Cell::Name(text),
        };
        let cells: Vec<Cell<'_>> = positions.iter().map(cell).collect();
        rows.push(record.position().map_or(0, csv::Position::line), &cells)?;
    }
    Ok(rows.into_logs())
}

fn malformed(error: &csv::Error) -> TableError {
    TableError::Format { format: "CSV", why: error.to_string() }
}
