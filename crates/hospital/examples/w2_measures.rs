//! How long the measures take: a throw-away simulation of a year like W2's, with nobody listening and with the measures.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench reads the clock and its arguments"
)]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::hint::black_box;
use std::io::{self, Write as _};

use hospital::{
    Activity, ActivityId, Arrivals, ArrivalsId, AtGap, Attribute, AttributeId, By, Capacity, Choice, Clock,
    Closures, Exit, ExitId, ExitKind, Hospital, Leaving, Measures, Movement, MovementKind, Next, OnDeadlock,
    Opening, Pathway, PathwayId, PayerId, Payments, Place, PlaceId, PlaceKind, Process, Queue, Run, Sink,
    Space, Subject, Traits, Visit, VisitId, WhenFull, Where, WhileWaiting,
};
use quantity::{Distribution, Duration, Instant};

const BEDS: [u32; 9] = [40, 120, 100, 80, 70, 60, 50, 60, 90];
const SHARES: [f64; 6] = [0.31, 0.19, 0.16, 0.12, 0.12, 0.10];
const STAYS: [f64; 6] = [3.12, 4.60, 4.25, 5.05, 4.15, 4.05];
const ASSESS: usize = 9;

fn main() -> io::Result<()> {
    let rounds = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(15);
    let hospital = w2();
    let mut measures = Measures::new(&hospital);
    let mut told = 0;
    let mut best = [f64::MAX; 2];
    for _ in 0..rounds {
        let start = std::time::Instant::now();
        told = run(&hospital, &mut Nobody).told;
        best[0] = best[0].min(start.elapsed().as_secs_f64());
        let start = std::time::Instant::now();
        measures.reset();
        run(&hospital, &mut measures);
        best[1] = best[1].min(start.elapsed().as_secs_f64());
    }
    let start = std::time::Instant::now();
    let figures = measures.figures(&hospital);
    let took = start.elapsed().as_secs_f64();
    let mut out = io::stdout();
    let each = |seconds: f64| seconds * 1e9 / told as f64;
    writeln!(out, "{told} movements, {:.1} ns each to simulate here", each(best[0]))?;
    writeln!(out, "measuring: {:.1} ns a movement", each(best[1] - best[0]))?;
    writeln!(out, "{} figures in {:.0} µs", figures.list.len(), took * 1e6)?;
    for figure in figures.list {
        let row = figure.measure.definition();
        if matches!(figure.subject, Subject::Hospital) || matches!(row.id, "occupancy" | "waiting_time") {
            writeln!(out, "{:?} {} {:.3} {}", figure.subject, row.id, figure.value, row.unit)?;
        }
    }
    Ok(())
}

/// Looks at what it is told and forgets it.
struct Nobody;

impl Sink for Nobody {
    #[inline]
    fn movement(&mut self, movement: &Movement) {
        black_box(movement.at);
    }
    fn opening(&mut self, _opening: &Opening) {}
    fn finish(&mut self, _at: Instant) {}
}

fn w2() -> Hospital {
    let kinds = [PlaceKind::Emergency].into_iter().chain([PlaceKind::Ward; 6]);
    let kinds = kinds.chain([PlaceKind::CareRounds, PlaceKind::CareHome]);
    let places = kinds.zip(BEDS).map(|(kind, beds)| Place {
        name: String::new(),
        kind,
        capacity: Capacity::Always(beds),
        each: None,
        at_gap: AtGap::Finish,
        queue: Queue::default(),
        parking: None,
        when_full: WhenFull::Wait,
        accepts: Vec::new(),
        limits: Vec::new(),
        turnaround: None,
        closures: Closures::default(),
        leaving: Leaving::AnyTime,
        enter_hours: None,
        space_rules: None,
        cost_per_day: 0.0,
        cost_per_open_day: 0.0,
        paid_by: PayerId::TRUST,
    });
    let activity = |place| Activity {
        name: String::new(),
        pathway: PathwayId::new(0),
        place,
        while_waiting: WhileWaiting::Hold,
        uses: Vec::new(),
        time: By::Always(Distribution::deterministic(1.0).expect("one is a length")),
        patience: None,
        next: By::Always(Vec::new()),
        when_refused: Next::Exit(ExitId::new(0)),
        when_impatient: Next::Exit(ExitId::new(0)),
        move_on: None,
        keep_after: Vec::new(),
        fit_to_leave: false,
        delay_reason: None,
        cancels: false,
        cost: 0.0,
        paid_by: PayerId::TRUST,
        income: None,
    };
    let into = |place| {
        Where::Into(By::Always(Choice { tiers: vec![vec![PlaceId::new(place)]], fall_back_after: None }))
    };
    let values = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    let attribute = |name: &str, names: &[&str]| Attribute {
        name: name.into(),
        values: values(names),
        shares: By::Always(vec![]),
    };
    Hospital {
        name: String::new(),
        time_zone: String::new(),
        clock: Clock { start_of_week: Duration::ZERO, start_day_of_year: 0 },
        run: Run {
            start: String::new(),
            warm_up: Duration::ZERO,
            collect: Duration::ZERO,
            runs: 1,
            seed: 1,
            on_deadlock: OnDeadlock::Swap,
        },
        attributes: vec![attribute("arrivals", &["all"]), attribute("acuity", &["high", "middle", "low"])],
        places: places.collect(),
        resources: Vec::new(),
        arrivals: vec![Arrivals {
            name: "all".into(),
            process: Process::Listed(Vec::new()),
            first: ActivityId::new(0),
            shares: Vec::new(),
        }],
        pathways: vec![Pathway { name: String::new(), activities: Vec::new() }],
        activities: (0..9).map(|place| activity(into(place))).chain([activity(Where::Here)]).collect(),
        exits: vec![Exit { name: String::new(), kind: ExitKind::Discharged }],
        infections: Vec::new(),
        teams: Vec::new(),
        payments: Payments::default(),
        switches: hospital::Switches::default(),
    }
}

