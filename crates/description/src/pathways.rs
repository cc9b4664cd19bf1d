//! `[pathway.NAME.ACTIVITY]` and `[exit.NAME]`.

use std::collections::BTreeSet;

use hospital::{
    Activity, ActivityId, By, Exit, ExitId, ExitKind, MOST_REASONS, Next, OTHER_REASON, Pathway, PathwayId,
    PayerId, Place, Where, WhileWaiting,
};
use quantity::Distribution;

use crate::by::quoted;
use crate::keys::{ACTIVITY, EXIT};
use crate::names::{BUILT_IN_EXITS, MOST_THINGS};
use crate::problem::At;
use crate::reader::{Reader, entries};
use crate::suggest::nearest;
use crate::tree::{Entry, Node, Table};

/// Reads the pathways and their activities, in the order of the file.
pub(crate) fn read(reader: &mut Reader, file: &Table, places: &[Place]) -> (Vec<Pathway>, Vec<Activity>) {
    let mut pathways = Vec::new();
    let mut activities = Vec::new();
    for entry in entries(file, "pathway", MOST_THINGS) {
        let pathway = PathwayId::new(pathways.len());
        let mut of_pathway = Vec::new();
        let mut said = false;
        for activity in entry.node.table().into_iter().flat_map(|table| &table.entries) {
            if activity.node.table().is_none() {
                if std::mem::replace(&mut said, true) {
                    continue;
                }
                reader.problems.add(
                    activity.key_at,
                    format!(
                        "`pathway.{}` holds activities, and `{}` is {}",
                        entry.key,
                        activity.key,
                        activity.node.sort()
                    ),
                    format!(
                        "name the activity first: `[pathway.{}.ACTIVITY]`, and `{}` below it",
                        entry.key, activity.key
                    ),
                );
                reader.ways_unsure = true;
                continue;
            }
            let full_name = format!("{}.{}", entry.key, activity.key);
            if reader.names.activity(&full_name).is_none_or(|id| id.index() != activities.len()) {
                continue;
            }
            of_pathway.push(ActivityId::new(activities.len()));
            let own = ActivityId::new(activities.len());
            activities.push(read_activity(reader, (pathway, own), &full_name, activity, places));
        }
        if of_pathway.is_empty() && !said {
            let what = format!("pathway `{}` has no activities", entry.key);
            reader.problems.add_missing(
                entry.key_at,
                what,
                format!("add `[pathway.{}.ACTIVITY]`", entry.key),
            );
            reader.ways_unsure = true;
        }
        pathways.push(Pathway { name: entry.key.clone(), activities: of_pathway });
    }
    check_reasons(reader, file, &activities);
    (pathways, activities)
}

/// Reasons of delay have numbers, and those have an end.
fn check_reasons(reader: &mut Reader, file: &Table, activities: &[Activity]) {
    let reasons: BTreeSet<&str> = activities.iter().filter_map(|it| it.delay_reason.as_deref()).collect();
    if reasons.len() > MOST_REASONS
        && let Some(entry) = file.entry("pathway")
    {
        let instead =
            format!("at most {MOST_REASONS} can be told apart: use the same words for what is the same");
        reader.problems.add(entry.key_at, "there are too many reasons of delay", instead);
    }
}

