//! What a report needs beside the figures: what was asked, how visits flow, how weeks went, where visits wait, and what
//! it all rests on. Plain data, worked out here, so that what draws it only draws.

mod asked;
mod basis;
mod boxes;
mod fans;
mod flows;
mod headlines;
mod heat;
mod laws;
mod waits;

use flow::{Results, Summary, summarise};
use hospital::{Course, Definition, Hospital};
use quantity::Duration;

use crate::simulate::Simulation;
use crate::simulated::Simulated;
use crate::view::{Shown, number};

pub use asked::{Asked, Chosen};
pub use basis::{Basis, Item, Part, Thing};
pub use description::{Changed, Note};
pub use fans::{Fan, Fans};
pub use flows::{FlowBox, Flows, Link, Stub};
pub use headlines::{Piece, Sentence};
pub use heat::{Heat, HeatRow, Hours};
pub use waits::{Waiting, Waits, WaysToWait};

/// Everything that a report says beside [`Simulated`].
#[derive(Clone, Debug)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// The answer in a few sentences.
    pub headlines: Vec<Sentence>,
    /// How visits flow.
    pub flows: Flows,
    /// How the weeks went.
    pub fans: Fans,
    /// The week by the hour.
    pub heat: Heat,
    /// Where visits wait.
    pub waits: Waits,
    /// What it rests on.
    pub basis: Basis,
}

/// A mean over replications with its 95 % interval, of something that is no measure of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// The lower end of the interval, not below zero; the mean itself when there is one replication.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Half the width of the interval before it was cut.
    pub half_width: f64,
    /// Over how many replications.
    pub n: usize,
}

impl Mean {
    /// Of one value a replication.
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let it = summarise(values).unwrap_or(Summary { n: 0, mean: 0.0, low: 0.0, high: 0.0 });
        let half_width = (it.high - it.low) / 2.0;
        Self { mean: it.mean, low: it.low.max(0.0), high: it.high, half_width, n: it.n }
    }

    /// The mean, with as many digits as it deserves.
    pub fn words(&self) -> String {
        number::with_interval(self.mean, self.half_width, self.n).0
    }

    /// The mean and half its interval: `3.2 ± 0.4`; alone where there is no interval.
    pub fn words_and_half_width(&self) -> String {
        match number::with_interval(self.mean, self.half_width, self.n) {
            (mean, Some(half_width)) => format!("{mean} ± {half_width}"),
            (mean, None) => mean,
        }
    }
}

/// What the parts of a report are made from.
struct Material<'a> {
    hospital: &'a Hospital,
    results: &'a Results,
    courses: &'a [Course],
    simulated: &'a Simulated,
    step: Duration,
}

/// Steps are as long as possible, but for so many.
const MOST_STEPS: i64 = 160;
const STEPS: [Duration; 5] = [
    Duration::HOUR,
    Duration::DAY,
    Duration::WEEK,
    Duration::from_millis(4 * Duration::WEEK.millis()),
    Duration::from_millis(52 * Duration::WEEK.millis()),
];

/// In which steps a counted time is followed.
pub(crate) fn step(collect: Duration) -> Duration {
    let fits = |step: &Duration| collect.millis() / step.millis() <= MOST_STEPS;
    STEPS.into_iter().find(fits).unwrap_or(STEPS[STEPS.len() - 1])
}

impl Report {
    /// The report of a simulation that has just been run.
    pub(crate) fn new(
        simulation: &Simulation,
        results: &Results,
        courses: &[Course],
        simulated: &Simulated,
    ) -> Self {
        let hospital = simulation.plan.hospital();
        let step = step(simulated.collect);
        let material = Material { hospital, results, courses, simulated, step };
        let boxes = boxes::boxes(hospital);
        let asked = asked::asked(simulation, simulated);
        let waits = waits::waits(&material, &boxes);
        Self {
            headlines: headlines::headlines(simulated, &waits),
            flows: flows::flows(&material, &boxes),
            fans: fans::fans(&material),
            heat: heat::heat(&material),
            waits,
            basis: basis::basis(simulation, &asked, simulated),
            asked,
        }
    }
}

/// Where the definition of a measure is to be found: the level and the id.
pub fn anchor(definition: &Definition) -> String {
    let level = match definition.measure {
        hospital::Measure::Hospital(_) => "hospital",
        hospital::Measure::Place(_) => "place",
        hospital::Measure::Activity(_) => "activity",
        hospital::Measure::Pathway(_) => "pathway",
        hospital::Measure::Rule(_) => "rule",
        hospital::Measure::Payer(_) => "payer",
        hospital::Measure::Delay(_) => "delay",
        hospital::Measure::Team(_) => "staff",
    };
    format!("{level}-{}", definition.id)
}

/// A figure of the hospital, in the unit in which people read it.
fn shown(simulated: &Simulated, id: &str) -> Option<Shown> {
    crate::simulated::find(&simulated.measures, id).map(Shown::alone)
}

/// A name of a file as people write it: without the lines that join its words.
pub fn for_people(name: &str) -> String {
    name.replace('_', " ")
}
