//! The cells of one row, read as what they stand for.

use std::collections::BTreeMap;

use hospital::{ActivityId, ArrivalsId, AttributeId, ExitId, PlaceId, Space, Traits, VisitId};
use quantity::Instant;

use crate::calendar::civil_of;
use crate::columns::{Cell, Column, Table};
use crate::error::TableError;

pub(crate) type Result<T> = std::result::Result<T, TableError>;

/// A row, its cells in the order of the table's columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub number: u64,
    pub table: &'a Table<'a>,
    pub cells: &'a [Cell<'a>],
}

/// Who is meant by a name.
#[derive(Debug)]
pub(crate) struct Names {
    pub places: BTreeMap<String, PlaceId>,
    pub activities: BTreeMap<String, ActivityId>,
    pub exits: BTreeMap<String, ExitId>,
    pub arrivals: BTreeMap<String, ArrivalsId>,
}

impl Names {
    pub(crate) fn of(table: &Table<'_>) -> Self {
        let hospital = table.hospital;
        Self {
            places: numbered(hospital.places.iter().map(|it| &it.name), PlaceId::new),
            activities: numbered(table.activities().iter(), ActivityId::new),
            exits: numbered(hospital.exits.iter().map(|it| &it.name), ExitId::new),
            arrivals: numbered(hospital.arrivals.iter().map(|it| &it.name), ArrivalsId::new),
        }
    }
}

fn numbered<'a, T>(names: impl Iterator<Item = &'a String>, id: impl Fn(usize) -> T) -> BTreeMap<String, T> {
    names.enumerate().map(|(index, name)| (name.clone(), id(index))).collect()
}

/// At most so many names are listed in a message.
const MOST_NAMES: usize = 12;

pub(crate) fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let more = if names.len() > MOST_NAMES { ", …" } else { "" };
    format!("write one of {}{more}", names[..names.len().min(MOST_NAMES)].join(", "))
}

impl<'a> Row<'a> {
    fn cell(self, column: Column) -> &'a Cell<'a> {
        let position = self.table.columns.iter().position(|named| named.column == column);
        &self.cells[position.expect("a table has every fixed column and one for each attribute")]
    }

    pub fn wrong(self, column: Column, wrong: impl Into<String>, right: impl Into<String>) -> TableError {
        let named = self.table.columns.iter().find(|named| named.column == column);
        let column = named.map_or_else(String::new, |named| named.name.clone());
        TableError::Cell { row: self.number, column, wrong: wrong.into(), right: right.into() }
    }

    pub fn needed<T>(self, column: Column, value: Option<T>, of: &str) -> Result<T> {
        value.ok_or_else(|| self.wrong(column, "nothing is there", format!("every `{of}` needs it")))
    }

    pub fn at(self) -> Result<Instant> {
        let civil = self.civil()?;
        let calendar = self.table.calendar;
        let Some(millis) = self.whole(Column::AtMillis)? else {
            return Ok(calendar.instant(self.needed(Column::AtMillis, civil, "row")?));
        };
        let at = Instant::from_millis(millis);
        if let Some(civil) = civil
            && calendar.civil(at) != civil
        {
            let start = &self.table.hospital.run.start;
            let wrong = format!("this is not {millis} ms after the start of the run, {start}");
            return Err(self.wrong(
                Column::At,
                wrong,
                "leave `at` empty where `at_ms` is right, or the other way round",
            ));
        }
        Ok(at)
    }

    fn civil(self) -> Result<Option<i64>> {
        let wrong = |shown: String| {
            self.wrong(
                Column::At,
                format!("{shown} is not a civil time"),
                "write it like `2026-01-05T06:00:00.000`",
            )
        };
        match self.cell(Column::At) {
            Cell::Empty => Ok(None),
            Cell::Time(civil) => Ok(Some(*civil)),
            Cell::Name(text) => civil_of(text).map(Some).ok_or_else(|| wrong(format!("`{text}`"))),
            other @ (Cell::Whole(_) | Cell::Number(_) | Cell::Visit(_) | Cell::Flag(_)) => {
                Err(wrong(shown(other)))
            }
        }
    }

    fn whole(self, column: Column) -> Result<Option<i64>> {
        let number = match self.cell(column) {
            Cell::Empty => return Ok(None),
            Cell::Whole(number) => Some(*number),
            Cell::Number(number) => whole_of(*number),
            Cell::Name(text) => text.parse().ok().or_else(|| whole_of(text.parse().ok()?)),
            Cell::Time(_) | Cell::Visit(_) | Cell::Flag(_) => None,
        };
        let wrong = || format!("{} is not a whole number", shown(self.cell(column)));
        number.map(Some).ok_or_else(|| self.wrong(column, wrong(), "write digits only, such as `12`"))
    }

