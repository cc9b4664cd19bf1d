//! A table for each area.

use hospital::PlaceKind;

use super::places::{Of, Wanted, figure, table};
use super::shown::{Cell, Column, Row, Shown, Table};
use super::{Area, Line};
use crate::simulated::{Estimate, OfActivity, OfPathway, OfPlace, Simulated, find};

const SPACES: Wanted = (Of::Spaces, "spaces", "");
const BEDS: Wanted = (Of::Spaces, "beds", "");
const OCCUPANCY: Wanted = (Of::Measure("occupancy"), "occupancy", "");
const IN_USE: Wanted = (Of::Measure("occupied_spaces"), "in use", "");
const OCCUPIED: Wanted = (Of::Occupied, "in use", "5 – 95 %");
const FULL: Wanted = (Of::Measure("full_share"), "full", "% of time");
const QUEUE: Wanted = (Of::Measure("queue_length"), "queue", "");
const PARKED: Wanted = (Of::Measure("parked"), "outside", "");
const PRESENT: Wanted = (Of::Measure("present"), "present", "");
const THROUGHPUT: Wanted = (Of::Measure("throughput"), "came in", "");
const STAY: Wanted = (Of::Measure("length_of_stay"), "time here", "");
const TO_MOVE: Wanted = (Of::Measure("waiting_to_move"), "wait to move on", "");
const KEPT: Wanted = (Of::Measure("kept_after"), "kept after the end", "");
const COST: Wanted = (Of::Measure("cost"), "cost", "");

/// Every area, those without content too.
pub(super) fn all(simulated: &Simulated) -> Vec<Area> {
    vec![
        emergency(simulated),
        beds(simulated),
        other_places(simulated),
        outside(simulated),
        waits(simulated),
        leaving(simulated),
        pathways(simulated),
        money(simulated),
    ]
}

fn area(title: &'static str, lines: Vec<Line>, tables: impl IntoIterator<Item = Option<Table>>) -> Area {
    Area { title, lines, tables: tables.into_iter().flatten().collect(), note: None }
}

fn of_kinds(simulated: &Simulated, is_wanted: fn(PlaceKind) -> bool) -> impl Iterator<Item = &OfPlace> + Clone {
    simulated.places.iter().filter(move |place| is_wanted(place.kind))
}

/// Figures of the hospital that are there and not zero.
fn lines(simulated: &Simulated, wanted: &[(&str, &str)]) -> Vec<Line> {
    let line = |&(id, words): &(&str, &str)| {
        let estimate = find(&simulated.measures, id).filter(|estimate| estimate.mean != 0.0)?;
        Some(Line { id: estimate.definition.id, words: words.to_owned(), shown: Shown::alone(estimate) })
    };
    wanted.iter().filter_map(line).collect()
}

fn emergency(simulated: &Simulated) -> Area {
    let is_emergency = |kind| matches!(kind, PlaceKind::Emergency | PlaceKind::Corridor);
    let lines = lines(
        simulated,
        &[
            ("four_hour_share", "Seen, admitted or gone within 4 hours of arrival"),
            ("twelve_hours_from_arrival_share", "Over 12 hours in the emergency department"),
            ("time_in_emergency", "Time in the emergency department"),
            ("boarding_count", "In the emergency department waiting for a bed, at any time"),
            ("boarding_time", "From the decision to admit to the bed"),
            ("twelve_hours_from_decision_to_admit", "Over 12 hours from the decision to admit to the bed"),
            ("handover_time", "Ambulance handover"),
            ("handovers_over_30", "Ambulance handovers over 30 minutes"),
            ("handovers_over_60", "Ambulance handovers over 60 minutes"),
        ],
    );
    let places = of_kinds(simulated, is_emergency);
    let wanted = [SPACES, OCCUPANCY, OCCUPIED, FULL, QUEUE, PARKED, PRESENT, STAY];
    area("Emergency", lines, [table("place", places, &wanted, None)])
}

/// Without the number in use where the occupancy of every place says it.
fn without_needless<'p>(wanted: impl IntoIterator<Item = Wanted>, mut places: impl Iterator<Item = &'p OfPlace>) -> Vec<Wanted> {
    let all_have_occupancy = places.all(|place| find(&place.measures, "occupancy").is_some());
    let is_needless = |of: Of| matches!(of, Of::Measure("occupied_spaces")) && all_have_occupancy;
    wanted.into_iter().filter(|&(of, ..)| !is_needless(of)).collect()
}

