//! The logic of the model: who comes, what is done, where, with whom, and in which order.

use hospital::{Capacity, ExitKind, OnDeadlock, PlaceKind, Resource, Team, WhileWaiting, Works};

use super::{Numbered, Part, Told, one, text, thing};
use crate::report::laws;

impl Told<'_> {
    pub(super) fn logic(&self) -> Vec<(Numbered, Vec<Part>)> {
        const SECTION: &str = "Logic";
        vec![
            (
                (SECTION, "2.1", "Overview of the model"),
                vec![text(
                    "The flow picture of this report is drawn from the movements of the runs, not from the description: a way \
                     that nobody took is not in it.",
                )],
            ),
            (
                (SECTION, "2.2", "Logic of the model"),
                vec![
                    text(
                        "A visit arrives and goes through the activities of its pathway. An activity takes a space of a place \
                         or goes on where the visit is, and then takes all the people and equipment it needs at once. Who \
                         finds no free space waits, and while waiting for a place elsewhere holds the space it has unless the \
                         file says otherwise. At the same millisecond, what is set free comes before who asks for it.",
                    ),
                    text(match self.hospital.run.on_deadlock {
                        OnDeadlock::Swap => {
                            "Visits that wait for each other's spaces in a circle change places, and it is counted."
                        }
                        OnDeadlock::Stop => {
                            "A run in which visits wait for each other's spaces in a circle is stopped."
                        }
                    }),
                ],
            ),
            ((SECTION, "2.3", "Logic of the scenario"), vec![self.scenario()]),
            (
                (SECTION, "2.4", "Algorithms"),
                vec![text(
                    "None beside the rules listed here: nothing is optimised, and nobody changes a rule while the model runs.",
                )],
            ),
            ((SECTION, "2.5.1", "Who comes (entities)"), vec![self.attributes()]),
            ((SECTION, "2.5.2", "Activities"), vec![self.activities()]),
            ((SECTION, "2.5.3", "Places and resources"), self.places_and_staff()),
            (
                (SECTION, "2.5.4", "Queues"),
                vec![text(
                    "First come, first served, unless the rules above name an attribute: then by its values in the order of \
                     the file, and within one first come, first served. Queues have no limit unless one is given.",
                )],
            ),
            ((SECTION, "2.5.5", "Ways in and out"), vec![self.arrivals(), self.exits()]),
        ]
    }

    fn scenario(&self) -> Part {
        if self.asked.changes.is_empty() {
            return text("As the file describes it.");
        }
        let row = |it: &description::Changed| {
            let by = it.option.clone().unwrap_or_else(|| "set by hand".to_owned());
            vec![
                one(it.path.clone()),
                one(it.before.clone().unwrap_or_else(|| "not given".to_owned())),
                one(it.after.clone()),
                one(by),
            ]
        };
        Part::Table(vec!["what", "before", "now", "by"], self.asked.changes.iter().map(row).collect())
    }

    fn attributes(&self) -> Part {
        let attributes = self.hospital.attributes.iter().skip(1);
        let row = |it: &hospital::Attribute| {
            let shares = |shares: &Vec<f64>| {
                let share = |(name, share): (&String, &f64)| {
                    format!("{name} {} %", crate::view::number::plain(share * 100.0))
                };
                let real = it.values.iter().zip(shares).filter(|&(_, &share)| share > 0.0);
                real.map(share).collect::<Vec<_>>().join(", ")
            };
            let said = vec![
                ("shares", laws::by(self.hospital, &it.shares, &shares)),
                ("the file says", self.says(&format!("patient.{}", it.name))),
            ];
            thing(it.name.clone(), said)
        };
        let rows: Vec<_> = attributes.map(row).collect();
        if rows.is_empty() {
            return text("Visits do not differ, but by the stream of arrivals they come with.");
        }
        Part::Things(rows)
    }

    fn activities(&self) -> Part {
        let hospital = self.hospital;
        let row = |id: hospital::ActivityId| {
            let it = &hospital.activities[id.index()];
            let mut place = laws::place(hospital, it);
            let waiting = match it.while_waiting {
                WhileWaiting::Hold => None,
                WhileWaiting::Queue => Some("gives up its space to wait"),
                WhileWaiting::Leave => Some("does not wait"),
            };
            place.extend(waiting.map(str::to_owned));
            let uses = it.uses.iter().map(|&(resource, number)| {
                let name = &hospital.resources[resource.index()].name;
                if number == 1 { name.clone() } else { format!("{number} {name}") }
            });
            let mut time = laws::by(hospital, &it.time, &laws::law);
            if let Some(patience) = &it.patience {
                let patience = laws::by(hospital, patience, &laws::law);
                time.extend(patience.into_iter().map(|line| format!("waits at most: {line}")));
            }
            for (next, keep) in &it.keep_after {
                let after = laws::next(hospital, &[(*next, 1.0)]);
                let keep = laws::by(hospital, keep, &laws::law);
                time.extend(keep.into_iter().map(|line| format!("then stays before {after}: {line}")));
            }
            if let Some(move_on) = it.move_on {
                let to = hospital.activity_name(move_on.to);
                time.push(format!("goes on in {to} after {}", move_on.after));
            }
            let mut next = laws::by(hospital, &it.next, &|shares| laws::next(hospital, shares));
            next.extend(it.fit_to_leave.then(|| "fit to leave from its end".to_owned()));
            let name = hospital.activity_name(id);
            let says = self.says(&format!("pathway.{name}"));
            let said = vec![
                ("where", place),
                ("needs", uses.collect()),
                ("how long", time),
                ("what is next", next),
                ("the file says", says),
            ];
            thing(name, said)
        };
        Part::Things(hospital.activity_ids().map(row).collect())
    }

    /// Places; those with the same kind and rules together.
    fn places(&self) -> Part {
        type Alike = (Vec<String>, &'static str, Vec<String>, Vec<String>);
        let mut groups: Vec<Alike> = Vec::new();
        for it in &self.hospital.places {
            let kind = PlaceKind::ALL.iter().find(|(kind, _)| *kind == it.kind).map_or("", |&(_, name)| name);
            let rules = laws::rules(self.hospital, it);
            let named = format!("{} ({})", it.name, laws::capacity(&it.capacity));
            let says = self.says(&format!("place.{}", it.name));
            let says: Vec<String> = says.into_iter().map(|line| format!("{}: {line}", it.name)).collect();
            match groups.iter_mut().find(|group| group.1 == kind && group.2 == rules) {
                Some(group) => {
                    group.0.push(named);
                    group.3.extend(says);
                }
                None => groups.push((vec![named], kind, rules, says)),
            }
        }
        let group = |(names, kind, rules, says): Alike| {
            thing(names.join(", "), vec![("kind", one(kind)), ("rules", rules), ("the file says", says)])
        };
        Part::Things(groups.into_iter().map(group).collect())
    }

    fn places_and_staff(&self) -> Vec<Part> {
        let staff = (!self.hospital.teams.is_empty()).then(|| self.staff());
        [self.places(), self.resources()].into_iter().chain(staff).collect()
    }

    fn staff(&self) -> Part {
        let percent = |share: f64| format!("{} %", crate::view::number::plain(share * 100.0));
        let row = |it: &Team| {
            let (place, planned, each) = match &it.works {
                Works::At { place, roster, spaces_each } => {
                    let place = &self.hospital.places[place.index()].name;
                    (place, one(laws::capacity(&Capacity::Rostered(roster.clone()))), spaces_each.as_ref())
                }
                Works::As(resource) => {
                    let resource = &self.hospital.resources[resource.index()];
                    (&resource.name, one(laws::capacity(&resource.capacity)), None)
                }
            };
            let mut absent = one(percent(it.absence.share));
            absent.extend(it.absence.spell.map(|spell| format!("for {spell} on average")));
            let section = it.name.split('.').next().unwrap_or_default();
            let said = vec![
                ("works in", one(place)),
                ("planned", planned),
                ("absent", absent),
                ("filled by an agency", it.cover.iter().map(|it| percent(it.share)).collect()),
                ("spaces open for each present", each.into_iter().map(laws::capacity).collect()),
                ("the file says", self.says(&format!("staff.{section}"))),
            ];
            thing(format!("staff: {}", it.name), said)
        };
        Part::Things(self.hospital.teams.iter().map(row).collect())
    }

    fn resources(&self) -> Part {
        let row = |it: &Resource| {
            let mut rules = Vec::new();
            if let Some(order) = it.queue.order {
                rules.push(format!("next by {}", self.hospital.attributes[order.index()].name));
            }
            if let Some(time) = it.queue.promote_after {
                rules.push(format!("a rank better after {time}"));
            }
            let said = vec![
                ("how many", one(laws::capacity(&it.capacity))),
                ("rules", rules),
                ("the file says", self.says(&format!("resource.{}", it.name))),
            ];
            thing(it.name.clone(), said)
        };
        if self.hospital.resources.is_empty() {
            return text("No staff or equipment beside the places: whoever has a space is seen to.");
        }
        Part::Things(self.hospital.resources.iter().map(row).collect())
    }

    fn arrivals(&self) -> Part {
        let row = |it: &hospital::Arrivals| {
            let first = self.hospital.activity_name(it.first);
            let said = vec![
                ("when", laws::process(&it.process)),
                ("begin with", one(first)),
                ("the file says", self.says(&format!("arrivals.{}", it.name))),
            ];
            thing(format!("arrivals: {}", it.name), said)
        };
        Part::Things(self.hospital.arrivals.iter().map(row).collect())
    }

    fn exits(&self) -> Part {
        let name =
            |kind: ExitKind| ExitKind::ALL.iter().find(|(it, _)| *it == kind).map_or("", |&(_, name)| name);
        let exits = self.hospital.exits.iter().map(|exit| match name(exit.kind) {
            kind if kind == exit.name => exit.name.clone(),
            kind => format!("{} (counts as {kind})", exit.name),
        });
        text(format!("Ways out: {}.", exits.collect::<Vec<_>>().join(", ")))
    }
}
