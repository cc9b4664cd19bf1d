//! Measures of the hospital as a whole: who comes back, and who dies.

use super::hospital::of;
use super::{Definition, FIT, HospitalMeasure, OURS};

pub(super) const TABLE: [Definition; 5] = [
    of(
        HospitalMeasure::Readmissions,
        ("readmissions", "a day"),
        "readmissions",
        "Admissions to a hospital bed of visits that had been in one before and have since been in a place outside the hospital. Given, as the next, where a visit can go on from a place outside.",
        OURS,
    ),
    of(
        HospitalMeasure::ReadmittedShare,
        ("readmitted_share", "share"),
        "readmissions of admissions",
        "Of all admissions, the part that is readmissions.",
        OURS,
    ),
    of(
        HospitalMeasure::Deaths,
        ("deaths", "a day"),
        "deaths",
        "Visits that left by a way that counts as died. Given, as the next two, where somebody can die.",
        OURS,
    ),
    of(
        HospitalMeasure::DiedShare,
        ("died_share", "share"),
        "died",
        "Of visits that left, without those turned away, cancelled and left before being seen, those that died.",
        OURS,
    ),
    of(
        HospitalMeasure::DeathsWhileDelayed,
        ("deaths_while_delayed", "a day"),
        "deaths while delayed",
        "Deaths of visits that were fit to leave and still in hospital.",
        FIT,
    ),
];
