//! What each payer bears, and what passes between them.

use super::definitions::PayerMeasure;
use super::values::{DAY, Values};
use crate::ids::PayerId;
use crate::payment::DelayedDay;

impl Values<'_> {
    pub(super) fn payer(&self, measure: PayerMeasure, payer: PayerId) -> f64 {
        let cost = || self.cost(Some(payer)) + self.passed(|from, _| from == payer);
        let income = || self.passed(|_, to| to == payer);
        match measure {
            PayerMeasure::Cost => cost(),
            PayerMeasure::Income => income(),
            PayerMeasure::NetCost => cost() - income(),
        }
    }

    /// Pounds a day that pass from one payer to another, of those pairs that are wanted.
    fn passed(&self, is_wanted: impl Fn(PayerId, PayerId) -> bool) -> f64 {
        let mut sum = 0.0;
        for (id, activity) in self.hospital.activity_ids().zip(&self.hospital.activities) {
            if let Some(income) = activity.income.filter(|it| is_wanted(it.from, activity.paid_by)) {
                sum += f64::from(self.of_activity(id, None).begun()) * income.pounds * DAY / self.end as f64;
            }
        }
        if let Some(DelayedDay { charge, paid_by, paid_to }) = self.hospital.payments.delayed_day
            && is_wanted(paid_by, paid_to)
        {
            sum += self.over_time(self.measures.books.hospital.fit.area(self.end)) * charge;
        }
        sum
    }
}
