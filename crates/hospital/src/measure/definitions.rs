//! What every figure means: definitions are data, with a source and a version, because they change every year.

mod activity;
mod delay;
mod hospital;
mod infection;
mod moves;
mod outcome;
mod pathway;
mod payer;
mod place;
mod rule;
mod staff;
mod team;

pub use activity::ActivityMeasure;
pub use delay::DelayMeasure;
pub use hospital::HospitalMeasure;
pub use pathway::PathwayMeasure;
pub use payer::PayerMeasure;
pub use place::PlaceMeasure;
pub use rule::RuleMeasure;
pub use team::TeamMeasure;

/// What a figure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name in files and results; may stand for several definitions, one a level.
    pub id: &'static str,
    /// Which measure it is, and of what: the level.
    pub measure: Measure,
    /// The unit: `h`, `days`, `a day`, `visits`, `spaces`, `share` (0 to 1) or `£ a day`.
    pub unit: &'static str,
    /// A few words for a table.
    pub title: &'static str,
    /// The meaning, in sentences.
    pub definition: &'static str,
    /// Whose definition it is.
    pub source: &'static str,
    /// Which edition of it.
    pub version: &'static str,
    /// Whether it is also given for each class of visits.
    pub by_class: bool,
}

/// A measure and what it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Of the hospital.
    Hospital(HospitalMeasure),
    /// Of a place.
    Place(PlaceMeasure),
    /// Of an activity.
    Activity(ActivityMeasure),
    /// Of a pathway.
    Pathway(PathwayMeasure),
    /// Of a rule.
    Rule(RuleMeasure),
    /// Of a payer.
    Payer(PayerMeasure),
    /// Of a reason of delay.
    Delay(DelayMeasure),
    /// Of a team of staff.
    Team(TeamMeasure),
}

/// A definition by its position in [`definitions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(u16);

impl MeasureId {
    /// Its definition.
    pub fn definition(self) -> &'static Definition {
        &TABLE[self.0 as usize]
    }

    /// Where it stands in [`definitions`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// All of them, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TABLE.len() as u16).map(Self)
    }
}

const PARTS: [&[Definition]; 12] = [
    &hospital::TABLE,
    &moves::TABLE,
    &outcome::TABLE,
    &infection::TABLE,
    &staff::TABLE,
    &place::TABLE,
    &activity::TABLE,
    &pathway::TABLE,
    &rule::TABLE,
    &payer::TABLE,
    &delay::TABLE,
    &team::TABLE,
];
const SIZE: usize = {
    let (mut size, mut part) = (0, 0);
    while part < PARTS.len() {
        size += PARTS[part].len();
        part += 1;
    }
    size
};

static TABLE: [Definition; SIZE] = {
    let mut table = [PARTS[0][0]; SIZE];
    let (mut part, mut row, mut size) = (0, 0, 0);
    while part < PARTS.len() {
        if row == PARTS[part].len() {
            (part, row) = (part + 1, 0);
        } else {
            table[size] = PARTS[part][row];
            (row, size) = (row + 1, size + 1);
        }
    }
    table
};

/// Every definition: of the hospital, of places, of activities, of pathways, of rules, of payers, of reasons of delay, of teams.
pub fn definitions() -> &'static [Definition] {
    &TABLE
}

/// The position of a measure's definition.
pub fn definition(measure: Measure) -> Option<MeasureId> {
    MeasureId::all().find(|id| id.definition().measure == measure)
}

/// Whose definition, and which edition.
type Origin = (&'static str, &'static str);

/// Ours.
const OURS: Origin = ("Onward", "1");
/// Who is fit to leave.
const FIT: Origin = ("Onward, after NHS England's discharge situation report: no criteria to reside", "2024");
/// Of queueing theory.
const QUEUEING: Origin = ("Onward, as queueing theory has it", "1");

const fn row(
    measure: Measure,
    (id, unit): (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
    (source, version): Origin,
) -> Definition {
    Definition { id, measure, unit, title, definition, source, version, by_class: false }
}

const fn by_class(row: Definition) -> Definition {
    Definition { by_class: true, ..row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_means_one_thing_a_level() {
        let level = |row: &Definition| std::mem::discriminant(&row.measure);
        for (number, row) in definitions().iter().enumerate() {
            assert!(!row.definition.is_empty() && row.definition.ends_with('.'), "{}", row.id);
            for other in &definitions()[number + 1..] {
                assert!(row.measure != other.measure, "{}", row.id);
                assert!(row.id != other.id || level(row) != level(other), "{}", row.id);
            }
        }
    }

    #[test]
    fn words_not_to_write_are_not_written() {
        let banned =
            ["utilisation", "abandon", "kpi", "episode", "entity", "client", "prognosis", "stakeholder"];
        for row in definitions() {
            assert!(banned.iter().all(|word| !row.id.contains(word)), "{}", row.id);
        }
    }
}
