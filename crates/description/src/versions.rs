//! What the parts of a hospital become while switches are on.
//!
//! The file is read anew for each switch alone, and for each two together. A part is altered by the switches alone of which it
//! is another, and by those two of which it is not what either makes of it. Then the file is read for every set of switches
//! that alter the same part. So ten switches that alter ten wards need no thousand hospitals.

use std::collections::BTreeMap;

use hospital::{
    Activity, ActivityId, Arrivals, ArrivalsId, Attribute, AttributeId, Capacity, Hospital, On, Part, Place,
    PlaceId, Process, Resource, ResourceId, SwitchId, Switches, Variant, Where,
};

use crate::problem::{At, Problems};
use crate::settings::Change;
use crate::switches::Source;

/// Switches that may alter one part.
const MOST_OF_A_PART: usize = 8;

/// Reads the file with some switches on, or says what is wrong then.
pub(crate) type ReadWith<'r> = dyn FnMut(On) -> Result<Hospital, Problems> + 'r;

/// The switches of a sound hospital, with everything they alter.
pub(crate) fn switches(
    base: &Hospital,
    sources: &[Source],
    problems: &mut Problems,
    read: &mut ReadWith<'_>,
) -> Switches {
    let ids: Vec<SwitchId> = (0..sources.len()).map(SwitchId::new).collect();
    let mut known = BTreeMap::new();
    for &id in &ids {
        let source = &sources[id.index()];
        match read(On::only(id)) {
            Ok(hospital) => {
                say_what_cannot_change(base, &hospital, (&source.changes, source.at), problems);
                known.insert(On::only(id), hospital);
            }
            Err(found) => say_what_is_wrong(source, &found, problems),
        }
    }
    // What is not simulated has been checked by itself, and that is all.
    let active: Vec<SwitchId> = ids.into_iter().filter(|id| sources[id.index()].active).collect();
    let list = active.iter().map(|id| sources[id.index()].switch.clone()).collect();
    if problems.count() > 0 {
        return Switches { list, variants: Vec::new() };
    }
    let mut variants = Vec::new();
    let parts = Parts::of(base);
    let altered_by = altered_by(&parts, &active, &mut known, (sources, problems), read);
    for (nth, by) in altered_by.iter().enumerate() {
        let by: Vec<SwitchId> = by.each().collect();
        if by.len() > MOST_OF_A_PART {
            let what = format!(
                "{} dated changes, shocks and rules alter {}, this one too",
                by.len(),
                parts.name(nth)
            );
            let instead = format!(
                "at most {MOST_OF_A_PART} may alter the same part: join those that have the same dates"
            );
            problems.add(sources[by[MOST_OF_A_PART].index()].at, what, instead);
            continue;
        }
        for set in 1_u32..1 << by.len() {
            let some = by.iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0);
            let on = some.fold(On::NONE, |on, (_, &id)| on.set(id, true));
            let Some(hospital) = hospital_with(on, &mut known, (sources, problems), read) else { continue };
            let all = by.iter().fold(On::NONE, |all, &id| all.set(id, true));
            let part = Parts::of(hospital).get(nth);
            variants.push(Variant {
                altered_by: renumbered(all, &active),
                on: renumbered(on, &active),
                part,
            });
        }
    }
    Switches { list, variants }
}

/// The same switches by their numbers among those that are simulated.
fn renumbered(on: On, active: &[SwitchId]) -> On {
    let among = active.iter().enumerate().filter(|&(_, &id)| on.has(id));
    among.fold(On::NONE, |all, (nth, _)| all.set(SwitchId::new(nth), true))
}

