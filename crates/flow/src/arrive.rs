//! Arriving: streams of visits, each with its own clock of chance.
//!
//! A rate is followed by inverting its running total: gaps of mean one are laid along the area under the rate (Çinlar,
//! "Introduction to Stochastic Processes", 1975, section 4.7). The area is cut into the equal steps of a day.
//!
//! Everything about a visit that does not depend on the state of the hospital is drawn some visits ahead, for many in a row:
//! no draw then waits for another's, nor for what the hospital does in between.

mod demand;
mod step;

use std::num::NonZeroU32;

use hospital::{
    ActivityId, By, ListedVisit, Movement, MovementKind, Next, PlaceId, Process, Sink, Space, Traits, Visit,
    VisitId,
};
use quantity::{Duration, Instant, Streams, TOGETHER, unit_open};

use self::step::{Step, step_at};
use crate::chance::{self, Comings, Who};
use crate::listed::listed;
use crate::plan::{Plan, ProcessPlan, RatePlan, SourcePlan, SourceStart, Start};
use crate::pool::Ticket;
use crate::visit::VisitState;
use crate::world::{Event, Events, World};

/// A stream of arrivals under way.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Visits made ready, the next one last.
    ready: Vec<Ready>,
    /// Behind the visits that are ready, and before them.
    reached: Position,
    before: Position,
    /// Who would come before this has come, or came under other conditions.
    from: Instant,
}

/// How far a stream has come.
#[derive(Clone, Copy, Debug)]
struct Position {
    /// The number of the next visit, and when the one before it came.
    number: u64,
    at: Instant,
    /// Where in the rate's area that was.
    step: Step,
    /// What is left of the gap before the next visit, in gap units, where the rate changed in the middle of it.
    owed: Option<f64>,
}

/// A visit that is known but for what the hospital makes of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ready {
    pub id: VisitId,
    pub at: Instant,
    pub traits: Traits,
    /// Its row in the plan's tables.
    pub class: u16,
    /// How long its first activity is to last, and what is next.
    pub left: Duration,
    pub next: Next,
    pub first: ActivityId,
    /// The place in which its first activity begins at once if a space is free.
    pub quick_place: Option<PlaceId>,
    /// Which line of a list it is, from one.
    pub listed: Option<NonZeroU32>,
}

/// What a stream's visits are drawn from.
#[derive(Clone, Copy)]
struct From<'a> {
    source: &'a SourcePlan,
    plan: &'a Plan,
    streams: &'a Streams,
}

impl Source {
    fn start(at: Instant, goes_on: Option<SourceStart>, from: From<'_>) -> Self {
        let step = match &from.source.process {
            ProcessPlan::Rate(rate) => step_at(at, rate, from),
            ProcessPlan::Every(_) | ProcessPlan::Listed => {
                Step { start: at, length: Duration::ZERO, within: 0.0, left: 0.0, rate: 0.0, per_rate: 0.0 }
            }
        };
        let number = goes_on.map_or(0, |it| it.number);
        let reached = Position { number, at, step, owed: None };
        let from_the_first = Instant::from_millis(i64::MIN);
        let ready = Vec::with_capacity(TOGETHER);
        let mut source = Self { ready, reached, before: reached, from: from_the_first };
        if let Some(spent) = goes_on.and_then(|it| it.since_last) {
            source.goes_on_after(spent, from);
        }
        source.make_ready(from);
        source
    }

    /// The first gap of visits that come one after the other has begun before the start: what is left of it is as long as
    /// it is, given that it is longer than what is over. A rate has no memory.
    fn goes_on_after(&mut self, spent: Duration, from: From<'_>) {
        let ProcessPlan::Every(drawn) = &from.source.process else { return };
        let Process::Every(gap) = &from.plan.hospital.arrivals[from.source.arrivals.index()].process else {
            return;
        };
        let first = VisitId::new(from.source.arrivals, from.source.numbers_from + self.reached.number);
        let word = chance::comings(from.streams, first).gaps[0];
        // The gap is drawn whole when the visit is made ready.
        self.reached.at = self.reached.at + chance::left_of(gap, spent, word) - drawn.draw(word);
    }

    /// When its next visit comes; the end of time is never.
    #[inline]
    fn next_at(&self) -> Instant {
        self.ready.last().map_or(Instant::MAX, |ready| ready.at)
    }

    /// Makes the next visits ready: none only when none comes any more.
    #[inline(never)]
    fn make_ready(&mut self, from: From<'_>) {
        self.ready.clear();
        self.before = self.reached;
        if from.source.is_thinned_out() {
            return;
        }
        // When demand is far below the base, whole batches may stay at home.
        while self.ready.is_empty() && self.make_batch_ready(from) {}
    }

