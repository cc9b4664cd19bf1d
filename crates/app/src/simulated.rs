//! What a simulation found, as plain data.

use hospital::{Definition, PlaceKind};
use quantity::Duration;

use crate::evidence::Evidence;
use crate::from::Started;
use crate::precise::Reached;

/// What a simulation found.
#[derive(Clone, Debug)]
pub struct Simulated {
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
    /// Replications that were done.
    pub runs: u32,
    /// Replications that were asked for: exactly, or at most where a precision was wanted.
    pub asked: u32,
    /// Whether someone stopped it before all were done.
    pub stopped: bool,
    /// Values that were set, as path and text.
    pub settings: Vec<(String, String)>,
    /// Options that were chosen.
    pub options: Vec<String>,
    /// The hospital's figures.
    pub measures: Vec<Estimate>,
    /// Each place's.
    pub places: Vec<OfPlace>,
    /// Each activity's.
    pub activities: Vec<OfActivity>,
    /// Each pathway's.
    pub pathways: Vec<OfPathway>,
    /// Each rule's.
    pub rules: Vec<OfRule>,
    /// Each payer's, where there are several.
    pub payers: Vec<OfPayer>,
    /// Each reason's why visits fit to leave are still in hospital, where some are named.
    pub delays: Vec<OfDelay>,
    /// Each team's of staff.
    pub teams: Vec<OfTeam>,
    /// Values and their shares by id: `length_of_stay`, `ed.queue_length`.
    pub distributions: Vec<(String, Vec<(f64, f64)>)>,
    /// 168 means by id, one for each hour of the week from Monday 00:00; not a number where the hour was not seen.
    pub profiles: Vec<(String, Vec<f64>)>,
    /// Circles of waiting.
    pub deadlocks: Deadlocks,
    /// What the options change, of each of the hospital's figures; empty where none was chosen.
    pub differences: Vec<OfOptions>,
    /// How precise the figures became for which a precision was wanted.
    pub precision: Option<(f64, Vec<Reached>)>,
    /// On what links rest that the file uses.
    pub evidence: Vec<Evidence>,
    /// Movements in all replications, those of the warm-up included.
    pub movements: u64,
    /// Events of the engine in all replications.
    pub events: u64,
}

/// A mean over replications with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// What it means, and its unit.
    pub definition: &'static Definition,
    /// The mean.
    pub mean: f64,
    /// The lower end of the interval; the mean itself when there is one replication.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many replications had a value.
    pub n: usize,
}

/// What the options change of a figure: with them less without them, in pairs of runs with the same chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfOptions {
    /// How much more it is.
    pub change: Estimate,
    /// The share of runs in which it is more; of runs in which it is the same half.
    pub more: f64,
}

/// How many spaces there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// Always so many.
    Always(u32),
    /// From so many to so many, by a roster.
    Rostered(u32, u32),
    /// As many as are wanted.
    Unlimited,
}

/// A place's figures.
#[derive(Clone, Debug)]
pub struct OfPlace {
    /// Its name.
    pub name: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// How many spaces it has.
    pub spaces: Spaces,
    /// Its figures.
    pub measures: Vec<Estimate>,
}

/// An activity's figures.
#[derive(Clone, Debug)]
pub struct OfActivity {
    /// Its name with its pathway's: `emergency.assess`.
    pub name: String,
    /// Its figures.
    pub measures: Vec<Estimate>,
    /// Those of single classes of visits.
    pub by: Vec<(String, Vec<Estimate>)>,
    /// The classes of the attributes that say who is next for it.
    pub ranks: Vec<String>,
}

/// The figures of visits that begin on a pathway.
#[derive(Clone, Debug)]
pub struct OfPathway {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub measures: Vec<Estimate>,
    /// Those of single classes of visits.
    pub by: Vec<(String, Vec<Estimate>)>,
    /// The classes that are its streams of arrivals, if it has several.
    pub streams: Vec<String>,
}

/// A rule's figures.
#[derive(Clone, Debug)]
pub struct OfRule {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub measures: Vec<Estimate>,
}

/// A payer's figures.
#[derive(Clone, Debug)]
pub struct OfPayer {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Its figures.
    pub measures: Vec<Estimate>,
}

/// The figures of a reason why visits that are fit to leave are still in hospital.
#[derive(Clone, Debug)]
pub struct OfDelay {
    /// The reason.
    pub name: String,
    /// Its figures.
    pub measures: Vec<Estimate>,
}

/// A team's figures.
#[derive(Clone, Debug)]
pub struct OfTeam {
    /// Its name.
    pub name: String,
    /// Its figures.
    pub measures: Vec<Estimate>,
}

/// Circles of places whose visits waited for each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deadlocks {
    /// How many were resolved: their visits changed places.
    pub count: usize,
    /// The first of the first replication that had one.
    pub first: Option<FirstDeadlock>,
    /// The one that stopped a replication, whose figures are left out.
    pub stopped: Option<FirstDeadlock>,
}

/// One circle.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstDeadlock {
    /// The replication, from zero.
    pub replication: u32,
    /// When, since counting started; negative in the warm-up.
    pub at: Duration,
    /// Weekday and time of day: `Tuesday 03:12`.
    pub when: String,
    /// The places; each waited for the next, and the last for the first.
    pub places: Vec<String>,
}

/// A measure of a list by its id.
pub(crate) fn find<'e>(measures: &'e [Estimate], id: &str) -> Option<&'e Estimate> {
    measures.iter().find(|estimate| estimate.definition.id == id)
}
