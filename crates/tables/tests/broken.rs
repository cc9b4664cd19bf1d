//! Tables that are wrong, and what is said about them: where, what is wrong, and what would be right.

mod common;

use bytes::Bytes;
use common::hospital;
use tables::{read_csv, read_parquet};

const HEADER: &str = "at,at_ms,replication,visit,arrivals,kind,place,space,activity,waits_for,exit,spaces,closed,\
acuity,attribute.place";

/// A broken row below one that is right, and the message.
const ROWS: &[(&str, &str)] = &[
    (
        ",,0,ambulance-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `at_ms`: nothing is there; every `row` needs it",
    ),
    (
        ",soon,0,ambulance-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `at_ms`: `soon` is not a whole number; write digits only, such as `12`",
    ),
    (
        ",0.5,0,ambulance-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `at_ms`: `0.5` is not a whole number; write digits only, such as `12`",
    ),
    (
        "05/01/2026,5,0,ambulance-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `at`: `05/01/2026` is not a civil time; write it like `2026-01-05T06:00:00.000`",
    ),
    (
        "2026-01-05T06:00:00,5,0,ambulance-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `at`: this is not 5 ms after the start of the run, 2026-01-05 06:00; \
         leave `at` empty where `at_ms` is right, or the other way round",
    ),
    (
        ",5,-1,ambulance-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `replication`: `-1` is out of range; write 0 to 4294967295",
    ),
    (",5,0,,,fit_to_leave,,,,,,,,,", "row 3, column `visit`: nothing is there; every `movement` needs it"),
    (
        ",5,0,helicopter-1,,fit_to_leave,,,,,,,,,",
        "row 3, column `visit`: `helicopter-1` is not a visit of this hospital; \
         write one of ambulance, walk-in, then `-` and a number below 2^48",
    ),
    (
        ",5,0,walk-in-281474976710656,,fit_to_leave,,,,,,,,,",
        "row 3, column `visit`: `walk-in-281474976710656` is not a visit of this hospital; \
         write one of ambulance, walk-in, then `-` and a number below 2^48",
    ),
    (
        ",5,0,ambulance-1,walk-in,fit_to_leave,,,,,,,,,",
        "row 3, column `arrivals`: the visit is `ambulance-1`; leave it empty, or write the same",
    ),
    (",5,0,ambulance-1,,,,,,,,,,,", "row 3, column `kind`: nothing is there; every `row` needs it"),
    (
        ",5,0,ambulance-1,,arived,,,,,,,,,",
        "row 3, column `kind`: `arived` is not a kind of movement; write one of arrived, waits, parked, moved, placed, begins, \
         paused, ended, fit_to_leave, needs_fewer, left, opening",
    ),
    (
        ",5,0,ambulance-1,,moved,ward,0,emergency.assess,,,,,,",
        "row 3, column `place`: the hospital has nothing of this sort named `ward`; write one of ed, ward_3",
    ),
    (
        ",5,0,ambulance-1,,moved,ed,,emergency.assess,,,,,,",
        "row 3, column `space`: nothing is there; write which space of the place",
    ),
    (
        ",5,0,ambulance-1,,moved,,4,emergency.assess,,,,,,",
        "row 3, column `place`: nothing is there; write the place of the space",
    ),
    (
        ",5,0,ambulance-1,,moved,ed,0,,,,,,,",
        "row 3, column `activity`: nothing is there; every `moved` needs it",
    ),
    (
        ",5,0,ambulance-1,,moved,ed,0,assess,,,,,,",
        "row 3, column `activity`: the hospital has nothing of this sort named `assess`; \
         write one of emergency.admit, emergency.assess, emergency.package",
    ),
    (
        ",5,0,ambulance-1,,parked,,,emergency.assess,,,,,,",
        "row 3, column `waits_for`: nothing is there; every `parked` needs it",
    ),
    (
        ",5,0,ambulance-1,,needs_fewer,,,,,,,,,",
        "row 3, column `spaces`: nothing is there; every `needs_fewer` needs it",
    ),
    (
        ",5,0,ambulance-1,,needs_fewer,,,,,,99999,,,",
        "row 3, column `spaces`: `99999` is out of range; write 0 to 65535",
    ),
    (",5,0,ambulance-1,,left,,,,,,,,,", "row 3, column `exit`: nothing is there; every `left` needs it"),
    (
        ",5,0,ambulance-1,,arrived,,,,,,,,,",
        "row 3, column `acuity`: nothing is there; every `arrived` needs it",
    ),
    (
        ",5,0,ambulance-1,,arrived,,,,,,,,middle,there",
        "row 3, column `acuity`: `middle` is not a value of it; write one of high, low",
    ),
    (",5,0,,,opening,,,,,,3,true,,", "row 3, column `place`: nothing is there; every `opening` needs it"),
    (",5,0,,,opening,ed,,,,,3,,,", "row 3, column `closed`: nothing is there; every `opening` needs it"),
    (
        ",5,0,,,opening,ed,,,,,3,maybe,,",
        "row 3, column `closed`: `maybe` is neither true nor false; write `true` or `false`",
    ),
    (
        ",5,0,,,opening,ed,,,,,99999999999,true,,",
        "row 3, column `spaces`: `99999999999` is out of range; write 0 to 4294967295",
    ),
];

