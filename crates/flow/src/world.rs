//! The hospital in motion: its state, its events, and how it tells what happened.

use engine::{Calendar, World as EngineWorld};
use hospital::{ActivityId, InfectionId, Movement, MovementKind, PlaceId, Sink, Space, TeamId};
use quantity::{Instant, Streams};

use crate::arrive::Source;
use crate::deadlock::Deadlock;
use crate::fit::House;
use crate::health::Bugs;
use crate::move_on::Onward;
use crate::plan::Plan;
use crate::pool::{Pool, Ticket};
use crate::staff::Staff;
use crate::visit::{Doing, Fit, VisitState};

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The work of an activity is done.
    ActivityEnds(Ticket),
    /// A space has been kept long enough, or leaving hours have begun.
    KeepEnds(Ticket),
    /// A space is ready again.
    CleaningEnds { place: PlaceId, number: u32, need: u16 },
    /// Somebody cared for at home needs fewer care visits.
    Eases(Ticket),
    /// A roster has another number from now on.
    CapacityChanges { pool: u32, roster: u32 },
    /// Hours in which a place takes transfers begin or end.
    TransfersChange { place: PlaceId },
    /// Hours in which a place takes newcomers begin or end.
    DoorsChange { place: PlaceId, doors: u32 },
    /// A place closes by chance.
    ClosureBegins { place: PlaceId, nth: u32 },
    /// A place that closed by chance opens.
    ClosureEnds { place: PlaceId, nth: u32 },
    /// A known closure begins.
    KnownClosureBegins { place: PlaceId },
    /// A known closure ends.
    KnownClosureEnds { place: PlaceId },
    /// It is worked out who catches a sickness bug and who falls ill.
    BugSpreads { bug: InfectionId },
    /// A sickness bug comes into a place from outside; `ward` is its number among the places of the bug.
    BugComes { bug: InfectionId, ward: u16, nth: u32 },
    /// A shift of those who work in a place begins.
    ShiftBegins { team: TeamId },
    /// Patients and staff of a team are counted.
    StrainIsSeen { team: TeamId },
    /// A visit gives up waiting.
    PatienceEnds(Ticket),
    /// The stay of a visit that waits to move is over.
    StayEnds(Ticket),
    /// A visit accepts its next preference too.
    FallsBack(Ticket),
    /// A visit has waited long enough in its rank.
    IsPromoted(Ticket),
    /// A date turns switches.
    DatesCome,
    /// A rule's condition has held long enough, or its delay is over.
    RuleIsDue { rule: u16, stamp: u32 },
}

/// The hospital in motion.
#[derive(Clone, Debug)]
pub(crate) struct World<'a, S> {
    pub plan: &'a Plan,
    pub sink: S,
    pub streams: Streams,
    pub visits: Vec<VisitState>,
    pub free_slots: Vec<u32>,
    /// Places, then resources, as in the plan.
    pub pools: Vec<Pool>,
    /// By place where some place has rules for its spaces; those without are as they were made.
    pub houses: Vec<House>,
    /// Who has which sickness bug, where there are any.
    pub bugs: Bugs,
    /// By slot, where stays go on elsewhere: what is left of them.
    pub onward: Vec<Onward>,
    /// Who is at work, where there are teams of staff.
    pub staff: Staff,
    pub sources: Vec<Source>,
    /// The source whose arrival is next, and when; the end of time is never.
    pub next_source: usize,
    pub next_arrival: Instant,
    /// Pools in which something became free.
    pub changed: Vec<u32>,
    pub deadlocks: Vec<Deadlock>,
    pub stopped_by: Option<Deadlock>,
}

/// A space that a visit has left, and the activity with which it had come into its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeftSpace {
    pub space: Space,
    pub entered_by: ActivityId,
    /// How much of the place's capacity the visit took at the end.
    pub need: u16,
}

pub(crate) type Events = Calendar<Event>;

