//! What a simulation found, for machines. Nothing in it depends on the clock or the machine.

use serde_json::{Map, Value, json as value};

use crate::simulated::{Estimate, FirstDeadlock, Simulated};

/// The answer as JSON, a line for each subject.
///
/// `{"hospital", "seed", "runs", "measures": {id: F}, "places": {place: {id: F}}, "activities": {"pathway.activity": {id: F,
/// "by": {class: {id: F}}}}, "pathways": {…}, "distributions": {id: [[value, share], …]}, "profiles": {id: [168 means]},
/// "deadlocks": {"count", "first"}}` with F = `{"mean", "low", "high", "unit", "n"}`. Figures of which nothing was seen are
/// left out. Profiles have `null` for hours of the week that were not seen.
pub fn json(simulated: &Simulated) -> String {
    let places = simulated.places.iter().map(|it| (it.name.clone(), figures(&it.measures)));
    let activities = simulated.activities.iter().map(|it| (it.name.clone(), with_classes(&it.measures, &it.by)));
    let pathways = simulated.pathways.iter().map(|it| (it.name.clone(), with_classes(&it.measures, &it.by)));
    let distributions = simulated.distributions.iter().map(|(id, shares)| (id.clone(), value!(shares)));
    let profiles = simulated.profiles.iter().map(|(id, hours)| (id.clone(), value!(hours)));
    let whole = [
        ("hospital", value!(simulated.hospital)),
        ("seed", value!(simulated.seed)),
        ("runs", value!(simulated.runs)),
        ("measures", figures(&simulated.measures)),
        ("places", Value::Object(places.collect())),
        ("activities", Value::Object(activities.collect())),
        ("pathways", Value::Object(pathways.collect())),
        ("distributions", Value::Object(distributions.collect())),
        ("profiles", Value::Object(profiles.collect())),
        ("deadlocks", deadlocks(simulated)),
    ];
    let parts: Vec<String> = whole.iter().map(|(key, it)| format!("  \"{key}\": {}", lines(it))).collect();
    format!("{{\n{}\n}}\n", parts.join(",\n"))
}

/// A map with a line for each of its entries; anything else on one line.
fn lines(it: &Value) -> String {
    match it.as_object() {
        Some(entries) if !entries.is_empty() => {
            let entries = entries.iter().map(|(key, it)| format!("    {}: {it}", Value::String(key.clone())));
            format!("{{\n{}\n  }}", entries.collect::<Vec<_>>().join(",\n"))
        }
        _ => it.to_string(),
    }
}

fn figures(measures: &[Estimate]) -> Value {
    let figure = |it: &Estimate| {
        let figure = value!({
            "mean": it.mean, "low": it.low, "high": it.high, "unit": it.definition.unit, "n": it.n
        });
        (it.definition.id.to_owned(), figure)
    };
    Value::Object(measures.iter().map(figure).collect())
}

fn with_classes(measures: &[Estimate], by: &[(String, Vec<Estimate>)]) -> Value {
    let mut all = figures(measures);
    let seen = by.iter().filter(|(_, measures)| !measures.is_empty());
    let classes: Map<String, Value> = seen.map(|(class, measures)| (class.clone(), figures(measures))).collect();
    if !classes.is_empty() {
        all["by"] = Value::Object(classes);
    }
    all
}

fn deadlocks(simulated: &Simulated) -> Value {
    let tell = |it: &FirstDeadlock| {
        value!({ "replication": it.replication, "at_hours": it.at.hours(), "places": it.places })
    };
    let mut all = value!({ "count": simulated.deadlocks.count });
    if let Some(first) = &simulated.deadlocks.first {
        all["first"] = tell(first);
    }
    if let Some(stopped) = &simulated.deadlocks.stopped {
        all["stopped"] = tell(stopped);
    }
    all
}
