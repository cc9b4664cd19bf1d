//! Reading Parquet: our own files, and what other tools make of them.

use hospital::Hospital;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader as _, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use crate::Logs;
use crate::columns::Cell;
use crate::error::TableError;
use crate::rows::Rows;

/// Rows read at a time.
const BATCH: usize = 16_384;

/// Reads movements of a hospital from Parquet: an open file or bytes. Columns are found by their names, in any order;
/// others are passed over.
///
/// # Errors
/// The first thing that is wrong, with its row and column.
pub fn read_parquet(input: impl ChunkReader + 'static, hospital: &Hospital) -> Result<Logs, TableError> {
    let mut rows = Rows::new(hospital)?;
    let reader = SerializedFileReader::new(input).map_err(|error| malformed(&error))?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let position = |name: &str| schema.columns().iter().position(|column| column.path().string() == name);
    let positions: Vec<Option<usize>> =
        rows.table.columns.iter().map(|column| position(&column.name)).collect();
    let there = |column| {
        rows.table.columns.iter().zip(&positions).any(|(it, at)| it.column == column && at.is_some())
    };
    rows.check_columns(there)?;
    let mut number = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(|error| malformed(&error))?;
        let count = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let read = |position: &Option<usize>| {
            position.map(|position| {
                read_column(group.as_ref(), position, schema.columns()[position].as_ref(), count)
            })
        };
        let columns = positions.iter().map(|position| read(position).transpose());
        let columns = columns.collect::<Result<Vec<_>, _>>().map_err(|error| malformed(&error))?;
        for row in 0..count {
            number += 1;
            let cells = columns
                .iter()
                .map(|column| column.as_ref().map_or(Ok(Cell::Empty), |values| values.cell(row)));
            let cells = cells.collect::<Result<Vec<_>, _>>().map_err(|error| malformed(&error))?;
            rows.push(number, &cells)?;
        }
    }
    Ok(rows.into_logs())
}

fn malformed(error: &ParquetError) -> TableError {
    TableError::Format { format: "Parquet", why: error.to_string() }
}

/// A column of a row group.
enum Values {
    Time(Vec<Option<i64>>),
    Whole(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Text(Vec<Option<ByteArray>>),
    Flag(Vec<Option<bool>>),
}

impl Values {
    fn cell(&self, row: usize) -> Result<Cell<'_>, ParquetError> {
        let cell = match self {
            Self::Time(values) => values[row].map(Cell::Time),
            Self::Whole(values) => values[row].map(Cell::Whole),
            // What some tools write for "nothing is there".
            Self::Number(values) => values[row].filter(|number| !number.is_nan()).map(Cell::Number),
            Self::Flag(values) => values[row].map(Cell::Flag),
            Self::Text(values) => match &values[row] {
                None => None,
                Some(text) => Some(text.as_utf8()?).filter(|text| !text.is_empty()).map(Cell::Name),
            },
        };
        Ok(cell.unwrap_or(Cell::Empty))
    }
}

fn read_column(
    group: &dyn RowGroupReader,
    position: usize,
    column: &ColumnDescriptor,
    count: usize,
) -> Result<Values, ParquetError> {
    let logical = column.logical_type_ref();
    Ok(match group.get_column_reader(position)? {
        ColumnReader::BoolColumnReader(reader) => Values::Flag(read(reader, column, count)?),
        ColumnReader::Int32ColumnReader(reader) => {
            let is_unsigned = matches!(logical, Some(LogicalType::Integer(integer)) if !integer.is_signed)
                || column.converted_type() == ConvertedType::UINT_32;
            let widen = |value: i32| if is_unsigned { i64::from(value as u32) } else { i64::from(value) };
            Values::Whole(read(reader, column, count)?.into_iter().map(|value| value.map(widen)).collect())
        }
        ColumnReader::Int64ColumnReader(reader) => {
            let values = read(reader, column, count)?;
            let parts_of_milli = match logical {
                Some(LogicalType::Timestamp(time)) => match time.unit {
                    TimeUnit::MILLIS => 1,
                    TimeUnit::MICROS => 1_000,
                    TimeUnit::NANOS => 1_000_000,
                },
                _ => return Ok(Values::Whole(values)),
            };
            Values::Time(
                values.into_iter().map(|value| value.map(|it| it.div_euclid(parts_of_milli))).collect(),
            )
        }
        ColumnReader::DoubleColumnReader(reader) => Values::Number(read(reader, column, count)?),
        ColumnReader::ByteArrayColumnReader(reader) => Values::Text(read(reader, column, count)?),
        ColumnReader::Int96ColumnReader(_)
        | ColumnReader::FloatColumnReader(_)
        | ColumnReader::FixedLenByteArrayColumnReader(_) => {
            let (path, physical) = (column.path(), column.physical_type());
            return Err(ParquetError::General(format!(
                "column {path} is of type {physical}, which movements do not have"
            )));
        }
    })
}

/// The values of a column, with gaps where there are none.
fn read<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    count: usize,
) -> Result<Vec<Option<T::T>>, ParquetError> {
    let wrong =
        || ParquetError::General(format!("column {} does not have one value in each row", column.path()));
    if column.max_rep_level() > 0 {
        return Err(wrong());
    }
    let mut all = Vec::new();
    while all.len() < count {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (records, ..) = reader.read_records(BATCH, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(wrong());
        }
        let mut values = values.into_iter();
        if column.max_def_level() == 0 {
            all.extend(values.map(Some));
        } else {
            all.extend(
                levels
                    .iter()
                    .map(|&level| if level == column.max_def_level() { values.next() } else { None }),
            );
        }
    }
    Ok(all)
}
