//! Measures of a team of staff.

use super::{Definition, Measure, OURS, Origin, row};

/// A measure of a team of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum TeamMeasure {
    Planned,
    Present,
    PatientsEach,
    AbsenceShare,
    ShortShare,
    CoveredShare,
    AgencyHours,
    AgencyCost,
    Cost,
}

/// Hours of care for a patient's day are its inverse.
const CARE_HOURS: Origin =
    ("Onward; 24 divided by it are NHS England's care hours per patient day, of this team alone", "1");

const fn of(
    measure: TeamMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
    origin: Origin,
) -> Definition {
    row(Measure::Team(measure), names, title, definition, origin)
}

pub(super) const TABLE: [Definition; 9] = [
    of(
        TeamMeasure::Planned,
        ("staff_planned", "staff"),
        "planned",
        "Mean number of staff by the roster, over all hours.",
        OURS,
    ),
    of(
        TeamMeasure::Present,
        ("staff_present", "staff"),
        "present",
        "Mean number of staff at work, agency staff among them, over all hours.",
        OURS,
    ),
    of(
        TeamMeasure::PatientsEach,
        ("patients_each", "patients"),
        "patients each",
        "Patients in spaces of the place for each member of staff present: hours of patients divided by hours of staff, while any are planned. Of the units of a resource there is none.",
        CARE_HOURS,
    ),
    of(
        TeamMeasure::AbsenceShare,
        ("absence_share", "share"),
        "absent",
        "Hours of those who stay away, of the hours planned.",
        OURS,
    ),
    of(
        TeamMeasure::ShortShare,
        ("short_shift_share", "share"),
        "short shifts",
        "Shifts that begin with fewer staff than planned, agency staff counted as present, of all that begin in the counted time.",
        OURS,
    ),
    of(
        TeamMeasure::CoveredShare,
        ("covered_share", "share"),
        "filled",
        "Hours that agency staff fill, of the hours of those who stay away. Given where the team has an agency.",
        OURS,
    ),
    of(
        TeamMeasure::AgencyHours,
        ("agency_hours", "h a day"),
        "agency hours",
        "Hours of agency staff who come instead of those who stay away, a day.",
        OURS,
    ),
    of(TeamMeasure::AgencyCost, ("agency_cost", "£ a day"), "agency cost", "What those hours cost.", OURS),
    of(
        TeamMeasure::Cost,
        ("cost", "£ a day"),
        "cost",
        "What its planned hours and its agency hours cost; those absent are paid as well. Of the units of a resource there is none: they cost what their resource does.",
        OURS,
    ),
];
