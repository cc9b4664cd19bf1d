//! Going on: to the next activity, or out.

use hospital::{ExitId, ExitKind, MovementKind, Next, Sink};
use quantity::Instant;

use crate::chance;
use crate::plan::LeavingPlan;
use crate::pool::Ticket;
use crate::visit::Doing;
use crate::world::{Event, Events, World};

impl<S: Sink> World<'_, S> {
    /// A visit stays in its space until a time.
    pub fn keep(&mut self, now: Instant, slot: u32, until: Instant, calendar: &mut Events) {
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::Kept;
        visit.stamp += 1;
        let activity = visit.activity;
        let event = Event::KeepEnds(Ticket { slot, stamp: visit.stamp });
        calendar.schedule(until, engine::Phase::Release, event);
        self.tell(now, slot, MovementKind::Ended { activity });
    }

    /// A visit that is done with its activity goes on to what is next, in the hours in which it may.
    #[inline]
    pub fn goes_on(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let plan = self.plan;
        if !plan.bugs.is_empty()
            && leaves_hospital(plan, self.visits[slot as usize].next)
            && self.is_kept_in(now, slot, calendar)
        {
            return;
        }
        let visit = &mut self.visits[slot as usize];
        if let Some(space) = visit.space
            && !visit.may_go
            && !matches!(plan.place(space.place).leaving, LeavingPlan::AnyTime)
            && leaves_hospital(plan, visit.next)
        {
            visit.may_go = true;
            let leaving = &plan.place(space.place).leaving;
            let at = chance::leaving_time(leaving, plan.hospital.clock, &self.streams, visit, (now, now));
            if at > now {
                return self.keep(now, slot, at, calendar);
            }
        }
        match self.visits[slot as usize].next {
            Next::Activity(activity) => self.ask(now, slot, activity, calendar),
            Next::Exit(exit) => self.leaves(now, slot, exit, calendar),
        }
    }

    /// A visit leaves.
    pub fn leaves(&mut self, now: Instant, slot: u32, exit: ExitId, calendar: &mut Events) {
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::Nothing;
        visit.stamp += 1;
        let left = visit.leave_space();
        self.tell(now, slot, MovementKind::Left { exit });
        if let Some(left) = left {
            self.free_space(now, slot, left, calendar);
        }
        self.free_slots.push(slot);
    }

    /// A visit's patience ends: it gives up, if it still waits.
    pub fn patience_ends(&mut self, now: Instant, ticket: Ticket, calendar: &mut Events) {
        let slot = ticket.slot;
        let visit = &self.visits[slot as usize];
        if visit.stamp != ticket.stamp {
            return;
        }
        match visit.doing {
            Doing::WaitingForSpace => {
                let places = self.joined_places(slot);
                self.leave_queues(slot);
                // Who is held outside may come in for one who gave up inside.
                for place in places {
                    self.mark(place.index());
                }
            }
            Doing::Parked => {
                for place in self.joined_places(slot) {
                    self.pools[place.index()].parked_count -= 1;
                }
            }
            Doing::WaitingForResources => self.leave_resource_queues(slot),
            Doing::Nothing | Doing::Busy | Doing::Suspended | Doing::Kept => return,
        }
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::Kept;
        visit.joined = crate::visit::Joined::None;
        visit.next = self.plan.activity(visit.activity).when_impatient;
        visit.may_go = true;
        self.goes_on(now, slot, calendar);
    }
}

/// Whether what is next lies outside the hospital. Death keeps no hours.
pub(crate) fn leaves_hospital(plan: &crate::Plan, next: Next) -> bool {
    match next {
        Next::Exit(exit) => plan.hospital.exits[exit.index()].kind != ExitKind::Died,
        Next::Activity(activity) => plan.activity(activity).is_outside,
    }
}
