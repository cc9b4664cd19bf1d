//! Measures of the hospital as a whole: moves from one bed to another.

use super::hospital::of;
use super::{Definition, HospitalMeasure, OURS, Origin};

/// No nation counts them by one rule; trusts that do take hours from 22:00 or 23:00 to 06:00 or 07:00.
const AT_NIGHT: Origin = (
    "Onward, after trusts' own counts as told by The Times (18 March 2014), of moves between 23:00 and 06:00",
    "1",
);

pub(super) const TABLE: [Definition; 2] = [
    of(
        HospitalMeasure::BedMoves,
        ("bed_moves", "a day"),
        "moves between beds",
        "Moves from a hospital bed of one place (assessment, ward or critical care) straight to one of another: transfers without those from and to places that have no beds. Given, as the next, where several places have beds.",
        OURS,
    ),
    of(
        HospitalMeasure::BedMovesAtNight,
        ("bed_moves_at_night", "a day"),
        "moves between beds at night",
        "Moves between beds from 22:00 on and before 06:00, by the hospital's clock, whatever the reason.",
        AT_NIGHT,
    ),
];
