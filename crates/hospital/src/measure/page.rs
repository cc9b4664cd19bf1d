//! The page of the book that lists every definition.

use std::fmt::Write as _;

use super::definitions::{Definition, Measure, definitions};

const OPENING: &str = "\
# Measures

What every figure means, whose definition it is, and which edition of it. This page is printed by the program
(`hospital::definitions_page`); do not edit it.

A visit counts in a mean when what completes it happens in the counted time; what began in the warm-up counts in full.
Means of numbers (`visits`, `spaces`) are over time, and `a day` is a day of 24 hours of counted time. A share is from 0 to 1.
A figure that nothing was seen of is left out. \"By class\" says that it is also given for each value of the attributes
(and for each stream of arrivals).
";

/// The text of `docs/book/measures.md`.
pub fn definitions_page() -> String {
    let mut page = OPENING.to_owned();
    let mut heading = "";
    for row in definitions() {
        if heading != level(row) {
            heading = level(row);
            write!(page, "\n## {heading}\n").expect("a string takes what it is given");
        }
        let classes = if row.by_class { ", by class" } else { "" };
        let Definition { id, unit, title, definition, source, version, .. } = row;
        write!(page, "\n**`{id}`** · {title} · {unit}{classes}\n\n{definition}\n*{source}; {version}.*\n")
            .expect("a string takes what it is given");
    }
    page
}

fn level(row: &Definition) -> &'static str {
    match row.measure {
        Measure::Hospital(_) => "The hospital",
        Measure::Place(_) => "A place",
        Measure::Activity(_) => "An activity",
        Measure::Pathway(_) => "A pathway",
        Measure::Rule(_) => "A rule",
        Measure::Payer(_) => "A payer",
        Measure::Delay(_) => "A reason of delay",
        Measure::Team(_) => "A team of staff",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_of_the_book_is_fresh() {
        let page = super::definitions_page();
        let stored = include_str!("../../../../docs/book/measures.md");
        assert!(
            stored == page,
            "run `cargo run -p hospital --example measures_page > docs/book/measures.md`"
        );
    }
}
