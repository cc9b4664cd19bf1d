//! Stories: lines of movements and of what is expected after them.
//!
//! ```text
//! 00:00 v1 arrives walk_in high          a time is hours and minutes since the start of counting, a minus before it
//! 00:30 v1 waits ed.admit for ward       the visit keeps the space it has unless told `in place/number` or `out`
//! 05:00 v1 begins ed.admit in ward/0
//! 06:00 ward opens 2                     or `closes 2`
//! 24:00 finish
//! => boarding_time = 4.5                 of the hospital
//! => ward occupancy = 0.5                of a place; also `ed.admit …`, `ed.admit high …`, `pathway ed high …`
//! ```

use quantity::{Distribution, Duration, Instant};

use crate::{
    Activity, ActivityId, Arrivals, ArrivalsId, AtGap, Attribute, AttributeId, By, Capacity, CheckedCensus,
    Choice, Clock, Closures, Exit, ExitId, ExitKind, Hospital, Leaving, Measures, Movement, MovementKind,
    Next, OnDeadlock, Opening, Parking, Pathway, PathwayId, PayerId, Payments, Place, PlaceId, PlaceKind,
    Process, Queue, Resource, Roster, Run, Sink as _, Space, Subject, Traits, Visit, VisitId, WhenFull,
    Where, WhileWaiting,
};

const PLACES: [(&str, PlaceKind, Option<u32>); 7] = [
    ("ed", PlaceKind::Emergency, Some(2)),
    ("ward", PlaceKind::Ward, Some(2)),
    ("surgery", PlaceKind::Ward, Some(4)),
    ("icu", PlaceKind::Critical, Some(1)),
    ("care", PlaceKind::CareRounds, Some(2)),
    ("corridor", PlaceKind::Corridor, Some(3)),
    ("clinic", PlaceKind::Station, None),
];

const ACTIVITIES: [(&str, &str, &[&str]); 8] = [
    ("ed", "assess", &["ed"]),
    ("ed", "admit", &["ward", "surgery"]),
    ("ed", "icu", &["icu"]),
    ("ed", "scan", &[]),
    ("ed", "package", &["care"]),
    ("ed", "board", &["corridor"]),
    ("clinic", "see", &["clinic"]),
    ("clinic", "again", &["clinic"]),
];

const EXITS: [(&str, ExitKind); 4] = [
    ("home", ExitKind::Discharged),
    ("died", ExitKind::Died),
    ("fed_up", ExitKind::LeftBeforeSeen),
    ("refused", ExitKind::TurnedAway),
];

/// A small hospital with one of everything that measures ask about.
pub fn hospital() -> Hospital {
    let attribute = |name: &str, values: &[&str]| Attribute {
        name: name.to_owned(),
        values: values.iter().map(ToString::to_string).collect(),
        shares: By::Always(Vec::new()),
    };
    let arrivals = |name: &str, first| Arrivals {
        name: name.to_owned(),
        process: Process::Listed(Vec::new()),
        first: ActivityId::new(first),
        shares: Vec::new(),
    };
    let mut hospital = Hospital {
        name: "Story General".to_owned(),
        time_zone: "Europe/London".to_owned(),
        clock: Clock { start_of_week: Duration::ZERO, start_day_of_year: 0 },
        run: Run {
            start: String::new(),
            warm_up: Duration::ZERO,
            collect: Duration::DAY,
            runs: 1,
            seed: 1,
            on_deadlock: OnDeadlock::Swap,
        },
        attributes: vec![
            attribute("arrivals", &["walk_in", "ambulance", "booked"]),
            attribute("acuity", &["high", "low"]),
            attribute("specialty", &["medicine", "surgical"]),
        ],
        places: PLACES.into_iter().map(place).collect(),
        resources: Vec::new(),
        arrivals: vec![arrivals("walk_in", 0), arrivals("ambulance", 0), arrivals("booked", 6)],
        pathways: ["ed", "clinic"]
            .map(|name| Pathway { name: name.to_owned(), activities: Vec::new() })
            .into(),
        activities: ACTIVITIES.into_iter().map(activity).collect(),
        exits: EXITS.map(|(name, kind)| Exit { name: name.to_owned(), kind }).into(),
        infections: Vec::new(),
        teams: Vec::new(),
        payments: Payments::default(),
        switches: crate::Switches::default(),
    };
    hospital.places[0].parking =
        Some(Parking { arrivals: vec![ArrivalsId::new(1)], when_present: 1, limit: None });
    hospital.places[1].accepts = vec![(AttributeId::new(2), vec![0])];
    hospital
}

