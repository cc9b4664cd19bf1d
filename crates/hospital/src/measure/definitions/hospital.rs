//! Measures of the hospital as a whole.

use super::{Definition, Measure, OURS, Origin, QUEUEING, row};

/// A measure of the hospital as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below documents each, for users too")]
pub enum HospitalMeasure {
    FourHourShare,
    TwelveHoursFromArrivalShare,
    TwelveHoursFromDecisionToAdmit,
    TimeInEmergency,
    BoardingCount,
    BoardingTime,
    Occupancy,
    OccupiedSpaces,
    LengthOfStay,
    LengthOfStayMedian,
    LengthOfStayP95,
    LongStaysOver7,
    LongStaysOver14,
    LongStaysOver21,
    FitToLeaveCount,
    DelayTime,
    OutlierBedDays,
    LeftBeforeSeenShare,
    TurnedAwayShare,
    Arrivals,
    Admissions,
    Transfers,
    Discharges,
    Throughput,
    VisitTime,
    Present,
    HandoverTime,
    HandoversOver15,
    HandoversOver30,
    HandoversOver45,
    HandoversOver60,
    CrewHoursLost,
    ElectivesCancelled,
    WaitingList,
    WaitingListWithin18WeeksShare,
    WaitingListOver52Weeks,
    WaitingListTime,
    TreatedWithin18WeeksShare,
    Outbreaks,
    OutbreakPatients,
    OutbreakStaff,
    OutbreakClosureDays,
    OutbreakBedDays,
    ClosedByInfection,
    ClosedByInfectionEmpty,
    StaffOffSick,
    ClosedSpaces,
    Cost,
    AgencyCost,
}

const STANDARD: Origin = (
    "NHS England, A&E attendances and emergency admissions, as told by the Nuffield Trust (A&E waiting times)",
    "operational standard of 2010",
);
const FROM_ARRIVAL: Origin = (
    "NHS England, as told by the Royal College of Emergency Medicine (13 April 2023)",
    "published since April 2023",
);
const FROM_DECISION: Origin = (
    "NHS England, A&E attendances and emergency admissions, supporting information",
    "monthly return, 2015 on",
);
const BEDS: Origin = (
    "Onward, after NHS England's bed availability and occupancy (KH03), which counts at midnight",
    "KH03, 2010 on",
);
const FIT: Origin = ("Onward, after NHS England's discharge situation report: no criteria to reside", "2024");
const HANDOVER: Origin =
    ("Onward, after NHS England's ambulance handover collection", "2025/26 planning guidance");

const CANCELLED: Origin = (
    "Onward, after NHS England's cancelled elective operations (QMCO): for non-clinical reasons, on the day of admission or later",
    "quarterly return, 2024",
);
const LONG_STAY: Origin = (
    "Onward, after NHS England's situation reports: beds occupied by long-stay patients (7, 14 and 21 days or more)",
    "winter 2019-20, urgent and emergency care 2024",
);
const REFERRAL: Origin =
    ("Onward, after NHS England's consultant-led referral to treatment waiting times", "rules suite of 2015");

pub(super) const fn of(
    measure: HospitalMeasure,
    names: (&'static str, &'static str),
    title: &'static str,
    definition: &'static str,
    origin: Origin,
) -> Definition {
    row(Measure::Hospital(measure), names, title, definition, origin)
}