fn read_activity(
    reader: &mut Reader,
    (pathway, own): (PathwayId, ActivityId),
    full_name: &str,
    entry: &Entry,
    places: &[Place],
) -> Activity {
    let exit = |name: &str| {
        Next::Exit(ExitId::new(BUILT_IN_EXITS.iter().position(|exit| exit.0 == name).unwrap_or(0)))
    };
    let no_time = Distribution::deterministic(0.0).expect("no time is a length of time");
    let mut activity = Activity {
        name: entry.key.clone(),
        pathway,
        place: Where::Here,
        while_waiting: WhileWaiting::Hold,
        uses: Vec::new(),
        time: By::Always(no_time),
        patience: None,
        next: By::Always(Vec::new()),
        when_refused: exit("turned_away"),
        when_impatient: exit("left_before_seen"),
        move_on: None,
        keep_after: Vec::new(),
        fit_to_leave: false,
        delay_reason: None,
        cancels: false,
        cost: 0.0,
        paid_by: PayerId::TRUST,
        income: None,
    };
    let title = format!("[pathway.{full_name}]");
    let Some(section) = reader.section(&entry.node, entry.key_at, &ACTIVITY, &title) else { return activity };
    let before = reader.problems.count();
    activity.place = reader.place_of(&section, places);
    match reader.required(&section, "next").and_then(|node| reader.nexts(node, pathway)) {
        Some(next) => activity.next = next,
        None => reader.ways_unsure = true,
    }
    for (key, next) in
        [("when_refused", &mut activity.when_refused), ("when_impatient", &mut activity.when_impatient)]
    {
        if let Some(node) = section.get(key)
            && let Some(text) = reader.text(node, "\"elsewhere\"")
            && let Some(found) = reader.next(text, node.at, pathway)
        {
            *next = found;
        }
    }
    activity.move_on = reader.move_on(&section, (pathway, own));
    reader.ways_unsure |= reader.problems.count() > before;
    let words =
        [(WhileWaiting::Hold, "hold"), (WhileWaiting::Queue, "queue"), (WhileWaiting::Leave, "leave")];
    activity.while_waiting =
        section.get("while_waiting").and_then(|node| reader.word(node, &words)).unwrap_or_default();
    activity.uses = section.get("uses").map(|node| reader.uses(node)).unwrap_or_default();
    let attributes = reader.names.attributes.len();
    let times = |reader: &mut Reader, node: &Node| reader.by(node, attributes, &mut Reader::distribution);
    match section.get("time").map(|node| times(reader, node)) {
        Some(Some(time)) => activity.time = time,
        Some(None) => reader.ways_unsure = true,
        None => {}
    }
    activity.patience = section.get("patience").and_then(|node| times(reader, node));
    activity.keep_after = section
        .get("keep_after")
        .map(|node| reader.keep_after(node, pathway, &activity.next))
        .unwrap_or_default();
    activity.fit_to_leave = section.get("fit_to_leave").and_then(|node| reader.flag(node)).unwrap_or(false);
    activity.delay_reason = section.get("delay_reason").and_then(|node| reader.delay_reason(node));
    activity.cancels = section.get("cancels").and_then(|node| reader.flag(node)).unwrap_or(false);
    activity.cost =
        section.get("cost").and_then(|node| reader.money(node)).map_or(0.0, quantity::Money::pounds);
    activity.paid_by = reader.paid_by(&section);
    activity.income = reader.income(&section, activity.paid_by);
    activity
}

