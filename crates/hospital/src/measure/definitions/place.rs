//! Measures of a place.

use super::{Definition, Measure, OURS, Origin, QUEUEING, row};

/// A measure of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum PlaceMeasure {
    Occupancy,
    OccupiedSpaces,
    OccupiedSpacesP05,
    OccupiedSpacesMedian,
    OccupiedSpacesP95,
    CareLoad,
    FullShare,
    QueueLength,
    Parked,
    WaitingToMove,
    KeptAfter,
    Present,
    ClosedSpaces,
    ClosedForStaff,
    Throughput,
    LengthOfStay,
    Cost,
}

const fn of(
    measure: PlaceMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
    origin: Origin,
) -> Definition {
    row(Measure::Place(measure), names, title, definition, origin)
}

pub(super) const TABLE: [Definition; 17] = [
    of(
        PlaceMeasure::Occupancy,
        ("occupancy", "share"),
        "occupancy",
        "Occupied of open spaces, both as means over time. Open are those of the roster less those closed and empty, and at least those occupied. In care rounds that are counted in care visits a day, those needed of those that can be made. An unlimited place has none.",
        OURS,
    ),
    of(
        PlaceMeasure::OccupiedSpaces,
        ("occupied_spaces", "spaces"),
        "occupied",
        "Mean number of occupied spaces. In care rounds that are counted in care visits a day, people cared for.",
        OURS,
    ),
    of(
        PlaceMeasure::OccupiedSpacesP05,
        ("occupied_spaces_p05", "spaces"),
        "occupied, 5 %",
        "The number of occupied spaces that was not exceeded for 5 % of the time.",
        OURS,
    ),
    of(
        PlaceMeasure::OccupiedSpacesMedian,
        ("occupied_spaces_median", "spaces"),
        "occupied, median",
        "The number of occupied spaces that was not exceeded for half of the time.",
        OURS,
    ),
    of(
        PlaceMeasure::OccupiedSpacesP95,
        ("occupied_spaces_p95", "spaces"),
        "occupied, 95 %",
        "The number of occupied spaces that was not exceeded for 95 % of the time.",
        OURS,
    ),
    of(
        PlaceMeasure::CareLoad,
        ("care_load", "a day"),
        "care visits",
        "Mean number of care visits a day needed by those cared for, in care rounds that are counted in care visits a day; other places have none.",
        OURS,
    ),
    of(
        PlaceMeasure::FullShare,
        ("full_share", "share"),
        "full",
        "Share of the time in which no further visit could be placed: as many spaces occupied as the roster has, or the place closed. Spaces being cleaned count as free. In care rounds that are counted in care visits a day, too few left for a newcomer.",
        QUEUEING,
    ),
    of(
        PlaceMeasure::QueueLength,
        ("queue_length", "visits"),
        "queue",
        "Mean number of visits that wait for the place and have no space anywhere.",
        QUEUEING,
    ),
    of(
        PlaceMeasure::Parked,
        ("parked", "visits"),
        "held outside",
        "Mean number of visits held outside the place.",
        OURS,
    ),
    of(
        PlaceMeasure::WaitingToMove,
        ("waiting_to_move", "visits"),
        "waiting to move on",
        "Mean number of visits that have a space here and wait for a space in another place.",
        OURS,
    ),
    of(
        PlaceMeasure::KeptAfter,
        ("kept_after", "visits"),
        "kept after the end",
        "Mean number of visits that have a space here while their last activity has ended and they have asked for no other.",
        OURS,
    ),
    of(
        PlaceMeasure::Present,
        ("present", "visits"),
        "present",
        "Mean number of visits that have a space here or wait for the place without a space anywhere.",
        QUEUEING,
    ),
    of(
        PlaceMeasure::ClosedSpaces,
        ("closed_spaces", "spaces"),
        "closed and empty",
        "Mean number of spaces that nobody has while the place is closed; care visits a day where those are counted. An unlimited place has none.",
        OURS,
    ),
    of(
        PlaceMeasure::ClosedForStaff,
        ("closed_for_staff", "spaces"),
        "spaces closed for want of staff",
        "Mean number of spaces of the roster that are not open because too few staff are present, with those that somebody is still in. Given where staff open spaces.",
        OURS,
    ),
    of(
        PlaceMeasure::Throughput,
        ("throughput", "a day"),
        "throughput",
        "Visits that took a space here and came from elsewhere.",
        QUEUEING,
    ),
    of(
        PlaceMeasure::LengthOfStay,
        ("length_of_stay", "h"),
        "time here",
        "Mean time from taking a space here to leaving the place, over visits that left it.",
        QUEUEING,
    ),
    of(
        PlaceMeasure::Cost,
        ("cost", "£ a day"),
        "cost",
        "Occupied spaces at their cost a day and open spaces at theirs; care visits a day where those are counted. In an unlimited place those occupied are open.",
        OURS,
    ),
];
