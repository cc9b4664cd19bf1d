//! Who waits for what, and whether it is free.

use hospital::{ActivityId, Capacity, Census, Hospital, Part, PlaceId, Present, Situation, Variant, Where};

/// Whether it waits for a place.
pub fn waits_for(present: &Present, place: PlaceId) -> bool {
    match present.doing {
        Situation::Waiting { place: wanted, .. } | Situation::Paused { place: wanted, .. } => {
            wanted == Some(place)
        }
        Situation::Arrived
        | Situation::Parked { .. }
        | Situation::Moved { .. }
        | Situation::Placed
        | Situation::In { .. }
        | Situation::Kept { .. } => false,
    }
}

/// Whether it may stand in a place's queue without a space elsewhere.
pub fn may_queue(hospital: &Hospital, present: &Present, place: PlaceId) -> bool {
    let Some(activity) = present.doing.activity() else { return false };
    let choices = match &hospital.activities[activity.index()].place {
        Where::Here => Vec::new(),
        Where::Into(by) => by.leaves(),
    };
    let is_wanted =
        choices.into_iter().flat_map(|choice| &choice.tiers).flatten().any(|&wanted| wanted == place);
    let waits = matches!(
        present.doing,
        Situation::Waiting { place: Some(_), .. } | Situation::Paused { place: Some(_), .. }
    );
    present.space.is_none() && (waits_for(present, place) || (waits && is_wanted))
}

/// Whether a resource cleans some place.
fn cleans(hospital: &Hospital, resource: hospital::ResourceId) -> bool {
    // No switch changes who cleans.
    let rules = hospital.places.iter().filter_map(|place| place.space_rules.as_ref());
    rules.into_iter().any(|rules| rules.cleaned_by == Some(resource))
}

/// Whether units of a resource may be away ill.
fn may_be_away(hospital: &Hospital, resource: hospital::ResourceId) -> bool {
    let staff = hospital.infections.iter().filter_map(|infection| infection.staff.as_ref());
    staff.into_iter().any(|staff| staff.resource == Some(resource))
}

/// Resources that are always there: not used twice, and not left idle while someone waits for nothing else.
pub fn resources(hospital: &Hospital, census: &Census) -> Vec<String> {
    let mut faults = Vec::new();
    let uses = |activity: ActivityId| &hospital.activities[activity.index()].uses;
    let mut used = vec![0; hospital.resources.len()];
    for present in census.visits() {
        let activity = match present.doing {
            Situation::In { activity } | Situation::Paused { activity, place: None } => activity,
            Situation::Arrived
            | Situation::Waiting { .. }
            | Situation::Parked { .. }
            | Situation::Moved { .. }
            | Situation::Placed
            | Situation::Paused { .. }
            | Situation::Kept { .. } => continue,
        };
        for &(resource, units) in uses(activity) {
            used[resource.index()] += units;
        }
    }
    let altered = |index: usize| {
        let alters = |it: &Variant| matches!(it.part, Part::Resource(id, _) if id.index() == index);
        hospital.switches.variants.iter().any(alters)
    };
    let always = |index: usize| match hospital.resources[index].capacity {
        _ if altered(index) => None,
        Capacity::Always(units) => Some(units),
        Capacity::Rostered(_) | Capacity::Unlimited => None,
    };
    for (index, used) in used.iter().enumerate() {
        if always(index).is_some_and(|units| *used > units) {
            faults.push(format!("resource {index}: {used} in use"));
        }
    }
    for present in census.visits() {
        let (Situation::Moved { activity } | Situation::Waiting { activity, place: None }) = present.doing
        else {
            continue;
        };
        let is_free = |&(resource, units): &(hospital::ResourceId, u32)| {
            // What cleaners do is not told.
            !cleans(hospital, resource)
                && !may_be_away(hospital, resource)
                && always(resource.index()).is_some_and(|all| used[resource.index()] + units <= all)
        };
        if uses(activity).iter().all(is_free) {
            faults.push(format!("{:?} waits beside free resources", present.visit));
        }
    }
    faults
}
