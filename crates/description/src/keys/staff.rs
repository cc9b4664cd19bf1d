//! Keys of staff.

use super::{Part, Shape, optional, required};

/// `[staff.NAME]`.
pub(crate) static TEAM: Part = Part {
    id: "team",
    heading: "[staff.NAME]",
    title: "[staff.NAME]",
    doc: "A team of staff: how many are planned for each shift, who stays away, who comes instead, and how many spaces are open for those who are there. It works with the patients of `places`, or is the units of a `resource`.",
    keys: &[
        optional(
            "places",
            Shape::List(&Shape::Name("a place")),
            "none",
            "With whose patients it works; each of several places has such a team of its own.",
            "places = [\"ward_3\"]",
        ),
        optional(
            "resource",
            Shape::Name("a resource"),
            "none",
            "Instead of `places`: the resource whose units they are. Who is away is missing there. Its `roster` is theirs.",
            "resource = \"ed_doctor\"",
        ),
        optional(
            "roster",
            Shape::Roster,
            "that of the resource",
            "How many are planned, and when. A shift begins where hours begin or the number changes. Must be there with `places`.",
            "roster = { \"daily 07-19\" = 5, \"daily 19-07\" = 3 }",
        ),
        optional(
            "absence",
            Shape::Number,
            "0",
            "The share of those planned who stay away, drawn for each member of each shift.",
            "absence = \"5.2 %\"",
        ),
        optional(
            "spell",
            Shape::Duration,
            "each shift by itself",
            "The mean length of an absence: who was away at the last shift of that time of day is more likely to be away again.",
            "spell = \"4 days\"",
        ),
        optional(
            "agency",
            Shape::Table(&COVER),
            "nobody",
            "Who comes instead of those who stay away.",
            "agency = { share = 0.6, cost = \"£45 / h\" }",
        ),
        optional(
            "cost",
            Shape::MoneyRate,
            "\"£0 / h\"",
            "Cost of each member planned, absent or not, on top of what the place costs. With `resource` that has it.",
            "cost = \"£26 / h\"",
        ),
        optional(
            "spaces_each",
            Shape::Either(&[Shape::Whole, Shape::Roster]),
            "all are open",
            "How many spaces of the place are open for each who is present: a number, or a roster of numbers. Nobody is sent away when fewer come.",
            "spaces_each = { \"daily 07-19\" = 6, \"daily 19-07\" = 10 }",
        ),
        optional(
            "strain",
            Shape::Table(&STRAIN),
            "no link",
            "How too many patients for each who is present make for more absence later. Its evidence is printed with the figures.",
            "strain = { optimum = 5 }",
        ),
    ],
    names: None,
};

/// `agency = { … }` of staff.
pub(crate) static COVER: Part = Part {
    id: "cover",
    heading: "agency = { … } of staff",
    title: "`agency`",
    doc: "Shifts of those who stay away that an agency fills. They are paid on top, by whoever pays for the place or resource.",
    keys: &[
        required("share", Shape::Number, "The share of these shifts, from 0 to 1.", "share = 0.6"),
        required("cost", Shape::MoneyRate, "What each hour costs.", "cost = \"£45 / h\""),
    ],
    names: None,
};

/// `strain = { … }`.
pub(crate) static STRAIN: Part = Part {
    id: "strain",
    heading: "strain = { … }",
    title: "`strain`",
    doc: "The absence of a period is `absence` × e^(`slope` × overload), where the overload is by how many percent patients for each who was present were above `optimum` in the period before, from none to `cap`. From one study, and extrapolated.",
    keys: &[
        required(
            "optimum",
            Shape::Number,
            "Patients for each who is present at which there is no overload.",
            "optimum = 5",
        ),
        optional(
            "slope",
            Shape::Number,
            "0.0122",
            "What each percent adds to the logarithm of absence.",
            "slope = 0.0122",
        ),
        optional(
            "cap",
            Shape::Number,
            "\"30 %\"",
            "The overload beyond which nothing is added.",
            "cap = \"30 %\"",
        ),
        optional("over", Shape::Duration, "\"28 days\"", "How long a period is.", "over = \"28 days\""),
    ],
    names: None,
};
