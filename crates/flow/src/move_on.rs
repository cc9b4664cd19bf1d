//! Moving on: a stay that has lasted for long enough goes on in another step, and until there is room for it, where it is.
//!
//! The length of the stay is that of the activity in which it began. What is left of it when the visit asks for the other step
//! runs on while it waits, so how long a stay lasts does not depend on how full the wards are.

use hospital::{ActivityId, Sink};
use quantity::{Duration, Instant};

use crate::chance;
use crate::fit::lasts_here;
use crate::pool::Ticket;
use crate::visit::Doing;
use crate::world::{Event, Events, World};

/// How a visit's stay goes on beyond its present activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Onward {
    /// It does not.
    #[default]
    No,
    /// When the activity ends, so much of the stay is left, for this step.
    Later { left: Duration, to: ActivityId },
    /// It has asked for that step, and goes on with its stay meanwhile.
    Asked,
}

impl<S: Sink> World<'_, S> {
    /// Sets the length of an activity that begins or goes on, where that is not always what was drawn.
    #[inline(never)]
    pub fn set_length(&mut self, now: Instant, slot: u32) {
        let visit = &mut self.visits[slot as usize];
        if self.plan.has_space_rules && visit.is_fresh {
            visit.left = lasts_here(self.plan, visit);
        }
        if !self.plan.moves_on {
            return;
        }
        if self.onward(slot) == Onward::Asked {
            let visit = &mut self.visits[slot as usize];
            visit.left = (visit.left - (now - visit.begun_at)).max(Duration::ZERO);
        } else if !self.visits[slot as usize].is_fresh {
            return;
        }
        self.ends_before_its_stay(slot, Duration::ZERO);
    }

    /// Lets the activity of a visit, of which so much is done, end where its stay goes on elsewhere.
    pub fn ends_before_its_stay(&mut self, slot: u32, spent: Duration) {
        let visit = &mut self.visits[slot as usize];
        let mut onward = Onward::No;
        if let Some(move_on) = self.plan.activity(visit.activity).move_on {
            let here = (move_on.after - spent).max(Duration::ZERO);
            if visit.left > here {
                onward = Onward::Later { left: visit.left - here, to: move_on.to };
                visit.left = here;
            }
        }
        self.set_onward(slot, onward);
    }

    /// Whether a visit that waits goes on with its stay meanwhile.
    #[inline]
    pub fn goes_on_meanwhile(&self, slot: u32) -> bool {
        self.plan.moves_on && self.onward(slot) == Onward::Asked
    }

    /// A visit whose activity is over asks for the step in which its stay goes on, if it does.
    pub fn moves_on(&mut self, now: Instant, slot: u32, calendar: &mut Events) -> bool {
        let Onward::Later { left, to } = self.onward(slot) else { return false };
        let visit = &mut self.visits[slot as usize];
        visit.doing = Doing::Kept;
        visit.begin_asking(to);
        visit.next = chance::activity(self.plan, &self.streams, visit.who(), to).1;
        self.asks_meanwhile(now, slot, left);
        self.look_for_place(now, slot, calendar);
        self.schedule_end_of_stay(now, slot, calendar);
        true
    }

    /// A visit asks for a step and has so much left of a stay that goes on meanwhile.
    pub fn asks_meanwhile(&mut self, now: Instant, slot: u32, left: Duration) {
        let visit = &mut self.visits[slot as usize];
        (visit.left, visit.begun_at) = (left, now);
        visit.is_fresh = false;
        // It is cared for where it is: it does not give up.
        visit.patience_runs = true;
        self.set_onward(slot, Onward::Asked);
    }

    /// When the stay of a visit that waits will be over.
    pub fn schedule_end_of_stay(&mut self, now: Instant, slot: u32, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        if visit.doing == Doing::WaitingForSpace {
            calendar.schedule(now + visit.left, engine::Phase::Release, Event::StayEnds(self.ticket(slot)));
        }
    }

    /// The stay of a visit that still waits to move is over: its step begins and ends where it is.
    pub fn stay_ends(&mut self, now: Instant, ticket: Ticket, calendar: &mut Events) {
        let slot = ticket.slot;
        if self.still(ticket, Doing::WaitingForSpace) {
            self.leave_queues(slot);
            self.begins(now, slot, calendar);
        }
    }

    fn onward(&self, slot: u32) -> Onward {
        self.onward.get(slot as usize).copied().unwrap_or_default()
    }

    fn set_onward(&mut self, slot: u32, onward: Onward) {
        if self.onward.len() <= slot as usize {
            self.onward.resize(self.visits.len(), Onward::No);
        }
        self.onward[slot as usize] = onward;
    }
}
