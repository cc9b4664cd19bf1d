//! What a simulation found, in text.

use std::fmt::Write as _;

use app::view::{self, Area};
use app::{Simulated, Written};

use super::layout;

/// The page that `simulate` prints.
pub fn simulated(simulated: &Simulated) -> anyhow::Result<String> {
    let mut text = header(simulated)?;
    for remark in view::remarks(simulated) {
        text.push_str(&layout::words(std::iter::once(vec![format!("Note: {remark}.")])));
    }
    let matters = view::what_matters(simulated);
    if !matters.is_empty() {
        write!(text, "\nWhat matters\n\n{}", layout::lines(&matters))?;
    }
    if view::options_change_nothing(simulated) {
        text.push_str("\nWhat the options change\n\nNothing: each run is the same with and without them.\n");
    } else if !simulated.differences.is_empty() {
        let rows = view::differences(simulated).into_iter().map(Vec::from);
        write!(text, "\nWhat the options change\n\n{}", layout::changes(rows))?;
    }
    for area in view::areas(simulated) {
        add(&mut text, &area)?;
    }
    if !simulated.evidence.is_empty() {
        text.push_str("\nEvidence\n\n");
        text.push_str(&layout::words(simulated.evidence.iter().map(|it| vec![it.words()])));
    }
    text.push_str(
        "\nMore: --format json prints every figure, distribution and weekly profile; --set, --with and\n\
         --precision ask further (onward simulate --help); docs/book/measures.md says what figures mean.\n",
    );
    Ok(text)
}

fn header(it: &Simulated) -> anyhow::Result<String> {
    let mut text = format!("{}\n", it.hospital);
    let period = view::period_of(it);
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
