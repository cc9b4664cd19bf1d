//! From the figures of each replication to estimates, by subject.

use flow::{Deadlock, Results, summarise};
use hospital::{
    ActivityId, AttributeId, Capacity, Class, Clock, Definition, Figures, Hospital, LengthHistogram,
    PathwayId, PlaceId, Roster, Subject, SwitchId, TimeHistogram, Where,
};
use quantity::{Duration, Instant};

use crate::simulated::{
    Deadlocks, Estimate, FirstDeadlock, OfActivity, OfDelay, OfPathway, OfPayer, OfPlace, OfRule, OfTeam,
    Simulated, Spaces,
};

const HOUR: f64 = Duration::HOUR.millis() as f64;
const DAY: f64 = Duration::DAY.millis() as f64;

/// The answer, with the hospital's own settings.
pub(crate) fn collect(hospital: &Hospital, results: &Results) -> Simulated {
    let rules: Vec<SwitchId> = hospital.switches.rules().map(|(rule, _)| rule).collect();
    let mut simulated = Simulated {
        hospital: hospital.name.clone(),
        start: hospital.run.start.clone(),
        warm_up: hospital.run.warm_up,
        from: None,
        collect: hospital.run.collect,
        seed: hospital.run.seed,
        runs: results.figures.len() as u32,
        asked: hospital.run.runs,
        stopped: false,
        settings: Vec::new(),
        options: Vec::new(),
        measures: Vec::new(),
        places: hospital.place_ids().map(|place| empty_place(hospital, place)).collect(),
        activities: hospital
            .activity_ids()
            .map(|it| empty_activity(hospital, it, &results.classes))
            .collect(),
        pathways: pathway_ids(hospital).map(|it| empty_pathway(hospital, it, &results.classes)).collect(),
        rules: rules.iter().map(|&rule| empty_rule(hospital, rule)).collect(),
        payers: empty_payers(hospital),
        delays: empty_delays(hospital),
        teams: empty_teams(hospital),
        distributions: distributions(hospital, results),
        profiles: profiles(hospital, results),
        deadlocks: deadlocks(hospital, results),
        differences: Vec::new(),
        precision: None,
        evidence: crate::evidence::of(hospital),
        movements: results.movements,
        events: results.events,
    };
    for (position, figure) in results.figures.first().map_or(&[][..], |first| &first.list).iter().enumerate()
    {
        let Some(estimate) = estimate(&results.figures, position, figure.measure.definition()) else {
            continue;
        };
        let list = match figure.subject {
            Subject::Hospital => &mut simulated.measures,
            Subject::Place(place) => &mut simulated.places[place.index()].measures,
            Subject::Activity(activity) => &mut simulated.activities[activity.index()].measures,
            Subject::ActivityClass(activity, class) => {
                &mut simulated.activities[activity.index()].by[class as usize].1
            }
            Subject::Pathway(pathway) => &mut simulated.pathways[pathway.index()].measures,
            Subject::PathwayClass(pathway, class) => {
                &mut simulated.pathways[pathway.index()].by[class as usize].1
            }
            Subject::Rule(rule) => {
                let nth = rules.iter().position(|&it| it == rule);
                &mut simulated.rules[nth.expect("figures are of the hospital's own rules")].measures
            }
            Subject::Payer(payer) => &mut simulated.payers[payer.index()].measures,
            Subject::Delay(reason) => &mut simulated.delays[reason.index()].measures,
            Subject::Team(team) => &mut simulated.teams[team.index()].measures,
        };
        list.push(estimate);
    }
    simulated
}

/// The figure at one position of every replication's list; `None` where nothing was seen in any.
fn estimate(figures: &[Figures], position: usize, definition: &'static Definition) -> Option<Estimate> {
    let values = figures.iter().map(|figures| figures.list[position].value).filter(|value| value.is_finite());
    let it = summarise(values)?;
    Some(Estimate { definition, mean: it.mean, low: it.low, high: it.high, n: it.n })
}

fn empty_place(hospital: &Hospital, place: PlaceId) -> OfPlace {
    let place = &hospital.places[place.index()];
    OfPlace {
        name: place.name.clone(),
        kind: place.kind,
        spaces: spaces(&place.capacity),
        measures: Vec::new(),
    }
}

/// How many spaces there are.
pub(crate) fn spaces(capacity: &Capacity) -> Spaces {
    match capacity {
        Capacity::Always(number) => Spaces::Always(*number),
        Capacity::Unlimited => Spaces::Unlimited,
        Capacity::Rostered(roster) => {
            let least = match roster {
                Roster::Weekly(changes) => changes.iter().map(|&(_, number)| number).min(),
                Roster::Dated(changes) => changes.iter().map(|&(_, number)| number).min(),
            };
            let (least, most) = (least.unwrap_or(0), roster.most());
            if least == most { Spaces::Always(most) } else { Spaces::Rostered(least, most) }
        }
    }
}

fn empty_rule(hospital: &Hospital, rule: SwitchId) -> OfRule {
    OfRule { name: hospital.switches.list[rule.index()].name.clone(), measures: Vec::new() }
}

fn empty_payers(hospital: &Hospital) -> Vec<OfPayer> {
    let payers = hospital.payments.payers.iter().filter(|_| hospital.payments.are_shared());
    payers
        .map(|it| OfPayer { name: it.name.clone(), title: it.title.clone(), measures: Vec::new() })
        .collect()
}

