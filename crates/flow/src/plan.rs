//! A hospital made ready to run: samplers instead of distributions, tables instead of names.

use hospital::{
    Activity, ActivityId, AttributeId, By, Capacity, Choice as Places, Exit, ExitKind, Hospital, Leaving, MOST_ATTRIBUTES, Next,
    Place, PlaceId, Process, Queue, Traits, WhenFull, Where, WhileWaiting,
};
use quantity::{Choice, Distribution, Sampler};

use crate::deadlock;

/// A hospital made ready to run. It does not change during a run and is shared by all threads.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) hospital: Hospital,
    /// Places first, then resources: both are pools of something that is seized.
    pub(crate) pools: Vec<PoolPlan>,
    /// What only places have.
    pub(crate) places: Vec<PlacePlan>,
    /// Gaps of a Poisson process, of mean [`ONE`].
    pub(crate) unit_gaps: Sampler,
    pub(crate) activities: Vec<ActivityPlan>,
    /// What an activity draws for each class of visits, activity by activity; empty where classes are too many.
    pub(crate) rows: Vec<Row>,
    /// For each attribute, how far its values lie apart among the classes; and how many classes there are.
    pub(crate) strides: [u16; MOST_ATTRIBUTES],
    pub(crate) classes: usize,
    pub(crate) sources: Vec<SourcePlan>,
    /// For each stream of arrivals and attribute (but the stream itself), how the value is drawn.
    pub(crate) attributes: Vec<Vec<By<Choice>>>,
    pub(crate) turned_away: hospital::ExitId,
}

/// Anything that is seized.
#[derive(Clone, Debug)]
pub(crate) struct PoolPlan {
    pub capacity: Capacity,
    pub at_gap: hospital::AtGap,
    pub queue: Queue,
    pub ranks: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct PlacePlan {
    /// Whether a visit that asks finds nothing but spaces and a queue without end: most places, and quickly answered.
    pub is_plain: bool,
    /// Whether a space is free again as soon as a visit leaves it, and it may leave at any time.
    pub is_left_quickly: bool,
    pub turnaround: Option<Sampler>,
    /// For each stream of arrivals, whether its visits are held outside.
    pub parks: Vec<bool>,
    pub park_at: u32,
    pub park_limit: u32,
    pub when_full: WhenFull,
    /// For each activity, which limit it counts against.
    pub limit_of: Vec<Option<u8>>,
    pub limits: Vec<u32>,
    pub closures: Option<(Sampler, Sampler)>,
    pub leaving: LeavingPlan,
    pub is_outside: bool,
    /// Whether visits that hold a space here can wait, directly or not, for a space here.
    pub in_circle: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum LeavingPlan {
    AnyTime,
    Within(hospital::Hours),
    Drawn { of_day: Sampler, by_weekday: [f64; 7] },
}

#[derive(Clone, Debug)]
pub(crate) struct ActivityPlan {
    /// Whether nothing stands between its end and what is next.
    pub ends_quickly: bool,
    pub places: Option<By<ChoicePlan>>,
    pub while_waiting: WhileWaiting,
    /// Pools and units.
    pub uses: Vec<(u32, u32)>,
    pub time: By<Sampler>,
    pub patience: Option<By<Sampler>>,
    pub next: By<NextPlan>,
    pub when_refused: Next,
    pub when_impatient: Next,
    pub keep_after: Vec<(Next, By<Sampler>)>,
    pub fit_to_leave: bool,
    /// Whether it takes place outside the hospital for whoever asks.
    pub is_outside: bool,
}

/// What an activity means for visits of one class: a table instead of trees.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub time: Sampler,
    pub next: NextPlan,
    /// The one place to ask, where it is plain, and nothing else is needed to begin.
    pub quick_place: Option<PlaceId>,
}

#[derive(Clone, Debug)]
pub(crate) struct ChoicePlan {
    pub tiers: Vec<Vec<PlaceId>>,
    pub fall_back_after: Option<quantity::Duration>,
    /// The place, where there is no choice.
    pub only: Option<PlaceId>,
}

impl ChoicePlan {
    /// The places of the first so many tiers, in order.
    #[inline]
    pub fn places(&self, tiers: u8) -> impl Iterator<Item = PlaceId> + '_ {
        self.tiers[..tiers as usize].iter().flatten().copied()
    }

    /// How many tiers are open to a visit that has just asked.
    pub fn first_tiers(&self) -> u8 {
        if self.fall_back_after.is_some() { 1 } else { self.tiers.len() as u8 }
    }

    pub fn all_tiers(&self) -> u8 {
        self.tiers.len() as u8
    }
}

#[derive(Clone, Debug)]
pub(crate) enum NextPlan {
    Always(Next),
    Shares(Choice, Vec<Next>),
}

