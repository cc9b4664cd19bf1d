//! Messages that are not ours: 1,013 of a simulated hospital (google/simhospital) and 57 odd ones of all kinds
//! (microsoft/FHIR-Converter), of which fourteen come with the FHIR that they should give.
//!
//! The files are not part of the project: without them a test says that it was skipped.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests read files beside the project, and unpack some"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{TEACHING, hospital, times};
use feed::{Code, Feed, Key, Mapping, Message, Read, Reading, Registry, RemarkKind, message_bundle};
use hospital::{Census, Said, Sink as _, SourceId, settle};
use jiff::Timestamp;
use quantity::Instant;
use serde_json::Value;

/// The wards of those messages, as the places of a teaching hospital.
const MAPPING: &str = r#"
[place.ed]
locations = ["ED", "HUH AE OMU", "OPD", "ABCD"]
[place.ward]
locations = ["OtherWard", "RenalWard", "PREOP", "2000", "3N"]
[arrivals]
I = "patients"
O = "patients"
E = "patients"
P = "patients"
other = "patients"
[exit]
"Admitted as Inpatient" = "home"
other = "home"
"#;

fn data(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/hl7_adt").join(path);
    if !file.exists() {
        let mut out = std::io::stderr().lock();
        writeln!(out, "skipped: 1 test, for there is no {}", file.display()).expect("a line can be written");
        return None;
    }
    Some(file)
}

fn feed() -> Feed {
    let hospital = hospital(TEACHING);
    let mapping = Mapping::read(MAPPING, &hospital).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Feed::new(mapping, times(&hospital), Registry::new(Key([1; 32])), SourceId(0))
}

/// Every message says something or is rejected, none both.
fn read(bytes: &[u8]) -> Read {
    let read = feed().read(bytes, Instant::START);
    let reasons: Vec<String> = read.rejected.iter().map(ToString::to_string).collect();
    assert!(reasons.iter().all(|reason| reason.contains(": ") && reason.contains("; ")), "{reasons:#?}");
    read
}

#[test]
fn a_simulated_hospitals_admissions_are_read_and_its_results_are_not_movements() {
    let Some(file) = data("simhospital/messages.hl7") else { return };
    let read = read(&fs::read(file).expect("the file can be read"));
    assert_eq!(read.messages, 1013);
    assert_eq!(read.rejected.len(), 612);
    assert!(read.rejected.iter().all(|it| it.code == Code::NotAdt && it.control_id.is_some()));
    let count = |is: fn(&Said) -> bool| read.told.iter().filter(|line| is(&line.said)).count();
    assert_eq!(count(|said| matches!(said, Said::Arrived(Some(_)))), 400);
    assert_eq!(count(|said| matches!(said, Said::SamePatient { .. })), 1);
    assert_eq!(read.told.len(), 401);
    assert_eq!(read.remarks, []);
    let hospital = hospital(TEACHING);
    let settled = settle(&read.told);
    assert_eq!(settled.surprises, []);
    let mut census = Census::new(&hospital);
    for movement in &settled.movements {
        census.movement(movement);
    }
    assert_eq!(census.place(hospital.place_ids().nth(1).expect("the ward")).occupied, 400);
}

#[test]
fn messages_of_every_kind_are_read_or_rejected_with_a_reason() {
    let Some(folder) = data("fhir_converter") else { return };
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert_eq!(files.len(), 57);
    let mut not_read = BTreeMap::new();
    for file in files {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let read = read(&fs::read(&file).expect("the file can be read"));
        assert_eq!(read.messages, 1, "{name}");
        assert_eq!(read.told.is_empty(), !read.rejected.is_empty(), "{name}: {:#?}", read.rejected);
        let odd = read.remarks.iter().map(|(_, remark)| remark.kind);
        let fine = [
            RemarkKind::UnknownLocation,
            RemarkKind::NoVisitNumber,
            RemarkKind::OtherCode,
            RemarkKind::BadTime,
            RemarkKind::CoarseTime,
        ];
        assert!(odd.into_iter().all(|kind| fine.contains(&kind)), "{name}: {:#?}", read.remarks);
        for rejected in read.rejected {
            not_read.insert(name.clone(), format!("{} {}", rejected.code.name(), rejected.place));
        }
    }
    let expected = [
        ("ADT-A09-01", "event_not_read MSH-9.2"),
        ("ADT-A09-02", "event_not_read MSH-9.2"),
        ("ADT-A10-01", "event_not_read MSH-9.2"),
        ("ADT-A10-02", "event_not_read MSH-9.2"),
        ("ADT-A41-02", "no_identifier MRG-3"),
    ];
    let expected: BTreeMap<String, String> =
        expected.iter().map(|&(name, why)| (name.to_owned(), why.to_owned())).collect();
    assert_eq!(not_read, expected);
}