impl<'a, S: Sink> World<'a, S> {
    /// An empty hospital.
    pub fn new(plan: &'a Plan, sink: S, streams: Streams) -> Self {
        Self {
            plan,
            sink,
            streams,
            visits: Vec::new(),
            free_slots: Vec::new(),
            pools: vec![Pool::default(); plan.pools.len()],
            houses: Vec::new(),
            bugs: Bugs::default(),
            onward: Vec::new(),
            staff: Staff::default(),
            sources: Vec::new(),
            next_source: 0,
            next_arrival: Instant::MAX,
            changed: Vec::new(),
            deadlocks: Vec::new(),
            stopped_by: None,
        }
    }

    /// Empties the hospital for another replication and opens it at a time.
    pub fn open_at(&mut self, at: Instant, streams: Streams, calendar: &mut Events) {
        self.empty(streams);
        self.open_houses(at, calendar);
        self.open_teams(at, calendar);
        self.open_pools(at, None, calendar);
        self.open_bugs(at, calendar);
        self.start_sources(at, None);
    }

    /// Empties the hospital for another replication.
    pub fn empty(&mut self, streams: Streams) {
        self.streams = streams;
        self.visits.clear();
        self.free_slots.clear();
        self.changed.clear();
        self.onward.clear();
        self.deadlocks.clear();
        self.stopped_by = None;
        for (index, pool) in self.pools.iter_mut().enumerate() {
            let limits = self.plan.places.get(index).map_or(0, |place| place.limits.len());
            pool.clear(self.plan.pools[index].ranks, limits);
        }
    }

    /// Tells that a visit's situation changed.
    #[inline]
    pub fn tell(&mut self, now: Instant, slot: u32, kind: MovementKind) {
        let visit = &self.visits[slot as usize];
        if visit.fit == Fit::Unsaid {
            self.tell_fit(now, slot, &kind);
        }
        let visit = &self.visits[slot as usize];
        self.sink.movement(&Movement { at: now, visit: visit.named(slot), kind, space: visit.space });
    }

    #[cold]
    pub fn tell_fit(&mut self, now: Instant, slot: u32, kind: &MovementKind) {
        let visit = &mut self.visits[slot as usize];
        visit.fit = Fit::Said;
        let goes = matches!(kind, MovementKind::Left { .. });
        let stays = visit.space.is_some_and(|space| !self.plan.place(space.place).is_outside);
        if stays && !goes {
            let movement = Movement {
                at: now,
                visit: visit.named(slot),
                kind: MovementKind::FitToLeave,
                space: visit.space,
            };
            self.sink.movement(&movement);
        }
    }

    /// The visit of a ticket, unless something has happened to it since.
    #[inline]
    pub fn still(&self, ticket: Ticket, doing: Doing) -> bool {
        let visit = &self.visits[ticket.slot as usize];
        visit.stamp == ticket.stamp && visit.doing == doing
    }

    #[inline]
    pub fn ticket(&self, slot: u32) -> Ticket {
        Ticket { slot, stamp: self.visits[slot as usize].stamp }
    }

    /// Remembers to look at a pool.
    #[inline]
    pub fn mark(&mut self, pool: usize) {
        let it = &mut self.pools[pool];
        if !it.changed && (it.waiting > 0 || it.parked_count > 0 || !it.dirty.is_empty()) {
            it.changed = true;
            self.changed.push(pool as u32);
        }
    }

    /// Lets everyone in who can come in, until nothing more moves.
    #[inline]
    pub fn settle(&mut self, now: Instant, calendar: &mut Events) {
        if !self.changed.is_empty() {
            self.serve_changed(now, calendar);
        }
    }

    #[inline(never)]
    fn serve_changed(&mut self, now: Instant, calendar: &mut Events) {
        while let Some(pool) = self.changed.pop() {
            self.pools[pool as usize].changed = false;
            if (pool as usize) < self.plan.hospital.places.len() {
                self.serve_place(now, PlaceId::new(pool as usize), calendar);
            } else {
                self.serve_resource(now, pool as usize, calendar);
            }
        }
    }

