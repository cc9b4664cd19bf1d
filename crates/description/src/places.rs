//! `[place.NAME]` and `[resource.NAME]`.

use hospital::{
    ActivityId, AtGap, AttributeId, Capacity, Closures, Leaving, Parking, PayerId, Place, PlaceId, PlaceKind,
    Queue, Resource, WhenFull,
};
use quantity::Duration;

use crate::keys::{CLOSES, DIVERT, LEAVING, PARK, PLACE, QUEUE, RESOURCE, RESOURCE_QUEUE};
use crate::names::MOST_THINGS;
use crate::reader::{Reader, Section, entries};
use crate::tree::{Entry, Node, Table};

const AT_GAP: [(AtGap, &str); 4] = [
    (AtGap::Finish, "finish"),
    (AtGap::Resume, "resume"),
    (AtGap::Restart, "restart"),
    (AtGap::Resample, "resample"),
];

/// Reads the places, in the order of the file.
pub(crate) fn read_places(reader: &mut Reader, file: &Table) -> Vec<Place> {
    let read = |(number, entry)| read_place(reader, PlaceId::new(number), entry);
    entries(file, "place", MOST_THINGS).enumerate().map(read).collect()
}

fn read_place(reader: &mut Reader, this: PlaceId, entry: &Entry) -> Place {
    let mut place = Place {
        name: entry.key.clone(),
        kind: PlaceKind::Station,
        capacity: Capacity::Unlimited,
        each: None,
        at_gap: AtGap::Finish,
        queue: Queue::default(),
        parking: None,
        when_full: WhenFull::Wait,
        accepts: Vec::new(),
        limits: Vec::new(),
        turnaround: None,
        closures: Closures::default(),
        leaving: Leaving::AnyTime,
        enter_hours: None,
        space_rules: None,
        cost_per_day: 0.0,
        cost_per_open_day: 0.0,
        paid_by: PayerId::TRUST,
    };
    let title = format!("[place.{}]", entry.key);
    let Some(section) = reader.section(&entry.node, entry.key_at, &PLACE, &title) else { return place };
    place.kind =
        section.get("kind").and_then(|node| reader.word(node, &PlaceKind::ALL)).unwrap_or(PlaceKind::Station);
    place.capacity = reader.spaces(&section, place.kind).unwrap_or(Capacity::Unlimited);
    place.at_gap = reader.at_gap(&section);
    if let Some(node) = section.get("queue") {
        place.queue = reader.queue(node);
    }
    place.parking = section.get("park").and_then(|node| reader.parking(node));
    place.when_full =
        section.get("when_full").and_then(|node| reader.when_full(node, this)).unwrap_or_default();
    place.accepts = section.get("accepts").map(|node| reader.accepts(node)).unwrap_or_default();
    place.limits = section.get("limits").map(|node| reader.limits(node)).unwrap_or_default();
    place.turnaround = section.get("turnaround").and_then(|node| reader.distribution(node));
    place.closures = reader.closures(&section);
    place.leaving = section.get("leave_hours").and_then(|node| reader.leaving(node)).unwrap_or_default();
    place.space_rules = reader.space_rules(&section, &place);
    place.enter_hours = section.get("enter_hours").and_then(|node| reader.hours(node));
    place.each = reader.care_visits(&section, &place);
    place.cost_per_day = reader.cost_per_day(&section, "cost");
    place.cost_per_open_day = reader.cost_per_day(&section, "cost_open");
    place.paid_by = reader.paid_by(&section);
    place
}

/// What is counted in a place of this kind.
pub(crate) fn noun(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Emergency => "cubicles",
        PlaceKind::SameDay | PlaceKind::Lounge => "chairs",
        PlaceKind::Corridor => "trolleys",
        PlaceKind::CareRounds => "packages",
        PlaceKind::WaitingList => "people",
        PlaceKind::Assessment
        | PlaceKind::Ward
        | PlaceKind::Critical
        | PlaceKind::Rehabilitation
        | PlaceKind::CareHome
        | PlaceKind::Elsewhere => "beds",
        PlaceKind::Theatre | PlaceKind::Station => "spaces",
    }
}

/// Reads the resources, in the order of the file.
pub(crate) fn read_resources(reader: &mut Reader, file: &Table) -> Vec<Resource> {
    entries(file, "resource", MOST_THINGS).map(|entry| read_resource(reader, entry)).collect()
}

