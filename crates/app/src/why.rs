//! Why is it as it is? What one more of each thing would do, where visits' time goes, and what led to the worst day.

mod chain;
mod json;
mod levers;
mod time;
mod worst;

use std::path::PathBuf;

use description::Setting;
use flow::{Control, Difference, Plan, Results, Runs, Settings, Wanted, paired, summarise};
use hospital::{Definition, Hospital, Moment, Subject, TimeSpent, Whose, definitions};
use quantity::Duration;

use crate::from::{self, FromRequest, Started};
use crate::open::{Fault, open};
use crate::precise::{self, Measured};
use crate::simulated::Estimate;

pub use chain::{End, Link, WaitsFor};
pub use json::why_json;
pub use levers::Lever;
pub use time::TimeShare;
pub use worst::WorstDay;

/// Of which hospital is asked, and how it is to be run. What is `None` is as the file says.
#[derive(Clone, Debug)]
pub struct WhyRequest {
    /// The hospital file.
    pub file: PathBuf,
    /// Values to set.
    pub settings: Vec<Setting>,
    /// Options to choose.
    pub options: Vec<String>,
    /// The figure of which is asked, such as `boarding_time` or `place.ed.queue_length`; `None` is the main one.
    pub measure: Option<String>,
    /// Counted time.
    pub collect: Option<Duration>,
    /// Time before it, from an empty hospital.
    pub warm_up: Option<Duration>,
    /// Who is there at the start, instead of a warm-up.
    pub from: Option<FromRequest>,
    /// Replications.
    pub runs: Option<u32>,
    /// The key of all chance.
    pub seed: Option<u64>,
    /// On how many threads; it changes no figure.
    pub threads: usize,
}

/// A hospital of which can be asked why.
#[derive(Debug)]
pub struct Question {
    hospital: Hospital,
    moment: Option<Moment>,
    started: Option<Started>,
    settings: Settings,
    wanted: Wanted,
    measured: Measured,
    definition: &'static Definition,
    levers: Vec<Lever>,
}

/// Why it is as it is.
#[derive(Clone, Debug)]
pub struct Why {
    /// The hospital's name.
    pub hospital: String,
    /// Civil date and time at which counting starts.
    pub start: String,
    /// Run before that, from an empty hospital, without counting.
    pub warm_up: Duration,
    /// Who was there at the start, instead of a warm-up.
    pub from: Option<Started>,
    /// Counted time.
    pub collect: Duration,
    /// The key of all chance.
    pub seed: u64,
    /// Replications.
    pub runs: u32,
    /// The measure of which was asked, as it is asked for.
    pub measure: String,
    /// What is better.
    pub better: Better,
    /// As it is.
    pub now: Option<Estimate>,
    /// What one more of each thing does, the best first.
    pub effects: Vec<Effect>,
    /// Where the time goes, the most first.
    pub time: Vec<TimeShare>,
    /// Whose time that is.
    pub time_of: Whose,
    /// The worst day of the first run in which anybody waits, and what led to it; `None` where there is none or no whole day
    /// is counted.
    pub worst: Option<WorstDay>,
    /// Whether someone stopped it before all was done.
    pub stopped: bool,
}

/// Which direction of a figure is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
}

/// What a change of one thing does.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What is changed, as `place.amu`, and how: `1 more space in amu`.
    pub of: String,
    /// In words.
    pub words: String,
    /// How much more the figure is with it than without, in pairs of runs with the same chance.
    pub change: Estimate,
    /// The share of runs in which it makes the figure worse; of runs in which nothing changes half.
    pub worse: f64,
    /// Pounds a day that the file says it costs, if it is in use all the time.
    pub cost_a_day: Option<f64>,
}

/// Reads the hospital, and finds what is wrong with the question.
///
/// # Errors
/// The file cannot be read or has problems, or the measure does not exist.
pub fn question(request: &WhyRequest) -> Result<Question, Fault> {
    let opened = open(&request.file, &request.settings, &request.options)?;
    let mut hospital = opened.described.hospital;
    let of_file = Settings::of(&hospital);
    let settings = Settings {
        seed: request.seed.unwrap_or(of_file.seed),
        warm_up: match request.from {
            Some(_) => Duration::ZERO,
            None => request.warm_up.unwrap_or(of_file.warm_up),
        },
        collect: request.collect.unwrap_or(of_file.collect),
    };
    let names = [request.measure.clone().unwrap_or_else(|| default_measure(&hospital).to_owned())];
    let measured = precise::measured(&hospital, &names)?.remove(0);
    let (mut moment, mut started) = (None, None);
    if let Some(from) = &request.from {
        let known = from::moment(&hospital, from)?;
        hospital = hospital.starting_at(known.moment.at(), known.start);
        started = Some(Started::new(&hospital, &known.moment, known.remarks));
        moment = Some(known.moment);
    }
    let runs = request.runs.unwrap_or(hospital.run.runs);
    let runs = Runs { at_least: runs, at_most: runs };
    let wanted = Wanted { runs, threads: request.threads.min(runs.at_most as usize), precision: None };
    let definition = definition_of(&measured);
    let levers = levers::levers(&hospital);
    Ok(Question { hospital, moment, started, settings, wanted, measured, definition, levers })
}

/// The figure that matters most in a hospital.
fn default_measure(hospital: &Hospital) -> &'static str {
    let main = precise::main_measures(hospital);
    ["boarding_time", "four_hour_share"].into_iter().find(|id| main.contains(id)).unwrap_or("visit_time")
}