    /// Frees a space that a visit has left, after its turnaround where the place has one.
    #[inline]
    pub fn free_space(&mut self, now: Instant, slot: u32, left: LeftSpace, calendar: &mut Events) {
        let plan = self.plan;
        let LeftSpace { space, entered_by, need } = left;
        let place = plan.place(space.place);
        let index = space.place.index();
        if let Some(limit) = place.limit_of[entered_by.index()] {
            self.pools[index].limited[limit as usize] -= 1;
        }
        self.pools[index].in_use -= 1;
        self.pools[index].beyond -= u32::from(need) - 1;
        if place.has_space_rules {
            return self.is_left_by_rules(now, slot, left, calendar);
        }
        if let Some(turnaround) = &place.turnaround {
            let word = crate::chance::keeping(&self.streams, &self.visits[slot as usize], entered_by)[1];
            self.pools[index].cleaning += u32::from(need);
            let event = Event::CleaningEnds { place: space.place, number: space.number, need };
            calendar.schedule(now + turnaround.draw(word), engine::Phase::Release, event);
        } else if space.number < place.numbers {
            self.pools[index].free_numbers.push(space.number);
        }
        self.mark(index);
    }

    fn cleaning_ends(&mut self, place: PlaceId, number: u32, need: u16) {
        self.pools[place.index()].cleaning -= u32::from(need);
        if self.plan.place(place).has_space_rules {
            self.is_ready_by_rules(Space { place, number });
        } else if number < self.plan.place(place).numbers {
            self.pools[place.index()].free_numbers.push(number);
        }
        self.mark(place.index());
    }
}

impl<S: Sink> EngineWorld for World<'_, S> {
    type Event = Event;

    #[inline]
    fn next_coming(&self) -> Instant {
        self.next_arrival
    }

    fn comes(&mut self, now: Instant, calendar: &mut Events) {
        self.arrival(now, calendar);
        self.settle(now, calendar);
    }

    fn happens(&mut self, now: Instant, event: Event, calendar: &mut Events) {
        match event {
            Event::ActivityEnds(ticket) => self.ends(now, ticket, calendar),
            Event::KeepEnds(ticket) if self.still(ticket, Doing::Kept) => {
                self.goes_on(now, ticket.slot, calendar);
            }
            Event::PatienceEnds(ticket) => self.patience_ends(now, ticket, calendar),
            Event::FallsBack(ticket) if self.still(ticket, Doing::WaitingForSpace) => {
                self.falls_back(now, ticket.slot, calendar);
            }
            Event::StayEnds(ticket) => self.stay_ends(now, ticket, calendar),
            Event::IsPromoted(ticket) => self.is_promoted(now, ticket, calendar),
            Event::CleaningEnds { place, number, need } => self.cleaning_ends(place, number, need),
            Event::Eases(ticket) if self.still(ticket, Doing::Busy) => self.eases(now, ticket.slot, calendar),
            Event::CapacityChanges { pool, roster } => {
                self.capacity_changes(now, pool as usize, roster, calendar);
            }
            Event::TransfersChange { place } => self.transfers_change(now, place, calendar),
            Event::DoorsChange { place, doors } => self.doors_change(now, place, doors, calendar),
            Event::BugSpreads { bug } => self.bug_spreads(now, bug, calendar),
            Event::BugComes { bug, ward, nth } => self.bug_comes(now, bug, ward, nth, calendar),
            Event::ShiftBegins { team } => self.shift_begins(now, team, calendar),
            Event::StrainIsSeen { team } => self.strain_is_seen(now, team, calendar),
            Event::ClosureBegins { place, nth } => self.closure_begins(now, place, nth, calendar),
            Event::ClosureEnds { place, nth } => self.closure_ends(now, place, nth, calendar),
            Event::KnownClosureBegins { place } => self.closes(now, place),
            Event::KnownClosureEnds { place } => self.opens(now, place),
            // Void ones; and those of who turns the switches, which come to it first.
            Event::KeepEnds(_)
            | Event::FallsBack(_)
            | Event::Eases(_)
            | Event::DatesCome
            | Event::RuleIsDue { .. } => {}
        }
        self.settle(now, calendar);
    }

    fn must_stop(&self) -> bool {
        self.stopped_by.is_some()
    }
}
