//! Messages that are not understood, and why.

use std::fmt;

/// Something that is no movement: kept, counted and shown. Nothing stops over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// What sort of fault it is, for counting.
    pub code: Code,
    /// Where: a segment, or segment and field such as `PV1-3`.
    pub place: String,
    /// What stands there.
    pub found: String,
    /// What would be right.
    pub instead: String,
    /// MSH-10, if there is one.
    pub control_id: Option<String>,
    /// Everything that came, as it came.
    pub bytes: Box<[u8]>,
}

/// Sorts of faults. Their names are for counting and do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The bytes are no HL7 v2 message.
    NotHl7,
    /// The separators of the header cannot be.
    Delimiters,
    /// It is longer than a message may be.
    TooLong,
    /// Its characters cannot be read.
    CharacterSet,
    /// It is of a version that is not read.
    Version,
    /// It is a part of a message that was sent in several.
    Fragment,
    /// It is no message about where patients are.
    NotAdt,
    /// It is of a kind that is not read.
    EventNotRead,
    /// A line that should be a segment that matters is none.
    MalformedSegment,
    /// A segment without which it means nothing is not there.
    MissingSegment,
    /// A segment is there more often than it may be.
    RepeatedSegment,
    /// No identifier says whose it is.
    NoIdentifier,
    /// It moves somebody and does not say where to.
    NoLocation,
    /// No time says when it happened.
    NoTime,
    /// A time cannot be read.
    BadTime,
    /// A value is none of those that it may be.
    BadValue,
    /// More visits came than can be numbered.
    TooMany,
    /// A batch holds another number of messages than it says.
    BatchCount,
}

impl Code {
    /// Every sort, with its name and with what it is in a few words.
    pub const ALL: [(Self, &'static str, &'static str); 18] = [
        (Self::NotHl7, "not_hl7", "this is no HL7 v2 message"),
        (Self::Delimiters, "delimiters", "the separators cannot be"),
        (Self::TooLong, "too_long", "it is longer than a message may be"),
        (Self::CharacterSet, "character_set", "its characters cannot be read"),
        (Self::Version, "version", "messages of this version are not read"),
        (Self::Fragment, "fragment", "it is a part of a message that was sent in several"),
        (Self::NotAdt, "not_adt", "it says nothing about where patients are"),
        (Self::EventNotRead, "event_not_read", "messages of this kind are not read"),
        (Self::MalformedSegment, "malformed_segment", "the line is no segment"),
        (Self::MissingSegment, "missing_segment", "a segment is missing"),
        (Self::RepeatedSegment, "repeated_segment", "the segment is there more than once"),
        (Self::NoIdentifier, "no_identifier", "nothing says whose it is"),
        (Self::NoLocation, "no_location", "nothing says where to"),
        (Self::NoTime, "no_time", "nothing says when"),
        (Self::BadTime, "bad_time", "this is no time"),
        (Self::BadValue, "bad_value", "this is none of the values that it may be"),
        (Self::TooMany, "too_many", "more visits came than can be numbered"),
        (Self::BatchCount, "batch_count", "the batch holds another number of messages than it says"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }

    fn what(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("", |it| it.2)
    }
}

/// The widest value that is shown.
const WIDEST: usize = 80;

impl Rejected {
    pub(crate) fn at(
        code: Code,
        place: impl Into<String>,
        found: impl Into<String>,
        instead: impl Into<String>,
    ) -> Self {
        let (place, found, instead) = (place.into(), found.into(), instead.into());
        Self { code, place, found, instead, control_id: None, bytes: Box::default() }
    }

    pub(crate) fn with(self, bytes: &[u8], control_id: Option<String>) -> Self {
        Self { bytes: bytes.into(), control_id, ..self }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.code.what())?;
        if !self.found.is_empty() {
            let shown: String =
                self.found.chars().take(WIDEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
            let more = if self.found.chars().nth(WIDEST).is_some() { "…" } else { "" };
            write!(f, " (`{shown}{more}`)")?;
        }
        write!(f, "; {}", self.instead)
    }
}

impl std::error::Error for Rejected {}
