//! The commonest movements, each in one straight line that calls nothing.
//!
//! They enter nothing that the long way would not enter, and leave to it whatever is not quite common: whoever changes the
//! one changes the other. Nine movements in ten go this way, at about half the cost.

use super::Measures;
use super::plan::{Admits, BEDS, CHOOSY, EMERGENCY, OUTSIDE};
use super::record::{Flags, Millis, NOWHERE, Phase, Record, Spot};
use super::tally::STAY_LIMITS;
use crate::attribute::Traits;

impl Measures {
    /// Nearly all visits arrive without a space.
    #[inline(never)]
    pub(super) fn arrives(&mut self, at: Millis, slot: usize, traits: Traits, held: Spot) {
        let books = &mut self.books;
        if at < self.next
            && let Some(record) = self.records.get_mut(slot)
            && let Some(class) = books.plan.classes.of_few(traits)
            && held == NOWHERE
            && !books.plan.parks
        {
            books.arrived += 1;
            record.arrives(traits, class, at);
        } else {
            self.arrives_at_length(at, slot, traits, held);
        }
    }

    /// Most visits begin their first activity as they arrive, in a place that is neither a bed nor outside.
    #[inline(never)]
    pub(super) fn arrives_and_begins_at_once(
        &mut self,
        at: Millis,
        slot: usize,
        traits: Traits,
        (activity, held): (u16, Spot),
    ) {
        let books = &mut self.books;
        if at < self.next
            && let Some(record) = self.records.get_mut(slot)
            && let Some(class) = books.plan.classes.of_few(traits)
            && !books.plan.parks
            && books.plan.admits(activity) == Some(Admits::Nobody)
            && let Some(place) = books.places.get_mut(held as usize)
            && place.bits & (BEDS | OUTSIDE) == 0
            && place.has_room_in_spaces()
        {
            books.arrived += 1;
            place.is_entered(at);
            *record = Record {
                arrived: at,
                asked: at,
                began: at,
                entered: at,
                bed: record.bed,
                traits,
                class,
                activity,
                aside: NOWHERE,
                held,
                flags: Flags(attends(place.bits)),
                phase: Phase::In,
            };
        } else {
            self.arrives_at_length(at, slot, traits, NOWHERE);
            self.begins(at, slot, activity, held);
        }
    }

    /// Many visits wait at once for the place of their first activity.
    #[inline(never)]
    pub(super) fn waits_for(&mut self, at: Millis, slot: usize, activity: u16, held: Spot, aside: Spot) {
        let books = &mut self.books;
        if at < self.next
            && held == NOWHERE
            && aside != NOWHERE
            && let Some(record) = self.records.get_mut(slot)
            && record.is_new()
            && books.plan.admits(activity) == Some(Admits::Nobody)
            && let Some(place) = books.places.get_mut(aside as usize)
            && place.has_room_in_queue()
        {
            place.is_queued_for(at);
            record.asked = record.arrived;
            record.activity = activity;
            record.aside = aside;
            record.flags = Flags(Flags::QUEUES | attends(place.bits));
            record.phase = Phase::Asked;
        } else {
            self.waits_at_length(at, slot, activity, held, aside);
        }
    }

    /// A visit that has just arrived begins its first activity in such a place.
    #[inline(never)]
    pub(super) fn begins(&mut self, at: Millis, slot: usize, activity: u16, held: Spot) {
        let books = &mut self.books;
        if at < self.next
            && let Some(record) = self.records.get_mut(slot)
            && record.is_new()
            && record.arrived == at
            && books.plan.admits(activity) == Some(Admits::Nobody)
            && let Some(place) = books.places.get_mut(held as usize)
            && place.bits & (BEDS | OUTSIDE) == 0
            && place.has_room_in_spaces()
        {
            place.is_entered(at);
            record.asked = at;
            record.began = at;
            record.entered = at;
            record.activity = activity;
            record.held = held;
            record.flags = Flags(attends(place.bits));
            record.phase = Phase::In;
        } else {
            self.begins_after_waiting(at, slot, activity, held);
        }
    }

