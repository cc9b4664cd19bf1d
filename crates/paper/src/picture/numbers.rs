//! The flow picture as tables.

use app::report::{FlowBox, Flows, Mean};

use super::shape::spaces_in_words;
use crate::figure::mean;
use crate::markup::{Element, classed, tag};
use crate::{headings, name};

/// Each box.
pub fn places(flows: &Flows) -> Element {
    let row = |it: &FlowBox| {
        let occupancy = it.occupancy.map(|share| share.words_and_half_width());
        let cell = |text: String| classed("td", "num").text(text);
        tag("tr")
            .with(tag("th").set("scope", "row").text(name(&it.name)))
            .with(cell(it.spaces.map_or_else(|| "differ".to_owned(), spaces_in_words)))
            .with(cell(occupancy.unwrap_or_default()))
            .with_all(
                [&it.occupied, &it.for_staff, &it.to_move, &it.kept, &it.queue, &it.parked]
                    .map(|number| cell(number.words_and_half_width())),
            )
    };
    tag("table")
        .with(headings(&[
            "place",
            "spaces",
            "in use, %",
            "in use, number",
            "waiting for staff",
            "waiting to move on",
            "done, not gone",
            "queue",
            "held outside",
        ]))
        .with(tag("tbody").with_all(flows.boxes.iter().map(row)))
}

/// What flows between them, in and out.
pub fn links(flows: &Flows) -> Element {
    let named = |number: usize| name(&flows.boxes[number].name);
    let mut rows: Vec<(String, String, Mean)> = Vec::new();
    for it in &flows.boxes {
        rows.extend(
            it.arrivals
                .iter()
                .map(|stub| (format!("arrivals: {}", name(&stub.name)), name(&it.name), stub.per_day)),
        );
    }
    rows.extend(flows.links.iter().map(|link| (named(link.from), named(link.to), link.per_day)));
    for it in &flows.boxes {
        if it.within.mean > 0.0 {
            rows.push((name(&it.name), "another place of these".to_owned(), it.within));
        }
        rows.extend(
            it.exits.iter().map(|stub| (name(&it.name), format!("out: {}", name(&stub.name)), stub.per_day)),
        );
    }
    let row = |(from, to, per_day): (String, String, Mean)| {
        tag("tr")
            .with(tag("th").set("scope", "row").text(from))
            .with(tag("td").text(to))
            .with(classed("td", "num").with(mean(&per_day)))
    };
    tag("table")
        .with(headings(&["from", "to", "visits a day"]))
        .with(tag("tbody").with_all(rows.into_iter().map(row)))
}
