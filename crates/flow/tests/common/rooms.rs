//! What may not be in places with rules for their spaces, counted anew from the census.

use hospital::{
    Capacity, Census, Closes, Guest, Infection, Penalty, Place, PlaceId, Present, SpaceHolds, SpaceRules,
    SpacesNow,
};
use quantity::Instant;

use super::waiting::waits_for;

/// Everything that breaks a rule which may not be broken in a place as it is now, of all its versions, and everybody who waits beside a space that they may have.
///
/// Who has settled may stay whatever the rules say: it was there before they held.
pub fn faults(
    (plan, versions, infections): (&Place, &[&Place], &[Infection]),
    census: &Census,
    place: PlaceId,
    (now, has_settled): (Instant, &dyn Fn(&Present) -> bool),
) -> Vec<String> {
    let Some(rules) = plan.space_rules.as_deref() else { return Vec::new() };
    let inside: Vec<Inside> = census
        .who_is_in(place)
        .filter_map(|it| {
            Some(Inside { number: it.space?.number, guest: guest(it), has_settled: has_settled(it) })
        })
        .collect();
    let mut faults = broken(plan, rules, &inside);
    let holding = census.place(place);
    let is_simple = !is_changed_by_bugs(infections, rules, place)
        && versions.iter().all(|it| {
            let is_always_ready =
                |rules: &SpaceRules| rules.deep_clean.is_none() && rules.transfers.is_none();
            it.turnaround.is_none()
                && it.limits.is_empty()
                && it.enter_hours.is_none()
                && it.space_rules.as_deref().is_none_or(is_always_ready)
                && matches!(it.when_full, hospital::WhenFull::Wait | hospital::WhenFull::TurnAway)
        });
    let Some(spaces) =
        holding.spaces.filter(|&spaces| is_simple && !holding.closed && inside.len() < spaces as usize)
    else {
        return faults;
    };
    let mut used = SpacesNow::default();
    for it in &inside {
        used.set(it.number, SpaceHolds::Guest(it.guest));
    }
    for waiting in census.visits().filter(|it| waits_for(it, place)) {
        let is_outlier = !plan.belongs(waiting.traits);
        if rules.choose(&used, spaces, guest(waiting), is_outlier).is_some() {
            faults.push(format!(
                "{} at {}: waits beside a space it may have: {waiting:?}",
                plan.name,
                now.millis()
            ));
        }
    }
    faults
}

/// Whether a bug may close rooms of a place, or make somebody there need another space.
fn is_changed_by_bugs(infections: &[Infection], rules: &SpaceRules, place: PlaceId) -> bool {
    let mut here = infections.iter().filter(|infection| infection.places.contains(&place));
    let closes_rooms = |it: &Infection| it.closing.as_ref().is_some_and(|it| it.what == Closes::Room);
    here.any(|infection| closes_rooms(infection) || rules.isolate.is_some())
}

fn guest(visit: &Present) -> Guest {
    Guest { traits: visit.traits, is_sick: false }
}

/// Somebody in the place.
#[derive(Clone, Copy, Debug)]
struct Inside {
    number: u32,
    guest: Guest,
    has_settled: bool,
}

fn broken(plan: &Place, rules: &SpaceRules, guests: &[Inside]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |what: &str| faults.push(format!("{}: {what}: {guests:?}", plan.name));
    let came = |it: &&Inside| !it.has_settled;
    let most = match &plan.capacity {
        Capacity::Always(spaces) => *spaces,
        Capacity::Rostered(roster) => roster.most(),
        Capacity::Unlimited => 0,
    };
    for room in rules.rooms(most.max(rules.spaces_in_rooms())) {
        let inside = || guests.iter().filter(|it| (room.from..room.until).contains(&it.number));
        for &(attribute, penalty) in &rules.keep_apart {
            let value = |it: &Inside| it.guest.traits.value(attribute);
            let is_mixed = |it: &Inside| inside().any(|other| value(other) != value(it));
            if penalty == Penalty::Never && inside().filter(came).any(is_mixed) {
                say("a bay is mixed");
            }
        }
        if let Some(need) = &rules.isolate
            && need.penalty == Penalty::Never
            && !room.is_side_room
            && inside().filter(came).any(|it| need.is_of(it.guest.traits))
        {
            say("somebody is not in a side room");
        }
    }
    if let Some(need) = &rules.needs_near
        && need.penalty == Penalty::Never
        && guests.iter().filter(came).any(|it| it.number >= rules.near_station && need.is_of(it.guest.traits))
    {
        say("somebody is far from the station");
    }
    if rules.outliers == Penalty::Never && guests.iter().filter(came).any(|it| !plan.belongs(it.guest.traits))
    {
        say("an outlier is here");
    }
    faults
}
