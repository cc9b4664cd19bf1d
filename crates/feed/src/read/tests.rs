//! Kinds of messages, and what each becomes. The messages are made up; so is everybody in them.

use hospital::{Said, Settled, SourceId, Told, settle};
use jiff::tz::TimeZone;

use super::*;
use crate::registry::Key;
use crate::support::hospital;

const MAPPING: &str = r#"
[place.ed]
locations = ["ED"]
[place.ward]
locations = ["W3"]
beds = { A = ["1", "2"], B = ["1", "2"] }
[arrivals]
I = "booked"
E = "walk_in"
other = "walk_in"
[exit]
20 = "died"
other = "home"
[attribute.acuity]
field = "PV2-25"
values = { 1 = "high" }
other = "low"
"#;

pub(super) fn feed() -> Feed {
    let hospital = hospital();
    let mapping = Mapping::read(MAPPING, &hospital).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let times = Times::of(&hospital, TimeZone::UTC).expect("a start");
    Feed::new(mapping, times, Registry::new(Key([7; 32])), SourceId(3))
}

/// A message of a kind, minutes after the start, with these lines.
fn message(kind: &str, minute: i64, lines: &[&str]) -> String {
    let at = 202_601_050_600 + minute / 60 * 100 + minute % 60;
    let header =
        format!("MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|{at}||ADT^{kind}|C{minute}|P|2.5\rEVN|{kind}|{at}\r");
    header + &lines.join("\r") + "\r"
}

/// One about visit `V1` of patient `P1`, who is at a location.
fn about(kind: &str, minute: i64, location: &str) -> String {
    message(kind, minute, &["PID|1||P1^^^NORTH^MR", &pv1(location, "V1")])
}

fn pv1(location: &str, visit: &str) -> String {
    format!("PV1|1|E|{location}||||||||||||||||{visit}^^^NORTH^VN")
}

/// Reads them one after another; all must be understood.
fn told(messages: &[String]) -> Vec<Told> {
    let read = feed().read(messages.concat().as_bytes(), Instant::START);
    assert_eq!(read.rejected, []);
    assert_eq!(read.messages, messages.len());
    read.told
}

fn said(message: String) -> Vec<String> {
    told(&[message]).iter().map(|line| format!("{:?} {:?}", line.said, line.cancels)).collect()
}

/// Who is where at the end: `place/number` of each visit.
fn ends(messages: &[String]) -> (Vec<String>, Settled) {
    let settled = settle(&told(messages));
    let mut census = hospital::CheckedCensus::new(&hospital());
    settled.movements.iter().for_each(|it| hospital::Sink::movement(&mut census, it));
    assert_eq!(census.found(), []);
    let mut shown: Vec<String> = census
        .census()
        .visits()
        .map(|it| {
            let number = it.visit.id.number();
            it.space.map_or(format!("{number} nowhere"), |at| {
                format!("{number} {}/{}", at.place.index(), at.number)
            })
        })
        .collect();
    shown.sort();
    (shown, settled)
}

fn rejected(message: &str) -> Rejected {
    let mut read = feed().read(message.as_bytes(), Instant::START);
    assert_eq!((read.told.as_slice(), read.rejected.len()), (&[][..], 1), "{message}");
    read.rejected.remove(0)
}

#[test]
fn each_kind_of_message_says_what_it_is_about() {
    let ward = "Some(Spot { place: PlaceId(2), number: Some(2) })";
    let ed = "Some(Spot { place: PlaceId(1), number: None })";
    let cases = [
        ("A01", format!("Arrived({ward}) None")),
        ("A02", format!("Placed({ward}) None")),
        ("A03", "Left(ExitId(1)) None".to_owned()),
        ("A04", format!("Arrived({ward}) None")),
        ("A05", format!("Expected(Admission, {ward}) None")),
        ("A06", format!("Placed({ward}) None")),
        ("A07", format!("Placed({ward}) None")),
        ("A08", format!("Seen({ward}) None")),
        ("A11", "Nothing Some(Last(Arrived))".to_owned()),
        ("A12", format!("PutBack({ward}) Some(Last(Placed))")),
        ("A13", format!("PutBack({ward}) Some(Last(Left))")),
        ("A14", format!("Expected(Admission, {ward}) None")),
        ("A15", format!("Expected(Transfer, {ward}) None")),
        ("A16", format!("Expected(Discharge, {ward}) None")),
        ("A21", "Away None".to_owned()),
        ("A23", "Nothing Some(Everything)".to_owned()),
        ("A25", "Nothing Some(Last(Expected(Discharge)))".to_owned()),
        ("A26", "Nothing Some(Last(Expected(Transfer)))".to_owned()),
        ("A27", "Nothing Some(Last(Expected(Admission)))".to_owned()),
        ("A28", "Nothing None".to_owned()),
        ("A31", "Nothing None".to_owned()),
        ("A38", "Nothing Some(Last(Expected(Admission)))".to_owned()),
        ("A52", "Nothing Some(Last(Away))".to_owned()),
        ("A53", "Nothing Some(Last(Returned))".to_owned()),
        ("A54", format!("Seen({ward}) None")),
        ("A60", "Nothing None".to_owned()),
    ];
    for (kind, expected) in cases {
        let shown = said(about(kind, 5, "W3^B^1^NORTH"));
        let plain: Vec<String> = shown.iter().map(|it| plain(it)).collect();
        assert_eq!(plain, [expected], "{kind}");
    }
    let back: Vec<String> = said(about("A22", 5, "W3^B^1")).iter().map(|it| plain(it)).collect();
    assert_eq!(back, ["Returned None".to_owned(), format!("PutBack({ward}) None")]);
    assert_eq!(plain(&said(about("A01", 5, "ED"))[0]), format!("Arrived({ed}) None"));
    let bed = message("A20", 5, &["NPU|W3^B^1|K"]);
    assert_eq!(plain(&said(bed)[0]), "Space(Spot { place: PlaceId(2), number: Some(2) }, Contaminated) None");
}

