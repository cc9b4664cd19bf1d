//! Where somebody is, as messages say it (HL7 v2, 2.A.53 PL): point of care, room, bed, facility and more.

use std::fmt;

use crate::message::Value;

/// A location of a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Location {
    /// PL.1, usually the ward or department.
    pub point_of_care: String,
    /// PL.2, the room or bay.
    pub room: String,
    /// PL.3.
    pub bed: String,
    /// PL.4, the hospital or site.
    pub facility: String,
    /// PL.5, the state of the bed.
    pub status: String,
    /// PL.6, what sort of location it is.
    pub kind: String,
    /// PL.7.
    pub building: String,
    /// PL.8.
    pub floor: String,
    /// PL.9.
    pub description: String,
}

impl Location {
    /// Reads a field. Of parts that have parts of their own, the first is the name.
    pub fn of(field: Value<'_>) -> Self {
        let part = |number: usize| {
            let part = field.component(number).subcomponent(1);
            if part.is_null() { String::new() } else { part.trimmed() }
        };
        Self {
            point_of_care: part(1),
            room: part(2),
            bed: part(3),
            facility: part(4),
            status: part(5),
            kind: part(6),
            building: part(7),
            floor: part(8),
            description: part(9),
        }
    }

    /// Whether it says nothing of where.
    pub fn is_nowhere(&self) -> bool {
        let where_to =
            [&self.point_of_care, &self.room, &self.bed, &self.building, &self.floor, &self.description];
        where_to.iter().all(|part| part.is_empty()) && self.facility.is_empty()
    }
}

/// `ward^bay^bed^site`, without what is empty at the end.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.point_of_care, &self.room, &self.bed, &self.facility].map(String::as_str);
        f.write_str(parts.join("^").trim_end_matches('^'))
    }
}
