//! Measures of the hospital.

use super::fixture::{check, check_in, hospital};
use crate::{Measures, Subject};

#[test]
fn an_attendance_ends_in_a_bed_or_outside() {
    check(
        "00:00 v1 arrives walk_in high
         00:00 v1 begins ed.assess in ed/0
         01:00 v2 arrives walk_in low
         01:00 v2 waits ed.assess for ed
         04:00 v1 begins ed.admit in ward/0
         06:00 v2 left fed_up
         06:00 v3 arrives ambulance low
         06:00 v3 parked ed.assess at ed
         07:00 v3 begins ed.assess in ed/0
         20:00 v3 left home
         24:00 finish
         => four_hour_share = 0.3333333333333333
         => twelve_hours_from_arrival_share = 0.3333333333333333
         => time_in_emergency = 7.666666666666667",
    );
}

#[test]
fn a_visit_that_begins_in_a_clinic_or_a_ward_is_no_attendance() {
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins clinic.see in clinic/0
         00:00 v2 arrives booked low
         00:00 v2 begins ed.admit in ward/0
         01:00 v1 begins ed.assess in ed/0
         06:00 v1 left home
         24:00 finish
         => four_hour_share = nan
         => twelve_hours_from_arrival_share = nan
         => boarding_time = nan",
    );
}

#[test]
fn places_alone_tell_attendances_admissions_and_occupancy() {
    check(
        "00:00 v1 arrives walk_in high
         00:00 v1 placed in ed/0
         05:00 v1 placed in ward/0
         06:00 v2 arrives walk_in low
         06:00 v2 placed in ed/0
         08:00 v2 left home
         17:00 v1 left home
         24:00 finish
         => four_hour_share = 0.5
         => time_in_emergency = 3.5
         => length_of_stay = 0.5
         => ward occupancy = 0.25",
    );
}

#[test]
fn a_corridor_does_not_end_an_attendance() {
    check(
        "00:00 v1 arrives walk_in low
         00:00 v1 begins ed.assess in ed/0
         03:00 v1 begins ed.board in corridor/0
         05:00 v1 begins ed.admit in ward/0
         24:00 finish
         => four_hour_share = 0
         => time_in_emergency = 5",
    );
}

#[test]
fn boarding_is_from_the_decision_to_the_bed() {
    check(
        "00:00 v1 arrives walk_in high
         00:00 v1 begins ed.assess in ed/0
         02:00 v1 waits ed.admit for ward
         15:00 v1 moved ed.admit in ward/0
         16:00 v1 begins ed.admit
         16:00 v2 arrives walk_in high
         16:00 v2 begins ed.assess in ed/0
         17:00 v2 begins ed.icu in icu/0
         17:00 v3 arrives walk_in high
         17:00 v3 begins ed.assess in ed/0
         18:00 v3 waits ed.admit for ward out
         20:00 v3 left fed_up
         24:00 finish
         => boarding_time = 6.5
         => boarding_count = 0.625
         => twelve_hours_from_decision_to_admit = 1
         => admissions = 2
         => transfers = 2
         => ed waiting_to_move = 0.5416666666666666
         => ed.admit waiting_time = 8
         => ed.admit left_before_seen_share = 0.5",
    );
}

#[test]
fn boarding_under_way_counts_in_the_number_only() {
    check(
        "00:00 v1 arrives walk_in high
         00:00 v1 begins ed.assess in ed/0
         12:00 v1 waits ed.admit for ward
         24:00 finish
         => boarding_time = nan
         => boarding_count = 0.5
         => ward queue_length = 0
         => ed.admit queue_length = 0.5",
    );
}

#[test]
fn a_stay_is_from_the_first_bed_until_out_of_the_hospital() {
    check(
        "00:00 v1 arrives walk_in high
         00:00 v1 begins ed.assess in ed/0
         12:00 v1 begins ed.icu in icu/0
         24:00 v1 begins ed.admit in ward/0
         48:00 v1 fit
         48:00 v1 waits ed.package for care
         84:00 v1 begins ed.package in care/0
         90:00 v1 left home
         96:00 finish
         => length_of_stay = 3
         => delay_time = 1.5
         => transfers = 0.5",
    );
}

#[test]
fn who_comes_back_from_outside_begins_another_stay() {
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in ward/0
         24:00 v1 fit
         36:00 v1 begins ed.package in care/0
         40:00 v1 begins ed.admit in ward/0
         64:00 v1 left died
         96:00 finish
         => length_of_stay = 1.25
         => discharges = 0.5
         => admissions = 0.5
         => fit_to_leave_count = 0.125
         => delay_time = 0.5
         => transfers = 0
         => visit_time = 64
         => present = 0.6666666666666666",
    );
}

#[test]
fn who_leaves_as_soon_as_fit_was_not_delayed() {
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in ward/0
         12:00 v1 fit
         12:00 v1 left home
         24:00 finish
         => delay_time = nan
         => fit_to_leave_count = 0",
    );
}

