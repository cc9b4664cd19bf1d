//! Running: one replication into any sink, and many into measures.

use std::sync::Mutex;

use engine::{Calendar, replicate, run_until};
pub use engine::{Control, Difference, Runs, Summary, paired, summarise};
use hospital::{
    Class, Distributions, Figures, Measures, Movement, Opening, Profiles, Sickness, Sink, Subject,
};
use quantity::{Duration, Instant, Seed, Streams};

use crate::deadlock::Deadlock;
use crate::plan::{Plan, Start};
use crate::switching::Switching;
use crate::world::World;

/// What a run needs beside the hospital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The key of all chance.
    pub seed: u64,
    /// Time before the start, from an empty hospital, that is not counted. None is run where the plan starts from a moment.
    pub warm_up: Duration,
    /// Counted time.
    pub collect: Duration,
}

impl Settings {
    /// What the hospital's file says.
    pub fn of(hospital: &hospital::Hospital) -> Self {
        Self { seed: hospital.run.seed, warm_up: hospital.run.warm_up, collect: hospital.run.collect }
    }
}

/// How a replication went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Events of the engine.
    pub events: u64,
    /// Circles of waiting that were found and resolved.
    pub deadlocks: Vec<Deadlock>,
    /// The circle that stopped the run.
    pub stopped_by: Option<Deadlock>,
}

/// A world and its calendar, used for one replication after another.
pub(crate) struct Workspace<'a, S> {
    moving: Moving<'a, S>,
    calendar: Calendar<crate::world::Event>,
}

/// A hospital in motion: one that stays as it is, or one that changes meanwhile.
enum Moving<'a, S> {
    Staying(Box<World<'a, S>>),
    Switching(Box<Switching<'a, S>>),
}

impl<'a, S: Sink> Moving<'a, S> {
    /// Where it starts, unless that is an empty hospital.
    fn start(&self) -> Option<&'a Start> {
        let plan = match self {
            Self::Staying(world) => world.plan,
            Self::Switching(it) => it.base,
        };
        plan.start.as_deref()
    }
}

impl<'a, S: Sink> Workspace<'a, S> {
    pub fn new(plan: &'a Plan, sink: S) -> Self {
        let nobody = Streams::new(Seed(0), 0);
        let moving = if plan.hospital().switches.list.is_empty() {
            Moving::Staying(Box::new(World::new(plan, sink, nobody)))
        } else {
            Moving::Switching(Box::new(Switching::new(plan, sink, nobody)))
        };
        Self { moving, calendar: Calendar::new() }
    }

    pub fn sink(&mut self) -> &mut S {
        match &mut self.moving {
            Moving::Staying(world) => &mut world.sink,
            Moving::Switching(it) => &mut it.world.sink.0,
        }
    }

    fn into_sink(self) -> S {
        match self.moving {
            Moving::Staying(world) => world.sink,
            Moving::Switching(it) => it.world.sink.0,
        }
    }

    /// Runs one replication. `None` when asked to stop.
    #[inline(never)]
    pub fn run(&mut self, settings: Settings, replication: u32, control: &Control) -> Option<Ran> {
        /// How far a run goes between two looks at whether it should stop.
        const STRETCH: Duration = Duration::from_millis(28 * Duration::DAY.millis());
        let end = Instant::START + settings.collect;
        let mut now = Instant::START - settings.warm_up;
        let (seed, calendar) = (Seed(settings.seed), &mut self.calendar);
        calendar.clear();
        if let Some(start) = self.moving.start() {
            now = Instant::START;
            let streams = Streams::new(seed.from_moment(start.moment), replication);
            match &mut self.moving {
                Moving::Staying(world) => world.reopen(start, streams, calendar),
                Moving::Switching(it) => it.reopen(start, streams, calendar),
            }
        } else {
            let streams = Streams::new(seed, replication);
            match &mut self.moving {
                Moving::Staying(world) => world.open_at(now, streams, calendar),
                Moving::Switching(it) => it.open_at(now, streams, calendar),
            }
        }
        let mut events = 0;
        while now < end {
            if control.stopped() {
                return None;
            }
            now = (now + STRETCH).min(end);
            // What is due exactly at the end happened in the counted time.
            events += match &mut self.moving {
                Moving::Staying(world) => run_until(world.as_mut(), calendar, now),
                Moving::Switching(it) => run_until(it.as_mut(), calendar, now),
            };
        }
        self.sink().finish(end);
        let (deadlocks, stopped_by) = match &mut self.moving {
            Moving::Staying(world) => (&mut world.deadlocks, &mut world.stopped_by),
            Moving::Switching(it) => (&mut it.world.deadlocks, &mut it.world.stopped_by),
        };
        Some(Ran { events, deadlocks: std::mem::take(deadlocks), stopped_by: stopped_by.take() })
    }
}

