//! Asking for an activity: a visit takes the first free space by its preference, or waits, or is turned away.

use hospital::{ActivityId, MovementKind, Next, PlaceId, Sink, Space, WhenFull, WhileWaiting};
use quantity::Instant;

use crate::chance;
use crate::plan::ChoicePlan;
use crate::visit::{Doing, Fit, Joined};
use crate::world::{Event, Events, LeftSpace, World};

/// Refusals in a row after which a visit is turned away whatever its pathway says: two activities that refuse into each
/// other would never end.
const MOST_REFUSALS: u8 = 16;

/// What a place has for a visit that asks.
enum Answer {
    /// A space.
    Space,
    /// A place in its queue.
    Queue,
    /// A place outside it.
    Park,
    /// Nothing.
    Nothing,
}

impl<S: Sink> World<'_, S> {
    /// A visit asks for an activity.
    #[inline]
    pub fn ask(&mut self, now: Instant, slot: u32, activity: ActivityId, calendar: &mut Events) {
        // Who stays in hospital is said to be fit to leave where it was when it became so, before it moves on.
        if self.visits[slot as usize].fit == Fit::Unsaid && !self.plan.activity(activity).is_outside {
            self.tell_fit(now, slot, &MovementKind::FitToLeave);
        }
        let visit = &mut self.visits[slot as usize];
        visit.begin_asking(activity);
        (visit.left, visit.next) = chance::activity(self.plan, &self.streams, visit.who(), activity);
        self.look_for_place(now, slot, calendar);
    }

    /// A visit that has asked for its activity looks for a place.
    #[inline]
    pub fn look_for_place(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        let visit = &mut self.visits[slot as usize];
        if let Some(row) = plan.row(visit.activity, visit.class)
            && let Some(place) = row.quick_place
            && visit.space.is_none_or(|space| space.place != place)
        {
            if self.pools[place.index()].has_free() {
                return self.enters_quickly(now, slot, place, calendar);
            }
            if row.queues_quickly {
                return self.queues_quickly(now, slot, place, calendar);
            }
        }
        let traits = visit.traits;
        match &plan.activity(visit.activity).places {
            Some(places) => self.choose_place(now, slot, places.of(traits), calendar),
            None => self.seize(now, slot, None, calendar),
        }
    }

    /// A visit takes a free space of a plain place, and begins there; it needs nothing else.
    #[inline]
    pub fn enters_quickly(&mut self, now: Instant, slot: u32, place: PlaceId, calendar: &mut Events) {
        let space = Space { place, number: self.pools[place.index()].take() };
        let left = self.visits[slot as usize].change_space(space);
        self.begins(now, slot, calendar);
        if let Some(left) = left {
            self.free_space(now, slot, left, calendar);
        }
    }

    /// A visit joins the queue of a plain place, for as long as it takes, and keeps the space it has.
    #[inline]
    fn queues_quickly(&mut self, now: Instant, slot: u32, place: PlaceId, calendar: &mut Events) {
        self.stand_in_queue(place, slot);
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::WaitingForSpace;
        visit.joined = Joined::One(place);
        visit.patience_runs = true;
        let (space, kind) =
            (visit.space, MovementKind::Waits { activity: visit.activity, place: Some(place) });
        self.tell(now, slot, kind);
        if let Some(space) = space
            && self.plan.place(space.place).in_circle
        {
            self.look_for_deadlock(now, slot, calendar);
        }
    }

    #[inline(never)]
    fn choose_place(&mut self, now: Instant, slot: u32, choice: &ChoicePlan, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        let tiers = choice.first_tiers();
        if let Some(space) = visit.space
            && choice.places(choice.all_tiers()).any(|place| place == space.place)
        {
            return self.seize(now, slot, None, calendar);
        }
        match self.free_place(choice, tiers, slot) {
            Some(place) if self.is_in(slot, place) => return self.seize(now, slot, None, calendar),
            Some(place) => return self.enter(now, slot, place, calendar),
            None => {}
        }
        for place in choice.places(tiers) {
            if let Some(space) = self.preempt(now, place, slot) {
                let left = self.visits[slot as usize].change_space(space);
                return self.seize(now, slot, left, calendar);
            }
        }
        let step = self.plan.activity(self.visits[slot as usize].activity);
        if step.while_waiting != WhileWaiting::Leave && self.join(now, slot, choice, tiers, calendar) {
            return;
        }
        self.is_refused(now, slot, calendar);
    }

    /// Whether a visit has a space in a place. Who is sent to where it is already keeps that.
    #[inline]
    pub fn is_in(&self, slot: u32, place: PlaceId) -> bool {
        self.visits[slot as usize].space.is_some_and(|space| space.place == place)
    }

    /// The first place with a free space, or where the visit is; where rules say which space is best, the best of the first tier that has any.
    fn free_place(&self, choice: &ChoicePlan, tiers: u8, slot: u32) -> Option<PlaceId> {
        let is_free =
            |place: &PlaceId| self.is_in(slot, *place) || matches!(self.answer(*place, slot), Answer::Space);
        if !self.plan.has_space_rules {
            return choice.places(tiers).map(|place| self.diverted(place)).find(is_free);
        }
        choice.tiers[..tiers as usize].iter().find_map(|tier| {
            let free = tier.iter().map(|&place| self.diverted(place)).filter(is_free);
            free.min_by_key(|&place| self.points(place, slot))
        })
    }

    fn is_refused(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let visit = &mut self.visits[slot as usize];
        visit.refusals = visit.refusals.saturating_add(1);
        let next = if visit.refusals <= MOST_REFUSALS {
            self.plan.activity(visit.activity).when_refused
        } else {
            Next::Exit(self.plan.turned_away)
        };
        match next {
            Next::Activity(other) => self.ask(now, slot, other, calendar),
            Next::Exit(exit) => self.leaves(now, slot, exit, calendar),
        }
    }

    /// Where a place sends who asks for it.
    #[inline]
    pub fn diverted(&self, place: PlaceId) -> PlaceId {
        match self.plan.place(place).when_full {
            WhenFull::Divert { to, above } => {
                let pool = &self.pools[place.index()];
                let full = !self.has_room(place)
                    || f64::from(pool.in_use + pool.beyond + pool.cleaning) >= above * f64::from(pool.open);
                if full { to } else { place }
            }
            WhenFull::Wait | WhenFull::TurnAway => place,
        }
    }

    #[inline]
    fn answer(&self, place: PlaceId, slot: u32) -> Answer {
        let pool = &self.pools[place.index()];
        let plan = self.plan.place(place);
        let visit = &self.visits[slot as usize];
        if self.is_held_outside(place, slot) {
            return if pool.parked_count < plan.park_limit { Answer::Park } else { Answer::Nothing };
        }
        if self.has_room(place) && self.within_limit(place, visit.activity) && self.suits(place, slot) {
            return Answer::Space;
        }
        if visit.space.is_some() {
            return Answer::Queue;
        }
        let limit = self.plan.pools[place.index()].queue.limit.unwrap_or(u32::MAX);
        if plan.when_full == WhenFull::TurnAway || pool.queueing >= limit {
            Answer::Nothing
        } else {
            Answer::Queue
        }
    }

    /// Whether a visit must wait outside a busy place.
    #[inline]
    pub fn is_held_outside(&self, place: PlaceId, slot: u32) -> bool {
        let plan = self.plan.place(place);
        let visit = &self.visits[slot as usize];
        let is_busy = || self.pools[place.index()].present() >= plan.park_at;
        visit.space.is_none() && plan.parks[visit.id.arrivals().index()] && is_busy()
    }

    #[inline]
    pub fn within_limit(&self, place: PlaceId, activity: ActivityId) -> bool {
        let plan = self.plan.place(place);
        plan.limit_of[activity.index()].is_none_or(|limit| {
            self.pools[place.index()].limited[limit as usize] < plan.limits[limit as usize]
        })
    }

    /// A visit takes a free space, and seizes what else the activity needs.
    #[inline]
    pub fn enter(&mut self, now: Instant, slot: u32, place: PlaceId, calendar: &mut Events) {
        let left = self.take_space(slot, place);
        self.seize(now, slot, left, calendar);
    }

    /// Gives a visit a free space of a place; returns the one it had.
    #[inline]
    pub fn take_space(&mut self, slot: u32, place: PlaceId) -> Option<LeftSpace> {
        let number = if self.plan.place(place).has_space_rules {
            self.take_by_rules(place, slot)
        } else {
            self.pools[place.index()].take_number()
        };
        let pool = &mut self.pools[place.index()];
        let visit = &mut self.visits[slot as usize];
        pool.in_use += 1;
        let space = Space { place, number };
        if let Some(limit) = self.plan.place(place).limit_of[visit.activity.index()] {
            pool.limited[limit as usize] += 1;
        }
        let left = visit.change_space(space);
        self.needs_most(slot, place);
        left
    }

    /// A visit joins the queues that let it wait. False when there are none.
    fn join(
        &mut self,
        now: Instant,
        slot: u32,
        choice: &ChoicePlan,
        tiers: u8,
        calendar: &mut Events,
    ) -> bool {
        let gives_up_space =
            self.plan.activity(self.visits[slot as usize].activity).while_waiting == WhileWaiting::Queue;
        let only_one = choice.only.is_some();
        let mut first = None;
        for place in choice.places(tiers) {
            let place = if only_one { self.diverted(place) } else { place };
            match self.answer(place, slot) {
                Answer::Park if first.is_none() => {
                    self.park(now, slot, place, calendar);
                    return true;
                }
                Answer::Queue | Answer::Space => {
                    first = first.or(Some(place));
                    self.stand_in_queue(place, slot);
                }
                Answer::Park | Answer::Nothing => {}
            }
        }
        let Some(place) = first else { return false };
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::WaitingForSpace;
        visit.joined = if only_one { Joined::One(place) } else { Joined::Tiers(tiers) };
        let activity = visit.activity;
        let kind = MovementKind::Waits { activity, place: Some(place) };
        let left = if gives_up_space && self.may_give_up_space(place, slot) {
            self.give_up_space(slot)
        } else {
            None
        };
        self.tell(now, slot, kind);
        self.start_patience(now, slot, calendar);
        self.start_promotion(now, slot, place, calendar);
        self.start_fall_back(now, slot, choice, tiers, calendar);
        if let Some(left) = left {
            self.free_space(now, slot, left, calendar);
        } else if let Some(space) = self.visits[slot as usize].space
            && self.plan.place(space.place).in_circle
        {
            self.look_for_deadlock(now, slot, calendar);
        }
        true
    }

    /// A visit that waits for so many tiers is to accept the next one too after a time.
    pub fn start_fall_back(
        &mut self,
        now: Instant,
        slot: u32,
        choice: &ChoicePlan,
        tiers: u8,
        calendar: &mut Events,
    ) {
        if let Some(after) = choice.fall_back_after
            && tiers < choice.all_tiers()
            && !std::mem::replace(&mut self.visits[slot as usize].falls_back, true)
        {
            calendar.schedule(now + after, engine::Phase::Late, Event::FallsBack(self.ticket(slot)));
        }
    }

    /// A visit that has waited long enough accepts its next preference too.
    pub fn falls_back(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        let visit = &self.visits[slot as usize];
        let (joined, activity, traits) = (visit.joined, visit.activity, visit.traits);
        self.visits[slot as usize].falls_back = false;
        let Joined::Tiers(tiers) = joined else { return };
        let places = plan.activity(activity).places.as_ref();
        let choice = places.expect("only activities with places have preferences").of(traits);
        // What comes next may have been taken away since.
        if tiers >= choice.all_tiers() {
            return;
        }
        let further = || choice.tiers[tiers as usize].iter().copied();
        let free = further().filter(|&place| matches!(self.answer(place, slot), Answer::Space));
        if let Some(place) = free.min_by_key(|&place| self.points(place, slot)) {
            self.leave_queues(slot);
            return self.enter(now, slot, place, calendar);
        }
        for place in further() {
            if let Answer::Queue = self.answer(place, slot) {
                self.stand_in_queue(place, slot);
            }
        }
        self.visits[slot as usize].joined = Joined::Tiers(tiers + 1);
        self.start_fall_back(now, slot, choice, tiers + 1, calendar);
        if let Some(space) = self.visits[slot as usize].space
            && plan.place(space.place).in_circle
        {
            self.look_for_deadlock(now, slot, calendar);
        }
    }
}
