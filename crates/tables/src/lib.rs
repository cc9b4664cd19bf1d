//! Movements as tables, both ways: CSV for anybody's spreadsheet, Parquet for Python, R and databases.
//!
//! A line of a log is a row; the columns are the same in both formats (see [`columns`]). Slots are not written: they are
//! given anew when a table is read. This crate opens no file: it writes into any `Write` and reads from what it is given.

mod calendar;
mod columns;
mod csv_reader;
mod csv_sink;
mod error;
mod parquet_reader;
mod parquet_sink;
mod row;
mod rows;

use std::collections::BTreeMap;

pub use calendar::{civil_time, instant_of};
pub use columns::columns;
pub use csv_reader::read_csv;
pub use csv_sink::CsvSink;
pub use error::TableError;
pub use parquet_reader::read_parquet;
pub use parquet_sink::{ParquetSink, ROWS_OF_A_GROUP};

/// What a table holds: the log of each replication, by its number.
pub type Logs = BTreeMap<u32, hospital::Log>;
