//! What happens in a hospital?

use std::path::{Path, PathBuf};

use description::{Changed, Described, OptionSummary, Setting};
use flow::{Control, Plan, Results, Runs, Settings, Wanted};
use hospital::{BedWaits, Course, Figures, Subject};
use quantity::Duration;

use crate::associated::associated;
use crate::collect::collect;
use crate::from::{self, FromRequest, Started};
use crate::movements::{MovementsRequest, Target};
use crate::open::{Fault, Opened, open};
use crate::precise::{Measured, Precision, measured, reached};
use crate::report::{self, Report};
use crate::simulated::{OfOptions, Simulated};
use crate::why::difference;
use crate::writable::Writable;

/// What is to be simulated, and how. What is `None` is as the file says.
#[derive(Clone, Debug)]
pub struct SimulateRequest {
    /// The hospital file.
    pub file: PathBuf,
    /// Counted time.
    pub collect: Option<Duration>,
    /// Time before it, from an empty hospital.
    pub warm_up: Option<Duration>,
    /// Who is there at the start, instead of a warm-up.
    pub from: Option<FromRequest>,
    /// Replications; at least so many where a precision is wanted.
    pub runs: Option<u32>,
    /// The key of all chance.
    pub seed: Option<u64>,
    /// Values to set.
    pub settings: Vec<Setting>,
    /// Options to choose.
    pub options: Vec<String>,
    /// On how many threads; it changes no figure.
    pub threads: usize,
    /// Until the figures are so precise.
    pub precision: Option<Precision>,
    /// Where movements are to be written.
    pub movements: Option<MovementsRequest>,
    /// Where a report is to be written.
    pub report: Option<PathBuf>,
    /// Whether harm that is associated with waits elsewhere is to be said.
    pub associated: bool,
}

/// A hospital that has been read and can be run.
#[derive(Debug)]
pub struct Simulation {
    pub(crate) plan: Plan,
    /// The same without the options, where some are chosen.
    without: Option<Plan>,
    pub(crate) settings: Settings,
    wanted: Wanted,
    precise: Vec<Measured>,
    pub(crate) request: SimulateRequest,
    started: Option<Started>,
    pub(crate) target: Option<Target>,
    pub(crate) report_file: Option<Writable>,
    /// The text of the hospital file.
    pub(crate) text: String,
    /// The options that the file offers.
    pub(crate) options: Vec<OptionSummary>,
    /// What was changed in it.
    pub(crate) changes: Vec<Changed>,
}

/// Reads the hospital, and finds what is wrong with the question before anything takes long.
///
/// # Errors
/// The file cannot be read or has problems, a measure does not exist, or a file cannot be written.
pub fn prepare(request: SimulateRequest) -> Result<Simulation, Fault> {
    let Opened { described, text } = open(&request.file, &request.settings, &request.options)?;
    let Described { hospital, options, changes } = described;
    let of_file = Settings::of(&hospital);
    let settings = Settings {
        seed: request.seed.unwrap_or(of_file.seed),
        warm_up: match request.from {
            Some(_) => Duration::ZERO,
            None => request.warm_up.unwrap_or(of_file.warm_up),
        },
        collect: request.collect.unwrap_or(of_file.collect),
    };
    let at_least = request.runs.unwrap_or(hospital.run.runs);
    let precise = match &request.precision {
        Some(precision) => measured(&hospital, &precision.measures)?,
        None => Vec::new(),
    };
    let targets = precise.iter().map(|it| (it.subject, it.id.clone())).collect();
    let (runs, precision) = match &request.precision {
        // One run has no interval to judge by.
        Some(precision) => {
            let at_least = at_least.max(2);
            let runs = Runs { at_least, at_most: precision.at_most.max(at_least) };
            (runs, Some((precision.within.value(), targets)))
        }
        None => (Runs { at_least, at_most: at_least }, None),
    };
    let wanted = Wanted { runs, threads: request.threads.min(runs.at_most as usize), precision };
    let target = request.movements.as_ref().map(Target::open).transpose()?;
    let report_file = request.report.as_deref().map(Writable::open).transpose()?;
    let without = if request.options.is_empty() { None } else { Some(without_options(&request)?) };
    let (plan, started) = match &request.from {
        Some(from) => from::plan(hospital, from).map(|(plan, started)| (plan, Some(started)))?,
        None => (Plan::new(hospital), None),
    };
    Ok(Simulation {
        plan,
        without,
        settings,
        wanted,
        precise,
        request,
        started,
        target,
        report_file,
        text,
        options,
        changes,
    })
}

