//! What the tests of the flow share: plain hospitals, random hospitals, and a fold that watches over what cannot be.

#![allow(dead_code, reason = "each test file uses some of it")]

pub mod outcomes;
pub mod plain;
pub mod random;
pub mod random_bugs;
pub mod random_places;
pub mod random_staff;
pub mod random_switches;
pub mod rooms;
pub mod sick;
pub mod staffed;
pub mod tape;
pub mod waiting;
pub mod watch;
