//! Starting from a moment: who is present goes on with what they are doing.
//!
//! What has begun is drawn given that it is not over: an activity, a wait that patience ends, a space that is kept, a
//! closure, a space being made ready. Chance is keyed as always, by visit and purpose, under a seed of the moment's own: so
//! those present do the same in every option, and nothing repeats what a simulated past has drawn for them.

use hospital::{ActivityId, PlaceId, Sink, Space, WhenFull, WhileWaiting};
use quantity::{Duration, Instant, Streams};

use crate::chance;
use crate::fit::{longer_by, scaled};
use crate::plan::{DoingNow, NeedNow, Person, Start, Stay};
use crate::pool::{DirtySpace, Ticket};
use crate::visit::{Doing, Fit, Joined, VisitState};
use crate::world::{Event, Events, World};

pub(crate) const NOW: Instant = Instant::START;

impl<'a, S: Sink> World<'a, S> {
    /// Sets the hospital to a start.
    pub fn reopen(&mut self, start: &'a Start, streams: Streams, calendar: &mut Events) {
        self.empty(streams);
        for movement in &start.past {
            self.sink.movement(movement);
        }
        self.open_houses(NOW, calendar);
        self.open_teams(NOW, calendar);
        self.open_pools(NOW, Some(start), calendar);
        self.open_bugs(NOW, calendar);
        for person in &start.people {
            self.is_present(person);
        }
        for &(pool, units) in &start.used {
            self.pools[pool as usize].in_use = units;
        }
        self.number_spaces(start, calendar);
        for (slot, person) in (0..).zip(&start.people) {
            self.goes_on_doing(slot, person, calendar);
        }
        self.join_in_order(start, calendar);
        for pool in 0..self.pools.len() {
            self.set_capacity(NOW, pool, self.pools[pool].open, calendar);
        }
        self.start_sources(NOW, Some(start));
        self.settle(NOW, calendar);
        for (slot, person) in (0..).zip(&start.people) {
            self.goes_on_asking(slot, person, calendar);
        }
    }

    /// A visit has its slot, and its space.
    fn is_present(&mut self, person: &Person) {
        let activity = person.doing.activity();
        let first = person.space.map_or(1, |space| self.first_need(space.place));
        let need = if let NeedNow::Is(need) = person.need { need } else { first };
        let mut visit = VisitState::new(person.id, activity, self.plan.turned_away);
        visit.traits = person.traits;
        visit.class = person.class;
        visit.space = person.space;
        visit.entered_by = person.entered_by;
        visit.need = need;
        visit.fit = if person.is_fit { Fit::Said } else { Fit::NotYet };
        visit.doing = Doing::Kept;
        visit.stamp = 1;
        let is_listed = self.plan.is_listed(person.id);
        visit.listed = is_listed.then(|| std::num::NonZeroU32::new(person.id.number() as u32 + 1)).flatten();
        visit.times_used = person.begun;
        visit.loops = person.loops;
        self.visits.push(visit);
        if let Some(space) = person.space {
            self.is_taken_by_rules(space, self.visits.len() as u32 - 1);
            let pool = &mut self.pools[space.place.index()];
            pool.in_use += 1;
            pool.beyond += u32::from(need) - 1;
            if let Some(limit) = self.plan.place(space.place).limit_of[person.entered_by.index()] {
                pool.limited[limit as usize] += 1;
            }
        }
    }

