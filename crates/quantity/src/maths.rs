//! Functions whose last bit is the same on every machine.
//!
//! The standard library takes `exp`, `ln` and their kin from the system, and systems differ. Here they come from `libm`,
//! which is compiled with us; the rest is written with the four operations, whose results IEEE 754 fixes. Never
//! `mul_add`: a fused product differs from a rounded one.

mod gamma;
mod normal;
mod student;

pub(crate) use gamma::{Tails, gamma_tails_at_log};
pub use gamma::{gamma, incomplete_gamma, ln_gamma};
pub use normal::{erf, erfc, normal_cdf, normal_quantile};
pub(crate) use normal::{normal_above, normal_density};
pub use student::{student_t_cdf, student_t_quantile};

/// eˣ.
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm; minus infinity at 0, not a number below.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// ln(1 + x), exact to the last bits also where x is tiny.
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// eˣ − 1, exact to the last bits also where x is tiny.
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// x to the power y.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The square root.
#[inline]
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// The sine of an angle in radians.
#[inline]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}
