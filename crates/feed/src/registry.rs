//! Who is who: identifiers of visits and patients become pseudonyms, and pseudonyms visits.
//!
//! A visit of a real hospital has no stream of arrivals and no number in it; it has an identifier. The registry numbers
//! visits in the order in which they are first spoken of, and remembers for each pseudonym which number that was. The
//! stream is what the mapping says of its class. Whoever keeps the log keeps [`Registry::visits`] too.

use std::collections::{BTreeMap, BTreeSet};

use hospital::{ArrivalsId, MovementName, Pseudonym, VisitId};

use crate::sha256::hmac;

/// The secret without which nobody can tell whose pseudonym it is. Two feeds with one key make the same pseudonyms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key(pub [u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// An identifier: what it is and who gave it (HL7 v2, 2.A.14 CX).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identifier {
    pub id: String,
    pub authority: String,
}

/// What is identified; the same identifier of two sorts makes two pseudonyms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Patient,
    Visit,
    Account,
    Movement,
}

/// The most visits that can be numbered: a number has 48 bits, a slot in arrays 32.
const MOST: u64 = u32::MAX as u64;

/// A name of a visit: what the registry knows, for whoever keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The name.
    pub pseudonym: Pseudonym,
    /// The visit. It may have several names.
    pub visit: VisitId,
    /// Whether the name is the visit's own number; otherwise an account's or the patient's stands for it.
    pub is_own: bool,
}

/// Who is who.
#[derive(Clone, Debug)]
pub struct Registry {
    key: Key,
    visits: BTreeMap<Pseudonym, (VisitId, bool)>,
    /// Visits that have a number of their own.
    own: BTreeSet<VisitId>,
    given: u64,
}

impl Registry {
    /// Nobody known yet.
    pub fn new(key: Key) -> Self {
        Self { key, visits: BTreeMap::new(), own: BTreeSet::new(), given: 0 }
    }

    /// As it was when its [`visits`](Self::visits) were kept.
    pub fn restored(key: Key, visits: impl IntoIterator<Item = Registered>) -> Self {
        let mut registry = Self::new(key);
        for it in visits {
            registry.given = registry.given.max(it.visit.number() + 1);
            registry.add(it);
        }
        registry
    }

    /// Every name of a visit, and which visit it is.
    pub fn visits(&self) -> impl Iterator<Item = Registered> {
        self.visits.iter().map(|(&pseudonym, &(visit, is_own))| Registered { pseudonym, visit, is_own })
    }

    pub(crate) fn pseudonym(&self, sort: Sort, identifier: &Identifier) -> Pseudonym {
        Pseudonym(self.hash(sort, identifier))
    }

    pub(crate) fn movement_name(&self, identifier: &Identifier) -> MovementName {
        MovementName(self.hash(Sort::Movement, identifier))
    }

    /// The visit that is known by a pseudonym.
    pub(crate) fn known(&self, pseudonym: Pseudonym) -> Option<VisitId> {
        self.visits.get(&pseudonym).map(|it| it.0)
    }

    /// The visit known by one of these names, the best first. One that was known by a lesser name only is known by the
    /// best from now on: its first messages did not have the number. But a visit that has a number keeps to it.
    pub(crate) fn known_by(&mut self, best: (Pseudonym, bool), lesser: &[Pseudonym]) -> Option<VisitId> {
        if let Some(visit) = self.known(best.0) {
            return Some(visit);
        }
        let nameless = |name: &Pseudonym| self.known(*name).filter(|visit| !self.own.contains(visit));
        let visit = lesser.iter().find_map(nameless)?;
        self.add(Registered { pseudonym: best.0, visit, is_own: best.1 });
        Some(visit)
    }

    /// From now on the visit is known by this pseudonym too, unless another is.
    pub(crate) fn alias(&mut self, pseudonym: Pseudonym, visit: VisitId) {
        let is_own = self.own.contains(&visit);
        self.add(Registered { pseudonym, visit, is_own });
    }

    /// A new visit; `None` when no more can be numbered.
    pub(crate) fn new_visit(
        &mut self,
        pseudonym: Pseudonym,
        is_own: bool,
        arrivals: ArrivalsId,
    ) -> Option<VisitId> {
        if self.given >= MOST {
            return None;
        }
        let visit = VisitId::new(arrivals, self.given);
        self.given += 1;
        self.add(Registered { pseudonym, visit, is_own });
        Some(visit)
    }

    fn add(&mut self, it: Registered) {
        self.visits.entry(it.pseudonym).or_insert((it.visit, it.is_own));
        if it.is_own {
            self.own.insert(it.visit);
        }
    }

    /// The first half of the hash; lengths stand before the texts, so that no two identifiers run together.
    fn hash(&self, sort: Sort, identifier: &Identifier) -> u128 {
        let sort = match sort {
            Sort::Patient => b'p',
            Sort::Visit => b'v',
            Sort::Account => b'a',
            Sort::Movement => b'm',
        };
        let length = (identifier.id.len() as u64).to_be_bytes();
        let parts: [&[u8]; 4] = [&[sort], &length, identifier.id.as_bytes(), identifier.authority.as_bytes()];
        let hash = hmac(&self.key.0, &parts);
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        u128::from_be_bytes(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identifier(id: &str, authority: &str) -> Identifier {
        Identifier { id: id.to_owned(), authority: authority.to_owned() }
    }

    #[test]
    fn a_pseudonym_depends_on_everything_and_on_nothing_else() {
        let registry = Registry::new(Key([1; 32]));
        let first = registry.pseudonym(Sort::Visit, &identifier("12", "A"));
        assert_eq!(first, Registry::new(Key([1; 32])).pseudonym(Sort::Visit, &identifier("12", "A")));
        let others = [
            registry.pseudonym(Sort::Patient, &identifier("12", "A")),
            registry.pseudonym(Sort::Visit, &identifier("1", "2A")),
            registry.pseudonym(Sort::Visit, &identifier("12", "B")),
            Registry::new(Key([2; 32])).pseudonym(Sort::Visit, &identifier("12", "A")),
        ];
        assert!(others.iter().all(|other| *other != first));
    }

    #[test]
    fn visits_are_numbered_as_they_come_and_remembered() {
        let mut registry = Registry::new(Key([1; 32]));
        let arrivals = ArrivalsId::new(1);
        let (one, two, three) = (Pseudonym(5), Pseudonym(3), Pseudonym(4));
        assert_eq!(registry.new_visit(one, true, arrivals), Some(VisitId::new(arrivals, 0)));
        assert_eq!(registry.new_visit(two, false, arrivals), Some(VisitId::new(arrivals, 1)));
        assert_eq!(registry.known_by((one, true), &[two]), Some(VisitId::new(arrivals, 0)));
        assert_eq!(
            registry.known_by((three, true), &[two]),
            Some(VisitId::new(arrivals, 1)),
            "it had no number"
        );
        let mut again = Registry::restored(Key([1; 32]), registry.visits());
        assert_eq!(again.known(two), registry.known(two));
        assert_eq!(again.known_by((Pseudonym(8), true), &[two]), None, "now it has one");
        assert_eq!(again.new_visit(Pseudonym(9), true, arrivals), Some(VisitId::new(arrivals, 2)));
    }
}
