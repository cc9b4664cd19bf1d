//! Keys of the file as a whole: its top, the run, what is drawn once a visit, exits, options and groups.

use super::payments::PAID_BY;
use super::{ACTIVITY, ARRIVALS, INFECTION, MONEY, PAYER, PLACE, RESOURCE, RULE, SHOCK, TEAM};
use super::{Part, Shape, optional, required};

/// The whole file.
pub(crate) static FILE: Part = Part {
    id: "file",
    heading: "(top of the file)",
    title: "the top of the file",
    doc: "Stands before the first heading.",
    keys: &[
        required("onward", Shape::Whole, "The version of the format: 1.", "onward = 1"),
        required("name", Shape::Text, "The hospital's name, for people.", "name = \"Northbridge General\""),
        optional(
            "time_zone",
            Shape::Text,
            "\"Europe/London\"",
            "Where its clocks are, as an IANA name.",
            "time_zone = \"Europe/London\"",
        ),
        optional("run", Shape::Table(&RUN), "all defaults", "How it is run.", "run = { runs = 20 }"),
        optional(
            "patient",
            Shape::Map(&Shape::Table(&PATIENT)),
            "no attributes",
            "What is drawn once a visit.",
            "patient.acuity.shares = { high = 0.1, low = 0.9 }",
        ),
        optional(
            "place",
            Shape::Map(&Shape::Table(&PLACE)),
            "no places",
            "Where visits can be.",
            "place.ward.spaces = \"28 beds\"",
        ),
        optional(
            "resource",
            Shape::Map(&Shape::Table(&RESOURCE)),
            "no resources",
            "What else is seized.",
            "resource.doctor.units = \"3 doctors\"",
        ),
        optional(
            "roster",
            Shape::Map(&Shape::Roster),
            "no rosters",
            "Numbers that change with the hour of the week or at given times.",
            "roster.days = { \"mon-fri 08-16\" = 9 }",
        ),
        optional(
            "arrivals",
            Shape::Map(&Shape::Table(&ARRIVALS)),
            "must be there",
            "Who comes, when.",
            "arrivals.walk_in = { rate = \"74 / day\", pathway = \"emergency\" }",
        ),
        optional(
            "pathway",
            Shape::Map(&Shape::Map(&Shape::Table(&ACTIVITY))),
            "must be there",
            "The order of activities a visit takes.",
            "pathway.emergency.assess = { at = \"ed\", next = \"home\" }",
        ),
        optional(
            "exit",
            Shape::Map(&Shape::Table(&EXIT)),
            "the built-in exits",
            "More ways out of the hospital.",
            "exit.hospice.counts_as = \"elsewhere\"",
        ),
        optional(
            "infection",
            Shape::Map(&Shape::Table(&INFECTION)),
            "no bugs",
            "Sickness bugs that spread among patients and staff.",
            "infection.norovirus.spread = \"3 / day\"",
        ),
        optional(
            "staff",
            Shape::Map(&Shape::Table(&TEAM)),
            "nobody is absent",
            "Teams of staff: shifts, absence, agency, spaces open as staffed.",
            "staff.nurses = { places = [\"ward_3\"], roster = { \"daily 07-19\" = 5 } }",
        ),
        optional(
            "option",
            Shape::Map(&Shape::Table(&OPTION)),
            "no options",
            "Named sets of changes that may be chosen.",
            "option.more_beds.changes = [{ set = \"place.ward.spaces\", to = \"34 beds\" }]",
        ),
        optional(
            "group",
            Shape::Map(&Shape::Table(&GROUP)),
            "no groups",
            "People with their own measures and levers.",
            "group.surgery.owns = [\"place.ward_7.spaces\"]",
        ),
        optional(
            "payer",
            Shape::Map(&Shape::Table(&PAYER)),
            "the trust pays everything",
            "Bodies with budgets of their own.",
            "payer.council.title = \"Northbridge Council\"",
        ),
        optional(
            "money",
            Shape::Table(&MONEY),
            "nothing",
            "Money that belongs to no place, resource or activity.",
            "money.delayed_day = { charge = \"£150 / day\", paid_by = \"council\" }",
        ),
        optional(
            "shock",
            Shape::Map(&Shape::Table(&SHOCK)),
            "no shocks",
            "What happens to the hospital without being chosen.",
            "shock.cyber = { from = \"2026-03-02\", until = \"2026-03-03\", changes = [{ set = \"resource.scanner.units\", to = \"0 scanners\" }] }",
        ),
        optional(
            "rule",
            Shape::Map(&Shape::Table(&RULE)),
            "no rules",
            "What is done when the hospital is in a state, and until when.",
            "rule.surge = { when = { measure = \"boarding_count\", above = 12 }, until = { below = 8, for = \"4 h\" }, do = [{ set = \"place.ward.spaces\", to = \"34 beds\" }] }",
        ),
    ],
    names: None,
};

