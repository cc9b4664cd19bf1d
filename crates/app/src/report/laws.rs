//! Distributions, choices and rosters in words.

use hospital::{Activity, By, Capacity, Hospital, Next, Place, Process, Roster, Where};
use quantity::{Distribution, Duration};

use crate::view::number::plain;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A length of time of so many milliseconds, with three digits.
pub(super) fn time(millis: f64) -> String {
    let units = [(Duration::DAY, 2.0, "days"), (Duration::HOUR, 1.5, "h"), (Duration::MINUTE, 1.0, "min")];
    let suits = |&&(unit, from, _): &&(Duration, f64, &str)| millis >= from * unit.millis() as f64;
    match units.iter().find(suits) {
        Some(&(unit, _, name)) => format!("{} {name}", plain(millis / unit.millis() as f64)),
        None if millis == 0.0 => "none".to_owned(),
        None => format!("{} s", plain(millis / Duration::SECOND.millis() as f64)),
    }
}

/// A distribution of times.
pub(super) fn law(law: &Distribution) -> String {
    let mean_and_sd = |name: &str| format!("{name}, mean {}, sd {}", time(law.mean()), time(law.sd()));
    match law {
        Distribution::Deterministic { 0: value, .. } => match *value {
            0.0 => "no time".to_owned(),
            value => format!("always {}", time(value)),
        },
        Distribution::Exponential { mean, .. } => format!("exponential, mean {}", time(*mean)),
        Distribution::Uniform { low, high, .. } => format!("uniform from {} to {}", time(*low), time(*high)),
        Distribution::Triangular { low, mode, high, .. } => {
            format!("triangular from {} to {}, likeliest {}", time(*low), time(*high), time(*mode))
        }
        Distribution::Normal { at_least, at_most, .. } => {
            let most =
                if at_most.is_finite() { format!(" and at most {}", time(*at_most)) } else { String::new() };
            format!("{}; at least {}{most}", mean_and_sd("normal, cut"), time(*at_least))
        }
        Distribution::Lognormal { .. } => mean_and_sd("lognormal"),
        Distribution::Gamma { .. } => mean_and_sd("gamma"),
        Distribution::Weibull { shape, .. } => {
            format!("{}, shape {}", mean_and_sd("Weibull"), plain(*shape))
        }
        Distribution::Erlang { phases, mean, .. } => {
            format!("Erlang of {phases} phases, mean {}", time(*mean))
        }
        Distribution::PhaseType { 0: phases, .. } => {
            mean_and_sd(&format!("Coxian of {} phases", phases.phases().len()))
        }
        Distribution::Empirical { 0: values, .. } => {
            mean_and_sd(&format!("one of {} given values", values.values().count()))
        }
        Distribution::Quantiles { 0: knots, .. } => {
            mean_and_sd(&format!("by {} quantiles", knots.knots().len()))
        }
        Distribution::Mixture { 0: parts, .. } => {
            let part =
                |(share, law): &(f64, Distribution)| format!("{} % {}", plain(share * 100.0), self::law(law));
            format!("mixture: {}", parts.parts().iter().map(part).collect::<Vec<_>>().join("; "))
        }
        Distribution::Scaled { by, of, .. } => format!("{} times ({})", plain(*by), self::law(of)),
    }
}

/// A value that differs by attributes, a line for each case; equal cases share one.
pub(super) fn by<T>(hospital: &Hospital, by: &By<T>, words: &impl Fn(&T) -> String) -> Vec<String> {
    match by {
        By::Always(value) => vec![words(value)],
        By::Of { attribute, cases } => {
            let attribute = &hospital.attributes[attribute.index()];
            let mut lines: Vec<(Vec<String>, Vec<String>)> = Vec::new();
            for (case, name) in cases.iter().zip(&attribute.values) {
                let said = self::by(hospital, case, words);
                match lines.iter_mut().find(|(_, known)| *known == said) {
                    Some((names, _)) => names.push(name.clone()),
                    None => lines.push((vec![name.clone()], said)),
                }
            }
            if let [(_, said)] = &lines[..] {
                return said.clone();
            }
            let all = lines.into_iter().flat_map(|(names, said)| {
                let names = names.join(", ");
                said.into_iter().map(move |line| format!("{names}: {line}"))
            });
            all.collect()
        }
    }
}

