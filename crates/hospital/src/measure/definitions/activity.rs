//! Measures of an activity.

use super::{Definition, Measure, OURS, Origin, QUEUEING, by_class, row};

/// A measure of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum ActivityMeasure {
    WaitingTime,
    WaitingTimeMedian,
    WaitingTimeP95,
    WaitedShare,
    ActivityTime,
    TotalTime,
    Begun,
    Throughput,
    LeftBeforeSeenShare,
    QueueLength,
    InActivity,
}

const fn of(
    measure: ActivityMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
    origin: Origin,
) -> Definition {
    row(Measure::Activity(measure), names, title, definition, origin)
}

pub(super) const TABLE: [Definition; 11] = [
    by_class(of(
        ActivityMeasure::WaitingTime,
        ("waiting_time", "h"),
        "wait",
        "Mean time from asking for the activity until it first begins or the visit gives up waiting, over all who asked; those for whom it began at once count with none. A visit asks when its activity before has ended and it need not stay where it is, or when it arrives. Time held outside a place is part of the wait.",
        QUEUEING,
    )),
    of(
        ActivityMeasure::WaitingTimeMedian,
        ("waiting_time_median", "h"),
        "wait, median",
        "The wait that half of those who asked did not exceed, to about 3 %.",
        OURS,
    ),
    of(
        ActivityMeasure::WaitingTimeP95,
        ("waiting_time_p95", "h"),
        "wait, 95 %",
        "The wait that 95 % of those who asked did not exceed, to about 3 %.",
        OURS,
    ),
    by_class(of(
        ActivityMeasure::WaitedShare,
        ("waited_share", "share"),
        "had to wait",
        "Those who waited for any time, of all who asked.",
        QUEUEING,
    )),
    of(
        ActivityMeasure::ActivityTime,
        ("activity_time", "h"),
        "time in it",
        "Mean time from first beginning to the end, interruptions included, over those that ended.",
        QUEUEING,
    ),
    by_class(of(
        ActivityMeasure::TotalTime,
        ("total_time", "h"),
        "wait and time in it",
        "Mean time from asking to the end, over those that ended.",
        QUEUEING,
    )),
    by_class(of(ActivityMeasure::Begun, ("begun", "a day"), "begun", "Visits for which it began.", OURS)),
    of(ActivityMeasure::Throughput, ("throughput", "a day"), "ended", "Visits for which it ended.", QUEUEING),
    by_class(of(
        ActivityMeasure::LeftBeforeSeenShare,
        ("left_before_seen_share", "share"),
        "gave up waiting",
        "Those who gave up waiting before it began, whatever they did next, of all who asked and either began or gave up.",
        QUEUEING,
    )),
    of(
        ActivityMeasure::QueueLength,
        ("queue_length", "visits"),
        "waiting",
        "Mean number of visits that have asked and neither begun nor given up: with a space, without one, or held outside.",
        QUEUEING,
    ),
    of(
        ActivityMeasure::InActivity,
        ("in_activity", "visits"),
        "in it",
        "Mean number of visits between first beginning and end, interrupted ones included.",
        QUEUEING,
    ),
];
