//! Places: anywhere a visit can be that has spaces.

use quantity::{Distribution, Duration, Instant};

use crate::attribute::Traits;
use crate::hours::{Capacity, Hours};
use crate::ids::{ActivityId, ArrivalsId, AttributeId, PayerId, PlaceId};
use crate::space_rules::SpaceRules;

/// A place and the rules of who may come in, wait, and go.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The name that files write.
    pub name: String,
    /// What sort of place it is; measures ask.
    pub kind: PlaceKind,
    /// How many spaces it has, and when; with `each`, how many care visits a day can be made.
    pub capacity: Capacity,
    /// How many care visits a day somebody here needs; `None` is a space each, as in any other place.
    pub each: Option<CareVisits>,
    /// What happens to activities under way when the roster takes spaces away.
    pub at_gap: AtGap,
    /// Who is next, and how many may wait without a space.
    pub queue: Queue,
    /// Who is held outside while the place is busy.
    pub parking: Option<Parking>,
    /// What happens to a visit that finds no free space.
    pub when_full: WhenFull,
    /// Whose own place it is: for each attribute named, the values that belong here. Others here are outliers.
    pub accepts: Vec<(AttributeId, Vec<u8>)>,
    /// The most visits that an activity may have here at once.
    pub limits: Vec<(ActivityId, u32)>,
    /// From a visit's leaving a space until the space may be used again.
    pub turnaround: Option<Distribution>,
    /// When the place shuts to newcomers; those inside stay.
    pub closures: Closures,
    /// When visits may leave from here for home or for a place outside the hospital.
    pub leaving: Leaving,
    /// When the place takes newcomers; `None` is always.
    pub enter_hours: Option<Hours>,
    /// Its rooms, who gets which space, and who cleans; `None` where any space is as good as another.
    pub space_rules: Option<Box<SpaceRules>>,
    /// Pounds for each occupied space and day.
    pub cost_per_day: f64,
    /// Pounds for each open space and day, in use or not.
    pub cost_per_open_day: f64,
    /// Who pays them.
    pub paid_by: PayerId,
}

impl Place {
    /// The most spaces that it has at any time: by its roster, or in its rooms, which need not all be staffed at once. `None` is
    /// unlimited.
    pub fn most_spaces(&self) -> Option<u32> {
        let rooms = self.space_rules.as_ref().map_or(0, |rules| rules.spaces_in_rooms());
        match &self.capacity {
            Capacity::Always(spaces) => Some((*spaces).max(rooms)),
            Capacity::Rostered(roster) => Some(roster.most().max(rooms)),
            Capacity::Unlimited => None,
        }
    }

    /// Whether a visit with these attributes belongs here; others are outliers.
    pub fn belongs(&self, traits: Traits) -> bool {
        self.accepts.iter().all(|(attribute, values)| values.contains(&(traits.value(*attribute) as u8)))
    }
}

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// An emergency department: the four-hour clock runs here.
    Emergency,
    /// A same-day or clinic unit: patients are seen and go home.
    SameDay,
    /// An assessment unit: general and acute beds with short stays.
    Assessment,
    /// A ward: general and acute beds.
    Ward,
    /// Critical care.
    Critical,
    /// A theatre or its recovery.
    Theatre,
    /// A discharge lounge.
    Lounge,
    /// A corridor or other makeshift area.
    Corridor,
    /// A rehabilitation or other community unit with beds.
    Rehabilitation,
    /// A care home.
    CareHome,
    /// Rounds of home care: its spaces are care packages, or care visits a day.
    CareRounds,
    /// A waiting list: people at home who have been promised an operation or an appointment.
    WaitingList,
    /// Another hospital.
    Elsewhere,
    /// Anything else with spaces: a textbook's service station.
    Station,
}

/// Care visits a day that somebody cared for at home needs: fewer as time goes on.
///
/// They fall in whole steps from the first to the last. Whenever an activity begins or goes on, what is left of it is shared
/// out evenly among the numbers still to come, the present one among them; after its end the last stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CareVisits {
    /// On coming in; at least `last`.
    pub first: u16,
    /// At the end; at least one.
    pub last: u16,
}

