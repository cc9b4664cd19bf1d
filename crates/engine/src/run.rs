//! The run loop.

use quantity::{Duration, Instant};

use crate::calendar::{Calendar, Phase};

/// What the engine runs: it changes only when an event comes.
pub trait World {
    /// What can happen. A small closed enum; the calendar copies it.
    type Event: Copy;

    /// When the next thing comes from outside; the end of time is never. Such things are known in their order, so they need no calendar; in a
    /// hospital they are the most frequent event of all.
    fn next_coming(&self) -> Instant;

    /// Lets that thing happen. It is wanted: at equal times it comes after what is released and before what is late.
    fn comes(&mut self, now: Instant, calendar: &mut Calendar<Self::Event>);

    /// Lets an event happen.
    fn happens(&mut self, now: Instant, event: Self::Event, calendar: &mut Calendar<Self::Event>);

    /// Whether the run must stop where it is.
    fn must_stop(&self) -> bool {
        false
    }
}

/// Runs the world through everything that is due up to and including `end`. Returns how many events there were.
pub fn run_until<W: World>(world: &mut W, calendar: &mut Calendar<W::Event>, end: Instant) -> u64 {
    let after_end = end + Duration::from_millis(1);
    let mut events = 0;
    while !world.must_stop() {
        let outside = world.next_coming();
        // What comes from outside is wanted: it comes before what else is wanted at that time, and after what is released.
        let (before, phase) =
            if outside <= end { (outside, Phase::Seize) } else { (after_end, Phase::Release) };
        if let Some((now, event)) = calendar.pop_before(before, phase) {
            world.happens(now, event, calendar);
        } else if outside <= end {
            world.comes(outside, calendar);
        } else {
            break;
        }
        events += 1;
    }
    events
}
