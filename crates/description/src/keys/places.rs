//! Keys of places and resources.

use super::payments::{AGENCY, PAID_BY};
use super::{Part, Shape, optional, required, space_rules};

/// `[place.NAME]`.
pub(crate) static PLACE: Part = Part {
    id: "place",
    heading: "[place.NAME]",
    title: "[place.NAME]",
    doc: "Anywhere a visit can be that has spaces.",
    keys: &[
        optional(
            "kind",
            Shape::PlaceKind,
            "\"station\"",
            "What sort of place it is; measures ask, and `leave_hours` hold for going to kinds outside the hospital.",
            "kind = \"ward\"",
        ),
        required(
            "spaces",
            Shape::Either(&[Shape::Word(&["unlimited"]), Shape::Count, Shape::Roster]),
            "How many spaces it has: a number with what is counted, `\"unlimited\"`, or a roster. With `each`, how many care visits a day can be made.",
            "spaces = \"28 beds\"",
        ),
        optional(
            "at_gap",
            Shape::Word(AT_GAP),
            "\"finish\"",
            "What happens to activities under way when the roster takes spaces away.",
            "at_gap = \"resume\"",
        ),
        optional(
            "queue",
            Shape::Table(&QUEUE),
            "first come, no limit",
            "Who is next for a space, and how many may wait.",
            "queue = { limit = 60, order = \"acuity\" }",
        ),
        optional(
            "park",
            Shape::Table(&PARK),
            "nobody is parked",
            "Who is held outside while the place is busy.",
            "park = { arrivals = [\"ambulance\"], when_present = 45, limit = 12 }",
        ),
        optional(
            "when_full",
            Shape::Either(&[Shape::Word(&["wait", "turn away"]), Shape::Table(&DIVERT)]),
            "\"wait\"",
            "What happens to a visit that finds no free space: it waits, is turned away, or goes to another place.",
            "when_full = \"turn away\"",
        ),
        optional(
            "accepts",
            Shape::Map(&Shape::List(&Shape::Name("a value"))),
            "everyone",
            "Whose own place it is: for each attribute named, the values that belong here. Others may come and are counted as outliers. `into = \"any VALUE\"` finds places by it.",
            "accepts = { specialty = [\"medicine\"] }",
        ),
        optional(
            "limits",
            Shape::Map(&Shape::People),
            "no limits",
            "The most visits that an activity may have here at once; the activity is named with its pathway, in quotes.",
            "limits = { \"emergency.assess\" = \"15 cubicles\" }",
        ),
        optional(
            "turnaround",
            Shape::Distribution,
            "no time",
            "From a visit's leaving a space until the space may be used again, such as cleaning.",
            "turnaround = { lognormal = { mean = \"100 min\", sd = \"60 min\" } }",
        ),
        space_rules::BAYS,
        space_rules::SIDE_ROOMS,
        space_rules::KEEP_APART,
        space_rules::ISOLATE_KEY,
        space_rules::NEAR_STATION_KEY,
        space_rules::OUTLIERS_KEY,
        space_rules::TRANSFER_HOURS_KEY,
        space_rules::CLEANED_BY,
        space_rules::DEEP_CLEAN,
        optional(
            "closes",
            Shape::Table(&CLOSES),
            "never",
            "Closures that come by chance: those inside stay, newcomers find the place full.",
            "closes = { every = { exponential = \"60 days\" }, lasts = { exponential = \"7 days\" } }",
        ),
        optional(
            "closed",
            Shape::List(&Shape::Pair(&Shape::Duration, &Shape::Duration)),
            "never",
            "Closures at known times since `start`: from, until.",
            "closed = [[\"10 days\", \"17 days\"]]",
        ),
        optional(
            "leave_hours",
            Shape::Either(&[Shape::Hours, Shape::Table(&LEAVING)]),
            "at any time",
            "When visits may leave from here for an exit or for a place outside the hospital; `\"never\"` is for a change that holds for a time.",
            "leave_hours = \"08-20\"",
        ),
        optional(
            "enter_hours",
            Shape::Hours,
            "at any time",
            "When the place takes newcomers; `\"never\"` is for a change that holds for a time.",
            "enter_hours = \"mon-fri 09-17\"",
        ),
        optional(
            "cost",
            Shape::MoneyRate,
            "\"£0 / day\"",
            "Cost of each occupied space.",
            "cost = \"£346 / day\"",
        ),
        optional(
            "cost_open",
            Shape::MoneyRate,
            "\"£0 / day\"",
            "Cost of each open space, in use or not.",
            "cost_open = \"£120 / day\"",
        ),
        PAID_BY,
        optional(
            "each",
            Shape::Either(&[Shape::Rate, Shape::Table(&EACH)]),
            "a space each",
            "In care rounds: how many care visits a day somebody needs, always as many or fewer as time goes on; `spaces` is then how many can be made, such as `\"230 visits / day\"`.",
            "each = { first = \"4 visits / day\", last = \"1 visit / day\" }",
        ),
    ],
    names: None,
};

