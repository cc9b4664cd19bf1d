//! Keys of what changes in the course of a run: shocks and rules.

use super::payments::PAID_BY;
use super::{Part, Shape, optional, required};

/// A date, or a time since the start.
pub(super) const MOMENT: Shape = Shape::Either(&[Shape::Date, Shape::Duration]);

/// `[shock.NAME]`.
pub(crate) static SHOCK: Part = Part {
    id: "shock",
    heading: "[shock.NAME]",
    title: "[shock.NAME]",
    doc: "Something that happens to the hospital at dates, without being chosen: a winter, bank holidays, a day without computers. Its changes hold for as long as it lasts, over what the file and the options say.",
    keys: &[
        optional(
            "from",
            MOMENT,
            "from the start",
            "When it begins: a date, with or without time of day, or a time since `start` such as `\"90 days\"`.",
            "from = \"2026-12-01\"",
        ),
        optional("until", MOMENT, "for good", "When it is over.", "until = \"2027-03-01\""),
        optional(
            "dates",
            Shape::List(&MOMENT),
            "–",
            "Instead of `from` and `until`, several times at which it begins, in order; it lasts as long as `lasts` each time.",
            "dates = [\"2026-04-03\", \"2026-04-06\", \"2026-05-04\"]",
        ),
        optional(
            "lasts",
            Shape::Duration,
            "`\"1 day\"` with `dates`",
            "How long it lasts each time, instead of `until`.",
            "lasts = \"36 h\"",
        ),
        optional(
            "every",
            Shape::Duration,
            "once",
            "It comes again, so long after it began, and again.",
            "every = \"4 weeks\"",
        ),
        optional(
            "active",
            Shape::Flag,
            "`true`",
            "Whether it happens at all. A setting or an option may say so.",
            "active = true",
        ),
        required(
            "changes",
            Shape::List(&Shape::Table(&ALTERED)),
            "What is different meanwhile.",
            "changes = [{ set = \"resource.scanner.units\", to = \"0 scanners\" }]",
        ),
    ],
    names: None,
};

/// A change of a shock.
pub(crate) static ALTERED: Part = Part {
    id: "altered",
    heading: "a change of changes = [ … ] of a shock",
    title: "this change",
    doc: "One value of the file, and what it is meanwhile.",
    keys: &[
        required("set", Shape::Text, "The path of the value.", "set = \"resource.scanner.units\""),
        required(
            "to",
            Shape::Any,
            "What it is meanwhile, as it would be written there.",
            "to = \"0 scanners\"",
        ),
    ],
    names: None,
};

/// `[rule.NAME]`.
pub(crate) static RULE: Part = Part {
    id: "rule",
    heading: "[rule.NAME]",
    title: "[rule.NAME]",
    doc: "What the hospital does by itself when it is in a state, until it is in another. Its changes hold while it is on, over everything else.",
    keys: &[
        required(
            "when",
            Shape::Table(&WHEN),
            "The state in which it comes on.",
            "when = { measure = \"boarding_count\", above = 12, for = \"2 h\" }",
        ),
        required(
            "until",
            Shape::Table(&UNTIL),
            "The state in which it goes off again. It should be well apart from `when`, or last, or the rule goes on and off all the time.",
            "until = { below = 8, for = \"4 h\" }",
        ),
        required(
            "do",
            Shape::List(&Shape::Table(&DO)),
            "What is different while it is on.",
            "do = [{ set = \"place.ward_3.spaces\", to = \"34 beds\", cost = \"£900 / day\" }]",
        ),
        optional(
            "delay",
            Shape::Duration,
            "none",
            "From the decision until the changes take effect. It passes even if the state passes sooner. Going off takes effect at once.",
            "delay = \"1 h\"",
        ),
        optional(
            "active",
            Shape::Flag,
            "`true`",
            "Whether there is such a rule at all. A setting or an option may say so.",
            "active = true",
        ),
    ],
    names: None,
};

const ABOVE: &str =
    "The state holds while the measure is larger than this. A share may be written `\"95%\"`.";
const BELOW: &str = "The state holds while the measure is smaller than this.";

/// `when = { … }` of a rule.
pub(crate) static WHEN: Part = Part {
    id: "when",
    heading: "when = { … }",
    title: "`when`",
    doc: "A measure that has been above or below a bound for some time without a break. Exactly one of `above` and `below`.",
    keys: &[
        required(
            "measure",
            Shape::Text,
            "What is looked at: of the hospital `boarding_count`, `fit_to_leave_count`, `occupancy`, `occupied_spaces` or `closed_spaces`; of a place `place.NAME.` with `occupancy`, `occupied_spaces`, `queue_length`, `present`, `parked`, `waiting_to_move`, `kept_after` or `closed_spaces`. They are the [measures](measures.md) of these names at the moment.",
            "measure = \"place.ed.queue_length\"",
        ),
        optional("above", Shape::Number, "–", ABOVE, "above = 12"),
        optional("below", Shape::Number, "–", BELOW, "below = 0.9"),
        optional("for", Shape::Duration, "at once", "For how long without a break.", "for = \"2 h\""),
    ],
    names: None,
};

/// `until = { … }` of a rule.
pub(crate) static UNTIL: Part = Part {
    id: "until",
    heading: "until = { … }",
    title: "`until`",
    doc: "The same for going off.",
    keys: &[
        optional(
            "measure",
            Shape::Text,
            "that of `when`",
            "What is looked at.",
            "measure = \"place.ed.queue_length\"",
        ),
        optional("above", Shape::Number, "–", ABOVE, "above = 12"),
        optional("below", Shape::Number, "–", BELOW, "below = 8"),
        required(
            "for",
            Shape::Duration,
            "For how long without a break; at least a minute, for the rule's own changes may bring the state about.",
            "for = \"4 h\"",
        ),
    ],
    names: None,
};

/// A change of `do = [ … ]`.
pub(crate) static DO: Part = Part {
    id: "do",
    heading: "a change of do = [ … ]",
    title: "this change",
    doc: "One value of the file, and what it is while the rule is on.",
    keys: &[
        required("set", Shape::Text, "The path of the value.", "set = \"place.ward_3.spaces\""),
        required(
            "to",
            Shape::Any,
            "What it is while the rule is on, as it would be written there.",
            "to = \"34 beds\"",
        ),
        optional(
            "cost",
            Shape::MoneyRate,
            "`\"£0 / day\"`",
            "What it costs while it is in effect.",
            "cost = \"£900 / day\"",
        ),
        optional(
            "cost_once",
            Shape::Money,
            "`\"£0\"`",
            "What it costs each time it takes effect.",
            "cost_once = \"£400\"",
        ),
        PAID_BY,
    ],
    names: None,
};
