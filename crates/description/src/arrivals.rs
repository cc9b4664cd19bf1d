//! `[arrivals.NAME]`: who comes, when.

use std::collections::BTreeMap;

use hospital::{ActivityId, Arrivals, AttributeId, By, Process, RateProcess};
use quantity::maths;

use crate::keys::{ARRIVALS, SEASON};
use crate::names::MOST_ARRIVALS;
use crate::problem::Problems;
use crate::reader::{Reader, Section, entries};
use crate::tree::{Entry, Node, Table};
use crate::visits::Beside;

const DAYS_OF_MONTH: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_OF_YEAR: usize = 365;
/// More than this is surely a slip, and would never end.
const MOST_A_DAY: f64 = 1e8;

/// Rates a day that the file has before any setting or option, by the names of the streams.
pub(crate) type BaseRates = BTreeMap<String, f64>;

/// The rates of a file as it is.
pub(crate) fn base_rates(file: &Table) -> BaseRates {
    let rate = |entry: &Entry| {
        let rate: quantity::Rate = entry.node.table()?.get("rate")?.text()?.parse().ok()?;
        Some((entry.key.clone(), rate.per_day()))
    };
    entries(file, "arrivals", MOST_ARRIVALS).filter_map(rate).collect()
}

/// Reads the streams of arrivals, in the order of the file.
pub(crate) fn read(
    reader: &mut Reader,
    file: &Table,
    bases: &BaseRates,
    beside: &mut Beside<'_>,
) -> Vec<Arrivals> {
    let read = |entry| read_stream(reader, entry, bases, beside);
    entries(file, "arrivals", MOST_ARRIVALS).filter_map(read).collect()
}

fn read_stream(
    reader: &mut Reader,
    entry: &Entry,
    bases: &BaseRates,
    beside: &mut Beside<'_>,
) -> Option<Arrivals> {
    if entry.key == "other" || entry.key == "by" {
        let what = format!("`{}` has a meaning of its own and cannot be the name of a stream", entry.key);
        reader.problems.add(entry.key_at, what, "choose another name");
    }
    let title = format!("[arrivals.{}]", entry.key);
    let section = reader.section(&entry.node, entry.key_at, &ARRIVALS, &title)?;
    let first = reader.required(&section, "pathway").and_then(|node| reader.first_activity(node));
    reader.ways_unsure |= first.is_none();
    let process = reader.process(&section, bases.get(&entry.key).copied(), beside);
    let shares = section.get("patient").map(|node| reader.own_shares(node)).unwrap_or_default();
    Some(Arrivals { name: entry.key.clone(), process: process?, first: first?, shares })
}

impl Reader {
    fn first_activity(&mut self, node: &Node) -> Option<ActivityId> {
        let text = self.text(node, "\"emergency\"")?;
        if self.names.pathway(text).is_some() {
            let prefix = format!("{text}.");
            let first = self.names.activities.iter().position(|name| name.starts_with(&prefix));
            return first.map(ActivityId::new);
        }
        let found = self.names.activity(text);
        if found.is_none() {
            let sort = if text.contains('.') { "activity" } else { "pathway" };
            let names = if text.contains('.') { &self.names.activities } else { &self.names.pathways };
            let known = names.names().to_vec();
            self.unknown(node.at, text, sort, &known);
        }
        found
    }

    fn process(
        &mut self,
        section: &Section<'_>,
        base: Option<f64>,
        beside: &mut Beside<'_>,
    ) -> Option<Process> {
        let ways = ["rate", "every", "visits", "visits_from"];
        let given: Vec<&str> = ways.into_iter().filter(|way| section.get(way).is_some()).collect();
        let &[way] = given.as_slice() else {
            if let Some(second) = given.get(1) {
                let what = format!("{} has `{}` and `{second}`", section.title, given[0]);
                self.problems.add(
                    section.key_at(second),
                    what,
                    "keep one of the two: they are different ways to say when visits come",
                );
            } else {
                let what = format!("{} does not say when visits come", section.title);
                let instead = "add `rate = \"74 / day\"`, or `every`, `visits` or `visits_from`";
                self.problems.add_missing(section.at, what, instead);
            }
            return None;
        };
        let node = section.get(way)?;
        if way != "rate" {
            for key in ["by_hour", "by_weekday", "by_month", "season", "dispersion"] {
                if section.get(key).is_some() {
                    let what = format!("`{key}` belongs to `rate`, and this stream comes by `{way}`");
                    self.problems.add(section.key_at(key), what, "delete it, or give a `rate` instead");
                }
            }
        }
        match way {
            "rate" => self.rate_process(section, node, base).map(Process::Rate),
            "every" => {
                let every = self.distribution(node)?;
                if every.mean() <= 0.0 {
                    self.problems.add(
                        node.at,
                        "no time between arrivals: they would never end",
                        "write a length of time above zero, such as `\"7 min\"`",
                    );
                    return None;
                }
                Some(Process::Every(every))
            }
            "visits" => self.listed(node).map(Process::Listed),
            _ => self.listed_from(node, beside).map(Process::Listed),
        }
    }

