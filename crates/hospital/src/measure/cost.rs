//! What the hospital costs: places, resources, activities, options and rules. Some of it changes with what is switched on.

use quantity::Instant;

use super::Measures;
use super::account::SwitchTally;
use super::definitions::RuleMeasure;
use super::values::{DAY, HOUR, Values, mean};
use crate::Hospital;
use crate::arrivals::Resource;
use crate::hours::Capacity;
use crate::ids::SwitchId;
use crate::switch::{On, Part, Variant};

impl Values<'_> {
    pub(super) fn cost(&self) -> f64 {
        let places: f64 = self.places().map(|place| place.cost()).sum();
        let resources = self.resources_cost();
        let begun = |activity| f64::from(self.of_activity(activity, None).begun());
        let activities: f64 = self
            .hospital
            .activity_ids()
            .map(|activity| begun(activity) * self.hospital.activities[activity.index()].cost)
            .sum();
        let all_along = places + resources + activities * DAY / self.end as f64;
        let switches: f64 = self.hospital.switches.ids().map(|switch| self.switch_cost(switch)).sum();
        all_along + self.hospital.options_cost_per_day + switches
    }

    fn resources_cost(&self) -> f64 {
        let change = |variant: &Variant| matches!(variant.part, Part::Resource(..));
        let switches = &self.hospital.switches;
        let Some(account) = self.measures.account.as_ref().filter(|_| switches.variants.iter().any(change))
        else {
            let cost = |it: &Resource| self.mean_capacity(&it.capacity) * it.cost_per_hour * 24.0;
            return self.hospital.resources.iter().map(cost).sum();
        };
        let mut known: Vec<On> = Vec::new();
        let mut sum = 0.0;
        for (.., on) in account.spans(self.end) {
            if known.contains(&on) {
                continue;
            }
            known.push(on);
            let hospital = self.hospital.with(on);
            for resource in hospital.resources.iter().filter(|it| it.cost_per_hour != 0.0) {
                let spans = account.spans(self.end).filter(|(.., its)| *its == on);
                let units = |(from, until, _)| {
                    let [from, until] = [from, until].map(Instant::from_millis);
                    resource.capacity.held_between(from, until, hospital.clock) as f64
                };
                sum += spans.map(units).sum::<f64>() * resource.cost_per_hour * 24.0;
            }
        }
        sum / self.end as f64
    }

    fn tally_of(&self, switch: SwitchId) -> SwitchTally {
        self.measures.account.as_ref().map_or_else(SwitchTally::default, |it| it.switches[switch.index()])
    }

    fn switch_cost(&self, switch: SwitchId) -> f64 {
        let it = &self.hospital.switches.list[switch.index()];
        let tally = self.tally_of(switch);
        self.over_time(tally.is_on.area(self.end)) * it.cost_per_day + self.a_day(tally.times) * it.cost_once
    }

    pub(super) fn rule(&self, measure: RuleMeasure, rule: SwitchId) -> f64 {
        let tally = self.tally_of(rule);
        match measure {
            RuleMeasure::OnShare => self.over_time(tally.is_on.area(self.end)),
            RuleMeasure::Times => self.a_day(tally.times),
            RuleMeasure::OnTime => mean(tally.spells) / HOUR,
            RuleMeasure::Cost => self.switch_cost(rule),
        }
    }

    /// The mean number over the counted time; an unlimited one is never on duty without work and costs nothing here.
    fn mean_capacity(&self, capacity: &Capacity) -> f64 {
        match capacity {
            Capacity::Always(number) => f64::from(*number),
            Capacity::Rostered(roster) => {
                roster.mean_until(Instant::from_millis(self.end), self.hospital.clock)
            }
            Capacity::Unlimited => 0.0,
        }
    }
}

/// What each place cost where prices changed: pounds × milliseconds a day.
pub(super) fn spent(measures: &Measures, hospital: &Hospital) -> Option<Vec<f64>> {
    let account = measures.account.as_ref().filter(|account| account.prices_change)?;
    let mut spent = vec![0.0; hospital.places.len()];
    for (on, held) in &account.held {
        let then = hospital.with(*on);
        // The first of those held is nowhere.
        for ((sum, place), &[occupied, open]) in spent.iter_mut().zip(&then.places).zip(&held[1..]) {
            let open = if place.capacity == Capacity::Unlimited { occupied } else { open };
            *sum += occupied as f64 * place.cost_per_day + open as f64 * place.cost_per_open_day;
        }
    }
    Some(spent)
}
