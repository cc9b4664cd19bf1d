//! What only shows when the whole file is read: ways that lead nowhere, work that can never begin.

use hospital::{Activity, ActivityId, Capacity, Hospital, Next, WhenFull, Where, WhileWaiting};

use crate::problem::At;
use crate::reader::Reader;
use crate::tree::{Node, Table};

/// Says what is wrong between the parts of a hospital.
pub(crate) fn check(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    if !reader.for_a_time {
        check_uses(reader, file, hospital);
        crate::space_rules::check_cleaners(reader, file, hospital);
    }
    crate::move_on::check(reader, file, hospital);
    if reader.ways_unsure || reader.problems.names_lost {
        return;
    }
    if !reader.for_a_time {
        check_reached(reader, file, hospital);
    }
    check_left(reader, file, hospital);
    check_lasts(reader, file, hospital);
}

/// Where an activity's name stands.
fn at_of(file: &Table, hospital: &Hospital, activity: ActivityId) -> At {
    let it = &hospital.activities[activity.index()];
    let pathway = &hospital.pathways[it.pathway.index()].name;
    let entry = file.get("pathway").and_then(Node::table).and_then(|table| table.get(pathway));
    let entry = entry.and_then(Node::table).and_then(|table| table.entry(&it.name));
    entry.map_or(At { source: 0, start: 0, end: 0 }, |entry| entry.key_at)
}

/// An activity that needs more units than there ever are can never begin.
fn check_uses(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    for activity in &hospital.activities {
        for &(resource, number) in &activity.uses {
            let Some(resource) = hospital.resources.get(resource.index()) else { continue };
            let most = match &resource.capacity {
                Capacity::Always(units) => *units,
                Capacity::Rostered(roster) => roster.most(),
                Capacity::Unlimited => u32::MAX,
            };
            if number > most {
                let node = file.get("pathway").and_then(Node::table);
                let node = node
                    .and_then(|table| table.get(&hospital.pathways[activity.pathway.index()].name))
                    .and_then(Node::table);
                let node = node.and_then(|table| table.get(&activity.name)).and_then(Node::table);
                let node = node
                    .and_then(|table| table.get("uses"))
                    .and_then(Node::table)
                    .and_then(|t| t.get(&resource.name));
                let Some(node) = node else { continue };
                let what = format!(
                    "this can never begin: it uses {number} of `{}`, and there are never more than {most}",
                    resource.name
                );
                let instead = format!("use at most {most}, or give `{}` more units", resource.name);
                reader.problems.add(node.at, what, instead);
            }
        }
    }
}

fn followers(activity: &Activity) -> impl Iterator<Item = (Next, f64)> {
    let refused = [(activity.when_refused, 1.0), (activity.when_impatient, 1.0)];
    let moves_on = activity.move_on.map(|move_on| (Next::Activity(move_on.to), 1.0));
    let further = refused.into_iter().chain(moves_on);
    activity.next.leaves().into_iter().flatten().copied().chain(further).collect::<Vec<_>>().into_iter()
}

/// Marks everything that is reached from some activities.
fn spread(hospital: &Hospital, from: impl Iterator<Item = ActivityId>, reached: &mut [bool]) {
    let mut ahead: Vec<ActivityId> = from.collect();
    while let Some(activity) = ahead.pop() {
        if !std::mem::replace(&mut reached[activity.index()], true) {
            ahead.extend(
                followers(&hospital.activities[activity.index()]).filter_map(|(next, _)| as_activity(next)),
            );
        }
    }
}

fn as_activity(next: Next) -> Option<ActivityId> {
    match next {
        Next::Activity(activity) => Some(activity),
        Next::Exit(_) => None,
    }
}

/// Every activity is reached by someone.
fn check_reached(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    let mut reached = vec![false; hospital.activities.len()];
    spread(hospital, hospital.arrivals.iter().map(|arrivals| arrivals.first), &mut reached);
    for activity in hospital.activity_ids() {
        if reached[activity.index()] {
            continue;
        }
        // What follows an activity that nobody reaches is not said again.
        spread(hospital, std::iter::once(activity), &mut reached);
        let name = hospital.activity_name(activity);
        reader.problems.add(
            at_of(file, hospital, activity),
            format!("no arrivals and no activity lead to `{name}`"),
            "name it as `next` of another activity or as `pathway` of arrivals, or delete it",
        );
    }
}

