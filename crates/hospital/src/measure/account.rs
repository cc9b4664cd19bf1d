//! What switches did: when each was on, and what the hospital was like meanwhile.
//!
//! Prices may change with a switch. Then occupied and open spaces are summed apart for each set of switches that was on.

use super::place::PlaceTally;
use super::record::Millis;
use super::tally::{Level, Sum};
use crate::Hospital;
use crate::switch::{On, Part, Turned};

/// What switches did in one replication.
#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    on: On,
    /// By switch.
    pub(super) switches: Vec<SwitchTally>,
    /// Since when which switches were on, from the start of counting.
    pub(super) stretches: Vec<(Millis, On)>,
    /// Whether costs of places are not the same all the time.
    pub(super) prices_change: bool,
    /// If so, by what was on: for each place, occupied spaces and open ones, number × milliseconds.
    pub(super) held: Vec<(On, Vec<[i64; 2]>)>,
    /// The same of all that has been entered there.
    entered: Vec<[i64; 2]>,
}

/// What one switch did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SwitchTally {
    pub(super) is_on: Level,
    /// How often it was turned on.
    pub(super) times: u32,
    /// How long it had been on, when it was turned off.
    pub(super) spells: Sum,
    since: Millis,
}

impl Account {
    /// Nothing turned yet; `None` of a hospital that has nothing to turn.
    pub(super) fn new(hospital: &Hospital) -> Option<Box<Self>> {
        let switches = &hospital.switches;
        let prices = |part: &Part| match part {
            Part::Place(id, place) => {
                let base = &hospital.places[id.index()];
                [place.cost_per_day, place.cost_per_open_day] != [base.cost_per_day, base.cost_per_open_day]
            }
            Part::Resource(..) | Part::Arrivals(..) | Part::Activity(..) | Part::Attribute(..) => false,
        };
        (!switches.list.is_empty()).then(|| {
            Box::new(Self {
                switches: vec![SwitchTally::default(); switches.list.len()],
                prices_change: switches.variants.iter().any(|variant| prices(&variant.part)),
                ..Self::default()
            })
        })
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.on = On::NONE;
        self.switches.fill(SwitchTally::default());
    }

    /// Counting starts: what is on stays so.
    pub(super) fn start(&mut self, places: usize) {
        for tally in &mut self.switches {
            tally.is_on.start();
            (tally.times, tally.spells) = (0, Sum::default());
        }
        self.stretches.clear();
        self.stretches.push((0, self.on));
        self.held.clear();
        self.entered.clear();
        self.entered.resize(places, [0; 2]);
    }

    /// A switch is turned.
    pub(super) fn turns(&mut self, turned: &Turned, counts: bool, places: &mut [PlaceTally]) {
        let at = turned.at.millis();
        let tally = &mut self.switches[turned.switch.index()];
        match (self.on.has(turned.switch), turned.on) {
            (false, true) => {
                tally.times += 1;
                tally.since = at;
                tally.is_on.up(at);
            }
            (true, false) => {
                tally.spells.add(at - tally.since);
                tally.is_on.down(at);
            }
            (true, true) | (false, false) => return,
        }
        if counts && self.prices_change {
            spaces_hold(places, at, 1);
            self.enter(at, places);
            spaces_hold(places, at, -1);
        }
        self.on = self.on.set(turned.switch, turned.on);
        if counts {
            self.stretches.push((at, self.on));
        }
    }

    /// Enters what places held until now; the number of their spaces must hold until then.
    pub(super) fn enter(&mut self, at: Millis, places: &[PlaceTally]) {
        if !self.prices_change {
            return;
        }
        let known = self.held.iter().position(|(on, _)| *on == self.on);
        let row = known.unwrap_or_else(|| {
            self.held.push((self.on, vec![[0; 2]; places.len()]));
            self.held.len() - 1
        });
        for ((sum, entered), place) in self.held[row].1.iter_mut().zip(&mut self.entered).zip(places) {
            let now = place.used_and_open(at);
            for ((sum, entered), now) in sum.iter_mut().zip(entered).zip(now) {
                *sum += now - *entered;
                *entered = now;
            }
        }
    }

    /// What was on from when until when.
    pub(super) fn spans(&self, end: Millis) -> impl Iterator<Item = (Millis, Millis, On)> + '_ {
        let ends = self.stretches.iter().skip(1).map(|&(at, _)| at).chain([end]);
        self.stretches.iter().zip(ends).map(|(&(from, on), until)| (from, until, on))
    }
}

/// The numbers of spaces hold until now (`times` is 1) or from now on (-1).
fn spaces_hold(places: &mut [PlaceTally], at: Millis, times: i64) {
    for place in places {
        place.spaces_hold(at, times);
    }
}