    /// Makes ready those of the next batch that come. False when none comes after them.
    fn make_batch_ready(&mut self, from: From<'_>) -> bool {
        self.before = self.reached;
        let first = VisitId::new(from.source.arrivals, from.source.numbers_from + self.reached.number);
        let coming = chance::comings(from.streams, first);
        let mut lines: &[ListedVisit] = &[];
        let mut times = [Instant::MAX; TOGETHER];
        let mut kept = 1.0;
        let count = match &from.source.process {
            ProcessPlan::Rate(rate) => {
                kept = rate.kept;
                self.times_by_rate(&mut times, &coming, rate, from)
            }
            ProcessPlan::Every(gap) => {
                for (time, &word) in times.iter_mut().zip(&coming.gaps) {
                    self.reached.at += gap.draw(word);
                    *time = self.reached.at;
                }
                TOGETHER
            }
            ProcessPlan::Listed => {
                let list = listed(from.plan, from.source.arrivals);
                lines = &list[(self.reached.number as usize).min(list.len())..];
                for (time, line) in times.iter_mut().zip(lines) {
                    self.reached.at = self.reached.at.max(line.at);
                    *time = self.reached.at;
                }
                lines.len().min(TOGETHER)
            }
        };
        self.reached.number += TOGETHER as u64;

        let (traits, classes) = attributes(first, &coming, lines, from);
        for nth in (0..count).rev() {
            if times[nth] < self.from {
                break;
            }
            let id = VisitId::new(first.arrivals(), first.number() + nth as u64);
            // A visit beyond the wanted demand stays at home; those after it come as they would have.
            if kept >= 1.0 || unit_open(chance::mark(from.streams, id)) < kept {
                let words = [coming.times[nth], coming.nexts[nth]];
                let mut ready = ready(id, times[nth], traits[nth], classes[nth], words, from);
                if !lines.is_empty() {
                    ready.listed = NonZeroU32::new(id.number() as u32 + 1);
                }
                self.ready.push(ready);
            }
        }
        count == TOGETHER
    }

    /// The times of the next visits; says how many come.
    #[inline]
    fn times_by_rate(
        &mut self,
        times: &mut [Instant; TOGETHER],
        coming: &Comings,
        rate: &RatePlan,
        from: From<'_>,
    ) -> usize {
        let mut owed = self.reached.owed.take();
        for (nth, (time, &word)) in times.iter_mut().zip(&coming.gaps).enumerate() {
            let need = owed.take().unwrap_or_else(|| from.plan.unit_gaps.draw(word).millis() as f64);
            let Some(at) = self.next_by_rate(rate, need, from) else { return nth };
            *time = at;
        }
        TOGETHER
    }

    /// When the next visit comes after a gap, if it still does.
    #[inline]
    fn next_by_rate(&mut self, rate: &RatePlan, mut need: f64, from: From<'_>) -> Option<Instant> {
        if need >= self.reached.step.left {
            need = self.pass_steps(need, rate, from)?;
        }
        let step = &mut self.reached.step;
        step.left -= need;
        step.within += need * step.per_rate;
        Some(step.start + Duration::from_millis(step.within as i64))
    }

    /// Goes on to the step in which a gap ends; says how much of it lies there.
    #[cold]
    fn pass_steps(&mut self, mut need: f64, rate: &RatePlan, from: From<'_>) -> Option<f64> {
        let mut empty_steps = 0;
        let reached = &mut self.reached;
        while need > reached.step.left || reached.step.rate <= 0.0 {
            need -= reached.step.left;
            empty_steps = if reached.step.rate > 0.0 { 0 } else { empty_steps + 1 };
            // Two years of steps without any rate: it will not come again.
            if empty_steps > 2 * 365 * rate.by_hour.len() {
                return None;
            }
            reached.step = step_at(reached.step.start + reached.step.length, rate, from);
        }
        Some(need)
    }
}