fn empty_delays(hospital: &Hospital) -> Vec<OfDelay> {
    let empty = |reason: &str| OfDelay { name: reason.to_owned(), measures: Vec::new() };
    hospital.delay_reasons().into_iter().map(empty).collect()
}

fn empty_teams(hospital: &Hospital) -> Vec<OfTeam> {
    hospital.teams.iter().map(|it| OfTeam { name: it.name.clone(), measures: Vec::new() }).collect()
}

fn by_class(classes: &[Class]) -> Vec<(String, Vec<Estimate>)> {
    classes.iter().map(|class| (class.name.clone(), Vec::new())).collect()
}

fn pathway_ids(hospital: &Hospital) -> impl Iterator<Item = PathwayId> + use<> {
    (0..hospital.pathways.len()).map(PathwayId::new)
}

fn empty_pathway(hospital: &Hospital, pathway: PathwayId, classes: &[Class]) -> OfPathway {
    let begins_here = |class: &&Class| {
        let stream = hospital.arrivals.get(class.value).filter(|_| class.attribute == AttributeId::ARRIVALS);
        stream.is_some_and(|stream| hospital.activities[stream.first.index()].pathway == pathway)
    };
    let streams: Vec<String> = classes.iter().filter(begins_here).map(|class| class.name.clone()).collect();
    OfPathway {
        name: hospital.pathways[pathway.index()].name.clone(),
        measures: Vec::new(),
        by: by_class(classes),
        streams: if streams.len() > 1 { streams } else { Vec::new() },
    }
}

fn empty_activity(hospital: &Hospital, activity: ActivityId, classes: &[Class]) -> OfActivity {
    let orders = orders(hospital, activity);
    let ranks = classes.iter().filter(|class| orders.contains(&class.attribute));
    OfActivity {
        name: hospital.activity_name(activity),
        measures: Vec::new(),
        by: by_class(classes),
        ranks: ranks.map(|class| class.name.clone()).collect(),
    }
}

/// The attributes that say who is next for an activity's places and resources.
fn orders(hospital: &Hospital, activity: ActivityId) -> Vec<AttributeId> {
    let it = &hospital.activities[activity.index()];
    let choices = match &it.place {
        Where::Here => Vec::new(),
        Where::Into(by) => by.leaves(),
    };
    let places = choices.into_iter().flat_map(|choice| choice.tiers.iter().flatten());
    let places = places.map(|place| &hospital.places[place.index()].queue);
    let resources = it.uses.iter().map(|(resource, _)| &hospital.resources[resource.index()].queue);
    places.chain(resources).filter_map(|queue| queue.order).collect()
}

fn distributions(hospital: &Hospital, results: &Results) -> Vec<(String, Vec<(f64, f64)>)> {
    let mut list = Vec::new();
    let seen = &results.distributions;
    let mut put_lengths = |id: String, lengths: &LengthHistogram, unit: f64| {
        if lengths.total() > 0 {
            let shares = lengths.shares().into_iter().map(|(millis, share)| (millis / unit, share));
            list.push((id, shares.collect()));
        }
    };
    put_lengths("length_of_stay".to_owned(), &seen.length_of_stay, DAY);
    put_lengths("time_in_emergency".to_owned(), &seen.time_in_emergency, HOUR);
    put_lengths("boarding_time".to_owned(), &seen.boarding_time, HOUR);
    for (activity, waits) in hospital.activity_ids().zip(&seen.waiting_time) {
        put_lengths(format!("{}.waiting_time", hospital.activity_name(activity)), waits, HOUR);
    }
    for (place, its) in hospital.places.iter().zip(&seen.places) {
        let mut put_times = |id: &str, times: &TimeHistogram| {
            if times.total() > 0 {
                list.push((format!("{}.{id}", place.name), times.shares()));
            }
        };
        put_times("occupied_spaces", &its.occupied_spaces);
        put_times("queue_length", &its.queue_length);
        put_times("present", &its.present);
        if place.parking.is_some() {
            put_times("parked", &its.parked);
        }
    }
    list
}

fn profiles(hospital: &Hospital, results: &Results) -> Vec<(String, Vec<f64>)> {
    let seen = &results.profiles;
    let mut list = vec![
        ("arrivals".to_owned(), seen.arrivals().to_vec()),
        ("discharges".to_owned(), seen.discharges().to_vec()),
        ("boarding_count".to_owned(), seen.boarding_count().to_vec()),
    ];
    for (place, it) in hospital.place_ids().zip(&hospital.places) {
        list.push((format!("{}.occupied_spaces", it.name), seen.occupied_spaces(place).to_vec()));
        list.push((format!("{}.queue_length", it.name), seen.queue_length(place).to_vec()));
    }
    list
}

fn deadlocks(hospital: &Hospital, results: &Results) -> Deadlocks {
    let tell = |(replication, deadlock): &(u32, Deadlock)| FirstDeadlock {
        replication: *replication,
        at: deadlock.at - Instant::START,
        when: weekday_and_time(hospital.clock, deadlock.at),
        places: deadlock.places.iter().map(|place| hospital.places[place.index()].name.clone()).collect(),
    };
    Deadlocks {
        count: results.deadlocks.len(),
        first: results.deadlocks.first().map(tell),
        stopped: results.stopped_by.as_ref().map(tell),
    }
}

fn weekday_and_time(clock: Clock, at: Instant) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let minutes = clock.of_day(at).millis() / Duration::MINUTE.millis();
    format!("{} {:02}:{:02}", DAYS[clock.weekday(at)], minutes / 60, minutes % 60)
}