fn definition_of(measured: &Measured) -> &'static Definition {
    let is_level = |row: &&Definition| match (row.measure, measured.subject) {
        (hospital::Measure::Hospital(_), Subject::Hospital)
        | (hospital::Measure::Place(_), Subject::Place(_))
        | (hospital::Measure::Activity(_), Subject::Activity(_) | Subject::ActivityClass(..))
        | (hospital::Measure::Pathway(_), Subject::Pathway(_) | Subject::PathwayClass(..))
        | (hospital::Measure::Rule(_), Subject::Rule(_))
        | (hospital::Measure::Payer(_), Subject::Payer(_))
        | (hospital::Measure::Delay(_), Subject::Delay(_))
        | (hospital::Measure::Team(_), Subject::Team(_)) => true,
        (
            hospital::Measure::Hospital(_)
            | hospital::Measure::Place(_)
            | hospital::Measure::Activity(_)
            | hospital::Measure::Pathway(_)
            | hospital::Measure::Rule(_)
            | hospital::Measure::Payer(_)
            | hospital::Measure::Delay(_)
            | hospital::Measure::Team(_),
            _,
        ) => false,
    };
    let mut rows = definitions().iter().filter(is_level);
    rows.find(|row| row.id == measured.id).expect("a measure is found by its definition")
}

impl Better {
    fn of(id: &str) -> Self {
        const HIGHER: [&str; 5] = ["four_hour_share", "throughput", "discharges", "admissions", "arrivals"];
        if HIGHER.contains(&id) { Self::Higher } else { Self::Lower }
    }

    /// How much better a change makes a figure.
    fn gain(self, change: f64) -> f64 {
        match self {
            Self::Higher => change,
            Self::Lower => -change,
        }
    }

    /// The share of pairs that become worse.
    pub(crate) fn worse(self, more: f64) -> f64 {
        match self {
            Self::Higher => 1.0 - more,
            Self::Lower => more,
        }
    }
}

impl Question {
    /// All replications that will be run.
    pub fn runs(&self) -> u32 {
        self.wanted.runs.at_most * (self.levers.len() as u32 + 1)
    }

    /// Runs the hospital as it is, and once for each thing of which there might be one more, with the same chance. `None` when
    /// asked to stop before it was run as it is.
    pub fn answer(&self, control: &Control) -> Option<Why> {
        let plan = self.plan(self.hospital.clone());
        let time_of = self.time_of();
        let follow = || TimeSpent::new(plan.hospital(), time_of);
        let (base, spent) = flow::simulate_beside(&plan, self.settings, &self.wanted, control, follow)?;
        if base.figures.len() < self.wanted.runs.at_most as usize && base.stopped_by.is_none() {
            return None;
        }
        let better = Better::of(&self.measured.id);
        let mut effects = Vec::new();
        for lever in &self.levers {
            let mut hospital = self.hospital.clone();
            lever.change(&mut hospital);
            let changed = flow::simulate(&self.plan(hospital), self.settings, &self.wanted, control);
            if control.stopped() {
                break;
            }
            effects.extend(changed.and_then(|changed| self.effect(lever, &base, &changed, better)));
        }
        // The best first; of equals the first in the file.
        effects.sort_by(|a, b| better.gain(b.change.mean).total_cmp(&better.gain(a.change.mean)));
        Some(Why {
            hospital: self.hospital.name.clone(),
            start: self.hospital.run.start.clone(),
            warm_up: self.settings.warm_up,
            from: self.started.clone(),
            collect: self.settings.collect,
            seed: self.settings.seed,
            runs: base.figures.len() as u32,
            measure: self.measured.written.clone(),
            better,
            now: estimate(self.definition, self.values(&base)),
            effects,
            time: time::shares(plan.hospital(), &spent),
            time_of,
            worst: worst::worst_day(
                &plan,
                self.settings,
                (&self.measured.id, better),
                base.figures.len() as u32,
            ),
            stopped: control.stopped(),
        })
    }

    fn plan(&self, hospital: Hospital) -> Plan {
        match &self.moment {
            Some(moment) => Plan::from_moment(hospital, moment),
            None => Plan::new(hospital),
        }
    }

    /// Figures of the department are about the time in it.
    fn time_of(&self) -> Whose {
        const OF_DEPARTMENT: [&str; 7] = [
            "four_hour_share",
            "twelve_hours_from_arrival_share",
            "twelve_hours_from_decision_to_admit",
            "time_in_emergency",
            "boarding_count",
            "boarding_time",
            "handover_time",
        ];
        if OF_DEPARTMENT.contains(&self.measured.id.as_str()) { Whose::Attendances } else { Whose::Visits }
    }

    fn values<'r>(&'r self, results: &'r Results) -> impl Iterator<Item = f64> + Clone + 'r {
        let value = |figures: &hospital::Figures| figures.value(self.measured.subject, &self.measured.id);
        results.figures.iter().map(move |figures| value(figures).unwrap_or(f64::NAN))
    }

    /// The effect of a lever. None where a replication was stopped by a circle: its figures have no partner then.
    fn effect(&self, lever: &Lever, base: &Results, changed: &Results, better: Better) -> Option<Effect> {
        if changed.figures.len() != base.figures.len() {
            return None;
        }
        let found = paired(self.values(base).zip(self.values(changed)))?;
        Some(Effect {
            of: lever.of(&self.hospital),
            words: lever.words(&self.hospital),
            change: difference(self.definition, &found),
            worse: better.worse(found.more),
            cost_a_day: lever.cost_a_day(&self.hospital),
        })
    }
}

fn estimate(definition: &'static Definition, values: impl Iterator<Item = f64>) -> Option<Estimate> {
    let it = summarise(values)?;
    Some(Estimate { definition, mean: it.mean, low: it.low, high: it.high, n: it.n })
}

pub(crate) fn difference(definition: &'static Definition, found: &Difference) -> Estimate {
    let it = found.summary;
    Estimate { definition, mean: it.mean, low: it.low, high: it.high, n: it.n }
}