/// `each = { … }`.
pub(crate) static EACH: Part = Part {
    id: "each",
    heading: "each = { … } of care rounds",
    title: "`each`",
    doc: "Care visits a day that somebody needs, in whole numbers; they fall one by one, evenly over the activity.",
    keys: &[
        required("first", Shape::Rate, "On coming in.", "first = \"4 visits / day\""),
        required("last", Shape::Rate, "At the end.", "last = \"1 visit / day\""),
    ],
    names: None,
};

const AT_GAP: &[&str] = &["finish", "resume", "restart", "resample"];
const INTERRUPTED: &[&str] = &["resume", "restart", "resample"];

/// `queue = { … }` of a place.
pub(crate) static QUEUE: Part = Part {
    id: "queue",
    heading: "queue = { … } of a place",
    title: "`queue`",
    doc: "Who is next for a space, and how many may wait.",
    keys: &[
        optional(
            "limit",
            Shape::People,
            "no limit",
            "The most visits that may wait here without a space; one that holds a space elsewhere meanwhile does not count. More are turned away.",
            "limit = 60",
        ),
        optional(
            "order",
            Shape::Name("an attribute"),
            "\"first come\"",
            "`\"first come\"`, or the attribute whose values, in order, are the ranks.",
            "order = \"acuity\"",
        ),
        optional(
            "preempt",
            Shape::Word(INTERRUPTED),
            "nobody is interrupted",
            "A visit of a better rank takes the space of a worse one; says what becomes of the interrupted activity. Needs `order`.",
            "preempt = \"resume\"",
        ),
        optional(
            "promote_after",
            Shape::Duration,
            "never",
            "After each such time of waiting, a visit moves to the end of the next better rank. Needs `order`.",
            "promote_after = \"4 h\"",
        ),
    ],
    names: None,
};

/// `queue = { … }` of a resource.
pub(crate) static RESOURCE_QUEUE: Part = Part {
    id: "resource_queue",
    heading: "queue = { … } of a resource",
    title: "`queue`",
    doc: "Who is next for its units.",
    keys: &[
        optional(
            "order",
            Shape::Name("an attribute"),
            "\"first come\"",
            "`\"first come\"`, or the attribute whose values, in order, are the ranks.",
            "order = \"acuity\"",
        ),
        optional(
            "promote_after",
            Shape::Duration,
            "never",
            "After each such time of waiting, a visit moves to the end of the next better rank. Needs `order`.",
            "promote_after = \"4 h\"",
        ),
        optional(
            "returning",
            Shape::Word(&["last", "first"]),
            "\"last\"",
            "Where a visit that came back to an earlier activity stands in its rank: `\"first\"` for those whose operation was cancelled.",
            "returning = \"first\"",
        ),
    ],
    names: None,
};

/// `park = { … }`.
pub(crate) static PARK: Part = Part {
    id: "park",
    heading: "park = { … }",
    title: "`park`",
    doc: "Visits that are held outside while the place is busy, ambulance crews with them.",
    keys: &[
        required(
            "arrivals",
            Shape::List(&Shape::Name("arrivals")),
            "Whose visits are parked.",
            "arrivals = [\"ambulance\"]",
        ),
        required(
            "when_present",
            Shape::People,
            "They are parked while so many or more are present, in spaces and queueing.",
            "when_present = 45",
        ),
        optional(
            "limit",
            Shape::People,
            "no limit",
            "The most that can be parked; others are turned away.",
            "limit = 12",
        ),
    ],
    names: None,
};