/// The attributes of a batch of visits, drawn one after the other, each given those before it, and the visits' classes. What
/// lines of a list know is not drawn.
#[inline]
fn attributes(
    first: VisitId,
    coming: &Comings,
    lines: &[ListedVisit],
    from: From<'_>,
) -> ([Traits; TOGETHER], [u16; TOGETHER]) {
    let mut traits = [from.source.traits; TOGETHER];
    let mut classes = [from.source.class; TOGETHER];
    let mut further = None;
    for (nth, attribute) in from.source.attributes.iter().enumerate() {
        let words = if let Some(words) = coming.attributes.get(nth) {
            words
        } else {
            let nth = nth - chance::FIRST_ATTRIBUTES;
            if nth.is_multiple_of(4) {
                further = Some(chance::further_attributes(from.streams, first, nth as u32 / 4));
            }
            &further.as_ref().expect("they begin with the first of four").words[nth % 4]
        };
        let values = match &attribute.choice {
            By::Always(choice) if lines.is_empty() => choice.pick_each(words),
            by @ (By::Always(_) | By::Of { .. }) => {
                let mut values = [0; TOGETHER];
                for (nth, value) in values.iter_mut().enumerate() {
                    let line = lines.get(nth).map_or(&[][..], |line| &line.traits);
                    let known = line.iter().find(|(known, _)| *known == attribute.id);
                    let drawn = || by.of(traits[nth]).pick(words[nth]) as u32;
                    *value = known.map_or_else(drawn, |&(_, value)| u32::from(value));
                }
                values
            }
        };
        for ((traits, class), value) in traits.iter_mut().zip(&mut classes).zip(values) {
            *traits = traits.with(attribute.id, value as usize);
            *class += attribute.stride * value as u16;
        }
    }
    (traits, classes)
}

/// A visit whose attributes are known, with its first activity.
#[inline]
fn ready(id: VisitId, at: Instant, traits: Traits, class: u16, words: [u32; 2], from: From<'_>) -> Ready {
    let first = from.source.first;
    if let Some(row) = from.plan.row(first, class) {
        let (left, next) = (row.time.draw(words[0]), row.next.pick(words[1]));
        return Ready {
            id,
            at,
            traits,
            class,
            left,
            next,
            first,
            quick_place: row.quick_place,
            listed: None,
        };
    }
    let who = Who { id, traits, class, loops: 0, attempt: 0 };
    let (left, next) = chance::from_words(from.plan, who, first, words);
    Ready { id, at, traits, class, left, next, first, quick_place: None, listed: None }
}

impl<S: Sink> World<'_, S> {
    /// Sets all streams to their first visits after a time.
    pub fn start_sources(&mut self, at: Instant, start: Option<&Start>) {
        let (plan, streams) = (self.plan, &self.streams);
        let begin = |(index, source)| {
            let goes_on = start.map(|start| start.sources[index]);
            Source::start(at, goes_on, From { source, plan, streams })
        };
        self.sources.clear();
        self.sources.extend(plan.sources.iter().enumerate().map(begin));
        self.choose_next_source();
    }

    #[inline]
    pub fn choose_next_source(&mut self) {
        if let [source] = &self.sources[..] {
            self.next_arrival = source.next_at();
            return;
        }
        self.next_arrival = Instant::MAX;
        for (index, source) in self.sources.iter().enumerate() {
            let at = source.next_at();
            if at < self.next_arrival {
                self.next_source = index;
                self.next_arrival = at;
            }
        }
    }

    /// A visit arrives.
    #[inline]
    pub fn arrival(&mut self, now: Instant, calendar: &mut Events) {
        if self.free_slots.is_empty() {
            self.make_slot();
        }
        let plan = self.plan;
        let (Some(slot), Some(source)) = (self.free_slots.pop(), self.sources.get_mut(self.next_source))
        else {
            return;
        };
        let (Some(visit), Some(ready)) = (self.visits.get_mut(slot as usize), source.ready.pop()) else {
            return;
        };
        visit.set(&ready);
        let named = Visit { id: ready.id, slot };
        let kind = MovementKind::Arrived { traits: ready.traits };
        let arrived = Movement { at: now, visit: named, kind, space: None };

        let mut waits = true;
        if let Some(place) = ready.quick_place {
            let pool = &mut self.pools[place.index()];
            if pool.has_free() && ready.listed.is_none() {
                let space = Space { place, number: pool.take() };
                visit.begins_at_once(space);
                let event = Event::ActivityEnds(Ticket { slot, stamp: visit.stamp });
                calendar.schedule(now + ready.left, engine::Phase::Release, event);
                let kind = MovementKind::Begins { activity: ready.first };
                let begins = Movement { at: now, visit: named, kind, space: Some(space) };
                self.sink.arrives_and_begins(&arrived, &begins);
                waits = false;
            }
        }
        if waits {
            self.sink.movement(&arrived);
        }
        if source.ready.is_empty() {
            source.make_ready(From { source: &plan.sources[self.next_source], plan, streams: &self.streams });
        }
        self.choose_next_source();
        if waits {
            self.look_for_place(now, slot, calendar);
        }
    }

    #[cold]
    fn make_slot(&mut self) {
        let first = self.plan.sources[0].first;
        let nobody = VisitId::new(hospital::ArrivalsId::new(0), 0);
        self.free_slots.push(self.visits.len() as u32);
        self.visits.push(VisitState::new(nobody, first, self.plan.turned_away));
    }
}
