//! What a change in the middle of a run means for who comes.
//!
//! Visits are made ready some ahead, so those ready are made anew. As long as the shape of a rate stays, its visits come when
//! they would have come; a rate of another shape goes on where the old one was: what is left of the gap before the next
//! visit is laid along the new rate.

use hospital::{Sink, VisitId};
use quantity::Instant;

use super::{From, Position, Source, step_at};
use crate::chance;
use crate::plan::{Plan, ProcessPlan, RatePlan};
use crate::world::World;

impl Source {
    /// Makes those who come from a time on ready anew, after other conditions until then.
    fn turns(&mut self, at: Instant, old: From<'_>, new: From<'_>) {
        self.reached = self.before;
        self.from = at;
        if let (ProcessPlan::Rate(before), ProcessPlan::Rate(after)) =
            (&old.source.process, &new.source.process)
            && !before.has_shape_of(after)
        {
            self.cut(at, before, old);
            self.reached.step = step_at(at, after, new);
        }
        self.make_ready(new);
    }

    /// Goes on to a time, and to what is left then of the gap before the next visit.
    fn cut(&mut self, at: Instant, rate: &RatePlan, from: From<'_>) {
        let (last, mut need) = self.last_before(at, rate, from);
        self.reached = last;
        let step = &mut self.reached.step;
        while step.start + step.length <= at {
            need -= step.left;
            *step = step_at(step.start + step.length, rate, from);
        }
        need -= ((at - step.start).millis() as f64 - step.within).max(0.0) * step.rate;
        self.reached.at = at;
        self.reached.owed = Some(need.max(0.0));
    }

    /// Where the last visit before a time came, and the whole gap after it.
    fn last_before(&mut self, at: Instant, rate: &RatePlan, from: From<'_>) -> (Position, f64) {
        loop {
            let last = self.reached;
            let number = from.source.numbers_from + last.number;
            let drawn = || {
                let word = chance::gap(from.streams, VisitId::new(from.source.arrivals, number));
                from.plan.unit_gaps.draw(word).millis() as f64
            };
            let need = last.owed.unwrap_or_else(drawn);
            self.reached.owed = None;
            self.reached.number += 1;
            if self.next_by_rate(rate, need, from).is_none_or(|next| next >= at) {
                return (last, need);
            }
        }
    }
}

impl RatePlan {
    /// Whether its visits come at the same times, but for those that stay at home.
    fn has_shape_of(&self, other: &Self) -> bool {
        self.per_milli == other.per_milli
            && self.by_hour == other.by_hour
            && self.by_weekday == other.by_weekday
            && self.by_day_of_year == other.by_day_of_year
            && self.dispersion == other.dispersion
    }
}

impl<S: Sink> World<'_, S> {
    /// The plan has changed: who comes from a time on comes by the new one.
    pub fn turn_sources(&mut self, at: Instant, old: &Plan) {
        let (plan, streams) = (self.plan, &self.streams);
        for ((source, before), after) in self.sources.iter_mut().zip(&old.sources).zip(&plan.sources) {
            let before = From { source: before, plan: old, streams };
            source.turns(at, before, From { source: after, plan, streams });
        }
        self.choose_next_source();
    }
}
