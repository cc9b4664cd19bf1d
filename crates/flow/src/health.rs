//! How everybody is: the stages of sickness bugs, whose they are, and who is to be looked at.

use hospital::{Infection, PlaceId, VisitId};
use quantity::{Duration, Instant, Sampler};

use crate::outbreak::Ward;

/// How somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Stage {
    #[default]
    Well,
    /// Has caught it.
    Incubates,
    Ill,
    /// Feels well and passes it on a little.
    Sheds,
    Immune,
}

/// How somebody is with one bug.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Health {
    /// Whose it is: slots are used again.
    pub who: Option<VisitId>,
    pub stage: Stage,
    /// How much exposure is left until it is caught.
    pub resistance: f64,
    /// When the stage ends.
    pub until: Instant,
    /// The words of its stages.
    pub words: [u32; 4],
}

impl Health {
    pub const NOBODY: Self =
        Self { who: None, stage: Stage::Well, resistance: 0.0, until: Instant::MAX, words: [0; 4] };

    pub fn has_it(&self) -> bool {
        matches!(self.stage, Stage::Incubates | Stage::Ill | Stage::Sheds)
    }
}

/// The bugs of a hospital under way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bugs {
    /// By bug, then slot.
    pub health: Vec<Vec<Health>>,
    /// By bug, then as its places are listed.
    pub wards: Vec<Vec<Ward>>,
    /// The same: who is to be looked at there.
    pub watched: Vec<Vec<Watched>>,
}

/// Whom a place with a bug must look at when it spreads next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    /// The slots of those who have come in since the last time.
    pub came: Vec<u32>,
    /// Whether somebody there had it then.
    pub has_it: bool,
}

/// What the samplers of a bug are.
#[derive(Clone, Debug)]
pub(crate) struct BugPlan {
    pub incubation: Sampler,
    pub illness: Sampler,
    pub shedding: Sampler,
    /// By place: which of the bug's places it is.
    wards: Vec<Option<usize>>,
}

impl BugPlan {
    pub fn new(infection: &Infection) -> Self {
        let places = infection.places.iter().map(|place| place.index() + 1).max().unwrap_or(0);
        let mut wards = vec![None; places];
        for (ward, place) in infection.places.iter().enumerate() {
            wards[place.index()] = Some(ward);
        }
        Self {
            wards,
            incubation: Sampler::new(&infection.incubation),
            illness: Sampler::new(&infection.illness),
            shedding: Sampler::new(&infection.shedding),
        }
    }
}

impl BugPlan {
    /// Which of the bug's places a place is, if it is one.
    #[inline]
    pub fn ward(&self, place: PlaceId) -> Option<usize> {
        self.wards.get(place.index()).copied().flatten()
    }
}

/// The next stage.
pub(crate) fn goes_on(health: &mut Health, plan: &BugPlan) {
    let (stage, lasts) = match health.stage {
        Stage::Incubates => (Stage::Ill, plan.illness.draw(health.words[2])),
        Stage::Ill => (Stage::Sheds, plan.shedding.draw(health.words[3])),
        Stage::Sheds | Stage::Well | Stage::Immune => (Stage::Immune, Duration::ZERO),
    };
    health.stage = stage;
    health.until += lasts;
}
