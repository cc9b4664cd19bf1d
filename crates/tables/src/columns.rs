//! The columns of a table of movements, and what each holds for a line of a log.

use hospital::{AttributeId, Hospital, Line, Movement, MovementKind, Opening, PlaceId, Space, VisitId};

use crate::calendar::Calendar;
use crate::error::TableError;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    At,
    AtMillis,
    Replication,
    Visit,
    Arrivals,
    Kind,
    Place,
    Space,
    Activity,
    WaitsFor,
    Exit,
    Spaces,
    Closed,
    Attribute(AttributeId),
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Civil milliseconds since 1970.
    Time,
    /// A whole number that may be negative.
    Millis,
    /// A whole number from zero.
    Count,
    Text,
    Flag,
}

/// Columns that every table has, in their order: name, and whether every row has a value.
const FIXED: [(Column, &str, Form, bool); 13] = [
    (Column::At, "at", Form::Time, true),
    (Column::AtMillis, "at_ms", Form::Millis, true),
    (Column::Replication, "replication", Form::Count, true),
    (Column::Visit, "visit", Form::Text, false),
    (Column::Arrivals, "arrivals", Form::Text, false),
    (Column::Kind, "kind", Form::Text, true),
    (Column::Place, "place", Form::Text, false),
    (Column::Space, "space", Form::Count, false),
    (Column::Activity, "activity", Form::Text, false),
    (Column::WaitsFor, "waits_for", Form::Text, false),
    (Column::Exit, "exit", Form::Text, false),
    (Column::Spaces, "spaces", Form::Count, false),
    (Column::Closed, "closed", Form::Flag, false),
];

/// What a row is of, as files write it.
pub(crate) const KINDS: [&str; 12] = [
    "arrived",
    "waits",
    "parked",
    "moved",
    "placed",
    "begins",
    "paused",
    "ended",
    "fit_to_leave",
    "needs_fewer",
    "left",
    "opening",
];

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    /// Civil milliseconds since 1970.
    Time(i64),
    Whole(i64),
    /// What some tools make of a column of whole numbers with gaps.
    Number(f64),
    Name(&'a str),
    Visit(VisitId),
    Flag(bool),
}

/// A column with its name.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub column: Column,
    pub name: String,
    pub form: Form,
    pub always: bool,
}

/// The columns of a hospital's tables and the names in them.
#[derive(Clone, Debug)]
pub(crate) struct Table<'h> {
    pub hospital: &'h Hospital,
    pub calendar: Calendar,
    pub columns: Vec<Named>,
    /// Full names, by activity.
    activities: Vec<String>,
}

/// The names of the columns of a hospital's tables, in their order.
///
/// | column | holds |
/// |---|---|
/// | `at`, `at_ms` | civil time, and milliseconds since the start of the run (negative in the warm-up) |
/// | `replication` | the number of the replication, from zero |
/// | `visit`, `arrivals` | who, as `<arrivals>-<number>`, and the stream alone; empty for an opening |
/// | `kind` | `arrived`, `waits`, `parked`, `moved`, `begins`, `paused`, `ended`, `fit_to_leave`, `needs_fewer`, `left`, or `opening` |
/// | `place`, `space` | the space which the visit has now, from zero; the place of an opening |
/// | `activity` | the activity, as `pathway.activity` |
/// | `waits_for` | the place for which it waits or outside which it is held |
/// | `exit` | the way out |
/// | `spaces`, `closed` | of an opening: spaces by the roster (empty is unlimited), and whether newcomers are kept out; `spaces` of `needs_fewer`: care visits a day that are needed now |
/// | one for each attribute | its value, in rows of `arrived`; `attribute.NAME` where another column has its name |
pub fn columns(hospital: &Hospital) -> Vec<String> {
    named(hospital).into_iter().map(|column| column.name).collect()
}

fn named(hospital: &Hospital) -> Vec<Named> {
    let fixed =
        FIXED.map(|(column, name, form, always)| Named { column, name: name.to_owned(), form, always });
    let mut all = Vec::from(fixed);
    for (index, attribute) in hospital.attributes.iter().enumerate().skip(1) {
        let is_taken = all.iter().any(|column| column.name == attribute.name);
        let name = if is_taken { format!("attribute.{}", attribute.name) } else { attribute.name.clone() };
        all.push(Named {
            column: Column::Attribute(AttributeId::new(index)),
            name,
            form: Form::Text,
            always: false,
        });
    }
    all
}

impl<'h> Table<'h> {
    pub(crate) fn new(hospital: &'h Hospital) -> Result<Self, TableError> {
        let calendar = Calendar::of(hospital)?;
        let activities = hospital.activity_ids().map(|activity| hospital.activity_name(activity)).collect();
        Ok(Self { hospital, calendar, columns: named(hospital), activities })
    }