impl NextPlan {
    #[inline]
    pub fn pick(&self, word: u32) -> Next {
        match self {
            Self::Always(next) => *next,
            Self::Shares(choice, nexts) => nexts[choice.pick(word)],
        }
    }
}

/// One stream of arrivals, made ready.
#[derive(Clone, Debug)]
pub(crate) struct SourcePlan {
    pub arrivals: hospital::ArrivalsId,
    /// What its visits have in common: the stream they came with.
    pub traits: Traits,
    /// And the class of those whose every other attribute has its first value.
    pub class: u16,
    pub first: ActivityId,
    pub process: ProcessPlan,
    /// Added to visit numbers: arrivals beyond the base are other people than those of the base.
    pub numbers_from: u64,
}

#[derive(Clone, Debug)]
pub(crate) enum ProcessPlan {
    Rate(Box<RatePlan>),
    Every(Sampler),
    Listed,
}

#[derive(Clone, Debug)]
pub(crate) struct RatePlan {
    /// Arrivals a millisecond at weights of one.
    pub per_milli: f64,
    /// The share of visits kept, by their mark.
    pub kept: f64,
    pub by_hour: Vec<f64>,
    pub by_weekday: [f64; 7],
    pub by_day_of_year: Vec<f64>,
    /// The factor of a day by chance, in units of [`ONE`].
    pub day_factor: Option<Sampler>,
}

/// One, as samplers of pure numbers count it: they draw whole numbers.
pub(crate) const ONE: f64 = (1_u32 << 20) as f64;

/// Visits beyond the base are numbered from here, far above any that the base can reach.
pub(crate) const BEYOND_BASE: u64 = 1 << 47;

impl Plan {
    /// Makes a hospital ready to run.
    ///
    /// # Panics
    /// When the hospital breaks a rule that `description` checks, such as shares that do not sum to one.
    pub fn new(hospital: Hospital) -> Self {
        let circles = deadlock::places_in_circles(&hospital);
        let of_places = hospital.places.iter().map(|it| pool(&hospital, &it.capacity, it.at_gap, &it.queue));
        let of_resources = hospital.resources.iter().map(|it| pool(&hospital, &it.capacity, it.at_gap, &it.queue));
        let places: Vec<_> =
            hospital.places.iter().zip(&circles).map(|(place, &circle)| place_plan(&hospital, place, circle)).collect();
        let activities: Vec<_> =
            hospital.activities.iter().map(|activity| activity_plan(&hospital, activity)).collect();
        let (strides, classes) = strides(&hospital);
        let unit = Distribution::exponential(ONE).expect("one is a proper mean");
        Self {
            pools: of_places.chain(of_resources).collect(),
            unit_gaps: Sampler::new(&unit),
            rows: rows(&hospital, &activities, &places, classes),
            activities,
            places,
            strides,
            classes,
            sources: sources(&hospital),
            attributes: attributes(&hospital),
            turned_away: exit_of(&hospital.exits, ExitKind::TurnedAway),
            hospital,
        }
    }

    /// The hospital it was made from.
    pub fn hospital(&self) -> &Hospital {
        &self.hospital
    }

    #[inline]
    pub(crate) fn place(&self, place: PlaceId) -> &PlacePlan {
        &self.places[place.index()]
    }

    #[inline]
    pub(crate) fn activity(&self, activity: ActivityId) -> &ActivityPlan {
        &self.activities[activity.index()]
    }

    /// The row of an activity for a class of visits, where there are rows.
    #[inline]
    pub(crate) fn row(&self, activity: ActivityId, class: u16) -> Option<&Row> {
        self.rows.get(activity.index() * self.classes + class as usize)
    }

