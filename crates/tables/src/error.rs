//! What can be wrong with a table, written for whoever made it.

use thiserror::Error;

/// Why a table could not be written or read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TableError {
    /// Nothing more could be written.
    #[error("movements cannot be written: {0}")]
    Write(String),
    /// The bytes are not of the format.
    #[error("this is not {format}: {why}")]
    Format {
        /// What was expected.
        format: &'static str,
        /// What the format's reader says.
        why: String,
    },
    /// The hospital's run has a start that is no date.
    #[error("the hospital's run starts at `{0}`: write date and time of day, such as `2026-01-05 06:00`")]
    Start(String),
    /// A movement happens at a time for which the calendar has no date.
    #[error("{0} ms after the start of the run lie beyond the year 9999: write a shorter run")]
    Beyond(i64),
    /// A column without which no row has a meaning is not there.
    #[error("there is no column `{missing}`: {right}")]
    Column {
        /// The column.
        missing: &'static str,
        /// What would be right.
        right: String,
    },
    /// A cell that cannot be.
    #[error("row {row}, column `{column}`: {wrong}; {right}")]
    Cell {
        /// The row: in CSV as a spreadsheet numbers it, the line of names being the first; in Parquet from one.
        row: u64,
        /// The column.
        column: String,
        /// What is wrong.
        wrong: String,
        /// What would be right.
        right: String,
    },
}
