//! What was asked: of which file, with which changes, and how it was run.

use description::{Changed, OptionSummary};
use quantity::Duration;

use crate::simulate::Simulation;
use crate::simulated::Simulated;

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The file's name, without its directory.
    pub file: String,
    /// The options that were chosen.
    pub options: Vec<Chosen>,
    /// What they and the settings changed in the file.
    pub changes: Vec<Changed>,
    /// How the run differs from what the file says: what, what the file says, and what was asked.
    pub run_changes: Vec<(&'static str, String, String)>,
    /// The command that gives the same figures again.
    pub command: String,
}

/// An option that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Whose it is to decide; empty is nobody's.
    pub owner: String,
    /// What it costs, in words; empty is nothing that the file says.
    pub cost: String,
}

pub(super) fn asked(simulation: &Simulation, simulated: &Simulated) -> Asked {
    let request = &simulation.request;
    let chosen = |name: &String| {
        let summary = simulation.options.iter().find(|option| option.name == *name);
        Chosen {
            name: name.clone(),
            owner: summary.map_or_else(String::new, |it| it.owner.clone()),
            cost: summary.map_or_else(String::new, cost),
        }
    };
    let file = request.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Asked {
        options: request.options.iter().map(chosen).collect(),
        changes: simulation.changes.clone(),
        run_changes: run_changes(simulation, simulated),
        command: command(&file, simulation, simulated),
        file,
    }
}

fn cost(option: &OptionSummary) -> String {
    let pounds = |pounds: f64, end: &str| format!("£{}{end}", crate::view::number::plain(pounds));
    let both = [(option.cost_per_day, " a day"), (option.cost_once, " once")];
    let some: Vec<_> = both.into_iter().filter(|&(cost, _)| cost != 0.0).collect();
    let payer = option.paid_by.as_ref().filter(|_| !some.is_empty());
    let payer = payer.map_or_else(String::new, |payer| format!(", paid by {}", super::for_people(payer)));
    some.into_iter().map(|(cost, end)| pounds(cost, end)).collect::<Vec<_>>().join(" and ") + &payer
}

fn run_changes(simulation: &Simulation, simulated: &Simulated) -> Vec<(&'static str, String, String)> {
    let of_file = &simulation.plan.hospital().run;
    let time = |time: Duration| time.to_string();
    let all = [
        ("counted time", time(of_file.collect), time(simulated.collect)),
        ("warm-up", time(of_file.warm_up), time(simulated.warm_up)),
        ("runs", of_file.runs.to_string(), simulated.runs.to_string()),
        ("seed", of_file.seed.to_string(), simulated.seed.to_string()),
    ];
    // Who was there at the start is said instead of a warm-up.
    let is_asked = |what: &str| what != "warm-up" || simulated.from.is_none();
    all.into_iter().filter(|(what, file, asked)| file != asked && is_asked(what)).collect()
}

fn command(file: &str, simulation: &Simulation, simulated: &Simulated) -> String {
    let mut words = vec!["onward simulate".to_owned(), quoted(file)];
    words.extend(simulation.request.options.iter().map(|name| format!("--with {}", quoted(name))));
    let set = |it: &description::Setting| format!("--set {}", quoted(&format!("{}={}", it.path, it.value)));
    words.extend(simulation.request.settings.iter().map(set));
    words.push(format!("--for {}", quoted(&simulated.collect.to_string())));
    match &simulation.request.from {
        Some(from) => {
            words.push(format!("--from {}", quoted(&from.file.display().to_string())));
            words.push(format!("--at {}", quoted(&simulated.start)));
        }
        None => words.push(format!("--warm-up {}", quoted(&simulated.warm_up.to_string()))),
    }
    words.push(format!("--runs {} --seed {}", simulated.runs.max(1), simulated.seed));
    words.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell_where_they_must_be() {
        assert_eq!(quoted("w2.toml"), "w2.toml");
        assert_eq!(quoted("place.a.spaces=4 beds"), "'place.a.spaces=4 beds'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
