//! Keys of sickness bugs.

use super::{Part, Shape, optional, required};

/// `[infection.NAME]`.
pub(crate) static INFECTION: Part = Part {
    id: "infection",
    heading: "[infection.NAME]",
    title: "[infection.NAME]",
    doc: "A sickness bug that spreads among the patients and the staff of some places. Defaults are those of norovirus in hospital wards, where not said otherwise.",
    keys: &[
        required(
            "places",
            Shape::List(&Shape::Name("a place")),
            "Where it spreads. Their `bays` and `side_rooms` are the rooms within which it spreads more; without them a place is one room.",
            "places = [\"ward_3\", \"ward_4\"]",
        ),
        required(
            "spread",
            Shape::Rate,
            "How many somebody who is ill would infect in a day if all others were well and all spaces taken.",
            "spread = \"3 / day\"",
        ),
        optional(
            "in_bay",
            Shape::Number,
            "0.6",
            "The share of that which is within the bay; the rest is anywhere in the place.",
            "in_bay = 0.6",
        ),
        optional(
            "comes",
            Shape::Table(&COMES),
            "never",
            "How it comes in.",
            "comes = { rate = \"1.33 / year\", carried = 0.001 }",
        ),
        optional(
            "incubation",
            Shape::Distribution,
            "Erlang, 4 phases, mean 1.2 days",
            "From catching it to falling ill.",
            "incubation = { erlang = { mean = \"1.2 days\", phases = 4 } }",
        ),
        optional(
            "illness",
            Shape::Distribution,
            "Erlang, 2 phases, mean 2 days",
            "For how long patients and staff are ill.",
            "illness = { erlang = { mean = \"2 days\", phases = 2 } }",
        ),
        optional(
            "shedding",
            Shape::Distribution,
            "exponential, mean 1.5 days",
            "For how long they pass it on afterwards, feeling well.",
            "shedding = { exponential = \"1.5 days\" }",
        ),
        optional(
            "shedding_factor",
            Shape::Number,
            "0.1",
            "How much they pass on then, of what they do while they are ill.",
            "shedding_factor = 0.1",
        ),
        optional(
            "hygiene",
            Shape::Table(&HYGIENE),
            "nothing is done",
            "What is left of the spread once the staff know.",
            "hygiene = { after = \"1 day\", factor = 0.3 }",
        ),
        optional(
            "staff",
            Shape::Table(&STAFF),
            "nobody",
            "The staff of each of the places, who catch it from patients and stay away.",
            "staff = { number = \"20 staff\", spread = \"0.4 / day\", off_after = \"2 days\" }",
        ),
        optional(
            "ill_leave",
            Shape::Number,
            "0",
            "Of those who are ready to leave the hospital while they are ill, the share who do; the others stay until they are well.",
            "ill_leave = 0.2",
        ),
        optional(
            "close",
            Shape::Table(&CLOSE),
            "nothing is closed",
            "When the place or its bays are closed to newcomers.",
            "close = { what = \"place\", cases = 2 }",
        ),
        optional(
            "step",
            Shape::Duration,
            "\"6 h\"",
            "How often it is worked out who falls ill and who catches it.",
            "step = \"6 h\"",
        ),
    ],
    names: None,
};

/// `comes = { … }`.
pub(crate) static COMES: Part = Part {
    id: "comes",
    heading: "comes = { … } of an infection",
    title: "`comes`",
    doc: "How a bug comes into a place.",
    keys: &[
        optional(
            "rate",
            Shape::Rate,
            "never",
            "How often, in each place, visitors or staff bring it to one of the patients there.",
            "rate = \"1.33 / year\"",
        ),
        optional(
            "at",
            Shape::List(&Shape::Duration),
            "never",
            "The same at known times since `start`.",
            "at = [\"10 days\"]",
        ),
        optional(
            "carried",
            Shape::Number,
            "0",
            "The chance that a patient who comes into such a place for the first time already incubates it.",
            "carried = 0.001",
        ),
        optional(
            "by_month",
            Shape::Numbers(12),
            "no season",
            "Weights of the months from January, for `rate` and `carried`; their mean counts as one.",
            "by_month = [2, 2, 1.5, 1, 0.5, 0.2, 0.2, 0.2, 0.4, 1, 1.5, 1.5]",
        ),
    ],
    names: None,
};

/// `hygiene = { … }`.
pub(crate) static HYGIENE: Part = Part {
    id: "hygiene",
    heading: "hygiene = { … } of an infection",
    title: "`hygiene`",
    doc: "What is left of the spread once the staff know.",
    keys: &[
        optional(
            "after",
            Shape::Duration,
            "\"1 day\"",
            "From the first falling ill in the place until then.",
            "after = \"1 day\"",
        ),
        required("factor", Shape::Number, "What is left of the spread.", "factor = 0.3"),
    ],
    names: None,
};

/// `staff = { … }`.
pub(crate) static STAFF: Part = Part {
    id: "staff",
    heading: "staff = { … } of an infection",
    title: "`staff`",
    doc: "The staff of each place.",
    keys: &[
        required("number", Shape::People, "How many they are, in each place.", "number = \"20 staff\""),
        required(
            "spread",
            Shape::Rate,
            "How many of them a patient who is ill would infect in a day, were all of them well; and what those who are back at work while they still shed pass on to patients.",
            "spread = \"0.4 / day\"",
        ),
        optional(
            "off_after",
            Shape::Duration,
            "\"2 days\"",
            "For how long they stay away once they are well again.",
            "off_after = \"2 days\"",
        ),
        optional(
            "resource",
            Shape::Name("a resource"),
            "none",
            "The resource of which they are units: whoever is away is missing there.",
            "resource = \"nurses\"",
        ),
    ],
    names: None,
};

/// `close = { … }`.
pub(crate) static CLOSE: Part = Part {
    id: "close",
    heading: "close = { … } of an infection",
    title: "`close`",
    doc: "When spaces are closed to newcomers, and how they open again.",
    keys: &[
        optional(
            "what",
            Shape::Word(&["place", "bay"]),
            "\"place\"",
            "The whole place, or each bay or side room by itself.",
            "what = \"bay\"",
        ),
        optional(
            "cases",
            Shape::Whole,
            "2",
            "At so many who have fallen ill there; staff count with a whole place.",
            "cases = 2",
        ),
        optional(
            "not_before",
            Shape::Duration,
            "\"0 h\"",
            "From the first falling ill in the place, at the earliest.",
            "not_before = \"1 day\"",
        ),
        optional(
            "clear",
            Shape::Duration,
            "\"48 h\"",
            "For how long nobody falls ill, and nobody is ill at the end of it, before it may open.",
            "clear = \"72 h\"",
        ),
        optional(
            "cleaning",
            Shape::Duration,
            "\"0 h\"",
            "For how long it is then cleaned before it opens.",
            "cleaning = \"6 h\"",
        ),
        optional(
            "leaving",
            Shape::Number,
            "0.08",
            "Of those who are ready to leave the hospital while their bay or place is closed, the share who do; the others stay until it opens.",
            "leaving = 0.08",
        ),
    ],
    names: None,
};
