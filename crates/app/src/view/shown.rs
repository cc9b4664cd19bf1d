//! A figure in the unit in which people read it.

use crate::simulated::{Estimate, Spaces, find};

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
    /// The estimate itself, in the unit of its definition.
    pub of: Estimate,
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
    /// Its unit in words; nothing where the figures have none or each has its own.
    pub unit: &'static str,
    /// Whether the figures are so far apart that each says its own unit.
    pub own_units: bool,
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
    pub(crate) fn alone(estimate: &Estimate) -> Self {
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
            of: *estimate,
        }
    }
}

impl Shown {
    /// A difference, in a unit that suits differences of this size: less than nothing is as possible as more.
    pub(super) fn difference(estimate: &Estimate, size: f64) -> Self {
        let (unit, times) = Unit::of(estimate.definition.unit, size);
        let &Estimate { mean, low, high, n, .. } = estimate;
        let half_width = (high - low) * times / 2.0;
        Self { unit, mean: mean * times, low: low * times, high: high * times, half_width, n, of: *estimate }
    }
}

/// For each of some figures with one unit the size by which its unit is chosen: that of the largest for all, unless the
/// least would be hard to read in its unit.
pub(super) fn sizes(estimates: &[Option<&Estimate>]) -> Vec<f64> {
    /// What is less than this of a unit is better said in a smaller one.
    const READABLE: f64 = 0.2;
    let seen = || estimates.iter().flatten();
    let largest = seen().map(|it| it.mean).fold(0.0, f64::max);
    let readable = |it: &&Estimate| it.mean == 0.0 || Shown::among(it, largest).mean >= READABLE;
    let all_readable = seen().all(readable);
    let size =
        |it: Option<&Estimate>| it.filter(|it| !all_readable && it.mean > 0.0).map_or(largest, |it| it.mean);
    estimates.iter().map(|it| size(*it)).collect()
}

impl Cell {
    /// The figure of a measure, in a unit that suits figures of this size.
    pub(super) fn of(measures: &[Estimate], id: &str, size: f64) -> Self {
        find(measures, id).map_or(Self::Nothing, |estimate| Self::Figure(Shown::among(estimate, size)))
    }

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
    /// A table of rows, with a heading and perhaps a unit for each column.
    pub(super) fn of(
        rows_are: &'static str,
        headings: &[(&'static str, &'static str)],
        rows: Vec<Row>,
    ) -> Self {
        let column = |(number, &(heading, unit)): (usize, &(&'static str, &'static str))| {
            let shown = rows.iter().filter_map(|row| match &row.cells[number] {
                Cell::Figure(shown) => Some(shown.unit),
                Cell::Nothing | Cell::Range(..) | Cell::Spaces(_) => None,
            });
            let mut units: Vec<Unit> = shown.collect();
            units.dedup();
            let own = if let [unit] = units[..] { unit.words() } else { "" };
            Column { heading, unit: if unit.is_empty() { own } else { unit }, own_units: units.len() > 1 }
        };
        Self { rows_are, columns: headings.iter().enumerate().map(column).collect(), rows }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_suit_the_size_of_a_time() {
        let definition = |id: &str| hospital::definitions().iter().find(|row| row.id == id);
        let shown = |id: &str, mean: f64| {
            let definition = definition(id).expect("it is a measure");
            Shown::alone(&Estimate { definition, mean, low: mean, high: mean, n: 2 })
        };
        for (id, mean, unit, number) in [
            ("visit_time", 0.5, Unit::Minutes, 30.0),
            ("visit_time", 5.0, Unit::Hours, 5.0),
            ("visit_time", 96.0, Unit::Days, 4.0),
            ("delay_time", 0.5, Unit::Hours, 12.0),
            ("four_hour_share", 0.593, Unit::Percent, 59.3),
            ("cost", 1200.0, Unit::PoundsPerDay, 1200.0),
        ] {
            let found = shown(id, mean);
            assert_eq!((found.unit, found.mean), (unit, number), "{id} {mean}");
        }
    }
}
