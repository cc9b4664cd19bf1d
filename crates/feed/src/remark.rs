//! What is odd about a message that was read all the same.

use std::fmt;

/// Something odd, or something of a message that nothing was made of. Kept, so that nothing is passed over in silence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// What sort of oddity it is, for counting.
    pub kind: RemarkKind,
    /// Where: a segment, or segment and field.
    pub place: String,
    /// What stands there.
    pub found: String,
}

/// Sorts of oddities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// No character set is named and the bytes are not UTF-8: the fallback was used.
    CharacterSetMissing,
    /// The character set that is named is not known, or is not that of the bytes: UTF-8 was used if they are that,
    /// otherwise the fallback.
    CharacterSetWrong,
    /// A line is no segment. It is kept in the message; nothing was made of it.
    MalformedLine,
    /// The kind of the message was taken from EVN-1, for MSH-9 does not say it (versions before 2.2).
    EventFromEvn,
    /// No version is named.
    VersionMissing,
    /// There is no visit number: another identifier stands for it.
    NoVisitNumber,
    /// There is no identifier of the patient.
    NoPatient,
    /// No place is mapped to the location: the visit is in hospital, and in no place.
    UnknownLocation,
    /// The place is known and the bed is not: the visit has a space of the place.
    UnknownBed,
    /// A time cannot be read; another of the message was used.
    BadTime,
    /// Only the day is told: midnight was used.
    CoarseTime,
    /// A code is not mapped: what the mapping has for all others was used.
    OtherCode,
}

impl RemarkKind {
    /// Every sort, with its name.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::CharacterSetMissing, "character_set_missing"),
        (Self::CharacterSetWrong, "character_set_wrong"),
        (Self::MalformedLine, "malformed_line"),
        (Self::EventFromEvn, "event_from_evn"),
        (Self::VersionMissing, "version_missing"),
        (Self::NoVisitNumber, "no_visit_number"),
        (Self::NoPatient, "no_patient"),
        (Self::UnknownLocation, "unknown_location"),
        (Self::UnknownBed, "unknown_bed"),
        (Self::BadTime, "bad_time"),
        (Self::CoarseTime, "coarse_time"),
        (Self::OtherCode, "other_code"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }
}

impl Remark {
    pub(crate) fn new(kind: RemarkKind, place: impl Into<String>, found: impl Into<String>) -> Self {
        Self { kind, place: place.into(), found: found.into() }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (`{}`)", self.place, self.kind.name(), self.found)
    }
}
