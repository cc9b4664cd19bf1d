//! What is written is what is read, up to slots; the same log makes the same bytes.

mod common;

use bytes::Bytes;
use common::{any_log, every_kind, hospital, with_new_slots};
use hospital::{Hospital, Line, Log, Sink};
use proptest::prelude::*;
use tables::{CsvSink, Logs, ParquetSink, ROWS_OF_A_GROUP, TableError, read_csv, read_parquet};

fn tell(log: &Log, sink: &mut impl Sink) {
    for line in &log.lines {
        match line {
            Line::Movement(movement) => sink.movement(movement),
            Line::Opening(opening) => sink.opening(opening),
        }
    }
}

fn as_csv(logs: &Logs, hospital: &Hospital) -> Result<String, TableError> {
    let mut sink = CsvSink::new(Vec::new(), hospital)?;
    for (replication, log) in logs {
        sink.set_replication(*replication);
        tell(log, &mut sink);
    }
    Ok(String::from_utf8(sink.into_result()?).expect("all names are text"))
}

fn as_parquet(logs: &Logs, hospital: &Hospital) -> Result<Vec<u8>, TableError> {
    let mut sink = ParquetSink::new(Vec::new(), hospital)?;
    for (replication, log) in logs {
        sink.set_replication(*replication);
        tell(log, &mut sink);
    }
    sink.into_result()
}

fn check_both_ways(logs: &Logs) -> Result<(), TableError> {
    let hospital = hospital();
    let expected: Logs = logs.iter().map(|(&replication, log)| (replication, with_new_slots(log))).collect();
    assert_eq!(read_csv(as_csv(logs, &hospital)?.as_bytes(), &hospital)?, expected);
    let parquet = as_parquet(logs, &hospital)?;
    assert_eq!(parquet, as_parquet(logs, &hospital)?, "the same log makes the same bytes");
    assert_eq!(read_parquet(Bytes::from(parquet), &hospital)?, expected);
    Ok(())
}

#[test]
fn every_kind_of_line_comes_back() {
    let logs = Logs::from([(0, every_kind()), (3, every_kind())]);
    check_both_ways(&logs).expect("a log can be written and read");
}

#[test]
fn a_log_of_nothing_comes_back() {
    check_both_ways(&Logs::new()).expect("an empty table can be written and read");
}

#[test]
fn a_log_longer_than_a_row_group_comes_back() {
    let lines = every_kind().lines.into_iter().cycle().take(2 * ROWS_OF_A_GROUP + 1).collect();
    check_both_ways(&Logs::from([(0, Log { lines })])).expect("a long log can be written and read");
}

#[test]
fn csv_reads_well() {
    let text = as_csv(&Logs::from([(0, every_kind())]), &hospital()).expect("a log can be written");
    let expected = "\
at,at_ms,replication,visit,arrivals,kind,place,space,activity,waits_for,exit,spaces,closed,acuity,attribute.place
2026-01-04T06:00:00.000,-86400000,0,,,opening,ward_3,,,,,3,true,,
2026-01-04T06:00:00.000,-86400000,0,,,opening,ward_3,,,,,,false,,
2026-01-04T06:00:00.000,-86400000,0,walk-in-140737488355335,walk-in,arrived,,,,,,,,low,\"there, or not\"
2026-01-04T09:25:45.678,-74054322,0,walk-in-140737488355335,walk-in,parked,,,emergency.admit,ward_3,,,,,
2026-01-04T12:51:31.356,-61708644,0,walk-in-140737488355335,walk-in,waits,,,emergency.admit,,,,,,
2026-01-04T16:17:17.034,-49362966,0,walk-in-140737488355335,walk-in,waits,ed,4294967295,emergency.admit,ward_3,,,,,
2026-01-04T19:43:02.712,-37017288,0,walk-in-140737488355335,walk-in,moved,ed,4294967295,emergency.admit,,,,,,
2026-01-04T23:08:48.390,-24671610,0,walk-in-140737488355335,walk-in,begins,ed,4294967295,emergency.admit,,,,,,
2026-01-05T02:34:34.068,-12325932,0,walk-in-140737488355335,walk-in,paused,,,emergency.admit,,,,,,
2026-01-05T06:00:19.746,19746,0,walk-in-140737488355335,walk-in,ended,ed,4294967295,emergency.admit,,,,,,
2026-01-05T09:26:05.424,12365424,0,walk-in-140737488355335,walk-in,fit_to_leave,ed,4294967295,,,,,,,
2026-01-05T12:51:51.102,24711102,0,walk-in-140737488355335,walk-in,needs_fewer,ed,4294967295,,,,3,,,
2026-01-05T16:17:36.780,37056780,0,walk-in-140737488355335,walk-in,left,,,,,gave up,,,,
2026-01-05T19:43:22.458,49402458,0,walk-in-140737488355335,walk-in,placed,ed,4294967295,,,,,,,
";
    assert_eq!(text, expected);
}

#[test]
fn an_output_that_fails_is_told_at_the_end() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _bytes: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let hospital = hospital();
    let mut csv = CsvSink::new(Full, &hospital).expect("the names of columns are kept in memory first");
    tell(&Log { lines: every_kind().lines.repeat(1000) }, &mut csv);
    let error = csv.into_result().err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("movements cannot be written: the disk is full"));
    let parquet = ParquetSink::new(Full, &hospital).and_then(|mut sink| {
        tell(&every_kind(), &mut sink);
        sink.into_result()
    });
    let error = parquet.err().map(|error| error.to_string()).expect("a full disk takes no file");
    assert!(
        error.starts_with("movements cannot be written: ") && error.contains("the disk is full"),
        "{error}"
    );
}

#[test]
fn times_beyond_the_calendar_are_refused_in_csv() {
    let mut log = every_kind();
    if let Some(Line::Movement(movement)) = log.lines.last_mut() {
        movement.at = quantity::Instant::from_millis(i64::MAX / 2);
    }
    let error = as_csv(&Logs::from([(0, log)]), &hospital()).expect_err("no date lies so far away");
    assert!(error.to_string().contains("lie beyond the year 9999"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_log_comes_back(first in any_log(), second in any_log()) {
        let logs: Logs = [(0, first), (7, second)].into_iter().filter(|(_, log)| !log.lines.is_empty()).collect();
        check_both_ways(&logs).expect("any log can be written and read");
    }

    #[test]
    fn no_bytes_are_too_broken_to_be_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let hospital = hospital();
        let _: Result<Logs, TableError> = read_csv(&bytes[..], &hospital);
        prop_assert!(read_parquet(Bytes::from(bytes), &hospital).is_err());
    }
}
