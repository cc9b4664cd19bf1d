//! Values that differ `by` an attribute of the visit.

use hospital::By;

use crate::names::AttributeNames;
use crate::reader::Reader;
use crate::tree::{Entry, Node, Value};

impl Reader {
    /// A value, the same for all or different `by` one of the first `before` attributes; `leaf` reads one value.
    ///
    /// `None` if anything in it could not be read; that has been said.
    pub(crate) fn by<T: Clone>(
        &mut self,
        node: &Node,
        before: usize,
        leaf: &mut dyn FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<By<T>> {
        let Some(table) = node.table().filter(|table| table.get("by").is_some()) else {
            if let Some(attribute) = self.differs_without_by(node) {
                let what = format!("the values of `{attribute}` are named here, but not what decides");
                self.problems.add(node.at, what, format!("write `{{ by = \"{attribute}\", … }}`"));
                return None;
            }
            return leaf(self, node).map(By::Always);
        };
        let decides = table.get("by")?;
        let attribute = self.attribute(decides, before);
        let Some(attribute) = attribute else {
            // The cases cannot be held against the values, but what stands in them can be read.
            for entry in table.entries.iter().filter(|entry| entry.key != "by") {
                self.by(&entry.node, before, leaf);
            }
            return None;
        };
        let mut sound = true;
        let mut other = None;
        let mut cases = vec![None; self.names.values(attribute).len()];
        for entry in table.entries.iter().filter(|entry| entry.key != "by") {
            let case = self.by(&entry.node, before, leaf);
            sound &= case.is_some();
            if entry.key == "other" {
                other = Some(case);
            } else if let Some(value) = self.value(attribute, &entry.key, entry.key_at) {
                cases[value] = Some(case);
            } else {
                sound = false;
            }
        }
        let missing: Vec<&str> = cases
            .iter()
            .zip(self.names.values(attribute))
            .filter(|(case, _)| case.is_none() && other.is_none())
            .map(|(_, value)| value.as_str())
            .collect();
        if sound && !missing.is_empty() {
            let name = self.names.attributes[attribute.index()].name.clone();
            let what = format!("there is no case for {} of `{name}`", quoted(&missing));
            let instead = format!("add `{} = …`, or `other = …` for all that are not named", missing[0]);
            self.problems.add_unknown(node.at, what, instead);
        }
        let cases: Option<Vec<By<T>>> =
            cases.into_iter().map(|case| case.or_else(|| other.clone())?).collect();
        cases.filter(|_| sound).map(|cases| By::Of { attribute, cases })
    }

    /// The attribute whose values are named as cases where `by` was forgotten.
    fn differs_without_by(&self, node: &Node) -> Option<&str> {
        let table = node.table().filter(|table| table.entries.len() > 1)?;
        // Shares of values are numbers, and are no cases.
        let case = |entry: &Entry| !matches!(entry.node.value, Value::Number { .. });
        let of = |attribute: &&AttributeNames| {
            let named = |entry: &Entry| entry.key == "other" || attribute.values.contains(&entry.key);
            table.entries.iter().all(|entry| case(entry) && named(entry))
        };
        self.names.attributes.iter().find(of).map(|attribute| attribute.name.as_str())
    }
}

/// Names in quotes, the last after `and`.
pub(crate) fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
