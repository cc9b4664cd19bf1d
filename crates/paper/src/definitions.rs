//! What every figure of the report means.

use app::Definition;
use app::report::anchor;

use crate::markup::{Element, classed, tag};
use crate::{part, small};

/// The definitions to which this text links.
pub fn section(body: &str) -> Element {
    let used = app::definitions().iter().filter(|it| body.contains(&format!("\"#d-{}\"", anchor(it))));
    part("definitions", "Definitions")
        .with(small(
            "A visit counts in a mean when what completes it happens in the counted time. Means of numbers are over time, and \"a day\" \
             is 24 hours of counted time.",
        ))
        .with(tag("dl").with_all(used.flat_map(definition)))
}

fn definition(it: &Definition) -> [Element; 2] {
    let anchor = anchor(it);
    let level = anchor.split('-').next().unwrap_or_default().to_owned();
    let term = tag("dt")
        .set("id", format!("d-{anchor}"))
        .with(tag("strong").text(it.title))
        .text(format!(" · of {} · ", of(&level)))
        .with(tag("code").text(it.id))
        .text(format!(", in {}", unit(it.unit)));
    let meaning = tag("dd")
        .text(it.definition)
        .text(" ")
        .with(classed("span", "source").text(format!("{}; {}.", it.source, it.version)));
    [term, meaning]
}

fn of(level: &str) -> &str {
    match level {
        "hospital" => "the hospital",
        "place" => "a place",
        "activity" => "an activity",
        "staff" => "a team of staff",
        _ => "a pathway",
    }
}

fn unit(unit: &str) -> &str {
    match unit {
        "share" => "%",
        "h" => "hours",
        unit => unit,
    }
}
