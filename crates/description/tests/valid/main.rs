//! What a file means.

mod settings;

use description::{Described, Problem, Request, Setting, read};
use hospital::{
    Agency, AtGap, AttributeId, Bill, By, Capacity, DelayedDay, ExitKind, Hospital, Income, Leaving,
    ListedVisit, Next, PayerId, PlaceId, PlaceKind, Process, Roster, Traits, WhenFull, Where,
};
use quantity::{Distribution, Duration, Instant};

fn try_read(text: &str, settings: &[(&str, &str)], options: &[&str]) -> Result<Described, Vec<Problem>> {
    let settings: Vec<Setting> = settings
        .iter()
        .map(|&(path, value)| Setting { path: path.to_owned(), value: value.to_owned() })
        .collect();
    let options: Vec<String> = options.iter().map(|&name| name.to_owned()).collect();
    let request = Request { file: "test.toml", text, settings: &settings, options: &options };
    read(&request, &mut |name| match name {
        "visits.csv" => Ok(VISITS.to_owned()),
        _ => Err(format!("there is no {name}")),
    })
}

const VISITS: &str = "at_hours,acuity,times\r\n5,low,4 h; 30 min\r\n1.5,,\r\n-2,high,1 day\r\n";

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn described(text: &str, settings: &[(&str, &str)], options: &[&str]) -> Described {
    try_read(text, settings, options).unwrap_or_else(|problems| panic!("{}", shown(&problems)))
}

fn hospital(text: &str) -> Hospital {
    described(text, &[], &[]).hospital
}

fn problems(text: &str, settings: &[(&str, &str)], options: &[&str]) -> Vec<Problem> {
    try_read(text, settings, options).expect_err("something is wrong in the file")
}

/// A small hospital, with more said of its place, arrivals and activity.
fn small(more: &str, place: &str, arrivals: &str, activity: &str) -> String {
    let arrivals = if arrivals.is_empty() { "rate = \"3 / day\"" } else { arrivals };
    let next = if activity.contains("next =") { "" } else { "next = \"home\"\n" };
    let at = if activity.contains("at =") || activity.contains("into =") { "" } else { "at = \"ward\"\n" };
    let spaces = if place.contains("spaces =") { "" } else { "spaces = \"4 beds\"\n" };
    format!(
        "onward = 1\nname = \"Small\"\n{more}\n[place.ward]\n{spaces}{place}\n[arrivals.all]\npathway = \"stay\"\n{arrivals}\n\
         [pathway.stay.in_bed]\n{next}{at}{activity}\n"
    )
}

const EVERYTHING: &str = include_str!("../everything.toml");

fn hours(hours: f64) -> Duration {
    Duration::from_hours(hours)
}