/// `[run]`.
pub(crate) static RUN: Part = Part {
    id: "run",
    heading: "[run]",
    title: "[run]",
    doc: "How the hospital is run unless the command line says otherwise. Time zero is `start`; the warm-up runs before it, at negative time.",
    keys: &[
        optional(
            "start",
            Shape::Date,
            "\"2026-01-05 00:00\"",
            "Date and time at which counting begins; it gives the weekday, the hour and the season. The default is a Monday.",
            "start = \"2026-01-05 06:00\"",
        ),
        optional(
            "warm_up",
            Shape::Duration,
            "\"0 days\"",
            "Run before `start` from an empty hospital, without counting.",
            "warm_up = \"90 days\"",
        ),
        optional(
            "collect",
            Shape::Duration,
            "\"365 days\"",
            "Counted time, from `start`.",
            "collect = \"365 days\"",
        ),
        optional("runs", Shape::Whole, "20", "Replications.", "runs = 20"),
        optional(
            "seed",
            Shape::Whole,
            "1",
            "The key of all chance: the same seed gives the same patients.",
            "seed = 1",
        ),
        optional(
            "on_deadlock",
            Shape::Word(&["swap", "stop"]),
            "\"swap\"",
            "When visits wait for each other's spaces in a circle: they change places, which is counted, or the run stops and says who waits for whom.",
            "on_deadlock = \"stop\"",
        ),
    ],
    names: None,
};

/// `[patient.NAME]`.
pub(crate) static PATIENT: Part = Part {
    id: "patient",
    heading: "[patient.NAME]",
    title: "[patient.NAME]",
    doc: "An attribute, drawn once for every visit. Values elsewhere may differ `by` it, queues may be ordered by it. At most 7; the attribute `arrivals` (the name of the stream a visit came with) is always there.",
    keys: &[required(
        "shares",
        Shape::By(&Shape::Shares),
        "The share of visits with each value; they sum to 1. The order of the values is the order of urgency, the first the most urgent. May differ `by` an attribute that stands earlier in the file, or by `arrivals`.",
        "shares = { high = 0.12, middle = 0.38, low = 0.50 }",
    )],
    names: None,
};

/// `[exit.NAME]`.
pub(crate) static EXIT: Part = Part {
    id: "exit",
    heading: "[exit.NAME]",
    title: "[exit.NAME]",
    doc: "A way out of the hospital, besides the built-in ones.",
    keys: &[required(
        "counts_as",
        Shape::ExitKind,
        "What leaving this way counts as.",
        "counts_as = \"elsewhere\"",
    )],
    names: None,
};

/// `[option.NAME]`.
pub(crate) static OPTION: Part = Part {
    id: "option",
    heading: "[option.NAME]",
    title: "[option.NAME]",
    doc: "A named set of changes that may be chosen on the command line: `--with NAME`.",
    keys: &[
        optional("owner", Shape::Text, "nobody", "Whose it is to decide.", "owner = \"community\""),
        optional(
            "cost",
            Shape::MoneyRate,
            "\"£0 / day\"",
            "What it costs while it holds.",
            "cost = \"£3000 / day\"",
        ),
        optional("cost_once", Shape::Money, "\"£0\"", "What it costs once.", "cost_once = \"£25,000\""),
        PAID_BY,
        required(
            "changes",
            Shape::List(&Shape::Table(&CHANGE)),
            "What changes.",
            "changes = [{ set = \"place.home_care.spaces\", to = \"260 packages\" }]",
        ),
    ],
    names: None,
};

/// A date, or a time since the start.
const MOMENT: Shape = super::switches::MOMENT;
const FROM: &str = "When it begins to hold: a date, with or without time of day, or a time since `start` such as `\"90 days\"`. What is under way then goes on; see [Dates, shocks and rules](#dates-shocks-and-rules).";
const UNTIL: &str = "When it ceases to hold; the value that stood there before holds again.";

/// A change of `changes = [ … ]`.
pub(crate) static CHANGE: Part = Part {
    id: "change",
    heading: "a change of changes = [ … ]",
    title: "this change",
    doc: "One value of the file, and what it becomes.",
    keys: &[
        required(
            "set",
            Shape::Text,
            "The path of the value: headings and keys with dots between; names with dots or spaces in quotes; the entries of a list by number from 0.",
            "set = \"place.ward_3.spaces\"",
        ),
        required("to", Shape::Any, "What it becomes, as it would be written there.", "to = \"34 beds\""),
        optional("from", MOMENT, "from the start", FROM, "from = \"2026-11-01\""),
        optional("until", MOMENT, "for good", UNTIL, "until = \"2027-04-01 08:00\""),
    ],
    names: None,
};

/// `[group.NAME]`.
pub(crate) static GROUP: Part = Part {
    id: "group",
    heading: "[group.NAME]",
    title: "[group.NAME]",
    doc: "People with their own measures and levers. Kept for later; it changes nothing in a simulation.",
    keys: &[
        optional(
            "owns",
            Shape::List(&Shape::Text),
            "nothing",
            "Paths of the values it may change.",
            "owns = [\"place.ward_7.spaces\"]",
        ),
        optional(
            "wants",
            Shape::Map(&Shape::Any),
            "nothing",
            "Measures it cares about.",
            "wants = { electives_cancelled = { ideal = 0, unacceptable = \"8 / week\", weight = 3 } }",
        ),
    ],
    names: None,
};