fn read_resource(reader: &mut Reader, entry: &Entry) -> Resource {
    let mut resource = Resource {
        name: entry.key.clone(),
        capacity: Capacity::Unlimited,
        at_gap: AtGap::Finish,
        queue: Queue::default(),
        used_up: false,
        cost_per_hour: 0.0,
        agency: None,
        paid_by: PayerId::TRUST,
    };
    let title = format!("[resource.{}]", entry.key);
    let Some(section) = reader.section(&entry.node, entry.key_at, &RESOURCE, &title) else { return resource };
    let capacity = match (section.get("units"), section.get("roster")) {
        (Some(units), None) => reader.capacity(units, &entry.key),
        (None, Some(roster)) => reader.roster(roster).map(Capacity::Rostered),
        (Some(_), Some(_)) => {
            reader.problems.add(
                section.key_at("roster"),
                format!("{title} has both `units` and `roster`"),
                "delete one of the two",
            );
            None
        }
        (None, None) => {
            let what = format!("{title} does not say how many there are");
            let plural = if entry.key.ends_with('s') { "" } else { "s" };
            let instead = format!("add `units = \"3 {}{plural}\"`, or a `roster`", entry.key);
            reader.problems.add_missing(section.at, what, instead);
            None
        }
    };
    resource.capacity = capacity.unwrap_or(Capacity::Unlimited);
    resource.at_gap = reader.at_gap(&section);
    if let Some(node) = section.get("queue") {
        resource.queue = reader.resource_queue(node);
    }
    resource.cost_per_hour = reader.cost_per_day(&section, "cost") / 24.0;
    resource.agency = reader.agency(&section);
    resource.paid_by = reader.paid_by(&section);
    resource.used_up = section.get("used_up").and_then(|node| reader.flag(node)).unwrap_or(false);
    if resource.used_up {
        reader.check_used_up(&section);
    }
    resource
}

/// Where who comes back stands in the queue of a resource.
const RETURNING: [(bool, &str); 2] = [(false, "last"), (true, "first")];

impl Reader {
    /// What is used once is given out at times, and has neither work under way nor hours on duty.
    fn check_used_up(&mut self, section: &Section<'_>) {
        if section.get("roster").is_none() {
            let instead =
                "give a `roster` whose hours begin when they are given out and end when the rest lapses";
            self.problems.add(
                section.key_at("used_up"),
                "units that are used up are never given out again without a roster",
                instead,
            );
        }
        for (key, instead) in [
            ("at_gap", "delete it: what was used is not taken back"),
            ("cost", "put the cost in the activity that uses it"),
            ("agency", "put the cost in the activity that uses it"),
        ] {
            if section.get(key).is_some() {
                self.problems.add(
                    section.key_at(key),
                    format!("units that are used up have no `{key}`"),
                    instead,
                );
            }
        }
    }

    fn at_gap(&mut self, section: &Section<'_>) -> AtGap {
        section.get("at_gap").and_then(|node| self.word(node, &AT_GAP)).unwrap_or_default()
    }

    pub(crate) fn cost_per_day(&mut self, section: &Section<'_>, key: &str) -> f64 {
        section
            .get(key)
            .and_then(|node| self.money_rate(node))
            .map_or(0.0, quantity::MoneyRate::pounds_per_day)
    }

    fn queue(&mut self, node: &Node) -> Queue {
        let Some(section) = self.inner_section(node, &QUEUE) else { return Queue::default() };
        let (order, promote_after) = self.order(&section);
        let preempt = section.get("preempt").and_then(|node| self.word(node, &AT_GAP[1..]));
        self.needs_order(&section, "preempt");
        let limit = section.get("limit").and_then(|node| self.people(node, "patients"));
        Queue { limit, order, preempt, promote_after, returning_first: false }
    }

