//! Making a hospital ready to run.

use hospital::{
    Activity, AttributeId, Capacity, Choice as Places, Exit, ExitKind, Hospital, Leaving, MOST_ATTRIBUTES,
    Next, Part, Place, PlaceId, Process, Queue, Traits, VisitId, WhenFull, Where, WhileWaiting,
};
use quantity::{Choice, Distribution, Sampler};

use super::{
    ActivityPlan, AttributePlan, ChoicePlan, LeavingPlan, NextPlan, ONE, PlacePlan, Plan, PoolPlan,
    ProcessPlan, RatePlan, Row, SourcePlan, Versions,
};
use crate::deadlock;
use crate::health::BugPlan;

impl Plan {
    /// Makes a hospital ready to run.
    ///
    /// # Panics
    /// When the hospital breaks a rule that `description` checks, such as shares that do not sum to one.
    pub fn new(hospital: Hospital) -> Self {
        Self::like(hospital, None)
    }

    /// Makes a hospital ready to run that is much like another: what is the same shares its tables.
    pub(super) fn like(hospital: Hospital, other: Option<&Self>) -> Self {
        let circles = deadlock::places_in_circles(&hospital);
        // The hospital of the file: that with every switch off.
        let base = other.map_or(&hospital, |it| &it.hospital);
        let of_places = hospital.places.iter().map(|it| pool(&hospital, &it.capacity, it.at_gap, &it.queue));
        let of_resources = hospital.resources.iter().map(|it| PoolPlan {
            used_up: it.used_up,
            ..pool(&hospital, &it.capacity, it.at_gap, &it.queue)
        });
        let places: Vec<_> = hospital
            .places
            .iter()
            .zip(&circles)
            .enumerate()
            .map(|(nth, (place, &circle))| {
                let known = other.filter(|it| it.hospital.places[nth] == *place);
                let known = known.map(|it| it.places[nth].clone());
                known.unwrap_or_else(|| place_plan((&hospital, base), nth, circle))
            })
            .collect();
        let activity = |(nth, activity): (usize, &Activity)| {
            let known = other.filter(|it| it.hospital.activities[nth] == *activity);
            let known = known.map(|it| it.activities[nth].clone());
            let it = known.unwrap_or_else(|| activity_plan((&hospital, base), nth));
            ActivityPlan { is_outside: is_outside(&hospital, activity), ..it }
        };
        let activities: Vec<_> = hospital.activities.iter().enumerate().map(activity).collect();
        let (strides, classes) = strides(&hospital);
        let has_space_rules = places.iter().any(|place| place.has_space_rules);
        let moves_on = activities.iter().any(|activity| activity.may_move_on);
        let unit = Distribution::exponential(ONE).expect("one is a proper mean");
        Self {
            pools: of_places.chain(of_resources).collect(),
            unit_gaps: other.map_or_else(|| Sampler::new(&unit), |it| it.unit_gaps.clone()),
            rows: rows(&hospital, &activities, &places, classes),
            activities,
            classes,
            sources: sources(&hospital, &strides, other),
            bugs: hospital.infections.iter().map(BugPlan::new).collect(),
            turned_away: exit_of(&hospital.exits, ExitKind::TurnedAway),
            strides,
            start: None,
            has_space_rules,
            moves_on,
            lengths_differ: has_space_rules || moves_on,
            versions: Versions::default(),
            places,
            hospital,
        }
    }
}

/// More classes than this are not tabulated.
const MOST_CLASSES: usize = 1024;

/// How far the values of each attribute lie apart among the classes, and how many classes there are.
fn strides(hospital: &Hospital) -> ([u16; MOST_ATTRIBUTES], usize) {
    let classes: usize = hospital.attributes.iter().map(|attribute| attribute.values.len()).product();
    if classes > MOST_CLASSES {
        return ([0; MOST_ATTRIBUTES], 1);
    }
    let mut strides = [0; MOST_ATTRIBUTES];
    let mut apart = 1;
    for (stride, attribute) in strides.iter_mut().zip(&hospital.attributes) {
        *stride = apart as u16;
        apart *= attribute.values.len();
    }
    (strides, classes)
}

