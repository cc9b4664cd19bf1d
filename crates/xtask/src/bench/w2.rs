//! W2, the district hospital's year, in every engine, in turn on one core.

use std::fmt;

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use super::onward::{Onward, Run};
use super::summary::Summary;
use super::{Arguments, machine, peers, table};
use crate::workspace::Workspace;

/// Events of a replication of W2: arrivals, ends of treatment, of stays, of assessments and of community places.
const EVENTS: f64 = 296_500.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    Onward,
    Simpy,
    Ciw,
    Nexosim,
}

impl Engine {
    pub const ALL: [Self; 4] = [Self::Onward, Self::Simpy, Self::Ciw, Self::Nexosim];

    fn takes_seconds(self) -> bool {
        match self {
            Self::Onward | Self::Nexosim => false,
            Self::Simpy | Self::Ciw => true,
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Onward => "onward",
            Self::Simpy => "simpy",
            Self::Ciw => "ciw",
            Self::Nexosim => "nexosim",
        })
    }
}

/// A figure of the model: its name in the peers' lines, and where our results hold it, in which unit.
struct Output {
    name: &'static str,
    pointer: &'static str,
    unit: Unit,
}

#[derive(Clone, Copy)]
enum Unit {
    AsItIs,
    Hours,
    Days,
}

const fn output(name: &'static str, pointer: &'static str, unit: Unit) -> Output {
    Output { name, pointer, unit }
}

const OUTPUTS: [Output; 12] = [
    output("four_hour_share", "/measures/four_hour_share", Unit::AsItIs),
    output("boarding_h", "/measures/boarding_time", Unit::Hours),
    output("cubicles_busy", "/places/ed/occupied_spaces", Unit::AsItIs),
    output("delay_d", "/measures/delay_time", Unit::Days),
    output("packages_busy", "/places/care_packages/occupancy", Unit::AsItIs),
    output("homes_busy", "/places/care_homes/occupancy", Unit::AsItIs),
    output("ward_1", "/places/ward_1/occupancy", Unit::AsItIs),
    output("ward_2", "/places/ward_2/occupancy", Unit::AsItIs),
    output("ward_3", "/places/ward_3/occupancy", Unit::AsItIs),
    output("ward_4", "/places/ward_4/occupancy", Unit::AsItIs),
    output("ward_5", "/places/ward_5/occupancy", Unit::AsItIs),
    output("ward_6", "/places/ward_6/occupancy", Unit::AsItIs),
];

/// One engine's rounds so far.
struct Rounds {
    engine: Engine,
    seconds: Vec<f64>,
    peak_mb: f64,
    /// For each output, the mean of each round.
    outputs: Vec<Vec<f64>>,
}

pub fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<()> {
    let root = &workspace.root;
    let onward = arguments.engines.contains(&Engine::Onward).then(|| Onward::build(workspace)).transpose()?;
    peers::set_up(workspace, &arguments.engines)?;
    let mut all: Vec<Rounds> = arguments.engines.iter().map(|engine| Rounds::of(*engine)).collect();
    for round in 0..arguments.runs {
        for rounds in &mut all {
            let replications = if rounds.engine.takes_seconds() { 1 } else { arguments.replications };
            let seed = 1 + round * replications;
            match (&onward, rounds.engine) {
                (Some(onward), Engine::Onward) => {
                    rounds.add_ours(&onward.simulate("hospitals/w2.toml", &[], replications, seed, 1)?);
                }
                _ => rounds.add_peer(&peers::replications(workspace, rounds.engine, seed, replications)?)?,
            }
        }
        println!("round {} of {} done", round + 1, arguments.runs);
    }

    println!("\nW2, one core{}", if machine::pinned(root).is_empty() { " (not pinned)" } else { "" });
    print_speed(&all);
    println!("\nWhat the models say, means over all rounds");
    print_outputs(&all);
    let engines: Map<String, Value> =
        all.iter().map(|rounds| (rounds.engine.to_string(), rounds.json())).collect();
    let mut kept = machine::told(root);
    kept["bench"] = json!("w2");
    kept["rounds"] = json!(arguments.runs);
    kept["events_a_replication"] = json!(EVENTS);
    kept["engines"] = Value::Object(engines);
    machine::keep(root, "", &kept)
}

impl Rounds {
    fn of(engine: Engine) -> Self {
        Self { engine, seconds: vec![], peak_mb: 0.0, outputs: vec![vec![]; OUTPUTS.len()] }
    }

    fn add_ours(&mut self, run: &Run) {
        self.seconds.push(run.cpu_seconds);
        self.peak_mb = self.peak_mb.max(run.peak_mb);
        for (figures, output) in self.outputs.iter_mut().zip(&OUTPUTS) {
            figures
                .extend(run.results.pointer(output.pointer).and_then(|figure| in_unit(figure, output.unit)));
        }
    }