/// How many replications are wanted, how, and how precise.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// How many.
    pub runs: Runs,
    /// On how many threads.
    pub threads: usize,
    /// Until the half width of the 95 % interval over the mean is at most this for each of these measures.
    pub precision: Option<(f64, Vec<(Subject, String)>)>,
}

/// What many replications saw.
#[derive(Clone, Debug)]
pub struct Results {
    /// The figures of each replication, in order.
    pub figures: Vec<Figures>,
    /// The classes that figures name.
    pub classes: Vec<Class>,
    /// How lengths and numbers were spread, over all replications.
    pub distributions: Distributions,
    /// How the week looks, over all replications.
    pub profiles: Profiles,
    /// Movements of all replications.
    pub movements: u64,
    /// Events of the engine in all replications.
    pub events: u64,
    /// Circles of waiting that were resolved, with their replication.
    pub deadlocks: Vec<(u32, Deadlock)>,
    /// The circle that stopped a replication, with it. That replication has no figures.
    pub stopped_by: Option<(u32, Deadlock)>,
}

/// Measures, a count of what they were told, and who else listens.
#[derive(Clone, Debug)]
struct Counted<S> {
    measures: Measures,
    movements: u64,
    beside: S,
}

impl<S: Sink> Sink for Counted<S> {
    #[expect(
        clippy::inline_always,
        reason = "the kind is known where it is told: only that arm of the measures remains"
    )]
    #[inline(always)]
    fn movement(&mut self, movement: &Movement) {
        self.movements += 1;
        self.measures.movement(movement);
        self.beside.movement(movement);
    }
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn arrives_and_begins(&mut self, arrives: &Movement, begins: &Movement) {
        self.movements += 2;
        self.measures.arrives_and_begins(arrives, begins);
        self.beside.arrives_and_begins(arrives, begins);
    }
    fn opening(&mut self, opening: &Opening) {
        self.measures.opening(opening);
        self.beside.opening(opening);
    }
    fn sickness(&mut self, sickness: &Sickness) {
        self.measures.sickness(sickness);
        self.beside.sickness(sickness);
    }
    fn staffing(&mut self, staffing: &hospital::Staffing) {
        self.measures.staffing(staffing);
        self.beside.staffing(staffing);
    }
    fn turned(&mut self, turned: &hospital::Turned) {
        self.measures.turned(turned);
        self.beside.turned(turned);
    }
    fn finish(&mut self, at: Instant) {
        self.measures.finish(at);
        self.beside.finish(at);
    }
}

/// What is added up over replications. Whole numbers, so the order in which threads add does not matter.
#[derive(Default)]
struct Sums {
    spread: Option<(Distributions, Profiles)>,
    movements: u64,
    events: u64,
}

impl Sums {
    fn add<S>(&mut self, counted: &Counted<S>, ran: &Ran) {
        let (distributions, profiles) = (counted.measures.distributions(), counted.measures.profiles());
        match &mut self.spread {
            Some((all, week)) => {
                all.merge(&distributions);
                week.merge(profiles);
            }
            None => self.spread = Some((distributions, profiles.clone())),
        }
        self.movements += counted.movements;
        self.events += ran.events;
    }
}

