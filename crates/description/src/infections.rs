//! `[infection.NAME]`.

use hospital::{Closes, Closing, Comes, InfectedStaff, Infection, Place};
use quantity::{Distribution, Duration};

use crate::keys::{CLOSE, COMES, HYGIENE, INFECTION, STAFF};
use crate::reader::{Reader, Section, entries};
use crate::rosters::since_start;
use crate::tree::{Entry, Node, Table};

/// The most sickness bugs of a file.
const MOST: usize = 100;

/// Reads the sickness bugs, in the order of the file. Their places get rules for their spaces, if they have none.
pub(crate) fn read(reader: &mut Reader, file: &Table, places: &mut [Place]) -> Vec<Infection> {
    reader.named(file, "infection", MOST);
    let infections: Vec<Infection> =
        entries(file, "infection", MOST).filter_map(|entry| read_one(reader, entry, places)).collect();
    for place in infections.iter().flat_map(|infection| &infection.places) {
        if let Some(place) = places.get_mut(place.index()) {
            place.space_rules.get_or_insert_default();
        }
    }
    infections
}

fn read_one(reader: &mut Reader, entry: &Entry, places: &[Place]) -> Option<Infection> {
    let title = format!("[infection.{}]", entry.key);
    let section = reader.section(&entry.node, entry.key_at, &INFECTION, &title)?;
    let where_to = reader.required(&section, "places").map(|node| reader.places_of_bug(node, places));
    let spread = reader.required(&section, "spread").and_then(|node| reader.rate(node));
    let comes = section.get("comes").map(|node| reader.comes(node)).unwrap_or_default();
    let hygiene = section.get("hygiene").and_then(|node| reader.hygiene(node));
    let staff = section.get("staff").and_then(|node| reader.infected_staff(node));
    let closing = section.get("close").and_then(|node| reader.closing(node));
    let of = |days: f64, phases: u32| Distribution::erlang(phases, days * Duration::DAY.millis() as f64);
    let mut time = |key: &str, default| match section.get(key) {
        Some(node) => reader.distribution(node),
        None => default,
    };
    let incubation = time("incubation", of(1.2, 4).ok());
    let illness = time("illness", of(2.0, 2).ok());
    let shedding = time("shedding", of(1.5, 1).ok());
    let in_bay = reader.share_or(&section, "in_bay", 0.6);
    let shedding_load = reader.share_or(&section, "shedding_factor", 0.1);
    let ill_leave = reader.share_or(&section, "ill_leave", 0.0);
    let step = match section.get("step") {
        Some(node) => reader.some_time(node),
        None => Some(Duration::HOUR * 6),
    };
    Some(Infection {
        name: entry.key.clone(),
        places: where_to?,
        step: step?,
        incubation: incubation?,
        illness: illness?,
        shedding: shedding?,
        shedding_load,
        spread_per_day: spread?.per_day(),
        in_bay,
        comes,
        hygiene,
        staff,
        ill_leave,
        closing,
    })
}

impl Reader {
    fn share_or(&mut self, section: &Section<'_>, key: &str, default: f64) -> f64 {
        section.get(key).and_then(|node| self.share(node)).unwrap_or(default)
    }

    fn time_or(&mut self, section: &Section<'_>, key: &str, default: Duration) -> Duration {
        section.get(key).and_then(|node| self.duration(node)).unwrap_or(default)
    }

    fn places_of_bug(&mut self, node: &Node, places: &[Place]) -> Vec<hospital::PlaceId> {
        let mut found = Vec::new();
        for item in node.list().unwrap_or(std::slice::from_ref(node)) {
            let Some(place) = self.place(item) else { continue };
            let each = places.get(place.index()).is_some_and(|it| it.each.is_some());
            let unlimited =
                places.get(place.index()).is_some_and(|it| it.capacity == hospital::Capacity::Unlimited);
            if unlimited {
                self.problems.add(
                    item.at,
                    "a bug spreads by how many spaces there are, and this place has no end of them",
                    "give the place `spaces` as a number or a roster, or leave it out here",
                );
            } else if each {
                self.problems.add(
                    item.at,
                    "a bug spreads in rooms with spaces, and this place has care visits a day instead",
                    "leave it out here, or write `spaces` of the place as a number of people, without `each`",
                );
            } else if found.contains(&place) {
                self.problems.add(item.at, "this place is named twice here", "delete one of the two");
            } else {
                found.push(place);
            }
        }
        found
    }

    fn comes(&mut self, node: &Node) -> Comes {
        let Some(section) = self.inner_section(node, &COMES) else { return Comes::default() };
        let per_day =
            section.get("rate").and_then(|node| self.rate(node)).map_or(0.0, quantity::Rate::per_day);
        let mut at = Vec::new();
        if let Some(node) = section.get("at") {
            for item in node.list().unwrap_or(std::slice::from_ref(node)) {
                at.extend(self.duration(item).map(since_start));
            }
        }
        let carried = self.share_or(&section, "carried", 0.0);
        let mut by_month =
            section.get("by_month").and_then(|node| self.weights(node, Some(12))).unwrap_or_default();
        let mean = by_month.iter().sum::<f64>() / 12.0;
        for weight in &mut by_month {
            *weight /= mean;
        }
        Comes { per_day, at, carried, by_month }
    }

    fn hygiene(&mut self, node: &Node) -> Option<(Duration, f64)> {
        let section = self.inner_section(node, &HYGIENE)?;
        let after = self.time_or(&section, "after", Duration::DAY);
        let factor = self.required(&section, "factor").and_then(|node| self.share(node))?;
        Some((after, factor))
    }

    fn infected_staff(&mut self, node: &Node) -> Option<InfectedStaff> {
        let section = self.inner_section(node, &STAFF)?;
        let number = self.required(&section, "number").and_then(|node| self.people(node, "staff"));
        let spread = self.required(&section, "spread").and_then(|node| self.rate(node));
        let off_after = self.time_or(&section, "off_after", Duration::DAY * 2);
        let resource = section.get("resource").and_then(|node| {
            let known = |names: &crate::names::Names| names.resources.names().to_vec();
            self.reference(node, "resource", crate::names::Names::resource, known)
        });
        Some(InfectedStaff { number: number?, spread_per_day: spread?.per_day(), off_after, resource })
    }

    fn closing(&mut self, node: &Node) -> Option<Closing> {
        let section = self.inner_section(node, &CLOSE)?;
        let words = [(Closes::Place, "place"), (Closes::Room, "bay")];
        let what = section.get("what").map_or(Some(Closes::Place), |node| self.word(node, &words));
        let cases = section.get("cases").map_or(Some(2), |node| self.whole(node, 1, 1_000_000));
        let not_before = self.time_or(&section, "not_before", Duration::ZERO);
        let clear = self.time_or(&section, "clear", Duration::HOUR * 48);
        let cleaning = self.time_or(&section, "cleaning", Duration::ZERO);
        let leaving = self.share_or(&section, "leaving", 0.08);
        Some(Closing { what: what?, cases: cases? as u32, not_before, clear, cleaning, leaving })
    }
}
