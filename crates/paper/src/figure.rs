//! Figures: each with its unit and interval, its exact value for machines, and a link to its definition.

use app::report::{Mean, anchor};
use app::view::{Shown, Unit, number};

use crate::markup::{Element, classed, tag};

/// A figure in a sentence or on a card: `59.3 %`, its definition behind it.
pub fn figure(shown: &Shown) -> Element {
    linked(shown).with(with_unit(shown.of.mean, &number::mean(shown), shown.unit))
}

/// The figure of a table, without its unit: `59.3`.
pub fn bare(shown: &Shown) -> Element {
    linked(shown).with(data(shown.of.mean).text(number::mean(shown)))
}

/// Its interval in words: `58.9 to 59.7 %`; nothing where there is none, or where every run gave the same.
pub fn interval(shown: &Shown) -> Option<String> {
    let ends = number::interval(shown);
    let (low, high) = ends.split_once(" – ").filter(|(low, high)| low != high)?;
    let unit = shown.unit.words();
    Some(match unit.strip_prefix("£ ") {
        Some(rest) => format!("£{low} to £{high} {rest}"),
        None if unit.is_empty() => format!("{low} to {high}"),
        None => format!("{low} to {high} {unit}"),
    })
}

/// A number that is no measure.
pub fn mean(mean: &Mean) -> Element {
    classed("span", "f").with(data(mean.mean).text(mean.words_and_half_width().replace(' ', "\u{a0}")))
}

fn linked(shown: &Shown) -> Element {
    classed("a", "f").set("href", format!("#d-{}", anchor(shown.of.definition)))
}

fn with_unit(value: f64, text: &str, unit: Unit) -> Element {
    let unit = unit.words();
    let end = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    let (before, end) = match unit.strip_prefix("£ ") {
        Some(rest) => ("£", format!(" {rest}")),
        None => ("", end),
    };
    data(value).text(format!("{before}{text}{end}"))
}

fn data(value: f64) -> Element {
    tag("data").set("value", value)
}
