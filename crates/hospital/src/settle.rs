//! From what we were told to what happened: the lines that still hold, in order of time, as movements.
//!
//! A fold over all lines, in the order in which they were told. What was taken back is left out, visits that turned out to
//! be one are one, and what comes late stands where it happened. What cannot be is said as a [`Surprise`] and changes
//! nothing else: nobody is lost over it.

mod timeline;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use quantity::Instant;

use crate::movement::{Movement, Space, VisitId};
use crate::told::{SpaceStatus, Spot, Told};

/// What comes of the lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// What happened, in order of time. A visit that was told of no space of its place has the first free one.
    pub movements: Vec<Movement>,
    /// What cannot be, in order of lines.
    pub surprises: Vec<(usize, Surprise)>,
    /// Visits on leave at the end.
    pub away: BTreeSet<VisitId>,
    /// What was said last of a space, or of a place as a whole.
    pub spaces: BTreeMap<Spot, SpaceStatus>,
}

/// Something in the lines that cannot be; what was made of it stands with each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Surprise {
    /// There was nothing to take back: nothing was.
    NothingToCancel,
    /// A visit moved that nobody saw arriving: it arrived with that.
    NotSeenArriving(VisitId),
    /// A visit moved or was taken on leave after it had left: it did not.
    AfterLeaving(VisitId),
    /// A visit left that was not there: it did not.
    NotThere(VisitId),
    /// Two visits are said to be in one space: both are in the place, the first in the space.
    SpaceInUse {
        /// The space.
        space: Space,
        /// Who was there first.
        holder: VisitId,
    },
    /// A message that moves nobody speaks of the visit as being elsewhere: it stays where it was.
    SeenElsewhere {
        /// Where it is by its movements.
        is: Option<Space>,
        /// Where it was seen.
        seen: Spot,
        /// When.
        at: Instant,
    },
}

/// Makes movements of what we were told, in the order in which we were told it. Takes time in proportion to `n log n`.
pub fn settle(lines: &[Told]) -> Settled {
    let mut surprises = Vec::new();
    let timeline = timeline::of(lines, &mut surprises);
    let mut settled = walk::walk(&timeline, surprises);
    settled.surprises.sort_by_key(|(line, _)| *line);
    settled
}
