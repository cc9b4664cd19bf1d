//! Tables that distributions of one shape share: they differ in their unit alone.
//!
//! A hospital has many times of one shape, as lengths of stay of wards with the same spread. One table for all of them is
//! made once, and stays in the processor's cache.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::table::{LONGEST, Table};
use crate::distribution::Distribution;

/// A family and the bits of its shape.
type Shape = (u8, u64);

/// Tables in use anywhere in the process. What is in a table depends on its shape alone.
static TABLES: Mutex<BTreeMap<Shape, Weak<Table>>> = Mutex::new(BTreeMap::new());

/// The table from which multiples of a smooth distribution over milliseconds are drawn, and its unit.
pub(super) fn table_of(distribution: &Distribution, by: f64) -> (Arc<Table>, f64) {
    if let Some((shape, of_shape, unit)) = of_one(distribution) {
        let table = shared(shape, &of_shape);
        let unit = unit * by;
        // In a unit so small that it has lost digits, or so large that the longest would not fit, there is nothing to share.
        if (unit.is_normal() || by == 0.0) && table.greatest() * unit <= LONGEST {
            return (table, unit);
        }
    }
    (Arc::new(Table::new(|p| by * distribution.quantile(p))), 1.0)
}

/// The distribution's shape, the distribution of that shape in its own unit, and that unit.
fn of_one(distribution: &Distribution) -> Option<(Shape, Distribution, f64)> {
    let of = |family: u8, shape: f64, of_shape, unit| Some(((family, shape.to_bits()), of_shape, unit));
    match *distribution {
        Distribution::Exponential { mean } => of(0, 1.0, Distribution::Exponential { mean: 1.0 }, mean),
        Distribution::Lognormal { mu, sigma } => {
            of(1, sigma, Distribution::Lognormal { mu: 0.0, sigma }, crate::maths::exp(mu))
        }
        Distribution::Gamma { shape, scale } => {
            of(2, shape, Distribution::Gamma { shape, scale: 1.0 }, scale)
        }
        Distribution::Weibull { shape, scale } => {
            of(3, shape, Distribution::Weibull { shape, scale: 1.0 }, scale)
        }
        Distribution::Erlang { phases, mean } => {
            of(4, f64::from(phases), Distribution::Erlang { phases, mean: 1.0 }, mean)
        }
        Distribution::Deterministic(_)
        | Distribution::Uniform { .. }
        | Distribution::Triangular { .. }
        | Distribution::Normal { .. }
        | Distribution::PhaseType(_)
        | Distribution::Empirical(_)
        | Distribution::Quantiles(_)
        | Distribution::Mixture(_)
        | Distribution::Scaled { .. } => None,
    }
}

fn shared(shape: Shape, of_shape: &Distribution) -> Arc<Table> {
    // A thread that panicked here has left whole tables behind.
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(table) = tables.get(&shape).and_then(Weak::upgrade) {
        return table;
    }
    tables.retain(|_, table| table.strong_count() > 0);
    let table = Arc::new(Table::new(|p| of_shape.quantile(p)));
    tables.insert(shape, Arc::downgrade(&table));
    table
}
