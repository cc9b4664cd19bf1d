//! Things of which there might be one more, or that might be an hour earlier.

use hospital::{Capacity, Hospital, Hours, Leaving, Part, Place, PlaceId, PlaceKind, ResourceId, Roster};
use quantity::Duration;

/// Something that might be changed by a little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lever {
    /// One more space, at all times at which the place has some.
    Space(PlaceId),
    /// One more unit of a resource that is always there.
    Unit(ResourceId),
    /// One more unit of a resource in the spans of its roster between these times of day.
    Shift(ResourceId, Duration, Duration),
    /// The hours in which visits may leave begin one hour earlier.
    EarlierLeaving(PlaceId),
}

/// All levers of a hospital, in the order of its file.
pub(super) fn levers(hospital: &Hospital) -> Vec<Lever> {
    let mut levers = Vec::new();
    for place in hospital.place_ids() {
        if hospital.places[place.index()].capacity != Capacity::Unlimited {
            levers.push(Lever::Space(place));
        }
    }
    for (index, resource) in hospital.resources.iter().enumerate() {
        let id = ResourceId::new(index);
        match &resource.capacity {
            Capacity::Unlimited => {}
            Capacity::Rostered(Roster::Weekly(changes)) => {
                let staffed = shifts(changes).into_iter().zip(changes).filter(|(_, (_, number))| *number > 0);
                let mut shifts: Vec<_> = staffed.map(|(shift, _)| shift).collect();
                shifts.sort_unstable();
                shifts.dedup();
                // Who is there all week has no shifts.
                if let [(from, until)] = shifts[..]
                    && from == until
                {
                    levers.push(Lever::Unit(id));
                } else {
                    levers.extend(shifts.into_iter().map(|(from, until)| Lever::Shift(id, from, until)));
                }
            }
            Capacity::Always(_) | Capacity::Rostered(Roster::Dated(_)) => levers.push(Lever::Unit(id)),
        }
    }
    for place in hospital.place_ids() {
        let mut earlier = hospital.places[place.index()].leaving.clone();
        leave_earlier(&mut earlier);
        if earlier != hospital.places[place.index()].leaving {
            levers.push(Lever::EarlierLeaving(place));
        }
    }
    levers
}

/// The spans of a weekly roster, from and until.
fn spans(changes: &[(Duration, u32)]) -> impl Iterator<Item = (Duration, Duration)> + '_ {
    let ends = changes.iter().skip(1).map(|&(at, _)| at).chain([Duration::WEEK]);
    changes.iter().zip(ends).map(|(&(from, _), until)| (from, until))
}

/// For each span of a weekly roster the times of day at which its shift begins and ends. A week that ends as it begins has
/// one shift over its end.
fn shifts(changes: &[(Duration, u32)]) -> Vec<(Duration, Duration)> {
    let time = |at: Duration| Duration::from_millis(at.millis() % Duration::DAY.millis());
    let mut shifts: Vec<_> = spans(changes).map(|(from, until)| (time(from), time(until))).collect();
    if let [(_, first), .., (_, last)] = changes
        && first == last
    {
        let whole = (shifts[shifts.len() - 1].0, shifts[0].1);
        let end = shifts.len() - 1;
        (shifts[0], shifts[end]) = (whole, whole);
    }
    shifts
}

fn one_more(capacity: &mut Capacity) {
    match capacity {
        Capacity::Always(number) => *number += 1,
        Capacity::Rostered(Roster::Weekly(changes)) => {
            changes.iter_mut().filter(|(_, number)| *number > 0).for_each(|(_, number)| *number += 1);
        }
        Capacity::Rostered(Roster::Dated(changes)) => {
            changes.iter_mut().filter(|(_, number)| *number > 0).for_each(|(_, number)| *number += 1);
        }
        Capacity::Unlimited => {}
    }
}

fn one_more_in_shift(capacity: &mut Capacity, of: (Duration, Duration)) {
    if let Capacity::Rostered(Roster::Weekly(changes)) = capacity {
        let shifts = shifts(changes);
        for ((_, number), shift) in changes.iter_mut().zip(shifts) {
            *number += u32::from(shift == of);
        }
    }
}