    /// Says which numbers are free in each place; spaces that may still be made ready are not.
    fn number_spaces(&mut self, start: &Start, calendar: &mut Events) {
        let mut taken: Vec<Vec<u32>> = vec![Vec::new(); self.pools.len()];
        for space in start.people.iter().filter_map(|person| person.space) {
            taken[space.place.index()].push(space.number);
        }
        for emptied in &start.emptied {
            let place = emptied.place;
            let (Some(turnaround), plan) = (&self.plan.hospital.places[place.index()].turnaround, self.plan)
            else {
                continue;
            };
            let word = chance::emptied(&self.streams, place.index(), emptied.number);
            let is_wanted = emptied.is_wanted && self.pools[place.index()].accepts();
            let drawn = if is_wanted {
                Some(chance::left_of(turnaround, emptied.ago, word))
            } else {
                // Nobody would have taken it, were it ready: whether it is, is not known.
                let whole = plan.place(place).turnaround.as_ref().map(|turnaround| turnaround.draw(word));
                whole.map(|whole| whole - emptied.ago).filter(|&left| left > Duration::ZERO)
            };
            let Some(left) = drawn else { continue };
            taken[place.index()].push(emptied.number);
            let need = plan.place(place).need.last;
            self.pools[place.index()].cleaning += u32::from(need);
            let dirty = DirtySpace { space: Space { place, number: emptied.number }, need, lasts: left };
            self.is_emptied_by_rules(dirty.space);
            self.is_dirty_at_the_start(NOW, dirty, calendar);
        }
        for (pool, taken) in self.pools.iter_mut().zip(&mut taken) {
            taken.sort_unstable();
            pool.next_number = taken.last().map_or(0, |last| last + 1);
            let is_free = |number: &u32| taken.binary_search(number).is_err();
            pool.free_numbers.extend((0..pool.next_number).rev().filter(is_free));
        }
    }

    /// A visit goes on with what does not depend on who else waits.
    fn goes_on_doing(&mut self, slot: u32, person: &Person, calendar: &mut Events) {
        match person.doing {
            DoingNow::In { activity, since, worked } => {
                self.is_under_way(slot, activity, (person.stay, (NOW - since) + worked));
                let visit = &mut self.visits[slot as usize];
                visit.doing = Doing::Busy;
                visit.begun_at = since;
                let event = Event::ActivityEnds(Ticket { slot, stamp: visit.stamp });
                calendar.schedule(NOW + visit.left, engine::Phase::Release, event);
                visit.left += NOW - since;
                match person.need {
                    NeedNow::ByTime => self.has_eased(NOW, slot, (NOW - since) + worked, calendar),
                    NeedNow::Is(_) => self.schedule_easing(NOW, slot, calendar),
                }
            }
            DoingNow::Rests { activity, pool, worked } => {
                self.is_under_way(slot, activity, (person.stay, worked));
                self.visits[slot as usize].doing = Doing::Suspended;
                if person.need == NeedNow::ByTime {
                    self.has_eased(NOW, slot, worked, calendar);
                }
                let (ticket, units) = (self.ticket(slot), self.units_of(slot as usize, pool as usize));
                self.pools[pool as usize].suspended.push_back(ticket);
                self.pools[pool as usize].suspended_units += units;
            }
            DoingNow::Kept { activity, since, was_kept } => {
                self.is_kept(slot, activity, since, was_kept, calendar);
                if person.need == NeedNow::ByTime {
                    self.has_eased_wholly(NOW, slot);
                }
            }
            DoingNow::Queues { .. }
            | DoingNow::Parked { .. }
            | DoingNow::NeedsResources { .. }
            | DoingNow::Asks { .. } => {}
        }
    }

    /// A visit is in an activity of which so much is done: it has its resources, and what is left is drawn.
    fn is_under_way(&mut self, slot: u32, activity: ActivityId, spent: (Option<Stay>, Duration)) {
        for &(pool, units) in &self.plan.activity(activity).uses {
            if !self.plan.pools[pool as usize].used_up {
                self.pools[pool as usize].in_use += units;
            }
        }
        self.draw_part(slot, activity, spent);
    }

    /// What is left of an activity of which so much is done, where its stay may be longer, and what is next.
    fn draw_part(&mut self, slot: u32, activity: ActivityId, spent: (Option<Stay>, Duration)) {
        self.draw_rest(slot, activity, spent);
        if self.plan.moves_on {
            self.ends_before_its_stay(slot, spent.1);
        }
    }

    /// What is left of an activity of which so much is done, or of the stay that goes on in it, and what is next.
    fn draw_rest(&mut self, slot: u32, activity: ActivityId, (stay, spent): (Option<Stay>, Duration)) {
        let plan = self.plan;
        let visit = &mut self.visits[slot as usize];
        let factor = longer_by(plan, visit).filter(|_| stay.is_none()).unwrap_or(1.0);
        let Stay { of, before } = stay.unwrap_or(Stay { of: activity, before: Duration::ZERO });
        let spent = before + spent;
        let words = chance::words(&self.streams, visit.who(), activity);
        visit.next = plan.activity(activity).next.of(visit.traits).pick(words[1]);
        let known = plan.listed_time(visit.id, visit.times_used.saturating_sub(1));
        visit.left = if let Some(whole) = known {
            (whole - spent).max(Duration::ZERO)
        } else {
            let time = plan.hospital.activities[of.index()].time.of(visit.traits);
            scaled(chance::left_of(time, scaled(spent, 1.0 / factor), words[0]), factor)
        };
        visit.is_fresh = false;
    }

