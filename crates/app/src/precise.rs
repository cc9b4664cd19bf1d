//! Which figures are to be precise, and how precise they became.

use flow::{Results, summarise};
use hospital::{Activity, Choice, Hospital, Measure, Next, PlaceId, PlaceKind, Subject, Where, definitions};
use quantity::Share;

use crate::open::Fault;

/// How precise figures are wanted.
#[derive(Clone, Debug)]
pub struct Precision {
    /// The half width of the 95 % interval, as a share of the mean, is to be at most this.
    pub within: Share,
    /// Of which figures: `four_hour_share`, `place.ed.occupancy`; none is the main ones of the hospital.
    pub measures: Vec<String>,
    /// The most replications.
    pub at_most: u32,
}

/// How precise a figure became.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// The figure as it is asked for.
    pub measure: String,
    /// Half width over mean; infinite where it cannot be told.
    pub within: f64,
}

/// A figure that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    pub(crate) subject: Subject,
    pub(crate) id: String,
    pub(crate) written: String,
}

/// The figures of these names, or the main ones.
pub(crate) fn measured(hospital: &Hospital, names: &[String]) -> Result<Vec<Measured>, Fault> {
    if names.is_empty() {
        let main = main_measures(hospital).into_iter();
        return Ok(main
            .map(|id| Measured { subject: Subject::Hospital, id: id.to_owned(), written: id.to_owned() })
            .collect());
    }
    names.iter().map(|name| find(hospital, name).map_err(Fault::NoSuchMeasure)).collect()
}

/// How precise they became.
pub(crate) fn reached(measured: &[Measured], results: &Results) -> Vec<Reached> {
    let within = |it: &Measured| {
        let values = results.figures.iter().filter_map(|figures| figures.value(it.subject, &it.id));
        summarise(values).map_or(f64::INFINITY, |summary| summary.relative_half_width())
    };
    measured.iter().map(|it| Reached { measure: it.written.clone(), within: within(it) }).collect()
}

fn find(hospital: &Hospital, written: &str) -> Result<Measured, String> {
    let (of, id) = written.rsplit_once('.').unwrap_or(("", written));
    let (level, name) = of.split_once('.').unwrap_or((of, ""));
    let (subject, is_level): (Option<Subject>, fn(Measure) -> bool) = match level {
        "" => (Some(Subject::Hospital), |it| matches!(it, Measure::Hospital(_))),
        "place" => {
            let place = hospital.place_ids().find(|place| hospital.places[place.index()].name == name);
            (place.map(Subject::Place), |it| matches!(it, Measure::Place(_)))
        }
        "activity" => {
            let activity = hospital.activity_ids().find(|&activity| hospital.activity_name(activity) == name);
            (activity.map(Subject::Activity), |it| matches!(it, Measure::Activity(_)))
        }
        "pathway" => {
            let pathway = hospital.pathways.iter().position(|pathway| pathway.name == name);
            (pathway.map(|it| Subject::Pathway(hospital::PathwayId::new(it))), |it| {
                matches!(it, Measure::Pathway(_))
            })
        }
        "rule" => {
            let list = &hospital.switches.list;
            let rule = hospital.switches.rules().find(|(rule, _)| list[rule.index()].name == name);
            (rule.map(|(rule, _)| Subject::Rule(rule)), |it| matches!(it, Measure::Rule(_)))
        }
        "delay" => {
            let reason = hospital.delay_reasons().iter().position(|reason| *reason == name);
            let reason = reason.map(|it| Subject::Delay(hospital::ReasonId::new(it)));
            (reason, |it| matches!(it, Measure::Delay(_)))
        }
        "payer" => {
            let payments = &hospital.payments;
            let payer = payments.ids().find(|payer| payments.payers[payer.index()].name == name);
            let payer = payer.filter(|_| payments.are_shared());
            (payer.map(Subject::Payer), |it| matches!(it, Measure::Payer(_)))
        }
        "staff" => {
            let team = hospital.team_ids().find(|team| hospital.teams[team.index()].name == name);
            (team.map(Subject::Team), |it| matches!(it, Measure::Team(_)))
        }
        _ => {
            return Err(format!(
                "`{written}` is not a measure; write `four_hour_share`, `place.NAME.occupancy`, \
                 `activity.PATHWAY.NAME.waiting_time`, `pathway.NAME.visit_time`, `rule.NAME.rule_on_share`, `payer.NAME.net_cost` or \
                 `staff.NAME.patients_each`"
            ));
        }
    };
    let Some(subject) = subject else {
        return Err(format!("`{written}`: no {level} is called `{name}`; {}", known(hospital, level)));
    };
    let ids = || definitions().iter().filter(|row| is_level(row.measure)).map(|row| row.id);
    if ids().any(|known| known == id) {
        return Ok(Measured { subject, id: id.to_owned(), written: written.to_owned() });
    }
    let what = match level {
        "" => "the hospital",
        "activity" => "an activity",
        "place" => "a place",
        "rule" => "a rule",
        "payer" => "a payer",
        "delay" => "a reason of delay",
        "staff" => "a team of staff",
        _ => "a pathway",
    };
    Err(format!("`{id}` is not a measure of {what}; they are {}", ids().collect::<Vec<_>>().join(", ")))
}