    fn resource_queue(&mut self, node: &Node) -> Queue {
        for key in ["preempt", "limit"] {
            if let Some(entry) = node.table().and_then(|table| table.entry(key)) {
                let what =
                    format!("a resource has no `{key}`: visits wait for resources in the space they have");
                self.problems.add(entry.key_at, what, format!("put `{key}` in the `queue` of the place"));
            }
        }
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table", "{ order = \"acuity\" }");
            return Queue::default();
        };
        let rest =
            Node { at: node.at, value: crate::tree::Value::Table(without(table, &["preempt", "limit"])) };
        let Some(section) = self.inner_section(&rest, &RESOURCE_QUEUE) else {
            return Queue::default();
        };
        let (order, promote_after) = self.order(&section);
        let returning = section.get("returning").and_then(|node| self.word(node, &RETURNING));
        Queue { order, promote_after, returning_first: returning.unwrap_or(false), ..Queue::default() }
    }

    fn order(&mut self, section: &Section<'_>) -> (Option<AttributeId>, Option<Duration>) {
        let first_come = |node: &&Node| node.text() != Some("first come");
        let attributes = self.names.attributes.len();
        let order = section.get("order").filter(first_come).and_then(|node| self.attribute(node, attributes));
        let promote_after = section.get("promote_after").and_then(|node| self.some_time(node));
        self.needs_order(section, "promote_after");
        (order, promote_after)
    }

    /// Ranks are needed for what some keys say.
    fn needs_order(&mut self, section: &Section<'_>, key: &str) {
        let first_come = section.get("order").is_none_or(|node| node.text() == Some("first come"));
        if section.get(key).is_some() && first_come {
            self.problems.add(
                section.key_at(key),
                format!("`{key}` needs ranks, and this queue is first come, first served"),
                "add `order = \"ATTRIBUTE\"`, such as `order = \"acuity\"`",
            );
        }
    }

    fn parking(&mut self, node: &Node) -> Option<Parking> {
        let section = self.inner_section(node, &PARK)?;
        let mut arrivals = Vec::new();
        if let Some(node) = self.required(&section, "arrivals") {
            let items = node.list().unwrap_or(std::slice::from_ref(node));
            for item in items {
                let known = |names: &crate::names::Names| names.arrivals.names().to_vec();
                arrivals.extend(self.reference(
                    item,
                    "stream of arrivals",
                    crate::names::Names::stream,
                    known,
                ));
            }
        }
        let when_present =
            self.required(&section, "when_present").and_then(|node| self.people(node, "patients"));
        let limit = section.get("limit").and_then(|node| self.people(node, "patients"));
        Some(Parking { arrivals, when_present: when_present?, limit })
    }

    fn when_full(&mut self, node: &Node, this: PlaceId) -> Option<WhenFull> {
        if node.table().is_none() {
            return self.word(node, &[(WhenFull::Wait, "wait"), (WhenFull::TurnAway, "turn away")]);
        }
        let section = self.inner_section(node, &DIVERT)?;
        let to = self.required(&section, "divert")?;
        let place = self.place(to);
        if place == Some(this) {
            self.problems.add(
                to.at,
                "a place cannot divert to itself",
                "name another place, or write `when_full = \"wait\"`",
            );
        }
        let above = section.get("above").map_or(Some(1.0), |node| self.share(node));
        Some(WhenFull::Divert { to: place?, above: above? })
    }

    /// A place by its name.
    pub(crate) fn place(&mut self, node: &Node) -> Option<PlaceId> {
        self.reference(node, "place", crate::names::Names::place, |names| names.places.names().to_vec())
    }

    pub(crate) fn accepts(&mut self, node: &Node) -> Vec<(AttributeId, Vec<u8>)> {
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table", "{ specialty = [\"medicine\"] }");
            return Vec::new();
        };
        table.entries.iter().filter_map(|entry| self.values_of(entry)).collect()
    }

    fn limits(&mut self, node: &Node) -> Vec<(ActivityId, u32)> {
        let mut limits = Vec::new();
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table", "{ \"emergency.assess\" = \"15 cubicles\" }");
            return limits;
        };
        for (name, entry) in joined(table) {
            let limit = self.people(&entry.node, "spaces");
            if let Some(activity) = self.names.activity(&name) {
                limits.extend(limit.map(|limit| (activity, limit)));
            } else {
                let known = self.names.activities.names().to_vec();
                self.unknown(entry.key_at, &name, "activity", &known);
            }
        }
        limits
    }

    fn closures(&mut self, section: &Section<'_>) -> Closures {
        let mut closures = Closures::default();
        if let Some(node) = section.get("closes")
            && let Some(closes) = self.inner_section(node, &CLOSES)
        {
            let mut read = |key| {
                let node = self.required(&closes, key)?;
                let distribution = self.distribution(node)?;
                if distribution.mean() <= 0.0 {
                    self.problems.add(
                        node.at,
                        "this is no time at all",
                        "write a length of time above zero, such as `{ exponential = \"60 days\" }`",
                    );
                }
                Some(distribution)
            };
            let (every, lasts) = (read("every"), read("lasts"));
            closures.random = every.zip(lasts);
        }
        closures.dated = section.get("closed").map(|node| self.spans(node)).unwrap_or_default();
        closures
    }

    fn leaving(&mut self, node: &Node) -> Option<Leaving> {
        if node.table().is_none() {
            return self.hours(node).map(Leaving::Within);
        }
        let section = self.inner_section(node, &LEAVING)?;
        let by_hour = self.required(&section, "by_hour").and_then(|node| self.weights(node, None));
        let mut by_weekday = [1.0; 7];
        if let Some(node) = section.get("by_weekday")
            && let Some(chances) = self.weights(node, Some(7))
        {
            if chances.iter().any(|&chance| chance > 1.0) {
                self.problems.add(
                    node.at,
                    "these are chances, and one is above 1",
                    "write chances from 0 to 1: `1` lets everyone go that day",
                );
            }
            by_weekday.copy_from_slice(&chances);
        }
        Some(Leaving::Drawn { by_hour: by_hour?, by_weekday })
    }
}

/// The entries of a table with their names; `a.b` may be written as one name in quotes or as a table in a table.
pub(crate) fn joined(table: &Table) -> Vec<(String, &Entry)> {
    let mut all = Vec::new();
    for entry in &table.entries {
        match entry.node.table() {
            Some(inner) => all.extend(inner.entries.iter().map(|e| (format!("{}.{}", entry.key, e.key), e))),
            None => all.push((entry.key.clone(), entry)),
        }
    }
    all
}

fn without(table: &Table, keys: &[&str]) -> Table {
    let entries = table.entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())).cloned().collect();
    Table { entries }
}
