//! Writing Parquet.
//!
//! Lines are kept until a row group is full, then written column by column. The file holds nothing but its rows and a
//! fixed name of its writer, so the same movements make the same bytes.

use std::io::Write;
use std::sync::Arc;

use hospital::{Hospital, Line, Movement, Opening, Sink};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type};
use quantity::Instant;

use crate::columns::{Cell, Form, Named, Table};
use crate::error::TableError;

/// The most rows of a row group: what is kept in memory before it is written.
pub const ROWS_OF_A_GROUP: usize = 100_000;
/// Rows whose cells are made at a time.
const BATCH: usize = 4096;

/// A listener that writes what it is told as Parquet.
///
/// A listener cannot fail: what goes wrong ends the writing and is said by [`ParquetSink::into_result`].
#[derive(Debug)]
pub struct ParquetSink<'h, W: Write + Send> {
    table: Table<'h>,
    replication: u32,
    rows: Vec<(u32, Line)>,
    writer: SerializedFileWriter<W>,
    failed: Option<TableError>,
}

impl<'h, W: Write + Send> ParquetSink<'h, W> {
    /// Begins a file. What comes belongs to replication zero until another is said.
    ///
    /// # Errors
    /// The output, or a hospital whose start of run is no date.
    pub fn new(output: W, hospital: &'h Hospital) -> Result<Self, TableError> {
        let table = Table::new(hospital)?;
        let fields =
            table.columns.iter().map(field).collect::<Result<_, _>>().map_err(|error| unwritable(&error))?;
        let schema = Type::group_type_builder("movements")
            .with_fields(fields)
            .build()
            .map_err(|error| unwritable(&error))?;
        let writer = SerializedFileWriter::new(output, Arc::new(schema), Arc::new(properties(&table)));
        let writer = writer.map_err(|error| unwritable(&error))?;
        Ok(Self { table, replication: 0, rows: Vec::new(), writer, failed: None })
    }

    /// What comes from now on belongs to this replication.
    pub fn set_replication(&mut self, replication: u32) {
        self.replication = replication;
    }

    /// Writes what is left and gives the output back.
    ///
    /// # Errors
    /// Whatever went wrong first.
    pub fn into_result(mut self) -> Result<W, TableError> {
        self.write_group();
        match self.failed {
            Some(error) => Err(error),
            None => self.writer.into_inner().map_err(|error| unwritable(&error)),
        }
    }

    fn line(&mut self, line: Line) {
        if self.failed.is_none() {
            self.rows.push((self.replication, line));
            if self.rows.len() >= ROWS_OF_A_GROUP {
                self.write_group();
            }
        }
    }

    fn write_group(&mut self) {
        if self.failed.is_none() && !self.rows.is_empty() {
            self.failed = self.write_columns().err().map(|error| unwritable(&error));
        }
        self.rows.clear();
    }

    fn write_columns(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &self.table.columns {
            let mut writer = group.next_column()?.expect("the schema was made of these columns");
            for rows in self.rows.chunks(BATCH) {
                let cells =
                    rows.iter().map(|(replication, line)| self.table.cell(column.column, *replication, line));
                match column.form {
                    Form::Time | Form::Millis => write::<Int64Type>(&mut writer, column, cells.map(whole))?,
                    Form::Count => {
                        let cells = cells.map(|cell| whole(cell).map(|number| number as i32));
                        write::<Int32Type>(&mut writer, column, cells)?;
                    }
                    Form::Text => {
                        write::<ByteArrayType>(
                            &mut writer,
                            column,
                            cells.map(|cell| text(&self.table, cell)),
                        )?;
                    }
                    Form::Flag => {
                        let cells =
                            cells.map(|cell| if let Cell::Flag(flag) = cell { Some(flag) } else { None });
                        write::<BoolType>(&mut writer, column, cells)?;
                    }
                }
            }
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }
}

fn unwritable(error: &ParquetError) -> TableError {
    TableError::Write(error.to_string())
}

/// The Parquet type of a column. Counts are unsigned, civil time has no zone.
fn field(column: &Named) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.form {
        Form::Time => (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::MILLIS))),
        Form::Millis => (Physical::INT64, None),
        Form::Count => (Physical::INT32, Some(LogicalType::integer(32, false))),
        Form::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Form::Flag => (Physical::BOOLEAN, None),
    };
    let repetition = if column.always { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    let builder = Type::primitive_type_builder(&column.name, physical);
    let builder = builder.with_repetition(repetition).with_logical_type(logical);
    builder.with_converted_type(ConvertedType::NONE).build().map(Arc::new)
}

fn properties(table: &Table<'_>) -> WriterProperties {
    let common = WriterProperties::builder()
        .set_created_by("onward".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false);
    let with_dictionary = |properties: WriterPropertiesBuilder, column: &Named| {
        properties.set_column_dictionary_enabled(ColumnPath::new(vec![column.name.clone()]), true)
    };
    table.columns.iter().filter(|column| column.form == Form::Text).fold(common, with_dictionary).build()
}

fn whole(cell: Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Time(number) | Cell::Whole(number) => Some(number),
        Cell::Empty | Cell::Number(_) | Cell::Name(_) | Cell::Visit(_) | Cell::Flag(_) => None,
    }
}

fn text(table: &Table<'_>, cell: Cell<'_>) -> Option<ByteArray> {
    match cell {
        Cell::Name(name) => Some(ByteArray::from(name)),
        Cell::Visit(visit) => Some(ByteArray::from(table.visit_text(visit).into_bytes())),
        Cell::Empty | Cell::Time(_) | Cell::Whole(_) | Cell::Number(_) | Cell::Flag(_) => None,
    }
}

fn write<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    column: &Named,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let mut values = Vec::with_capacity(BATCH);
    let mut levels = Vec::with_capacity(BATCH);
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    let levels = (!column.always).then_some(&levels[..]);
    writer.typed::<T>().write_batch(&values, levels, None)?;
    Ok(())
}

impl<W: Write + Send> Sink for ParquetSink<'_, W> {
    fn movement(&mut self, movement: &Movement) {
        self.line(Line::Movement(*movement));
    }
    fn opening(&mut self, opening: &Opening) {
        self.line(Line::Opening(*opening));
    }
    fn finish(&mut self, _at: Instant) {}
}