#[test]
fn a_file_with_everything_is_read() {
    let hospital = hospital(EVERYTHING);
    assert_eq!(hospital.name, "Everything General");
    assert_eq!((hospital.clock.start_of_week, hospital.clock.start_day_of_year), (hours(6.0), 4));
    assert_eq!((hospital.run.warm_up, hospital.run.seed), (hours(2160.0), 7));
    let names: Vec<&str> = hospital.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    assert_eq!(names, ["arrivals", "acuity", "specialty", "age", "sex", "infection"]);
    assert_eq!(hospital.attributes[1].values, ["high", "middle", "low"]);
    let [ed, royal, ward_3, ward_7, home_care] = hospital.places.as_slice() else {
        panic!("there are five places")
    };
    assert_eq!(ed.kind, PlaceKind::Emergency);
    assert_eq!(ed.capacity, Capacity::Rostered(Roster::Weekly(daily(&[(0.0, 30), (8.0, 42)]))));
    assert_eq!(
        (ed.queue.limit, ed.queue.order, ed.queue.preempt),
        (Some(60), Some(AttributeId::new(1)), Some(AtGap::Resume))
    );
    assert_eq!(ed.queue.promote_after, Some(hours(4.0)));
    let parking = ed.parking.as_ref().expect("ambulances are parked");
    assert_eq!((parking.when_present, parking.limit, parking.arrivals.len()), (45, Some(12), 1));
    assert_eq!(ed.when_full, WhenFull::Divert { to: PlaceId::new(1), above: 0.95 });
    assert_eq!((ed.cost_per_day, ed.cost_per_open_day), (346.0, 120.0));
    assert_eq!(ed.limits, [(hospital.pathways[0].activities[0], 15)]);
    assert_eq!(royal.capacity, Capacity::Unlimited);
    assert_eq!(ward_3.accepts, [(AttributeId::new(2), vec![0])]);
    assert_eq!(ward_3.closures.dated[1], (Instant::START + hours(2400.0), Instant::START + hours(2424.0)));
    assert!(ward_3.closures.random.is_some() && ward_3.turnaround.is_some());
    let Leaving::Within(leaving) = &ward_3.leaving else { panic!("it has hours") };
    assert_eq!((leaving.spans.len(), leaving.spans[1]), (7, (hours(32.0), hours(44.0))));
    assert_eq!(ward_3.enter_hours.as_ref().map(|hours| hours.spans.len()), Some(6));
    assert!(
        matches!(&ward_7.leaving, Leaving::Drawn { by_hour, by_weekday } if by_hour.len() == 6 && by_weekday[6] == 0.4)
    );
    assert!(matches!(&home_care.capacity, Capacity::Rostered(Roster::Dated(changes)) if changes.len() == 2));
    assert_eq!(hospital.resources[0].cost_per_hour, 60.0);
    assert_eq!(hospital.resources[1].capacity, Capacity::Always(2));
    let admit = &hospital.activities[2];
    let surgical = Traits::default().with(AttributeId::new(2), 1);
    let Where::Into(into) = &admit.place else { panic!("it has places") };
    let tiers = |traits| {
        into.of(traits)
            .tiers
            .iter()
            .map(|tier| tier.iter().map(|p| p.index()).collect())
            .collect::<Vec<Vec<_>>>()
    };
    assert_eq!(tiers(Traits::default()), [vec![2], vec![3]]);
    assert_eq!(tiers(surgical), [vec![3], vec![2]]);
    assert_eq!(into.of(surgical).fall_back_after, Some(hours(4.0)));
    assert!(admit.fit_to_leave);
    assert_eq!(admit.keep_after.len(), 2);
    let By::Always(next) = &admit.next else { panic!("it is the same for all") };
    assert_eq!(next[3], (Next::Activity(hospital.pathways[1].activities[0]), 0.1));
    assert_eq!(hospital.exits[6].kind, ExitKind::Elsewhere);
    assert_eq!(hospital.arrivals[2].first, hospital.pathways[1].activities[0]);
    who_pays(&hospital);
}

fn who_pays(hospital: &Hospital) {
    let [council, icb] = [1, 2].map(PayerId::new);
    let payers = &hospital.payments.payers;
    let payers: Vec<(&str, &str)> = payers.iter().map(|it| (it.name.as_str(), it.title.as_str())).collect();
    assert_eq!(payers, [("trust", "the trust"), ("council", "Northbridge Council"), ("icb", "icb")]);
    let charge = DelayedDay { charge: 150.0, paid_by: council, paid_to: PayerId::TRUST };
    assert_eq!(hospital.payments.delayed_day, Some(charge));
    assert_eq!(hospital.payments.options, []);
    let doctor = &hospital.resources[0];
    assert_eq!(doctor.agency, Some(Agency { share: 0.1, cost_per_hour: 65.0 }));
    assert_eq!(doctor.price_per_hour(), 0.9 * 60.0 + 6.5);
    assert_eq!(hospital.activities[0].income, Some(Income { pounds: 230.0, from: icb }));
    let (rule, _) = hospital.switches.rules().next().expect("there is a rule");
    let bill = Bill { paid_by: icb, per_day: 900.0, once: 400.0 };
    assert_eq!(hospital.switches.list[rule.index()].bills, [bill]);
}

fn daily(changes: &[(f64, u32)]) -> Vec<(Duration, u32)> {
    let day =
        |day: usize| changes.iter().map(move |&(hour, number)| (hours(24.0 * day as f64 + hour), number));
    (0..7).flat_map(day).collect()
}

