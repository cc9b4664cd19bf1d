//! What is wrong in a hospital file, and what does it hold?

use std::path::Path;

use description::{OptionSummary, Setting};
use hospital::{Capacity, Cause, Hospital, PlaceKind, Process, Run};
use quantity::Duration;

use crate::collect::spaces;
use crate::open::{Fault, open};
use crate::simulated::Spaces;

/// What a sound hospital file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The hospital's name.
    pub hospital: String,
    /// Kinds of places, in the order of the format.
    pub kinds: Vec<Kind>,
    /// General and acute beds, and those of critical care, at the most of their rosters.
    pub beds: u32,
    /// Who comes.
    pub arrivals: Vec<StreamOfArrivals>,
    /// Names of pathways, each with the number of its activities.
    pub pathways: Vec<(String, usize)>,
    /// Names of resources.
    pub resources: Vec<String>,
    /// Names of shocks that happen.
    pub shocks: Vec<String>,
    /// Names of rules.
    pub rules: Vec<String>,
    /// What may be chosen.
    pub options: Vec<OptionSummary>,
    /// How it is run unless the command says otherwise.
    pub run: Run,
}

/// The places of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The kind as files write it.
    pub kind: &'static str,
    /// The places and their spaces.
    pub places: Vec<(String, Spaces)>,
}

/// A stream of arrivals.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamOfArrivals {
    /// Its name.
    pub name: String,
    /// How many come a day; `None` of a list of known visits.
    pub per_day: Option<f64>,
    /// How many visits are listed.
    pub listed: usize,
    /// The activity with which they begin: `emergency.assess`.
    pub first: String,
}

/// Reads a hospital file, with settings and options, and says what it holds.
///
/// # Errors
/// The file cannot be read, or all of its problems.
pub fn check(file: &Path, settings: &[Setting], options: &[String]) -> Result<Checked, Fault> {
    let described = open(file, settings, options)?.described;
    let hospital = described.hospital;
    let pathway = |it: &hospital::Pathway| (it.name.clone(), it.activities.len());
    Ok(Checked {
        hospital: hospital.name.clone(),
        kinds: PlaceKind::ALL
            .into_iter()
            .filter_map(|(kind, name)| places_of(&hospital, kind, name))
            .collect(),
        beds: hospital
            .places
            .iter()
            .filter(|place| place.kind.has_beds())
            .map(|place| most(&place.capacity))
            .sum(),
        arrivals: streams(&hospital),
        pathways: hospital.pathways.iter().map(pathway).collect(),
        resources: hospital.resources.iter().map(|resource| resource.name.clone()).collect(),
        shocks: switches(&hospital, |cause| matches!(cause, Cause::Shock(_))),
        rules: switches(&hospital, |cause| matches!(cause, Cause::Rule(_))),
        options: described.options,
        run: hospital.run,
    })
}

fn switches(hospital: &Hospital, of: impl Fn(&Cause) -> bool) -> Vec<String> {
    hospital.switches.list.iter().filter(|it| of(&it.cause)).map(|it| it.name.clone()).collect()
}

fn places_of(hospital: &Hospital, kind: PlaceKind, name: &'static str) -> Option<Kind> {
    let places = hospital.places.iter().filter(|place| place.kind == kind);
    let places: Vec<_> = places.map(|place| (place.name.clone(), spaces(&place.capacity))).collect();
    (!places.is_empty()).then_some(Kind { kind: name, places })
}

fn most(capacity: &Capacity) -> u32 {
    match capacity {
        Capacity::Always(number) => *number,
        Capacity::Rostered(roster) => roster.most(),
        Capacity::Unlimited => 0,
    }
}

fn streams(hospital: &Hospital) -> Vec<StreamOfArrivals> {
    let stream = |it: &hospital::Arrivals| {
        let (per_day, listed) = match &it.process {
            Process::Rate(rate) => (Some(rate.base_per_day * rate.scale), 0),
            Process::Every(time) => (Some(Duration::DAY.millis() as f64 / time.mean()), 0),
            Process::Listed(visits) => (None, visits.len()),
        };
        StreamOfArrivals { name: it.name.clone(), per_day, listed, first: hospital.activity_name(it.first) }
    };
    hospital.arrivals.iter().map(stream).collect()
}