/// From every activity some way leads out.
fn check_left(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    let mut leaves = vec![false; hospital.activities.len()];
    loop {
        let mut changed = false;
        for (number, activity) in hospital.activities.iter().enumerate().rev() {
            if leaves[number] {
                continue;
            }
            // The exits of those who are refused or give up count only where the file names them or they can happen.
            let nexts =
                activity.next.leaves().into_iter().flatten().copied().filter(|&(_, share)| share > 0.0);
            let gives_up = activity.patience.is_some().then_some((activity.when_impatient, 1.0));
            let refused = may_be_refused(hospital, activity).then_some((activity.when_refused, 1.0));
            let out = nexts.chain(gives_up).chain(refused).any(|(next, _)| match next {
                Next::Activity(activity) => leaves[activity.index()],
                Next::Exit(_) => true,
            });
            leaves[number] = out;
            changed |= out;
        }
        if !changed {
            break;
        }
    }
    let stuck = hospital.activity_ids().find(|activity| !leaves[activity.index()]);
    if let Some(activity) = stuck {
        let what = format!("a visit that comes to `{}` can never leave", hospital.activity_name(activity));
        reader.problems.add(
            at_of(file, hospital, activity),
            what,
            "let the `next` of one of the activities on its way lead to an exit, such as `home`, with a share above 0",
        );
    }
}

fn may_be_refused(hospital: &Hospital, activity: &Activity) -> bool {
    let Where::Into(choice) = &activity.place else { return false };
    let refuses = |place: &hospital::PlaceId| {
        hospital.places.get(place.index()).is_some_and(|place| {
            place.when_full == WhenFull::TurnAway
                || place.queue.limit.is_some()
                || place.parking.as_ref().is_some_and(|parking| parking.limit.is_some())
        })
    };
    activity.while_waiting == WhileWaiting::Leave
        || choice.leaves().into_iter().flat_map(|choice| &choice.tiers).flatten().any(refuses)
}

/// What follows at the same moment for certain.
fn at_once(hospital: &Hospital, activity: &Activity) -> Vec<ActivityId> {
    let mut at_once = Vec::new();
    if activity.time.leaves().iter().all(|time| time.mean() == 0.0) {
        let kept = |next: &Next| {
            let keep = activity.keep_after.iter().find(|(of, _)| of == next);
            keep.is_some_and(|(_, time)| time.leaves().iter().any(|time| time.mean() > 0.0))
        };
        let nexts = activity.next.leaves().into_iter().flatten().map(|&(next, _)| next);
        at_once.extend(nexts.filter(|next| !kept(next)).filter_map(as_activity));
    }
    if may_be_refused(hospital, activity) {
        at_once.extend(as_activity(activity.when_refused));
    }
    let patience = activity.patience.as_ref().map(hospital::By::leaves);
    if patience.is_some_and(|patience| patience.iter().all(|time| time.mean() == 0.0)) {
        at_once.extend(as_activity(activity.when_impatient));
    }
    at_once
}

/// No visit goes round without time passing.
fn check_lasts(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    let edges: Vec<Vec<ActivityId>> =
        hospital.activities.iter().map(|activity| at_once(hospital, activity)).collect();
    if let Some(round) = find_round(&edges) {
        let names: Vec<String> =
            round.iter().chain(round.first()).map(|&id| hospital.activity_name(id)).collect();
        reader.problems.add(
            at_of(file, hospital, round[0]),
            format!("a visit can go round here for ever without any time passing: {}", names.join(", then ")),
            "give one of these a `time`, or let what follows when it is refused lead elsewhere",
        );
    }
}

/// A way that comes back to where it began, if there is one.
fn find_round(edges: &[Vec<ActivityId>]) -> Option<Vec<ActivityId>> {
    let mut done = vec![false; edges.len()];
    let mut on_way = vec![false; edges.len()];
    for start in 0..edges.len() {
        // The way so far, and which edge of each to try next.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some(&(here, edge)) = way.last() {
            if done[here] || edge >= edges[here].len() {
                done[here] = true;
                on_way[here] = false;
                way.pop();
                continue;
            }
            on_way[here] = true;
            way.last_mut()?.1 += 1;
            let next = edges[here][edge].index();
            if on_way[next] {
                let first = way.iter().position(|&(activity, _)| activity == next)?;
                return Some(way[first..].iter().map(|&(activity, _)| ActivityId::new(activity)).collect());
            }
            way.push((next, 0));
        }
    }
    None
}
