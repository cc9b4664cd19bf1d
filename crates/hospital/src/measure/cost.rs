//! What the hospital costs: places, resources, activities, options, rules and staff. Some of it changes with what is switched on.

use quantity::Instant;

use super::Measures;
use super::account::SwitchTally;
use super::definitions::RuleMeasure;
use super::values::{DAY, HOUR, Values, mean};
use crate::Hospital;
use crate::arrivals::Resource;
use crate::hours::Capacity;
use crate::ids::{PayerId, SwitchId};
use crate::switch::{On, Part, Variant};

impl Values<'_> {
    /// What everything costs that this payer pays; `None` is all of them together.
    pub(super) fn cost(&self, whose: Option<PayerId>) -> f64 {
        let hospital = self.hospital;
        let pays = |payer: PayerId| whose.is_none_or(|whose| whose == payer);
        let places = self.places().zip(&hospital.places).filter(|(_, it)| pays(it.paid_by));
        let places: f64 = places.map(|(place, _)| place.cost()).sum();
        let resources = self.resources_cost(|it| if pays(it.paid_by) { it.price_per_hour() } else { 0.0 });
        let begun = |activity| f64::from(self.of_activity(activity, None).begun());
        let activities = hospital.activity_ids().zip(&hospital.activities).filter(|(_, it)| pays(it.paid_by));
        let activities: f64 = activities.map(|(id, it)| begun(id) * it.cost).sum();
        let all_along = places + resources + activities * DAY / self.end as f64;
        let options = hospital.payments.options.iter().filter(|&&(payer, _)| pays(payer));
        let options: f64 = options.map(|&(_, per_day)| per_day).sum();
        let switches: f64 = hospital.switches.ids().map(|switch| self.switch_cost(switch, whose)).sum();
        all_along + options + switches + self.teams_cost(whose)
    }

    /// What is bought from agencies; not a number where nothing is.
    pub(super) fn agency_cost(&self) -> f64 {
        let bought = self.hospital.resources.iter().any(|it| it.agency.is_some());
        if !bought && self.hospital.teams.iter().all(|it| it.cover.is_none()) {
            return f64::NAN;
        }
        self.resources_cost(Resource::agency_price_per_hour) + self.agency_teams_cost()
    }

    /// What units on duty cost a day, at a price for each and an hour.
    fn resources_cost(&self, price: impl Fn(&Resource) -> f64) -> f64 {
        let change = |variant: &Variant| matches!(variant.part, Part::Resource(..));
        let switches = &self.hospital.switches;
        let Some(account) = self.measures.account.as_ref().filter(|_| switches.variants.iter().any(change))
        else {
            let cost = |it: &Resource| self.mean_capacity(&it.capacity) * price(it) * 24.0;
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
            for resource in hospital.resources.iter().filter(|it| price(it) != 0.0) {
                let spans = account.spans(self.end).filter(|(.., its)| *its == on);
                let units = |(from, until, _)| {
                    let [from, until] = [from, until].map(Instant::from_millis);
                    resource.capacity.held_between(from, until, hospital.clock) as f64
                };
                sum += spans.map(units).sum::<f64>() * price(resource) * 24.0;
            }
        }
        sum / self.end as f64
    }

    fn tally_of(&self, switch: SwitchId) -> SwitchTally {
        self.measures.account.as_ref().map_or_else(SwitchTally::default, |it| it.switches[switch.index()])
    }

    fn switch_cost(&self, switch: SwitchId, whose: Option<PayerId>) -> f64 {
        let tally = self.tally_of(switch);
        let on = self.over_time(tally.is_on.area(self.end));
        let bills = &self.hospital.switches.list[switch.index()].bills;
        let bills = bills.iter().filter(|it| whose.is_none_or(|whose| whose == it.paid_by));
        bills.fold(0.0, |sum, it| sum + (on * it.per_day + self.a_day(tally.times) * it.once))
    }

    pub(super) fn rule(&self, measure: RuleMeasure, rule: SwitchId) -> f64 {
        let tally = self.tally_of(rule);
        match measure {
            RuleMeasure::OnShare => self.over_time(tally.is_on.area(self.end)),
            RuleMeasure::Times => self.a_day(tally.times),
            RuleMeasure::OnTime => mean(tally.spells) / HOUR,
            RuleMeasure::Cost => self.switch_cost(rule, None),
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
