//! Keys of who pays.

use super::{Key, Part, Shape, optional, required};

/// `paid_by` of whatever costs something.
pub(super) const PAID_BY: Key = optional(
    "paid_by",
    Shape::Name("a payer"),
    "\"trust\"",
    "Who pays what it costs: `\"trust\"`, or the name of a `[payer.NAME]`.",
    "paid_by = \"council\"",
);

/// `[payer.NAME]`.
pub(crate) static PAYER: Part = Part {
    id: "payer",
    heading: "[payer.NAME]",
    title: "[payer.NAME]",
    doc: "A body with a budget of its own. The payer `trust` is always there, and pays whatever has no `paid_by`.",
    keys: &[optional(
        "title",
        Shape::Text,
        "its name",
        "What people call it.",
        "title = \"Northbridge Council\"",
    )],
    names: None,
};

/// `[money]`.
pub(crate) static MONEY: Part = Part {
    id: "money",
    heading: "[money]",
    title: "[money]",
    doc: "Money that belongs to no place, resource or activity.",
    keys: &[optional(
        "delayed_day",
        Shape::Table(&DELAYED_DAY),
        "no charge",
        "What one payer pays another for each day that somebody fit to leave is still in hospital.",
        "delayed_day = { charge = \"£150 / day\", paid_by = \"council\" }",
    )],
    names: None,
};

/// `delayed_day = { … }`.
pub(crate) static DELAYED_DAY: Part = Part {
    id: "delayed_day",
    heading: "delayed_day = { … }",
    title: "`delayed_day`",
    doc: "A charge that moves money from one payer to another, on top of what places cost whoever is in them: it changes who bears the cost, not the cost.",
    keys: &[
        required(
            "charge",
            Shape::MoneyRate,
            "For each visit that is fit to leave and still in hospital.",
            "charge = \"£150 / day\"",
        ),
        required("paid_by", Shape::Name("a payer"), "Who pays it.", "paid_by = \"council\""),
        optional("paid_to", Shape::Name("a payer"), "\"trust\"", "Who has it.", "paid_to = \"trust\""),
    ],
    names: None,
};

/// `agency = { … }` of a resource.
pub(crate) static AGENCY: Part = Part {
    id: "agency",
    heading: "agency = { … }",
    title: "`agency`",
    doc: "Part of the hours on duty that is bought at another price.",
    keys: &[
        required("share", Shape::Number, "The share of all hours on duty, from 0 to 1.", "share = 0.1"),
        required(
            "cost",
            Shape::MoneyRate,
            "What each such unit costs, instead of `cost`.",
            "cost = \"£65 / h\"",
        ),
    ],
    names: None,
};