#[test]
fn a_small_file_has_defaults() {
    let hospital = hospital(&small("", "", "", ""));
    assert_eq!((hospital.run.runs, hospital.run.seed, hospital.run.collect), (20, 1, Duration::YEAR));
    assert_eq!(hospital.clock.start_of_week, Duration::ZERO);
    assert_eq!(hospital.places[0].kind, PlaceKind::Station);
    assert_eq!(
        hospital.activities[0].time,
        By::Always(Distribution::deterministic(0.0).expect("it is zero"))
    );
    let Process::Rate(rate) = &hospital.arrivals[0].process else { panic!("it is a rate") };
    assert_eq!((rate.base_per_day, rate.scale, rate.dispersion), (3.0, 1.0, 1.0));
    assert_eq!((rate.by_hour.as_slice(), rate.by_weekday), ([1.0].as_slice(), [1.0; 7]));
    assert!(rate.by_day_of_year.is_empty());
}

#[test]
fn every_distribution_is_read() {
    let of = |text: &str| {
        let hospital = hospital(&small("", "", "", &format!("time = {text}")));
        let By::Always(time) = hospital.activities[0].time.clone() else { panic!("it is the same for all") };
        time
    };
    let hour = Duration::HOUR.millis() as f64;
    for (text, mean) in [
        ("\"4 h\"", 4.0),
        ("{ fixed = \"90 min\" }", 1.5),
        ("{ exponential = \"2 h\" }", 2.0),
        ("{ uniform = [\"1 h\", \"3 h\"] }", 2.0),
        ("{ triangular = [\"1 h\", \"2 h\", \"6 h\"] }", 3.0),
        ("{ normal = { mean = \"50 h\", sd = \"1 h\" } }", 50.0),
        ("{ normal = { mean = \"2 h\", sd = \"30 min\", at_least = \"1 h\", at_most = \"3 h\" } }", 2.0),
        ("{ lognormal = { mean = \"6 h\", sd = \"3 h\" } }", 6.0),
        ("{ lognormal = { mean = \"6 h\", cv = 1.3 } }", 6.0),
        ("{ lognormal = { median = \"1 h\", p90 = \"3.602224479 h\" } }", std::f64::consts::E.sqrt()),
        ("{ lognormal = { log_mean = 0, log_sd = 1, unit = \"h\" } }", std::f64::consts::E.sqrt()),
        ("{ gamma = { mean = \"6 h\", cv = 0.8 } }", 6.0),
        ("{ gamma = { mean = \"6 h\", sd = \"2 h\" } }", 6.0),
        ("{ gamma = { shape = 2, scale = \"3 h\" } }", 6.0),
        ("{ weibull = { shape = 1.5, mean = \"6 h\" } }", 6.0),
        ("{ weibull = { shape = 1, scale = \"6 h\" } }", 6.0),
        ("{ erlang = { mean = \"6 h\", phases = 3 } }", 6.0),
        ("{ phases = [{ mean = \"2 h\", onward = 0.5 }, { mean = \"4 h\" }] }", 4.0),
        ("{ values = [\"1 h\", \"2 h\"] }", 1.5),
        ("{ quantiles = [[0, \"0 h\"], [0.5, \"2 h\"], [1, \"6 h\"]] }", 2.5),
        (
            "{ mixture = [{ share = 0.25, of = \"2 h\" }, { share = 0.75, of = { exponential = \"6 h\" } }] }",
            5.0,
        ),
    ] {
        let found = of(text).mean() / hour;
        assert!((found / mean - 1.0).abs() < 1e-6, "{text}: mean {found} h, not {mean} h");
    }
}

#[test]
fn values_differ_by_attributes() {
    let more = "[patient.acuity]\nshares = { high = 0.2, low = 0.8 }\n[patient.age]\nshares = { by = \"acuity\", high = { old = 1 }, other = { young = 0.5, old = 0.5 } }\n";
    let time =
        "time = { by = \"acuity\", high = { by = \"age\", old = \"3 h\", other = \"2 h\" }, low = \"1 h\" }";
    let hospital = hospital(&small(more, "", "", time));
    let [acuity, age] = [AttributeId::new(1), AttributeId::new(2)];
    let mean = |high: usize, old: usize| {
        hospital.activities[0].time.of(Traits::default().with(acuity, high).with(age, old)).mean()
            / 3_600_000.0
    };
    assert_eq!(hospital.attributes[2].values, ["old", "young"]);
    assert_eq!([mean(0, 0), mean(0, 1), mean(1, 0), mean(1, 1)], [3.0, 2.0, 1.0, 1.0]);
    assert_eq!(hospital.attributes[2].shares.of(Traits::default()), &[1.0, 0.0]);
}