/// A place, and what it is while switches are on.
fn versions_of(hospital: &mut Hospital, place: PlaceId) -> impl Iterator<Item = &mut Place> {
    let altered = hospital.switches.variants.iter_mut().filter_map(move |variant| match &mut variant.part {
        Part::Place(id, it) if *id == place => Some(it),
        Part::Place(..)
        | Part::Resource(..)
        | Part::Arrivals(..)
        | Part::Activity(..)
        | Part::Attribute(..) => None,
    });
    std::iter::once(&mut hospital.places[place.index()]).chain(altered)
}

/// How many units of a resource there are, and how many while switches are on.
fn capacities(hospital: &mut Hospital, resource: ResourceId) -> impl Iterator<Item = &mut Capacity> {
    let altered = hospital.switches.variants.iter_mut().filter_map(move |variant| match &mut variant.part {
        Part::Resource(id, it) if *id == resource => Some(&mut it.capacity),
        Part::Place(..)
        | Part::Resource(..)
        | Part::Arrivals(..)
        | Part::Activity(..)
        | Part::Attribute(..) => None,
    });
    std::iter::once(&mut hospital.resources[resource.index()].capacity).chain(altered)
}

fn leave_earlier(leaving: &mut Leaving) {
    match leaving {
        Leaving::AnyTime => {}
        Leaving::Within(hours) => *hours = earlier_by_an_hour(hours),
        Leaving::Drawn { by_hour, .. } => {
            // Steps of a whole number of hours are cut into hours; those of a fraction of an hour are moved as they are.
            let steps = by_hour.len();
            if steps > 0 && 24 % steps == 0 {
                let hourly = by_hour.iter().flat_map(|&weight| std::iter::repeat_n(weight, 24 / steps));
                *by_hour = hourly.collect();
                earlier_weights(by_hour, 1);
            } else if steps % 24 == 0 {
                earlier_weights(by_hour, steps / 24);
            }
        }
    }
}

/// Each weight so many steps earlier; what would come before midnight comes in the first step.
fn earlier_weights(by_hour: &mut [f64], steps: usize) {
    let first: f64 = by_hour[..=steps].iter().sum();
    by_hour.rotate_left(steps);
    by_hour[0] = first;
    let from = by_hour.len() - steps;
    by_hour[from..].fill(0.0);
}

fn earlier_by_an_hour(hours: &Hours) -> Hours {
    let mut spans: Vec<(Duration, Duration)> = Vec::new();
    for &(from, until) in &hours.spans {
        let from = (from - Duration::HOUR).max(Duration::ZERO);
        match spans.last_mut().filter(|last| last.1 >= from) {
            Some(last) => last.1 = until,
            None => spans.push((from, until)),
        }
    }
    Hours { spans }
}

impl Lever {
    /// Changes the hospital, whatever switches are on.
    pub(super) fn change(&self, hospital: &mut Hospital) {
        match *self {
            Self::Space(place) => versions_of(hospital, place).for_each(|it| one_more(&mut it.capacity)),
            Self::Unit(resource) => capacities(hospital, resource).for_each(one_more),
            Self::Shift(resource, from, until) => {
                capacities(hospital, resource).for_each(|it| one_more_in_shift(it, (from, until)));
            }
            Self::EarlierLeaving(place) => {
                versions_of(hospital, place).for_each(|it| leave_earlier(&mut it.leaving));
            }
        }
    }

    /// What it is of, as the file has it.
    pub(super) fn of(&self, hospital: &Hospital) -> String {
        match *self {
            Self::Space(place) => format!("place.{}.spaces", hospital.places[place.index()].name),
            Self::Unit(resource) | Self::Shift(resource, ..) => {
                format!("resource.{}.roster", hospital.resources[resource.index()].name)
            }
            Self::EarlierLeaving(place) => {
                format!("place.{}.leave_hours", hospital.places[place.index()].name)
            }
        }
    }