/// For each part, the switches that alter it.
fn altered_by(
    base: &Parts<'_>,
    active: &[SwitchId],
    known: &mut BTreeMap<On, Hospital>,
    (sources, problems): (&[Source], &mut Problems),
    read: &mut ReadWith<'_>,
) -> Vec<On> {
    let mut by = vec![On::NONE; base.count()];
    for &id in active {
        let alone = Parts::of(&known[&On::only(id)]);
        for (nth, by) in by.iter_mut().enumerate() {
            if !alone.is_same(base, nth) {
                *by = by.set(id, true);
            }
        }
    }
    let alone = by.clone();
    for (first, &one) in active.iter().enumerate() {
        for &other in &active[first + 1..] {
            let both = On::only(one).set(other, true);
            if hospital_with(both, known, (sources, problems), read).is_none() {
                continue;
            }
            let together = Parts::of(&known[&both]);
            let [of_one, of_other] = [one, other].map(|id| Parts::of(&known[&On::only(id)]));
            for (nth, by) in by.iter_mut().enumerate() {
                let expected = match (alone[nth].has(one), alone[nth].has(other)) {
                    (true, true) => continue,
                    (true, false) => &of_one,
                    (false, true) => &of_other,
                    (false, false) => base,
                };
                if !together.is_same(expected, nth) {
                    *by = by.or(both);
                }
            }
        }
    }
    by
}

fn hospital_with<'k>(
    on: On,
    known: &'k mut BTreeMap<On, Hospital>,
    (sources, problems): (&[Source], &mut Problems),
    read: &mut ReadWith<'_>,
) -> Option<&'k Hospital> {
    if known.contains_key(&on) {
        return known.get(&on);
    }
    match read(on) {
        Ok(hospital) => Some(known.entry(on).or_insert(hospital)),
        Err(found) => {
            let names: Vec<&str> = on.each().map(|id| sources[id.index()].switch.name.as_str()).collect();
            let last = on.each().last().unwrap_or(SwitchId::new(0));
            for (_, what, instead) in found.all().take(1) {
                let what = format!("while {} hold together: {what}", names.join(" and "));
                problems.add(sources[last.index()].at, what, instead.clone());
            }
            None
        }
    }
}

/// What is wrong with a switch alone: within what it sets, or said at its first change.
fn say_what_is_wrong(source: &Source, found: &Problems, problems: &mut Problems) {
    let before = problems.count();
    for change in &source.changes {
        for at in [change.to.at, change.path_at] {
            for (at, what, instead) in found.within(at) {
                problems.add(*at, what.clone(), instead.clone());
            }
        }
    }
    if problems.count() == before {
        let at = source.changes.first().map_or(source.at, |change| change.path_at);
        match found.all().next() {
            Some((_, what, instead)) => {
                problems.add(at, format!("with this change: {what}"), instead.clone());
            }
            None => problems.miss(),
        }
    }
}

/// Says it of changes that change what must stay the same.
pub(crate) fn say_what_cannot_change(
    base: &Hospital,
    it: &Hospital,
    (changes, at): (&[Change], At),
    problems: &mut Problems,
) {
    for (path, what) in what_cannot_change(base, it) {
        let of_path = |path: &str| changes.iter().find(|change| change.path.trim().starts_with(path));
        // The very value, or else something of the same part.
        let part = path.rsplit_once('.').map_or("", |(part, _)| part);
        let change = of_path(&path).or_else(|| of_path(part)).or(changes.first());
        let at = change.map_or(at, |change| change.path_at);
        problems.add(
            at,
            format!("{what} cannot change in the course of a run"),
            "write it where it holds all the time: in the file, or as a change of an option without dates",
        );
    }
}