/// The resource of a bundle that is of a kind.
fn resources<'v>(bundle: &'v Value, kind: &'v str) -> impl Iterator<Item = &'v Value> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    entries.map(|entry| &entry["resource"]).filter(move |resource| resource["resourceType"] == kind)
}

/// Where an encounter is: names and states; beds aside, which the expected bundles leave to the wards that hold them.
fn places(bundle: &Value, encounter: &Value) -> Vec<(String, Option<String>)> {
    let mut places: Vec<_> = encounter["location"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|it| it["physicalType"]["coding"][0]["code"] != "bd")
        .map(|it| {
            let id = it["location"]["reference"].as_str().and_then(|it| it.rsplit('/').next());
            let found =
                resources(bundle, "Location").find(|it| it["id"].as_str() == id).expect("it is there");
            let text = |value: &Value| value.as_str().map(str::to_owned);
            (text(&found["name"]).unwrap_or_default(), text(&it["status"]))
        })
        .collect();
    places.sort();
    places
}

/// The names of beds.
fn beds(bundle: &Value) -> BTreeSet<String> {
    let is_bed = |it: &&Value| {
        it["physicalType"]["coding"].as_array().into_iter().flatten().any(|coding| coding["code"] == "bd")
    };
    resources(bundle, "Location")
        .filter(is_bed)
        .filter_map(|it| it["name"].as_str())
        .map(str::to_owned)
        .collect()
}

fn period(encounter: &Value) -> [Option<Timestamp>; 2] {
    ["start", "end"]
        .map(|key| Some(encounter["period"][key].as_str()?.parse().expect("a time with an offset")))
}

#[test]
fn fourteen_agree_with_their_fhir_on_class_period_status_and_location() {
    let Some(folder) = data("fhir_expected") else { return };
    let mut compared = 0;
    for entry in fs::read_dir(&folder).expect("a folder") {
        let packed = entry.expect("an entry").path();
        let unpacked = Command::new("gzip").arg("-dc").arg(&packed).output().expect("gzip is there");
        let expected: Value = serde_json::from_slice(&unpacked.stdout).expect("it is JSON");
        let file = packed.file_name().expect("a name").to_string_lossy().replace("-expected.json.gz", ".hl7");
        let bytes =
            fs::read(folder.with_file_name("fhir_converter").join(&file)).expect("the file can be read");
        let message = Message::parse(&bytes, Reading::default()).expect("it is a message");
        let ours = message_bundle(&message, &times(&hospital(TEACHING))).expect("it has an encounter");
        let both =
            [&ours, &expected].map(|bundle| resources(bundle, "Encounter").next().expect("an encounter"));
        let [our, their] = both;
        assert_eq!(our["class"]["code"], their["class"]["code"], "{file}");
        assert_eq!(our["class"]["system"], their["class"]["system"], "{file}");
        assert_eq!(our["status"], their["status"], "{file}");
        assert_eq!(period(our), period(their), "{file}");
        let (ours_at, theirs_at) = (places(&ours, our), places(&expected, their));
        if their["status"] == "cancelled" {
            // Of a visit that never was the expected bundles say states for some places and for others none.
            let names = |places: &[(String, Option<String>)]| {
                places.iter().map(|it| it.0.clone()).collect::<Vec<_>>()
            };
            assert_eq!(names(&ours_at), names(&theirs_at), "{file}");
        } else {
            assert_eq!(ours_at, theirs_at, "{file}");
        }
        assert!(beds(&expected).is_superset(&beds(&ours)) && !beds(&ours).is_empty(), "{file}");
        compared += 1;
    }
    assert_eq!(compared, 14);
}