fn rows(hospital: &Hospital, activities: &[ActivityPlan], places: &[PlacePlan], classes: usize) -> Vec<Row> {
    let joint: usize = hospital.attributes.iter().map(|attribute| attribute.values.len()).product();
    if joint > MOST_CLASSES {
        return Vec::new();
    }
    let traits_of = |class: usize| {
        let mut traits = Traits::default();
        let mut rest = class;
        for (value, attribute) in traits.0.iter_mut().zip(&hospital.attributes) {
            *value = (rest % attribute.values.len()) as u8;
            rest /= attribute.values.len();
        }
        traits
    };
    let row = |activity: &ActivityPlan, traits: Traits| {
        let only = activity.places.as_ref().and_then(|by| by.of(traits).only);
        let quick_place = only.filter(|it| activity.begins_quickly() && places[it.index()].is_plain);
        let promotes = |place: PlaceId| hospital.places[place.index()].queue.promote_after.is_some();
        Row {
            time: activity.time.of(traits).clone(),
            next: activity.next.of(traits).clone(),
            quick_place,
            queues_quickly: quick_place.is_some_and(|place| !promotes(place))
                && activity.while_waiting == WhileWaiting::Hold
                && activity.patience.is_none(),
        }
    };
    let row = &row;
    activities
        .iter()
        .flat_map(|activity| (0..classes).map(move |class| row(activity, traits_of(class))))
        .collect()
}

impl ActivityPlan {
    /// Whether a visit that has its space begins, and for as long as was drawn.
    fn begins_quickly(&self) -> bool {
        self.uses.is_empty() && !self.may_move_on
    }
}

fn exit_of(exits: &[Exit], kind: ExitKind) -> hospital::ExitId {
    let index = exits.iter().position(|exit| exit.kind == kind);
    hospital::ExitId::new(index.expect("every hospital has the exits that each file has"))
}

fn ranks(hospital: &Hospital, queue: &Queue) -> usize {
    queue.order.map_or(1, |order| hospital.attributes[order.index()].values.len())
}

fn pool(hospital: &Hospital, capacity: &Capacity, at_gap: hospital::AtGap, queue: &Queue) -> PoolPlan {
    PoolPlan {
        capacity: capacity.clone(),
        at_gap,
        queue: queue.clone(),
        ranks: ranks(hospital, queue),
        used_up: false,
    }
}

fn place_plan((hospital, base): (&Hospital, &Hospital), nth: usize, in_circle: bool) -> PlacePlan {
    let place = &hospital.places[nth];
    let mut parks = vec![false; hospital.arrivals.len()];
    for arrivals in place.parking.iter().flat_map(|parking| &parking.arrivals) {
        parks[arrivals.index()] = true;
    }
    let mut limit_of = vec![None; hospital.activities.len()];
    for (limit, (activity, _)) in place.limits.iter().enumerate() {
        limit_of[activity.index()] = Some(limit as u8);
    }
    let leaving = match &place.leaving {
        Leaving::AnyTime => LeavingPlan::AnyTime,
        Leaving::Within(hours) => LeavingPlan::Within(hours.clone()),
        Leaving::Drawn { by_hour, by_weekday } => {
            LeavingPlan::Drawn { of_day: Sampler::new(&time_of_day(by_hour)), by_weekday: *by_weekday }
        }
    };
    let rules = place.space_rules.as_deref();
    let has_space_rules = ever_has_space_rules(base, nth);
    let need = place.each.unwrap_or(hospital::CareVisits::ONE);
    let leaves_any_time = matches!(leaving, LeavingPlan::AnyTime);
    PlacePlan {
        is_plain: place.parking.is_none()
            && place.limits.is_empty()
            && place.when_full == WhenFull::Wait
            && place.queue.limit.is_none()
            && place.queue.preempt.is_none()
            && !has_space_rules
            && need.first == 1,
        is_left_quickly: place.turnaround.is_none()
            && place.limits.is_empty()
            && !has_space_rules
            && leaves_any_time
            && need.first == 1,
        need,
        turnaround: place.turnaround.as_ref().map(Sampler::new),
        has_space_rules,
        deep_clean: rules.and_then(|rules| rules.deep_clean.as_ref()).map(Sampler::new),
        cleaners: rules.and_then(|rules| rules.cleaned_by).map(|it| resource_pool(hospital, it)),
        parks,
        // Who is held outside when the parking ends comes in.
        park_at: place.parking.as_ref().map_or(u32::MAX, |parking| parking.when_present),
        park_limit: place.parking.as_ref().and_then(|parking| parking.limit).unwrap_or(u32::MAX),
        when_full: place.when_full,
        limit_of,
        limits: place.limits.iter().map(|&(_, most)| most).collect(),
        numbers: u32::MAX,
        most_spaces: base.most_spaces(PlaceId::new(nth)),
        closures: place
            .closures
            .random
            .as_ref()
            .map(|(every, lasts)| (Sampler::new(every), Sampler::new(lasts))),
        leaving,
        is_outside: place.kind.is_outside(),
        in_circle,
    }
}

