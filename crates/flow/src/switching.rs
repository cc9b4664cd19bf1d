//! A hospital that changes in the course of a run: dates and rules turn its switches.
//!
//! It wraps the world, so that a hospital without switches pays nothing for them.

use engine::{Phase, World as EngineWorld};
use hospital::{Hospital, Measures, Movement, On, Opening, Sink, SwitchId, Turned};
use quantity::{Duration, Instant, Streams};

use crate::plan::{Plan, Start};
use crate::reopen::NOW;
use crate::ruling::{Ruling, Verdict};
use crate::world::{Event, Events, World};

/// The hospital in motion, with what turns its switches.
#[derive(Clone, Debug)]
pub(crate) struct Switching<'a, S> {
    pub world: World<'a, (S, Watch)>,
    /// The plan with every switch off.
    pub base: &'a Plan,
    on: On,
    rules: Vec<Ruling>,
}

/// What rules look at: the fold that makes the figures, too. Nobody looks where there are no rules.
#[derive(Clone, Debug)]
pub(crate) struct Watch(Option<Box<Measures>>);

impl Watch {
    fn new(hospital: &Hospital) -> Self {
        let has_rules = hospital.switches.rules().next().is_some();
        Self(has_rules.then(|| Box::new(Measures::new(hospital))))
    }
}

impl Sink for Watch {
    fn movement(&mut self, movement: &Movement) {
        if let Some(measures) = &mut self.0 {
            measures.movement(movement);
        }
    }
    fn opening(&mut self, opening: &Opening) {
        if let Some(measures) = &mut self.0 {
            measures.opening(opening);
        }
    }
    fn finish(&mut self, _at: Instant) {}
}

impl<'a, S: Sink> Switching<'a, S> {
    /// An empty hospital with every switch off.
    pub fn new(base: &'a Plan, sink: S, streams: Streams) -> Self {
        let hospital = base.hospital();
        let rules = hospital.switches.rules().map(|(switch, &rule)| Ruling::new(switch, rule)).collect();
        Self { world: World::new(base, (sink, Watch::new(hospital)), streams), base, on: On::NONE, rules }
    }

    /// Empties the hospital for another replication and opens it at a time, with the switches that are on then.
    pub fn open_at(&mut self, at: Instant, streams: Streams, calendar: &mut Events) {
        self.begin(at);
        self.world.open_at(at, streams, calendar);
        self.has_begun(at, calendar);
    }

    /// Sets the hospital to a start. What dates turn is as it is then; every rule is off, and has seen nothing yet.
    pub fn reopen(&mut self, start: &'a Start, streams: Streams, calendar: &mut Events) {
        self.begin(NOW);
        self.world.reopen(start, streams, calendar);
        self.has_begun(NOW, calendar);
    }

    fn begin(&mut self, at: Instant) {
        self.rules.iter_mut().for_each(Ruling::clear);
        if let Some(measures) = &mut self.world.sink.1.0 {
            measures.reset();
        }
        self.on = self.base.hospital().switches.dated_at(at);
        self.world.plan = self.base.version(self.on);
    }

    fn has_begun(&mut self, at: Instant, calendar: &mut Events) {
        for switch in self.on.each() {
            self.world.sink.turned(&Turned { at, switch, on: true });
        }
        self.await_date(at, calendar);
        self.judge(at, calendar);
    }

    fn await_date(&self, now: Instant, calendar: &mut Events) {
        if let Some(at) = self.base.hospital().switches.next_date(now) {
            calendar.schedule(at, Phase::Release, Event::DatesCome);
        }
    }

    /// Dates turn switches.
    fn dates_come(&mut self, now: Instant, calendar: &mut Events) {
        let switches = &self.base.hospital().switches;
        let dated = switches.dated().fold(On::NONE, |all, (switch, _)| all.set(switch, true));
        let on_now = switches.dated_at(now);
        let on = dated.each().fold(self.on, |on, switch| on.set(switch, on_now.has(switch)));
        // Arrivals of this moment are still to come.
        self.turn(now, now, on, calendar);
        self.await_date(now, calendar);
    }

    fn turn(&mut self, now: Instant, coming: Instant, on: On, calendar: &mut Events) {
        let before = std::mem::replace(&mut self.on, on);
        let turned = before.or(on).each().filter(|&switch| before.has(switch) != on.has(switch));
        for switch in turned {
            self.world.sink.turned(&Turned { at: now, switch, on: on.has(switch) });
        }
        self.world.turn_to(now, coming, self.base.version(on), calendar);
    }

    /// Looks at every rule, after everything that happens.
    fn judge(&mut self, now: Instant, calendar: &mut Events) {
        let Some(measures) = &self.world.sink.1.0 else { return };
        for (nth, ruling) in self.rules.iter_mut().enumerate() {
            let Some(&condition) = ruling.condition() else { continue };
            let holds = condition.beyond.holds(measures.reading(condition.reading));
            if let Some(due) = ruling.sees(now, holds, condition.lasts) {
                let event = Event::RuleIsDue { rule: nth as u16, stamp: due.stamp };
                calendar.schedule(due.at, Phase::Late, event);
            }
        }
    }

    fn rule_is_due(&mut self, now: Instant, rule: u16, stamp: u32, calendar: &mut Events) {
        let ruling = &mut self.rules[rule as usize];
        let switch: SwitchId = ruling.switch;
        match ruling.is_due(now, stamp) {
            Verdict::Nothing => {}
            Verdict::Waits(due) => {
                let event = Event::RuleIsDue { rule, stamp: due.stamp };
                calendar.schedule(due.at, Phase::Late, event);
            }
            // It is late: who arrives in this moment has arrived.
            Verdict::Turns(on) => {
                self.turn(now, now + Duration::MILLISECOND, self.on.set(switch, on), calendar);
            }
        }
    }
}

impl<S: Sink> EngineWorld for Switching<'_, S> {
    type Event = Event;

    fn next_coming(&self) -> Instant {
        self.world.next_coming()
    }

    fn comes(&mut self, now: Instant, calendar: &mut Events) {
        self.world.comes(now, calendar);
        self.judge(now, calendar);
    }

    fn happens(&mut self, now: Instant, event: Event, calendar: &mut Events) {
        if event == Event::DatesCome {
            self.dates_come(now, calendar);
        } else if let Event::RuleIsDue { rule, stamp } = event {
            self.rule_is_due(now, rule, stamp, calendar);
        } else {
            self.world.happens(now, event, calendar);
        }
        self.judge(now, calendar);
    }

    fn must_stop(&self) -> bool {
        self.world.must_stop()
    }
}