/// What comes next, with its shares.
pub(super) fn next(hospital: &Hospital, shares: &[(Next, f64)]) -> String {
    let one = |&(next, share): &(Next, f64)| {
        let name = match next {
            Next::Activity(activity) => hospital.activities[activity.index()].name.clone(),
            Next::Exit(exit) => hospital.exits[exit.index()].name.clone(),
        };
        if share == 1.0 { name } else { format!("{name} {} %", plain(share * 100.0)) }
    };
    let real = shares.iter().filter(|&&(_, share)| share > 0.0);
    real.map(one).collect::<Vec<_>>().join(", ")
}

/// Where an activity takes place.
pub(super) fn place(hospital: &Hospital, activity: &Activity) -> Vec<String> {
    match &activity.place {
        Where::Here => vec!["where the visit is".to_owned()],
        Where::Into(choices) => by(hospital, choices, &|choice| {
            let name = |id: &hospital::PlaceId| hospital.places[id.index()].name.as_str();
            let tier = |tier: &Vec<hospital::PlaceId>| tier.iter().map(name).collect::<Vec<_>>().join(" or ");
            choice.tiers.iter().map(tier).collect::<Vec<_>>().join(", then ")
        }),
    }
}

/// How many there are, and when.
pub(super) fn capacity(capacity: &Capacity) -> String {
    match capacity {
        Capacity::Always(number) => number.to_string(),
        Capacity::Unlimited => "unlimited".to_owned(),
        Capacity::Rostered(Roster::Weekly(changes)) => weekly(changes),
        Capacity::Rostered(Roster::Dated(changes)) => {
            let (least, most) = least_and_most(changes.iter().map(|&(_, number)| number));
            format!("{least} to {most}, by {} dates", changes.len())
        }
    }
}

/// A roster that is the same every day is told by its day, any other by its ends.
fn weekly(changes: &[(Duration, u32)]) -> String {
    let holding = |at: Duration| changes.iter().take_while(|&&(from, _)| from <= at).last().map(|it| it.1);
    let same = |(from, number): &(Duration, u32)| {
        (0..7).all(|day| {
            let of_day = Duration::from_millis(from.millis() % Duration::DAY.millis());
            holding(Duration::DAY * day + of_day) == Some(*number)
        })
    };
    let (least, most) = least_and_most(changes.iter().map(|&(_, number)| number));
    if least == most {
        return most.to_string();
    }
    if changes.iter().all(same) {
        let first_day = changes.iter().take_while(|(from, _)| *from < Duration::DAY);
        let part = |(from, number): &(Duration, u32)| {
            let minutes = from.millis() / Duration::MINUTE.millis();
            format!("{number} from {:02}:{:02}", minutes / 60, minutes % 60)
        };
        return format!("every day {}", first_day.map(part).collect::<Vec<_>>().join(", "));
    }
    format!(
        "{least} to {most}, by a roster of the week, on average {}",
        plain(Roster::Weekly(changes.to_vec()).typical())
    )
}

fn least_and_most(numbers: impl Iterator<Item = u32> + Clone) -> (u32, u32) {
    (numbers.clone().min().unwrap_or(0), numbers.max().unwrap_or(0))
}

/// When visits come.
pub(super) fn process(process: &Process) -> Vec<String> {
    match process {
        Process::Every(time) => vec![format!("one after another, time between: {}", law(time))],
        Process::Listed(visits) => vec![format!("{} known visits", visits.len())],
        Process::Rate(rate) => {
            let mut lines = vec![format!("at random, {} a day", plain(rate.base_per_day * rate.scale))];
            if rate.by_hour.len() > 1 {
                lines.push(peak("hours of the day", &rate.by_hour));
            }
            if rate.by_weekday.iter().any(|&weight| weight != rate.by_weekday[0]) {
                let day = |(day, weight): (&str, &f64)| format!("{day} {}", plain(*weight));
                let days = WEEKDAYS.into_iter().zip(&rate.by_weekday).map(day).collect::<Vec<_>>().join(", ");
                lines.push(format!("weights of the days: {days}"));
            }
            if !rate.by_day_of_year.is_empty() {
                lines.push(peak("the days of the year", &rate.by_day_of_year));
            }
            if rate.dispersion != 1.0 {
                lines.push(format!("variance over mean of a day's number: {}", plain(rate.dispersion)));
            }
            lines
        }
    }
}