fn place((name, kind, spaces): (&str, PlaceKind, Option<u32>)) -> Place {
    Place {
        name: name.to_owned(),
        kind,
        capacity: spaces.map_or(Capacity::Unlimited, Capacity::Always),
        each: None,
        at_gap: AtGap::Finish,
        queue: Queue::default(),
        parking: None,
        when_full: WhenFull::Wait,
        accepts: Vec::new(),
        limits: Vec::new(),
        turnaround: None,
        closures: Closures::default(),
        leaving: Leaving::AnyTime,
        enter_hours: None,
        cost_per_day: 0.0,
        cost_per_open_day: 0.0,
        space_rules: None,
        paid_by: PayerId::TRUST,
    }
}

fn activity((pathway, name, into): (&str, &str, &[&str])) -> Activity {
    let places = into.iter().filter_map(|name| PLACES.iter().position(|place| place.0 == *name));
    let choice = Choice { tiers: vec![places.map(PlaceId::new).collect()], fall_back_after: None };
    Activity {
        name: name.to_owned(),
        pathway: PathwayId::new(usize::from(pathway == "clinic")),
        place: if into.is_empty() { Where::Here } else { Where::Into(By::Always(choice)) },
        while_waiting: WhileWaiting::Hold,
        uses: Vec::new(),
        time: By::Always(Distribution::deterministic(1.0).expect("one is a length")),
        patience: None,
        next: By::Always(Vec::new()),
        when_refused: Next::Exit(ExitId::new(3)),
        when_impatient: Next::Exit(ExitId::new(2)),
        move_on: None,
        keep_after: Vec::new(),
        fit_to_leave: false,
        delay_reason: None,
        cancels: false,
        cost: 0.0,
        paid_by: PayerId::TRUST,
        income: None,
    }
}

/// A resource that costs something.
pub fn resource(roster: Roster, cost_per_hour: f64) -> Resource {
    Resource {
        name: "doctor".to_owned(),
        capacity: Capacity::Rostered(roster),
        at_gap: AtGap::Finish,
        queue: Queue::default(),
        cost_per_hour,
        agency: None,
        paid_by: PayerId::TRUST,
        used_up: false,
    }
}

/// Tells a story and checks what it expects.
pub fn check(story: &str) {
    let hospital = hospital();
    check_in(&hospital, Measures::new(&hospital), story);
}

/// The same in another hospital, with measures that may have seen something before; gives them back.
pub fn check_in(hospital: &Hospital, measures: Measures, story: &str) -> Measures {
    let mut teller = Teller { hospital, sink: (CheckedCensus::new(hospital), measures), visits: Vec::new() };
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("=> ") {
            Some(expected) => teller.expect(expected),
            None => teller.tell(line),
        }
    }
    teller.sink.1
}

struct Teller<'a> {
    hospital: &'a Hospital,
    sink: (CheckedCensus, Measures),
    /// By number of the visit, with the space it has.
    visits: Vec<(Visit, Option<Space>)>,
}

