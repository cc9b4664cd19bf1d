//! Every measure on stories small enough to count by hand.

mod fixture;
mod hospital;
mod parts;
mod quick;
mod whole;

pub(crate) use fixture::hospital as story_hospital;
