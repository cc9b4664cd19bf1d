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

/// What is true of a visit, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Flags(pub(super) u16);

impl Flags {
    /// Its emergency attendance goes on.
    pub(super) const ATTENDS: u16 = 1;
    /// It was decided to admit it, and it still attends.
    pub(super) const BOARDS: u16 = 2;
    /// It has had a hospital bed and is still in hospital.
    pub(super) const STAYS: u16 = 4;
    /// It is fit to leave and still in hospital.
    pub(super) const FIT: u16 = 8;
    /// It is an outlier where it is.
    pub(super) const OUTLIER: u16 = 16;
    /// It is to be handed over: its stream may be parked, and it is not yet inside.
    pub(super) const HANDOVER: u16 = 32;
    /// It is in the queue of the place aside, without a space.
    pub(super) const QUEUES: u16 = 64;
    /// It is held outside the place aside.
    pub(super) const PARKED: u16 = 128;
    /// It has a space and waits for another place.
    pub(super) const TO_MOVE: u16 = 256;
    /// It keeps its space after an activity.
    pub(super) const KEPT: u16 = 512;
    /// It is on a waiting list.
    pub(super) const LISTED: u16 = 1024;
    /// It is cared for in a place of care rounds.
    pub(super) const CARED_FOR: u16 = 2048;
    /// It has had a hospital bed, and left hospital since.
    pub(super) const BEEN: u16 = 4096;
    /// It stands in one of these ways.
    pub(super) const STANDS: u16 = Self::QUEUES | Self::PARKED | Self::TO_MOVE | Self::KEPT;

    #[inline]
    pub(super) const fn has(self, flags: u16) -> bool {
        self.0 & flags != 0
    }

    #[inline]
    pub(super) const fn set(&mut self, flags: u16) {
        self.0 |= flags;
    }

    #[inline]
    pub(super) const fn clear(&mut self, flags: u16) {
        self.0 &= !flags;
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
    /// Its joint class.
    pub(super) class: u16,
    /// Its activity, by number.
    pub(super) activity: u16,
    /// The place in whose queue it stands, or outside which it is held.
    pub(super) aside: Spot,
    /// The place where it has a space.
    pub(super) held: Spot,
    pub(super) flags: Flags,
    pub(super) phase: Phase,
}

impl Record {
    /// A visit comes in and has the slot from now on.
    #[inline(always)]
    pub(super) fn arrives(&mut self, traits: Traits, class: u16, at: Millis) {
        self.arrived = at;
        self.traits = traits;
        self.class = class;
        self.activity = 0;
        self.aside = NOWHERE;
        self.held = NOWHERE;
        self.flags = Flags(0);
        self.phase = Phase::Arrived;
    }

    /// Whether it has done nothing yet but to come in, without a space.
    #[inline(always)]
    pub(super) fn is_new(&self) -> bool {
        self.phase == Phase::Arrived && self.held == NOWHERE && self.flags == Flags(0)
    }
}

const _: () = assert!(size_of::<Record>() == 64, "one cache line");