    /// In words.
    pub(super) fn words(&self, hospital: &Hospital) -> String {
        match *self {
            Self::Space(place) => {
                let place = &hospital.places[place.index()];
                let space = match place.kind {
                    PlaceKind::CareRounds if place.each.is_some() => "care visit a day",
                    PlaceKind::CareRounds => "care slot",
                    PlaceKind::CareHome | PlaceKind::WaitingList => "place",
                    PlaceKind::Assessment
                    | PlaceKind::Ward
                    | PlaceKind::Critical
                    | PlaceKind::Rehabilitation => "bed",
                    PlaceKind::Emergency
                    | PlaceKind::SameDay
                    | PlaceKind::Theatre
                    | PlaceKind::Lounge
                    | PlaceKind::Corridor
                    | PlaceKind::Elsewhere
                    | PlaceKind::Station => "space",
                };
                format!("1 more {space} in {}", place.name)
            }
            Self::Unit(resource) => format!("1 more {}", hospital.resources[resource.index()].name),
            Self::Shift(resource, from, until) => {
                let name = &hospital.resources[resource.index()].name;
                format!("1 more {name} from {} to {}", time(from), time(until))
            }
            Self::EarlierLeaving(place) => {
                format!("leaving {} from one hour earlier", hospital.places[place.index()].name)
            }
        }
    }

    /// Pounds a day, where the file tells: of a space that is in use, of a unit that is on duty.
    pub(super) fn cost_a_day(&self, hospital: &Hospital) -> Option<f64> {
        let cost = match *self {
            Self::Space(place) => {
                let place = &hospital.places[place.index()];
                place.cost_per_open_day + place.cost_per_day
            }
            Self::Unit(resource) => hospital.resources[resource.index()].price_per_hour() * 24.0,
            Self::Shift(resource, from, until) => {
                let resource = &hospital.resources[resource.index()];
                let Capacity::Rostered(Roster::Weekly(changes)) = &resource.capacity else { return None };
                let such = spans(changes).zip(shifts(changes)).filter(|(_, shift)| *shift == (from, until));
                resource.price_per_hour() * such.map(|((a, b), _)| (b - a).hours()).sum::<f64>() / 7.0
            }
            Self::EarlierLeaving(_) => 0.0,
        };
        (cost > 0.0).then_some(cost)
    }
}

fn time(of_day: Duration) -> String {
    let minutes = of_day.millis() / Duration::MINUTE.millis();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(spans: &[(i64, i64)]) -> Hours {
        let span = |&(from, until): &(i64, i64)| (Duration::HOUR * from, Duration::HOUR * until);
        Hours { spans: spans.iter().map(span).collect() }
    }

    #[test]
    fn hours_begin_earlier_and_do_not_overlap() {
        assert_eq!(earlier_by_an_hour(&hours(&[(9, 18), (33, 42)])), hours(&[(8, 18), (32, 42)]));
        assert_eq!(earlier_by_an_hour(&hours(&[(0, 5), (6, 9)])), hours(&[(0, 9)]));
    }

    #[test]
    fn weights_move_one_hour_and_none_is_lost() {
        let mut drawn = Leaving::Drawn { by_hour: vec![0.0, 0.0, 3.0, 1.0], by_weekday: [1.0; 7] };
        leave_earlier(&mut drawn);
        let by_hour = (0..24).map(|hour| [0.0, 0.0, 3.0, 1.0, 0.0][(hour + 1) / 6]).collect();
        assert_eq!(drawn, Leaving::Drawn { by_hour, by_weekday: [1.0; 7] });
        let mut early = vec![2.0, 1.0, 0.0];
        earlier_weights(&mut early, 1);
        assert_eq!(early, [3.0, 0.0, 0.0]);
    }

    #[test]
    fn a_week_has_its_shifts_by_time_of_day() {
        let day = |day: i64| [(Duration::HOUR * (24 * day + 8), 6), (Duration::HOUR * (24 * day + 20), 4)];
        let changes: Vec<_> = [(Duration::ZERO, 4)].into_iter().chain((0..7).flat_map(day)).collect();
        let (eight, twenty) = (Duration::HOUR * 8, Duration::HOUR * 20);
        let found = shifts(&changes);
        assert_eq!(found[..3], [(twenty, eight), (eight, twenty), (twenty, eight)]);
        assert_eq!(found[14], (twenty, eight));
    }
}
