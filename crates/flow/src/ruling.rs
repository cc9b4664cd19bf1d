//! A rule at work: is its condition beyond the bound, and since when?
//!
//! A rule is judged after everything that happens, never at intervals. A condition that fails and holds again in the same
//! moment has not been broken.

use hospital::{Condition, Rule, SwitchId};
use quantity::{Duration, Instant};

/// A rule and how far it is.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub switch: SwitchId,
    pub rule: Rule,
    stage: Stage,
    /// Counts what happened to it; a due time that carries an older number is void.
    stamp: u32,
    /// Since when the condition that is looked at has held.
    since: Option<Instant>,
    /// When it ceased to hold, if that was in this very moment.
    ceased: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Off,
    /// It is decided, and not yet in effect.
    Coming,
    On,
}

/// When to look at a rule again, whatever happens meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub at: Instant,
    pub stamp: u32,
}

/// What a rule does when its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Nothing,
    /// Its changes take effect, or no longer do.
    Turns(bool),
    /// It is decided, and takes effect later.
    Waits(Due),
}

impl Ruling {
    /// A rule that is off.
    pub fn new(switch: SwitchId, rule: Rule) -> Self {
        Self { switch, rule, stage: Stage::Off, stamp: 0, since: None, ceased: None }
    }

    /// Off again, for another replication.
    pub fn clear(&mut self) {
        *self = Self::new(self.switch, self.rule);
    }

    /// The condition that matters now.
    pub fn condition(&self) -> Option<&Condition> {
        match self.stage {
            Stage::Off => Some(&self.rule.when),
            Stage::Coming => None,
            Stage::On => Some(&self.rule.until),
        }
    }

    /// Something has happened, and the condition holds or not.
    pub fn sees(&mut self, now: Instant, holds: bool, lasts: Duration) -> Option<Due> {
        if self.ceased.is_some_and(|ceased| ceased < now) {
            self.forget();
        }
        match (holds, self.since) {
            (true, None) => {
                self.since = Some(now);
                Some(Due { at: now + lasts, stamp: self.stamp })
            }
            (true, Some(_)) => {
                self.ceased = None;
                None
            }
            (false, Some(_)) => {
                self.ceased = self.ceased.or(Some(now));
                None
            }
            (false, None) => None,
        }
    }

    /// A time that it waited for has come.
    pub fn is_due(&mut self, now: Instant, stamp: u32) -> Verdict {
        if stamp != self.stamp {
            return Verdict::Nothing;
        }
        let held = self.since.is_some() && self.ceased.is_none();
        self.forget();
        match self.stage {
            Stage::Off if held && self.rule.delay > Duration::ZERO => {
                self.stage = Stage::Coming;
                Verdict::Waits(Due { at: now + self.rule.delay, stamp: self.stamp })
            }
            Stage::Off if held => self.turns(Stage::On),
            Stage::Coming => self.turns(Stage::On),
            Stage::On if held => self.turns(Stage::Off),
            Stage::Off | Stage::On => Verdict::Nothing,
        }
    }

    fn turns(&mut self, stage: Stage) -> Verdict {
        self.stage = stage;
        Verdict::Turns(stage == Stage::On)
    }

    fn forget(&mut self) {
        self.stamp += 1;
        self.since = None;
        self.ceased = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hospital::{Beyond, Reading};

    const MINUTE: Duration = Duration::MINUTE;

    fn at(minutes: i64) -> Instant {
        Instant::START + MINUTE * minutes
    }

    fn ruling(delay: i64) -> Ruling {
        let condition =
            |beyond, lasts| Condition { reading: Reading::BoardingCount, beyond, lasts: MINUTE * lasts };
        let when = condition(Beyond::Above(3.0), 10);
        let until = condition(Beyond::Below(2.0), 20);
        Ruling::new(SwitchId::new(0), Rule { when, until, delay: MINUTE * delay })
    }

    fn sees(ruling: &mut Ruling, now: Instant, number: f64) -> Option<Due> {
        let condition = *ruling.condition().expect("it looks at something");
        ruling.sees(now, condition.beyond.holds(number), condition.lasts)
    }

    #[test]
    fn it_comes_on_after_its_time_and_goes_off_after_the_other() {
        let mut it = ruling(0);
        assert_eq!(sees(&mut it, at(0), 3.0), None);
        let due = sees(&mut it, at(1), 4.0).expect("the clock starts");
        assert_eq!(due.at, at(11));
        assert_eq!(sees(&mut it, at(5), 5.0), None);
        assert_eq!(it.is_due(due.at, due.stamp), Verdict::Turns(true));
        assert_eq!(sees(&mut it, at(12), 2.0), None, "2 is not below 2");
        let due = sees(&mut it, at(15), 1.0).expect("the other clock starts");
        assert_eq!(due.at, at(35));
        assert_eq!(it.is_due(due.at, due.stamp), Verdict::Turns(false));
    }

    #[test]
    fn a_break_starts_the_clock_again_and_a_break_of_no_time_does_not() {
        let mut it = ruling(0);
        let first = sees(&mut it, at(0), 4.0).expect("the clock starts");
        assert_eq!(sees(&mut it, at(3), 3.0), None);
        assert_eq!(sees(&mut it, at(3), 4.0), None, "the same moment");
        assert_eq!(sees(&mut it, at(4), 3.0), None);
        let second = sees(&mut it, at(6), 4.0).expect("the clock starts again");
        assert_eq!(second.at, at(16));
        assert_eq!(it.is_due(first.at, first.stamp), Verdict::Nothing);
        assert_eq!(it.is_due(second.at, second.stamp), Verdict::Turns(true));
    }

    #[test]
    fn what_ceases_in_the_last_moment_is_not_due() {
        let mut it = ruling(0);
        let due = sees(&mut it, at(0), 4.0).expect("the clock starts");
        assert_eq!(sees(&mut it, at(10), 3.0), None);
        assert_eq!(it.is_due(due.at, due.stamp), Verdict::Nothing);
        assert!(sees(&mut it, at(11), 4.0).is_some());
    }

    #[test]
    fn a_delay_passes_whatever_happens_meanwhile() {
        let mut it = ruling(30);
        let due = sees(&mut it, at(0), 4.0).expect("the clock starts");
        let Verdict::Waits(later) = it.is_due(due.at, due.stamp) else { panic!("it waits") };
        assert_eq!(later.at, at(40));
        assert!(it.condition().is_none());
        assert_eq!(it.is_due(later.at, later.stamp), Verdict::Turns(true));
    }
}
