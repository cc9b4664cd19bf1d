//! Sickness bugs: what spreads among the patients and the staff of some places, and what is done about it.
//!
//! Those who are well catch it, those who have caught it incubate, fall ill, then feel well and still pass on a little,
//! and are immune for the rest of their stay. The rate at which somebody who is well catches it is
//! `spread · hygiene · (in_bay · load of the bay / its spaces + (1 − in_bay) · load of the place / its spaces)`, where the
//! load is the number of those who are ill, and of those who pass on a little, weighed. After Heijne et al. 2012 and Zelner
//! et al. 2013; the closing of wards after Lopman et al. 2004 and Harris et al. 2014.

use quantity::{Distribution, Duration, Instant};

use crate::ids::{InfectionId, PlaceId, ResourceId};
use crate::movement::Visit;

/// A sickness bug.
#[derive(Clone, Debug, PartialEq)]
pub struct Infection {
    /// The name that files write.
    pub name: String,
    /// Where it spreads.
    pub places: Vec<PlaceId>,
    /// How often who catches it is worked out.
    pub step: Duration,
    /// From catching it to falling ill.
    pub incubation: Distribution,
    /// For how long they are ill.
    pub illness: Distribution,
    /// For how long they pass it on afterwards.
    pub shedding: Distribution,
    /// How much they pass on then, of what they do while ill.
    pub shedding_load: f64,
    /// How many somebody who is ill would infect in a day if everybody else were well and all spaces were taken.
    pub spread_per_day: f64,
    /// How much of that is within the bay.
    pub in_bay: f64,
    /// How it comes in.
    pub comes: Comes,
    /// From so long after the first has fallen ill, so much of the spread is left.
    pub hygiene: Option<(Duration, f64)>,
    /// Who looks after the patients there.
    pub staff: Option<InfectedStaff>,
    /// The share of those ready to leave the hospital while they are ill who do so; the others stay until they are well.
    pub ill_leave: f64,
    /// When spaces are closed.
    pub closing: Option<Closing>,
}

/// How a bug comes into a place.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Comes {
    /// Into each place, by visitors and staff: so many times a day one of the patients catches it.
    pub per_day: f64,
    /// The same at known times.
    pub at: Vec<Instant>,
    /// The chance that a visit which comes into such a place already incubates it.
    pub carried: f64,
    /// Weights of the months, mean one; empty is no season.
    pub by_month: Vec<f64>,
}

/// The staff of each place.
#[derive(Clone, Debug, PartialEq)]
pub struct InfectedStaff {
    /// How many they are.
    pub number: u32,
    /// How many of them somebody who is ill would infect in a day, were all well.
    pub spread_per_day: f64,
    /// For how long they stay away once they are well again.
    pub off_after: Duration,
    /// The resource of which they are units.
    pub resource: Option<ResourceId>,
}

/// What is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// The whole place.
    Place,
    /// Each bay or side room by itself.
    Room,
}

/// When spaces are closed, and how they open again.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// What is closed.
    pub what: Closes,
    /// At so many ill there, staff counted with a whole place.
    pub cases: u32,
    /// And not before so long after the first has fallen ill.
    pub not_before: Duration,
    /// When nobody is ill there and nobody has fallen ill for so long,
    pub clear: Duration,
    /// and so long afterwards, for cleaning, they open again.
    pub cleaning: Duration,
    /// The share of those ready to leave the hospital who do so while their bay or ward is closed.
    pub leaving: f64,
}

/// Something that happened with a bug in a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sickness {
    /// When.
    pub at: Instant,
    /// Where.
    pub place: PlaceId,
    /// Which bug.
    pub infection: InfectionId,
    /// What.
    pub kind: SicknessKind,
}

/// What happened with a bug in a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SicknessKind {
    /// Somebody has it where nobody had it: an outbreak may come of it.
    Comes,
    /// A patient caught it here, or came with it.
    PatientCatches(Visit),
    /// A patient fell ill.
    PatientFallsIll(Visit),
    /// A member of staff fell ill, and stays away.
    StaffFallsIll,
    /// A member of staff is back.
    StaffIsBack,
    /// So many spaces are closed because of it now.
    Closed {
        /// How many, with those that somebody is in.
        spaces: u32,
        /// Those that nobody is in.
        empty: u32,
        /// Whether the whole place is closed.
        whole: bool,
    },
    /// Nobody there has it any more, and nothing is closed because of it.
    IsOver,
}
