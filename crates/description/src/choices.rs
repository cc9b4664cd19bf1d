//! Where an activity takes place: `at = "ed"`, `into = ["ward_3", "any medicine", "any ward"]`.

use std::collections::BTreeSet;

use hospital::{AttributeId, Choice, Place, PlaceId, PlaceKind, Where};
use quantity::Duration;

use crate::reader::{Reader, Section};
use crate::suggest::nearest;
use crate::tree::Node;

impl Reader {
    /// Where an activity takes place.
    pub(crate) fn place_of(&mut self, section: &Section<'_>, places: &[Place]) -> Where {
        let attributes = self.names.attributes.len();
        let fall_back_after = section.get("fall_back_after").and_then(|node| self.some_time(node));
        if section.get("fall_back_after").is_some() && section.get("into").is_none() {
            self.problems.add(
                section.key_at("fall_back_after"),
                "`fall_back_after` needs `into`, with more than one entry to fall back to",
                "write `into = [\"first choice\", \"second choice\"]`, or delete `fall_back_after`",
            );
        }
        let choice = match (section.get("at"), section.get("into")) {
            (None, None) => return Where::Here,
            (Some(_), Some(_)) => {
                let what = format!("{} has both `at` and `into`", section.title);
                self.problems.add(
                    section.key_at("into"),
                    what,
                    "keep `at` for one place, or `into` for several in order of preference",
                );
                return Where::Here;
            }
            (Some(at), None) => self.by(at, attributes, &mut |reader, node| {
                if node.list().is_some() {
                    reader.problems.add(
                        node.at,
                        "`at` names one place, and this is a list",
                        "write `into` instead of `at`",
                    );
                    return None;
                }
                if node.text().is_some_and(|text| text.starts_with("any ")) {
                    let instead = format!("write `into = [{}]`", reader.problems.text(node.at));
                    reader.problems.add(node.at, "`at` names one place, and this may be several", instead);
                    return None;
                }
                let place = reader.place(node)?;
                Some(Choice { tiers: vec![vec![place]], fall_back_after: None })
            }),
            (None, Some(into)) => {
                self.by(into, attributes, &mut |reader, node| reader.choice(node, fall_back_after, places))
            }
        };
        choice.map_or(Where::Here, Where::Into)
    }

    fn choice(&mut self, node: &Node, fall_back_after: Option<Duration>, places: &[Place]) -> Option<Choice> {
        let items = node.list().unwrap_or(std::slice::from_ref(node));
        if items.is_empty() {
            self.problems.add(
                node.at,
                "no place is named",
                "write for example `[\"ward_3\", \"any medicine\"]`",
            );
            return None;
        }
        let mut taken = BTreeSet::new();
        let mut tiers = Vec::new();
        let mut sound = true;
        for item in items {
            let before = self.problems.count();
            let mut tier = Vec::new();
            for name in item.list().unwrap_or(std::slice::from_ref(item)) {
                self.add_places(name, places, &mut taken, &mut tier);
            }
            sound &= self.problems.count() == before;
            if !tier.is_empty() {
                tiers.push(tier);
            }
        }
        sound.then_some(Choice { tiers, fall_back_after })
    }

    fn add_places(
        &mut self,
        node: &Node,
        places: &[Place],
        taken: &mut BTreeSet<PlaceId>,
        tier: &mut Vec<PlaceId>,
    ) {
        let Some(text) = self.text(node, "\"ward_3\"") else { return };
        let Some(wanted) = text.strip_prefix("any ") else {
            let Some(place) = self.place(node) else { return };
            if taken.insert(place) {
                tier.push(place);
            } else {
                self.problems.add(
                    node.at,
                    format!("`{text}` is named before this already"),
                    "delete it here",
                );
            }
            return;
        };
        let fits: Vec<PlaceId> = places
            .iter()
            .enumerate()
            .filter(|(_, place)| self.is_any(place, wanted))
            .map(|(n, _)| PlaceId::new(n))
            .collect();
        if fits.is_empty() {
            let values = self
                .names
                .attributes
                .iter()
                .skip(1)
                .flat_map(|attribute| &attribute.values)
                .map(String::as_str);
            let known: Vec<&str> = values.chain(PlaceKind::ALL.iter().map(|(_, kind)| *kind)).collect();
            let instead = nearest(
                wanted,
                known.iter().copied().filter(|&name| name != wanted),
                "`any` goes with a value that some place `accepts`, or a kind",
            );
            self.problems.add_unknown(
                node.at,
                format!("no place accepts `{wanted}` or is of that kind"),
                instead,
            );
        }
        tier.extend(fits.into_iter().filter(|&place| taken.insert(place)));
    }

    fn is_any(&self, place: &Place, wanted: &str) -> bool {
        let accepts = |(attribute, values): &(AttributeId, Vec<u8>)| {
            let names = self.names.values(*attribute);
            values.iter().any(|&value| names.get(value as usize).is_some_and(|name| name == wanted))
        };
        let kind =
            PlaceKind::ALL.iter().any(|&(kind, name)| kind == place.kind && name == wanted.replace('_', " "));
        kind || place.accepts.iter().any(accepts)
    }
}
