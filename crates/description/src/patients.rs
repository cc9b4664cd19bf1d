//! `[patient.NAME]`: what is drawn once a visit.

use hospital::{Attribute, AttributeId, By, MOST_ATTRIBUTES};

use crate::keys::PATIENT;
use crate::reader::{Reader, entries};
use crate::tree::{Node, Table};

/// Reads the attributes; the first is the stream of arrivals, which is not drawn.
pub(crate) fn read(reader: &mut Reader, file: &Table) -> Vec<Attribute> {
    let streams = reader.names.values(AttributeId::ARRIVALS).to_vec();
    let shares = vec![1.0 / streams.len().max(1) as f64; streams.len()];
    let mut attributes =
        vec![Attribute { name: "arrivals".to_owned(), values: streams, shares: By::Always(shares) }];
    for (number, entry) in entries(file, "patient", MOST_ATTRIBUTES - 1).enumerate() {
        let attribute = AttributeId::new(number + 1);
        if entry.key == "arrivals" {
            let what =
                "the attribute `arrivals` is always there: it is the name of the stream a visit came with";
            reader.problems.add(entry.key_at, what, "choose another name");
        }
        let title = format!("[patient.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &PATIENT, &title) else { continue };
        let shares = reader
            .required(&section, "shares")
            .and_then(|node| reader.shares_of(node, attribute, number + 1));
        attributes.push(Attribute {
            name: entry.key.clone(),
            values: reader.names.values(attribute).to_vec(),
            shares: shares.unwrap_or(By::Always(Vec::new())),
        });
    }
    attributes
}

impl Reader {
    /// Shares of the values of an attribute, which may differ by one of the first `before` attributes.
    pub(crate) fn shares_of(
        &mut self,
        node: &Node,
        attribute: AttributeId,
        before: usize,
    ) -> Option<By<Vec<f64>>> {
        self.by(node, before, &mut |reader, node| reader.shares_of_values(node, attribute))
    }

    fn shares_of_values(&mut self, node: &Node, attribute: AttributeId) -> Option<Vec<f64>> {
        let Some(table) = node.table().filter(|table| !table.entries.is_empty()) else {
            self.wrong_sort(node, "a table of values with their shares", "{ high = 0.2, low = 0.8 }");
            return None;
        };
        let mut shares = vec![0.0; self.names.values(attribute).len()];
        let before = self.problems.count();
        for entry in &table.entries {
            let value = self.value(attribute, &entry.key, entry.key_at);
            let share = self.share(&entry.node);
            if let Some((value, share)) = value.zip(share) {
                shares[value] = share;
            }
        }
        (self.problems.count() == before).then_some(())?;
        let sum: f64 = shares.iter().sum();
        self.sums_to_one(node.at, sum).then(|| shares.iter().map(|share| share / sum).collect())
    }
}