/// Handles are one more than an index.
fn plain(shown: &str) -> String {
    shown.to_owned()
}

#[test]
fn a_day_of_a_patient() {
    let lines = [about("A04", 0, "ED"), about("A01", 60, "W3^A^2"), about("A02", 90, "W3^B^2")];
    assert_eq!(ends(&lines).0, ["0 1/3"]);
    let left = [&lines[..], &[about("A03", 200, "W3^B^2")]].concat();
    assert!(ends(&left).0.is_empty());
    let not_left = [&left[..], &[about("A13", 210, "W3^A^1")]].concat();
    assert_eq!(ends(&not_left).0, ["0 1/0"]);
}

#[test]
fn a_cancellation_without_location_takes_back_the_last_movement_of_its_visit() {
    let lines = [about("A04", 0, "ED"), about("A01", 60, "W3^A^2"), about("A02", 90, "W3^B^2")];
    let back = [&lines[..], &[about("A12", 95, "")]].concat();
    assert_eq!(ends(&back).0, ["0 1/1"]);
    let twice = [&back[..], &[about("A12", 96, "")]].concat();
    let (shown, settled) = ends(&twice);
    assert_eq!(shown, ["0 1/1"], "an admission is no transfer");
    assert_eq!(settled.surprises.len(), 1);
    let not_admitted = [&twice[..], &[about("A11", 97, "")]].concat();
    assert_eq!(ends(&not_admitted).0, ["0 0/0"]);
    let never_came = [&not_admitted[..], &[about("A11", 98, "")]].concat();
    assert!(ends(&never_came).0.is_empty());
}

#[test]
fn two_patients_change_places() {
    let other = |kind: &str, minute, location: &str| {
        message(kind, minute, &["PID|1||P2^^^NORTH^MR", &pv1(location, "V2")])
    };
    let swap = message(
        "A17",
        20,
        &["PID|1||P1^^^NORTH^MR", &pv1("W3^A^2", "V1"), "PID|2||P2^^^NORTH^MR", &pv1("W3^A^1", "V2")],
    );
    let lines = [about("A01", 0, "W3^A^1"), other("A01", 1, "W3^A^2"), swap];
    let (shown, settled) = ends(&lines);
    assert_eq!(shown, ["0 1/1", "1 1/0"]);
    assert_eq!(settled.surprises, []);
}

#[test]
fn merges_keep_beds_and_lead_to_the_same_visit() {
    let merge =
        message("A42", 20, &["PID|1||P1^^^NORTH^MR", "MRG|P1^^^NORTH||||V1^^^NORTH^VN", &pv1("", "V9")]);
    let moved = message("A02", 30, &["PID|1||P1^^^NORTH^MR", &pv1("W3^A^2", "V9")]);
    let (shown, settled) = ends(&[about("A01", 0, "W3^A^1"), merge, moved]);
    assert_eq!((shown, settled.surprises), (vec!["0 1/1".to_owned()], vec![]));
    let patients = message(
        "A40",
        20,
        &["PID|1||P1^^^NORTH^MR", "MRG|P7^^^NORTH", "PID|2||P2^^^NORTH", "MRG|P8^^^NORTH"],
    );
    let lines = told(&[patients]);
    assert!(lines.iter().all(|line| matches!(line.said, Said::SamePatient { .. })) && lines.len() == 2);
    let moved =
        message("A45", 20, &["PID|1||P2^^^NORTH^MR", "MRG|P1^^^NORTH||||V1^^^NORTH^VN", &pv1("", "V1")]);
    let lines = told(&[about("A01", 0, "W3^A^1"), moved]);
    assert_eq!(lines.last().map(|line| (line.said, line.visit)), Some((Said::Belongs, lines[0].visit)));
}

