//! What a sound hospital file holds, in text.

use std::fmt::Write as _;
use std::path::Path;

use app::view::{number, period};
use app::{Checked, Kind, OptionSummary, StreamOfArrivals};

use super::layout;

/// The page that `check` prints.
pub fn checked(file: &Path, checked: &Checked) -> anyhow::Result<String> {
    let mut text = String::new();
    writeln!(text, "{}: no problems\n\n{}", file.display(), checked.hospital)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut put = |heading: &str, items: Vec<String>| {
        for (at, item) in items.into_iter().enumerate() {
            rows.push(vec![if at == 0 { format!("  {heading}") } else { String::new() }, item]);
        }
    };
    for kind in &checked.kinds {
        put(kind.kind, vec![places(kind)]);
    }
    put(
        "beds in all",
        Some(checked.beds).filter(|&beds| beds > 0).map(|beds| beds.to_string()).into_iter().collect(),
    );
    put("arrivals", checked.arrivals.iter().map(stream).collect());
    put("pathways", checked.pathways.iter().map(|(name, activities)| pathway(name, *activities)).collect());
    let named = |names: &[String]| Some(names.join(", ")).filter(|all| !all.is_empty()).into_iter().collect();
    put("resources", named(&checked.resources));
    put("shocks", named(&checked.shocks));
    put("rules", named(&checked.rules));
    put("options", checked.options.iter().map(option).collect());
    let run = &checked.run;
    let runs = if run.runs == 1 { "1 run".to_owned() } else { format!("{} runs", run.runs) };
    put("run", vec![format!("{}; {runs}, seed {}", period(run.collect, &run.start, run.warm_up), run.seed)]);
    text.push_str(&layout::words(rows.into_iter()));
    Ok(text)
}

fn places(kind: &Kind) -> String {
    let place = |(name, spaces): &(String, app::Spaces)| format!("{name} {}", layout::spaces(*spaces));
    kind.places.iter().map(place).collect::<Vec<_>>().join(", ")
}

fn stream(stream: &StreamOfArrivals) -> String {
    let StreamOfArrivals { name, per_day, listed, first } = stream;
    match per_day {
        Some(per_day) => format!("{name}: {} a day, to {first}", number::plain(*per_day)),
        None => format!("{name}: {listed} known visits, to {first}"),
    }
}

fn pathway(name: &str, activities: usize) -> String {
    match activities {
        1 => format!("{name}: 1 activity"),
        more => format!("{name}: {more} activities"),
    }
}

fn option(option: &OptionSummary) -> String {
    let OptionSummary { name, owner, cost_per_day, cost_once, paid_by } = option;
    let mut words = vec![name.clone()];
    if !owner.is_empty() {
        words.push(format!("of {owner}"));
    }
    if *cost_per_day != 0.0 {
        words.push(format!("£{} a day", number::plain(*cost_per_day)));
    }
    if *cost_once != 0.0 {
        words.push(format!("£{} once", number::plain(*cost_once)));
    }
    if let Some(payer) = paid_by {
        words.push(format!("paid by {payer}"));
    }
    words.join(", ")
}
