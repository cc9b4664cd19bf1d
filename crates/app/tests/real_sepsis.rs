//! Real input: the admissions of a Dutch hospital's sepsis patients, from first admission to first release, driven through a
//! ward as a dated list.
//!
//! Data: doi 10.4121/uuid:915d2bfb-7e84-49ad-a286-dc35f063a460, via bupaverse/eventdataR. Times are shifted case by case, so
//! how many are there at once means nothing; lengths are true. The file is not part of the project: without it the test
//! says that it was skipped. There is no chance in what is compared.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flow::{Plan, Settings, record};
use hospital::{Census, Movement, Opening, PlaceId, Sink};
use quantity::{Duration, Instant};
use support::{PLAIN, With, read, workspace};

const HOUR: i64 = Duration::HOUR.millis();
/// As the data's page says (cases reference 19): admitted to normal or intensive care and released later, the case that is
/// named "NA" among them.
const ADMISSIONS: [&str; 2] = ["Admission NC", "Admission IC"];

/// A stay: when it began, since the earliest, and how long it was, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stay {
    at: i64,
    length: i64,
}

/// The stays of the log, in order of time; `None` when the file is not there.
fn stays() -> Option<Vec<Stay>> {
    let file = workspace().join("../shared/data/sepsis_eventlog/sepsis.csv.gz");
    if !file.exists() {
        let mut out = std::io::stderr().lock();
        writeln!(out, "skipped: 1 test, for there is no {}", file.display()).expect("a line can be written");
        return None;
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(&file).output().expect("gzip is there");
    assert!(unpacked.status.success(), "gzip: {}", String::from_utf8_lossy(&unpacked.stderr));
    let text = String::from_utf8(unpacked.stdout).expect("the log is UTF-8");
    // By case, the first admission and the first release after it.
    let mut cases: BTreeMap<&str, Vec<(i64, &str)>> = BTreeMap::new();
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), 15_214, "events");
    for row in rows {
        let fields: Vec<&str> = row.split(',').collect();
        cases.entry(fields[0]).or_default().push((millis(fields[4]), fields[1]));
    }
    assert_eq!(cases.len(), 1050, "cases");
    let mut stays: Vec<Stay> = cases.values().filter_map(|events| stay(events)).collect();
    let first = stays.iter().map(|stay| stay.at).min().expect("somebody was admitted");
    for stay in &mut stays {
        stay.at -= first;
    }
    stays.sort();
    Some(stays)
}

fn stay(events: &[(i64, &str)]) -> Option<Stay> {
    let admitted =
        events.iter().filter(|(_, activity)| ADMISSIONS.contains(activity)).map(|&(at, _)| at).min()?;
    let released = events.iter().filter(|(at, activity)| activity.starts_with("Release") && *at > admitted);
    let released = released.map(|&(at, _)| at).min()?;
    Some(Stay { at: admitted, length: released - admitted })
}

/// Milliseconds since 1970 of `2014-10-22 11:15:41`.
fn millis(text: &str) -> i64 {
    let number = |from: usize, to: usize| -> i64 { text[from..to].parse().expect("a date and time") };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    // Days of the civil calendar after Hinnant, "chrono-compatible low-level date algorithms".
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468;
    ((days * 24 + number(11, 13)) * 60 + number(14, 16)) * 60_000 + number(17, 19) * 1000
}

/// Writes a hospital file with the stays in a CSV beside it, and gives its path.
fn write(name: &str, stays: &[Stay]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a directory for tests can be made");
    let mut list = "at,times\n".to_owned();
    for stay in stays {
        writeln!(list, "{} ms,{} ms", stay.at, stay.length).expect("a text can grow");
    }
    fs::write(folder.join("stays.csv"), list).expect("a file for tests can be written");
    let last = stays.iter().map(|stay| stay.at + stay.length).max().expect("somebody was admitted");
    let text = format!(
        r#"onward = 1
name = "Sepsis patients"

[run]
collect = "{} h"
runs = 1

[place.ward]
kind = "ward"
spaces = "unlimited"

[arrivals.admitted]
visits_from = "stays.csv"
pathway = "care"

[pathway.care.stay]
at = "ward"
time = "1 h"
next = "home"
"#,
        2 * last / HOUR + 1
    );
    let file = folder.join("hospital.toml");
    fs::write(&file, text).expect("a file for tests can be written");
    file
}

