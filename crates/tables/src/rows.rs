//! Reading: from the cells of a row to a line of a log.

use std::collections::BTreeMap;

use hospital::{Hospital, Line, Movement, MovementKind, Opening, Visit, VisitId};

use crate::Logs;
use crate::columns::{Cell, Column, KINDS, Table};
use crate::error::TableError;
use crate::row::{Names, Result, Row, one_of};

/// What has been read so far.
#[derive(Debug)]
pub(crate) struct Rows<'h> {
    pub table: Table<'h>,
    names: Names,
    logs: Logs,
    slots: BTreeMap<u32, Slots>,
}

/// Gives small numbers to visits under way.
#[derive(Debug, Default)]
struct Slots {
    under_way: BTreeMap<VisitId, u32>,
    free: Vec<u32>,
}

impl<'h> Rows<'h> {
    pub(crate) fn new(hospital: &'h Hospital) -> Result<Self> {
        let table = Table::new(hospital)?;
        let names = Names::of(&table);
        Ok(Self { table, names, logs: Logs::new(), slots: BTreeMap::new() })
    }

    /// Refuses a table that lacks a column without which no row means anything.
    pub(crate) fn check_columns(&self, is_there: impl Fn(Column) -> bool) -> Result<()> {
        if !is_there(Column::Kind) {
            let right = format!(
                "a table of movements has the columns {}",
                crate::columns(self.table.hospital).join(", ")
            );
            return Err(TableError::Column { missing: "kind", right });
        }
        if !is_there(Column::At) && !is_there(Column::AtMillis) {
            let right =
                "write milliseconds since the start of the run, or civil time in a column `at`".to_owned();
            return Err(TableError::Column { missing: "at_ms", right });
        }
        Ok(())
    }

    /// Reads a row.
    pub(crate) fn push(&mut self, number: u64, cells: &[Cell<'_>]) -> Result<()> {
        let row = Row { number, table: &self.table, cells };
        let replication = row.count(Column::Replication)?.unwrap_or(0);
        let slots = self.slots.entry(replication).or_default();
        let line = line(row, &self.names, slots)?;
        self.logs.entry(replication).or_default().lines.push(line);
        Ok(())
    }

    pub(crate) fn into_logs(self) -> Logs {
        self.logs
    }
}

impl Slots {
    fn of(&mut self, visit: VisitId, leaves: bool) -> u32 {
        let next = self.under_way.len() + self.free.len();
        let slot = *self.under_way.entry(visit).or_insert_with(|| self.free.pop().unwrap_or(next as u32));
        if leaves {
            self.under_way.remove(&visit);
            self.free.push(slot);
        }
        slot
    }
}

fn line(row: Row<'_>, names: &Names, slots: &mut Slots) -> Result<Line> {
    let at = row.at()?;
    let kind_text = row.needed(Column::Kind, row.text(Column::Kind)?, "row")?;
    if kind_text == "opening" {
        let place = row.needed(Column::Place, row.named(Column::Place, &names.places)?, kind_text)?;
        let closed = row.needed(Column::Closed, row.flag(Column::Closed)?, kind_text)?;
        return Ok(Line::Opening(Opening { at, place, spaces: row.count(Column::Spaces)?, closed }));
    }
    let id = row.visit(names)?;
    let activity =
        || row.needed(Column::Activity, row.named(Column::Activity, &names.activities)?, kind_text);
    let waits_for = || row.named(Column::WaitsFor, &names.places);
    let kind = match kind_text {
        "arrived" => MovementKind::Arrived { traits: row.traits(id.arrivals())? },
        "waits" => MovementKind::Waits { activity: activity()?, place: waits_for()? },
        "parked" => {
            let place = row.needed(Column::WaitsFor, waits_for()?, kind_text)?;
            MovementKind::Parked { activity: activity()?, place }
        }
        "moved" => MovementKind::Moved { activity: activity()? },
        "placed" => MovementKind::Placed,
        "begins" => MovementKind::Begins { activity: activity()? },
        "paused" => MovementKind::Paused { activity: activity()? },
        "ended" => MovementKind::Ended { activity: activity()? },
        "fit_to_leave" => MovementKind::FitToLeave,
        "needs_fewer" => {
            let number = row.needed(Column::Spaces, row.count(Column::Spaces)?, kind_text)?;
            let too_many =
                |_| row.wrong(Column::Spaces, format!("`{number}` is out of range"), "write 0 to 65535");
            MovementKind::NeedsFewer { care_visits: u16::try_from(number).map_err(too_many)? }
        }
        "left" => {
            let exit = row.needed(Column::Exit, row.named(Column::Exit, &names.exits)?, kind_text)?;
            MovementKind::Left { exit }
        }
        _ => {
            let wrong = format!("`{kind_text}` is not a kind of movement");
            return Err(row.wrong(Column::Kind, wrong, one_of(KINDS.iter().copied())));
        }
    };
    let space = row.space(names)?;
    let slot = slots.of(id, matches!(kind, MovementKind::Left { .. }));
    Ok(Line::Movement(Movement { at, visit: Visit { id, slot }, kind, space }))
}
