//! Who pays: the bodies that share the bill, and the money that passes between them.

use crate::ids::PayerId;

/// A body with a budget of its own: the trust, a council, an integrated care board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// The name that files write.
    pub name: String,
    /// What people call it.
    pub title: String,
}

/// The payers of a hospital, and what they pay that belongs to no place, resource, activity or switch.
#[derive(Clone, Debug, PartialEq)]
pub struct Payments {
    /// The payers; the first is the trust, which pays whatever names nobody else.
    pub payers: Vec<Payer>,
    /// Pounds a day that the chosen options cost all the time, and who pays.
    pub options: Vec<(PayerId, f64)>,
    /// What passes from one payer to another for each day that somebody fit to leave is still in hospital.
    pub delayed_day: Option<DelayedDay>,
}

/// A charge for each day that somebody fit to leave is still in hospital.
///
/// It is no further cost: the bed is paid for by whoever pays for the place. It moves money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DelayedDay {
    /// Pounds a day.
    pub charge: f64,
    /// Who pays it.
    pub paid_by: PayerId,
    /// Who has it.
    pub paid_to: PayerId,
}

/// Pounds that an activity brings each time it begins. They are another payer's cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Income {
    /// Pounds.
    pub pounds: f64,
    /// Who pays them.
    pub from: PayerId,
}

/// Hours of a resource that are bought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agency {
    /// The share of all hours on duty, 0 to 1.
    pub share: f64,
    /// Pounds for each unit and hour, instead of what the others cost.
    pub cost_per_hour: f64,
}

/// What something costs, and who pays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bill {
    /// Who pays.
    pub paid_by: PayerId,
    /// Pounds a day.
    pub per_day: f64,
    /// Pounds once.
    pub once: f64,
}

impl Default for Payments {
    /// The trust pays everything.
    fn default() -> Self {
        let trust = Payer { name: "trust".to_owned(), title: "the trust".to_owned() };
        Self { payers: vec![trust], options: Vec::new(), delayed_day: None }
    }
}

impl Payments {
    /// Handles of all payers, in order.
    pub fn ids(&self) -> impl Iterator<Item = PayerId> + use<> {
        (0..self.payers.len()).map(PayerId::new)
    }

    /// Whether there is anybody to share the bill with.
    pub fn are_shared(&self) -> bool {
        self.payers.len() > 1
    }
}
