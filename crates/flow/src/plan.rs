//! A hospital made ready to run: samplers instead of distributions, tables instead of names.

use hospital::{
    Activity, ActivityId, AttributeId, By, Capacity, Choice as Places, Exit, ExitKind, Hospital, Leaving, Next, Place, PlaceId,
    Process, Queue, Traits, WhenFull, Where, WhileWaiting,
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
    /// The one place to ask, where there is one for all, it is plain, and nothing else is needed to begin.
    pub quick_place: Option<By<Option<PlaceId>>>,
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
        let unit = Distribution::exponential(ONE).expect("one is a proper mean");
        Self {
            pools: of_places.chain(of_resources).collect(),
            unit_gaps: Sampler::new(&unit),
            activities: hospital.activities.iter().map(|activity| activity_plan(&hospital, &places, activity)).collect(),
            places,
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

    /// The rank of a visit in a pool's queue: the smaller, the sooner.
    #[inline]
    pub(crate) fn rank(&self, pool: usize, traits: Traits, promotions: u8) -> usize {
        match self.pools[pool].queue.order {
            None => 0,
            Some(order) => traits.value(order).saturating_sub(promotions as usize),
        }
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
    let mut knots = vec![(0.0, 0.0)];
    let mut below = 0.0;
    for (step, weight) in by_hour.iter().enumerate() {
        // A step without weight is passed over: two knots at the same share would be a jump.
        if *weight > 0.0 {
            let from = day * step as f64 / by_hour.len() as f64;
            knots.push((below / total, from));
            below += weight;
            knots.push(((below / total).min(1.0), from + day / by_hour.len() as f64));
        }
    }
    knots.remove(0);
    Sampler::new(&Distribution::quantiles(knots).expect("weights of a day make a quantile function"))
}

fn activity_plan(hospital: &Hospital, plans: &[PlacePlan], activity: &Activity) -> ActivityPlan {
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
            .all(|place| hospital.places[place.index()].kind.is_outside()),
    };
    let resource_pool = |resource: hospital::ResourceId| (hospital.places.len() + resource.index()) as u32;
    let sampler = &mut Sampler::new;
    let quick_place = places.as_ref().filter(|_| activity.uses.is_empty()).map(|by| {
        by.map(&mut |choice: &ChoicePlan| choice.only.filter(|place| plans[place.index()].is_plain))
    });
    ActivityPlan {
        quick_place,
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
            sources.push(SourcePlan { arrivals: arrivals_id, traits, first: arrivals.first, process, numbers_from });
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
                if rate.base_per_day > 0.0 {
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
