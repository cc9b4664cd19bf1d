//! `move_on` of an activity: a stay that goes on in another one.

use hospital::{Activity, ActivityId, Hospital, MoveOn, Next, PathwayId, Where, WhileWaiting};

use crate::keys::MOVE_ON;
use crate::reader::{Reader, Section};
use crate::tree::{Node, Table};

impl Reader {
    /// After how long stays in an activity of a pathway go on in which other.
    pub(crate) fn move_on(
        &mut self,
        section: &Section<'_>,
        (pathway, own): (PathwayId, ActivityId),
    ) -> Option<MoveOn> {
        let inner = self.inner_section(section.get("move_on")?, &MOVE_ON)?;
        if section.get("at").is_none() && section.get("into").is_none() {
            self.problems.add(
                section.key_at("move_on"),
                "`move_on` needs a place to move from",
                "say with `at` or `into` where the stay begins, such as `at = \"amu\"`",
            );
        }
        let after = self.required(&inner, "after").and_then(|node| self.some_time(node));
        let to = self.required(&inner, "to").and_then(|node| self.where_it_goes_on(node, (pathway, own)));
        Some(MoveOn { after: after?, to: to? })
    }

    fn where_it_goes_on(
        &mut self,
        node: &Node,
        (pathway, own): (PathwayId, ActivityId),
    ) -> Option<ActivityId> {
        let text = self.text(node, "\"ward\"")?;
        let what = match self.next(text, node.at, pathway)? {
            Next::Activity(activity) if activity != own => return Some(activity),
            Next::Activity(_) => "this is the activity itself".to_owned(),
            Next::Exit(_) => format!("`{text}` is a way out, and a stay goes on in an activity"),
        };
        self.problems.add(
            node.at,
            what,
            "name another activity, which has the wards in its `into`; what follows the stay is `next`",
        );
        None
    }
}

/// Stays can go on in the activities named.
pub(crate) fn check(reader: &mut Reader, file: &Table, hospital: &Hospital) {
    for activity in &hospital.activities {
        let Some(target) = activity.move_on.and_then(|it| hospital.activities.get(it.to.index())) else {
            continue;
        };
        let Some(node) = node_of(file, hospital, activity) else { continue };
        let name = &target.name;
        for (what, instead) in faults(hospital, target) {
            reader.problems.add(node.at, format!("a stay cannot go on in `{name}`: {what}"), instead);
        }
    }
}

/// What is wrong with an activity in which stays are to go on.
fn faults(hospital: &Hospital, target: &Activity) -> Vec<(String, &'static str)> {
    let mut faults = Vec::new();
    match &target.place {
        Where::Here => faults.push((
            "it has neither `at` nor `into`".to_owned(),
            "say there where the visit is to go, such as `into = [\"any ward\"]`",
        )),
        Where::Into(by) => {
            let places = by.leaves().into_iter().flat_map(|choice| choice.tiers.iter().flatten());
            let mut places = places.filter_map(|place| hospital.places.get(place.index()));
            if let Some(outside) = places.find(|place| place.kind.is_outside()) {
                faults.push((
                    format!("`{}` is outside the hospital", outside.name),
                    "name such places in an activity that is `next`",
                ));
            }
        }
    }
    if target.while_waiting != WhileWaiting::Hold {
        faults.push((
            "visits do not wait for it in their space".to_owned(),
            "delete its `while_waiting`, or give those who move on an activity of their own",
        ));
    }
    if target.patience.is_some() {
        faults.push((
            "visits give up waiting for it".to_owned(),
            "delete its `patience`, or give those who move on an activity of their own",
        ));
    }
    if !target.uses.is_empty() {
        faults.push((
            "it uses resources, and who waits for it is treated without them".to_owned(),
            "delete its `uses`, or give those who move on an activity of their own",
        ));
    }
    faults
}

/// Where an activity says in which other its stays go on.
fn node_of<'t>(file: &'t Table, hospital: &Hospital, activity: &Activity) -> Option<&'t Node> {
    let pathway = &hospital.pathways[activity.pathway.index()].name;
    let mut node = file.get("pathway")?;
    for key in [pathway, &activity.name, "move_on", "to"] {
        node = node.table()?.get(key)?;
    }
    Some(node)
}
