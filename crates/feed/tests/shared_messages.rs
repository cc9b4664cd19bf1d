//! Messages that others wrote: 1,013 of a simulated London hospital and 57 that are odd on purpose, and for fourteen of these
//! what another program made of them in FHIR.
//!
//! Data: google/simhospital (Apache-2.0), microsoft/FHIR-Converter (MIT). They are not part of the project: without them the
//! tests say that they were skipped.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the messages lie in files beside the clone"
)]

mod common;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{feed, hospital};
use feed::{
    Beside, Feed, Location, Message, Part, Read, Reading, Speaker, TimeStamp, bundle, encounters, split,
};
use hospital::{Hospital, settle};
use jiff::Timestamp;
use quantity::Instant;
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/hl7_adt");
    if folder.is_dir() {
        return Some(folder);
    }
    let mut out = std::io::stderr().lock();
    writeln!(out, "skipped: 1 test, for there is no {}", folder.display()).expect("a line can be written");
    None
}

/// Each file of a folder, by name without its end.
fn files(folder: &Path, end: &str) -> BTreeMap<String, Vec<u8>> {
    let entries =
        std::fs::read_dir(folder).expect("it is a folder").map(|entry| entry.expect("a file").path());
    let named = entries.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(end)?.to_owned();
        Some((name, std::fs::read(&path).expect("it can be read")))
    });
    named.collect()
}

fn unpacked(file: &Path) -> Value {
    let unpacked = Command::new("gzip").arg("-dc").arg(file).output().expect("gzip is there");
    assert!(unpacked.status.success(), "gzip: {}", String::from_utf8_lossy(&unpacked.stderr));
    serde_json::from_slice(&unpacked.stdout).expect("it is JSON")
}

/// Each message is understood or rejected, and nothing else; segments and bytes are all there.
fn check(feed: &mut Feed, bytes: &[u8]) -> Read {
    let parts = split(bytes);
    let messages: Vec<_> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Message(range) => Some(&bytes[range.clone()]),
            Part::Envelope(_) | Part::Stray(_) => None,
        })
        .collect();
    let mut whole = Read::default();
    for message in messages {
        let read = feed.read(message, Instant::START);
        assert_eq!(read.messages, 1);
        assert!(read.told.is_empty() != read.rejected.is_empty(), "one of the two");
        if let Ok(parsed) = Message::parse(message, Reading::default()) {
            assert_eq!(parsed.bytes(), message);
            assert_eq!(parsed.print().as_bytes(), message, "these are all UTF-8");
        }
        whole.messages += 1;
        whole.told.extend(read.told);
        whole.rejected.extend(read.rejected);
        whole.remarks.extend(read.remarks);
    }
    whole
}

fn counts(read: &Read) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for rejected in &read.rejected {
        *counts.entry(rejected.code.name()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn a_simulated_london_hospital_is_read() {
    let Some(folder) = folder() else { return };
    let hospital = hospital();
    let bytes = std::fs::read(folder.join("simhospital/messages.hl7")).expect("it can be read");
    let read = check(&mut feed(&hospital), &bytes);
    assert_eq!((read.messages, read.told.len()), (1013, 401));
    // Results and orders say nothing about where patients are.
    assert_eq!(counts(&read), BTreeMap::from([("not_adt", 612)]));
}

#[test]
fn messages_that_are_odd_on_purpose_are_read_or_refused_with_a_reason() {
    let Some(folder) = folder() else { return };
    let hospital = hospital();
    let (mut all, mut refused) = (Read::default(), BTreeMap::new());
    for (name, bytes) in files(&folder.join("fhir_converter"), ".hl7") {
        let read = check(&mut feed(&hospital), &bytes);
        assert_eq!(read.messages, 1, "{name}");
        if let Some(rejected) = read.rejected.first() {
            refused.insert(name, rejected.to_string());
        }
        all.messages += 1;
        all.told.extend(read.told);
    }
    assert_eq!(all.messages, 57);
    let tracking = "MSH-9.2: messages of this kind are not read (`";
    // Merges two accounts (A41) and names a patient.
    let account = "MRG-3: nothing says whose it is; send the account that holds no more in MRG-3, or the visit in MRG-5";
    let expected = [
        ("ADT-A09-01", tracking),
        ("ADT-A09-02", tracking),
        ("ADT-A10-01", tracking),
        ("ADT-A10-02", tracking),
        ("ADT-A41-02", account),
    ];
    let names: Vec<&str> = refused.keys().map(String::as_str).collect();
    assert_eq!(names, expected.map(|it| it.0), "{refused:#?}");
    for (name, reason) in expected {
        assert!(refused[name].starts_with(reason), "{name}: {}", refused[name]);
    }
}

fn resources<'v>(bundle: &'v Value, kind: &str) -> Vec<&'v Value> {
    let entries = bundle["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
    entries.filter(|resource| resource["resourceType"] == kind).collect()
}

/// The locations of an encounter in their order, those that are active if any are.
fn locations<'v>(bundle: &'v Value, encounter: &Value) -> Vec<&'v Value> {
    let all = encounter["location"].as_array().into_iter().flatten();
    let (active, others): (Vec<&Value>, Vec<&Value>) = all.partition(|stay| stay["status"] == "active");
    let stays = if active.is_empty() { others } else { active };
    let found = stays.into_iter().filter_map(|stay| {
        let id = stay["location"]["reference"].as_str()?.strip_prefix("Location/")?;
        resources(bundle, "Location").into_iter().find(|location| location["id"] == id)
    });
    found.collect()
}