#[test]
fn percentiles_of_stays_are_right_to_three_percent() {
    let story = |stay: u32| {
        let (from, until) = (stay * 100, stay * 101);
        let comes =
            format!("{from}:00 v{stay} arrives booked low\n{from}:00 v{stay} begins ed.admit in surgery/0");
        format!("{comes}\n{until}:00 v{stay} left home\n")
    };
    let story: String = (1..=20).map(story).collect();
    let hospital = hospital();
    let measures = check_in(&hospital, Measures::new(&hospital), &(story + "2400:00 finish"));
    let figures = measures.figures(&hospital);
    for (id, hours) in
        [("length_of_stay", 10.5), ("length_of_stay_median", 10.0), ("length_of_stay_p95", 19.0)]
    {
        let found = figures.value(Subject::Hospital, id).expect("a measure") * 24.0;
        assert!((found / hours - 1.0).abs() < 0.032, "{id} is {found} h");
    }
}

#[test]
fn an_outlier_is_in_a_bed_that_is_not_its_own() {
    check(
        "00:00 v1 arrives booked surgical
         00:00 v1 begins ed.admit in ward/0
         00:00 v2 arrives booked medicine
         00:00 v2 begins ed.admit in ward/1
         06:00 v1 begins ed.admit in surgery/0
         24:00 finish
         => outlier_bed_days = 0.25
         => occupied_spaces = 2
         => occupancy = 0.3333333333333333
         => ed.admit begun = 3
         => ed.admit throughput = 1",
    );
}

#[test]
fn ways_out_are_counted_by_what_they_are() {
    check(
        "00:00 v1 arrives walk_in low
         00:00 v1 left refused
         00:00 v2 arrives walk_in low
         00:00 v2 waits ed.assess for ed
         02:00 v2 left fed_up
         02:00 v3 arrives booked low
         02:00 v3 begins clinic.see in clinic/0
         06:00 v3 left home
         06:00 v4 arrives booked high
         24:00 finish
         => left_before_seen_share = 0.3333333333333333
         => turned_away_share = 0.3333333333333333
         => arrivals = 4
         => throughput = 1
         => visit_time = 3
         => present = 1
         => four_hour_share = 1
         => pathway ed turned_away_share = 0.5
         => pathway ed left_before_seen_share = 0.5
         => pathway ed arrivals = 2
         => pathway clinic arrivals = 2
         => pathway clinic throughput = 1
         => pathway clinic visit_time = 4
         => pathway clinic low visit_time = 4
         => pathway clinic high visit_time = nan
         => pathway clinic high arrivals = 1",
    );
}

#[test]
fn a_handover_ends_inside() {
    check(
        "00:00 v1 arrives ambulance low
         00:00 v1 begins ed.assess in ed/0
         00:00 v2 arrives ambulance low
         00:00 v2 parked ed.assess at ed
         00:45 v2 waits ed.assess for ed
         01:00 v3 arrives ambulance low
         01:00 v3 parked ed.assess at ed
         03:00 v3 begins ed.assess in ed/1
         03:00 v4 arrives ambulance low
         03:00 v4 left refused
         03:00 v5 arrives ambulance low
         03:00 v5 parked ed.assess at ed
         04:00 v5 left fed_up
         05:00 v6 arrives walk_in low
         05:00 v6 waits ed.assess for ed
         24:00 finish
         => handover_time = 0.9166666666666666
         => handovers_over_15 = 2
         => handovers_over_30 = 2
         => handovers_over_45 = 1
         => crew_hours_lost = 2.25
         => handovers_over_60 = 1
         => ed parked = 0.15625
         => ed.assess ambulance waiting_time = 1",
    );
}

#[test]
fn long_stays_count_from_their_limits_on_and_within_the_counted_time() {
    // Of twenty days, v1 is above seven from the fifth to the tenth, v2 from the seventh on and above fourteen from then on.
    check(
        "-48:00 v1 arrives booked low
         -48:00 v1 begins ed.admit in ward/0
         00:00 v2 arrives booked low
         00:00 v2 begins ed.admit in ward/1
         240:00 v1 left home
         480:00 finish
         => long_stays_over_7 = 0.9
         => long_stays_over_14 = 0.3
         => long_stays_over_21 = 0",
    );
}

#[test]
fn moves_between_beds_are_of_the_night_from_ten_to_six() {
    // From the department to a bed, and from a ward home, are no such moves; nor is one by way of no bed. The last is in
    // the evening, and the first before counting starts.
    check(
        "-02:00 v1 arrives booked low
         -02:00 v1 begins ed.admit in ward/0
         -01:00 v1 begins ed.admit in surgery/0
         05:59 v1 begins ed.admit in ward/0
         06:00 v1 begins ed.admit in surgery/0
         22:00 v1 waits ed.icu for icu
         22:01 v1 begins ed.icu in icu/0
         23:00 v1 waits ed.admit for ward out
         23:30 v1 begins ed.admit in ward/0
         23:40 v2 arrives walk_in low
         23:40 v2 begins ed.assess in ed/0
         23:50 v2 begins ed.admit in surgery/0
         45:59 v2 begins ed.admit in ward/1
         46:30 v2 left home
         48:00 finish
         => bed_moves = 2
         => bed_moves_at_night = 1
         => transfers = 2.5",
    );
}

#[test]
fn a_long_stay_that_ends_in_a_busy_hour_counts_too() {
    // Of twenty days, above seven for two. Whoever comes in the same hour makes the measures take their quick way.
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in ward/0
         216:10 v2 arrives booked low
         216:20 v1 left home
         480:00 finish
         => long_stays_over_7 = 0.1006944444444444",
    );
}
