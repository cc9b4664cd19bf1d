//! The few figures that matter first, in plain words.

use hospital::PlaceKind;

use super::{Line, Shown};
use crate::simulated::{Estimate, Simulated, find};

/// Places and activities of which a small model shows each.
const FEW: usize = 3;
/// Lines at most.
const MOST: usize = 12;

/// When a line is worth showing.
#[derive(Clone, Copy)]
enum Worth {
    /// Whenever there is a figure.
    Always,
    /// When it is not zero.
    Some,
}

/// Of a hospital with an emergency department or beds, the first first.
const HOSPITAL: [(&str, Worth, &str); 16] = [
    ("four_hour_share", Worth::Always, "Seen, admitted or gone within 4 hours of arrival"),
    ("twelve_hours_from_arrival_share", Worth::Always, "Over 12 hours in the emergency department"),
    ("boarding_count", Worth::Some, "In the emergency department waiting for a bed, at any time"),
    ("boarding_time", Worth::Always, "From the decision to admit to the bed"),
    (
        "twelve_hours_from_decision_to_admit",
        Worth::Some,
        "Over 12 hours from the decision to admit to the bed",
    ),
    ("handover_time", Worth::Some, "Ambulance handover"),
    ("occupancy", Worth::Always, "General and acute beds in use"),
    ("fit_to_leave_count", Worth::Some, "Fit to leave and still here, at any time"),
    ("outlier_bed_days", Worth::Some, "Bed-days in a ward of another specialty"),
    ("left_before_seen_share", Worth::Some, "Left before being seen"),
    ("turned_away_share", Worth::Some, "Turned away"),
    ("arrivals", Worth::Always, "Arrivals"),
    ("length_of_stay", Worth::Always, "Stay in hospital beds"),
    ("discharges", Worth::Some, "Discharges from a bed"),
    ("cost", Worth::Some, "Cost"),
    ("visit_time", Worth::Always, "From arrival to leaving"),
];

/// Of a queue: no emergency department and no beds.
const QUEUE: [(&str, Worth, &str); 7] = [
    ("visit_time", Worth::Always, "From arrival to leaving"),
    ("present", Worth::Always, "Under way, at any time"),
    ("turned_away_share", Worth::Some, "Turned away"),
    ("left_before_seen_share", Worth::Some, "Left before being seen"),
    ("arrivals", Worth::Always, "Arrivals"),
    ("throughput", Worth::Always, "Served and gone"),
    ("cost", Worth::Some, "Cost"),
];

pub(super) fn lines(simulated: &Simulated) -> Vec<Line> {
    let is_hospital = simulated.places.iter().any(|it| it.kind == PlaceKind::Emergency || it.kind.has_beds());
    let mut lines = Vec::new();
    let has_emergency = simulated.places.iter().any(|it| it.kind == PlaceKind::Emergency);
    if simulated.activities.len() <= FEW && !has_emergency {
        add_waits(&mut lines, simulated);
    }
    if is_hospital {
        add(&mut lines, &simulated.measures, &HOSPITAL, "");
    } else {
        if simulated.places.len() <= FEW {
            for place in &simulated.places {
                let few = [
                    ("occupancy", Worth::Always, "{} in use"),
                    ("queue_length", Worth::Some, "Queue for {}"),
                ];
                add(&mut lines, &place.measures, &few, &place.name);
            }
        }
        add(&mut lines, &simulated.measures, &QUEUE, "");
    }
    lines.truncate(MOST);
    lines
}

fn add_waits(lines: &mut Vec<Line>, simulated: &Simulated) {
    let waits =
        [("waiting_time", Worth::Some, "Wait for {}"), ("waited_share", Worth::Some, "Had to wait for {}")];
    for activity in &simulated.activities {
        add(lines, &activity.measures, &waits, &activity.name);
    }
}

/// Adds lines; `{}` in their words is whose figure it is.
fn add(lines: &mut Vec<Line>, measures: &[Estimate], wanted: &[(&str, Worth, &str)], of: &str) {
    for &(id, worth, words) in wanted {
        let Some(estimate) = find(measures, id) else { continue };
        let is_worth_it = match worth {
            Worth::Always => true,
            Worth::Some => estimate.mean != 0.0,
        };
        if is_worth_it {
            let words = words.replace("{}", of);
            lines.push(Line { id: estimate.definition.id, words, shown: Shown::alone(estimate) });
        }
    }
}
