//! `[staff.NAME]`.

use hospital::{Absence, Capacity, Cover, Place, PlaceId, Resource, ResourceId, Strain, Team, Works};
use quantity::{Duration, MoneyRate};

use crate::keys::{COVER, STRAIN, TEAM};
use crate::names::{MOST_THINGS, Names};
use crate::reader::{Reader, Section, entries};
use crate::tree::{Entry, Node, Table, Value};

/// More spaces than one looks after.
const MOST_EACH: i128 = 1000;

/// Reads the teams of staff, in the order of the file and of their places.
pub(crate) fn read(reader: &mut Reader, file: &Table, places: &[Place], resources: &[Resource]) -> Vec<Team> {
    reader.named(file, "staff", MOST_THINGS);
    let mut teams: Vec<Team> = Vec::new();
    for entry in entries(file, "staff", MOST_THINGS) {
        let read = reader.team(entry, places, resources).unwrap_or_default();
        for team in &read {
            let is_same = |it: &&Team| it.resource().is_some() && it.resource() == team.resource();
            if let Some(other) = teams.iter().find(is_same) {
                let what = format!("[staff.{}] and [staff.{}] are the same resource", other.name, team.name);
                reader.problems.add(entry.key_at, what, "delete one of the two");
            }
        }
        teams.extend(read);
    }
    if teams.len() > MOST_THINGS {
        let at =
            file.entry("staff").map_or(crate::problem::At { source: 0, start: 0, end: 0 }, |it| it.key_at);
        reader.problems.add(
            at,
            "there are too many teams of staff",
            format!("at most {MOST_THINGS} can be simulated"),
        );
        teams.clear();
    }
    teams
}

impl Reader {
    /// The teams of a section: one of a resource, or one for each place.
    fn team(&mut self, entry: &Entry, places: &[Place], resources: &[Resource]) -> Option<Vec<Team>> {
        let title = format!("[staff.{}]", entry.key);
        let section = self.section(&entry.node, entry.key_at, &TEAM, &title)?;
        let absence = self.absence(&section);
        let cover = section.get("agency").and_then(|node| self.cover(node));
        let strain = section.get("strain").and_then(|node| self.strain(node));
        self.check_absence_matters(&section);
        let cost_per_hour = self.cost_per_day(&section, "cost") / 24.0;
        let team = |name, works| Team { name, works, absence, cover, cost_per_hour, strain };
        match (section.get("places"), section.get("resource")) {
            (Some(node), None) => {
                let works = self.at_places(&section, node, places);
                let alone = works.len() == 1;
                let name = |works: &Works| match works {
                    Works::At { place, .. } if !alone => {
                        format!("{}.{}", entry.key, self.names.places.names()[place.index()])
                    }
                    Works::At { .. } | Works::As(_) => entry.key.clone(),
                };
                Some(works.into_iter().map(|works| team(name(&works), works)).collect())
            }
            (None, Some(node)) => {
                let resource = self.as_resource(&section, node, resources)?;
                Some(vec![team(entry.key.clone(), Works::As(resource))])
            }
            (Some(_), Some(_)) => {
                self.problems.add(
                    section.key_at("resource"),
                    format!("{title} has both `places` and `resource`"),
                    "delete one of the two, or make two sections of it",
                );
                None
            }
            (None, None) => {
                self.problems.add_missing(
                    section.at,
                    format!("{title} does not say where they work"),
                    "add `places = [\"ward_3\"]`, or the `resource` whose units they are",
                );
                None
            }
        }
    }

    fn absence(&mut self, section: &Section<'_>) -> Absence {
        let share = section.get("absence").and_then(|node| self.share(node)).unwrap_or(0.0);
        let spell = section.get("spell").and_then(|node| self.some_time(node));
        Absence { share, spell }
    }

    /// What changes or follows absence needs one.
    fn check_absence_matters(&mut self, section: &Section<'_>) {
        if section.get("absence").is_some() {
            return;
        }
        for key in ["spell", "agency", "strain"] {
            if section.get(key).is_some() {
                let what = format!("{} has `{key}`, and nobody is ever absent", section.title);
                self.problems.add(section.key_at(key), what, "add for example `absence = \"5 %\"`");
            }
        }
    }