#[test]
fn both_visits_known_become_one() {
    let other = message("A01", 3, &["PID|1||P1^^^NORTH^MR", &pv1("W3^B^1", "V9")]);
    let merge =
        message("A42", 20, &["PID|1||P1^^^NORTH^MR", "MRG|P1^^^NORTH||||V1^^^NORTH^VN", &pv1("", "V9")]);
    assert_eq!(ends(&[about("A01", 0, "W3^A^1"), other, merge]).0, ["1 1/2"]);
}

#[test]
fn movements_with_names_are_corrected_and_taken_back_by_them() {
    let named = |kind: &str, minute: i64, location: &str, zbe: &str| {
        message(kind, minute, &["PID|1||P1^^^NORTH^MR", &pv1(location, "V1"), zbe])
    };
    let first = named("A02", 10, "W3^A^2", "ZBE|m1^PAS|202601050610||INSERT|N");
    let second = named("A02", 20, "W3^B^1", "ZBE|m2^PAS|202601050620||INSERT|N");
    let corrected = named("Z99", 30, "W3^B^2", "ZBE|m2^PAS|202601050620||UPDATE|N|A02");
    let lines = [about("A01", 0, "W3^A^1"), first, second, corrected];
    assert_eq!(ends(&lines).0, ["0 1/3"]);
    let taken_back = [&lines[..], &[named("A12", 40, "", "ZBE|m2^PAS|202601050620||CANCEL|N|A02")]].concat();
    assert_eq!(ends(&taken_back).0, ["0 1/1"]);
    let by_z99 = [&lines[..], &[named("Z99", 40, "", "ZBE|m2^PAS|202601050620||CANCEL|N|A02")]].concat();
    assert_eq!(ends(&by_z99).0, ["0 1/1"]);
    let late = named("A02", 50, "W3^A^2", "ZBE|m3^PAS|202601050605||INSERT|Y");
    let lines = [&lines[..], &[late]].concat();
    let (shown, settled) = ends(&lines);
    assert_eq!(shown, ["0 1/3"], "what comes late stands where it happened");
    assert_eq!(settled.surprises, []);
}

#[test]
fn a_location_that_is_not_mapped_loses_nobody() {
    let mut feed = feed();
    let read = feed.read(about("A01", 0, "ICU^1^4").as_bytes(), Instant::START);
    assert_eq!(read.told[0].said, Said::Arrived(None));
    let odd: Vec<String> = read.remarks.iter().map(|(_, remark)| remark.to_string()).collect();
    assert_eq!(odd, ["PV1-3: unknown_location (`ICU^1^4`)"]);
    let read = feed.read(about("A02", 1, "W3^C^9").as_bytes(), Instant::START);
    assert_eq!(read.remarks[0].1.kind, RemarkKind::UnknownBed);
}

#[test]
fn the_best_time_is_taken() {
    let at = |pv1_44: &str, evn_6: &str, evn_2: &str| {
        let text = format!(
            "MSH|^~\\&|||||20260105090000||ADT^A01|1|P|2.5\rEVN||{evn_2}||||{evn_6}\rPID|||P1\rPV1||I|ED{}V1{}{pv1_44}\r",
            "|".repeat(16),
            "|".repeat(25)
        );
        let read = feed().read(text.as_bytes(), Instant::START);
        let remarks: Vec<RemarkKind> = read.remarks.iter().map(|it| it.1.kind).collect();
        (read.told[0].at.millis() / 60_000, remarks)
    };
    assert_eq!(at("202601050601", "202601050602", "202601050603"), (1, vec![]));
    assert_eq!(at("20260105", "202601050602", "202601050603"), (2, vec![]));
    assert_eq!(at("", "", "202601050603"), (3, vec![]));
    assert_eq!(at("", "", ""), (180, vec![]));
    assert_eq!(at("soon", "", "202601050603"), (3, vec![RemarkKind::BadTime]));
}

#[test]
fn who_is_there_is_admitted_when_it_happens_and_not_when_they_came() {
    let admit = about("A01", 60, "W3^A^2").replace("VN\r", &format!("VN{}202601050600\r", "|".repeat(25)));
    let lines = [about("A04", 0, "ED"), about("A02", 30, "W3^B^1"), admit];
    assert_eq!(ends(&lines).0, ["0 1/1"]);
}

