//! Asking for an activity: a visit takes the first free space by its preference, or waits, or is turned away.

use hospital::{ActivityId, MovementKind, Next, PlaceId, Sink, Space, WhenFull, WhileWaiting};
use quantity::Instant;

use crate::chance;
use crate::plan::ChoicePlan;
use crate::pool::Ticket;
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
            && self.pools[place.index()].has_free()
            && visit.space.is_none_or(|space| space.place != place)
        {
            let pool = &mut self.pools[place.index()];
            pool.in_use += 1;
            let left = visit.change_space(Space { place, number: pool.take_number() });
            self.begins(now, slot, calendar);
            if let Some(left) = left {
                self.free_space(now, slot, left, calendar);
            }
            return;
        }
        let traits = visit.traits;
        match &plan.activity(visit.activity).places {
            Some(places) => self.choose_place(now, slot, places.of(traits), calendar),
            None => self.seize(now, slot, None, calendar),
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
        for place in choice.places(tiers) {
            let place = self.diverted(place);
            if let Answer::Space = self.answer(place, slot) {
                return self.enter(now, slot, place, calendar);
            }
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
    fn diverted(&self, place: PlaceId) -> PlaceId {
        match self.plan.place(place).when_full {
            WhenFull::Divert { to, above } => {
                let pool = &self.pools[place.index()];
                let full = !pool.accepts() || f64::from(pool.in_use + pool.cleaning) >= above * f64::from(pool.open);
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
        if visit.space.is_none() && plan.parks[visit.id.arrivals().index()] && pool.present() >= plan.park_at {
            return if pool.parked_count < plan.park_limit { Answer::Park } else { Answer::Nothing };
        }
        if pool.has_free() && self.within_limit(place, visit.activity) {
            return Answer::Space;
        }
        if visit.space.is_some() {
            return Answer::Queue;
        }
        let limit = self.plan.pools[place.index()].queue.limit.unwrap_or(u32::MAX);
        if plan.when_full == WhenFull::TurnAway || pool.queueing >= limit { Answer::Nothing } else { Answer::Queue }
    }

    #[inline]
    pub fn within_limit(&self, place: PlaceId, activity: ActivityId) -> bool {
        let plan = self.plan.place(place);
        plan.limit_of[activity.index()]
            .is_none_or(|limit| self.pools[place.index()].limited[limit as usize] < plan.limits[limit as usize])
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
        let pool = &mut self.pools[place.index()];
        let visit = &mut self.visits[slot as usize];
        pool.in_use += 1;
        let space = Space { place, number: pool.take_number() };
        if let Some(limit) = self.plan.place(place).limit_of[visit.activity.index()] {
            pool.limited[limit as usize] += 1;
        }
        visit.change_space(space)
    }

    /// A visit joins the queues that let it wait. False when there are none.
    fn join(&mut self, now: Instant, slot: u32, choice: &ChoicePlan, tiers: u8, calendar: &mut Events) -> bool {
        let gives_up_space = self.plan.activity(self.visits[slot as usize].activity).while_waiting == WhileWaiting::Queue;
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
        let left = if gives_up_space && self.may_give_up_space(place, slot) { self.give_up_space(slot) } else { None };
        self.tell(now, slot, kind);
        self.start_patience(now, slot, calendar);
        self.start_promotion(now, slot, place, calendar);
        if let Some(after) = choice.fall_back_after
            && tiers < choice.all_tiers()
        {
            calendar.schedule(now + after, engine::Phase::Late, Event::FallsBack(self.ticket(slot)));
        }
        if let Some(left) = left {
            self.free_space(now, slot, left, calendar);
        } else if let Some(space) = self.visits[slot as usize].space
            && self.plan.place(space.place).in_circle
        {
            self.look_for_deadlock(now, slot, calendar);
        }
        true
    }

    /// Whether the queue has room for a visit that would give up its space for it; if not, the visit is kept out.
    fn may_give_up_space(&mut self, place: PlaceId, slot: u32) -> bool {
        if self.visits[slot as usize].space.is_none() {
            return false;
        }
        let limit = self.plan.pools[place.index()].queue.limit.unwrap_or(u32::MAX);
        let pool = &mut self.pools[place.index()];
        let room = pool.queueing < limit && self.plan.place(place).when_full != WhenFull::TurnAway;
        pool.kept_out += u32::from(!room);
        room
    }

    /// Takes the space from a visit that waits on without one, and counts it as queueing where it waits.
    pub fn give_up_space(&mut self, slot: u32) -> Option<LeftSpace> {
        let left = self.visits[slot as usize].leave_space();
        for place in self.joined_places(slot) {
            self.pools[place.index()].queueing += 1;
        }
        left
    }

    #[inline]
    fn stand_in_queue(&mut self, place: PlaceId, slot: u32) {
        let index = place.index();
        let visit = &self.visits[slot as usize];
        let rank = self.plan.rank(index, visit.traits, visit.promotions);
        let ticket = Ticket { slot, stamp: visit.stamp };
        let queueing = u32::from(visit.space.is_none());
        let pool = &mut self.pools[index];
        pool.waiting += 1;
        pool.queueing += queueing;
        pool.ranks[rank].push_back(ticket);
        let visits = &self.visits;
        self.pools[index].tidy(rank, |ticket| {
            ticket.slot == slot || {
                let visit = &visits[ticket.slot as usize];
                visit.stamp == ticket.stamp && visit.doing == Doing::WaitingForSpace
            }
        });
    }

    /// Stands an interrupted visit at the head of its rank.
    pub fn stand_at_head(&mut self, place: PlaceId, slot: u32) {
        let index = place.index();
        let visit = &self.visits[slot as usize];
        let rank = self.plan.rank(index, visit.traits, visit.promotions);
        let ticket = Ticket { slot, stamp: visit.stamp };
        let pool = &mut self.pools[index];
        pool.waiting += 1;
        pool.queueing += 1;
        pool.ranks[rank].push_front(ticket);
    }

    /// The places in whose queues a waiting visit stands.
    pub fn joined_places(&self, slot: u32) -> Vec<PlaceId> {
        let visit = &self.visits[slot as usize];
        match visit.joined {
            Joined::None => Vec::new(),
            Joined::One(place) => vec![place],
            Joined::Tiers(tiers) => {
                let places = self.plan.activity(visit.activity).places.as_ref();
                let choice = places.expect("only activities with places have queues for them").of(visit.traits);
                let stands = |place: &PlaceId| self.stands_in(*place, slot);
                choice.places(tiers).filter(stands).collect()
            }
        }
    }

    fn stands_in(&self, place: PlaceId, slot: u32) -> bool {
        let visit = &self.visits[slot as usize];
        let rank = self.plan.rank(place.index(), visit.traits, visit.promotions);
        self.pools[place.index()].ranks[rank].contains(&Ticket { slot, stamp: visit.stamp })
    }

    /// Takes a waiting visit out of all queues for a space. Its tickets are void once its doing or stamp changes.
    #[inline]
    pub fn leave_queues(&mut self, slot: u32) {
        let visit = &self.visits[slot as usize];
        let queueing = u32::from(visit.space.is_none());
        match visit.joined {
            Joined::One(place) => {
                let pool = &mut self.pools[place.index()];
                pool.waiting -= 1;
                pool.queueing -= queueing;
            }
            Joined::None | Joined::Tiers(_) => {
                for place in self.joined_places(slot) {
                    let pool = &mut self.pools[place.index()];
                    pool.waiting -= 1;
                    pool.queueing -= queueing;
                    // Who is held outside or kept out of the queue may come in for one who went to another place.
                    self.mark(place.index());
                }
            }
        }
        self.visits[slot as usize].joined = Joined::None;
    }

    fn park(&mut self, now: Instant, slot: u32, place: PlaceId, calendar: &mut Events) {
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::Parked;
        visit.joined = Joined::One(place);
        let activity = visit.activity;
        let ticket = Ticket { slot, stamp: visit.stamp };
        let pool = &mut self.pools[place.index()];
        pool.parked_count += 1;
        pool.parked.push_back(ticket);
        self.tell(now, slot, MovementKind::Parked { activity, place });
        self.start_patience(now, slot, calendar);
    }

    pub fn start_patience(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let visit = &mut self.visits[slot as usize];
        if visit.patience_runs {
            return;
        }
        visit.patience_runs = true;
        if let Some(patience) = &self.plan.activity(visit.activity).patience {
            let lasts = chance::patience(patience, &self.streams, visit);
            let event = Event::PatienceEnds(Ticket { slot, stamp: visit.stamp });
            calendar.schedule(now + lasts, engine::Phase::Late, event);
        }
    }

    pub fn start_promotion(&mut self, now: Instant, slot: u32, place: PlaceId, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        let Some(after) = self.plan.pools[place.index()].queue.promote_after else { return };
        if self.plan.rank(place.index(), visit.traits, visit.promotions) > 0 {
            calendar.schedule(now + after, engine::Phase::Late, Event::IsPromoted(self.ticket(slot)));
        }
    }

    /// A visit that has waited long enough moves to the end of the next better rank.
    pub fn is_promoted(&mut self, now: Instant, ticket: Ticket, calendar: &mut Events) {
        let slot = ticket.slot;
        if self.still(ticket, Doing::WaitingForResources) {
            return self.is_promoted_for_resources(now, slot, calendar);
        }
        if !self.still(ticket, Doing::WaitingForSpace) {
            return;
        }
        let places = self.joined_places(slot);
        let visit = &self.visits[slot as usize];
        for &place in &places {
            let rank = self.plan.rank(place.index(), visit.traits, visit.promotions);
            self.pools[place.index()].ranks[rank].retain(|&other| other != ticket);
        }
        self.visits[slot as usize].promotions += 1;
        let visit = &self.visits[slot as usize];
        for &place in &places {
            let rank = self.plan.rank(place.index(), visit.traits, visit.promotions);
            self.pools[place.index()].ranks[rank].push_back(ticket);
        }
        self.start_promotion(now, slot, places[0], calendar);
    }

    /// A visit that has waited long enough accepts its next preference too.
    pub fn falls_back(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        let visit = &self.visits[slot as usize];
        let Joined::Tiers(tiers) = visit.joined else { return };
        let places = plan.activity(visit.activity).places.as_ref();
        let choice = places.expect("only activities with places have preferences").of(visit.traits);
        let further = || choice.tiers[tiers as usize].iter().copied();
        for place in further() {
            if let Answer::Space = self.answer(place, slot) {
                self.leave_queues(slot);
                return self.enter(now, slot, place, calendar);
            }
        }
        for place in further() {
            if let Answer::Queue = self.answer(place, slot) {
                self.stand_in_queue(place, slot);
            }
        }
        self.visits[slot as usize].joined = Joined::Tiers(tiers + 1);
        if tiers + 1 < choice.all_tiers()
            && let Some(after) = choice.fall_back_after
        {
            calendar.schedule(now + after, engine::Phase::Late, Event::FallsBack(self.ticket(slot)));
        }
        if let Some(space) = self.visits[slot as usize].space
            && plan.place(space.place).in_circle
        {
            self.look_for_deadlock(now, slot, calendar);
        }
    }
}
