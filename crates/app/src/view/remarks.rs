//! What a reader must know beside the figures, in words.

use quantity::Duration;

use super::number;
use crate::precise::Reached;
use crate::simulated::{FirstDeadlock, Simulated};

/// Which time is counted.
pub fn period(collect: Duration, start: &str, warm_up: Duration) -> String {
    match warm_up {
        Duration::ZERO => format!("{collect} from {start}, from an empty hospital"),
        warm_up => format!("{collect} from {start}, after {warm_up} of warm-up"),
    }
}

/// Which time a simulation counts, and how it begins.
pub fn period_of(it: &Simulated) -> String {
    match &it.from {
        Some(from) => {
            format!("{} from {}, with the {} who were there then", it.collect, it.start, visits(from.present))
        }
        None => period(it.collect, &it.start, it.warm_up),
    }
}

pub(super) fn visits(number: usize) -> String {
    if number == 1 { "1 visit".to_owned() } else { format!("{number} visits") }
}

/// What a reader must know beside the figures.
pub fn remarks(simulated: &Simulated) -> Vec<String> {
    let mut remarks = Vec::new();
    if simulated.stopped {
        remarks.push(format!(
            "stopped by ctrl-C: {} of {} runs were done, and the figures are theirs",
            simulated.runs, simulated.asked
        ));
    }
    remarks.extend(simulated.from.iter().flat_map(|from| from.remarks.iter().cloned()));
    let deadlocks = &simulated.deadlocks;
    if let Some(stopped) = &deadlocks.stopped {
        remarks.push(format!(
            "visits waited for each other's spaces in a circle and the run stopped, as on_deadlock = \"stop\" asks: {}; \
             its figures are left out",
            circle(stopped)
        ));
    }
    if let Some(first) = &deadlocks.first {
        let times =
            if deadlocks.count == 1 { "once".to_owned() } else { format!("{} times", deadlocks.count) };
        remarks.push(format!(
            "visits waited for each other's spaces in a circle {times} and changed places; first {}",
            circle(first)
        ));
    }
    if let Some((within, reached)) = &simulated.precision {
        remarks.extend(precision(*within, reached, simulated.runs));
    }
    remarks
}

fn circle(deadlock: &FirstDeadlock) -> String {
    let FirstDeadlock { replication, at, when, places } = deadlock;
    let day = at.days().floor();
    let day = if day < 0.0 { format!("{} days before counting", -day) } else { format!("day {}", day + 1.0) };
    let first = places.first().map_or("", String::as_str);
    format!("in run {}, {when}, {day}: {} → {first}", replication + 1, places.join(" → "))
}

fn precision(within: f64, reached: &[Reached], runs: u32) -> Vec<String> {
    let wanted = number::plain(within * 100.0);
    let missed = reached.iter().filter(|it| it.within > within);
    let missed: Vec<String> = missed
        .map(|it| match it.within {
            found if found.is_finite() => {
                format!("{} is within {} %", it.measure, number::plain(found * 100.0))
            }
            _ => format!("{} has no figure to judge by", it.measure),
        })
        .collect();
    if missed.is_empty() {
        let names: Vec<&str> = reached.iter().map(|it| it.measure.as_str()).collect();
        return vec![format!("within {wanted} % after {runs} runs: {}", names.join(", "))];
    }
    vec![format!("not yet within {wanted} % after {runs} runs: {}; see --max-runs", missed.join(", "))]
}