#[test]
fn a_visit_that_had_no_number_at_first_is_the_one_that_has_it_later() {
    let at_first = about("A04", 0, "ED").replace("V1^^^NORTH^VN", "");
    let lines = [at_first.clone(), about("A01", 10, "W3^A^1")];
    assert_eq!(ends(&lines).0, ["0 1/0"]);
    let other = about("A01", 20, "W3^A^2").replace("V1^^^NORTH^VN", "V2^^^NORTH^VN");
    assert_eq!(ends(&[&lines[..], &[other]].concat()).0, ["0 1/0", "1 1/1"]);
}

#[test]
fn what_is_not_understood_is_rejected_with_its_reason() {
    let good = about("A02", 5, "W3^A^1");
    let cases = [
        (
            good.replace("ADT^A02", "ORU^R01"),
            "MSH-9: it says nothing about where patients are (`ORU^R01`); only ADT says where patients are",
        ),
        (
            good.replace("ADT^A02", "ADT^A09"),
            "MSH-9.2: messages of this kind are not read (`A09`); tracking of who is on the way moves nobody: send A02 when the patient is in the new place",
        ),
        (
            good.replace("W3^A^1", ""),
            "PV1-3: nothing says where to; send the new location, such as `WARD^BAY^BED^SITE`, or `\"\"` for nowhere",
        ),
        (
            good.replace("PV1|1", " PV1|1"),
            "PV1: the line is no segment (` PV1|1|E|W3^A^1||||||||||||||||V1^^^NORTH^VN`); begin the line with `PV1|`",
        ),
        (
            good.replace("\rPV1|1", "\rpv1|1"),
            "PV1: the line is no segment (`pv1|1|E|W3^A^1||||||||||||||||V1^^^NORTH^VN`); begin the line with `PV1|`",
        ),
        (
            good.replace("|2.5\r", "|3.0\r"),
            "MSH-12: messages of this version are not read (`3.0`); send version 2.1 to 2.8",
        ),
        (
            good.replace("V1^^^NORTH^VN", "").replace("P1^^^NORTH^MR", ""),
            "PV1-19: nothing says whose it is; send the visit number in PV1-19, or the account number in PID-18",
        ),
        (
            good.replace("202601050605", "today"),
            "EVN-2: this is no time (`today`); write year, month, day, hour, minute and second in digits, such as `20260105143000`, perhaps with an offset, such as `+0100`",
        ),
        (
            good.replace("|^~\\&|", "|^^\\&|"),
            "MSH-2: the separators cannot be (`^^\\&`); the header begins with the separators, each another punctuation mark: `MSH|^~\\&|`",
        ),
        (
            good.clone() + &pv1("W3^A^2", "V2") + "\r",
            "PV1: the segment is there more than once (`PV1|1|E|W3^A^2||||||||||||||||V2^^^NORTH^VN`); a message of this kind has one; send another message for the other",
        ),
        (message("A01", 5, &["PID|1||P1"]), "PV1: a segment is missing; a message ADT^A01 has a segment PV1"),
        (
            message("A20", 5, &["NPU|W3^A^1|X"]),
            "NPU-2: this is none of the values that it may be (`X`); write C closed, H housekeeping, I isolated, K contaminated, O occupied or U unoccupied",
        ),
        (
            "PID|1||P1\r".to_owned(),
            "message: this is no HL7 v2 message (`PID|1||P1`); a message begins with `MSH|^~\\&|`",
        ),
    ];
    for (message, expected) in cases {
        let rejected = rejected(&message);
        assert_eq!(rejected.to_string(), expected);
        assert_eq!(&*rejected.bytes, message.as_bytes());
    }
}

#[test]
fn segments_that_are_not_known_are_kept_and_hide_nothing() {
    let odd = about("A02", 5, "W3^A^1").replace("PID|", "ZZ|x\rZBED|y\r\r*odd line\rPID|");
    let message = Message::parse(odd.as_bytes(), Reading::default()).expect("it is a message");
    let names: Vec<&str> = message.segments().map(crate::Segment::name).collect();
    assert_eq!(names, ["MSH", "EVN", "ZZ", "ZBED", "*odd line", "PID", "PV1"]);
}

#[test]
fn ends_of_lines_may_be_any_and_old_versions_are_read() {
    let good = about("A02", 5, "W3^A^1");
    for end in ["\r", "\n", "\r\n", "\r\r\n"] {
        assert_eq!(said(good.replace('\r', end)).len(), 1);
    }
    let old = good.replace("ADT^A02|C5|P|2.5", "ADT|C5|P|2.1");
    let read = feed().read(old.as_bytes(), Instant::START);
    assert_eq!((read.told.len(), read.remarks[0].1.kind), (1, RemarkKind::EventFromEvn));
    let new = good.replace("|^~\\&|", "|^~\\&#|");
    assert_eq!(said(new).len(), 1);
    let short = good.replace("|^~\\&|", "|^~\\|");
    assert_eq!(said(short).len(), 1);
}
