//! Care rounds: `spaces` and `each` in care visits a day.

use hospital::{Capacity, CareVisits, Place, PlaceKind};

use crate::keys::EACH;
use crate::places::noun;
use crate::reader::{Reader, Section};
use crate::tree::{Node, Value};

/// More care visits a day than anybody is given.
const MOST_FOR_ONE: u32 = 100;

impl Reader {
    /// How many spaces a place has; care visits a day where it says how many each person needs.
    pub(crate) fn spaces(&mut self, section: &Section<'_>, kind: PlaceKind) -> Option<Capacity> {
        let node = self.required(section, "spaces")?;
        if section.get("each").is_none() {
            return self.capacity(node, noun(kind));
        }
        match &node.value {
            Value::Text(text) if text.contains('/') => self.a_day(node, 1_000_000).map(Capacity::Always),
            Value::Text(text) if text != "unlimited" => {
                self.problems.add(
                    node.at,
                    format!("`{text}` is how many, and with `each` it is how often"),
                    "write how many care visits a day can be made, such as `\"230 visits / day\"`",
                );
                None
            }
            Value::Text(_) | Value::Number { .. } | Value::Flag(_) | Value::List(_) | Value::Table(_) => {
                self.capacity(node, "visits / day")
            }
        }
    }

    /// How many care visits a day each person needs in a place.
    pub(crate) fn care_visits(&mut self, section: &Section<'_>, place: &Place) -> Option<CareVisits> {
        let node = section.get("each")?;
        self.may_have_each(section, place.kind);
        let (first, last) = if node.table().is_some() {
            let each = self.inner_section(node, &EACH)?;
            let mut read = |key| self.required(&each, key).and_then(|node| self.care_visits_of_one(node));
            let (first, last) = (read("first"), read("last"));
            (first?, last?)
        } else {
            let always = self.care_visits_of_one(node)?;
            (always, always)
        };
        if last > first {
            self.problems.add(
                node.at,
                format!("it begins with {first} care visits a day and ends with {last}"),
                "need falls: write the larger number as `first`",
            );
            return None;
        }
        let most = match &place.capacity {
            Capacity::Always(number) => *number,
            Capacity::Rostered(roster) => roster.most(),
            Capacity::Unlimited => u32::MAX,
        };
        if most > 0 && u32::from(first) > most {
            self.problems.add(
                node.at,
                format!("somebody needs {first} care visits a day, and only {most} can ever be made"),
                "make `spaces` larger or `first` smaller: nobody could come in",
            );
        }
        Some(CareVisits { first, last })
    }

    fn may_have_each(&mut self, section: &Section<'_>, kind: PlaceKind) {
        if kind != PlaceKind::CareRounds {
            self.problems.add(
                section.key_at("each"),
                format!("{} has `each` and is not of kind `care rounds`", section.title),
                "delete `each`, or write `kind = \"care rounds\"`",
            );
        }
        let queue = section.get("queue").and_then(Node::table);
        if let Some(preempt) = queue.and_then(|queue| queue.entry("preempt")) {
            self.problems.add(
                preempt.key_at,
                "with `each` nobody is interrupted for somebody else",
                "delete `preempt`: who has been cared for a while needs less than a newcomer",
            );
        }
    }

    fn care_visits_of_one(&mut self, node: &Node) -> Option<u16> {
        self.a_day(node, MOST_FOR_ONE).and_then(|number| u16::try_from(number).ok())
    }

    /// A whole number a day, at least one.
    fn a_day(&mut self, node: &Node, most: u32) -> Option<u32> {
        let per_day = self.rate(node)?.per_day();
        let whole = per_day.round();
        if (per_day - whole).abs() > 1e-9 || whole < 1.0 || whole > f64::from(most) {
            let found = self.problems.text(node.at).to_owned();
            self.problems.add(
                node.at,
                format!("{found} is not a whole number a day from 1 to {most}"),
                "write for example `\"4 visits / day\"`",
            );
            return None;
        }
        Some(whole as u32)
    }
}