impl Reader {
    /// A few words, the same wherever the same is meant.
    fn delay_reason(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node, "\"home care\"")?.trim();
        if text.is_empty() || text == OTHER_REASON {
            self.problems.add(
                node.at,
                format!("`{text}` is no reason why somebody is still here"),
                "write a few words, such as `\"home care\"`; delays without a reason are shown as `other`",
            );
            return None;
        }
        Some(text.to_owned())
    }

    /// What follows, with shares that sum to one.
    fn nexts(&mut self, node: &Node, pathway: PathwayId) -> Option<By<Vec<(Next, f64)>>> {
        let attributes = self.names.attributes.len();
        self.by(node, attributes, &mut |reader, node| reader.next_shares(node, pathway))
    }

    fn next_shares(&mut self, node: &Node, pathway: PathwayId) -> Option<Vec<(Next, f64)>> {
        if let Some(text) = node.text() {
            return self.next(text, node.at, pathway).map(|next| vec![(next, 1.0)]);
        }
        let Some(table) = node.table().filter(|table| !table.entries.is_empty()) else {
            self.wrong_sort(node, "what is next", "{ home = 0.8, ward = 0.2 }` or `\"home\"");
            return None;
        };
        let before = self.problems.count();
        let mut shares: Vec<(Next, f64)> = Vec::new();
        for (name, entry) in crate::places::joined(table) {
            let next = self.next(&name, entry.key_at, pathway);
            let share = self.share(&entry.node);
            let Some((next, share)) = next.zip(share) else { continue };
            if shares.iter().any(|(other, _)| *other == next) {
                self.problems.add(
                    entry.key_at,
                    format!("`{name}` is named twice here"),
                    "add the two shares together",
                );
            }
            shares.push((next, share));
        }
        (self.problems.count() == before).then_some(())?;
        let sum: f64 = shares.iter().map(|(_, share)| share).sum();
        self.sums_to_one(node.at, sum)
            .then(|| shares.iter().map(|&(next, share)| (next, share / sum)).collect())
    }

    /// An activity or an exit: of this pathway, with another pathway's name before it, or a way out.
    pub(crate) fn next(&mut self, name: &str, at: At, pathway: PathwayId) -> Option<Next> {
        let of_pathway = self.names.of_pathway.get(pathway.index());
        let found = of_pathway
            .and_then(|own| own.get(name).copied())
            .or_else(|| self.names.activity(name))
            .map(Next::Activity)
            .or_else(|| self.names.exit(name).map(Next::Exit));
        if found.is_none() {
            let pathway = self.names.pathways.names()[pathway.index()].clone();
            let prefix = format!("{pathway}.");
            let own = self.names.activities.iter().filter_map(|name| name.strip_prefix(&prefix));
            let others = self.names.activities.iter().filter(|name| !name.starts_with(&prefix));
            let known = own.chain(self.names.exits.iter()).chain(others);
            let instead = nearest(name, known, "there are");
            let what = format!("`{name}` is neither an activity of `{pathway}` nor an exit");
            self.problems.add_unknown(at, what, instead);
        }
        found
    }

    fn uses(&mut self, node: &Node) -> Vec<(hospital::ResourceId, u32)> {
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table of resources", "{ ed_doctor = 1 }");
            return Vec::new();
        };
        let mut uses = Vec::new();
        for entry in &table.entries {
            let number = self.people(&entry.node, &entry.key);
            if number == Some(0) {
                self.problems.add(entry.node.at, "none of it is used", "write `1` or more, or delete it");
            }
            if let Some(resource) = self.names.resource(&entry.key) {
                uses.extend(number.map(|number| (resource, number)));
            } else {
                let known = self.names.resources.names().to_vec();
                self.unknown(entry.key_at, &entry.key, "resource", &known);
            }
        }
        uses
    }

    fn keep_after(
        &mut self,
        node: &Node,
        pathway: PathwayId,
        nexts: &By<Vec<(Next, f64)>>,
    ) -> Vec<(Next, By<Distribution>)> {
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table of what is next", "{ home = \"3 h\" }");
            return Vec::new();
        };
        let attributes = self.names.attributes.len();
        let mut keep = Vec::new();
        for entry in &table.entries {
            let time = self.by(&entry.node, attributes, &mut Self::distribution);
            let Some(next) = self.next(&entry.key, entry.key_at, pathway) else { continue };
            let known: Vec<Next> = nexts.leaves().into_iter().flatten().map(|&(next, _)| next).collect();
            if !known.is_empty() && !known.contains(&next) {
                let names: Vec<String> = known
                    .iter()
                    .map(|&next| self.name_of(next))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let what = format!("`{}` is never `next` here", entry.key);
                self.problems.add(entry.key_at, what, format!("what is next is {}", quoted(&names)));
            }
            keep.extend(time.map(|time| (next, time)));
        }
        keep
    }

    fn name_of(&self, next: Next) -> String {
        match next {
            Next::Activity(activity) => {
                let full = &self.names.activities.names()[activity.index()];
                full.split_once('.').map_or(full.as_str(), |(_, name)| name).to_owned()
            }
            Next::Exit(exit) => self.names.exits.names()[exit.index()].clone(),
        }
    }
}

/// Reads the exits: the built-in ones, then those of the file.
pub(crate) fn read_exits(reader: &mut Reader, file: &Table) -> Vec<Exit> {
    let mut exits: Vec<Exit> =
        BUILT_IN_EXITS.iter().map(|&(name, kind)| Exit { name: name.to_owned(), kind }).collect();
    for entry in entries(file, "exit", MOST_THINGS) {
        if BUILT_IN_EXITS.iter().any(|(name, _)| *name == entry.key) {
            let what = format!("the exit `{}` is there already", entry.key);
            reader.problems.add(entry.key_at, what, "delete it, or give yours another name");
        }
        let title = format!("[exit.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &EXIT, &title) else { continue };
        let counts_as = reader.required(&section, "counts_as");
        let kind =
            counts_as.and_then(|node| reader.word(node, &ExitKind::ALL)).unwrap_or(ExitKind::Discharged);
        exits.push(Exit { name: entry.key.clone(), kind });
    }
    exits
}
