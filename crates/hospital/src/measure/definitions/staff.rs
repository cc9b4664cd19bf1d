//! Measures of staff, of the hospital as a whole.

use super::hospital::{HospitalMeasure, of};
use super::{Definition, OURS};

pub(super) const TABLE: [Definition; 5] = [
    of(
        HospitalMeasure::ClosedForStaff,
        ("closed_for_staff", "spaces"),
        "spaces closed for want of staff",
        "Mean number of spaces of rosters that are not open because too few staff are present, with those that somebody is still in; that is also space-days a day.",
        OURS,
    ),
    of(
        HospitalMeasure::AbsenceShare,
        ("absence_share", "share"),
        "staff absent",
        "Hours of those who stay away, of the hours planned, of all teams of staff together.",
        OURS,
    ),
    of(
        HospitalMeasure::ShortShare,
        ("short_shift_share", "share"),
        "short shifts",
        "Shifts that begin with fewer staff than planned, agency staff counted as present, of all shifts of all teams that begin in the counted time.",
        OURS,
    ),
    of(
        HospitalMeasure::StaffHours,
        ("staff_hours", "h a day"),
        "hours of staff",
        "Hours that members of teams are at work, agency staff among them, a day.",
        OURS,
    ),
    of(
        HospitalMeasure::AgencyHours,
        ("agency_hours", "h a day"),
        "hours of agency staff",
        "Hours in which agency staff come instead of those of a team who stay away, a day.",
        OURS,
    ),
];
