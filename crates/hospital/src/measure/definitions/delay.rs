//! Measures of a reason why visits that are fit to leave are still in hospital.

use super::{Definition, FIT, Measure, row};

/// A measure of a reason of delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum DelayMeasure {
    Count,
    Share,
    Time,
    Delays,
}

const fn of(
    measure: DelayMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
) -> Definition {
    row(Measure::Delay(measure), names, title, definition, FIT)
}

pub(super) const TABLE: [Definition; 4] = [
    of(
        DelayMeasure::Count,
        ("delayed_count", "visits"),
        "delayed for it",
        "Mean number of visits that are fit to leave and still in hospital for this reason: the bed-days a day that it takes. The reason is that of the activity which the visit waits for, is in, or has ended and not yet left behind. All reasons together, those of activities without one among them, are `fit_to_leave_count`. Given where a reason is named, as all measures of reasons.",
    ),
    of(
        DelayMeasure::Share,
        ("delayed_share", "share"),
        "of all delay",
        "Of all time that visits were fit to leave and still in hospital, the part with this reason.",
    ),
    of(
        DelayMeasure::Time,
        ("delay_time", "days"),
        "delay",
        "Mean time that a visit is delayed for this reason at a stretch, over stretches of some length that ended. A visit may be delayed for one reason after another.",
    ),
    of(
        DelayMeasure::Delays,
        ("delays", "a day"),
        "delays",
        "Stretches of delay with this reason that ended.",
    ),
];
