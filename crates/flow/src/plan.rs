//! A hospital made ready to run: samplers instead of distributions, tables instead of names.

mod beside;
mod fit;
mod guess;
mod make;
mod past;
mod start;
mod versions;

use hospital::{
    ActivityId, AttributeId, By, Capacity, Hospital, MoveOn, Next, PlaceId, Queue, Traits, WhenFull,
    WhileWaiting,
};
use quantity::{Choice, Sampler};

use self::versions::Versions;
use crate::health::BugPlan;
pub(crate) use make::time_of_day;
pub(crate) use start::{DoingNow, NeedNow, Person, SourceStart, Start, Stay, WasKept};

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
    /// How many classes there are.
    pub(crate) classes: usize,
    pub(crate) sources: Vec<SourcePlan>,
    pub(crate) turned_away: hospital::ExitId,
    /// Of each sickness bug.
    pub(crate) bugs: Vec<BugPlan>,
    /// How far the values of each attribute lie apart among the classes.
    pub(crate) strides: [u16; hospital::MOST_ATTRIBUTES],
    /// Where a run starts; `None` is with an empty hospital.
    pub(crate) start: Option<Box<Start>>,
    /// Whether any place has rules for its spaces.
    pub(crate) has_space_rules: bool,
    /// Whether stays go on elsewhere, ever.
    pub(crate) moves_on: bool,
    /// Either: then activities do not always last as long as was drawn.
    pub(crate) lengths_differ: bool,
    /// Of the hospital with switches on.
    versions: Versions,
}

/// Anything that is seized.
#[derive(Clone, Debug)]
pub(crate) struct PoolPlan {
    /// Whether units are used once, and not given back.
    pub used_up: bool,
    pub capacity: Capacity,
    pub at_gap: hospital::AtGap,
    pub queue: Queue,
    pub ranks: usize,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a place, each asked for by itself")]
pub(crate) struct PlacePlan {
    /// Whether a visit that asks finds nothing but spaces and a queue without end: most places, and quickly answered.
    pub is_plain: bool,
    /// Whether a space is free again as soon as a visit leaves it, and it may leave at any time.
    pub is_left_quickly: bool,
    /// How much of its capacity a visit takes here, from coming in to the end.
    pub need: hospital::CareVisits,
    pub turnaround: Option<Sampler>,
    /// Whether it matters which of its spaces a visit gets; the rules are the hospital's.
    pub has_space_rules: bool,
    /// The turnaround after a visit that needed a side room.
    pub deep_clean: Option<Sampler>,
    /// The resource that cleans.
    pub cleaners: Option<u32>,
    /// For each stream of arrivals, whether its visits are held outside.
    pub parks: Vec<bool>,
    pub park_at: u32,
    pub park_limit: u32,
    pub when_full: WhenFull,
    /// For each activity, which limit it counts against.
    pub limit_of: Vec<Option<u8>>,
    pub limits: Vec<u32>,
    /// Spaces numbered from here are not used again: more visits were there at the start than the place ever has spaces.
    pub numbers: u32,
    /// The most spaces that it has at any time, whatever switches are on; `None` is unlimited.
    pub most_spaces: Option<u32>,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of an activity, each asked for by itself"
)]
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
    pub move_on: Option<MoveOn>,
    /// Whether it has or may have such a one, whatever switches are on.
    pub may_move_on: bool,
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
    /// Whether who finds it full simply waits for it, for as long as it takes, and keeps its space.
    pub queues_quickly: bool,
}

#[derive(Clone, Debug, PartialEq)]
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
    /// How its visits' attributes are drawn, one after the other.
    pub attributes: Vec<AttributePlan>,
    /// Added to visit numbers: arrivals beyond the base are other people than those of the base.
    pub numbers_from: u64,
}

impl SourcePlan {
    /// Whether all of its visits stay at home.
    pub fn is_thinned_out(&self) -> bool {
        matches!(&self.process, ProcessPlan::Rate(rate) if rate.kept <= 0.0)
    }
}

/// How an attribute of a stream's visits is drawn.
#[derive(Clone, Debug)]
pub(crate) struct AttributePlan {
    pub id: AttributeId,
    pub choice: By<Choice>,
    /// How far its values lie apart among the classes.
    pub stride: u16,
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
    /// Variance over mean of a day's count.
    pub dispersion: f64,
    /// The factor of a day by chance, in units of [`ONE`].
    pub day_factor: Option<Sampler>,
}

/// One, as samplers of pure numbers count it: they draw whole numbers.
pub(crate) const ONE: f64 = (1_u32 << 20) as f64;

impl Plan {
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

    /// The class of visits with these traits.
    pub(crate) fn class_of(&self, traits: Traits) -> u16 {
        let strides = self.strides.iter().zip(traits.0);
        strides.map(|(stride, value)| stride * u16::from(value)).sum()
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