    /// Those who wait join their queues: who was interrupted first, then all in the order in which they asked.
    fn join_in_order(&mut self, start: &Start, calendar: &mut Events) {
        let was_interrupted = |doing: &DoingNow| {
            matches!(
                doing,
                DoingNow::Queues { worked: Some(_), .. } | DoingNow::NeedsResources { worked: Some(_), .. }
            )
        };
        for first in [true, false] {
            for &slot in &start.in_order {
                let person = &start.people[slot as usize];
                if was_interrupted(&person.doing) == first {
                    self.waits_again(slot, person, calendar);
                }
            }
        }
    }

    fn waits_again(&mut self, slot: u32, person: &Person, calendar: &mut Events) {
        let stay = person.stay;
        match person.doing {
            DoingNow::Queues { activity, place, asked, worked: None } if stay.is_some() => {
                self.draw_rest(slot, activity, (stay, NOW - asked));
                self.asks_meanwhile(NOW, slot, self.visits[slot as usize].left);
                self.queues_again(slot, place, asked, false, calendar);
                self.schedule_end_of_stay(NOW, slot, calendar);
            }
            DoingNow::Queues { activity, place, asked, worked } => {
                self.is_to_begin(slot, activity, (stay, worked));
                self.queues_again(slot, place, asked, worked.is_some(), calendar);
                if worked.is_none() {
                    self.goes_on_waiting(slot, asked, calendar);
                }
            }
            DoingNow::Parked { activity, place, asked } => {
                self.is_to_begin(slot, activity, (None, None));
                let ticket = self.ticket(slot);
                let visit = &mut self.visits[slot as usize];
                (visit.doing, visit.joined) = (Doing::Parked, Joined::One(place));
                let pool = &mut self.pools[place.index()];
                pool.parked_count += 1;
                pool.parked.push_back(ticket);
                self.goes_on_waiting(slot, asked, calendar);
            }
            DoingNow::NeedsResources { activity, asked, worked } => {
                self.is_to_begin(slot, activity, (stay, worked));
                self.needs_resources_again(slot, activity, asked, calendar);
                if worked.is_none() {
                    self.goes_on_waiting(slot, asked, calendar);
                }
            }
            DoingNow::In { .. } | DoingNow::Rests { .. } | DoingNow::Kept { .. } | DoingNow::Asks { .. } => {}
        }
    }

    /// A visit has asked for an activity: it is drawn whole, or what is left of it.
    fn is_to_begin(&mut self, slot: u32, activity: ActivityId, spent: (Option<Stay>, Option<Duration>)) {
        if let (stay, Some(worked)) = spent {
            return self.draw_part(slot, activity, (stay, worked));
        }
        let visit = &mut self.visits[slot as usize];
        (visit.left, visit.next) = chance::activity(self.plan, &self.streams, visit.who(), activity);
    }

    fn queues_again(
        &mut self,
        slot: u32,
        place: PlaceId,
        asked: Instant,
        is_interrupted: bool,
        calendar: &mut Events,
    ) {
        let plan = self.plan;
        let waited = NOW - asked;
        let activity = self.visits[slot as usize].activity;
        self.visits[slot as usize].doing = Doing::WaitingForSpace;
        self.is_promoted_for(slot, &[place.index()], waited, calendar);
        let choice =
            plan.activity(activity).places.as_ref().map(|by| by.of(self.visits[slot as usize].traits));
        let Some(choice) = choice.filter(|choice| choice.only.is_none() && !is_interrupted) else {
            self.visits[slot as usize].joined = Joined::One(place);
            self.stand_in_queue(place, slot);
            return self.is_kept_out(slot, &[place]);
        };
        let mut tiers = choice.first_tiers();
        if let Some(after) = choice.fall_back_after {
            let (steps, next) = steps(waited, after);
            tiers = tiers.saturating_add(steps.min(u8::MAX as i64) as u8).min(choice.all_tiers());
            if tiers < choice.all_tiers() {
                self.visits[slot as usize].falls_back = true;
                calendar.schedule(NOW + next, engine::Phase::Late, Event::FallsBack(self.ticket(slot)));
            }
        }
        self.visits[slot as usize].joined = Joined::Tiers(tiers);
        let has_space = self.visits[slot as usize].space.is_some();
        let lets_wait = |it: PlaceId| has_space || plan.place(it).when_full != WhenFull::TurnAway;
        let queues: Vec<PlaceId> = choice.places(tiers).filter(|&it| it == place || lets_wait(it)).collect();
        for &place in &queues {
            self.stand_in_queue(place, slot);
        }
        if queues.is_empty() {
            self.visits[slot as usize].joined = Joined::One(place);
            self.stand_in_queue(place, slot);
        }
        self.is_kept_out(slot, &queues);
    }