/// What is another and must not be, each with the path at which it would be set.
fn what_cannot_change(base: &Hospital, it: &Hospital) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let names = |hospital: &Hospital| {
        let attributes = hospital.attributes.iter().map(|it| (it.name.clone(), it.values.clone()));
        let activities = hospital.activity_ids().map(|id| (hospital.activity_name(id), Vec::new()));
        attributes.chain(activities).collect::<Vec<_>>()
    };
    if names(base) != names(it) {
        found.push(("patient".to_owned(), "the values of an attribute, or the activities,".to_owned()));
        return found;
    }
    let mut add = |part: String, others: Vec<&'static str>, of: &str| {
        // What is set is the first word of what is said.
        let path = |what: &str| format!("{part}.{}", what.split(' ').next().unwrap_or_default());
        found.extend(others.into_iter().map(|what| (path(what), format!("`{what}` of {of}"))));
    };
    for (before, after) in base.places.iter().zip(&it.places) {
        add(format!("place.{}", before.name), fixed_of_place(before, after), "a place");
    }
    for (before, after) in base.resources.iter().zip(&it.resources) {
        add(format!("resource.{}", before.name), fixed_of_resource(before, after), "a resource");
    }
    for (before, after) in base.arrivals.iter().zip(&it.arrivals) {
        add(format!("arrivals.{}", before.name), fixed_of_arrivals(before, after), "arrivals");
    }
    for (id, (before, after)) in base.activity_ids().zip(base.activities.iter().zip(&it.activities)) {
        add(format!("pathway.{}", base.activity_name(id)), fixed_of_activity(before, after), "an activity");
    }
    if (&base.run, base.clock) != (&it.run, it.clock) {
        found.push(("run".to_owned(), "`[run]`".to_owned()));
    }
    if base.infections != it.infections {
        found.push(("infection".to_owned(), "a sickness bug".to_owned()));
    }
    if base.teams != it.teams {
        found.push(("staff".to_owned(), "staff and its absence".to_owned()));
    }
    if base.payments != it.payments {
        found.push(("money".to_owned(), "`[money]`".to_owned()));
    }
    if base.exits != it.exits {
        found.push(("exit".to_owned(), "a way out".to_owned()));
    }
    found
}

fn others(same: &[(&'static str, bool)]) -> Vec<&'static str> {
    same.iter().filter(|(_, same)| !same).map(|&(key, _)| key).collect()
}

fn is_limited(capacity: &Capacity) -> bool {
    *capacity != Capacity::Unlimited
}

fn fixed_of_place(before: &Place, after: &Place) -> Vec<&'static str> {
    let [rules, rules_after] = [before, after].map(|place| place.space_rules.clone().unwrap_or_default());
    let limited = |place: &Place| place.limits.iter().map(|&(activity, _)| activity).collect::<Vec<_>>();
    others(&[
        ("kind", before.kind == after.kind),
        ("each", before.each == after.each),
        ("at_gap", before.at_gap == after.at_gap),
        ("queue.order", before.queue.order == after.queue.order),
        ("accepts", before.accepts == after.accepts),
        ("closes", before.closures.random == after.closures.random),
        ("closed", before.closures.dated == after.closures.dated),
        ("paid_by", before.paid_by == after.paid_by),
        ("spaces = \"unlimited\"", is_limited(&before.capacity) == is_limited(&after.capacity)),
        ("limits", limited(before) == limited(after)),
        ("bays", rules.bays == rules_after.bays),
        ("side_rooms", rules.side_rooms == rules_after.side_rooms),
        ("cleaned_by", rules.cleaned_by == rules_after.cleaned_by),
        ("transfer_hours", rules.transfers == rules_after.transfers),
    ])
}

fn fixed_of_resource(before: &Resource, after: &Resource) -> Vec<&'static str> {
    others(&[
        ("at_gap", before.at_gap == after.at_gap),
        ("queue.order", before.queue.order == after.queue.order),
        ("used_up", before.used_up == after.used_up),
        ("paid_by", before.paid_by == after.paid_by),
        ("units = \"unlimited\"", is_limited(&before.capacity) == is_limited(&after.capacity)),
    ])
}

fn fixed_of_arrivals(before: &Arrivals, after: &Arrivals) -> Vec<&'static str> {
    let both_rates = matches!((&before.process, &after.process), (Process::Rate(_), Process::Rate(_)));
    let comes_by = match before.process {
        Process::Rate(_) => "rate",
        Process::Every(_) => "every",
        Process::Listed(_) => "visits",
    };
    others(&[
        ("pathway", before.first == after.first),
        (comes_by, both_rates || before.process == after.process),
    ])
}

