//! The plainest of everything, to be changed by whoever needs more.

use hospital::{
    Activity, ActivityId, Arrivals, AtGap, Attribute, By, Capacity, Choice, Clock, Closures, Exit, ExitId,
    ExitKind, Hospital, Leaving, Next, OnDeadlock, Pathway, PathwayId, PayerId, Payments, Place, PlaceId,
    PlaceKind, Process, Queue, RateProcess, Run, WhenFull, Where, WhileWaiting,
};
use quantity::{Distribution, Duration};

pub const HOME: ExitId = ExitId::new(0);
pub const GAVE_UP: ExitId = ExitId::new(1);
pub const TURNED_AWAY: ExitId = ExitId::new(2);
pub const DIED: ExitId = ExitId::new(3);

pub fn place(name: &str, kind: PlaceKind, spaces: u32) -> Place {
    Place {
        name: name.to_owned(),
        kind,
        capacity: Capacity::Always(spaces),
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
        space_rules: None,
        cost_per_day: 0.0,
        cost_per_open_day: 0.0,
        paid_by: PayerId::TRUST,
    }
}

/// An activity of an hour where the visit is, after which it goes home.
pub fn activity(name: &str, pathway: PathwayId) -> Activity {
    let hour =
        Distribution::deterministic(Duration::HOUR.millis() as f64).expect("an hour is a length of time");
    Activity {
        name: name.to_owned(),
        pathway,
        place: Where::Here,
        while_waiting: WhileWaiting::Hold,
        uses: Vec::new(),
        time: By::Always(hour),
        patience: None,
        next: By::Always(vec![(Next::Exit(HOME), 1.0)]),
        when_refused: Next::Exit(TURNED_AWAY),
        when_impatient: Next::Exit(GAVE_UP),
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

pub fn into(places: &[usize]) -> Where {
    let tiers = places.iter().map(|&place| vec![PlaceId::new(place)]).collect();
    Where::Into(By::Always(Choice { tiers, fall_back_after: None }))
}

pub fn rate(name: &str, per_day: f64, first: ActivityId) -> Arrivals {
    let process = RateProcess {
        base_per_day: per_day,
        scale: 1.0,
        by_hour: vec![1.0],
        by_weekday: [1.0; 7],
        by_day_of_year: Vec::new(),
        dispersion: 1.0,
    };
    Arrivals { name: name.to_owned(), process: Process::Rate(process), first, shares: Vec::new() }
}

pub fn attribute(name: &str, values: usize, shares: By<Vec<f64>>) -> Attribute {
    Attribute {
        name: name.to_owned(),
        values: (0..values).map(|value| format!("{name} {value}")).collect(),
        shares,
    }
}

/// Activities in one pathway, whose arrivals are the given ones.
pub fn hospital(places: Vec<Place>, activities: Vec<Activity>, arrivals: Vec<Arrivals>) -> Hospital {
    let pathways =
        activities.iter().map(|activity| activity.pathway.index()).max().map_or(0, |most| most + 1);
    let of_pathway = |pathway: usize| {
        let own = (0..activities.len()).filter(|&index| activities[index].pathway.index() == pathway);
        Pathway { name: format!("pathway {pathway}"), activities: own.map(ActivityId::new).collect() }
    };
    let exit = |name: &str, kind| Exit { name: name.to_owned(), kind };
    let streams = arrivals.len();
    Hospital {
        name: "Test".to_owned(),
        time_zone: "Europe/London".to_owned(),
        clock: Clock { start_of_week: Duration::ZERO, start_day_of_year: 4 },
        run: Run {
            start: "2026-01-05 00:00".to_owned(),
            warm_up: Duration::ZERO,
            collect: Duration::DAY * 5,
            runs: 1,
            seed: 1,
            on_deadlock: OnDeadlock::Swap,
        },
        attributes: vec![attribute("arrivals", streams, By::Always(vec![1.0 / streams as f64; streams]))],
        pathways: (0..pathways).map(of_pathway).collect(),
        places,
        resources: Vec::new(),
        arrivals,
        activities,
        exits: vec![
            exit("home", ExitKind::Discharged),
            exit("gave up", ExitKind::LeftBeforeSeen),
            exit("turned away", ExitKind::TurnedAway),
            exit("died", ExitKind::Died),
        ],
        infections: Vec::new(),
        teams: Vec::new(),
        payments: Payments::default(),
        switches: hospital::Switches::default(),
    }
}
