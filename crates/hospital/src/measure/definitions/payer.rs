//! Measures of a payer: what it bears, and what others pay it.

use super::{Definition, Measure, OURS, row};

/// A measure of a payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum PayerMeasure {
    Cost,
    Income,
    NetCost,
}

const fn of(
    measure: PayerMeasure,
    id: &'static str,
    title: &'static str,
    definition: &'static str,
) -> Definition {
    row(Measure::Payer(measure), (id, "£ a day"), title, definition, OURS)
}

pub(super) const TABLE: [Definition; 3] = [
    of(
        PayerMeasure::Cost,
        "cost",
        "cost",
        "What the payer pays: its part of the hospital's cost, that is the places, resources, activities, options and rules that are paid by it, and besides what it pays to other payers for activities and delayed days.",
    ),
    of(
        PayerMeasure::Income,
        "income",
        "income",
        "What other payers pay it: the income of its activities each time they begin, and the charge for each day that somebody fit to leave is still in hospital, if it has that. Given where there are several payers, as all measures of payers.",
    ),
    of(
        PayerMeasure::NetCost,
        "net_cost",
        "net cost",
        "Cost less income; below zero it gains. What passes between payers is one's cost and another's income, so the net costs of all payers together are the hospital's cost.",
    ),
];