fn beds(simulated: &Simulated) -> Area {
    let places = of_kinds(simulated, PlaceKind::has_beds);
    let together = Some(("general and acute", simulated.measures.as_slice()));
    let lines = lines(
        simulated,
        &[
            ("occupancy", "General and acute beds in use"),
            ("occupied_spaces", "General and acute beds in use"),
            ("closed_spaces", "Spaces closed and empty"),
            ("outlier_bed_days", "Bed-days in a ward of another specialty"),
        ],
    );
    let lines = if places.clone().next().is_some() { lines } else { Vec::new() };
    let wanted = without_needless([BEDS, OCCUPANCY, IN_USE, OCCUPIED, FULL, QUEUE, STAY], places.clone());
    area("Beds", lines, [table("ward", places, &wanted, together)])
}

fn other_places(simulated: &Simulated) -> Area {
    let is_other =
        |kind| matches!(kind, PlaceKind::SameDay | PlaceKind::Theatre | PlaceKind::Lounge | PlaceKind::Station);
    let places = of_kinds(simulated, is_other);
    let wanted = [SPACES, OCCUPANCY, IN_USE, FULL, QUEUE, PRESENT, THROUGHPUT, STAY];
    let wanted = without_needless(wanted, places.clone());
    let title = if places.clone().count() == simulated.places.len() { "Places" } else { "Other places" };
    area(title, Vec::new(), [table("place", places, &wanted, None)])
}

fn outside(simulated: &Simulated) -> Area {
    let places = of_kinds(simulated, PlaceKind::is_outside);
    let wanted = [SPACES, OCCUPANCY, IN_USE, OCCUPIED, FULL, QUEUE, THROUGHPUT, STAY];
    let wanted = without_needless(wanted, places.clone());
    area("Outside the hospital", Vec::new(), [table("place", places, &wanted, None)])
}

/// Shares of those who waited, and numbers waiting, below this are as good as none.
const HARDLY_ANYONE: f64 = 0.0005;

fn waits(simulated: &Simulated) -> Area {
    const COLUMNS: [(&str, &str); 6] = [
        ("begun", "begun"),
        ("waited_share", "waited"),
        ("waiting_time", "mean wait"),
        ("waiting_time_median", "median"),
        ("waiting_time_p95", "95 %"),
        ("left_before_seen_share", "gave up"),
    ];
    let waited = |it: &&OfActivity| find(&it.measures, "waited_share").is_some_and(|it| it.mean >= HARDLY_ANYONE);
    let shown: Vec<&OfActivity> = simulated.activities.iter().filter(waited).collect();
    let longest = shown.iter().filter_map(|it| find(&it.measures, "waiting_time")).map(|it| it.mean);
    let longest = longest.fold(0.0, f64::max);
    let cells = |measures: &[Estimate]| COLUMNS.iter().map(|(id, _)| figure(measures, id, longest)).collect();
    let mut rows = Vec::new();
    for activity in &shown {
        rows.push(Row { name: activity.name.clone(), depth: 0, cells: cells(&activity.measures) });
        let ranks = activity.by.iter().filter(|(class, its)| activity.ranks.contains(class) && !its.is_empty());
        rows.extend(ranks.map(|(class, its)| Row { name: class.clone(), depth: 1, cells: cells(its) }));
    }
    let at_once = simulated.activities.len() - shown.len();
    let note = match at_once {
        _ if shown.is_empty() => None,
        0 => None,
        1 => Some("Not shown: 1 activity for which hardly anyone waited.".to_owned()),
        more => Some(format!("Not shown: {more} activities for which hardly anyone waited.")),
    };
    let table = Table { rows_are: "activity", columns: columns(&COLUMNS.map(|(_, heading)| heading), &rows), rows };
    Area { note, ..area("Waits", Vec::new(), [table.without_empty_columns()]) }
}

