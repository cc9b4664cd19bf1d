//! Serving: who waits comes in, activities begin and end.

use hospital::{Movement, MovementKind, Next, PlaceId, Sink};
use quantity::Instant;

use crate::chance;
use crate::listed::known_time;
use crate::pool::Ticket;
use crate::visit::{Doing, Fit};
use crate::world::{Event, Events, LeftSpace, World};

impl<S: Sink> World<'_, S> {
    /// Lets visits into a place's free spaces, in the order of its queue; then those held outside into the queue.
    pub fn serve_place(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let index = place.index();
        let need = u32::from(self.first_need(place));
        while self.pools[index].waiting > 0 && self.pools[index].has_room_for(need) {
            let Some(slot) = self.next_for_space(place) else { break };
            let visit = &self.visits[slot as usize];
            if let Some(row) = self.plan.row(visit.activity, visit.class)
                && row.queues_quickly
                && row.quick_place == Some(place)
            {
                self.enters_quickly(now, slot, place, calendar);
                continue;
            }
            if self.plan.activity(self.visits[slot as usize].activity).while_waiting
                == hospital::WhileWaiting::Queue
                && self.visits[slot as usize].space.is_some()
            {
                self.pools[index].kept_out = self.pools[index].kept_out.saturating_sub(1);
            }
            self.enter(now, slot, place, calendar);
        }
        if self.pools[index].kept_out > 0 {
            self.let_into_queue(now, place, calendar);
        }
        if self.pools[index].parked_count > 0 {
            self.unpark(now, place, calendar);
        }
    }

    /// Takes the next visit for a space out of all queues in which it stands.
    #[inline]
    fn next_for_space(&mut self, place: PlaceId) -> Option<u32> {
        let index = place.index();
        let plan = self.plan.place(place);
        if plan.limits.is_empty() && !plan.has_space_rules {
            for rank in 0..self.pools[index].ranks.len() {
                while let Some(&ticket) = self.pools[index].ranks[rank].front() {
                    let still_waits = self.still(ticket, Doing::WaitingForSpace);
                    if still_waits {
                        // It leaves while its ticket is still there: by its tickets it is known where it stands.
                        self.leave_queues(ticket.slot);
                    }
                    self.pools[index].ranks[rank].pop_front();
                    if still_waits {
                        return Some(ticket.slot);
                    }
                }
            }
            return None;
        }
        self.next_within_limits(place)
    }

    /// Who has reached the limit of its activity, or may have none of the free spaces, is passed over.
    fn next_within_limits(&mut self, place: PlaceId) -> Option<u32> {
        let index = place.index();
        for rank in 0..self.pools[index].ranks.len() {
            let mut position = 0;
            while let Some(&ticket) = self.pools[index].ranks[rank].get(position) {
                if !self.still(ticket, Doing::WaitingForSpace) {
                    if position == 0 {
                        self.pools[index].ranks[rank].pop_front();
                    } else {
                        position += 1;
                    }
                } else if self.within_limit(place, self.visits[ticket.slot as usize].activity)
                    && self.suits(place, ticket.slot)
                {
                    // It leaves while its ticket is still there: by its tickets it is known where it stands.
                    self.leave_queues(ticket.slot);
                    self.pools[index].ranks[rank].remove(position);
                    return Some(ticket.slot);
                } else {
                    position += 1;
                }
            }
        }
        None
    }

    /// Lets visits that were kept out by a full queue into it, and frees their spaces.
    fn let_into_queue(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let index = place.index();
        let limit = self.plan.pools[index].queue.limit.unwrap_or(u32::MAX);
        while self.pools[index].kept_out > 0 && self.pools[index].queueing < limit {
            let waits_in_space = |ticket: &&Ticket| {
                let visit = &self.visits[ticket.slot as usize];
                self.still(**ticket, Doing::WaitingForSpace)
                    && visit.space.is_some()
                    && self.plan.activity(visit.activity).while_waiting == hospital::WhileWaiting::Queue
            };
            let Some(&ticket) = self.pools[index].ranks.iter().flatten().find(waits_in_space) else {
                self.pools[index].kept_out = 0;
                return;
            };
            self.pools[index].kept_out -= 1;
            let left = self.give_up_space(ticket.slot);
            let activity = self.visits[ticket.slot as usize].activity;
            self.tell(now, ticket.slot, MovementKind::Waits { activity, place: Some(place) });
            if let Some(left) = left {
                self.free_space(now, ticket.slot, left, calendar);
            }
        }
    }

    /// Lets visits that are held outside in, while the place is less busy than its threshold.
    fn unpark(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let index = place.index();
        while self.pools[index].present() < self.plan.place(place).park_at {
            let Some(ticket) = self.pools[index].parked.pop_front() else { return };
            if !self.still(ticket, Doing::Parked) {
                continue;
            }
            self.pools[index].parked_count -= 1;
            let slot = ticket.slot;
            if self.has_room(place)
                && self.within_limit(place, self.visits[slot as usize].activity)
                && self.suits(place, slot)
            {
                self.enter(now, slot, place, calendar);
                continue;
            }
            let visit = &mut self.visits[slot as usize];
            visit.doing = Doing::WaitingForSpace;
            let activity = visit.activity;
            let rank = self.plan.rank(index, visit.traits, visit.promotions);
            let pool = &mut self.pools[index];
            pool.waiting += 1;
            pool.queueing += 1;
            pool.ranks[rank].push_back(ticket);
            self.tell(now, slot, MovementKind::Waits { activity, place: Some(place) });
            self.start_promotion(now, slot, place, calendar);
        }
    }

    /// A visit that has its space seizes the resources of its activity and begins, or waits for them.
    ///
    /// `left` is the space that it has just given for the one it has now.
    #[inline]
    pub fn seize(&mut self, now: Instant, slot: u32, left: Option<LeftSpace>, calendar: &mut Events) {
        let activity = self.visits[slot as usize].activity;
        let plan = self.plan;
        let uses = &plan.activity(activity).uses;
        if self.take_resources(uses) {
            self.begins(now, slot, calendar);
        } else {
            self.wait_for_resources(now, slot, calendar);
        }
        if let Some(left) = left {
            self.free_space(now, slot, left, calendar);
        }
    }

    /// Takes all resources, or none.
    #[inline]
    fn take_resources(&mut self, uses: &[(u32, u32)]) -> bool {
        let free = uses.iter().all(|&(pool, units)| self.pools[pool as usize].free_units() >= units);
        if free {
            for &(pool, units) in uses {
                self.pools[pool as usize].in_use += units;
            }
        }
        free
    }

    fn wait_for_resources(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        let visit = &mut self.visits[slot as usize];
        let waited_already = matches!(visit.doing, Doing::WaitingForSpace | Doing::Parked);
        // Who was interrupted where it was and has a space again has moved too, whatever its activity.
        let has_place = waited_already || plan.activity(visit.activity).places.is_some();
        let in_new_space = visit.space.is_some() && has_place;
        visit.doing = Doing::WaitingForResources;
        let activity = visit.activity;
        let ticket = Ticket { slot, stamp: visit.stamp };
        for &(pool, _) in &plan.activity(activity).uses {
            self.stand_for_resource(pool as usize, ticket);
        }
        if in_new_space {
            self.tell(now, slot, MovementKind::Moved { activity });
        } else if !waited_already {
            self.tell(now, slot, MovementKind::Waits { activity, place: None });
        }
        self.start_patience(now, slot, calendar);
        self.start_promotion_for_resources(now, slot, calendar);
    }

    /// A visit stands for a resource: at the end of its rank or, where who comes back is first, behind the others who came back.
    pub fn stand_for_resource(&mut self, pool: usize, ticket: Ticket) {
        let visit = &self.visits[ticket.slot as usize];
        let rank = self.plan.rank(pool, visit.traits, visit.promotions);
        let first = self.plan.pools[pool].queue.returning_first && visit.loops > 0;
        let visits = &self.visits;
        let it = &mut self.pools[pool];
        it.waiting += 1;
        let queue = &mut it.ranks[rank];
        let behind = |other: &Ticket| {
            let other_visit = &visits[other.slot as usize];
            other_visit.stamp == other.stamp && other_visit.loops == 0
        };
        let at = if first { queue.iter().position(behind) } else { None };
        queue.insert(at.unwrap_or(queue.len()), ticket);
    }

    fn start_promotion_for_resources(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        let first = self.plan.activity(visit.activity).uses.iter().find_map(|&(pool, _)| {
            let after = self.plan.pools[pool as usize].queue.promote_after?;
            (self.plan.rank(pool as usize, visit.traits, visit.promotions) > 0).then_some(after)
        });
        if let Some(after) = first {
            calendar.schedule(now + after, engine::Phase::Late, Event::IsPromoted(self.ticket(slot)));
        }
    }

    pub fn is_promoted_for_resources(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        let ticket = self.ticket(slot);
        let uses = &plan.activity(self.visits[slot as usize].activity).uses;
        for move_in in [false, true] {
            let visit = &mut self.visits[slot as usize];
            visit.promotions += u8::from(move_in);
            for &(pool, _) in uses {
                let rank = plan.rank(pool as usize, visit.traits, visit.promotions);
                let queue = &mut self.pools[pool as usize].ranks[rank];
                if move_in {
                    queue.push_back(ticket);
                } else {
                    queue.retain(|&other| other != ticket);
                }
            }
        }
        self.start_promotion_for_resources(now, slot, calendar);
    }

    /// Lets visits that wait for a resource begin, in the order of its queue; who needs something else that is not free is
    /// passed over until it is.
    pub fn serve_resource(&mut self, now: Instant, pool: usize, calendar: &mut Events) {
        let plan = self.plan;
        for rank in 0..self.pools[pool].ranks.len() {
            let mut position = 0;
            while self.pools[pool].waiting > 0 && self.pools[pool].free_units() > 0 {
                let Some(&ticket) = self.pools[pool].ranks[rank].get(position) else { break };
                if !self.still(ticket, Doing::WaitingForResources) {
                    self.pools[pool].ranks[rank].remove(position);
                    continue;
                }
                let uses = &plan.activity(self.visits[ticket.slot as usize].activity).uses;
                if self.take_resources(uses) {
                    self.pools[pool].ranks[rank].remove(position);
                    self.leave_resource_queues(ticket.slot);
                    self.begins(now, ticket.slot, calendar);
                } else {
                    position += 1;
                }
            }
        }
        self.start_cleaning(now, pool, calendar);
    }

    pub fn leave_resource_queues(&mut self, slot: u32) {
        let plan = self.plan;
        for &(pool, _) in &plan.activity(self.visits[slot as usize].activity).uses {
            self.pools[pool as usize].waiting -= 1;
        }
    }

    /// The activity begins, or goes on after an interruption.
    #[inline]
    pub fn begins(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let visit = &mut self.visits[slot as usize];
        if visit.listed.is_some() && visit.is_fresh {
            visit.left = known_time(self.plan, visit).unwrap_or(visit.left);
        }
        if self.plan.lengths_differ {
            self.set_length(now, slot);
        }
        let visit = &mut self.visits[slot as usize];
        visit.is_fresh = false;
        visit.doing = Doing::Busy;
        visit.stamp += 1;
        visit.refusals = 0;
        visit.begun_at = now;
        let event = Event::ActivityEnds(Ticket { slot, stamp: visit.stamp });
        calendar.schedule(now + visit.left, engine::Phase::Release, event);
        let (kind, need) = (MovementKind::Begins { activity: visit.activity }, visit.need);
        if visit.fit == Fit::Unsaid {
            self.tell_fit(now, slot, &kind);
        }
        let visit = &self.visits[slot as usize];
        self.sink.movement(&Movement { at: now, visit: visit.named(slot), kind, space: visit.space });
        if need > 1 {
            self.schedule_easing(now, slot, calendar);
        }
    }

    /// The work of an activity is done.
    #[inline]
    pub fn ends(&mut self, now: Instant, ticket: Ticket, calendar: &mut Events) {
        let plan = self.plan;
        let slot = ticket.slot;
        let visit = &mut self.visits[slot as usize];
        if visit.stamp != ticket.stamp || visit.doing != Doing::Busy {
            return;
        }
        let step = plan.activity(visit.activity);
        let Some(space) = visit.space else { return self.ends_slowly(now, slot, calendar) };
        if !step.ends_quickly || !plan.place(space.place).is_left_quickly {
            return self.ends_slowly(now, slot, calendar);
        }
        let exit = match visit.next {
            Next::Exit(exit) => exit,
            Next::Activity(activity) => {
                if step.fit_to_leave {
                    visit.fit = Fit::Unsaid;
                }
                visit.doing = Doing::Kept;
                return self.ask(now, slot, activity, calendar);
            }
        };
        visit.space = None;
        visit.doing = Doing::Nothing;
        visit.stamp += 1;
        let left =
            Movement { at: now, visit: visit.named(slot), kind: MovementKind::Left { exit }, space: None };
        self.sink.movement(&left);
        self.free_slots.push(slot);
        let pool = &mut self.pools[space.place.index()];
        pool.in_use -= 1;
        pool.free_numbers.push(space.number);
        self.mark(space.place.index());
    }

    #[inline(never)]
    fn ends_slowly(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        let activity = self.visits[slot as usize].activity;
        let step = plan.activity(activity);
        if !step.uses.is_empty() {
            self.free_resources(slot);
            self.settle(now, calendar);
        }
        if step.may_move_on && self.moves_on(now, slot, calendar) {
            return;
        }
        let visit = &mut self.visits[slot as usize];
        if step.fit_to_leave {
            visit.fit = Fit::Unsaid;
        }
        visit.doing = Doing::Kept;
        visit.may_go = false;
        if visit.space.is_some()
            && let Some((_, keep)) = step.keep_after.iter().find(|(after, _)| *after == visit.next)
        {
            let word = chance::keeping(&self.streams, visit, activity)[0];
            let until = now + keep.of(visit.traits).draw(word);
            return self.keep(now, slot, until, calendar);
        }
        self.goes_on(now, slot, calendar);
    }

    pub fn free_resources(&mut self, slot: u32) {
        let plan = self.plan;
        for &(pool, units) in &plan.activity(self.visits[slot as usize].activity).uses {
            if plan.pools[pool as usize].used_up {
                continue;
            }
            self.pools[pool as usize].in_use -= units;
            self.mark(pool as usize);
        }
    }
}
