//! What the measures remember of a visit under way: one cache line.

use crate::attribute::Traits;

/// Milliseconds since the start of the counted period.
pub(super) type Millis = i64;

/// A place by its number plus one; zero is nowhere. What is added to nowhere is never read: that saves asking.
pub(super) type Spot = u16;
pub(super) const NOWHERE: Spot = 0;

/// How far the visit is with the activity it asked for last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Phase {
    /// No visit has the slot.
    #[default]
    Gone,
    /// It came in and has asked for nothing yet.
    Arrived,
    /// It has asked and not begun.
    Asked,
    /// The activity is under way.
    In,
    /// The activity is interrupted.
    Paused,
    /// The activity has ended.
    Ended,
}

/// What it counts as besides having a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Stand {
    /// Nothing.
    #[default]
    Plain,
    /// In the queue of the place aside, without a space.
    Queues,
    /// Held outside the place aside.
    Parked,
    /// Has a space and waits for the place aside.
    ToMove,
    /// Keeps its space after an activity.
    Kept,
}

/// What is true of a visit, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Flags(pub(super) u8);

impl Flags {
    /// Its emergency attendance goes on.
    pub(super) const ATTENDS: u8 = 1;
    /// It was decided to admit it, and it still attends.
    pub(super) const BOARDS: u8 = 2;
    /// It has had a hospital bed and is still in hospital.
    pub(super) const STAYS: u8 = 4;
    /// It is fit to leave and still in hospital.
    pub(super) const FIT: u8 = 8;
    /// It is an outlier where it is.
    pub(super) const OUTLIER: u8 = 16;
    /// It is to be handed over: its stream may be parked, and it is not yet inside.
    pub(super) const HANDOVER: u8 = 32;

    #[inline]
    pub(super) const fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    #[inline]
    pub(super) const fn set(&mut self, flag: u8) {
        self.0 |= flag;
    }

    #[inline]
    pub(super) const fn clear(&mut self, flag: u8) {
        self.0 &= !flag;
    }
}

/// One visit under way.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
pub(super) struct Record {
    pub(super) arrived: Millis,
    /// When it asked for its activity.
    pub(super) asked: Millis,
    /// When its activity first began.
    pub(super) began: Millis,
    /// When it took a space in the place it is in.
    pub(super) entered: Millis,
    /// While it boards, when that was decided; while it stays, when it first took a bed. Boarding ends before a stay begins.
    pub(super) bed: Millis,
    /// Its attributes.
    pub(super) traits: Traits,
    /// The place where it has a space.
    pub(super) held: Spot,
    /// The place for which it waits.
    pub(super) aside: Spot,
    /// Its activity, by number.
    pub(super) activity: u16,
    /// Its joint class.
    pub(super) class: u16,
    /// Where the tally of its activity and class is.
    pub(super) tally: u32,
    pub(super) phase: Phase,
    pub(super) stand: Stand,
    pub(super) flags: Flags,
}

const _: () = assert!(size_of::<Record>() == 64, "one cache line");