    fn add_peer(&mut self, lines: &[Value]) -> anyhow::Result<()> {
        let all = |key: &str| -> anyhow::Result<Vec<f64>> {
            let figures: Option<Vec<f64>> = lines.iter().map(|line| line[key].as_f64()).collect();
            figures.with_context(|| format!("{} told no {key}", self.engine))
        };
        self.seconds.push(mean(&all("cpu")?).context("the peer ran nothing")?);
        self.peak_mb = all("peak_mb")?.into_iter().fold(self.peak_mb, f64::max);
        let outputs: Result<Vec<Vec<f64>>, _> = OUTPUTS.iter().map(|output| all(output.name)).collect();
        for (figures, output) in self.outputs.iter_mut().zip(outputs?) {
            figures.extend(mean(&output));
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let outputs = OUTPUTS.iter().zip(&self.outputs).map(|(output, figures)| (output.name, mean(figures)));
        let outputs: Map<String, Value> =
            outputs.map(|(name, figure)| (name.to_owned(), json!(figure))).collect();
        let median = Summary::of(&self.seconds);
        json!({
            "cpu_seconds_a_replication": median.map(Summary::json),
            "each_round": self.seconds,
            "ns_an_event": median.map(|summary| summary.median / EVENTS * 1e9),
            "peak_mb": self.peak_mb,
            "outputs": outputs,
        })
    }
}

/// A figure of `simulate` in the unit the peers use; times are in hours or days there.
fn in_unit(figure: &Value, unit: Unit) -> Option<f64> {
    let mean = figure["mean"].as_f64()?;
    let hours = match figure["unit"].as_str()? {
        "s" => 1.0 / 3600.0,
        "min" => 1.0 / 60.0,
        "h" => 1.0,
        "day" | "days" => 24.0,
        _ => return matches!(unit, Unit::AsItIs).then_some(mean),
    };
    match unit {
        Unit::AsItIs => None,
        Unit::Hours => Some(mean * hours),
        Unit::Days => Some(mean * hours / 24.0),
    }
}

fn mean(figures: &[f64]) -> Option<f64> {
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}

fn print_speed(all: &[Rounds]) {
    let ours = all.iter().find(|rounds| rounds.engine == Engine::Onward);
    let ours = ours.and_then(|rounds| Summary::of(&rounds.seconds)).map(|summary| summary.median);
    let mut rows = vec![table::row([
        "engine",
        "s a replication",
        "[min – max]",
        "ns an event",
        "peak MB",
        "times ours",
    ])];
    for rounds in all {
        let Some(Summary { median, least, most }) = Summary::of(&rounds.seconds) else { continue };
        rows.push(vec![
            rounds.engine.to_string(),
            format!("{median:.4}"),
            format!("[{least:.4} – {most:.4}]"),
            format!("{:.0}", median / EVENTS * 1e9),
            format!("{:.1}", rounds.peak_mb),
            ours.map_or("–".to_owned(), |ours| format!("{:.1}", median / ours)),
        ]);
    }
    table::print(&rows);
}

fn print_outputs(all: &[Rounds]) {
    let mut rows = vec![vec!["figure".to_owned()]];
    rows[0].extend(all.iter().map(|rounds| rounds.engine.to_string()));
    for (place, output) in OUTPUTS.iter().enumerate() {
        let cell = |rounds: &Rounds| {
            mean(&rounds.outputs[place]).map_or("–".to_owned(), |mean| format!("{mean:.3}"))
        };
        let name = std::iter::once(output.name.to_owned());
        rows.push(name.chain(all.iter().map(cell)).collect());
    }
    table::print(&rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_the_peers_unit() {
        let figure = |mean: f64, unit: &str| json!({ "mean": mean, "unit": unit });
        assert_eq!(in_unit(&figure(90.0, "min"), Unit::Hours), Some(1.5));
        assert_eq!(in_unit(&figure(36.0, "h"), Unit::Days), Some(1.5));
        assert_eq!(in_unit(&figure(0.5, "share"), Unit::AsItIs), Some(0.5));
        assert_eq!(in_unit(&figure(0.5, "share"), Unit::Hours), None);
        assert_eq!(in_unit(&json!({}), Unit::Hours), None);
    }

    #[test]
    fn rounds_of_a_peer_are_means_of_its_lines() {
        let mut line = json!({ "cpu": 1.0, "peak_mb": 3.0 });
        for output in &OUTPUTS {
            line[output.name] = json!(0.5);
        }
        let mut other = line.clone();
        other["cpu"] = json!(2.0);
        let mut rounds = Rounds::of(Engine::Simpy);
        rounds.add_peer(&[line, other]).expect("both lines are whole");
        assert_eq!(rounds.seconds, [1.5]);
        assert!(rounds.add_peer(&[json!({ "cpu": 1.0 })]).is_err());
    }
}
