//! How a change of space, queue or parking is entered in the sums.

use super::books::Books;
use super::plan::{BEDS, CHOOSY, DEPARTMENT, OUTSIDE};
use super::record::{Flags, Millis, NOWHERE, Record, Spot, Stand};

impl Books {
    /// The visit now has a space at the spot, or none, and stands in no queue.
    #[inline(always)]
    pub(super) fn moves(&mut self, record: &mut Record, slot: usize, held: Spot, at: Millis) {
        if record.stand != Stand::Plain {
            self.stands_no_more(record, at);
        }
        let old = record.held;
        if old == held {
            return;
        }
        if old != NOWHERE {
            self.gives_up_space(record, at);
        }
        if held != NOWHERE {
            self.takes_space(record, slot, (old, held), at);
        }
    }

    /// The visit has no space any more and stands in no queue.
    #[inline(always)]
    pub(super) fn vacates(&mut self, record: &mut Record, at: Millis) {
        if record.stand != Stand::Plain {
            self.stands_no_more(record, at);
        }
        if record.held != NOWHERE {
            self.gives_up_space(record, at);
        }
    }

    /// The visit counts in the place where it is, or in the one aside, in this way.
    #[inline(never)]
    pub(super) fn stands(&mut self, record: &mut Record, stand: Stand, aside: Spot, at: Millis) {
        (record.stand, record.aside) = (stand, aside);
        let (held, aside) = (record.held as usize, aside as usize);
        match stand {
            Stand::Plain => {}
            Stand::Queues => {
                self.places[aside].waits(|place| place.queue.up(at), at);
            }
            Stand::Parked => {
                self.places[aside].waits(|place| place.parked.up(at), at);
            }
            Stand::ToMove => self.places[held].to_move.up(at),
            Stand::Kept => self.places[held].kept.up(at),
        }
    }

    #[inline(never)]
    fn stands_no_more(&mut self, record: &mut Record, at: Millis) {
        let (held, aside) = (record.held as usize, record.aside as usize);
        match record.stand {
            Stand::Plain => {}
            Stand::Queues => {
                self.places[aside].waits(|place| place.queue.down(at), at);
            }
            Stand::Parked => {
                self.places[aside].waits(|place| place.parked.down(at), at);
            }
            Stand::ToMove => self.places[held].to_move.down(at),
            Stand::Kept => self.places[held].kept.down(at),
        }
        record.stand = Stand::Plain;
    }

    #[inline(always)]
    fn gives_up_space(&mut self, record: &mut Record, at: Millis) {
        let place = &mut self.places[record.held as usize];
        place.settle(at);
        place.occupied.down(at);
        place.left += 1;
        record.held = NOWHERE;
        if record.flags.has(Flags::OUTLIER) {
            record.flags.clear(Flags::OUTLIER);
            self.hospital.outliers.down(at);
        }
    }

    #[inline(always)]
    fn takes_space(&mut self, record: &mut Record, slot: usize, (old, new): (Spot, Spot), at: Millis) {
        let place = &mut self.places[new as usize];
        place.settle(at);
        place.occupied.up(at);
        record.held = new;
        record.entered = at;
        let bits = place.bits;
        if old != NOWHERE {
            self.hospital.transfers += u32::from((bits | self.places[old as usize].bits) & OUTSIDE == 0);
        }
        if record.flags.has(Flags::ATTENDS) && bits & DEPARTMENT == 0 {
            self.attendance_ends(record, bits & BEDS != 0, at);
        }
        if bits & (BEDS | OUTSIDE) != 0 {
            self.comes_to_beds(record, slot, bits, at);
        }
    }

    #[inline(never)]
    fn comes_to_beds(&mut self, record: &mut Record, slot: usize, bits: u8, at: Millis) {
        if bits & OUTSIDE != 0 {
            self.stay_ends(record, slot, at);
        } else if !record.flags.has(Flags::STAYS) {
            record.flags.set(Flags::STAYS);
            record.bed = at;
            self.hospital.admissions += 1;
        }
        if bits & CHOOSY != 0 && !self.plan.belongs(record.held, record.traits) {
            record.flags.set(Flags::OUTLIER);
            self.hospital.outliers.up(at);
        }
    }
}