    pub(crate) fn activities(&self) -> &[String] {
        &self.activities
    }

    /// What a column holds for a line.
    pub(crate) fn cell(&self, column: Column, replication: u32, line: &Line) -> Cell<'_> {
        let at = match line {
            Line::Movement(movement) => movement.at,
            Line::Opening(opening) => opening.at,
        };
        match (column, line) {
            (Column::At, _) => Cell::Time(self.calendar.civil(at)),
            (Column::AtMillis, _) => Cell::Whole(at.millis()),
            (Column::Replication, _) => Cell::Whole(i64::from(replication)),
            (_, Line::Movement(movement)) => self.cell_of_movement(column, movement),
            (_, Line::Opening(opening)) => self.cell_of_opening(column, opening),
        }
    }

    fn cell_of_movement(&self, column: Column, movement: &Movement) -> Cell<'_> {
        let (kind, activity, waits_for) = self.said(&movement.kind);
        match column {
            Column::Visit => Cell::Visit(movement.visit.id),
            Column::Arrivals => {
                Cell::Name(&self.hospital.arrivals[movement.visit.id.arrivals().index()].name)
            }
            Column::Kind => Cell::Name(kind),
            Column::Place => movement.space.map_or(Cell::Empty, |space| self.place(space.place)),
            Column::Space => number(movement.space.map(|Space { number, .. }| number)),
            Column::Activity => activity.map_or(Cell::Empty, Cell::Name),
            Column::WaitsFor => waits_for.map_or(Cell::Empty, |place| self.place(place)),
            Column::Exit if let MovementKind::Left { exit } = movement.kind => {
                Cell::Name(&self.hospital.exits[exit.index()].name)
            }
            Column::Spaces if let MovementKind::NeedsFewer { care_visits } = movement.kind => {
                Cell::Whole(i64::from(care_visits))
            }
            Column::Attribute(attribute) if let MovementKind::Arrived { traits } = movement.kind => {
                Cell::Name(&self.hospital.attributes[attribute.index()].values[traits.value(attribute)])
            }
            Column::At
            | Column::AtMillis
            | Column::Replication
            | Column::Exit
            | Column::Spaces
            | Column::Closed
            | Column::Attribute(_) => Cell::Empty,
        }
    }

    fn cell_of_opening(&self, column: Column, opening: &Opening) -> Cell<'_> {
        match column {
            Column::Kind => Cell::Name("opening"),
            Column::Place => self.place(opening.place),
            Column::Spaces => number(opening.spaces),
            Column::Closed => Cell::Flag(opening.closed),
            Column::At
            | Column::AtMillis
            | Column::Replication
            | Column::Visit
            | Column::Arrivals
            | Column::Space
            | Column::Activity
            | Column::WaitsFor
            | Column::Exit
            | Column::Attribute(_) => Cell::Empty,
        }
    }

    /// The name of a kind, its activity, and the place for which the visit waits.
    fn said(&self, kind: &MovementKind) -> (&'static str, Option<&str>, Option<PlaceId>) {
        let (name, activity, waits_for) = match *kind {
            MovementKind::Arrived { .. } => ("arrived", None, None),
            MovementKind::Waits { activity, place } => ("waits", Some(activity), place),
            MovementKind::Parked { activity, place } => ("parked", Some(activity), Some(place)),
            MovementKind::Moved { activity } => ("moved", Some(activity), None),
            MovementKind::Placed => ("placed", None, None),
            MovementKind::Begins { activity } => ("begins", Some(activity), None),
            MovementKind::Paused { activity } => ("paused", Some(activity), None),
            MovementKind::Ended { activity } => ("ended", Some(activity), None),
            MovementKind::FitToLeave => ("fit_to_leave", None, None),
            MovementKind::NeedsFewer { .. } => ("needs_fewer", None, None),
            MovementKind::Left { .. } => ("left", None, None),
        };
        (name, activity.map(|activity| self.activities[activity.index()].as_str()), waits_for)
    }

    fn place(&self, place: PlaceId) -> Cell<'_> {
        Cell::Name(&self.hospital.places[place.index()].name)
    }

    /// A visit as files write it.
    pub(crate) fn visit_text(&self, visit: VisitId) -> String {
        format!("{}-{}", self.hospital.arrivals[visit.arrivals().index()].name, visit.number())
    }
}

fn number(number: Option<u32>) -> Cell<'static> {
    number.map_or(Cell::Empty, |number| Cell::Whole(i64::from(number)))
}
