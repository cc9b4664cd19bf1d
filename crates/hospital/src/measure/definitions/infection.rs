//! Measures of sickness bugs, of the hospital as a whole.

use super::hospital::{HospitalMeasure, of};
use super::{Definition, OURS, Origin};

const OUTBREAK: Origin = (
    "Onward, after the Hospital Norovirus Outbreak Reporting System (Harris et al. 2013)",
    "reports of 2009 to 2011",
);
const WINTER: Origin = (
    "Onward, after NHS England's winter situation report: beds closed by diarrhoea, vomiting and norovirus-like symptoms, and of those unoccupied",
    "winter 2019-20",
);

pub(super) const TABLE: [Definition; 8] = [
    of(
        HospitalMeasure::Outbreaks,
        ("outbreaks", "a year"),
        "outbreaks",
        "Outbreaks of sickness bugs that began in the counted time and are over, a year: two or more patients and staff of one place who fell ill, from the first of them until nobody there has it and nothing is closed.",
        OUTBREAK,
    ),
    of(
        HospitalMeasure::OutbreakPatients,
        ("outbreak_patients", "patients"),
        "patients ill in an outbreak",
        "Mean number of patients who fell ill in an outbreak.",
        OUTBREAK,
    ),
    of(
        HospitalMeasure::OutbreakStaff,
        ("outbreak_staff", "staff"),
        "staff ill in an outbreak",
        "Mean number of staff who fell ill in an outbreak.",
        OUTBREAK,
    ),
    of(
        HospitalMeasure::OutbreakClosureDays,
        ("outbreak_closure_days", "days"),
        "closed in an outbreak",
        "Mean time in an outbreak during which the place, or any of its bays, was closed because of it.",
        OUTBREAK,
    ),
    of(
        HospitalMeasure::OutbreakBedDays,
        ("outbreak_bed_days", "bed-days"),
        "bed-days lost in an outbreak",
        "Mean over outbreaks of the closed spaces that nobody was in, times their time.",
        OUTBREAK,
    ),
    of(
        HospitalMeasure::ClosedByInfection,
        ("closed_by_infection", "spaces"),
        "spaces closed by a bug",
        "Mean number of spaces closed because of a sickness bug, with those that somebody is in.",
        WINTER,
    ),
    of(
        HospitalMeasure::ClosedByInfectionEmpty,
        ("closed_by_infection_empty", "spaces"),
        "of those, empty",
        "Mean number of spaces closed because of a sickness bug that nobody is in.",
        WINTER,
    ),
    of(
        HospitalMeasure::StaffOffSick,
        ("staff_off_sick", "staff"),
        "staff off with a bug",
        "Mean number of staff who stay away with a sickness bug.",
        OURS,
    ),
];
