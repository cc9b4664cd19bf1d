//! `[payer.NAME]`, `[money]`, and who pays what.

use hospital::{Agency, Bill, DelayedDay, Income, Payer, PayerId, Payments};
use quantity::{Money, MoneyRate};

use crate::keys::{AGENCY, DELAYED_DAY, MONEY, PAYER};
use crate::names::{Index, MOST_PAYERS, TRUST};
use crate::reader::{Reader, Section, entries};
use crate::tree::{Node, Table};

/// The names of all payers: the trust, then those of the file.
pub(crate) fn names(file: &Table) -> Index {
    let mut index = Index::default();
    index.add(TRUST);
    for entry in entries(file, "payer", MOST_PAYERS).filter(|entry| entry.key != TRUST) {
        index.add(&entry.key);
    }
    index
}

/// Reads the payers, the trust first, and what passes between them.
pub(crate) fn read(reader: &mut Reader, file: &Table) -> Payments {
    let mut payments = Payments::default();
    reader.named(file, "payer", MOST_PAYERS);
    for entry in entries(file, "payer", MOST_PAYERS) {
        let heading = format!("[payer.{}]", entry.key);
        let Some(section) = reader.section(&entry.node, entry.key_at, &PAYER, &heading) else { continue };
        let title = section.get("title").and_then(|node| reader.text(node, "\"Northbridge Council\""));
        if let (TRUST, Some(title)) = (entry.key.as_str(), title) {
            title.clone_into(&mut payments.payers[0].title);
        } else if entry.key != TRUST {
            let title = title.map_or_else(|| entry.key.replace('_', " "), str::to_owned);
            payments.payers.push(Payer { name: entry.key.clone(), title });
        }
    }
    if let Some(node) = file.get("money")
        && let Some(section) = reader.section(node, node.at, &MONEY, MONEY.title)
    {
        payments.delayed_day = section.get("delayed_day").and_then(|node| reader.delayed_day(node));
    }
    payments
}

impl Reader {
    /// A payer by its name.
    fn payer(&mut self, node: &Node) -> Option<PayerId> {
        let known = |names: &crate::names::Names| names.payers.names().to_vec();
        self.reference(node, "payer", crate::names::Names::payer, known)
    }

    /// Who pays what a section says.
    pub(crate) fn paid_by(&mut self, section: &Section<'_>) -> PayerId {
        section.get("paid_by").and_then(|node| self.payer(node)).unwrap_or(PayerId::TRUST)
    }

    /// What a change costs while it holds, and each time it comes to hold.
    pub(crate) fn bill(&mut self, section: &Section<'_>) -> Bill {
        let per_day = section.get("cost").and_then(|node| self.money_rate(node));
        let once = section.get("cost_once").and_then(|node| self.money(node));
        Bill {
            paid_by: self.paid_by(section),
            per_day: per_day.map_or(0.0, MoneyRate::pounds_per_day),
            once: once.map_or(0.0, Money::pounds),
        }
    }

    fn delayed_day(&mut self, node: &Node) -> Option<DelayedDay> {
        let section = self.inner_section(node, &DELAYED_DAY)?;
        let charge = self.required(&section, "charge").and_then(|node| self.money_rate(node));
        let paid_by = self.required(&section, "paid_by").and_then(|node| self.payer(node));
        let paid_to = section.get("paid_to").map_or(Some(PayerId::TRUST), |node| self.payer(node));
        let it = DelayedDay { charge: charge?.pounds_per_day(), paid_by: paid_by?, paid_to: paid_to? };
        if it.paid_by == it.paid_to {
            self.pays_itself(&section, "paid_by");
        }
        Some(it)
    }

    /// What an activity brings whoever pays for it.
    pub(crate) fn income(&mut self, section: &Section<'_>, paid_by: PayerId) -> Option<Income> {
        let Some(node) = section.get("income") else {
            if section.get("income_from").is_some() {
                self.problems.add(
                    section.key_at("income_from"),
                    format!("{} does not say what its income is", section.title),
                    "add for example `income = \"£3,200\"`",
                );
            }
            return None;
        };
        let pounds = self.money(node).map(Money::pounds);
        let Some(from) = section.get("income_from") else {
            self.problems.add(
                section.key_at("income"),
                format!("{} does not say who pays its income", section.title),
                "add `income_from` with the name of a payer, such as `income_from = \"icb\"` and `[payer.icb]`",
            );
            return None;
        };
        let from = self.payer(from)?;
        if from == paid_by {
            self.pays_itself(section, "income_from");
        }
        Some(Income { pounds: pounds?, from })
    }

    fn pays_itself(&mut self, section: &Section<'_>, key: &str) {
        self.problems.add(
            section.key_at(key),
            "this payer would pay itself",
            "name another payer; what an activity brings goes to its `paid_by`, which is `trust` unless it says so",
        );
    }

    /// Hours of a resource that are bought.
    pub(crate) fn agency(&mut self, section: &Section<'_>) -> Option<Agency> {
        let section = self.inner_section(section.get("agency")?, &AGENCY)?;
        let share = self.required(&section, "share").and_then(|node| self.share(node));
        let cost = self.required(&section, "cost").and_then(|node| self.money_rate(node));
        Some(Agency { share: share?, cost_per_hour: MoneyRate::pounds_per_day(cost?) / 24.0 })
    }
}
