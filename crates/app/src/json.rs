//! Answers for machines. Nothing in them depends on the clock or the machine.

use description::Problem;
use serde_json::{Map, Value, json as value};

use crate::check::{Checked, Kind};
use crate::evidence::Evidence;
use crate::open::Fault;
use crate::simulated::{Estimate, FirstDeadlock, OfOptions, Simulated, Spaces};

/// The answer as JSON, a line for each subject.
///
/// `{"hospital", "seed", "runs", "measures": {id: F}, "places": {place: {id: F}}, "activities": {"pathway.activity": {id: F,
/// "by": {class: {id: F}}}}, "pathways": {…}, "rules": {rule: {id: F}}, "payers": {payer: {id: F}}, "delays": {reason: {id: F}}, "staff": {team: {id: F}},
/// "distributions": {id: [[value, share], …]}, "profiles": {id: [168 means]},
/// "deadlocks": {"count", "first"}}` with F = `{"mean", "low", "high", "unit", "n"}`. Figures of which nothing was seen are
/// left out, and so are rules where there are none, payers where only the trust pays, reasons of delay where none is named,
/// and staff where the file has none. What starts from a moment also has
/// `"from": {"at", "present", "remarks"}`; where options are chosen, `"differences": {id: F}` says how much more each figure of
/// the hospital is with them than without, in pairs of runs with the same chance, and `"more"` in which share of these it is
/// more. Where the file uses a link that rests on somebody's study, `"evidence"` is a list of these. Profiles have `null` for hours of the week that were not seen.
pub fn json(simulated: &Simulated) -> String {
    let places = simulated.places.iter().map(|it| (it.name.clone(), figures(&it.measures)));
    let activities =
        simulated.activities.iter().map(|it| (it.name.clone(), with_classes(&it.measures, &it.by)));
    let pathways = simulated.pathways.iter().map(|it| (it.name.clone(), with_classes(&it.measures, &it.by)));
    let rules = simulated.rules.iter().map(|it| (it.name.clone(), figures(&it.measures)));
    let payers = simulated.payers.iter().map(|it| (it.name.clone(), figures(&it.measures)));
    let delays = simulated.delays.iter().map(|it| (it.name.clone(), figures(&it.measures)));
    let teams = simulated.teams.iter().map(|it| (it.name.clone(), figures(&it.measures)));
    let distributions = simulated.distributions.iter().map(|(id, shares)| (id.clone(), value!(shares)));
    let profiles = simulated.profiles.iter().map(|(id, hours)| (id.clone(), value!(hours)));
    let mut whole = vec![
        ("hospital", value!(simulated.hospital)),
        ("seed", value!(simulated.seed)),
        ("runs", value!(simulated.runs)),
        ("measures", figures(&simulated.measures)),
        ("places", Value::Object(places.collect())),
        ("activities", Value::Object(activities.collect())),
        ("pathways", Value::Object(pathways.collect())),
        ("rules", Value::Object(rules.collect())),
        ("payers", Value::Object(payers.collect())),
        ("delays", Value::Object(delays.collect())),
        ("staff", Value::Object(teams.collect())),
        ("distributions", Value::Object(distributions.collect())),
        ("profiles", Value::Object(profiles.collect())),
        ("deadlocks", deadlocks(simulated)),
    ];
    if let Some(from) = &simulated.from {
        let from = value!({ "at": simulated.start, "present": from.present, "remarks": from.remarks });
        whole.insert(3, ("from", from));
    }
    if !simulated.differences.is_empty() {
        whole.push(("differences", differences(&simulated.differences)));
    }
    if !simulated.evidence.is_empty() {
        whole.push(("evidence", value!(simulated.evidence.iter().map(evidence).collect::<Vec<_>>())));
    }
    // A hospital says nothing of rules, several payers, reasons and staff that it does not have.
    let may_be_empty = |key: &str| !["rules", "payers", "delays", "staff"].contains(&key);
    let said =
        whole.iter().filter(|(key, it)| may_be_empty(key) || it.as_object().is_some_and(|it| !it.is_empty()));
    let parts: Vec<String> = said.map(|(key, it)| format!("  \"{key}\": {}", lines(it))).collect();
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

fn differences(list: &[OfOptions]) -> Value {
    let one = |it: &OfOptions| {
        let OfOptions { change, more } = it;
        let difference = value!({
            "mean": change.mean, "low": change.low, "high": change.high, "unit": change.definition.unit,
            "n": change.n, "more": more
        });
        (change.definition.id.to_owned(), difference)
    };
    Value::Object(list.iter().map(one).collect())
}

fn evidence(it: &Evidence) -> Value {
    value!({
        "used_by": it.used_by, "link": it.link, "source": it.source, "design": it.design, "found": it.found,
        "used": it.used, "caution": it.caution
    })
}

fn with_classes(measures: &[Estimate], by: &[(String, Vec<Estimate>)]) -> Value {
    let mut all = figures(measures);
    let seen = by.iter().filter(|(_, measures)| !measures.is_empty());
    let classes: Map<String, Value> =
        seen.map(|(class, measures)| (class.clone(), figures(measures))).collect();
    if !classes.is_empty() {
        all["by"] = Value::Object(classes);
    }
    all
}

fn deadlocks(simulated: &Simulated) -> Value {
    let tell = |it: &FirstDeadlock| value!({ "replication": it.replication, "at_hours": it.at.hours(), "places": it.places });
    let mut all = value!({ "count": simulated.deadlocks.count });
    if let Some(first) = &simulated.deadlocks.first {
        all["first"] = tell(first);
    }
    if let Some(stopped) = &simulated.deadlocks.stopped {
        all["stopped"] = tell(stopped);
    }
    all
}

/// What a check found, as JSON: `{"problems": [{"file", "line", "column", "what", "instead"}], "hospital": …}`, the latter
/// only of a sound file. Line and column count from one.
///
/// # Errors
/// What is wrong when it is not the file's content.
pub fn checked_json(checked: Result<Checked, Fault>) -> Result<String, Fault> {
    let (problems, hospital) = match checked {
        Ok(checked) => (Vec::new(), holds(&checked)),
        Err(Fault::Problems(problems)) => (problems, Value::Null),
        Err(other) => return Err(other),
    };
    let tell = |it: &Problem| value!({ "file": it.file, "line": it.line, "column": it.column, "what": it.what, "instead": it.instead });
    let mut all = value!({ "problems": problems.iter().map(tell).collect::<Vec<_>>() });
    if !hospital.is_null() {
        all["hospital"] = hospital;
    }
    Ok(format!("{all:#}\n"))
}

fn holds(checked: &Checked) -> Value {
    let spaces = |it: &Spaces| match it {
        Spaces::Always(number) => value!(number),
        Spaces::Rostered(least, most) => value!([least, most]),
        Spaces::Unlimited => value!("unlimited"),
    };
    let places = |it: &Kind| {
        let places = it.places.iter().map(|(name, number)| (name.clone(), spaces(number)));
        (it.kind.to_owned(), Value::Object(places.collect()))
    };
    let arrivals = checked.arrivals.iter().map(|it| {
        let stream = value!({ "a_day": it.per_day, "listed": it.listed, "first": it.first });
        (it.name.clone(), stream)
    });
    let pathways = checked.pathways.iter().map(|(name, activities)| (name.clone(), value!(activities)));
    let mut all = value!({
        "name": checked.hospital,
        "places": Value::Object(checked.kinds.iter().map(places).collect()),
        "beds": checked.beds,
        "arrivals": Value::Object(arrivals.collect()),
        "pathways": Value::Object(pathways.collect()),
        "resources": checked.resources,
        "options": checked.options.iter().map(|it| it.name.clone()).collect::<Vec<_>>(),
    });
    for (key, names) in [("shocks", &checked.shocks), ("rules", &checked.rules)] {
        if !names.is_empty() {
            all[key] = value!(names);
        }
    }
    all
}