/// `when_full = { … }`.
pub(crate) static DIVERT: Part = Part {
    id: "divert",
    heading: "when_full = { … }",
    title: "`when_full`",
    doc: "Diversion to another place.",
    keys: &[
        required(
            "divert",
            Shape::Name("a place"),
            "The place where the same activity is done instead.",
            "divert = \"royal\"",
        ),
        optional(
            "above",
            Shape::Number,
            "1",
            "The share of open spaces in use, from 0 to 1, at or above which this happens.",
            "above = 0.95",
        ),
    ],
    names: None,
};

/// `closes = { … }`.
pub(crate) static CLOSES: Part = Part {
    id: "closes",
    heading: "closes = { … }",
    title: "`closes`",
    doc: "Closures that come by chance.",
    keys: &[
        required(
            "every",
            Shape::Distribution,
            "How long it is open, until the next closure.",
            "every = { exponential = \"60 days\" }",
        ),
        required(
            "lasts",
            Shape::Distribution,
            "How long a closure lasts.",
            "lasts = { exponential = \"7 days\" }",
        ),
    ],
    names: None,
};

/// `leave_hours = { … }`.
pub(crate) static LEAVING: Part = Part {
    id: "leave_hours",
    heading: "leave_hours = { … }",
    title: "`leave_hours`",
    doc: "Visits leave at an hour that is drawn, on days that are drawn.",
    keys: &[
        required(
            "by_hour",
            Shape::Steps,
            "Weights of equal steps of the day at which a visit leaves.",
            "by_hour = [0, 0, 1, 3, 4, 1]",
        ),
        optional(
            "by_weekday",
            Shape::Numbers(7),
            "1 on every day",
            "For each weekday from Monday, the chance (0 to 1) that a visit which is ready may go that day.",
            "by_weekday = [1, 1, 1, 1, 1, 0.5, 0.4]",
        ),
    ],
    names: None,
};

/// `[resource.NAME]`.
pub(crate) static RESOURCE: Part = Part {
    id: "resource",
    heading: "[resource.NAME]",
    title: "[resource.NAME]",
    doc: "Anything else that activities use: a doctor, a scanner, a crew. Give `units` or `roster`, not both.",
    keys: &[
        optional(
            "units",
            Shape::Either(&[Shape::Word(&["unlimited"]), Shape::Count]),
            "by roster",
            "How many there are, always.",
            "units = \"3 doctors\"",
        ),
        optional(
            "roster",
            Shape::Roster,
            "always `units`",
            "How many are on duty, and when; or the name of a `[roster.NAME]`.",
            "roster = { \"mon-fri 08-16\" = 9, \"daily 16-08\" = 6 }",
        ),
        optional(
            "at_gap",
            Shape::Word(AT_GAP),
            "\"finish\"",
            "What happens to activities under way when the roster takes units away.",
            "at_gap = \"resume\"",
        ),
        optional(
            "queue",
            Shape::Table(&RESOURCE_QUEUE),
            "first come",
            "Who is next.",
            "queue = { order = \"acuity\" }",
        ),
        optional(
            "used_up",
            Shape::Flag,
            "false",
            "Whether each unit can be used once only, as an appointment or a place on a theatre list: all are given out when hours of the roster begin, and what nobody has taken when they end is lost.",
            "used_up = true",
        ),
        optional("cost", Shape::MoneyRate, "\"£0 / h\"", "Cost of each unit on duty.", "cost = \"£60 / h\""),
        optional(
            "agency",
            Shape::Table(&AGENCY),
            "nothing is bought",
            "Part of the hours on duty that is bought at another price.",
            "agency = { share = 0.1, cost = \"£65 / h\" }",
        ),
        PAID_BY,
    ],
    names: None,
};
