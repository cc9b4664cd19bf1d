//! What may not be in places with rules for their spaces, counted anew from the census.

use hospital::{
    Capacity, Census, Guest, Hospital, Penalty, Place, PlaceId, Present, SpaceHolds, SpaceRules, SpacesNow,
};
use quantity::Instant;

use super::waiting::waits_for;

/// Everything that breaks a rule which may not be broken, and everybody who waits beside a space that they may have.
pub fn faults(hospital: &Hospital, census: &Census, place: PlaceId, now: Instant) -> Vec<String> {
    let plan = &hospital.places[place.index()];
    let Some(rules) = plan.space_rules.as_deref() else { return Vec::new() };
    let guests: Vec<(u32, Guest)> = census
        .visits()
        .filter_map(|it| Some((it.space.filter(|space| space.place == place)?.number, guest(it))))
        .collect();
    let mut faults = broken(plan, rules, &guests);
    let holding = census.place(place);
    let is_simple = plan.turnaround.is_none()
        && rules.deep_clean.is_none()
        && plan.limits.is_empty()
        && plan.enter_hours.is_none()
        && rules.transfers.is_none()
        && matches!(plan.when_full, hospital::WhenFull::Wait | hospital::WhenFull::TurnAway);
    let Some(spaces) =
        holding.spaces.filter(|&spaces| is_simple && !holding.closed && guests.len() < spaces as usize)
    else {
        return faults;
    };
    let mut used = SpacesNow::default();
    for &(number, guest) in &guests {
        used.set(number, SpaceHolds::Guest(guest));
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

fn guest(visit: &Present) -> Guest {
    Guest { traits: visit.traits, is_sick: false }
}

fn broken(plan: &Place, rules: &SpaceRules, guests: &[(u32, Guest)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |what: &str| faults.push(format!("{}: {what}: {guests:?}", plan.name));
    let most = match &plan.capacity {
        Capacity::Always(spaces) => *spaces,
        Capacity::Rostered(roster) => roster.most(),
        Capacity::Unlimited => 0,
    };
    for room in rules.rooms(most.max(rules.spaces_in_rooms())) {
        let inside: Vec<Guest> = guests
            .iter()
            .filter(|(number, _)| (room.from..room.until).contains(number))
            .map(|it| it.1)
            .collect();
        for &(attribute, penalty) in &rules.keep_apart {
            let mut values = inside.iter().map(|it| it.traits.value(attribute));
            let first = values.next();
            if penalty == Penalty::Never && values.any(|value| Some(value) != first) {
                say("a bay is mixed");
            }
        }
        if let Some(need) = &rules.isolate
            && need.penalty == Penalty::Never
            && !room.is_side_room
            && inside.iter().any(|it| need.is_of(it.traits))
        {
            say("somebody is not in a side room");
        }
    }
    if let Some(need) = &rules.needs_near
        && need.penalty == Penalty::Never
        && guests.iter().any(|(number, it)| *number >= rules.near_station && need.is_of(it.traits))
    {
        say("somebody is far from the station");
    }
    if rules.outliers == Penalty::Never && guests.iter().any(|(_, it)| !plan.belongs(it.traits)) {
        say("an outlier is here");
    }
    faults
}
