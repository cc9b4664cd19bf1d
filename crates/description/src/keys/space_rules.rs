//! Keys of a place that say which of its spaces a visit gets, and who cleans them.

use super::{Key, Part, Shape, optional, required};

pub(super) const BAYS: Key = optional(
    "bays",
    Shape::Either(&[Shape::Text, Shape::List(&Shape::People)]),
    "one room",
    "How its spaces lie in bays: so many of the same size, or the size of each. Spaces beyond the bays and side rooms are one more bay; where there are fewer spaces than these hold, that many of them can be in use.",
    "bays = \"6 bays of 4\"",
);
pub(super) const SIDE_ROOMS: Key = optional(
    "side_rooms",
    Shape::People,
    "0",
    "How many of its spaces are side rooms, each a room of its own.",
    "side_rooms = \"4 rooms\"",
);
pub(super) const KEEP_APART: Key = optional(
    "keep_apart",
    Shape::Map(&APART_FORMS),
    "nobody",
    "Attributes of which a bay holds one value at a time: `\"bay\"` never mixes them, a penalty avoids it.",
    "keep_apart = { sex = \"bay\" }",
);
pub(super) const ISOLATE_KEY: Key = optional(
    "isolate",
    Shape::Table(&ISOLATE),
    "nobody",
    "Whose visits need a side room, and nobody beside them.",
    "isolate = { infection = [\"norovirus\", \"flu\"], penalty = 10 }",
);
pub(super) const NEAR_STATION_KEY: Key = optional(
    "near_station",
    Shape::Table(&NEAR_STATION),
    "any space is as near",
    "Which spaces are near the nurses' station, and whose visits need one.",
    "near_station = { spaces = \"8 beds\", acuity = [\"high\"], penalty = 4 }",
);
pub(super) const OUTLIERS_KEY: Key = optional(
    "outliers",
    Shape::Either(&OUTLIERS_FORMS),
    "come like others",
    "What holds for visits that the place does not `accepts`: they never come, or at a penalty, or stay longer.",
    "outliers = { penalty = 2, time_factor = 1.2 }",
);
pub(super) const TRANSFER_HOURS_KEY: Key = optional(
    "transfer_hours",
    Shape::Either(&TRANSFER_FORMS),
    "at any time",
    "When visits come here from a bed elsewhere in the hospital; others come at any hour.",
    "transfer_hours = { hours = \"07-22\", but = { acuity = [\"high\"] } }",
);
pub(super) const CLEANED_BY: Key = optional(
    "cleaned_by",
    Shape::Name("a resource"),
    "whoever is there",
    "The resource of which one unit is needed for each `turnaround`: spaces wait for it in the order in which they were left.",
    "cleaned_by = \"cleaners\"",
);
pub(super) const DEEP_CLEAN: Key = optional(
    "deep_clean",
    Shape::Distribution,
    "as `turnaround`",
    "The turnaround of a space that was left by a visit which `isolate` names.",
    "deep_clean = \"4 h\"",
);

static APART_FORMS: Shape = Shape::Either(&[Shape::Word(&["bay"]), Shape::Table(&APART)]);
static OUTLIERS_FORMS: [Shape; 2] = [Shape::Word(&["never"]), Shape::Table(&OUTLIERS)];
static TRANSFER_FORMS: [Shape; 2] = [Shape::Hours, Shape::Table(&TRANSFER_HOURS)];

/// `keep_apart = { NAME = { … } }`.
pub(crate) static APART: Part = Part {
    id: "apart",
    heading: "an attribute of keep_apart = { … }",
    title: "this",
    doc: "How much it matters that a bay holds one value only.",
    keys: &[required(
        "penalty",
        Shape::Whole,
        "Points for a space in a bay with another value.",
        "penalty = 10",
    )],
    names: None,
};

/// `isolate = { … }`.
pub(crate) static ISOLATE: Part = Part {
    id: "isolate",
    heading: "isolate = { … }",
    title: "`isolate`",
    doc: "Names of attributes, each with the values whose visits need a side room; and:",
    keys: &[optional(
        "penalty",
        Shape::Whole,
        "never without",
        "Points for a space in a bay, and for one in a bay with somebody who should be in a side room.",
        "penalty = 10",
    )],
    names: Some(Shape::List(&Shape::Name("a value"))),
};

/// `near_station = { … }`.
pub(crate) static NEAR_STATION: Part = Part {
    id: "near_station",
    heading: "near_station = { … }",
    title: "`near_station`",
    doc: "Names of attributes, each with the values whose visits should be near the nurses' station; and:",
    keys: &[
        required(
            "spaces",
            Shape::People,
            "How many spaces, from the first, are near.",
            "spaces = \"8 beds\"",
        ),
        optional("penalty", Shape::Whole, "never far", "Points for a space that is not.", "penalty = 4"),
    ],
    names: Some(Shape::List(&Shape::Name("a value"))),
};

/// `outliers = { … }`.
pub(crate) static OUTLIERS: Part = Part {
    id: "outliers",
    heading: "outliers = { … }",
    title: "`outliers`",
    doc: "What holds for visits that the place does not accept as its own.",
    keys: &[
        optional(
            "penalty",
            Shape::Whole,
            "0",
            "Points for any space here: of equally good places they go where points are fewest.",
            "penalty = 2",
        ),
        optional(
            "time_factor",
            Shape::Number,
            "1",
            "How many times as long an activity takes that they begin here; it must have `at` or `into`.",
            "time_factor = 1.2",
        ),
    ],
    names: None,
};

/// `transfer_hours = { … }`.
pub(crate) static TRANSFER_HOURS: Part = Part {
    id: "transfer_hours",
    heading: "transfer_hours = { … }",
    title: "`transfer_hours`",
    doc: "When transfers from other beds come, and who comes all the same.",
    keys: &[
        required("hours", Shape::Hours, "The hours of the week.", "hours = \"07-22\""),
        optional(
            "but",
            Shape::Map(&Shape::List(&Shape::Name("a value"))),
            "nobody",
            "Names of attributes, each with the values whose visits come at any hour.",
            "but = { acuity = [\"high\"] }",
        ),
    ],
    names: None,
};
