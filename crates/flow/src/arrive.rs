//! Arriving: streams of visits, each with its own clock of chance.
//!
//! A rate is followed by inverting its running total: gaps of mean one are laid along the area under the rate (Çinlar,
//! "Introduction to Stochastic Processes", 1975, section 4.7). The area is cut into the equal steps of a day.
//!
//! Everything about a visit that does not depend on the state of the hospital is drawn some visits ahead, for many in a row:
//! no draw then waits for another's, nor for what the hospital does in between.

use std::num::NonZeroU32;

use hospital::{
    Clock, ListedVisit, MOST_ATTRIBUTES, Movement, MovementKind, Next, Process, Sink, Traits, Visit, VisitId,
};
use quantity::{Duration, Instant, Streams, unit_open};

use crate::chance::{self, Who};
use crate::plan::{ONE, Plan, ProcessPlan, RatePlan, SourcePlan};
use crate::visit::VisitState;
use crate::world::{Events, World};

/// How many visits are made ready at once.
const AHEAD: usize = 32;

/// A stream of arrivals under way.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Visits made ready, and which is next.
    ready: Vec<Ready>,
    next: usize,
    /// The number of the first visit that is not made ready, and when the one before it came.
    number: u64,
    at: Instant,
    /// Where in the rate's area that was.
    step: Step,
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
    /// Which line of a list it is, from one.
    pub listed: Option<NonZeroU32>,
}

/// A step of a day, in which the rate is even.
#[derive(Clone, Copy, Debug)]
struct Step {
    start: Instant,
    length: Duration,
    /// Milliseconds from its start to the last visit.
    within: f64,
    /// Gap units of the step that are left, gap units a millisecond, and the inverse of those.
    left: f64,
    rate: f64,
    per_rate: f64,
}

/// What a stream's visits are drawn from.
#[derive(Clone, Copy)]
struct From<'a> {
    source: &'a SourcePlan,
    plan: &'a Plan,
    streams: &'a Streams,
}

impl Source {
    fn start(at: Instant, from: From<'_>) -> Self {
        let step = match &from.source.process {
            ProcessPlan::Rate(rate) => step_at(at, rate, from),
            ProcessPlan::Every(_) | ProcessPlan::Listed => {
                Step { start: at, length: Duration::ZERO, within: 0.0, left: 0.0, rate: 0.0, per_rate: 0.0 }
            }
        };
        let mut source = Self { ready: Vec::with_capacity(AHEAD), next: 0, number: 0, at, step };
        source.make_ready(from);
        source
    }

    /// When its next visit comes; the end of time is never.
    #[inline]
    fn next_at(&self) -> Instant {
        self.ready.get(self.next).map_or(Instant::MAX, |ready| ready.at)
    }

    #[inline(never)]
    fn make_ready(&mut self, from: From<'_>) {
        self.ready.clear();
        self.next = 0;
        match &from.source.process {
            ProcessPlan::Rate(rate) => {
                while self.ready.len() < AHEAD {
                    let (id, words) = self.next_coming(from);
                    let Some(at) = self.next_by_rate(rate, words[0], from) else { return };
                    // A visit beyond the wanted demand stays at home; those after it come as they would have.
                    if rate.kept >= 1.0 || unit_open(chance::mark(from.streams, id)) < rate.kept {
                        self.ready.push(make_ready(id, at, words, from));
                    }
                }
            }
            ProcessPlan::Every(gap) => {
                while self.ready.len() < AHEAD {
                    let (id, words) = self.next_coming(from);
                    self.at += gap.draw(words[0]);
                    self.ready.push(make_ready(id, self.at, words, from));
                }
            }
            ProcessPlan::Listed => {
                let list = listed(from.plan, from.source.arrivals);
                while self.ready.len() < AHEAD && (self.number as usize) < list.len() {
                    let line = &list[self.number as usize];
                    let (id, words) = self.next_coming(from);
                    self.at = self.at.max(line.at);
                    self.ready.push(make_listed(id, self.at, words, line, from));
                }
            }
        }
    }

    #[inline]
    fn next_coming(&mut self, from: From<'_>) -> (VisitId, [u32; 4]) {
        let id = VisitId::new(from.source.arrivals, from.source.numbers_from + self.number);
        self.number += 1;
        (id, chance::coming(from.streams, id))
    }

    /// When the next visit comes, if any still does.
    #[inline]
    fn next_by_rate(&mut self, rate: &RatePlan, word: u32, from: From<'_>) -> Option<Instant> {
        let mut need = from.plan.unit_gaps.draw(word).millis() as f64;
        if need >= self.step.left {
            need = self.pass_steps(need, rate, from)?;
        }
        let step = &mut self.step;
        step.left -= need;
        step.within += need * step.per_rate;
        Some(step.start + Duration::from_millis(step.within as i64))
    }

    /// Goes on to the step in which a gap ends; says how much of it lies there.
    #[cold]
    fn pass_steps(&mut self, mut need: f64, rate: &RatePlan, from: From<'_>) -> Option<f64> {
        let mut empty_steps = 0;
        while need > self.step.left || self.step.rate <= 0.0 {
            need -= self.step.left;
            empty_steps = if self.step.rate > 0.0 { 0 } else { empty_steps + 1 };
            // Two years of steps without any rate: it will not come again.
            if empty_steps > 2 * 365 * rate.by_hour.len() {
                return None;
            }
            self.step = step_at(self.step.start + self.step.length, rate, from);
        }
        Some(need)
    }
}

