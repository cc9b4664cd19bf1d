//! How long those who were admitted from an emergency department waited for their bed, counted from arrival.
//!
//! For figures that are associated with such waits elsewhere. They are no measures, and nothing is decided by them.

use quantity::{Duration, Instant};

use crate::Hospital;
use crate::attribute::Traits;
use crate::hours::Clock;
use crate::ids::{AttributeId, PlaceId};
use crate::movement::{Movement, MovementKind, Opening, Sink};
use crate::place::PlaceKind;

/// Those admitted from an emergency department in the counted time, by their time from arrival to their first bed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Admitted {
    /// All of them.
    pub all: u32,
    /// From 6 hours to less than 8.
    pub hours_6_to_8: u32,
    /// From 8 hours to 12.
    pub hours_8_to_12: u32,
    /// Over 12 hours.
    pub over_12_hours: u32,
    /// Aged 75 or over.
    pub aged_75: u32,
    /// Of those, in the department from some midnight until 8 in the morning.
    pub aged_75_for_a_night: u32,
}

/// Listens to one replication.
#[derive(Clone, Debug)]
pub struct BedWaits {
    kinds: Vec<PlaceKind>,
    clock: Clock,
    /// The attribute `age`, and for each of its values whether it is 75 or over.
    age: Option<(AttributeId, Vec<bool>)>,
    /// By slot: who has not had a bed yet.
    waiting: Vec<Option<Waiting>>,
    /// What was seen.
    pub admitted: Admitted,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    arrived: Instant,
    traits: Traits,
    attends: bool,
}

impl BedWaits {
    /// Nothing seen yet of a hospital.
    pub fn new(hospital: &Hospital) -> Self {
        let age = hospital.attributes.iter().position(|it| it.name == "age");
        let age = age.map(|nth| {
            let values = hospital.attributes[nth].values.iter().map(|it| is_75_or_over(it)).collect();
            (AttributeId::new(nth), values)
        });
        Self {
            kinds: hospital.places.iter().map(|it| it.kind).collect(),
            clock: hospital.clock,
            age: age.filter(|(_, values): &(_, Vec<bool>)| values.contains(&true)),
            waiting: Vec::new(),
            admitted: Admitted::default(),
        }
    }

    /// Whether it is known who is 75 or over.
    pub fn knows_age(&self) -> bool {
        self.age.is_some()
    }

    fn kind(&self, place: PlaceId) -> PlaceKind {
        self.kinds[place.index()]
    }

    fn is_admitted(&mut self, at: Instant, it: Waiting) {
        if at < Instant::START || !it.attends {
            return;
        }
        let waited = at - it.arrived;
        let seen = &mut self.admitted;
        seen.all += 1;
        if waited > Duration::HOUR * 12 {
            seen.over_12_hours += 1;
        } else if waited >= Duration::HOUR * 8 {
            seen.hours_8_to_12 += 1;
        } else if waited >= Duration::HOUR * 6 {
            seen.hours_6_to_8 += 1;
        }
        if let Some((attribute, values)) = &self.age
            && values[it.traits.value(*attribute)]
        {
            seen.aged_75 += 1;
            seen.aged_75_for_a_night += u32::from(has_a_night(self.clock, it.arrived, at));
        }
    }
}

/// Whether a value of `age` is 75 or over: its first number is, as in `75_and_over`, `over_75` or `85_plus`.
fn is_75_or_over(value: &str) -> bool {
    let digits = value.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let is_below = ["under", "below", "up_to"].iter().any(|word| value.starts_with(word));
    !is_below && digits[..end].parse::<u32>().is_ok_and(|age| age >= 75)
}

/// Whether a whole night lies between, from midnight until 8 in the morning.
fn has_a_night(clock: Clock, from: Instant, until: Instant) -> bool {
    let today = clock.midnight(from);
    let midnight = if today == from { today } else { today + Duration::DAY };
    midnight + Duration::HOUR * 8 <= until
}

impl Sink for BedWaits {
    fn movement(&mut self, movement: &Movement) {
        let slot = movement.visit.slot as usize;
        if let MovementKind::Arrived { traits } = movement.kind {
            if slot >= self.waiting.len() {
                self.waiting.resize(slot + 1, None);
            }
            self.waiting[slot] = Some(Waiting { arrived: movement.at, traits, attends: false });
        }
        let Some(mut it) = self.waiting.get(slot).copied().flatten() else { return };
        let asked = match movement.kind {
            MovementKind::Waits { place, .. } => place,
            MovementKind::Parked { place, .. } => Some(place),
            MovementKind::Left { .. } => {
                self.waiting[slot] = None;
                return;
            }
            MovementKind::Arrived { .. }
            | MovementKind::Placed
            | MovementKind::Moved { .. }
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. } => None,
        };
        let held = movement.space.map(|space| space.place);
        let is_emergency = |place: PlaceId| self.kind(place) == PlaceKind::Emergency;
        it.attends |= held.or(asked).is_some_and(is_emergency);
        let has_bed = held.is_some_and(|place| self.kind(place).has_beds());
        self.waiting[slot] = if has_bed { None } else { Some(it) };
        if has_bed {
            self.is_admitted(movement.at, it);
        }
    }
    fn opening(&mut self, _opening: &Opening) {}
    fn finish(&mut self, _at: Instant) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_from_the_names_of_values() {
        for (value, wanted) in [
            ("75_and_over", true),
            ("over_75", true),
            ("85_plus", true),
            ("65_to_74", false),
            ("under_75", false),
            ("adult", false),
        ] {
            assert_eq!(is_75_or_over(value), wanted, "{value}");
        }
    }

    #[test]
    fn a_night_is_whole() {
        let clock = Clock { start_of_week: Duration::ZERO, start_day_of_year: 0 };
        let at = |hours: i64| Instant::START + Duration::HOUR * hours;
        for (from, until, wanted) in [
            (20, 32, true),
            (20, 31, false),
            (25, 40, false),
            (24, 32, true),
            (10, 24, false),
            (25, 56, true),
        ] {
            assert_eq!(has_a_night(clock, at(from), at(until)), wanted, "{from} to {until}");
        }
    }
}