    fn rate_process(&mut self, section: &Section<'_>, node: &Node, base: Option<f64>) -> Option<RateProcess> {
        let per_day = self.rate(node).map(quantity::Rate::per_day);
        let by_hour = section.get("by_hour").map_or(Some(vec![1.0]), |node| self.weights(node, None));
        let by_weekday =
            section.get("by_weekday").map_or(Some(vec![1.0; 7]), |node| self.weights(node, Some(7)));
        let by_day_of_year = self.over_the_year(section);
        let dispersion = section.get("dispersion").map_or(Some(1.0), |node| {
            self.number(
                node,
                |number| (1.0..=1000.0).contains(&number),
                "a number from 1 (Poisson) to 1000",
                "1.3",
            )
        });
        let per_day = per_day?;
        if per_day > MOST_A_DAY {
            self.problems.add(
                node.at,
                "this is more than can be simulated",
                "write a rate of at most `\"100,000,000 / day\"`",
            );
        }
        // The file's own rate stays the base, so that the same visits come in every option.
        let base_per_day = base.filter(|&base| base > 0.0).unwrap_or(per_day);
        let mut weekdays = [1.0; 7];
        weekdays.copy_from_slice(&mean_one(&by_weekday?));
        Some(RateProcess {
            base_per_day,
            scale: if base_per_day == per_day { 1.0 } else { per_day / base_per_day },
            by_hour: mean_one(&by_hour?),
            by_weekday: weekdays,
            by_day_of_year: by_day_of_year?,
            dispersion: dispersion?,
        })
    }

    /// Weights of the days of the year; empty is even.
    fn over_the_year(&mut self, section: &Section<'_>) -> Option<Vec<f64>> {
        match (section.get("by_month"), section.get("season")) {
            (None, None) => Some(Vec::new()),
            (Some(_), Some(_)) => {
                let what = format!("{} has both `by_month` and `season`", section.title);
                self.problems.add(section.key_at("season"), what, "delete one of the two");
                None
            }
            (Some(node), None) => {
                let months = self.weights(node, Some(12))?;
                let days: Vec<f64> =
                    months.iter().zip(DAYS_OF_MONTH).flat_map(|(&weight, days)| vec![weight; days]).collect();
                Some(mean_one(&days))
            }
            (None, Some(node)) => self.season(node),
        }
    }

    fn season(&mut self, node: &Node) -> Option<Vec<f64>> {
        let season = self.inner_section(node, &SEASON)?;
        let peak = self.required(&season, "peak").and_then(|node| self.day_of_year(node));
        let amplitude = self.required(&season, "amplitude").and_then(|node| self.share(node));
        let (peak, amplitude) = (peak? as f64, amplitude?);
        let wave = |day: usize| {
            let angle = 2.0 * std::f64::consts::PI * (day as f64 - peak) / DAYS_OF_YEAR as f64;
            // The cosine, by the one portable sine.
            1.0 + amplitude * maths::sin(angle + std::f64::consts::FRAC_PI_2)
        };
        Some(mean_one(&(0..DAYS_OF_YEAR).map(wave).collect::<Vec<f64>>()))
    }

    /// A day of the year, from zero, by month and day.
    fn day_of_year(&mut self, node: &Node) -> Option<usize> {
        let text = self.text(node, "\"01-15\"")?;
        let day = || {
            let (month, day) = text.split_once('-')?;
            let (month, day): (usize, usize) = (month.parse().ok()?, day.parse().ok()?);
            let fits = (1..=12).contains(&month) && (1..=DAYS_OF_MONTH[month - 1]).contains(&day);
            fits.then(|| DAYS_OF_MONTH[..month - 1].iter().sum::<usize>() + day - 1)
        };
        let found = day();
        if found.is_none() {
            self.problems.add(
                node.at,
                format!("`{text}` is not a day of the year"),
                "write month and day, such as `\"01-15\"`",
            );
        }
        found
    }

    /// Shares of attributes that hold for one stream.
    fn own_shares(&mut self, node: &Node) -> Vec<(AttributeId, By<Vec<f64>>)> {
        let Some(table) = node.table() else {
            self.wrong_sort(node, "a table of attributes", "{ acuity = { high = 0.3, low = 0.7 } }");
            return Vec::new();
        };
        let mut own = Vec::new();
        for entry in &table.entries {
            let attribute =
                self.names.attribute(&entry.key).filter(|&attribute| attribute != AttributeId::ARRIVALS);
            let Some(attribute) = attribute else {
                let known: Vec<String> =
                    self.names.attributes.iter().skip(1).map(|a| a.name.clone()).collect();
                self.unknown(entry.key_at, &entry.key, "attribute", &known);
                continue;
            };
            let shares = match entry.node.text() {
                Some(value) => self.value(attribute, value, entry.node.at).map(|value| {
                    let mut shares = vec![0.0; self.names.values(attribute).len()];
                    shares[value] = 1.0;
                    By::Always(shares)
                }),
                None => self.shares_of(&entry.node, attribute, attribute.index()),
            };
            own.extend(shares.map(|shares| (attribute, shares)));
        }
        own
    }
}

/// The weights over their mean.
fn mean_one(weights: &[f64]) -> Vec<f64> {
    let mean = weights.iter().sum::<f64>() / weights.len() as f64;
    weights.iter().map(|weight| weight / mean).collect()
}

/// At least one stream, or nobody ever comes.
pub(crate) fn check_someone_comes(file: &Table, problems: &mut Problems) {
    if entries(file, "arrivals", MOST_ARRIVALS).next().is_none() {
        let at = file
            .entry("name")
            .map_or(crate::problem::At { source: 0, start: 0, end: 0 }, |entry| entry.key_at);
        let lost = file.get("arrivals").is_some();
        if !lost && !problems.names_lost {
            problems.add_missing(
                at,
                "nobody ever arrives at this hospital",
                "add `[arrivals.NAME]` with for example `rate = \"74 / day\"` and `pathway = \"emergency\"`",
            );
        }
    }
}
