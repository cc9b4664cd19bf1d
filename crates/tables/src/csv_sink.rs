//! Writing CSV.

use std::io::Write;

use hospital::{Hospital, Line, Movement, Opening, Sink};
use quantity::Instant;

use crate::calendar::text_of;
use crate::columns::{Cell, Table};
use crate::error::TableError;

/// A listener that writes what it is told as CSV, a row at a time.
///
/// A listener cannot fail: what goes wrong ends the writing and is said by [`CsvSink::into_result`].
#[derive(Debug)]
pub struct CsvSink<'h, W: Write> {
    table: Table<'h>,
    replication: u32,
    writer: csv::Writer<W>,
    failed: Option<TableError>,
}

impl<'h, W: Write> CsvSink<'h, W> {
    /// Begins a table with the names of its columns. What comes belongs to replication zero until another is said.
    ///
    /// # Errors
    /// The output, or a hospital whose start of run is no date.
    pub fn new(output: W, hospital: &'h Hospital) -> Result<Self, TableError> {
        let table = Table::new(hospital)?;
        let mut writer = csv::Writer::from_writer(output);
        writer
            .write_record(table.columns.iter().map(|column| &column.name))
            .map_err(|error| unwritable(&error))?;
        Ok(Self { table, replication: 0, writer, failed: None })
    }

    /// What comes from now on belongs to this replication.
    pub fn set_replication(&mut self, replication: u32) {
        self.replication = replication;
    }

    /// Writes what is left and gives the output back.
    ///
    /// # Errors
    /// Whatever went wrong first.
    pub fn into_result(self) -> Result<W, TableError> {
        match self.failed {
            Some(error) => Err(error),
            None => self.writer.into_inner().map_err(|error| TableError::Write(error.error().to_string())),
        }
    }

    fn line(&mut self, line: &Line) {
        if self.failed.is_none() {
            self.failed = self.write(line).err();
        }
    }

    fn write(&mut self, line: &Line) -> Result<(), TableError> {
        let table = &self.table;
        for column in &table.columns {
            let written = match table.cell(column.column, self.replication, line) {
                Cell::Empty => self.writer.write_field(""),
                Cell::Name(name) => self.writer.write_field(name),
                Cell::Whole(number) => self.writer.write_field(number.to_string()),
                Cell::Number(number) => self.writer.write_field(number.to_string()),
                Cell::Flag(flag) => self.writer.write_field(if flag { "true" } else { "false" }),
                Cell::Visit(visit) => self.writer.write_field(table.visit_text(visit)),
                Cell::Time(civil) => {
                    let beyond = || TableError::Beyond(table.calendar.instant(civil).millis());
                    self.writer.write_field(text_of(civil).ok_or_else(beyond)?)
                }
            };
            written.map_err(|error| unwritable(&error))?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|error| unwritable(&error))
    }
}

fn unwritable(error: &csv::Error) -> TableError {
    TableError::Write(error.to_string())
}

impl<W: Write> Sink for CsvSink<'_, W> {
    fn movement(&mut self, movement: &Movement) {
        self.line(&Line::Movement(*movement));
    }
    fn opening(&mut self, opening: &Opening) {
        self.line(&Line::Opening(*opening));
    }
    fn finish(&mut self, _at: Instant) {}
}