    /// Many of the others waited in the queue for such a place.
    #[inline(never)]
    fn begins_after_waiting(&mut self, at: Millis, slot: usize, activity: u16, held: Spot) {
        let books = &mut self.books;
        let classes = books.plan.classes.joint;
        if at < self.next
            && let Some(record) = self.records.get_mut(slot)
            && record.phase == Phase::Asked
            && record.activity == activity
            && record.aside == held
            && at > record.asked
            && let Some(place) = books.places.get_mut(held as usize)
            && place.bits & (BEDS | OUTSIDE) == 0
            && record.flags.0 == Flags::QUEUES | attends(place.bits)
            && place.has_room_in_spaces()
            && let Some(tally) = books.activities.get_mut(activity as usize * classes + record.class as usize)
            && let Some(waits) = books.lengths.waits.get_mut(activity as usize)
        {
            let wait = at - record.asked;
            place.is_entered_from_queue(at);
            tally.waited += 1;
            tally.wait += wait;
            waits.add(wait);
            record.began = at;
            record.entered = at;
            record.held = held;
            record.flags = Flags(attends(place.bits));
            record.phase = Phase::In;
        } else {
            self.begins_in_a_bed(at, slot, activity, held);
        }
    }

    /// Most others are admitted from emergency and find a free bed.
    #[inline(never)]
    fn begins_in_a_bed(&mut self, at: Millis, slot: usize, activity: u16, held: Spot) {
        let books = &mut self.books;
        let classes = books.plan.classes.joint;
        if at < self.next
            && let Some(record) = self.records.get_mut(slot)
            && record.phase == Phase::In
            && record.flags == Flags(Flags::ATTENDS)
            && record.held != NOWHERE
            && books.plan.admits(activity) == Some(Admits::Everybody)
            && let Ok([old, new]) = books.places.get_disjoint_mut([record.held as usize, held as usize])
            && new.bits & (BEDS | CHOOSY) == BEDS
            && old.bits & OUTSIDE == 0
            && new.has_room_in_spaces()
            && let class = record.class as usize
            && let Some(tally) = books.activities.get_mut(record.activity as usize * classes + class)
        {
            let length = at - record.arrived;
            tally.ends(at - record.began);
            old.is_left(at);
            new.is_entered(at);
            books.hospital.transfers += 1;
            books.hospital.admissions += 1;
            books.hospital.attendance_was(length);
            books.lengths.attendance.add(length);
            // Who is admitted at once boards for no time.
            books.hospital.boarded.number += 1;
            books.lengths.boarding.add_none(1);
            record.asked = at;
            record.began = at;
            record.entered = at;
            record.bed = at;
            record.activity = activity;
            record.held = held;
            record.flags = Flags(Flags::STAYS);
        } else {
            self.begins_at_length(at, slot, activity, held);
        }
    }

    /// Most visits leave from a space in which their activity ends.
    #[inline(never)]
    pub(super) fn leaves(&mut self, at: Millis, slot: usize, exit: usize) {
        let books = &mut self.books;
        let classes = books.plan.classes.joint;
        if at < self.next
            && let Some(record) = self.records.get_mut(slot)
            && record.phase == Phase::In
            && record.flags.0 & !(Flags::ATTENDS | Flags::STAYS | Flags::BEEN) == 0
            && record.held != NOWHERE
            && let Some(place) = books.places.get_mut(record.held as usize)
            && let class = record.class as usize
            && let Some(tally) = books.activities.get_mut(record.activity as usize * classes + class)
            && let Some(left) = books.left.get_mut(exit * classes + class)
        {
            let (length, flags) = (at - record.arrived, record.flags);
            record.phase = Phase::Gone;
            place.is_left(at);
            tally.ends(at - record.began);
            left.add(length);
            if flags.has(Flags::ATTENDS) {
                books.hospital.attendance_was(length);
                books.lengths.attendance.add(length);
            }
            if flags.has(Flags::STAYS) {
                let stay = at - record.bed;
                books.hospital.stays.add(stay);
                books.lengths.stay.add(stay);
                if stay > STAY_LIMITS[0] {
                    books.counts_long_stay(record, at);
                }
            }
        } else {
            self.leaves_at_length(at, slot, exit);
        }
    }
}

/// Whether a visit whose first place is such a one attends it as an emergency.
#[inline(always)]
fn attends(bits: u8) -> u16 {
    if bits & EMERGENCY != 0 { Flags::ATTENDS } else { 0 }
}
