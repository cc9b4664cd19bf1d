//! Why, for machines.

use serde_json::{Value, json as value};

use super::{Better, Effect, End, Link, TimeShare, WaitsFor, Why, WorstDay};
use crate::simulated::Estimate;

/// The answer as JSON: `{"hospital", "seed", "runs", "measure", "better", "now": F, "effects": [{"of", "what", "change": F,
/// "worse", "cost_a_day"}], "time": [{"what", "activity", "place", "waits", "share", "hours"}], "worst_day": {"run", "day", "at",
/// "series", "value", "number", "counted", "chain": [{"place", "occupied", "care_visits", "spaces", "closed", "full", "wanted_by", "busy",
/// "waits": [{"for", "number"}], "kept", "fit_to_leave"}], "end"}}` with F = `{"mean", "low", "high", "unit", "n"}`. What
/// does not exist is `null`: the cost of what the file gives no cost for, the worst day of less than a day.
pub fn why_json(why: &Why) -> String {
    let better = match why.better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    };
    let mut all = value!({
        "hospital": why.hospital,
        "seed": why.seed,
        "runs": why.runs,
        "measure": why.measure,
        "better": better,
        "now": why.now.as_ref().map(figure),
        "effects": why.effects.iter().map(effect).collect::<Vec<_>>(),
        "time": why.time.iter().map(time).collect::<Vec<_>>(),
        "worst_day": why.worst.as_ref().map(worst),
    });
    if let Some(from) = &why.from {
        all["from"] = value!({ "at": why.start, "present": from.present, "remarks": from.remarks });
    }
    format!("{all:#}\n")
}

fn figure(it: &Estimate) -> Value {
    value!({ "mean": it.mean, "low": it.low, "high": it.high, "unit": it.definition.unit, "n": it.n })
}

fn effect(it: &Effect) -> Value {
    value!({
        "of": it.of,
        "what": it.words,
        "change": figure(&it.change),
        "worse": it.worse,
        "cost_a_day": it.cost_a_day,
    })
}

fn time(it: &TimeShare) -> Value {
    value!({
        "what": it.words,
        "activity": it.activity,
        "place": it.place,
        "waits": it.waits,
        "share": it.share,
        "hours": it.hours,
    })
}

fn worst(it: &WorstDay) -> Value {
    let end = match &it.end {
        End::NobodyWaits => value!("nobody waits"),
        End::HasRoom => value!("has room"),
        End::Resources(names) => value!({ "resources": names }),
        End::Circle(place) => value!({ "circle": place }),
    };
    value!({
        "run": it.run,
        "day": it.day,
        "at": it.at,
        "series": it.series,
        "value": it.value,
        "number": it.number,
        "counted": it.counted,
        "chain": it.chain.iter().map(link).collect::<Vec<_>>(),
        "end": end,
    })
}

fn link(it: &Link) -> Value {
    let waits = it.waits.iter().map(|(what, number)| {
        let name = match what {
            WaitsFor::Place(name) | WaitsFor::Resources(name) => name,
        };
        value!({ "for": name, "number": number })
    });
    value!({
        "place": it.place,
        "occupied": it.occupied,
        "care_visits": it.care_visits,
        "spaces": it.spaces,
        "closed": it.closed,
        "full": it.is_full,
        "wanted_by": it.wanted_by,
        "busy": it.busy,
        "waits": waits.collect::<Vec<_>>(),
        "kept": it.kept,
        "fit_to_leave": it.fit_to_leave,
    })
}
