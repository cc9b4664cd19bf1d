//! Arrivals: who comes, when.

use quantity::{Distribution, Duration, Instant};

use crate::attribute::By;
use crate::hours::Capacity;
use crate::ids::{ActivityId, AttributeId, PayerId};
use crate::payment::Agency;
use crate::place::{AtGap, Queue};

/// A stream of arrivals.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// The name that files write.
    pub name: String,
    /// When they come.
    pub process: Process,
    /// The activity with which they begin.
    pub first: ActivityId,
    /// Shares of attribute values that hold for this stream instead of the hospital's.
    pub shares: Vec<(AttributeId, By<Vec<f64>>)>,
}

/// When visits arrive.
#[derive(Clone, Debug, PartialEq)]
pub enum Process {
    /// A Poisson process whose rate varies with hour, weekday and season, and by chance from day to day.
    Rate(RateProcess),
    /// One after another with times between them drawn from a distribution (milliseconds), the first after one such time.
    Every(Distribution),
    /// A list of known visits, in order of time.
    Listed(Vec<ListedVisit>),
}

/// A varying rate of arrivals.
#[derive(Clone, Debug, PartialEq)]
pub struct RateProcess {
    /// Arrivals a day, over the year, as the file's own base.
    pub base_per_day: f64,
    /// The share of the base that is wanted: below one thins the same visits, above one adds others.
    pub scale: f64,
    /// Weights of equal steps of the day, mean one.
    pub by_hour: Vec<f64>,
    /// Weights of weekdays from Monday, mean one.
    pub by_weekday: [f64; 7],
    /// Weights of the days of a year of 365 days, mean one; empty is no season.
    pub by_day_of_year: Vec<f64>,
    /// Variance over mean of a day's count; one is Poisson.
    pub dispersion: f64,
}

/// A visit that is known beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedVisit {
    /// When it arrives.
    pub at: Instant,
    /// Attribute values it has for certain; the others are drawn.
    pub traits: Vec<(AttributeId, u8)>,
    /// Lengths of its activities in the order in which they are drawn; beyond them they are drawn by chance.
    pub times: Vec<Duration>,
}

/// Anything else that is seized: a doctor, a scanner, a crew.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The name that files write.
    pub name: String,
    /// How many units there are, and when.
    pub capacity: Capacity,
    /// What happens to activities under way when the roster takes units away.
    pub at_gap: AtGap,
    /// Who is next.
    pub queue: Queue,
    /// Whether each unit can be used once only, as an appointment or a place on a theatre list: at each change of the roster all
    /// units that it gives are unused, and what was not used before is lost.
    pub used_up: bool,
    /// Pounds for each unit and hour on duty.
    pub cost_per_hour: f64,
    /// Hours that are bought at another price.
    pub agency: Option<Agency>,
    /// Who pays.
    pub paid_by: PayerId,
}

impl Resource {
    /// Pounds for each unit and hour on duty, those of the agency among them.
    pub fn price_per_hour(&self) -> f64 {
        let agency = |it: Agency| (1.0 - it.share) * self.cost_per_hour + it.share * it.cost_per_hour;
        self.agency.map_or(self.cost_per_hour, agency)
    }

    /// Of that, what is paid to the agency.
    pub fn agency_price_per_hour(&self) -> f64 {
        self.agency.map_or(0.0, |it| it.share * it.cost_per_hour)
    }
}