fn without_options(request: &SimulateRequest) -> Result<Plan, Fault> {
    let hospital = open(&request.file, &request.settings, &[])?.described.hospital;
    match &request.from {
        Some(from) => from::plan(hospital, from).map(|(plan, _)| plan),
        None => Ok(Plan::new(hospital)),
    }
}

impl Simulation {
    /// The most replications that will be run, those without the options among them.
    pub fn runs_at_most(&self) -> u32 {
        let once = self.wanted.runs.at_most;
        if self.without.is_some() { 2 * once } else { once }
    }

    /// What the options change: the same replications run without them. Nothing where someone asked to stop, or where a
    /// circle stopped a replication, whose figures have no partner then.
    fn differences(&self, results: &Results, control: &Control) -> Vec<OfOptions> {
        let runs = results.figures.len() as u32;
        let Some(plan) = self.without.as_ref().filter(|_| runs > 0 && !control.stopped()) else {
            return Vec::new();
        };
        let runs = Runs { at_least: runs, at_most: runs };
        let wanted = Wanted { runs, threads: self.wanted.threads, precision: None };
        let Some(without) = flow::simulate(plan, self.settings, &wanted, control) else { return Vec::new() };
        if without.figures.len() != results.figures.len() || results.stopped_by.is_some() {
            return Vec::new();
        }
        let of_hospital = results.figures[0].list.iter().filter(|it| it.subject == Subject::Hospital);
        let change = |figure: &hospital::Figure| {
            let definition = figure.measure.definition();
            let value =
                |figures: &Figures| figures.value(Subject::Hospital, definition.id).unwrap_or(f64::NAN);
            let pairs = without.figures.iter().map(value).zip(results.figures.iter().map(value));
            let found = flow::paired(pairs)?;
            Some(OfOptions { change: difference(definition, &found), more: found.more })
        };
        of_hospital.filter_map(change).collect()
    }

    /// Runs the replications. `None` when asked to stop before the first was done.
    pub fn run(&self, control: &Control) -> Option<Simulated> {
        if self.request.associated {
            let waits = || BedWaits::new(self.plan.hospital());
            let (results, waits) =
                flow::simulate_beside(&self.plan, self.settings, &self.wanted, control, waits)?;
            return Some(self.with_associated(self.answer(&results, control), &waits));
        }
        let results = flow::simulate(&self.plan, self.settings, &self.wanted, control)?;
        Some(self.answer(&results, control))
    }

    fn with_associated(&self, simulated: Simulated, waits: &[BedWaits]) -> Simulated {
        let associated = associated(waits, self.settings.collect);
        Simulated { associated: self.request.associated.then_some(associated), ..simulated }
    }

    /// Runs the replications, and finds what a report needs beside their figures.
    pub fn run_for_report(&self, control: &Control) -> Option<(Simulated, Report)> {
        let collect = self.settings.collect;
        let hospital = self.plan.hospital();
        let both = || (Course::new(hospital, collect, report::step(collect)), BedWaits::new(hospital));
        let (results, both) = flow::simulate_beside(&self.plan, self.settings, &self.wanted, control, both)?;
        let (courses, waits): (Vec<Course>, Vec<BedWaits>) = both.into_iter().unzip();
        let simulated = self.with_associated(self.answer(&results, control), &waits);
        let report = Report::new(self, &results, &courses, &simulated);
        Some((simulated, report))
    }

    /// Writes a report to the file that was asked for; says where. `None` when none was.
    ///
    /// # Errors
    /// The disk.
    pub fn write_report(&self, text: &str) -> Result<Option<&Path>, Fault> {
        let Some(file) = &self.report_file else { return Ok(None) };
        file.write(text)?;
        Ok(Some(&file.path))
    }

    fn answer(&self, results: &Results, control: &Control) -> Simulated {
        let mut simulated = collect(self.plan.hospital(), results);
        let as_text = |setting: &Setting| (setting.path.clone(), setting.value.clone());
        simulated.warm_up = self.settings.warm_up;
        simulated.from.clone_from(&self.started);
        simulated.collect = self.settings.collect;
        simulated.seed = self.settings.seed;
        simulated.asked = self.wanted.runs.at_most;
        simulated.settings = self.request.settings.iter().map(as_text).collect();
        simulated.options.clone_from(&self.request.options);
        simulated.precision =
            self.wanted.precision.as_ref().map(|&(within, _)| (within, reached(&self.precise, results)));
        simulated.differences = self.differences(results, control);
        simulated.stopped = control.stopped() && simulated.runs < simulated.asked;
        simulated
    }
}