fn message_of(text: &str) -> String {
    read_csv(text.as_bytes(), &hospital()).expect_err("a broken table is refused").to_string()
}

#[test]
fn broken_rows_are_explained() {
    for (row, expected) in ROWS {
        let text = format!("{HEADER}\n,0,0,ambulance-0,,fit_to_leave,,,,,,,,,\n{row}\n");
        assert_eq!(&message_of(&text), expected, "{row}");
    }
}

#[test]
fn broken_tables_are_explained() {
    let expected = "there is no column `kind`: a table of movements has the columns at, at_ms, replication, visit, \
                    arrivals, kind, place, space, activity, waits_for, exit, spaces, closed, acuity, attribute.place";
    assert_eq!(message_of(""), expected);
    let expected = "there is no column `at_ms`: write milliseconds since the start of the run, or civil time in a \
                    column `at`";
    assert_eq!(message_of("visit,kind\n"), expected);
    assert!(message_of("at,kind\n\"2026-01-05").starts_with("this is not CSV: "));
    assert!(message_of("at,kind,visit\na,b\n").starts_with("this is not CSV: "));
    let error = read_parquet(Bytes::from_static(b"at,kind\n"), &hospital()).expect_err("this is no Parquet");
    assert!(error.to_string().starts_with("this is not Parquet: "), "{error}");
}

#[test]
fn a_start_that_is_no_date_is_explained() {
    let mut hospital = hospital();
    hospital.run.start = "Monday".to_owned();
    let error = read_csv(HEADER.as_bytes(), &hospital).expect_err("Monday is no date").to_string();
    let expected =
        "the hospital's run starts at `Monday`: write date and time of day, such as `2026-01-05 06:00`";
    assert_eq!(error, expected);
}

#[test]
fn what_spreadsheets_make_of_a_table_is_read() {
    let plain = "kind,at_ms,visit,place,space,activity\nbegins,5,ambulance-1,ed,2,emergency.assess\n";
    let others = [
        "\u{feff}kind,note,at_ms,visit,place,space,activity\nbegins,,5.0,ambulance-1,ed,2.0,emergency.assess\n",
        "at,kind,visit,place,space,activity\n2026-01-05 06:00:00.005,begins,ambulance-1,ed,2,emergency.assess\n",
        "kind,at_ms,visit,place,space,activity\r\nbegins,5,ambulance-1,ed,2,emergency.assess\r\n",
    ];
    let read = |text: &str| read_csv(text.as_bytes(), &hospital()).map_err(|error| error.to_string());
    for other in others {
        assert_eq!(read(other), read(plain), "{other}");
    }
    assert_eq!(read(plain).map(|logs| logs.len()), Ok(1));
    assert!(read("kind,at_ms,place,closed\nopening,5,ed,TRUE\n").is_ok());
}