/// A time of the day, uniform within each equal step and by weight between steps.
pub(crate) fn time_of_day(by_hour: &[f64]) -> Distribution {
    let total: f64 = by_hour.iter().sum();
    let length = quantity::Duration::DAY.millis() as f64 / by_hour.len() as f64;
    let part = |(step, weight): (usize, &f64)| {
        let from = length * step as f64;
        let even = Distribution::uniform(from, from + length).expect("a step of the day has a length");
        (weight / total, even)
    };
    let parts = by_hour.iter().enumerate().filter(|&(_, &weight)| weight > 0.0).map(part).collect();
    Distribution::mixture(parts).expect("description checks that the weights of a day are not all zero")
}

fn activity_plan((hospital, base): (&Hospital, &Hospital), nth: usize) -> ActivityPlan {
    let activity = &hospital.activities[nth];
    let may_move_on = ever_moves_on(base, nth);
    let places = match &activity.place {
        Where::Here => None,
        Where::Into(by) => Some(by.map(&mut |choice: &Places| ChoicePlan {
            tiers: choice.tiers.clone(),
            fall_back_after: choice.fall_back_after,
            only: match &choice.tiers[..] {
                [tier] if tier.len() == 1 => Some(tier[0]),
                _ => None,
            },
        })),
    };
    let sampler = &mut Sampler::new;
    ActivityPlan {
        ends_quickly: activity.uses.is_empty() && activity.keep_after.is_empty() && !may_move_on,
        places,
        while_waiting: activity.while_waiting,
        uses: activity
            .uses
            .iter()
            .map(|&(resource, units)| (resource_pool(hospital, resource), units))
            .collect(),
        time: activity.time.map(sampler),
        patience: activity.patience.as_ref().map(|patience| patience.map(sampler)),
        next: activity.next.map(&mut |shares: &Vec<(Next, f64)>| match shares[..] {
            [(next, _)] => NextPlan::Always(next),
            _ => NextPlan::Shares(
                choice(&shares.iter().map(|&(_, share)| share).collect::<Vec<_>>()),
                shares.iter().map(|&(next, _)| next).collect(),
            ),
        }),
        when_refused: activity.when_refused,
        when_impatient: activity.when_impatient,
        keep_after: activity.keep_after.iter().map(|(next, keep)| (*next, keep.map(sampler))).collect(),
        move_on: activity.move_on,
        may_move_on,
        fit_to_leave: activity.fit_to_leave,
        is_outside: is_outside(hospital, activity),
    }
}

/// Whether an activity takes place outside the hospital for whoever asks.
fn is_outside(hospital: &Hospital, activity: &Activity) -> bool {
    match &activity.place {
        Where::Here => false,
        Where::Into(by) => by
            .leaves()
            .into_iter()
            .flat_map(|choice| choice.tiers.iter().flatten())
            .map(|place| &hospital.places[place.index()])
            .all(|place| {
                let sends_outside = match place.when_full {
                    WhenFull::Divert { to, .. } => hospital.places[to.index()].kind.is_outside(),
                    WhenFull::Wait | WhenFull::TurnAway => true,
                };
                place.kind.is_outside() && sends_outside
            }),
    }
}

/// The pool of a resource.
fn resource_pool(hospital: &Hospital, resource: hospital::ResourceId) -> u32 {
    (hospital.places.len() + resource.index()) as u32
}

fn choice(shares: &[f64]) -> Choice {
    Choice::new(shares).expect("description checks that shares sum to one")
}