impl CareVisits {
    /// What a space of any other place counts as.
    pub const ONE: Self = Self { first: 1, last: 1 };
}

impl PlaceKind {
    /// Every kind, as files write it, with what it is.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Emergency, "emergency"),
        (Self::SameDay, "same day"),
        (Self::Assessment, "assessment"),
        (Self::Ward, "ward"),
        (Self::Critical, "critical care"),
        (Self::Theatre, "theatre"),
        (Self::Lounge, "lounge"),
        (Self::Corridor, "corridor"),
        (Self::Rehabilitation, "rehabilitation"),
        (Self::CareHome, "care home"),
        (Self::CareRounds, "care rounds"),
        (Self::WaitingList, "waiting list"),
        (Self::Elsewhere, "elsewhere"),
        (Self::Station, "station"),
    ];

    /// Whether its spaces are hospital beds into which patients are admitted.
    #[inline]
    pub const fn has_beds(self) -> bool {
        matches!(self, Self::Assessment | Self::Ward | Self::Critical)
    }

    /// Whether its spaces count as general and acute beds.
    #[inline]
    pub const fn is_general_and_acute(self) -> bool {
        matches!(self, Self::Assessment | Self::Ward)
    }

    /// Whether a visit there is not in the hospital: care at home, a community bed, a waiting list, another hospital.
    #[inline]
    pub const fn is_outside(self) -> bool {
        matches!(
            self,
            Self::Rehabilitation | Self::CareHome | Self::CareRounds | Self::WaitingList | Self::Elsewhere
        )
    }
}

/// What happens to work under way when the roster takes its server away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AtGap {
    /// It is finished first.
    #[default]
    Finish,
    /// It stops, and later goes on where it stopped.
    Resume,
    /// It stops, and later begins again with the same length.
    Restart,
    /// It stops, and later begins again with a length drawn anew.
    Resample,
}

/// Who is next for a space or a resource.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Queue {
    /// The most visits that may wait without a space elsewhere; `None` is no limit.
    pub limit: Option<u32>,
    /// The attribute whose values, in order, are the ranks; `None` is first come, first served.
    pub order: Option<AttributeId>,
    /// Whether a visit of a better rank takes the space of a worse one, and what the interrupted work becomes.
    pub preempt: Option<AtGap>,
    /// After waiting so long in its rank, a visit moves to the end of the next better one.
    pub promote_after: Option<Duration>,
    /// Whether who came back to an earlier activity stands before those of its rank who did not: whose operation was
    /// cancelled comes first next time.
    pub returning_first: bool,
}

/// Visits of some arrivals wait outside (ambulance crews with them) while the place is busy.
#[derive(Clone, Debug, PartialEq)]
pub struct Parking {
    /// Whose visits are parked.
    pub arrivals: Vec<ArrivalsId>,
    /// They are parked while so many or more are present, in spaces and queueing.
    pub when_present: u32,
    /// The most that can be parked; others are turned away. `None` is no limit.
    pub limit: Option<u32>,
}

/// What happens to a visit that finds no free space.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum WhenFull {
    /// It waits, while the queue has room.
    #[default]
    Wait,
    /// It is turned away.
    TurnAway,
    /// From this share of open spaces in use, it goes to another place for the same activity.
    Divert {
        /// The other place.
        to: PlaceId,
        /// The occupancy, 0 to 1, at or above which this happens.
        above: f64,
    },
}

/// When a place shuts to newcomers.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Closures {
    /// Closures that come by chance: open for the first, shut for the second.
    pub random: Option<(Distribution, Distribution)>,
    /// Closures at known times: from, until; in order and apart.
    pub dated: Vec<(Instant, Instant)>,
}

/// When visits may leave a place for home or for a place outside the hospital.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Leaving {
    /// As soon as they are ready.
    #[default]
    AnyTime,
    /// In these hours; who is ready at another time waits until they begin.
    Within(Hours),
    /// On some days, at an hour of that day that is drawn.
    Drawn {
        /// The weight of each equal step of the day.
        by_hour: Vec<f64>,
        /// For each weekday from Monday, the chance that a visit which is ready may go that day.
        by_weekday: [f64; 7],
    },
}
