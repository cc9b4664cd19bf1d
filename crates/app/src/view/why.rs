//! Why, in words and in units in which people read it.

use super::remarks::visits;
use super::{Shown, number, period};
use crate::simulated::Estimate;
use crate::why::{Better, End, Link, WaitsFor, Why, WorstDay};
use hospital::Whose;

/// What is changed, and what that does, as text for each column.
pub type EffectRow = [String; 5];

/// What some of the time goes into: its share, how long a visit, and what it is.
pub type TimeRow = [String; 3];

/// Which time is counted, and how it begins.
pub fn why_period(why: &Why) -> String {
    match &why.from {
        Some(from) => {
            format!(
                "{} from {}, with the {} who were there then",
                why.collect,
                why.start,
                visits(from.present)
            )
        }
        None => period(why.collect, &why.start, why.warm_up),
    }
}

/// The figure as it is, in a sentence.
pub fn why_now(why: &Why) -> String {
    let Some(now) = &why.now else { return format!("{}: nothing was seen of it", why.measure) };
    let shown = Shown::alone(now);
    let better = match why.better {
        Better::Higher => "more is better",
        Better::Lower => "less is better",
    };
    format!(
        "{} ({}): {} {}; {better}",
        now.definition.title,
        why.measure,
        number::mean_and_half_width(&shown),
        shown.unit.words()
    )
}

/// The headings of effects, and a row for each: what, change, its interval, worse in, cost.
pub fn effects(why: &Why) -> (EffectRow, Vec<EffectRow>) {
    let largest = why.effects.iter().map(|effect| effect.change.mean.abs()).fold(0.0, f64::max);
    let shown = |change: &Estimate| Shown::difference(change, largest);
    let unit = why.effects.first().map_or("", |effect| shown(&effect.change).unit.words());
    let heading = [
        String::new(),
        format!("change {unit}").trim().to_owned(),
        "95 % interval".to_owned(),
        "worse in".to_owned(),
        "costs".to_owned(),
    ];
    let rows = why.effects.iter().map(|effect| {
        let change = shown(&effect.change);
        [
            effect.words.clone(),
            number::signed(&change),
            number::interval(&change),
            format!("{:.0} % of runs", effect.worse * 100.0),
            effect.cost_a_day.map_or_else(String::new, |cost| format!("£{} a day", number::plain(cost))),
        ]
    });
    (heading, rows.collect())
}

/// What the time goes into: rows of at least so large a share.
pub fn time(why: &Why, at_least: f64) -> Vec<TimeRow> {
    let rows = why.time.iter().filter(|it| it.share >= at_least);
    rows.map(|it| {
        let minutes = it.hours * 60.0;
        let length = if minutes < 90.0 {
            format!("{minutes:.0} min")
        } else if it.hours < 48.0 {
            format!("{:.1} h", it.hours)
        } else {
            format!("{:.1} days", it.hours / 24.0)
        };
        [format!("{:.0} %", it.share * 100.0), length, it.words.clone()]
    })
    .collect()
}

/// Whose time it is.
pub fn time_of(why: &Why) -> &'static str {
    match why.time_of {
        Whose::Visits => "of visits, from arrival to leaving",
        Whose::Attendances => "of emergency attendances, until they end",
    }
}

/// The worst day in a sentence.
pub fn worst_day(worst: &WorstDay) -> String {
    let value = if worst.series.ends_with("share") || worst.series == "occupancy" {
        format!("{} %", number::plain((worst.value * 1000.0).round() / 10.0))
    } else {
        number::plain((worst.value * 10.0).round() / 10.0)
    };
    let run = if worst.run == 1 { "the first run".to_owned() } else { format!("run {}", worst.run) };
    format!(
        "Day {} of {run}: {} {value}. At its worst, {}, {} {}",
        worst.day, worst.series, worst.at, worst.number, worst.counted
    )
}

/// The chain, a sentence for each link, and one for its end.
pub fn chain(worst: &WorstDay) -> Vec<String> {
    let mut sentences: Vec<String> = worst.chain.iter().map(link).collect();
    let last = worst.chain.last().map_or("", |link| link.place.as_str());
    sentences.push(match &worst.end {
        End::NobodyWaits => format!("There it ends: nobody in {last} waits for another place"),
        End::HasRoom => format!(
            "There it ends: not all of {last} is in use, and something else keeps visits out, such as spaces that are not \
             ready, its hours or its rules"
        ),
        End::Resources(names) => format!("There it ends: those who wait in {last} wait for {names}"),
        End::Circle(place) => format!("And so round again: {last} waits for {place}"),
    });
    sentences
}

fn link(link: &Link) -> String {
    let of = |what: &str| link.spaces.map_or_else(String::new, |spaces| format!(" of {spaces} {what}"));
    let in_use = match link.care_visits {
        Some(care_visits) => {
            let people = if link.occupied == 1 { "1 person who needs" } else { "people who need" };
            let number = if link.occupied == 1 { String::new() } else { format!("{} ", link.occupied) };
            format!("{number}{people} {care_visits}{} a day", of("care visits"))
        }
        None => format!("{}{} in use", link.occupied, of("spaces")),
    };
    let state = match (link.closed, link.is_full) {
        (true, _) => " and closed",
        (false, true) => " and full",
        (false, false) => "",
    };
    let mut parts = Vec::new();
    for (what, number) in &link.waits {
        let (WaitsFor::Place(name) | WaitsFor::Resources(name)) = what;
        parts.push(format!("{number} wait for {name}"));
    }
    let mut add = |number: u32, words: &str| {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    };
    add(link.busy, "are in an activity");
    add(link.kept, "are done and kept");
    add(link.fit_to_leave, "of them all are fit to leave");
    add(link.wanted_by, "elsewhere want to come in");
    format!("{}: {in_use}{state}; {}", link.place, parts.join(", "))
}