fn fixed_of_activity(before: &Activity, after: &Activity) -> Vec<&'static str> {
    others(&[
        ("into", (before.place == Where::Here) == (after.place == Where::Here)),
        ("while_waiting", before.while_waiting == after.while_waiting),
        ("uses", before.uses == after.uses),
        ("delay_reason", before.delay_reason == after.delay_reason),
        ("cancels", before.cancels == after.cancels),
        ("cost", before.cost == after.cost),
        ("paid_by", before.paid_by == after.paid_by),
        ("income", before.income == after.income),
    ])
}

/// The parts of a hospital that switches may alter, in a row.
struct Parts<'h>(&'h Hospital);

/// Which list a part stands in, and where.
enum Spot {
    Place(usize),
    Resource(usize),
    Arrivals(usize),
    Activity(usize),
    Attribute(usize),
}

impl<'h> Parts<'h> {
    fn of(hospital: &'h Hospital) -> Self {
        Self(hospital)
    }

    fn count(&self) -> usize {
        let it = self.0;
        it.places.len() + it.resources.len() + it.arrivals.len() + it.activities.len() + it.attributes.len()
    }

    fn spot(&self, mut nth: usize) -> Spot {
        let it = self.0;
        for (length, spot) in [
            (it.places.len(), Spot::Place as fn(usize) -> Spot),
            (it.resources.len(), Spot::Resource),
            (it.arrivals.len(), Spot::Arrivals),
            (it.activities.len(), Spot::Activity),
        ] {
            if nth < length {
                return spot(nth);
            }
            nth -= length;
        }
        Spot::Attribute(nth)
    }

    fn is_same(&self, other: &Self, nth: usize) -> bool {
        let (it, other) = (self.0, other.0);
        match self.spot(nth) {
            Spot::Place(nth) => it.places[nth] == other.places[nth],
            Spot::Resource(nth) => it.resources[nth] == other.resources[nth],
            Spot::Arrivals(nth) => it.arrivals[nth] == other.arrivals[nth],
            Spot::Activity(nth) => it.activities[nth] == other.activities[nth],
            Spot::Attribute(nth) => it.attributes[nth] == other.attributes[nth],
        }
    }

    fn get(&self, nth: usize) -> Part {
        let it = self.0;
        match self.spot(nth) {
            Spot::Place(nth) => Part::Place(PlaceId::new(nth), Place::clone(&it.places[nth])),
            Spot::Resource(nth) => Part::Resource(ResourceId::new(nth), Resource::clone(&it.resources[nth])),
            Spot::Arrivals(nth) => Part::Arrivals(ArrivalsId::new(nth), Arrivals::clone(&it.arrivals[nth])),
            Spot::Activity(nth) => Part::Activity(ActivityId::new(nth), Activity::clone(&it.activities[nth])),
            Spot::Attribute(nth) => {
                Part::Attribute(AttributeId::new(nth), Attribute::clone(&it.attributes[nth]))
            }
        }
    }

    fn name(&self, nth: usize) -> String {
        let it = self.0;
        match self.spot(nth) {
            Spot::Place(nth) => format!("`place.{}`", it.places[nth].name),
            Spot::Resource(nth) => format!("`resource.{}`", it.resources[nth].name),
            Spot::Arrivals(nth) => format!("`arrivals.{}`", it.arrivals[nth].name),
            Spot::Activity(nth) => format!("`pathway.{}`", it.activity_name(ActivityId::new(nth))),
            Spot::Attribute(nth) => format!("`patient.{}`", it.attributes[nth].name),
        }
    }
}