/// The ward in which our visit is: the first part of the location of its space.
fn our_ward<'v>(bundle: &'v Value, encounter: &Value) -> Option<&'v str> {
    locations(bundle, encounter).first()?["description"].as_str()?.split('^').next()
}

fn stamp(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

fn our_bundle(hospital: &Hospital, text: &str) -> Value {
    let mut feed = feed(hospital);
    let read = feed.read(text.as_bytes(), Instant::START);
    assert_eq!(read.rejected, []);
    let settled = settle(&read.told);
    let speaker = Speaker { hospital, mapping: &feed.mapping, times: &feed.times };
    let beside = Beside { away: settled.away, spaces: settled.spaces };
    bundle(speaker, &encounters(&settled.movements), &beside).expect("there is a word for everything")
}

/// What the message says itself: the class, the begin of the visit, and the ward.
fn check_facts(name: &str, text: &str, expected: &Value) {
    let message = Message::parse(text.as_bytes(), Reading::default()).expect("it is a message");
    let class = message.field("PV1", 2).trimmed();
    let class = match class.as_str() {
        "P" => "PRENC",
        "I" => "IMP",
        other => other,
    };
    let encounter = resources(expected, "Encounter")[0];
    assert_eq!(encounter["class"]["code"], class, "{name}");
    let begin = TimeStamp::parse(&message.field("PV1", 44).component(1).trimmed());
    let begin = begin.and_then(|it| it.offset?.to_timestamp(it.civil).ok());
    assert_eq!(begin, stamp(&encounter["period"]["start"]), "{name}");
    let ward = Location::of(message.field("PV1", 3)).point_of_care;
    let names: Vec<&str> =
        locations(expected, encounter).iter().filter_map(|it| it["name"].as_str()).collect();
    assert!(names.contains(&ward.as_str()), "{name}: {ward} is none of {names:?}");
}

#[test]
fn fourteen_messages_agree_with_what_another_program_made_of_them() {
    let Some(folder) = folder() else { return };
    let hospital = hospital();
    let messages = files(&folder.join("fhir_converter"), ".hl7");
    let mut names: Vec<String> =
        files(&folder.join("fhir_expected"), "-expected.json.gz").into_keys().collect();
    names.sort();
    assert_eq!(names.len(), 14);
    for name in names {
        let expected = unpacked(&folder.join(format!("fhir_expected/{name}-expected.json.gz")));
        let text = String::from_utf8(messages[&name].clone()).expect("it is UTF-8");
        check_facts(&name, &text, &expected);
        // The other program looks at a message alone; ours needs the admission before it, made of the same message, and for a
        // discharge that is taken back the discharge.
        let kind = name.strip_prefix("ADT-").and_then(|rest| rest.get(..3)).unwrap_or("A01");
        let before: &[&str] = match kind {
            "A01" => &[],
            "A13" => &["A01", "A03"],
            _ => &["A01"],
        };
        let header = format!("ADT^{kind}");
        assert!(text.contains(&header), "{name}");
        let before: String =
            before.iter().map(|kind| text.replacen(&header, &format!("ADT^{kind}"), 1) + "\r").collect();
        let ours = our_bundle(&hospital, &(before + &text));
        let theirs = resources(&expected, "Encounter")[0];
        let Some(encounter) = resources(&ours, "Encounter").first().copied() else {
            assert_eq!(theirs["status"], "cancelled", "{name}: nobody is there");
            continue;
        };
        assert_eq!(encounter["class"]["code"], theirs["class"]["code"], "{name}");
        // ADT01-28 has no begin in PV1-44: ours is when it was told, and theirs has none.
        if theirs["period"]["start"].is_string() {
            assert_eq!(stamp(&encounter["period"]["start"]), stamp(&theirs["period"]["start"]), "{name}");
        }
        // An update (A08) that has a discharge time ends no visit of ours; only A03 does.
        if kind != "A08" {
            assert_eq!(stamp(&encounter["period"]["end"]), stamp(&theirs["period"]["end"]), "{name}");
            assert_eq!(encounter["status"], theirs["status"], "{name}");
        }
        let stays = encounter["location"].as_array().expect("it is somewhere");
        let active = stays.iter().filter(|stay| stay["status"] == "active").count();
        assert_eq!(active, usize::from(encounter["status"] == "in-progress"), "{name}");
        let ward = our_ward(&ours, encounter).expect("it is in a space");
        let names: Vec<&str> =
            locations(&expected, theirs).iter().filter_map(|it| it["name"].as_str()).collect();
        assert!(names.contains(&ward), "{name}: {ward} is none of {names:?}");
    }
}
