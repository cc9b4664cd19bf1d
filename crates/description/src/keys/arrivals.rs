//! Keys of arrivals.

use super::{Part, Shape, optional, required};

/// `[arrivals.NAME]`.
pub(crate) static ARRIVALS: Part = Part {
    id: "arrivals",
    heading: "[arrivals.NAME]",
    title: "[arrivals.NAME]",
    doc: "A stream of arrivals. Give exactly one of `rate`, `every`, `visits` and `visits_from`; the keys from `by_hour` to `dispersion` belong to `rate`.",
    keys: &[
        optional(
            "rate",
            Shape::Rate,
            "one of the four",
            "A Poisson stream of so many, on average over the year.",
            "rate = \"74 / day\"",
        ),
        optional(
            "every",
            Shape::Distribution,
            "one of the four",
            "One after another with times between them drawn from a distribution; the first after one such time.",
            "every = \"7 min\"",
        ),
        optional(
            "visits",
            Shape::List(&Shape::Table(&VISIT)),
            "one of the four",
            "Known visits, by time since `start`.",
            "visits = [{ at = \"7.5 h\", acuity = \"high\", times = [\"4 h\"] }]",
        ),
        optional(
            "visits_from",
            Shape::Text,
            "one of the four",
            "Known visits in a CSV file beside this one: a column `at` (durations) or `at_hours` or `at_days` (numbers), one column for each attribute given, and `times` (durations, separated by `;`) or `time_hours` or `time_days` (a number).",
            "visits_from = \"visits.csv\"",
        ),
        optional(
            "by_hour",
            Shape::Steps,
            "even over the day",
            "Weights of equal steps of the day from midnight, any number of them: 24 are hours.",
            "by_hour = [1, 1, 2, 3, 3, 2]",
        ),
        optional(
            "by_weekday",
            Shape::Numbers(7),
            "even over the week",
            "Weights of the weekdays from Monday.",
            "by_weekday = [1.1, 1, 1, 1, 1, 0.9, 0.9]",
        ),
        optional(
            "by_month",
            Shape::Numbers(12),
            "even over the year",
            "Weights of the months from January.",
            "by_month = [1.1, 1.1, 1, 1, 1, 1, 1, 0.9, 0.9, 1, 1, 1.1]",
        ),
        optional(
            "season",
            Shape::Table(&SEASON),
            "even over the year",
            "A wave over the year, instead of `by_month`.",
            "season = { peak = \"01-15\", amplitude = 0.08 }",
        ),
        optional(
            "dispersion",
            Shape::Number,
            "1",
            "Variance over mean of a day's count: 1 is Poisson, more is days that are busy or quiet as a whole.",
            "dispersion = 1.3",
        ),
        required(
            "pathway",
            Shape::Name("a pathway"),
            "The pathway they take, from its first activity in the file, or from the one named: `\"emergency.assess\"`.",
            "pathway = \"emergency\"",
        ),
        optional(
            "patient",
            Shape::Map(&Shape::Either(&[Shape::Name("a value"), Shape::By(&Shape::Shares)])),
            "as `[patient.NAME]` says",
            "Shares of attribute values that hold for this stream instead; a value alone is everyone's.",
            "patient = { acuity = { high = 0.3, middle = 0.4, low = 0.3 } }",
        ),
    ],
    names: None,
};

/// `season = { … }`.
pub(crate) static SEASON: Part = Part {
    id: "season",
    heading: "season = { … }",
    title: "`season`",
    doc: "A cosine over the year.",
    keys: &[
        required("peak", Shape::Day, "The day on which most come, month and day.", "peak = \"01-15\""),
        required(
            "amplitude",
            Shape::Number,
            "How much above the mean the peak is, as a share of the mean, from 0 to 1.",
            "amplitude = 0.08",
        ),
    ],
    names: None,
};

/// A visit of `visits = [ … ]`.
pub(crate) static VISIT: Part = Part {
    id: "visit",
    heading: "a visit of visits = [ … ]",
    title: "this visit",
    doc: "A known visit. Attributes may be given by their names; the others are drawn.",
    keys: &[
        required("at", Shape::Duration, "When it arrives, since `start`.", "at = \"7.5 h\""),
        optional(
            "times",
            Shape::List(&Shape::Duration),
            "drawn by chance",
            "Lengths of its activities, in the order in which they are drawn; beyond them they are drawn by chance.",
            "times = [\"4 h\", \"30 min\"]",
        ),
    ],
    names: Some(Shape::Name("a value")),
};