    fn at_places(&mut self, section: &Section<'_>, node: &Node, places: &[Place]) -> Vec<Works> {
        let roster = self.required(section, "roster").and_then(|node| self.roster(node));
        let each = section.get("spaces_each").map(|node| self.spaces_each(node));
        let mut found: Vec<PlaceId> = Vec::new();
        for item in node.list().unwrap_or(std::slice::from_ref(node)) {
            let Some(place) = self.place(item) else { continue };
            let it = places.get(place.index());
            let is_limited = it.is_none_or(|it| it.capacity != Capacity::Unlimited && it.each.is_none());
            if each.is_some() && !is_limited {
                self.problems.add(
                    item.at,
                    "`spaces_each` opens spaces, and this place has no number of them",
                    "give the place `spaces` as a number of people, without `each`, or delete `spaces_each`",
                );
            } else if found.contains(&place) {
                self.problems.add(item.at, "this place is named twice here", "delete one of the two");
            } else {
                found.push(place);
            }
        }
        let Some(roster) = roster else { return Vec::new() };
        let works = |place| Works::At { place, roster: roster.clone(), spaces_each: each.clone().flatten() };
        found.into_iter().map(works).collect()
    }

    fn spaces_each(&mut self, node: &Node) -> Option<Capacity> {
        match &node.value {
            Value::Number { .. } => self.whole(node, 1, MOST_EACH).map(|each| Capacity::Always(each as u32)),
            Value::Text(_) | Value::Table(_) => self.roster(node).map(Capacity::Rostered),
            Value::Flag(_) | Value::List(_) => {
                self.wrong_sort(node, "a number of spaces", "8");
                None
            }
        }
    }

    fn as_resource(
        &mut self,
        section: &Section<'_>,
        node: &Node,
        resources: &[Resource],
    ) -> Option<ResourceId> {
        for key in ["roster", "cost", "spaces_each", "strain"] {
            if section.get(key).is_some() {
                let instead = match key {
                    "roster" => "delete it: the roster of the resource is theirs",
                    "cost" => "delete it: units cost what the resource says",
                    _ => "delete it, or write `places` instead of `resource`",
                };
                let what = format!("`{key}` is of staff who work with the patients of places");
                self.problems.add(section.key_at(key), what, instead);
            }
        }
        let known = |names: &Names| names.resources.names().to_vec();
        let resource = self.reference(node, "resource", Names::resource, known)?;
        let has_shifts = |it: &Resource| matches!(it.capacity, Capacity::Rostered(_)) || self.for_a_time;
        if !resources.get(resource.index()).is_none_or(has_shifts) {
            self.problems.add(
                node.at,
                "this resource has no shifts for which somebody could be absent",
                "give it a `roster` instead of `units`, such as `{ \"daily 07-19\" = 4, \"daily 19-07\" = 2 }`",
            );
        }
        Some(resource)
    }

    fn cover(&mut self, node: &Node) -> Option<Cover> {
        let section = self.inner_section(node, &COVER)?;
        let share = self.required(&section, "share").and_then(|node| self.share(node));
        let cost = self.required(&section, "cost").and_then(|node| self.money_rate(node));
        Some(Cover { share: share?, cost_per_hour: MoneyRate::pounds_per_day(cost?) / 24.0 })
    }

    fn strain(&mut self, node: &Node) -> Option<Strain> {
        let section = self.inner_section(node, &STRAIN)?;
        let above_zero = |number: f64| number > 0.0 && number < 1e6;
        let optimum = self
            .required(&section, "optimum")
            .and_then(|node| self.number(node, above_zero, "a number above zero", "5"));
        let slope = section.get("slope").map_or(Some(Strain::SLOPE), |node| {
            self.number(node, |slope| (0.0..=1.0).contains(&slope), "a number from 0 to 1", "0.0122")
        });
        let cap = section.get("cap").map_or(Some(Strain::MOST / 100.0), |node| self.share(node));
        let over = section.get("over").map_or(Some(Duration::DAY * 28), |node| self.period(node));
        Some(Strain { optimum: optimum?, slope: slope?, most: cap? * 100.0, over: over? })
    }

    /// A whole number of hours.
    fn period(&mut self, node: &Node) -> Option<Duration> {
        let time = self.some_time(node)?;
        if time.millis() % Duration::HOUR.millis() != 0 {
            self.problems.add(
                node.at,
                "patients and staff are counted on the hour, and this is not a whole number of hours",
                "write for example `\"28 days\"`",
            );
            return None;
        }
        Some(time)
    }
}
