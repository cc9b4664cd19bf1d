//! What a simulation found, in text.

use std::fmt::Write as _;

use app::view::{self, Area};
use app::{Duration, FirstDeadlock, Reached, Simulated, Written};

use super::{layout, number};

/// The page that `simulate` prints.
pub fn simulated(simulated: &Simulated) -> anyhow::Result<String> {
    let mut text = header(simulated)?;
    for remark in remarks(simulated) {
        text.push_str(&layout::words(std::iter::once(vec![format!("Note: {remark}.")])));
    }
    let matters = view::what_matters(simulated);
    if !matters.is_empty() {
        write!(text, "\nWhat matters\n\n{}", layout::lines(&matters))?;
    }
    for area in view::areas(simulated) {
        add(&mut text, &area)?;
    }
    text.push_str(
        "\nMore: --format json prints every figure, distribution and weekly profile; --set, --with and\n\
         --precision ask further (onward simulate --help); docs/book/measures.md says what figures mean.\n",
    );
    Ok(text)
}

fn header(it: &Simulated) -> anyhow::Result<String> {
    let mut text = format!("{}\n", it.hospital);
    let period = period(it.collect, &it.start, it.warm_up);
    writeln!(text, "{period}; {}, seed {}", runs(it), it.seed)?;
    if !it.options.is_empty() {
        writeln!(text, "Options: {}", it.options.join(", "))?;
    }
    for (path, value) in &it.settings {
        writeln!(text, "Set: {path} = {value}")?;
    }
    match it.runs {
        0 => text.push_str("No run was finished: there are no figures.\n"),
        1 => text.push_str(
            "One run: there are no intervals, for they come from how runs differ. Ask for several with --runs 20.\n",
        ),
        _ => text.push_str("Figures are means over the runs, with the 95 % interval of the mean.\n"),
    }
    Ok(text)
}

fn runs(it: &Simulated) -> String {
    match it.runs {
        done if it.stopped => format!("stopped after {done} of {} runs", it.asked),
        1 => "1 run".to_owned(),
        done => format!("{done} runs"),
    }
}

/// Which time is counted.
pub fn period(collect: Duration, start: &str, warm_up: Duration) -> String {
    match warm_up {
        Duration::ZERO => format!("{collect} from {start}, from an empty hospital"),
        warm_up => format!("{collect} from {start}, after {warm_up} of warm-up"),
    }
}

fn add(text: &mut String, area: &Area) -> anyhow::Result<()> {
    write!(text, "\n{}\n\n", area.title)?;
    if !area.lines.is_empty() {
        text.push_str(&layout::lines(&area.lines));
    }
    for (number, table) in area.tables.iter().enumerate() {
        if number > 0 || !area.lines.is_empty() {
            text.push('\n');
        }
        text.push_str(&layout::table(table));
    }
    if let Some(note) = &area.note {
        writeln!(text, "\n{note}")?;
    }
    Ok(())
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

/// What was written beside.
pub fn written(written: &Written, simulated: &Simulated) -> String {
    let runs = match written.replications {
        1 if simulated.runs > 1 => "the first run only; --movements-of all writes all".to_owned(),
        1 => "the run".to_owned(),
        more if more == simulated.runs => format!("all {more} runs"),
        more => format!("the first {more} runs"),
    };
    format!("movements written to {}: {runs}", written.path.display())
}
