//! What is there, who is where, how are we doing? Places, pathways, movements, the census, the measures.
//!
//! This crate does not know how movements come about: the simulator writes them, a real hospital's messages are them.
//! It reads no clock, no file and no random number.

mod arrivals;
mod attribute;
mod bed_waits;
mod census;
mod course;
mod histogram;
mod hours;
mod ids;
mod infection;
mod measure;
mod moment;
mod movement;
mod pathway;
mod payment;
mod place;
mod profile;
mod settle;
mod shift;
mod space_rules;
mod spent;
mod switch;
mod team;
mod told;

pub use arrivals::{Arrivals, ListedVisit, Process, RateProcess, Resource};
pub use attribute::{Attribute, By, MOST_ATTRIBUTES, Traits};
pub use bed_waits::{Admitted, BedWaits};
pub use census::{Census, CheckedCensus, Fault, Holding, Inconsistency, Present, Situation};
pub use course::{CameFrom, Course, Series, Wait, WaitsAt, WentTo};
pub use histogram::{LengthHistogram, TimeHistogram};
pub use hours::{Capacity, Clock, Hours, Roster};
pub use ids::{
    ActivityId, ArrivalsId, AttributeId, ExitId, InfectionId, PathwayId, PayerId, PlaceId, ReasonId,
    ResourceId, SwitchId, TeamId,
};
pub use infection::{Closes, Closing, Comes, InfectedStaff, Infection, Sickness, SicknessKind};
pub use measure::{
    ActivityMeasure, Class, Definition, DelayMeasure, Distributions, Figure, Figures, HospitalMeasure,
    Measure, MeasureId, Measures, PathwayMeasure, PayerMeasure, PlaceDistributions, PlaceMeasure,
    RuleMeasure, Subject, TeamMeasure, definition, definitions, definitions_page,
};
pub use moment::Moment;
pub use movement::{Line, Log, Movement, MovementKind, Opening, Sink, Space, Visit, VisitId};
pub use pathway::{Activity, Choice, Exit, ExitKind, MoveOn, Next, Pathway, Where, WhileWaiting};
pub use payment::{Agency, Bill, DelayedDay, Income, Payer, Payments};
pub use place::{AtGap, CareVisits, Closures, Leaving, Parking, Place, PlaceKind, Queue, WhenFull};
pub use profile::{HOURS_OF_WEEK, Profiles};
pub use settle::{Settled, Surprise, settle};
pub use space_rules::{
    Considered, Explained, Guest, Need, Penalty, Reason, Room, SpaceHolds, SpaceRules, SpacesNow,
    TransferHours, Whom,
};
pub use spent::{Spending, SpentOn, TimeSpent, Whose};
pub use switch::{
    Beyond, Cause, Condition, Dates, MOST_SWITCHES, On, Part, PlaceReading, Reading, Rule, Switch, Switches,
    Turned, Variant,
};
pub use team::{Absence, Cover, Shift, Staffing, StaffingKind, Strain, Team, Works};
pub use told::{
    Cancels, Expected, MovementName, Pseudonym, Said, SaidKind, SourceId, SpaceStatus, Spot, Told,
};

use quantity::Duration;

/// What stands for the reason of activities that give none.
pub const OTHER_REASON: &str = "other";

/// The most reasons of delay that activities may name.
pub const MOST_REASONS: usize = 200;

/// One description of a hospital: everything that the simulation, the board and the decisions need to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hospital {
    /// Its name.
    pub name: String,
    /// Its time zone, an IANA name.
    pub time_zone: String,
    /// Where simulated time lies on the calendar.
    pub clock: Clock,
    /// How it is run unless the command says otherwise.
    pub run: Run,
    /// What is drawn once a visit; the first is the stream of arrivals.
    pub attributes: Vec<Attribute>,
    /// Its places.
    pub places: Vec<Place>,
    /// Its resources.
    pub resources: Vec<Resource>,
    /// Its streams of arrivals.
    pub arrivals: Vec<Arrivals>,
    /// Its pathways.
    pub pathways: Vec<Pathway>,
    /// The activities of all pathways.
    pub activities: Vec<Activity>,
    /// The ways out.
    pub exits: Vec<Exit>,
    /// The sickness bugs that may spread in it. Every place they name has space rules.
    pub infections: Vec<Infection>,
    /// The teams of staff whose members may be absent. No resource has two.
    pub teams: Vec<Team>,
    /// Who pays.
    pub payments: Payments,
    /// What can be turned on and off in the course of a run.
    pub switches: Switches,
}

/// How a hospital is run unless the command says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Civil date and time of the start, as the file says it.
    pub start: String,
    /// Run before the start, from empty, without counting.
    pub warm_up: Duration,
    /// Counted time.
    pub collect: Duration,
    /// Replications.
    pub runs: u32,
    /// The key of all chance.
    pub seed: u64,
    /// What happens when visits wait for each other's spaces in a circle.
    pub on_deadlock: OnDeadlock,
}

/// What happens when visits wait for each other's spaces in a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OnDeadlock {
    /// They change places, and it is counted.
    #[default]
    Swap,
    /// The run stops and says who waits for whom.
    Stop,
}

impl Hospital {
    /// Handles of all places, in order.
    pub fn place_ids(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..self.places.len()).map(PlaceId::new)
    }

    /// Handles of all activities, in order.
    pub fn activity_ids(&self) -> impl Iterator<Item = ActivityId> + use<> {
        (0..self.activities.len()).map(ActivityId::new)
    }

    /// Why visits that are fit to leave may still be in hospital, in the order in which activities name the reasons; last
    /// [`OTHER_REASON`], for activities that name none. Empty where no activity names one.
    pub fn delay_reasons(&self) -> Vec<&str> {
        let mut reasons: Vec<&str> = Vec::new();
        for reason in self.activities.iter().filter_map(|it| it.delay_reason.as_deref()) {
            if !reasons.contains(&reason) && reason != OTHER_REASON {
                reasons.push(reason);
            }
        }
        if !reasons.is_empty() {
            reasons.push(OTHER_REASON);
        }
        reasons
    }

    /// Handles of all teams, in order.
    pub fn team_ids(&self) -> impl Iterator<Item = TeamId> + use<> {
        (0..self.teams.len()).map(TeamId::new)
    }

    /// An activity's name with its pathway's: `emergency.assess`.
    pub fn activity_name(&self, activity: ActivityId) -> String {
        let it = &self.activities[activity.index()];
        format!("{}.{}", self.pathways[it.pathway.index()].name, it.name)
    }
}