pub(super) const TABLE: [Definition; 41] = [
    of(
        HospitalMeasure::FourHourShare,
        ("four_hour_share", "share"),
        "within four hours",
        "Emergency attendances that ended within four hours of arrival, of all that ended. An attendance is a visit whose first activity is in a place of kind emergency; it ends when the visit takes a space in a place that is neither of kind emergency nor a corridor, or leaves. Visits that leave before being seen count; those turned away do not.",
        STANDARD,
    ),
    of(
        HospitalMeasure::TwelveHoursFromArrivalShare,
        ("twelve_hours_from_arrival_share", "share"),
        "over twelve hours from arrival",
        "Emergency attendances that ended more than twelve hours after arrival, of all that ended.",
        FROM_ARRIVAL,
    ),
    of(
        HospitalMeasure::TwelveHoursFromDecisionToAdmit,
        ("twelve_hours_from_decision_to_admit", "a day"),
        "over twelve hours from decision to admit",
        "Admissions from emergency whose bed came more than twelve hours after the decision to admit. The decision is when the visit first asks for an activity that takes place in hospital beds: assessment, ward or critical care.",
        FROM_DECISION,
    ),
    of(
        HospitalMeasure::TimeInEmergency,
        ("time_in_emergency", "h"),
        "time in emergency",
        "Mean time from arrival to the end of the emergency attendance.",
        OURS,
    ),
    of(
        HospitalMeasure::BoardingCount,
        ("boarding_count", "visits"),
        "boarding",
        "Mean number of visits decided to admit whose emergency attendance goes on, in its spaces or queueing without one.",
        OURS,
    ),
    of(
        HospitalMeasure::BoardingTime,
        ("boarding_time", "h"),
        "boarding time",
        "Mean time from the decision to admit to the bed, over all admissions from emergency; those whose bed was free count with none.",
        OURS,
    ),
    of(
        HospitalMeasure::Occupancy,
        ("occupancy", "share"),
        "general and acute occupancy",
        "Occupied of open spaces in wards and assessment units, both as means over time. Open are those of the roster less those closed and empty, and at least those occupied. Unlimited places are left out.",
        BEDS,
    ),
    of(
        HospitalMeasure::OccupiedSpaces,
        ("occupied_spaces", "spaces"),
        "general and acute beds occupied",
        "Mean number of occupied spaces in wards and assessment units.",
        BEDS,
    ),
    of(
        HospitalMeasure::LengthOfStay,
        ("length_of_stay", "days"),
        "length of stay",
        "Mean time from first taking a hospital bed (assessment, ward or critical care) until the visit leaves or takes a space outside the hospital, over stays that ended.",
        OURS,
    ),
    of(
        HospitalMeasure::LengthOfStayMedian,
        ("length_of_stay_median", "days"),
        "length of stay, median",
        "The length of stay that half of the stays that ended did not exceed, to about 3 %.",
        OURS,
    ),
    of(
        HospitalMeasure::LengthOfStayP95,
        ("length_of_stay_p95", "days"),
        "length of stay, 95 %",
        "The length of stay that 95 % of the stays that ended did not exceed, to about 3 %.",
        OURS,
    ),
    of(
        HospitalMeasure::LongStaysOver7,
        ("long_stays_over_7", "visits"),
        "in beds for over 7 days",
        "Mean number of visits whose stay in hospital beds has lasted for more than 7 days so far.",
        LONG_STAY,
    ),
    of(
        HospitalMeasure::LongStaysOver14,
        ("long_stays_over_14", "visits"),
        "in beds for over 14 days",
        "Mean number of visits whose stay in hospital beds has lasted for more than 14 days so far.",
        LONG_STAY,
    ),
    of(
        HospitalMeasure::LongStaysOver21,
        ("long_stays_over_21", "visits"),
        "in beds for over 21 days",
        "Mean number of visits whose stay in hospital beds has lasted for more than 21 days so far.",
        LONG_STAY,
    ),
    of(
        HospitalMeasure::FitToLeaveCount,
        ("fit_to_leave_count", "visits"),
        "fit to leave and still here",
        "Mean number of visits fit to leave that have neither left nor taken a space outside the hospital.",
        FIT,
    ),
    of(
        HospitalMeasure::DelayTime,
        ("delay_time", "days"),
        "delay of those delayed",
        "Mean time from being fit to leave until the visit leaves or takes a space outside the hospital, over those to whom any time passed.",
        FIT,
    ),
    of(
        HospitalMeasure::OutlierBedDays,
        ("outlier_bed_days", "a day"),
        "outlier bed-days",
        "Bed-days a day, which is the mean number at a time, of visits in a hospital bed of a place that does not accept them as its own.",
        OURS,
    ),
    of(
        HospitalMeasure::LeftBeforeSeenShare,
        ("left_before_seen_share", "share"),
        "left before seen",
        "Visits that left by a way out of kind left before seen, of all that left.",
        OURS,
    ),
    of(
        HospitalMeasure::TurnedAwayShare,
        ("turned_away_share", "share"),
        "turned away",
        "Visits that left by a way out of kind turned away, of all that left.",
        OURS,
    ),
    of(HospitalMeasure::Arrivals, ("arrivals", "a day"), "arrivals", "Visits that arrived.", OURS),
    of(
        HospitalMeasure::Admissions,
        ("admissions", "a day"),
        "admissions",
        "Visits that took a hospital bed and had none before since they came in from outside the hospital.",
        OURS,
    ),
    of(
        HospitalMeasure::Transfers,
        ("transfers", "a day"),
        "transfers",
        "Moves from a space of one place straight to a space of another, neither outside the hospital.",
        OURS,
    ),
    of(
        HospitalMeasure::Discharges,
        ("discharges", "a day"),
        "discharges",
        "Stays in hospital beds that ended, by leaving in whatever way or by taking a space outside the hospital.",
        OURS,
    ),
    of(
        HospitalMeasure::Throughput,
        ("throughput", "a day"),
        "throughput",
        "Visits that left, other than turned away or before being seen.",
        OURS,
    ),
    of(
        HospitalMeasure::VisitTime,
        ("visit_time", "h"),
        "time of a visit",
        "Mean time from arrival to leaving, over visits that left other than turned away; time in places outside the hospital is part of it.",
        QUEUEING,
    ),
    of(
        HospitalMeasure::Present,
        ("present", "visits"),
        "visits under way",
        "Mean number of visits that have arrived and not left.",
        QUEUEING,
    ),
    of(
        HospitalMeasure::HandoverTime,
        ("handover_time", "h"),
        "handover time",
        "Mean time from arrival until the visit first takes a space or stands in a queue inside, over visits of streams of arrivals that some place may hold outside. Those let in at once count with none; those who never came inside do not count.",
        HANDOVER,
    ),
    of(
        HospitalMeasure::HandoversOver15,
        ("handovers_over_15", "a day"),
        "handovers over 15 minutes",
        "Handovers that took more than 15 minutes, the national standard.",
        HANDOVER,
    ),
    of(
        HospitalMeasure::HandoversOver30,
        ("handovers_over_30", "a day"),
        "handovers over 30 minutes",
        "Handovers that took more than 30 minutes.",
        HANDOVER,
    ),
    of(
        HospitalMeasure::HandoversOver45,
        ("handovers_over_45", "a day"),
        "handovers over 45 minutes",
        "Handovers that took more than 45 minutes, when crews are to leave.",
        HANDOVER,
    ),
    of(
        HospitalMeasure::HandoversOver60,
        ("handovers_over_60", "a day"),
        "handovers over 60 minutes",
        "Handovers that took more than 60 minutes.",
        HANDOVER,
    ),
    of(
        HospitalMeasure::CrewHoursLost,
        ("crew_hours_lost", "h a day"),
        "crew hours lost",
        "Hours for which ambulance crews were held beyond 15 minutes a handover, a day, over handovers that ended.",
        HANDOVER,
    ),
    of(
        HospitalMeasure::ElectivesCancelled,
        ("electives_cancelled", "a day"),
        "electives cancelled on the day",
        "Activities that are marked as a cancellation and began, and visits that left by a way out that counts as cancelled.",
        CANCELLED,
    ),
    of(
        HospitalMeasure::WaitingList,
        ("waiting_list", "visits"),
        "on waiting lists",
        "Mean number of visits in places of kind waiting list.",
        REFERRAL,
    ),
    of(
        HospitalMeasure::WaitingListWithin18WeeksShare,
        ("waiting_list_within_18_weeks_share", "share"),
        "waiting, within 18 weeks",
        "Of visits on waiting lists, the share of time spent within 18 weeks of joining the list: what a count at a moment finds on average. The standard is 92 %.",
        REFERRAL,
    ),
    of(
        HospitalMeasure::WaitingListOver52Weeks,
        ("waiting_list_over_52_weeks", "visits"),
        "waiting, over 52 weeks",
        "Mean number of visits on waiting lists who joined more than 52 weeks ago.",
        REFERRAL,
    ),
    of(
        HospitalMeasure::WaitingListTime,
        ("waiting_list_time", "days"),
        "time on waiting lists",
        "Mean time from joining a waiting list to coming off it, by treatment or otherwise, over those who came off.",
        REFERRAL,
    ),
    of(
        HospitalMeasure::TreatedWithin18WeeksShare,
        ("treated_within_18_weeks_share", "share"),
        "off the list within 18 weeks",
        "Of visits that came off a waiting list, those that did within 18 weeks of joining it.",
        REFERRAL,
    ),
    of(
        HospitalMeasure::ClosedSpaces,
        ("closed_spaces", "spaces"),
        "spaces closed and empty",
        "Mean number of spaces of closed places and bays that nobody has, unlimited places left out.",
        OURS,
    ),
    of(
        HospitalMeasure::Cost,
        ("cost", "£ a day"),
        "cost",
        "Occupied spaces and open spaces of every place at their cost a day, resources on duty at their cost an hour, activities begun at their cost each, what the options chosen cost a day, and what rules cost while on and each time they came on. What passes between payers costs nothing here.",
        OURS,
    ),
    of(
        HospitalMeasure::AgencyCost,
        ("agency_cost", "£ a day"),
        "cost of agency staff",
        "What hours of resources cost that are bought from an agency: the share of all hours on duty that is bought, at its price. It is part of the cost. Given where a resource has an agency.",
        OURS,
    ),
];
