//! Turning: the hospital is another one from now on. Nobody is lost, and who waits already keeps waiting.
//!
//! What is under way goes on as it was drawn. What is looked up when it is needed (limits, patience, costs, hours, what is
//! next after an activity that is asked for from now on) is simply looked up in the new plan.

use engine::Phase;
use hospital::{MovementKind, PlaceId, Sink};
use quantity::{Duration, Instant};

use crate::chance;
use crate::fit::House;
use crate::plan::Plan;
use crate::pool::Ticket;
use crate::visit::{Doing, Joined};
use crate::world::{Event, Events, World};

/// A waiting visit whose preferences are others now, and how many of them it has come to accept by waiting.
#[derive(Clone, Copy)]
struct Chooser {
    slot: u32,
    tiers: u8,
}

impl<'a, S: Sink> World<'a, S> {
    /// Goes on by another plan. Visits that come at `coming` or later have not come yet.
    pub fn turn_to(&mut self, now: Instant, coming: Instant, plan: &'a Plan, calendar: &mut Events) {
        let old = self.plan;
        if std::ptr::eq(old, plan) {
            return;
        }
        let choosing = self.leave_changed_queues(plan);
        self.plan = plan;
        self.houses.iter_mut().for_each(House::rules_change);
        self.turn_sources(coming, old);
        for pool in 0..self.pools.len() {
            if old.pools[pool].capacity != plan.pools[pool].capacity {
                self.pools[pool].rosters += 1;
                self.follow_roster(now, pool, calendar);
            }
        }
        for place in plan.hospital.place_ids() {
            let [before, after] = [old, plan].map(|plan| &plan.hospital.places[place.index()]);
            if before.enter_hours != after.enter_hours {
                self.turn_doors(now, place, calendar);
            }
            if before.leaving != after.leaving {
                self.turn_leaving_hours(now, place, calendar);
            }
        }
        for Chooser { slot, tiers } in choosing {
            self.choose_again(now, slot, tiers, calendar);
        }
        for pool in 0..self.pools.len() {
            self.mark(pool);
        }
        self.settle(now, calendar);
        self.look_for_deadlocks(now, calendar);
        self.settle(now, calendar);
    }

    fn turn_doors(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let pool = &mut self.pools[place.index()];
        pool.doors += 1;
        pool.doors_open = true;
        self.open_doors(now, place, calendar);
    }

    /// Who waits for the hours in which it may leave a place waits for the new ones.
    fn turn_leaving_hours(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let plan = self.plan;
        for slot in 0..self.visits.len() as u32 {
            let visit = &mut self.visits[slot as usize];
            let is_here = visit.space.is_some_and(|space| space.place == place);
            if !(is_here && visit.doing == Doing::Kept && visit.may_go) {
                continue;
            }
            let ready = (visit.begun_at + visit.left.max(Duration::ZERO)).min(now);
            let leaving = &plan.place(place).leaving;
            let at = chance::leaving_time(leaving, plan.hospital.clock, &self.streams, visit, (ready, now));
            visit.stamp += 1;
            let ticket = Ticket { slot, stamp: visit.stamp };
            calendar.schedule(at, Phase::Release, Event::KeepEnds(ticket));
        }
    }

    /// Takes visits whose preferences will be others out of their queues. They come in the order in which they stood.
    fn leave_changed_queues(&mut self, plan: &Plan) -> Vec<Chooser> {
        let old = self.plan;
        let mut both = old.activities.iter().zip(&plan.activities);
        let mut choosing: Vec<Chooser> = Vec::new();
        if both.all(|(before, after)| before.places == after.places) {
            return choosing;
        }
        for pool in &self.pools[..old.hospital.places.len()] {
            for &ticket in pool.ranks.iter().flatten() {
                let visit = &self.visits[ticket.slot as usize];
                let choice = |plan: &'_ Plan| {
                    plan.activity(visit.activity).places.as_ref().map(|by| by.of(visit.traits).clone())
                };
                let known = choosing.iter().any(|it| it.slot == ticket.slot);
                if known || !self.still(ticket, Doing::WaitingForSpace) || choice(old) == choice(plan) {
                    continue;
                }
                let falls_back = choice(old).is_some_and(|choice| choice.fall_back_after.is_some());
                let tiers = match visit.joined {
                    Joined::Tiers(tiers) if falls_back => tiers,
                    Joined::Tiers(_) | Joined::One(_) | Joined::None => 0,
                };
                choosing.push(Chooser { slot: ticket.slot, tiers });
            }
        }
        for &Chooser { slot, .. } in &choosing {
            let places = self.joined_places(slot);
            self.leave_queues(slot);
            let ticket = self.ticket(slot);
            for place in places {
                let visit = &self.visits[slot as usize];
                let rank = old.rank(place.index(), visit.traits, visit.promotions);
                self.pools[place.index()].ranks[rank].retain(|&other| other != ticket);
            }
        }
        choosing
    }

    /// A visit that waits and whose preferences are others now stands in the queues of the places it prefers now. It is let
    /// in by their order when they are served; nobody is turned away over it.
    fn choose_again(&mut self, now: Instant, slot: u32, tiers: u8, calendar: &mut Events) {
        let plan = self.plan;
        let visit = &self.visits[slot as usize];
        let (activity, held) = (visit.activity, visit.space);
        let places = plan.activity(activity).places.as_ref();
        let choice = places.expect("an activity with places keeps having some").of(visit.traits);
        let sent = choice.only.map(|place| self.diverted(place));
        let mut places = choice.places(choice.all_tiers()).chain(sent);
        if held.is_some_and(|held| places.any(|place| place == held.place)) {
            return self.seize(now, slot, None, calendar);
        }
        let tiers = choice.first_tiers().max(tiers.min(choice.all_tiers()));
        if let Some(place) = choice.only {
            let place = self.diverted(place);
            self.stand_in_queue(place, slot);
            self.visits[slot as usize].joined = Joined::One(place);
        } else {
            for place in choice.places(tiers) {
                self.stand_in_queue(place, slot);
            }
            self.visits[slot as usize].joined = Joined::Tiers(tiers);
        }
        let place = self.joined_places(slot)[0];
        if held.is_some() && plan.activity(activity).while_waiting == hospital::WhileWaiting::Queue {
            self.pools[place.index()].kept_out += 1;
        }
        self.tell(now, slot, MovementKind::Waits { activity, place: Some(place) });
        self.start_fall_back(now, slot, choice, tiers, calendar);
    }
}
