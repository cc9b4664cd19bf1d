//! Keys of activities.

use super::payments::PAID_BY;
use super::{Part, Shape, optional, required};

/// `[pathway.NAME.ACTIVITY]`.
pub(crate) static ACTIVITY: Part = Part {
    id: "activity",
    heading: "[pathway.NAME.ACTIVITY]",
    title: "[pathway.NAME.ACTIVITY]",
    doc: "One step of a pathway. With neither `at` nor `into` it takes place where the visit is.",
    keys: &[
        optional(
            "at",
            Shape::By(&Shape::Name("a place")),
            "where the visit is",
            "The one place where it is done.",
            "at = \"ed\"",
        ),
        optional(
            "into",
            Shape::By(&Shape::Places),
            "where the visit is",
            "Places in order of preference. `\"any X\"` is all places that accept the value X or are of kind X; places in a list of their own are equally good.",
            "into = [\"ward_3\", \"any medicine\", \"any ward\"]",
        ),
        optional(
            "fall_back_after",
            Shape::Duration,
            "all entries from the start",
            "How long a visit waits for the entries of `into` so far before it accepts the next one too.",
            "fall_back_after = \"4 h\"",
        ),
        optional(
            "while_waiting",
            Shape::Word(&["hold", "queue", "leave"]),
            "\"hold\"",
            "What a visit that must wait for a space does with the one it has: keeps it, gives it up, or does not wait and is turned away.",
            "while_waiting = \"queue\"",
        ),
        optional(
            "uses",
            Shape::Map(&Shape::People),
            "nothing",
            "Units of resources, seized together once the visit has its space and freed when the activity ends.",
            "uses = { ed_doctor = 1 }",
        ),
        optional(
            "time",
            Shape::By(&Shape::Distribution),
            "no time",
            "How long it lasts.",
            "time = { lognormal = { mean = \"6 days\", cv = 1.3 } }",
        ),
        optional(
            "patience",
            Shape::By(&Shape::Distribution),
            "for ever",
            "How long a visit waits for it to begin before it gives up.",
            "patience = { exponential = \"4 h\" }",
        ),
        required(
            "next",
            Shape::By(&Shape::Next),
            "What follows: an activity of this pathway, `\"pathway.activity\"` or an exit, or several with shares that sum to 1.",
            "next = { home = 0.8, package = 0.2 }",
        ),
        optional(
            "when_refused",
            Shape::Name("an activity or exit"),
            "\"turned_away\"",
            "What follows for a visit that is turned away.",
            "when_refused = \"elsewhere\"",
        ),
        optional(
            "when_impatient",
            Shape::Name("an activity or exit"),
            "\"left_before_seen\"",
            "What follows for a visit whose patience ends.",
            "when_impatient = \"left_before_seen\"",
        ),
        optional(
            "keep_after",
            Shape::Map(&Shape::By(&Shape::Distribution)),
            "no time",
            "For what is next, how long the visit stays in its space after the activity's end before it goes on to that.",
            "keep_after = { package = { exponential = \"2 days\" } }",
        ),
        optional(
            "move_on",
            Shape::Table(&MOVE_ON),
            "stays to the end",
            "After how long a visit whose `time` is not over asks for another activity elsewhere, and goes on with what is left there.",
            "move_on = { after = \"72 h\", to = \"ward\" }",
        ),
        optional(
            "fit_to_leave",
            Shape::Flag,
            "false",
            "Whether the visit is fit to leave when the activity ends: delays are counted from then.",
            "fit_to_leave = true",
        ),
        optional(
            "delay_reason",
            Shape::Text,
            "\"other\"",
            "Why a visit that is fit to leave, and waits for this activity or is in it, is still in hospital. Activities with the same words have the same reason.",
            "delay_reason = \"home care\"",
        ),
        optional(
            "cancels",
            Shape::Flag,
            "false",
            "Whether each time it begins counts as an elective cancelled on the day.",
            "cancels = true",
        ),
        optional("cost", Shape::Money, "\"£0\"", "Cost each time it begins.", "cost = \"£120\""),
        PAID_BY,
        optional(
            "income",
            Shape::Money,
            "\"£0\"",
            "What it brings its `paid_by` each time it begins.",
            "income = \"£3,200\"",
        ),
        optional(
            "income_from",
            Shape::Name("a payer"),
            "nobody",
            "Who pays the income: it is this payer's cost.",
            "income_from = \"icb\"",
        ),
    ],
    names: None,
};

/// `move_on = { … }` of an activity.
pub(crate) static MOVE_ON: Part = Part {
    id: "move_on",
    heading: "move_on = { … }",
    title: "`move_on`",
    doc: "A stay that goes on elsewhere once it has lasted for long enough. The visit keeps its space until it has the other, and what is left of its `time` runs on meanwhile.",
    keys: &[
        required(
            "after",
            Shape::Duration,
            "How long after the activity has begun. Time in which it rests does not count.",
            "after = \"72 h\"",
        ),
        required(
            "to",
            Shape::Name("an activity"),
            "The activity that it asks for: one in hospital, with places, that visits wait for in their space, for as long as it takes, and that uses no resources. For a visit that comes in this way it lasts for what is left.",
            "to = \"ward\"",
        ),
    ],
    names: None,
};