/// A replication, its figures and who listened beside the measures, if it was not stopped, and how it went.
type Outcome<S> = (u32, Option<(Figures, S)>, Ran);

/// Runs replications of a hospital and measures them. `None` when asked to stop before the first was done.
///
/// # Panics
/// When a thread that measured has panicked.
pub fn simulate(plan: &Plan, settings: Settings, wanted: &Wanted, control: &Control) -> Option<Results> {
    simulate_beside(plan, settings, wanted, control, || ()).map(|(results, _)| results)
}

/// The same, while another sink listens to each replication. The sinks come back in the order of the figures.
///
/// # Panics
/// When a thread that measured has panicked.
pub fn simulate_beside<S: Sink + Send + Sync>(
    plan: &Plan,
    settings: Settings,
    wanted: &Wanted,
    control: &Control,
    beside: impl Fn() -> S + Sync,
) -> Option<(Results, Vec<S>)> {
    let hospital = plan.hospital();
    let sums = Mutex::new(Sums::default());
    let blank = Measures::new(hospital);
    let run = |space: &mut Workspace<'_, Counted<S>>, replication: u32| {
        let counted = space.sink();
        counted.measures.reset();
        counted.movements = 0;
        counted.beside = beside();
        let ran = space.run(settings, replication, control)?;
        let counted = space.sink();
        let figures = ran.stopped_by.is_none().then(|| {
            sums.lock().expect("no thread panics while it adds").add(counted, &ran);
            (counted.measures.figures(hospital), std::mem::replace(&mut counted.beside, beside()))
        });
        Some((replication, figures, ran))
    };
    let workspace =
        || Workspace::new(plan, Counted { measures: blank.clone(), movements: 0, beside: beside() });
    let precise = |outcomes: &[Outcome<S>]| {
        let Some((target, measures)) = &wanted.precision else { return true };
        let enough = |(subject, id): &(Subject, String)| {
            let values =
                outcomes.iter().filter_map(|(_, figures, _)| figures.as_ref()?.0.value(*subject, id));
            summarise(values).is_some_and(|summary| summary.relative_half_width() <= *target)
        };
        outcomes.iter().any(|(_, figures, _)| figures.is_none()) || measures.iter().all(enough)
    };
    let outcomes = replicate(wanted.runs, wanted.threads, control, workspace, run, Some(&precise));

    let sums = sums.into_inner().expect("no thread panics while it adds");
    let (mut figures, mut besides) = (Vec::new(), Vec::new());
    let mut deadlocks = Vec::new();
    let mut stopped_by = None;
    for (replication, its_figures, ran) in outcomes {
        if let Some((its_figures, its_beside)) = its_figures {
            figures.push(its_figures);
            besides.push(its_beside);
        }
        deadlocks.extend(ran.deadlocks.into_iter().map(|deadlock| (replication, deadlock)));
        stopped_by = stopped_by.or(ran.stopped_by.map(|deadlock| (replication, deadlock)));
    }
    let (distributions, profiles) =
        sums.spread.unwrap_or_else(|| (blank.distributions(), blank.profiles().clone()));
    let something = !figures.is_empty() || stopped_by.is_some();
    let results = Results {
        figures,
        classes: blank.classes().to_vec(),
        distributions,
        profiles,
        movements: sums.movements,
        events: sums.events,
        deadlocks,
        stopped_by,
    };
    something.then_some((results, besides))
}

/// Runs one replication into a sink.
///
/// # Panics
/// Never: nobody asks it to stop.
pub fn record<S: Sink>(plan: &Plan, settings: Settings, replication: u32, sink: S) -> (S, Ran) {
    let mut workspace = Workspace::new(plan, sink);
    let ran =
        workspace.run(settings, replication, &Control::default()).expect("nobody asks this run to stop");
    (workspace.into_sink(), ran)
}
