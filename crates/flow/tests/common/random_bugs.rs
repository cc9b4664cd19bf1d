//! Random sickness bugs in the places of a random hospital.

use hospital::{
    Capacity, Closes, Closing, Comes, Hospital, InfectedStaff, Infection, PlaceId, ResourceId, SpaceRules,
};
use quantity::{Duration, Instant};

use super::tape::Tape;

/// Adds a bug for each tape. The places where it spreads have rules for their spaces, as those of every file.
pub fn add(hospital: &mut Hospital, tapes: &[Vec<u32>]) {
    for (nth, words) in tapes.iter().enumerate() {
        let tape = &mut Tape::new(words);
        let limited = |place: &PlaceId| {
            let it = &hospital.places[place.index()];
            it.capacity != Capacity::Unlimited && it.each.is_none()
        };
        let places: Vec<PlaceId> =
            hospital.place_ids().filter(limited).filter(|_| !tape.once_in(3)).collect();
        for place in &places {
            hospital.places[place.index()].space_rules.get_or_insert_with(Box::<SpaceRules>::default);
        }
        let resources = hospital.resources.len();
        hospital.infections.push(infection(&format!("bug {nth}"), places, resources, tape));
    }
}

fn infection(name: &str, places: Vec<PlaceId>, resources: usize, tape: &mut Tape<'_>) -> Infection {
    Infection {
        name: name.to_owned(),
        places,
        step: Duration::HOUR * (tape.below(8) as i64 + 2),
        incubation: tape.time(),
        illness: tape.time(),
        shedding: tape.time(),
        shedding_load: 0.1,
        spread_per_day: tape.one_of(&[3.0, 20.0, 0.5]),
        in_bay: tape.one_of(&[0.6, 0.0, 1.0]),
        comes: Comes {
            per_day: tape.one_of(&[1.0, 0.0, 5.0]),
            at: (0..tape.below(3)).map(|day| Instant::START + Duration::DAY * day as i64).collect(),
            carried: tape.one_of(&[0.1, 0.0, 0.5]),
            by_month: tape.one_of(&[Vec::new(), vec![1.0; 12]]),
        },
        hygiene: tape.maybe(2, |_| (Duration::DAY, 0.3)),
        staff: tape.maybe(2, |tape| InfectedStaff {
            number: tape.below(20) as u32,
            spread_per_day: 2.0,
            off_after: tape.half_hours(96),
            resource: tape
                .maybe(2, |tape| tape.below(resources.max(1)))
                .filter(|_| resources > 0)
                .map(ResourceId::new),
        }),
        ill_leave: tape.one_of(&[0.0, 0.5, 1.0]),
        closing: tape.maybe(2, |tape| Closing {
            what: tape.one_of(&[Closes::Place, Closes::Room]),
            cases: tape.below(3) as u32 + 1,
            not_before: Duration::HOUR * tape.below(30) as i64,
            clear: Duration::HOUR * tape.below(50) as i64,
            cleaning: Duration::HOUR * tape.below(10) as i64,
            leaving: tape.one_of(&[0.08, 0.0, 1.0]),
        }),
    }
}