#[test]
fn weights_have_a_mean_of_one() {
    let arrivals = "rate = \"12 / h\"\nby_hour = [1, 2, 3, 2]\nby_weekday = [2, 1, 1, 1, 1, 1, 0]\nby_month = [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
    let Process::Rate(rate) = hospital(&small("", "", arrivals, "")).arrivals[0].process.clone() else {
        panic!("it is a rate")
    };
    assert_eq!(rate.base_per_day, 288.0);
    assert_eq!(rate.by_hour, [0.5, 1.0, 1.5, 1.0]);
    assert_eq!(rate.by_weekday[0], 2.0);
    assert_eq!(rate.by_day_of_year.len(), 365);
    assert!((rate.by_day_of_year.iter().sum::<f64>() - 365.0).abs() < 1e-9);
    assert!((rate.by_day_of_year[30] / rate.by_day_of_year[31] - 2.0).abs() < 1e-12);
    let seasonal = "rate = \"12 / h\"\nseason = { peak = \"01-15\", amplitude = 0.08 }";
    let Process::Rate(rate) = hospital(&small("", "", seasonal, "")).arrivals[0].process.clone() else {
        panic!("it is a rate")
    };
    assert!((rate.by_day_of_year[14] - 1.08).abs() < 1e-9);
    let least = rate.by_day_of_year.iter().copied().fold(f64::INFINITY, f64::min);
    assert!((least - 0.92).abs() < 1e-4);
}

#[test]
fn known_visits_come_in_order_of_time() {
    let more = "[patient.acuity]\nshares = { high = 0.2, low = 0.8 }";
    let listed = |arrivals: &str| {
        let Process::Listed(visits) = hospital(&small(more, "", arrivals, "")).arrivals[0].process.clone()
        else {
            panic!("they are listed")
        };
        visits
    };
    let at = |from_start: f64| Instant::START + hours(from_start);
    let acuity = AttributeId::new(1);
    let here =
        listed("visits = [{ at = \"7.5 h\", acuity = \"low\", times = [\"4 h\"] }, { at = \"90 min\" }]");
    assert_eq!(
        here,
        [
            ListedVisit { at: at(1.5), traits: vec![], times: vec![] },
            ListedVisit { at: at(7.5), traits: vec![(acuity, 1)], times: vec![hours(4.0)] },
        ]
    );
    assert_eq!(
        listed("visits_from = \"visits.csv\""),
        [
            ListedVisit { at: at(-2.0), traits: vec![(acuity, 0)], times: vec![hours(24.0)] },
            ListedVisit { at: at(1.5), traits: vec![], times: vec![] },
            ListedVisit { at: at(5.0), traits: vec![(acuity, 1)], times: vec![hours(4.0), hours(0.5)] },
        ]
    );
}

#[test]
fn preferences_are_tiers() {
    let more = "[patient.specialty]\nshares = { medicine = 0.5, surgery = 0.5 }\n\
                [place.a]\nkind = \"ward\"\nspaces = \"1 bed\"\naccepts = { specialty = [\"surgery\"] }\n\
                [place.b]\nkind = \"ward\"\nspaces = \"1 bed\"\naccepts = { specialty = [\"medicine\"] }\n";
    let hospital = hospital(&small(
        more,
        "kind = \"same day\"",
        "",
        "into = [\"b\", \"any surgery\", [\"ward\"], \"any ward\"]",
    ));
    let Where::Into(By::Always(choice)) = &hospital.activities[0].place else {
        panic!("it is the same for all")
    };
    let tiers: Vec<Vec<usize>> =
        choice.tiers.iter().map(|tier| tier.iter().map(|place| place.index()).collect()).collect();
    // `any ward` adds no one who is not there already.
    assert_eq!(tiers, [vec![1], vec![0], vec![2]]);
}