/// Columns with the unit of their first figure.
fn columns(headings: &[&'static str], rows: &[Row]) -> Vec<Column> {
    let unit = |column: usize| {
        rows.iter().find_map(|row| match &row.cells[column] {
            Cell::Figure(shown) => Some(shown.unit.words()),
            Cell::Nothing | Cell::Range(..) | Cell::Spaces(_) => None,
        })
    };
    let column = |(number, &heading): (usize, &&'static str)| Column { heading, unit: unit(number).unwrap_or("") };
    headings.iter().enumerate().map(column).collect()
}

fn leaving(simulated: &Simulated) -> Area {
    let lines = lines(
        simulated,
        &[
            ("discharges", "Discharges from a bed"),
            ("length_of_stay", "Stay in hospital beds, mean"),
            ("length_of_stay_median", "Stay in hospital beds, median"),
            ("length_of_stay_p95", "Stay in hospital beds, 95 % are shorter"),
            ("fit_to_leave_count", "Fit to leave and still here, at any time"),
            ("delay_time", "Delay of those delayed"),
            ("transfers", "Transfers between places"),
        ],
    );
    let kept = |place: &&OfPlace| {
        ["waiting_to_move", "kept_after"].iter().any(|id| find(&place.measures, id).is_some_and(|it| it.mean >= HARDLY_ANYONE))
    };
    let places = simulated.places.iter().filter(kept);
    let mut table = table("in a space of", places, &[IN_USE, TO_MOVE, KEPT], None);
    for cell in table.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells) {
        if matches!(cell, Cell::Figure(shown) if shown.mean < HARDLY_ANYONE) {
            *cell = Cell::Nothing;
        }
    }
    area("Leaving and delay", lines, [table])
}

fn pathways(simulated: &Simulated) -> Area {
    const COLUMNS: [(&str, &str); 5] = [
        ("arrivals", "arrivals"),
        ("throughput", "served and gone"),
        ("visit_time", "arrival to leaving"),
        ("left_before_seen_share", "left before seen"),
        ("turned_away_share", "turned away"),
    ];
    let comes = |it: &&OfPathway| find(&it.measures, "arrivals").is_some_and(|it| it.mean > 0.0);
    let shown: Vec<&OfPathway> = simulated.pathways.iter().filter(comes).collect();
    let longest = shown.iter().filter_map(|it| find(&it.measures, "visit_time")).map(|it| it.mean);
    let longest = longest.fold(0.0, f64::max);
    let row = |name: &str, depth: usize, measures: &[Estimate]| Row {
        name: name.to_owned(),
        depth,
        cells: COLUMNS.iter().map(|(id, _)| figure(measures, id, longest)).collect(),
    };
    let mut rows = Vec::new();
    for pathway in &shown {
        rows.push(row(&pathway.name, 0, &pathway.measures));
        let streams = pathway.by.iter().filter(|(class, _)| pathway.streams.contains(class));
        rows.extend(streams.map(|(class, its)| row(class, 1, its)));
    }
    if shown.len() > 1 {
        rows.push(row("all", 0, &simulated.measures));
    }
    let table = Table { rows_are: "pathway", columns: columns(&COLUMNS.map(|(_, heading)| heading), &rows), rows };
    area("Arrivals and pathways", Vec::new(), [table.without_empty_columns()])
}

fn money(simulated: &Simulated) -> Area {
    let lines = lines(simulated, &[("cost", "Cost of everything that has one")]);
    let costs = |place: &&OfPlace| find(&place.measures, "cost").is_some_and(|it| it.mean != 0.0);
    let places = simulated.places.iter().filter(costs);
    area("Money", lines, [table("place", places, &[COST], None)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Unit;

    #[test]
    fn units_suit_the_size_of_a_time() {
        let definition = |id: &str| hospital::definitions().iter().find(|row| row.id == id);
        let shown = |id: &str, mean: f64| {
            let definition = definition(id).expect("it is a measure");
            Shown::alone(&Estimate { definition, mean, low: mean, high: mean, n: 2 })
        };
        for (id, mean, unit, number) in [
            ("visit_time", 0.5, Unit::Minutes, 30.0),
            ("visit_time", 5.0, Unit::Hours, 5.0),
            ("visit_time", 96.0, Unit::Days, 4.0),
            ("delay_time", 0.5, Unit::Hours, 12.0),
            ("four_hour_share", 0.593, Unit::Percent, 59.3),
            ("cost", 1200.0, Unit::PoundsPerDay, 1200.0),
        ] {
            let found = shown(id, mean);
            assert_eq!((found.unit, found.mean), (unit, number), "{id} {mean}");
        }
    }
}