/// Those in the ward at every full hour, and when each visit's stay began.
struct Hourly {
    census: Census,
    hours: Vec<u32>,
    began: Vec<(u64, i64, i64)>,
    came: BTreeMap<u64, i64>,
}

impl Hourly {
    fn pass(&mut self, at: Instant) {
        while ((self.hours.len() as i64) * HOUR) < at.millis() {
            self.hours.push(self.census.place(PlaceId::new(0)).occupied);
        }
    }
}

impl Sink for Hourly {
    fn movement(&mut self, movement: &Movement) {
        self.pass(movement.at);
        let (key, at) = (movement.visit.id.key(), movement.at.millis());
        if matches!(movement.kind, hospital::MovementKind::Arrived { .. }) {
            self.came.insert(key, at);
        }
        if matches!(movement.kind, hospital::MovementKind::Begins { .. }) {
            self.began.push((key, self.came[&key], at));
        }
        self.census.movement(movement);
    }
    fn opening(&mut self, opening: &Opening) {
        self.census.opening(opening);
    }
    fn finish(&mut self, at: Instant) {
        self.pass(at);
    }
}

fn run(file: &Path, with: With<'_>) -> Hourly {
    let hospital = read(file, with);
    let settings = Settings::of(&hospital);
    let plan = Plan::new(hospital);
    let census = Census::new(plan.hospital());
    record(&plan, settings, 0, Hourly { census, hours: Vec::new(), began: Vec::new(), came: BTreeMap::new() })
        .0
}

#[test]
fn the_ward_is_as_full_as_the_log_at_every_hour() {
    let Some(stays) = stays() else { return };
    let seen = run(&write("sepsis-unlimited", &stays), PLAIN);
    let last = stays.iter().map(|stay| stay.at + stay.length).max().expect("somebody was admitted");
    let hours = (last / HOUR + 1) as usize;
    let counted = |hour: usize| {
        let now = hour as i64 * HOUR;
        stays.iter().filter(|stay| stay.at <= now && now < stay.at + stay.length).count() as u32
    };
    // At a full hour, as it is after everything that happens at that very moment.
    let from_log: Vec<u32> = (0..hours).map(counted).collect();
    assert_eq!(seen.hours[..hours], from_log[..]);
    assert!(from_log.iter().max() > Some(&12), "never more than twelve");
}

/// An independent recursion: each takes the bed that is free first, in order of arrival (Kiefer and Wolfowitz).
#[test]
#[allow(clippy::print_stdout, reason = "`--nocapture` shows who would have waited")]
fn twelve_beds_make_wait_whom_twelve_beds_must() {
    let Some(stays) = stays() else { return };
    let seen =
        run(&write("sepsis-twelve", &stays), With { settings: &[("place.ward.spaces", "12 beds")], ..PLAIN });
    let mut free = [i64::MIN; 12];
    let expected: Vec<(i64, i64)> = stays
        .iter()
        .map(|stay| {
            let bed = free.iter_mut().min().expect("there are twelve");
            let began = stay.at.max(*bed);
            *bed = began + stay.length;
            (stay.at, began)
        })
        .collect();
    let found: Vec<(i64, i64)> = seen.began.iter().map(|&(_, came, began)| (came, began)).collect();
    assert_eq!(found, expected);
    assert!(found.is_sorted_by_key(|&(_, began)| began), "first come, first served");
    let waits: Vec<i64> = found.iter().map(|(came, began)| began - came).filter(|&wait| wait > 0).collect();
    let longest = waits.iter().max().copied().unwrap_or(0) as f64 / HOUR as f64;
    let mean = waits.iter().sum::<i64>() as f64 / HOUR as f64 / waits.len().max(1) as f64;
    println!(
        "of {} patients {} wait for one of 12 beds, {mean:.1} h on average, {longest:.1} h at most",
        stays.len(),
        waits.len()
    );
    assert!(!waits.is_empty(), "twelve beds are enough");
}