#[inline]
fn make_ready(id: VisitId, at: Instant, words: [u32; 4], from: From<'_>) -> Ready {
    let mut traits = from.source.traits;
    let mut class = from.source.class;
    for (nth, by) in from.plan.attributes[from.source.arrivals.index()].iter().enumerate() {
        let word = if nth == 0 { words[1] } else { further(id, nth, from) };
        let value = by.of(traits).pick(word);
        traits.0[(nth + 1) % MOST_ATTRIBUTES] = value as u8;
        class += from.plan.strides[(nth + 1) % MOST_ATTRIBUTES] * value as u16;
    }
    let who = Who { id, traits, class, loops: 0, attempt: 0 };
    let (left, next) = chance::from_words(from.plan, who, from.source.first, [words[2], words[3]]);
    Ready { id, at, traits, class, left, next, listed: None }
}

/// A listed visit: attributes that are not known are drawn, given those before them.
fn make_listed(id: VisitId, at: Instant, words: [u32; 4], line: &ListedVisit, from: From<'_>) -> Ready {
    let mut traits = from.source.traits;
    let mut class = from.source.class;
    for (nth, by) in from.plan.attributes[from.source.arrivals.index()].iter().enumerate() {
        let word = if nth == 0 { words[1] } else { further(id, nth, from) };
        let known = line.traits.iter().find(|(attribute, _)| attribute.index() == nth + 1);
        let value = known.map_or_else(|| by.of(traits).pick(word), |&(_, value)| value as usize);
        traits.0[nth + 1] = value as u8;
        class += from.plan.strides[nth + 1] * value as u16;
    }
    let who = Who { id, traits, class, loops: 0, attempt: 0 };
    let (left, next) = chance::from_words(from.plan, who, from.source.first, [words[2], words[3]]);
    Ready { id, at, traits, class, left, next, listed: NonZeroU32::new(id.number() as u32 + 1) }
}

/// The word of the second attribute or a later one.
fn further(id: VisitId, nth: usize, from: From<'_>) -> u32 {
    chance::further_attributes(from.streams, id, (nth as u32 - 1) / 4)[(nth - 1) % 4]
}

fn listed(plan: &Plan, arrivals: hospital::ArrivalsId) -> &[ListedVisit] {
    match &plan.hospital.arrivals[arrivals.index()].process {
        Process::Listed(list) => list,
        Process::Rate(_) | Process::Every(_) => &[],
    }
}

/// The next known length of a listed visit's activities.
pub(crate) fn known_time(plan: &Plan, visit: &mut VisitState) -> Option<Duration> {
    let line = visit.listed?.get() as usize - 1;
    let time = listed(plan, visit.id.arrivals())[line].times.get(visit.times_used as usize).copied();
    visit.times_used = visit.times_used.saturating_add(1);
    time
}

/// The step that begins at a time.
fn step_at(start: Instant, plan: &RatePlan, from: From<'_>) -> Step {
    let clock: Clock = from.plan.hospital.clock;
    let steps = plan.by_hour.len();
    let of_day = clock.of_day(start);
    let even = Duration::from_millis(Duration::DAY.millis() / steps as i64);
    let nth = ((of_day.millis() / even.millis()) as usize).min(steps - 1);
    // The last step of a day that does not divide evenly takes what is left of it.
    let end = if nth + 1 == steps { Duration::DAY } else { even * (nth as i64 + 1) };
    let mut rate = plan.per_milli * plan.by_hour[nth] * plan.by_weekday[clock.weekday(start)] * ONE;
    if !plan.by_day_of_year.is_empty() {
        rate *= plan.by_day_of_year[clock.day_of_year(start)];
    }
    if let Some(factor) = &plan.day_factor {
        let day = (clock.midnight(start) - clock.midnight(Instant::START)).millis() / Duration::DAY.millis();
        let word = chance::day(from.streams, from.source.arrivals.index(), day);
        rate *= factor.draw(word).millis() as f64 / ONE;
    }
    let length = end - of_day;
    let left = rate * length.millis() as f64;
    Step { start, length, within: 0.0, left, rate, per_rate: if rate > 0.0 { 1.0 / rate } else { 0.0 } }
}

impl<S: Sink> World<'_, S> {
    /// Sets all streams to their first visits after a time.
    pub fn start_sources(&mut self, at: Instant) {
        let (plan, streams) = (self.plan, &self.streams);
        self.sources.clear();
        self.sources
            .extend(plan.sources.iter().map(|source| Source::start(at, From { source, plan, streams })));
        self.choose_next_source();
    }

    #[inline]
    fn choose_next_source(&mut self) {
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
        let plan = self.plan;
        let source_plan = &plan.sources[self.next_source];
        let source = &mut self.sources[self.next_source];
        let ready = source.ready[source.next];
        source.next += 1;
        if source.next == source.ready.len() {
            source.make_ready(From { source: source_plan, plan, streams: &self.streams });
        }
        self.choose_next_source();

        let slot = self.free_slots.pop().unwrap_or_else(|| self.new_slot());
        self.visits[slot as usize].set(&ready, source_plan.first);
        let kind = MovementKind::Arrived { traits: ready.traits };
        self.sink.movement(&Movement { at: now, visit: Visit { id: ready.id, slot }, kind, space: None });
        self.look_for_place(now, slot, calendar);
    }

    #[cold]
    fn new_slot(&mut self) -> u32 {
        let first = self.plan.sources[0].first;
        let nobody = VisitId::new(hospital::ArrivalsId::new(0), 0);
        self.visits.push(VisitState::new(nobody, first, self.plan.turned_away));
        self.visits.len() as u32 - 1
    }
}