fn attributes(
    hospital: &Hospital,
    arrivals: &hospital::Arrivals,
    strides: &[u16; MOST_ATTRIBUTES],
) -> Vec<AttributePlan> {
    let drawn = hospital.attributes.iter().zip(strides).enumerate().skip(1);
    drawn
        .map(|(index, (attribute, &stride))| {
            let id = AttributeId::new(index);
            let own = arrivals.shares.iter().find(|(own, _)| *own == id);
            let shares = own.map_or(&attribute.shares, |(_, shares)| shares);
            let choice = shares.map(&mut |shares: &Vec<f64>| choice(shares));
            AttributePlan { id, choice, stride }
        })
        .collect()
}

fn sources(hospital: &Hospital, strides: &[u16; MOST_ATTRIBUTES], other: Option<&Plan>) -> Vec<SourcePlan> {
    let mut sources = Vec::new();
    let same_attributes = |it: &&Plan| it.hospital.attributes == hospital.attributes;
    for (index, arrivals) in hospital.arrivals.iter().enumerate() {
        let same = |it: &&Plan| it.hospital.arrivals[index] == *arrivals;
        if let Some(known) = other.filter(same_attributes).filter(same) {
            sources.extend(known.sources.iter().filter(|it| it.arrivals.index() == index).cloned());
            continue;
        }
        let mut add = |process, numbers_from| {
            let arrivals_id = hospital::ArrivalsId::new(index);
            let traits = Traits::default().with(AttributeId::ARRIVALS, index);
            let class = strides[0] * index as u16;
            sources.push(SourcePlan {
                arrivals: arrivals_id,
                traits,
                class,
                first: arrivals.first,
                process,
                attributes: attributes(hospital, arrivals, strides),
                numbers_from,
            });
        };
        match &arrivals.process {
            Process::Every(time) => add(ProcessPlan::Every(Sampler::new(time)), 0),
            Process::Listed(_) => add(ProcessPlan::Listed, 0),
            Process::Rate(rate) => {
                let may_change = changes_at_times(hospital, index);
                let day_factor = (rate.dispersion > 1.0 && rate.base_per_day > 0.0).then(|| {
                    // A gamma factor with mean one gives a negative binomial count: variance m + m² / shape = m · dispersion.
                    let shape = rate.base_per_day / (rate.dispersion - 1.0);
                    let gamma = Distribution::gamma_shape_scale(shape, ONE / shape);
                    Sampler::new(&gamma.expect("a positive rate makes a proper gamma"))
                });
                let plan = |per_day: f64, kept: f64| {
                    ProcessPlan::Rate(Box::new(RatePlan {
                        per_milli: per_day / quantity::Duration::DAY.millis() as f64,
                        kept,
                        by_hour: rate.by_hour.clone(),
                        by_weekday: rate.by_weekday,
                        by_day_of_year: rate.by_day_of_year.clone(),
                        dispersion: rate.dispersion,
                        day_factor: day_factor.clone(),
                    }))
                };
                // Where demand may change, both streams are always there, so that all versions have the same.
                if may_change || (rate.base_per_day > 0.0 && rate.scale > 0.0) {
                    add(plan(rate.base_per_day, rate.scale.min(1.0)), 0);
                }
                if may_change || (rate.base_per_day > 0.0 && rate.scale > 1.0) {
                    add(plan(rate.base_per_day * (rate.scale - 1.0).max(0.0), 1.0), VisitId::BEYOND_BASE);
                }
            }
        }
    }
    sources
}

/// Whether a place has rules for its spaces, or has some while a switch is on: then it is known all the time who has which.
fn ever_has_space_rules(hospital: &Hospital, place: usize) -> bool {
    let has = |it: &Place| it.space_rules.is_some();
    let gets = |variant: &hospital::Variant| matches!(&variant.part, Part::Place(id, it) if id.index() == place && has(it));
    has(&hospital.places[place]) || hospital.switches.variants.iter().any(gets)
}

/// Whether stays that begin with an activity go on elsewhere, or do while a switch is on.
fn ever_moves_on(hospital: &Hospital, activity: usize) -> bool {
    let does = |variant: &hospital::Variant| matches!(&variant.part, Part::Activity(id, it) if id.index() == activity && it.move_on.is_some());
    hospital.activities[activity].move_on.is_some() || hospital.switches.variants.iter().any(does)
}

/// Whether a switch alters a stream of arrivals.
fn changes_at_times(hospital: &Hospital, stream: usize) -> bool {
    let alters =
        |variant: &hospital::Variant| matches!(variant.part, Part::Arrivals(id, _) if id.index() == stream);
    hospital.switches.variants.iter().any(alters)
}