    pub fn count(self, column: Column) -> Result<Option<u32>> {
        let Some(number) = self.whole(column)? else { return Ok(None) };
        let wrong =
            || self.wrong(column, format!("`{number}` is out of range"), format!("write 0 to {}", u32::MAX));
        u32::try_from(number).map(Some).map_err(|_| wrong())
    }

    pub fn flag(self, column: Column) -> Result<Option<bool>> {
        match self.cell(column) {
            Cell::Empty => Ok(None),
            Cell::Flag(flag) => Ok(Some(*flag)),
            Cell::Name(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Cell::Name(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            other @ (Cell::Name(_) | Cell::Whole(_) | Cell::Number(_) | Cell::Time(_) | Cell::Visit(_)) => {
                Err(self.wrong(
                    column,
                    format!("{} is neither true nor false", shown(other)),
                    "write `true` or `false`",
                ))
            }
        }
    }

    pub fn text(self, column: Column) -> Result<Option<&'a str>> {
        match self.cell(column) {
            Cell::Empty => Ok(None),
            Cell::Name(text) => Ok(Some(text)),
            other @ (Cell::Whole(_) | Cell::Number(_) | Cell::Time(_) | Cell::Visit(_) | Cell::Flag(_)) => {
                Err(self.wrong(column, format!("{} is not text", shown(other)), "write a name"))
            }
        }
    }

    pub fn named<T: Copy>(self, column: Column, names: &BTreeMap<String, T>) -> Result<Option<T>> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        let wrong = || {
            let wrong = format!("the hospital has nothing of this sort named `{text}`");
            self.wrong(column, wrong, one_of(names.keys().map(String::as_str)))
        };
        names.get(text).copied().map(Some).ok_or_else(wrong)
    }

    pub fn visit(self, names: &Names) -> Result<VisitId> {
        let text = self.needed(Column::Visit, self.text(Column::Visit)?, "movement")?;
        let parts = text.rsplit_once('-').and_then(|(arrivals, number)| {
            let number = number.parse::<u64>().ok().filter(|number| *number < 1 << 48)?;
            Some(VisitId::new(*names.arrivals.get(arrivals)?, number))
        });
        let visit = parts.ok_or_else(|| {
            let streams = one_of(names.arrivals.keys().map(String::as_str));
            let right = format!("{streams}, then `-` and a number below 2^48");
            self.wrong(Column::Visit, format!("`{text}` is not a visit of this hospital"), right)
        })?;
        match self.named(Column::Arrivals, &names.arrivals)? {
            Some(arrivals) if arrivals != visit.arrivals() => Err(self.wrong(
                Column::Arrivals,
                format!("the visit is `{text}`"),
                "leave it empty, or write the same",
            )),
            Some(_) | None => Ok(visit),
        }
    }

    pub fn space(self, names: &Names) -> Result<Option<Space>> {
        let place = self.named(Column::Place, &names.places)?;
        let number = self.count(Column::Space)?;
        match (place, number) {
            (None, None) => Ok(None),
            (Some(place), Some(number)) => Ok(Some(Space { place, number })),
            (Some(_), None) => {
                Err(self.wrong(Column::Space, "nothing is there", "write which space of the place"))
            }
            (None, Some(_)) => {
                Err(self.wrong(Column::Place, "nothing is there", "write the place of the space"))
            }
        }
    }

    pub fn traits(self, arrivals: ArrivalsId) -> Result<Traits> {
        let mut traits = Traits::default().with(AttributeId::ARRIVALS, arrivals.index());
        for (index, attribute) in self.table.hospital.attributes.iter().enumerate().skip(1) {
            let column = Column::Attribute(AttributeId::new(index));
            let text = self.needed(column, self.text(column)?, "arrived")?;
            let value = attribute.values.iter().position(|value| value == text).ok_or_else(|| {
                let right = one_of(attribute.values.iter().map(String::as_str));
                self.wrong(column, format!("`{text}` is not a value of it"), right)
            })?;
            traits = traits.with(AttributeId::new(index), value);
        }
        Ok(traits)
    }
}

/// A number without fraction that is kept exactly.
fn whole_of(number: f64) -> Option<i64> {
    const EXACT: f64 = (1_u64 << 53) as f64;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => "nothing".to_owned(),
        Cell::Time(_) => "a time".to_owned(),
        Cell::Visit(_) => "a visit".to_owned(),
        Cell::Whole(number) => format!("`{number}`"),
        Cell::Number(number) => format!("`{number}`"),
        Cell::Name(text) => format!("`{text}`"),
        Cell::Flag(flag) => format!("`{flag}`"),
    }
}
