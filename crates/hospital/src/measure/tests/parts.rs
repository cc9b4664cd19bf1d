//! Measures of places, activities and pathways.

use super::fixture::check;

#[test]
fn a_place_knows_how_full_it_is() {
    check(
        "00:00 v1 arrives walk_in low
         00:00 v1 begins ed.assess in ed/0
         06:00 v2 arrives walk_in low
         06:00 v2 begins ed.assess in ed/1
         09:00 v3 arrives walk_in low
         09:00 v3 waits ed.assess for ed
         12:00 v1 left home
         12:00 v3 begins ed.assess in ed/0
         18:00 v2 left home
         24:00 finish
         => ed occupied_spaces = 1.5
         => ed occupancy = 0.75
         => ed full_share = 0.5
         => ed queue_length = 0.125
         => ed present = 1.625
         => ed throughput = 3
         => ed length_of_stay = 12
         => ed occupied_spaces_p05 = 1
         => ed occupied_spaces_median = 1
         => ed occupied_spaces_p95 = 2
         => ed.assess waiting_time = 1
         => ed.assess waited_share = 0.3333333333333333
         => ed.assess queue_length = 0.125
         => ed.assess in_activity = 1.5
         => ed.assess activity_time = 12
         => ed.assess total_time = 12
         => clinic occupancy = nan
         => clinic full_share = 0
         => clinic occupied_spaces = 0",
    );
}

#[test]
fn closed_spaces_are_not_open_unless_someone_is_in_them() {
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in surgery/3
         06:00 surgery closes 4
         12:00 v1 left home
         18:00 surgery opens 4
         24:00 finish
         => surgery occupied_spaces = 0.5
         => surgery occupancy = 0.2222222222222222
         => surgery closed_spaces = 1.75
         => closed_spaces = 1.75
         => surgery full_share = 0.5",
    );
}

#[test]
fn a_roster_may_go_below_what_is_occupied() {
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in ward/0
         00:00 v2 arrives booked low
         00:00 v2 begins ed.admit in ward/1
         12:00 ward opens 1
         18:00 v2 left home
         24:00 finish
         => ward occupied_spaces = 1.75
         => ward occupancy = 1
         => ward full_share = 1
         => ward closed_spaces = 0",
    );
}

#[test]
fn kept_is_between_the_end_and_what_is_next() {
    check(
        "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in ward/0
         06:00 v1 ended ed.admit
         18:00 v1 begins ed.package in care/0
         24:00 finish
         => ward kept_after = 0.5
         => ward length_of_stay = 18
         => ed.admit activity_time = 6
         => ed.package waiting_time = 0
         => ed.package in_activity = 0.25
         => care occupancy = 0.125",
    );
}

#[test]
fn a_wait_is_from_asking_to_first_beginning() {
    check(
        "00:00 v1 arrives walk_in high
         00:00 v1 waits ed.assess for ed
         01:00 v1 moved ed.assess in ed/0
         03:00 v1 begins ed.assess
         05:00 v1 begins ed.scan
         06:00 v1 waits ed.scan
         10:00 v1 begins ed.scan
         11:00 v1 left home
         24:00 finish
         => ed.assess waiting_time = 3
         => ed.assess high total_time = 5
         => ed.assess low begun = 0
         => ed queue_length = 0.041666666666666664
         => ed waiting_to_move = 0
         => ed.scan begun = 2
         => ed.scan waiting_time = 2
         => ed.scan waited_share = 0.5
         => ed.scan throughput = 2
         => ed.scan activity_time = 1
         => ed.scan total_time = 3",
    );
}

#[test]
fn a_pause_is_part_of_the_activity() {
    check(
        "00:00 v1 arrives walk_in low
         00:00 v1 begins ed.assess in ed/0
         02:00 v1 paused ed.assess out
         05:00 v1 moved ed.assess in ed/1
         06:00 v1 begins ed.assess
         08:00 v1 left home
         24:00 finish
         => ed.assess begun = 1
         => ed.assess throughput = 1
         => ed.assess activity_time = 8
         => ed.assess waiting_time = 0
         => ed.assess in_activity = 0.3333333333333333
         => ed queue_length = 0.125
         => ed length_of_stay = 2.5
         => ed throughput = 2",
    );
}

#[test]
fn waiting_and_activity_under_way_count_in_the_numbers_only() {
    check(
        "00:00 v1 arrives walk_in low
         00:00 v1 begins ed.assess in ed/0
         00:00 v2 arrives walk_in low
         00:00 v2 begins ed.assess in ed/1
         12:00 v3 arrives walk_in low
         12:00 v3 waits ed.assess for ed
         24:00 finish
         => ed.assess in_activity = 2
         => ed.assess queue_length = 0.5
         => ed.assess activity_time = nan
         => ed.assess waiting_time = 0
         => ed.assess begun = 2",
    );
}

#[test]
fn classes_add_up_and_streams_are_classes() {
    check(
        "00:00 v1 arrives walk_in high medicine
         00:00 v1 waits ed.assess for ed
         01:00 v1 begins ed.assess in ed/0
         01:00 v2 arrives ambulance high surgical
         01:00 v2 waits ed.assess for ed
         04:00 v2 begins ed.assess in ed/1
         04:00 v3 arrives ambulance low surgical
         04:00 v3 waits ed.assess for ed
         09:00 v3 left fed_up
         24:00 finish
         => ed.assess waiting_time = 3
         => ed.assess high waiting_time = 2
         => ed.assess low waiting_time = 5
         => ed.assess ambulance waiting_time = 4
         => ed.assess medicine waiting_time = 1
         => ed.assess surgical begun = 1
         => ed.assess surgical left_before_seen_share = 0.5
         => ed.assess booked waited_share = nan
         => pathway ed ambulance arrivals = 2",
    );
}
