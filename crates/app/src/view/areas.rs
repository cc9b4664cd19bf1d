//! A table for each area.

use hospital::PlaceKind;

use super::places::{Of, Wanted, table};
use super::shown::{Cell, Shown, Table};
use super::{Area, Line, delays, payers, rules, staff, visits};
use crate::simulated::{OfPlace, Simulated, find};

const SPACES: Wanted = (Of::Spaces, "spaces", "");
const BEDS: Wanted = (Of::Spaces, "beds", "");
const OCCUPANCY: Wanted = (Of::Measure("occupancy"), "occupancy", "");
const IN_USE: Wanted = (Of::Measure("occupied_spaces"), "in use", "");
const OCCUPIED: Wanted = (Of::Occupied, "in use", "5 – 95 %");
const CARE: Wanted = (Of::Measure("care_load"), "care visits", "");
const FULL: Wanted = (Of::Measure("full_share"), "full", "% of time");
const QUEUE: Wanted = (Of::Measure("queue_length"), "queue", "");
const PARKED: Wanted = (Of::Measure("parked"), "outside", "");
const PRESENT: Wanted = (Of::Measure("present"), "present", "");
const THROUGHPUT: Wanted = (Of::Measure("throughput"), "came in", "");
const STAY: Wanted = (Of::Measure("length_of_stay"), "time here", "");
const TO_MOVE: Wanted = (Of::Measure("waiting_to_move"), "waiting to move on", "");
const KEPT: Wanted = (Of::Measure("kept_after"), "done, still here", "");
const COST: Wanted = (Of::Measure("cost"), "cost", "");

/// Every area, those without content too.
pub(super) fn all(simulated: &Simulated) -> Vec<Area> {
    vec![
        emergency(simulated),
        beds(simulated),
        other_places(simulated),
        outside(simulated),
        visits::waits(simulated),
        leaving(simulated),
        delays::area(simulated),
        staff::area(simulated),
        visits::pathways(simulated),
        rules::area(simulated),
        money(simulated),
        payers::area(simulated),
    ]
}

pub(super) fn area(
    title: &'static str,
    lines: Vec<Line>,
    tables: impl IntoIterator<Item = Option<Table>>,
) -> Area {
    Area { title, lines, tables: tables.into_iter().flatten().collect(), note: None }
}

fn of_kinds(
    simulated: &Simulated,
    is_wanted: fn(PlaceKind) -> bool,
) -> impl Iterator<Item = &OfPlace> + Clone {
    simulated.places.iter().filter(move |place| is_wanted(place.kind))
}

/// Figures of the hospital that are there and not zero.
pub(super) fn lines(simulated: &Simulated, wanted: &[(&str, &str)]) -> Vec<Line> {
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
    let wanted = [SPACES, OCCUPANCY, OCCUPIED, FULL, QUEUE, PARKED, STAY];
    area("Emergency", lines, [table("place", places, &wanted, None)])
}

fn beds(simulated: &Simulated) -> Area {
    let places = of_kinds(simulated, PlaceKind::has_beds);
    let together = Some(("general and acute", simulated.measures.as_slice()));
    let lines = lines(
        simulated,
        &[
            ("occupancy", "General and acute beds in use"),
            ("occupied_spaces", "General and acute beds in use, number"),
            ("closed_spaces", "Spaces closed and empty"),
            ("outlier_bed_days", "Bed-days in a ward of another specialty"),
            ("outbreaks", "Outbreaks of a sickness bug"),
            ("outbreak_patients", "Patients ill in an outbreak"),
            ("outbreak_staff", "Staff ill in an outbreak"),
            ("outbreak_closure_days", "Closed in an outbreak"),
            ("outbreak_bed_days", "Lost in an outbreak"),
            ("closed_by_infection", "Spaces closed by a bug, at any time"),
            ("closed_by_infection_empty", "Of those, empty"),
            ("staff_off_sick", "Staff off with a bug, at any time"),
        ],
    );
    let lines = if places.clone().next().is_some() { lines } else { Vec::new() };
    let wanted = [BEDS, OCCUPANCY, OCCUPIED, FULL, QUEUE, STAY];
    area("Beds", lines, [table("ward", places, &wanted, together)])
}

fn other_places(simulated: &Simulated) -> Area {
    let is_other = |kind| {
        matches!(kind, PlaceKind::SameDay | PlaceKind::Theatre | PlaceKind::Lounge | PlaceKind::Station)
    };
    let places = of_kinds(simulated, is_other);
    // Where every place has an occupancy, it says how many spaces are in use.
    let all_limited = places.clone().all(|place| find(&place.measures, "occupancy").is_some());
    let wanted = [SPACES, OCCUPANCY, IN_USE, FULL, QUEUE, PRESENT, THROUGHPUT, STAY];
    let wanted: Vec<Wanted> = wanted.into_iter().filter(|&it| !(all_limited && it == IN_USE)).collect();
    let title = if places.clone().count() == simulated.places.len() { "Places" } else { "Other places" };
    area(title, Vec::new(), [table("place", places, &wanted, None)])
}

fn outside(simulated: &Simulated) -> Area {
    let places = of_kinds(simulated, PlaceKind::is_outside);
    let wanted = [SPACES, OCCUPANCY, OCCUPIED, CARE, FULL, QUEUE, THROUGHPUT, STAY];
    area("Outside the hospital", Vec::new(), [table("place", places, &wanted, None)])
}

/// Shares of those who waited, and numbers waiting, below this are as good as none.
pub(super) const HARDLY_ANYONE: f64 = 0.0005;

fn leaving(simulated: &Simulated) -> Area {
    let lines = lines(
        simulated,
        &[
            ("discharges", "Discharges from a bed"),
            ("length_of_stay", "Stay in hospital beds, mean"),
            ("length_of_stay_median", "Stay in hospital beds, median"),
            ("length_of_stay_p95", "Stay in hospital beds, 95 % are shorter"),
            ("long_stays_over_7", "In hospital beds for over 7 days, at any time"),
            ("long_stays_over_21", "For over 21 days, at any time"),
            ("fit_to_leave_count", "Fit to leave and still here, at any time"),
            ("delay_time", "Delay of those delayed"),
            ("transfers", "Transfers between places"),
            ("bed_moves", "Moves between beds of different places"),
            ("bed_moves_at_night", "of these, from 22:00 to 06:00"),
            ("readmissions", "Readmissions to a bed"),
            ("deaths", "Deaths"),
            ("deaths_while_delayed", "Deaths of people who could have left"),
        ],
    );
    let kept = |place: &&OfPlace| {
        ["waiting_to_move", "kept_after"]
            .iter()
            .any(|id| find(&place.measures, id).is_some_and(|it| it.mean >= HARDLY_ANYONE))
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

fn money(simulated: &Simulated) -> Area {
    let lines = lines(
        simulated,
        &[("cost", "Cost of everything that has one"), ("agency_cost", "Of that, agency staff")],
    );
    let costs = |place: &&OfPlace| find(&place.measures, "cost").is_some_and(|it| it.mean != 0.0);
    let places = simulated.places.iter().filter(costs);
    area("Money", lines, [table("place", places, &[COST], None)])
}
