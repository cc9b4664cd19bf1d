//! Little's law on every place of every hospital file.
//!
//! L = λW over a stretch of time is an identity of accounts once both ends are counted: the mean number present times the
//! time is the sum of the stays within it. It is computed here from the movements alone, in both ways, and held against
//! the program's measures. No chance of a false alarm.

mod support;

use std::fs;
use std::path::Path;

use flow::{Plan, Settings, record};
use hospital::{Hospital, Measures, Movement, MovementKind, Opening, PlaceId, Sink, Subject};
use quantity::{Duration, Instant};
use support::{PLAIN, path, read};

/// One place's accounts, in milliseconds.
#[derive(Clone, Default)]
struct Account {
    present: i64,
    since: i64,
    /// Number present times time.
    area: i64,
    /// Stays, of those that ended, in full.
    stays: i64,
    /// Of those, what was before counting began; and what those present at the end have stayed so far.
    before: i64,
    unfinished: i64,
    /// What those present when counting began had stayed by then.
    had_stayed: i64,
    entered: i64,
    left: i64,
    at_start: i64,
}

struct Accounts {
    places: Vec<Account>,
    /// By slot: the place, and since when.
    visits: Vec<Option<(PlaceId, i64)>>,
    counting: bool,
}

impl Accounts {
    fn new(hospital: &Hospital) -> Self {
        Self { places: vec![Account::default(); hospital.places.len()], visits: Vec::new(), counting: false }
    }

    fn start(&mut self) {
        self.counting = true;
        for (place, since) in self.visits.iter().flatten() {
            self.places[place.index()].had_stayed -= since;
        }
        for place in &mut self.places {
            (place.since, place.area, place.at_start) = (0, 0, place.present);
        }
    }

    fn changes(&mut self, place: PlaceId, at: i64, by: i64) {
        let account = &mut self.places[place.index()];
        account.area += account.present * (at - account.since);
        account.since = at;
        account.present += by;
    }

    fn moves(&mut self, slot: usize, to: Option<PlaceId>, at: i64) {
        if slot >= self.visits.len() {
            self.visits.resize(slot + 1, None);
        }
        if self.visits[slot].map(|(place, _)| place) == to {
            return;
        }
        if let Some((place, since)) = self.visits[slot].take() {
            self.changes(place, at, -1);
            if self.counting {
                let account = &mut self.places[place.index()];
                account.left += 1;
                account.stays += at - since;
                account.before += (-since).max(0);
            }
        }
        if let Some(place) = to {
            self.changes(place, at, 1);
            self.places[place.index()].entered += i64::from(self.counting);
            self.visits[slot] = Some((place, at));
        }
    }
}

impl Sink for Accounts {
    fn movement(&mut self, movement: &Movement) {
        let at = movement.at.millis();
        if at >= 0 && !self.counting {
            self.start();
        }
        let gone = matches!(movement.kind, MovementKind::Left { .. });
        let to = movement.space.filter(|_| !gone).map(|space| space.place);
        self.moves(movement.visit.slot as usize, to, at);
    }
    fn opening(&mut self, _opening: &Opening) {}
    fn finish(&mut self, at: Instant) {
        let at = at.millis();
        if !self.counting {
            self.start();
        }
        for number in 0..self.places.len() {
            self.changes(PlaceId::new(number), at, 0);
        }
        for (place, since) in self.visits.iter().flatten() {
            self.places[place.index()].unfinished += at - (*since).max(0);
        }
    }
}

/// Counted time: what the file says, but no more than is cheap.
const MOST: Duration = Duration::from_millis(180 * Duration::DAY.millis());

fn check(file: &Path) -> usize {
    let name = file.display();
    let hospital = read(file, PLAIN);
    let mut settings = Settings::of(&hospital);
    settings.collect = settings.collect.min(MOST);
    settings.warm_up = settings.warm_up.min(MOST);
    let plan = Plan::new(hospital);
    let hospital = plan.hospital();
    let listeners = (Measures::new(hospital), Accounts::new(hospital));
    let ((measures, accounts), _) = record(&plan, settings, 0, listeners);
    let figures = measures.figures(hospital);
    let time = settings.collect.millis() as f64;
    for (place, it) in hospital.place_ids().zip(&accounts.places) {
        let what = format!("{name}: {}", hospital.places[place.index()].name);
        // The number present, added up over time, is the stays added up over visits.
        assert_eq!(it.area, it.stays - it.before + it.unfinished, "{what}");
        assert_eq!(it.at_start + it.entered, it.left + it.present, "{what}");
        let present = it.area as f64 / time;
        let of = |id| figures.value(Subject::Place(place), id).expect("every place has it");
        let off = (of("occupied_spaces") - present).abs();
        assert!(off <= 1e-9 * present, "{what}: occupied_spaces {} of {present}", of("occupied_spaces"));
        if it.left > 0 {
            let entered_a_day = it.entered as f64 / time * Duration::DAY.millis() as f64;
            let stay = it.stays as f64 / it.left as f64;
            assert!(
                (of("throughput") / entered_a_day - 1.0).abs() < 1e-9 || it.entered == 0,
                "{what}: throughput"
            );
            assert!(
                (of("length_of_stay") * Duration::HOUR.millis() as f64 / stay - 1.0).abs() < 1e-9,
                "{what}: stay"
            );
            // L = λW: with whole stays it is off by no more than the two ends: stays under way, and more in than out.
            let ends = it.had_stayed.max(it.before).max(it.unfinished) as f64
                + (it.entered - it.left).abs() as f64 * stay;
            assert!(
                (it.entered as f64 * stay - it.area as f64).abs() <= ends + 1e-6 * it.area as f64,
                "{what}: L is not λW"
            );
        }
    }
    accounts.places.len()
}

#[test]
fn every_hospital_keeps_littles_law_in_every_place() {
    let mut files = Vec::new();
    for folder in ["", "cases", "scale", "teaching"] {
        let Ok(entries) = fs::read_dir(path(folder)) else { continue };
        let found = entries.map(|entry| entry.expect("a directory can be listed").path());
        files.extend(found.filter(|file| file.extension().is_some_and(|extension| extension == "toml")));
    }
    files.sort();
    assert!(files.len() >= 25, "only {} hospital files", files.len());
    let places: usize = files.iter().map(|file| check(file)).sum();
    assert!(places > 100, "only {places} places");
}
