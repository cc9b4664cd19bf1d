//! Why visits that are fit to leave are still in hospital: their time by the reason that their activity gives.

use super::definitions::DelayMeasure;
use super::record::Millis;
use super::tally::{Level, Sum};
use super::values::{DAY, Values, mean};
use crate::Hospital;
use crate::ids::{ActivityId, ReasonId};
use crate::pathway::{Activity, Choice, ExitKind, Next, Where};

/// Delays by reason, of a hospital that names some.
#[derive(Clone, Debug)]
pub(super) struct Delays {
    /// By activity: the reason of who is delayed in it or before it.
    of_activity: Vec<u8>,
    /// By slot: the reason of a visit that is delayed, and since when.
    now: Vec<(u8, Millis)>,
    reasons: Vec<ReasonTally>,
}

/// What was seen of one reason.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ReasonTally {
    delayed: Level,
    ended: Sum,
}

impl Delays {
    pub(super) fn new(hospital: &Hospital) -> Option<Box<Self>> {
        let known = hospital.delay_reasons();
        let other = known.len().checked_sub(1)?;
        let number = |reason: &Option<String>| {
            reason.as_ref().and_then(|it| known.iter().position(|known| known == it)).unwrap_or(other) as u8
        };
        Some(Box::new(Self {
            of_activity: hospital.activities.iter().map(|it| number(&it.delay_reason)).collect(),
            now: Vec::new(),
            reasons: vec![ReasonTally::default(); known.len()],
        }))
    }

    pub(super) fn grow(&mut self, slots: usize) {
        self.now.resize(slots, (0, 0));
    }

    /// Nobody is there.
    pub(super) fn clear(&mut self) {
        self.reasons.fill(ReasonTally::default());
    }

    /// Counting starts: who is delayed stays so.
    pub(super) fn start(&mut self) {
        for it in &mut self.reasons {
            it.delayed.start();
            it.ended = Sum::default();
        }
    }

    /// The visit is fit to leave from now on.
    pub(super) fn begins(&mut self, slot: usize, activity: u16, at: Millis) {
        let reason = self.of_activity[activity as usize];
        self.now[slot] = (reason, at);
        self.reasons[reason as usize].delayed.up(at);
    }

    /// A visit that is delayed asks for this activity.
    pub(super) fn turns(&mut self, slot: usize, activity: u16, at: Millis) {
        if self.now[slot].0 != self.of_activity[activity as usize] {
            self.ends(slot, at);
            self.begins(slot, activity, at);
        }
    }

    /// It is delayed for this reason no more.
    pub(super) fn ends(&mut self, slot: usize, at: Millis) {
        let (reason, since) = self.now[slot];
        let it = &mut self.reasons[reason as usize];
        it.delayed.down(at);
        if at > since {
            it.ended.add(at - since);
        }
    }
}

impl Values<'_> {
    pub(super) fn delay(&self, measure: DelayMeasure, reason: ReasonId) -> f64 {
        let reasons = self.measures.books.delays.as_ref().map_or(&[][..], |it| &it.reasons);
        let Some(it) = reasons.get(reason.index()) else { return f64::NAN };
        let all: i64 = reasons.iter().map(|it| it.delayed.area(self.end)).sum();
        match measure {
            DelayMeasure::Count => self.over_time(it.delayed.area(self.end)),
            DelayMeasure::Share => it.delayed.area(self.end) as f64 / all as f64,
            DelayMeasure::Time => mean(it.ended) / DAY,
            DelayMeasure::Delays => self.a_day(it.ended.number),
        }
    }

    /// A figure of readmissions; not a number where nobody goes on from a place outside the hospital.
    pub(super) fn where_people_return(&self, figure: f64) -> f64 {
        let is_outside = |choice: &Choice| {
            let places = choice.tiers.iter().flatten();
            places.into_iter().any(|place| self.hospital.places[place.index()].kind.is_outside())
        };
        let returns = |it: &Activity| match &it.place {
            Where::Here => false,
            Where::Into(by) => {
                let nexts = it.next.leaves().into_iter().flatten();
                by.leaves().into_iter().any(is_outside)
                    && nexts.into_iter().any(|(next, _)| matches!(next, Next::Activity(_)))
            }
        };
        if self.hospital.activities.iter().any(returns) { figure } else { f64::NAN }
    }

    /// A number of deaths, as a figure; not a number where nobody can die.
    pub(super) fn where_people_die(&self, figure: f64) -> f64 {
        let dies = |next: Next| match next {
            Next::Exit(exit) => self.hospital.exits[exit.index()].kind == ExitKind::Died,
            Next::Activity(_) => false,
        };
        let any = self.hospital.activity_ids().any(|id: ActivityId| {
            let it = &self.hospital.activities[id.index()];
            let next = it.next.leaves().into_iter().flatten().map(|&(next, _)| next);
            next.chain([it.when_refused, it.when_impatient]).any(dies)
        });
        if any { figure } else { f64::NAN }
    }
}
