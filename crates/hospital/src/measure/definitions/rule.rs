//! Measures of a rule: when it was on.

use super::{Definition, Measure, OURS, row};

/// A measure of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum RuleMeasure {
    OnShare,
    Times,
    OnTime,
    Cost,
}

const fn of(
    measure: RuleMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
) -> Definition {
    row(Measure::Rule(measure), names, title, definition, OURS)
}

pub(super) const TABLE: [Definition; 4] = [
    of(
        RuleMeasure::OnShare,
        ("rule_on_share", "share"),
        "on",
        "Of the counted time, the part in which the rule's changes were in effect.",
    ),
    of(
        RuleMeasure::Times,
        ("rule_times", "a day"),
        "came on",
        "How often the rule's changes came into effect.",
    ),
    of(
        RuleMeasure::OnTime,
        ("rule_on_time", "h"),
        "time on",
        "Mean time from coming into effect to going off, over those times that ended in the counted time.",
    ),
    of(
        RuleMeasure::Cost,
        ("rule_cost", "£ a day"),
        "cost",
        "What the rule cost a day while it was on, and what it cost each time it came on.",
    ),
];