fn peak(what: &str, weights: &[f64]) -> String {
    let (least, most) = weights
        .iter()
        .fold((f64::INFINITY, 0.0_f64), |(low, high), &weight| (low.min(weight), high.max(weight)));
    format!("over {what} from {} to {} times the mean", plain(least), plain(most))
}

/// The rules of a place beside its spaces.
pub(super) fn rules(hospital: &Hospital, place: &Place) -> Vec<String> {
    let mut rules = Vec::new();
    let attribute = |id: hospital::AttributeId| hospital.attributes[id.index()].name.as_str();
    if let Some(order) = place.queue.order {
        rules.push(format!("next by {}", attribute(order)));
    }
    if let Some(time) = place.queue.promote_after {
        rules.push(format!("a rank better after {time}"));
    }
    if place.queue.preempt.is_some() {
        rules.push("the more urgent interrupt the less urgent".to_owned());
    }
    if let Some(limit) = place.queue.limit {
        rules.push(format!("at most {limit} in the queue"));
    }
    if let Some(parking) = &place.parking {
        let streams = parking.arrivals.iter().map(|it| hospital.arrivals[it.index()].name.as_str());
        let streams = streams.collect::<Vec<_>>().join(", ");
        let most = parking.limit.map_or(String::new(), |limit| format!(", at most {limit}"));
        rules.push(format!("{streams} held outside while {} are present{most}", parking.when_present));
    }
    match place.when_full {
        hospital::WhenFull::Wait => {}
        hospital::WhenFull::TurnAway => rules.push("who finds it full is turned away".to_owned()),
        hospital::WhenFull::Divert { to, above } => {
            let to = &hospital.places[to.index()].name;
            rules.push(format!("from {} % in use, newcomers go to {to}", plain(above * 100.0)));
        }
    }
    if let Some(time) = &place.turnaround {
        rules.push(format!("between two visits: {}", law(time)));
    }
    if let Some((open, shut)) = &place.closures.random {
        rules.push(format!("closes by chance: open for {}; closed for {}", law(open), law(shut)));
    }
    if !place.closures.dated.is_empty() {
        rules.push(format!("closed at {} known times", place.closures.dated.len()));
    }
    match &place.leaving {
        hospital::Leaving::AnyTime => {}
        hospital::Leaving::Within(_) => rules.push("one may leave in certain hours only".to_owned()),
        hospital::Leaving::Drawn { .. } => rules.push("one leaves at an hour that is drawn".to_owned()),
    }
    if place.enter_hours.is_some() {
        rules.push("takes newcomers in certain hours only".to_owned());
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_distributions_read_as_they_are_written() {
        let minutes = |number: f64| number * Duration::MINUTE.millis() as f64;
        assert_eq!(
            [0.5, 7.0, 90.0, 2880.0].map(|it| time(minutes(it))),
            ["30 s", "7 min", "1.5 h", "2 days"]
        );
        let fixed = Distribution::deterministic(0.0).expect("it is a distribution");
        assert_eq!(law(&fixed), "no time");
        let random = Distribution::exponential(minutes(4.0)).expect("it is a distribution");
        assert_eq!(law(&random), "exponential, mean 4 min");
    }

    #[test]
    fn a_roster_of_every_day_is_told_by_its_day() {
        let hour = Duration::HOUR;
        let daily: Vec<(Duration, u32)> =
            (0..7).flat_map(|day| [(hour * (24 * day), 1), (hour * (24 * day + 8), 3)]).collect();
        assert_eq!(weekly(&daily), "every day 1 from 00:00, 3 from 08:00");
        let mondays = [(Duration::ZERO, 7), (hour * 24, 0)];
        assert_eq!(weekly(&mondays), "0 to 7, by a roster of the week, on average 1");
    }
}
