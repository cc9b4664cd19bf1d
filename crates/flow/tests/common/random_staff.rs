//! Random teams of staff in the places of a random hospital, and of its resources.

use hospital::{Absence, Capacity, Cover, Hospital, PlaceId, ResourceId, Roster, Strain, Team, Works};
use quantity::{Duration, Instant};

use super::tape::Tape;

/// Adds a team for each tape; only what has a number has one, and a resource has one at most.
pub fn add(hospital: &mut Hospital, tapes: &[Vec<u32>]) {
    for (nth, words) in tapes.iter().enumerate() {
        let tape = &mut Tape::new(words);
        let Some(works) = works(hospital, tape) else { continue };
        let absence = Absence {
            share: tape.one_of(&[0.1, 0.0, 0.5, 1.0]),
            spell: tape.maybe(2, |tape| tape.half_hours(200)),
        };
        let cover = tape.maybe(2, |tape| Cover {
            share: tape.one_of(&[0.5, 0.0, 1.0]),
            cost_per_hour: tape.below(3) as f64,
        });
        let strain = tape.maybe(2, |tape| Strain {
            optimum: tape.one_of(&[1.0, 0.5, 3.0]),
            slope: tape.one_of(&[Strain::SLOPE, 0.0, 0.05]),
            most: Strain::MOST,
            over: Duration::HOUR * (tape.below(50) as i64 + 1),
        });
        let strain = strain.filter(|_| matches!(works, Works::At { .. }));
        hospital.teams.push(Team {
            name: format!("team {nth}"),
            works,
            absence,
            cover,
            cost_per_hour: 3.0,
            strain,
        });
    }
}

fn works(hospital: &Hospital, tape: &mut Tape<'_>) -> Option<Works> {
    if tape.once_in(3) && !hospital.resources.is_empty() {
        let resource = ResourceId::new(tape.below(hospital.resources.len()));
        let is_rostered = matches!(hospital.resources[resource.index()].capacity, Capacity::Rostered(_));
        let is_taken = hospital.teams.iter().any(|it| it.resource() == Some(resource));
        return (is_rostered && !is_taken).then_some(Works::As(resource));
    }
    let place = PlaceId::new(tape.below(hospital.places.len()));
    let it = &hospital.places[place.index()];
    let is_limited = it.capacity != Capacity::Unlimited && it.each.is_none();
    let spaces_each = tape.maybe(2, |tape| Capacity::Always(tape.below(3) as u32 + 1));
    Some(Works::At { place, roster: roster(tape), spaces_each: spaces_each.filter(|_| is_limited) })
}

fn roster(tape: &mut Tape<'_>) -> Roster {
    let number = |tape: &mut Tape<'_>| tape.below(4) as u32;
    match tape.below(3) {
        0 => {
            let (day, night) = (number(tape), number(tape));
            let of_day =
                |it: i64| [(Duration::HOUR * (24 * it + 7), day), (Duration::HOUR * (24 * it + 19), night)];
            Roster::Weekly([(Duration::ZERO, night)].into_iter().chain((0..7).flat_map(of_day)).collect())
        }
        1 => Roster::Weekly(vec![(Duration::ZERO, number(tape)), (Duration::HOUR * 40, number(tape))]),
        _ => {
            let at = |hour| Instant::START + Duration::HOUR * hour;
            Roster::Dated([-30, 5, 20, 41].map(|hour| (at(hour), number(tape))).to_vec())
        }
    }
}