    /// Counts a visit that would give up its space for a place in a queue, and has it still.
    fn is_kept_out(&mut self, slot: u32, places: &[PlaceId]) {
        let visit = &self.visits[slot as usize];
        let gives_up = self.plan.activity(visit.activity).while_waiting == WhileWaiting::Queue;
        if gives_up
            && visit.space.is_some()
            && let Some(place) = places.first()
        {
            self.pools[place.index()].kept_out += 1;
        }
    }

    fn needs_resources_again(
        &mut self,
        slot: u32,
        activity: ActivityId,
        asked: Instant,
        calendar: &mut Events,
    ) {
        let plan = self.plan;
        self.visits[slot as usize].doing = Doing::WaitingForResources;
        let uses = &plan.activity(activity).uses;
        let pools: Vec<usize> = uses.iter().map(|&(pool, _)| pool as usize).collect();
        self.is_promoted_for(slot, &pools, NOW - asked, calendar);
        let ticket = self.ticket(slot);
        for pool in pools {
            self.stand_for_resource(pool, ticket);
        }
    }

    /// The ranks by which a visit has risen while it waited, and when it rises again.
    fn is_promoted_for(&mut self, slot: u32, pools: &[usize], waited: Duration, calendar: &mut Events) {
        let plan = self.plan;
        let traits = self.visits[slot as usize].traits;
        let first = pools.iter().find_map(|&pool| {
            let after = plan.pools[pool].queue.promote_after?;
            let rank = plan.rank(pool, traits, 0);
            (rank > 0).then_some((after, rank))
        });
        let Some((after, rank)) = first else { return };
        let (times, next) = steps(waited, after);
        self.visits[slot as usize].promotions = times.min(rank as i64) as u8;
        if times < rank as i64 {
            calendar.schedule(NOW + next, engine::Phase::Late, Event::IsPromoted(self.ticket(slot)));
        }
    }

    /// What is left of a visit's patience.
    fn goes_on_waiting(&mut self, slot: u32, asked: Instant, calendar: &mut Events) {
        let plan = self.plan;
        let visit = &mut self.visits[slot as usize];
        visit.patience_runs = true;
        if let Some(patience) = &plan.hospital.activities[visit.activity.index()].patience {
            let word = chance::words(&self.streams, visit.who(), visit.activity)[2];
            let left = chance::left_of(patience.of(visit.traits), NOW - asked, word);
            let event = Event::PatienceEnds(Ticket { slot, stamp: visit.stamp });
            calendar.schedule(NOW + left, engine::Phase::Late, event);
        }
    }

    /// Whoever is about to ask does; whoever waits in a circle is found.
    fn goes_on_asking(&mut self, slot: u32, person: &Person, calendar: &mut Events) {
        let visit = &self.visits[slot as usize];
        if let DoingNow::Asks { activity } = person.doing {
            self.ask(NOW, slot, activity, calendar);
            self.settle(NOW, calendar);
        } else if visit.doing == Doing::WaitingForSpace
            && visit.id == person.id
            && let Some(space) = visit.space
            && self.plan.place(space.place).in_circle
        {
            self.look_for_deadlock(NOW, slot, calendar);
            self.settle(NOW, calendar);
        }
    }
}

/// How often a time has passed, and how long it is until it has once more.
fn steps(passed: Duration, every: Duration) -> (i64, Duration) {
    let every_millis = every.millis().max(1);
    let times = passed.millis() / every_millis;
    (times, Duration::from_millis(every_millis * (times + 1) - passed.millis()))
}
