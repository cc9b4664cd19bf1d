//! Why it is as it is, in text.

use std::fmt::Write as _;

use app::view;
use app::why::Why;

use super::layout;

/// What is less of the time than this is not printed.
const LEAST_SHARE: f64 = 0.01;

/// The page that `why` prints.
pub fn why(why: &Why) -> anyhow::Result<String> {
    let mut text = format!("{}\n", why.hospital);
    let runs = if why.runs == 1 { "1 run".to_owned() } else { format!("{} runs", why.runs) };
    writeln!(text, "{}; {runs} each, seed {}", view::why_period(why), why.seed)?;
    writeln!(text, "{}", view::why_now(why))?;
    for remark in why.from.iter().flat_map(|from| &from.remarks) {
        text.push_str(&layout::words(std::iter::once(vec![format!("Note: {remark}.")])));
    }
    if why.stopped {
        text.push_str("Stopped by ctrl-C: what was not run is not shown.\n");
    }
    if !why.effects.is_empty() {
        let (heading, rows) = view::effects(why);
        let rows = rows.into_iter().map(Vec::from);
        write!(
            text,
            "\nWhat a little more would change, the best first\n\n{}",
            layout::rows(Some(heading.into()), rows)
        )?;
        text.push_str(
            "\nA change is the mean over pairs of runs with the same patients and the same chance; a cost is that\n\
             of the file, of what is in use all the time.\n",
        );
    }
    if !why.time.is_empty() {
        let rows = view::time(why, LEAST_SHARE).into_iter().map(Vec::from);
        write!(text, "\nWhere the time goes, {}\n\n{}", view::time_of(why), layout::list(rows))?;
    }
    if let Some(worst) = &why.worst {
        write!(text, "\nThe worst day\n\n")?;
        let sentences = std::iter::once(view::worst_day(worst)).chain(view::chain(worst));
        for sentence in sentences {
            text.push_str(&layout::words(std::iter::once(vec![format!("{sentence}.")])));
        }
    }
    Ok(text)
}