struct World<'a, S> {
    sink: &'a mut S,
    told: u64,
    now: i64,
    seed: u64,
    free: Vec<Vec<u32>>,
    queues: Vec<VecDeque<u32>>,
    calendar: BinaryHeap<Reverse<(i64, u32)>>,
    visits: Vec<(Visit, Option<Space>, usize)>,
    spare: Vec<u32>,
}

impl<S: Sink> World<'_, S> {
    fn chance(&mut self) -> f64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.seed >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn exponential(&mut self, hours: f64) -> i64 {
        (-self.chance().ln() * hours * 3_600_000.0) as i64
    }

    #[inline]
    fn say(&mut self, slot: u32, kind: MovementKind) {
        let (visit, space, _) = self.visits[slot as usize];
        self.told += 1;
        self.sink.movement(&Movement { at: Instant::from_millis(self.now), visit, kind, space });
    }

    fn asks(&mut self, slot: u32, place: usize) {
        if self.free[place].is_empty() {
            self.queues[place].push_back(slot);
            let place_id = Some(PlaceId::new(place));
            self.say(slot, MovementKind::Waits { activity: ActivityId::new(place), place: place_id });
        } else {
            self.begins(slot, place);
        }
    }

    fn begins(&mut self, slot: u32, place: usize) {
        let number = self.free[place].pop().expect("asked for it");
        let old = self.visits[slot as usize].1.replace(Space { place: PlaceId::new(place), number });
        self.visits[slot as usize].2 = place;
        self.say(slot, MovementKind::Begins { activity: ActivityId::new(place) });
        let mean = match place {
            0 => 1.3,
            1..=6 => STAYS[place - 1] * 24.0,
            7 => 480.0,
            _ => 720.0,
        };
        let stay = self.exponential(mean);
        self.calendar.push(Reverse((self.now + stay, slot)));
        self.frees(old);
    }

    fn frees(&mut self, space: Option<Space>) {
        if let Some(space) = space {
            let place = space.place.index();
            self.free[place].push(space.number);
            if let Some(next) = self.queues[place].pop_front() {
                self.begins(next, place);
            }
        }
    }

    fn leaves(&mut self, slot: u32) {
        let space = self.visits[slot as usize].1.take();
        self.say(slot, MovementKind::Left { exit: ExitId::new(0) });
        self.spare.push(slot);
        self.frees(space);
    }

    fn ends(&mut self, slot: u32) {
        let chance = self.chance();
        match self.visits[slot as usize].2 {
            0 if chance < 0.28 => {
                let mut left = self.chance();
                let ward = SHARES.iter().position(|share| {
                    left -= share;
                    left < 0.0
                });
                self.asks(slot, 1 + ward.unwrap_or(5));
            }
            1..=6 if chance < 0.18 => {
                self.say(slot, MovementKind::FitToLeave);
                if chance < 0.18 * 0.66 {
                    self.visits[slot as usize].2 = ASSESS;
                    self.say(slot, MovementKind::Begins { activity: ActivityId::new(ASSESS) });
                    let stay = self.exponential(8.3 * 24.0);
                    self.calendar.push(Reverse((self.now + stay, slot)));
                } else {
                    self.asks(slot, if chance < 0.18 * 0.83 { 7 } else { 8 });
                }
            }
            _ => self.leaves(slot),
        }
    }
}

fn run<'a, S: Sink>(hospital: &Hospital, sink: &'a mut S) -> World<'a, S> {
    let mut world = World {
        sink,
        told: 0,
        now: -60 * Duration::DAY.millis(),
        seed: 1,
        free: BEDS.iter().map(|&beds| (0..beds).collect()).collect(),
        queues: vec![VecDeque::new(); hospital.places.len()],
        calendar: BinaryHeap::new(),
        visits: Vec::new(),
        spare: Vec::new(),
    };
    let mut number = 0;
    let mut arrival = world.now;
    while arrival < 365 * Duration::DAY.millis() {
        while let Some(&Reverse((at, slot))) = world.calendar.peek()
            && at < arrival
        {
            world.calendar.pop();
            world.now = at;
            world.ends(slot);
        }
        world.now = arrival;
        let slot = world.spare.pop().unwrap_or(world.visits.len() as u32);
        let visit = Visit { id: VisitId::new(ArrivalsId::new(0), number), slot };
        number += 1;
        if slot as usize == world.visits.len() {
            world.visits.push((visit, None, 0));
        }
        world.visits[slot as usize] = (visit, None, 0);
        let chance = world.chance();
        let acuity = usize::from(chance > 0.12) + usize::from(chance > 0.5);
        world
            .say(slot, MovementKind::Arrived { traits: Traits::default().with(AttributeId::new(1), acuity) });
        world.asks(slot, 0);
        arrival += world.exponential(0.08);
    }
    world.sink.finish(Instant::from_millis(365 * Duration::DAY.millis()));
    world
}
