//! Measures of a pathway: of the visits that begin on it.

use super::{Definition, Measure, OURS, Origin, QUEUEING, by_class, row};

/// A measure of the visits whose stream of arrivals begins on a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum PathwayMeasure {
    Arrivals,
    Throughput,
    VisitTime,
    LeftBeforeSeenShare,
    TurnedAwayShare,
}

const fn of(
    measure: PathwayMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
    origin: Origin,
) -> Definition {
    by_class(row(Measure::Pathway(measure), names, title, definition, origin))
}

pub(super) const TABLE: [Definition; 5] = [
    of(
        PathwayMeasure::Arrivals,
        ("arrivals", "a day"),
        "arrivals",
        "Visits that arrived with a stream of arrivals that begins on this pathway, wherever they go later.",
        OURS,
    ),
    of(
        PathwayMeasure::Throughput,
        ("throughput", "a day"),
        "throughput",
        "Visits that left, other than turned away or before being seen.",
        OURS,
    ),
    of(
        PathwayMeasure::VisitTime,
        ("visit_time", "h"),
        "time of a visit",
        "Mean time from arrival to leaving, over visits that left other than turned away; time in places outside the hospital is part of it.",
        QUEUEING,
    ),
    of(
        PathwayMeasure::LeftBeforeSeenShare,
        ("left_before_seen_share", "share"),
        "left before seen",
        "Visits that left by a way out of kind left before seen, of all that left.",
        OURS,
    ),
    of(
        PathwayMeasure::TurnedAwayShare,
        ("turned_away_share", "share"),
        "turned away",
        "Visits that left by a way out of kind turned away, of all that left.",
        OURS,
    ),
];
