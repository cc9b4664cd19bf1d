//! Tables with a row for each activity and pathway, and below it its classes.

use super::Area;
use super::areas::{HARDLY_ANYONE, area};
use super::shown::{Cell, Row, Table, sizes};
use crate::simulated::{Estimate, OfActivity, OfPathway, Simulated, find};

/// How long visits wait for activities, under the name of their pathway.
pub(super) fn waits(simulated: &Simulated) -> Area {
    const COLUMNS: [&str; 5] =
        ["begun", "waited_share", "waiting_time", "waiting_time_median", "waiting_time_p95"];
    const HEADINGS: [(&str, &str); 5] =
        [("begun", ""), ("waited", ""), ("mean wait", ""), ("median", ""), ("95 %", "")];
    let waited =
        |it: &&OfActivity| find(&it.measures, "waited_share").is_some_and(|it| it.mean >= HARDLY_ANYONE);
    let shown: Vec<&OfActivity> = simulated.activities.iter().filter(waited).collect();
    let rows = rows_of(&shown, &COLUMNS);
    let gives_up =
        |it: &&OfActivity| find(&it.measures, "left_before_seen_share").is_some_and(|it| it.mean > 0.0);
    let given_up: Vec<&OfActivity> = simulated.activities.iter().filter(gives_up).collect();
    let given_up = rows_of(&given_up, &["left_before_seen_share"]);
    let note = match simulated.activities.len() - shown.len() {
        0 => None,
        _ if shown.is_empty() => None,
        1 => Some("Not shown: 1 activity for which hardly anyone waited.".to_owned()),
        more => Some(format!("Not shown: {more} activities for which hardly anyone waited.")),
    };
    let tables =
        [Table::of("activity", &HEADINGS, rows), Table::of("activity", &[("gave up waiting", "")], given_up)];
    Area { note, ..area("Waits", Vec::new(), tables.map(Table::without_empty_columns)) }
}

/// A row for each activity, in the order of the file under the name of its pathway, and rows for the classes that say who
/// is next for it.
fn rows_of(activities: &[&OfActivity], columns: &[&str]) -> Vec<Row> {
    let waits: Vec<_> = activities.iter().map(|it| find(&it.measures, "waiting_time")).collect();
    let mut rows = Vec::new();
    let mut under = "";
    for (activity, size) in activities.iter().zip(sizes(&waits)) {
        let row = |name: &str, depth: usize, measures: &[Estimate]| Row {
            name: name.to_owned(),
            depth,
            cells: columns.iter().map(|id| Cell::of(measures, id, size)).collect(),
        };
        let (pathway, name) = activity.name.split_once('.').unwrap_or(("", &activity.name));
        if pathway != under {
            rows.push(row(pathway, 0, &[]));
            under = pathway;
        }
        rows.push(row(name, 1, &activity.measures));
        let begun = |its: &[Estimate]| find(its, "begun").is_some_and(|it| it.mean > 0.0);
        let ranks = activity.by.iter().filter(|(class, its)| activity.ranks.contains(class) && begun(its));
        rows.extend(ranks.map(|(class, its)| row(class, 2, its)));
    }
    rows
}

/// Who comes, and how long visits last.
pub(super) fn pathways(simulated: &Simulated) -> Area {
    const COLUMNS: [&str; 5] =
        ["arrivals", "throughput", "visit_time", "left_before_seen_share", "turned_away_share"];
    const HEADINGS: [(&str, &str); 5] = [
        ("arrivals", ""),
        ("served and gone", ""),
        ("arrival to leaving", ""),
        ("left before seen", ""),
        ("turned away", ""),
    ];
    let comes = |it: &&OfPathway| find(&it.measures, "arrivals").is_some_and(|it| it.mean > 0.0);
    let shown: Vec<&OfPathway> = simulated.pathways.iter().filter(comes).collect();
    let times: Vec<_> = shown.iter().map(|it| find(&it.measures, "visit_time")).collect();
    let row = |name: &str, depth: usize, measures: &[Estimate], size: f64| Row {
        name: name.to_owned(),
        depth,
        cells: COLUMNS.iter().map(|id| Cell::of(measures, id, size)).collect(),
    };
    let mut rows = Vec::new();
    let mut longest = 0.0_f64;
    for (pathway, size) in shown.iter().zip(sizes(&times)) {
        longest = longest.max(size);
        rows.push(row(&pathway.name, 0, &pathway.measures, size));
        let streams = pathway.by.iter().filter(|(class, _)| pathway.streams.contains(class));
        rows.extend(streams.map(|(class, its)| row(class, 1, its, size)));
    }
    if shown.len() > 1 {
        rows.push(row("all", 0, &simulated.measures, longest));
    }
    let table = Table::of("pathway", &HEADINGS, rows);
    area("Arrivals and pathways", Vec::new(), [table.without_empty_columns()])
}
