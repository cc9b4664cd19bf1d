//! Standing in queues: joining them, moving up, and getting out of them.

use hospital::{MovementKind, PlaceId, Sink, WhenFull};
use quantity::Instant;

use crate::chance;
use crate::pool::Ticket;
use crate::visit::{Doing, Joined};
use crate::world::{Event, Events, LeftSpace, World};

impl<S: Sink> World<'_, S> {
    /// Whether the queue has room for a visit that would give up its space for it; if not, the visit is kept out.
    pub fn may_give_up_space(&mut self, place: PlaceId, slot: u32) -> bool {
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
    pub fn stand_in_queue(&mut self, place: PlaceId, slot: u32) {
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
                let choice =
                    places.expect("only activities with places have queues for them").of(visit.traits);
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

    pub fn park(&mut self, now: Instant, slot: u32, place: PlaceId, calendar: &mut Events) {
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
}
