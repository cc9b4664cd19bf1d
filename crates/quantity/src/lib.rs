//! How long, how many, how often, how likely?
//!
//! Quantities that carry their unit in the type and are written in files with their unit ([`Duration`], [`Count`],
//! [`Rate`], [`Money`], [`Share`]); distributions of them ([`Distribution`]) with a fast sampler ([`Sampler`]) and choices
//! between alternatives ([`Choice`]); and streams of random words that are a pure function of who asks and what for
//! ([`Streams`]).
//!
//! Everything here gives the same bits on every machine: transcendental functions come from [`maths`], nothing is fused,
//! nothing depends on the order of a hash map. The crate reads no clock, file or environment, knows no hospital, and
//! never panics on what a user wrote: texts and parameters that make no sense come back as errors to be shown.

mod choice;
mod count;
mod distribution;
pub mod maths;
mod money;
mod rate;
mod sampler;
mod share;
mod stream;
mod text;
mod time;

pub use choice::Choice;
pub use count::{Count, parse_count};
pub use distribution::{Distribution, Empirical, InvalidDistribution, Mixture, Phase, PhaseType, Quantiles};
pub use money::{Money, MoneyRate};
pub use rate::Rate;
pub use sampler::Sampler;
pub use share::Share;
pub use stream::{
    Blocks, FIRST_RESERVED_ARRIVALS, Seed, Stream, Streams, TOGETHER, philox4x32, unit_from_two, unit_open,
};
pub use text::ParseQuantityError;
pub use time::{Duration, Instant};