impl Teller<'_> {
    fn tell(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = instant(words[0]);
        match words[1] {
            "finish" => {
                self.sink.finish(at);
                assert_eq!(self.sink.0.found(), [], "{line}");
            }
            place if matches!(words[2], "opens" | "closes") => {
                let spaces = words.get(3).map(|number| number.parse().expect("a number of spaces"));
                let closed = words[2] == "closes";
                self.sink.opening(&Opening { at, place: self.place(place), spaces, closed });
            }
            visit => self.moves(at, visit[1..].parse().expect("v and a number"), &words[2..]),
        }
    }

    fn moves(&mut self, at: Instant, number: usize, words: &[&str]) {
        if words[0] == "arrives" {
            let id = VisitId::new(ArrivalsId::new(0), number as u64);
            let visit = Visit { id, slot: number as u32 };
            self.visits.resize(self.visits.len().max(number + 1), (visit, None));
            self.visits[number] = (visit, None);
        }
        let (visit, mut space) = self.visits[number];
        if let [.., "in", into] = words {
            let (place, number) = into.split_once('/').expect("place/number");
            let number = number.parse().expect("a number");
            space = Some(Space { place: self.place(place), number });
        } else if matches!(words, [.., "out"] | ["left", ..]) {
            space = None;
        }
        self.visits[number].1 = space;
        let kind = self.kind(words);
        self.sink.movement(&Movement { at, visit, kind, space });
    }

    fn kind(&self, words: &[&str]) -> MovementKind {
        let activity = || self.activity(words[1]);
        let place = || words.get(3).map(|name| self.place(name)).expect("a place");
        match words[0] {
            "arrives" => MovementKind::Arrived { traits: self.traits(&words[1..]) },
            "waits" if words.get(2) == Some(&"for") => {
                MovementKind::Waits { activity: activity(), place: Some(place()) }
            }
            "waits" => MovementKind::Waits { activity: activity(), place: None },
            "parked" => MovementKind::Parked { activity: activity(), place: place() },
            "moved" => MovementKind::Moved { activity: activity() },
            "placed" => MovementKind::Placed,
            "begins" => MovementKind::Begins { activity: activity() },
            "paused" => MovementKind::Paused { activity: activity() },
            "ended" => MovementKind::Ended { activity: activity() },
            "fit" => MovementKind::FitToLeave,
            "needs" => MovementKind::NeedsFewer {
                care_visits: words[1].parse().expect("a number of care visits a day"),
            },
            "left" => {
                let exit = self.hospital.exits.iter().position(|exit| exit.name == words[1]);
                MovementKind::Left { exit: ExitId::new(exit.expect("a way out")) }
            }
            other => panic!("{other} is not a movement"),
        }
    }

    fn traits(&self, values: &[&str]) -> Traits {
        let mut traits = Traits::default();
        for (number, attribute) in self.hospital.attributes.iter().enumerate() {
            if let Some(value) = attribute.values.iter().position(|value| values.contains(&value.as_str())) {
                traits = traits.with(AttributeId::new(number), value);
            }
        }
        traits
    }

    fn expect(&self, expected: &str) {
        let (left, value) = expected.split_once(" = ").expect("subject id = value");
        let value: f64 = value.trim().parse().expect("a value");
        let (subject, id) = left.rsplit_once(' ').unwrap_or(("", left));
        let figures = self.sink.1.figures(self.hospital);
        let found = figures.value(self.subject(subject), id).unwrap_or_else(|| panic!("no figure {left}"));
        let same = (found - value).abs() <= 1e-9 * value.abs().max(1.0) || (found.is_nan() && value.is_nan());
        assert!(same, "{left} is {found}, expected {value}");
    }

    fn subject(&self, name: &str) -> Subject {
        let class = |name: &str| {
            let class = self.sink.1.classes().iter().position(|class| class.name == name);
            class.unwrap_or_else(|| panic!("{name} is not a class")) as u16
        };
        let words: Vec<&str> = name.split(' ').collect();
        match words[..] {
            [""] => Subject::Hospital,
            ["pathway", name] => Subject::Pathway(self.pathway(name)),
            ["pathway", name, of] => Subject::PathwayClass(self.pathway(name), class(of)),
            [name, of] => Subject::ActivityClass(self.activity(name), class(of)),
            [name] if name.contains('.') => Subject::Activity(self.activity(name)),
            _ => Subject::Place(self.place(name)),
        }
    }

    fn place(&self, name: &str) -> PlaceId {
        let place = self.hospital.places.iter().position(|place| place.name == name);
        PlaceId::new(place.unwrap_or_else(|| panic!("{name} is not a place")))
    }

    fn activity(&self, name: &str) -> ActivityId {
        let mut all = self.hospital.activity_ids();
        all.find(|&it| self.hospital.activity_name(it) == name)
            .unwrap_or_else(|| panic!("{name} is not an activity"))
    }

    fn pathway(&self, name: &str) -> PathwayId {
        let pathway = self.hospital.pathways.iter().position(|pathway| pathway.name == name);
        PathwayId::new(pathway.unwrap_or_else(|| panic!("{name} is not a pathway")))
    }
}

fn instant(text: &str) -> Instant {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (hours, minutes) = text.split_once(':').expect("hours:minutes");
    let millis = |number: &str, unit: Duration| number.parse::<i64>().expect("a number") * unit.millis();
    Instant::from_millis(sign * (millis(hours, Duration::HOUR) + millis(minutes, Duration::MINUTE)))
}