    /// The rank of a visit in a pool's queue: the smaller, the sooner.
    #[inline]
    pub(crate) fn rank(&self, pool: usize, traits: Traits, promotions: u8) -> usize {
        match self.pools[pool].queue.order {
            None => 0,
            Some(order) => traits.value(order).saturating_sub(promotions as usize),
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
    let row = |activity: &ActivityPlan, traits: Traits| Row {
        time: activity.time.of(traits).clone(),
        next: activity.next.of(traits).clone(),
        quick_place: activity
            .places
            .as_ref()
            .filter(|_| activity.uses.is_empty())
            .and_then(|by| by.of(traits).only)
            .filter(|place| places[place.index()].is_plain),
    };
    let row = &row;
    activities.iter().flat_map(|activity| (0..classes).map(move |class| row(activity, traits_of(class)))).collect()
}

fn exit_of(exits: &[Exit], kind: ExitKind) -> hospital::ExitId {
    let index = exits.iter().position(|exit| exit.kind == kind);
    hospital::ExitId::new(index.expect("every hospital has the exits that each file has"))
}

fn ranks(hospital: &Hospital, queue: &Queue) -> usize {
    queue.order.map_or(1, |order| hospital.attributes[order.index()].values.len())
}

fn pool(hospital: &Hospital, capacity: &Capacity, at_gap: hospital::AtGap, queue: &Queue) -> PoolPlan {
    PoolPlan { capacity: capacity.clone(), at_gap, queue: queue.clone(), ranks: ranks(hospital, queue) }
}

fn place_plan(hospital: &Hospital, place: &Place, in_circle: bool) -> PlacePlan {
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
            LeavingPlan::Drawn { of_day: time_of_day(by_hour), by_weekday: *by_weekday }
        }
    };
    let leaves_any_time = matches!(leaving, LeavingPlan::AnyTime);
    PlacePlan {
        is_plain: place.parking.is_none()
            && place.limits.is_empty()
            && place.when_full == WhenFull::Wait
            && place.queue.limit.is_none()
            && place.queue.preempt.is_none(),
        is_left_quickly: place.turnaround.is_none() && place.limits.is_empty() && leaves_any_time,
        turnaround: place.turnaround.as_ref().map(Sampler::new),
        parks,
        park_at: place.parking.as_ref().map_or(0, |parking| parking.when_present),
        park_limit: place.parking.as_ref().and_then(|parking| parking.limit).unwrap_or(u32::MAX),
        when_full: place.when_full,
        limit_of,
        limits: place.limits.iter().map(|&(_, most)| most).collect(),
        closures: place.closures.random.as_ref().map(|(every, lasts)| (Sampler::new(every), Sampler::new(lasts))),
        leaving,
        is_outside: place.kind.is_outside(),
        in_circle,
    }
}

/// A time of the day, uniform within each equal step and by weight between steps.
fn time_of_day(by_hour: &[f64]) -> Sampler {
    let day = quantity::Duration::DAY.millis() as f64;
    let total: f64 = by_hour.iter().sum();
    let width = day / by_hour.len() as f64;
    let steps = by_hour.iter().enumerate().filter(|&(_, &weight)| weight > 0.0).map(|(step, weight)| {
        let from = width * step as f64;
        (weight / total, Distribution::uniform(from, from + width).expect("a step of a day is a span"))
    });
    Sampler::new(&Distribution::mixture(steps.collect()).expect("weights of a day make shares"))
}

fn activity_plan(hospital: &Hospital, activity: &Activity) -> ActivityPlan {
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
    let is_outside = match &activity.place {
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
    };
    let resource_pool = |resource: hospital::ResourceId| (hospital.places.len() + resource.index()) as u32;
    let sampler = &mut Sampler::new;
    ActivityPlan {
        ends_quickly: activity.uses.is_empty() && activity.keep_after.is_empty(),
        places,
        while_waiting: activity.while_waiting,
        uses: activity.uses.iter().map(|&(resource, units)| (resource_pool(resource), units)).collect(),
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
        fit_to_leave: activity.fit_to_leave,
        is_outside,
    }
}

fn choice(shares: &[f64]) -> Choice {
    Choice::new(shares).expect("description checks that shares sum to one")
}

fn attributes(hospital: &Hospital) -> Vec<Vec<By<Choice>>> {
    let of_stream = |arrivals: &hospital::Arrivals| {
        let drawn = hospital.attributes.iter().enumerate().skip(1);
        drawn
            .map(|(index, attribute)| {
                let own = arrivals.shares.iter().find(|(own, _)| *own == AttributeId::new(index));
                own.map_or(&attribute.shares, |(_, shares)| shares).map(&mut |shares: &Vec<f64>| choice(shares))
            })
            .collect()
    };
    hospital.arrivals.iter().map(of_stream).collect()
}

fn sources(hospital: &Hospital) -> Vec<SourcePlan> {
    let mut sources = Vec::new();
    for (index, arrivals) in hospital.arrivals.iter().enumerate() {
        let mut add = |process, numbers_from| {
            let arrivals_id = hospital::ArrivalsId::new(index);
            let traits = Traits::default().with(AttributeId::ARRIVALS, index);
            let class = strides(hospital).0[0] * index as u16;
            sources.push(SourcePlan {
                arrivals: arrivals_id,
                traits,
                class,
                first: arrivals.first,
                process,
                numbers_from,
            });
        };
        match &arrivals.process {
            Process::Every(time) => add(ProcessPlan::Every(Sampler::new(time)), 0),
            Process::Listed(_) => add(ProcessPlan::Listed, 0),
            Process::Rate(rate) => {
                let day_factor = (rate.dispersion > 1.0).then(|| {
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
                        day_factor: day_factor.clone(),
                    }))
                };
                if rate.base_per_day > 0.0 && rate.scale > 0.0 {
                    add(plan(rate.base_per_day, rate.scale.min(1.0)), 0);
                }
                if rate.base_per_day > 0.0 && rate.scale > 1.0 {
                    add(plan(rate.base_per_day * (rate.scale - 1.0), 1.0), BEYOND_BASE);
                }
            }
        }
    }
    sources
}