fn known(hospital: &Hospital, level: &str) -> String {
    let names: Vec<String> = match level {
        "place" => hospital.places.iter().map(|it| it.name.clone()).collect(),
        "activity" => hospital.activity_ids().map(|it| hospital.activity_name(it)).collect(),
        "rule" => {
            let list = &hospital.switches.list;
            hospital.switches.rules().map(|(rule, _)| list[rule.index()].name.clone()).collect()
        }
        "delay" => hospital.delay_reasons().into_iter().map(str::to_owned).collect(),
        "staff" => hospital.teams.iter().map(|it| it.name.clone()).collect(),
        "payer" => hospital.payments.payers.iter().map(|it| it.name.clone()).collect(),
        _ => hospital.pathways.iter().map(|it| it.name.clone()).collect(),
    };
    match names.len() {
        0..=16 => format!("there are {}", names.join(", ")),
        more => format!("there are {} and {} more", names[..16].join(", "), more - 16),
    }
}

/// The main figures that a hospital can have.
pub(crate) fn main_measures(hospital: &Hospital) -> Vec<&'static str> {
    let is_emergency = |place: PlaceId| hospital.places[place.index()].kind == PlaceKind::Emergency;
    let has_beds = |place: PlaceId| hospital.places[place.index()].kind.has_beds();
    let attended: Vec<usize> = hospital
        .arrivals
        .iter()
        .map(|stream| stream.first.index())
        .filter(|&first| places(&hospital.activities[first]).any(is_emergency))
        .collect();
    let mut main = Vec::new();
    if !attended.is_empty() {
        main.push("four_hour_share");
    }
    let limited = |place: &hospital::Place| place.capacity != hospital::Capacity::Unlimited;
    if hospital.places.iter().any(|place| place.kind.is_general_and_acute() && limited(place)) {
        main.push("occupancy");
    }
    if followed(hospital, attended).any(|activity| places(&hospital.activities[activity]).any(has_beds)) {
        main.push("boarding_time");
    }
    main.push("visit_time");
    main
}

fn places(activity: &Activity) -> impl Iterator<Item = PlaceId> + '_ {
    let choices: Vec<&Choice> = match &activity.place {
        Where::Here => Vec::new(),
        Where::Into(by) => by.leaves(),
    };
    choices.into_iter().flat_map(|choice| choice.tiers.iter().flatten().copied())
}

/// Activities that can come after these, and these.
fn followed(hospital: &Hospital, from: Vec<usize>) -> impl Iterator<Item = usize> {
    let mut seen = vec![false; hospital.activities.len()];
    let mut ahead = from;
    while let Some(activity) = ahead.pop() {
        if !std::mem::replace(&mut seen[activity], true) {
            let it = &hospital.activities[activity];
            let next = it.next.leaves().into_iter().flatten().map(|&(next, _)| next);
            ahead.extend(next.chain([it.when_refused, it.when_impatient]).filter_map(|next| match next {
                Next::Activity(activity) => Some(activity.index()),
                Next::Exit(_) => None,
            }));
        }
    }
    seen.into_iter().enumerate().filter_map(|(activity, seen)| seen.then_some(activity))
}
