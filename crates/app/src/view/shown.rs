//! A figure in the unit in which people read it.

use crate::simulated::{Estimate, Spaces};

/// A unit in which figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share of a hundred.
    Percent,
    /// A length of time.
    Minutes,
    /// A length of time.
    Hours,
    /// A length of time.
    Days,
    /// How many each day.
    PerDay,
    /// How many at a time.
    Number,
    /// Money each day.
    PoundsPerDay,
}

/// A figure in a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// The unit.
    pub unit: Unit,
    /// The mean.
    pub mean: f64,
    /// The lower end of its 95 % interval; cut at zero where less cannot be.
    pub low: f64,
    /// The upper end; cut at 100 %.
    pub high: f64,
    /// Half the width of the interval before it was cut.
    pub half_width: f64,
    /// Over how many replications; of one there is no interval.
    pub n: usize,
}

/// What stands in a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing was seen.
    Nothing,
    /// A figure.
    Figure(Shown),
    /// From one figure to another.
    Range(Shown, Shown),
    /// A number of spaces.
    Spaces(Spaces),
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Its unit in words, or nothing.
    pub unit: &'static str,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub name: String,
    /// How deep it lies: a class of the row above is one deep.
    pub depth: usize,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the rows are.
    pub rows_are: &'static str,
    /// Its columns, without that of the names.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Unit {
    /// The unit after a number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Minutes => "min",
            Self::Hours => "h",
            Self::Days => "days",
            Self::PerDay => "a day",
            Self::Number => "",
            Self::PoundsPerDay => "£ a day",
        }
    }

    /// The unit for a measure's unit and how many of it are in one of the measure's; times of this size.
    fn of(unit: &str, size: f64) -> (Self, f64) {
        let hours = match unit {
            "share" => return (Self::Percent, 100.0),
            "a day" => return (Self::PerDay, 1.0),
            "£ a day" => return (Self::PoundsPerDay, 1.0),
            "h" => 1.0,
            "days" => 24.0,
            _ => return (Self::Number, 1.0),
        };
        // Two hours read best as 2 h, three days as 3 days, and what is shorter in the smaller unit.
        match size * hours {
            size if size < 1.5 => (Self::Minutes, hours * 60.0),
            size if size < 48.0 => (Self::Hours, hours),
            _ => (Self::Days, hours / 24.0),
        }
    }
}

impl Shown {
    /// The figure, in a unit that suits its size.
    pub(super) fn alone(estimate: &Estimate) -> Self {
        Self::among(estimate, estimate.mean)
    }

    /// The figure, in a unit that suits figures of this size.
    pub(super) fn among(estimate: &Estimate, size: f64) -> Self {
        let (unit, times) = Unit::of(estimate.definition.unit, size);
        let &Estimate { mean, low, high, n, .. } = estimate;
        let least = if unit == Unit::PoundsPerDay { f64::NEG_INFINITY } else { 0.0 };
        let most = if unit == Unit::Percent { 100.0 } else { f64::INFINITY };
        Self {
            unit,
            mean: mean * times,
            low: (low * times).max(least),
            high: (high * times).min(most),
            half_width: (high - low) * times / 2.0,
            n,
        }
    }
}

impl Cell {
    /// Whether it says that there is something.
    pub(super) fn says_something(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Figure(shown) => shown.mean != 0.0,
            Self::Range(..) | Self::Spaces(_) => true,
        }
    }
}

impl Table {
    /// The table without columns that are nothing or zero in every row; `None` without rows or columns.
    pub(super) fn without_empty_columns(self) -> Option<Self> {
        let says: Vec<bool> = (0..self.columns.len())
            .map(|column| self.rows.iter().any(|row| row.cells[column].says_something()))
            .collect();
        let columns: Vec<Column> = kept(self.columns, &says);
        let rows = self.rows.into_iter().map(|row| Row { cells: kept(row.cells, &says), ..row }).collect();
        let table = Self { columns, rows, ..self };
        (!table.rows.is_empty() && !table.columns.is_empty()).then_some(table)
    }
}

fn kept<T>(list: Vec<T>, keep: &[bool]) -> Vec<T> {
    list.into_iter().zip(keep).filter_map(|(item, &keep)| keep.then_some(item)).collect()
}
