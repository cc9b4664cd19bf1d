//! Lengths of time drawn by chance: `"4 h"`, `{ exponential = "2 h" }`, `{ lognormal = { mean = "6 days", cv = 1.3 } }`.

use quantity::{Distribution, Duration, InvalidDistribution, Phase};

use crate::keys::{DISTRIBUTION, MIXED, PHASE};
use crate::problem::At;
use crate::reader::Reader;
use crate::suggest::nearest;
use crate::tree::{Entry, Node, Value};

type Made = Result<Distribution, InvalidDistribution>;

impl Reader {
    /// A distribution of lengths of time, in milliseconds.
    pub(crate) fn distribution(&mut self, node: &Node) -> Option<Distribution> {
        match &node.value {
            Value::Text(_) | Value::Number { .. } => {
                let fixed = self.duration(node)?;
                self.made(node.at, Distribution::deterministic(millis(fixed)))
            }
            Value::Table(table) => match table.entries.as_slice() {
                [entry] => self.form(entry),
                _ if table.get("by").is_some() => {
                    self.problems.add(
                        node.at,
                        "this cannot differ `by` an attribute",
                        "give one length of time for all, such as `\"4 h\"`",
                    );
                    None
                }
                entries => {
                    let names = DISTRIBUTION.keys.iter().map(|key| key.name);
                    let what = if entries.is_empty() {
                        "a length of time is missing here"
                    } else {
                        "this is more than one form of a distribution"
                    };
                    let first = entries.iter().find(|entry| !names.clone().any(|name| name == entry.key));
                    match first {
                        Some(entry) => self.unknown_form(entry),
                        None => {
                            self.problems.add(
                                node.at,
                                what,
                                "write one, such as `{ exponential = \"4 h\" }`",
                            );
                        }
                    }
                    None
                }
            },
            Value::Flag(_) | Value::List(_) => {
                self.wrong_sort(node, "a length of time", "\"4 h\"` or `{ exponential = \"4 h\" }");
                None
            }
        }
    }

    fn unknown_form(&mut self, entry: &Entry) {
        let names = DISTRIBUTION.keys.iter().map(|key| key.name);
        let parameter = ["mean", "sd", "cv", "median", "shape", "scale", "log_mean", "log_sd"]
            .contains(&entry.key.as_str());
        let instead = if parameter {
            "name the distribution first, such as `{ lognormal = { mean = \"6 days\", cv = 1.3 } }`"
                .to_owned()
        } else {
            nearest(&entry.key, names, "they are")
        };
        self.problems.add(entry.key_at, format!("`{}` is not a distribution", entry.key), instead);
    }

    fn form(&mut self, entry: &Entry) -> Option<Distribution> {
        let node = &entry.node;
        match entry.key.as_str() {
            "fixed" => {
                let fixed = self.duration(node)?;
                self.made(node.at, Distribution::deterministic(millis(fixed)))
            }
            "exponential" => {
                let mean = self.some_time(node)?;
                self.made(node.at, Distribution::exponential(millis(mean)))
            }
            "uniform" => {
                let [low, high] = self.rising(node, "[\"1 h\", \"3 h\"]")?;
                self.made(node.at, Distribution::uniform(millis(low), millis(high)))
            }
            "triangular" => {
                let [low, mode, high] = self.rising(node, "[\"1 h\", \"2 h\", \"5 h\"]")?;
                self.made(node.at, Distribution::triangular(millis(low), millis(mode), millis(high)))
            }
            "normal" => self.normal(node),
            "lognormal" => self.lognormal(node),
            "gamma" => self.gamma(node),
            "weibull" => self.weibull(node),
            "erlang" => self.erlang(node),
            "phases" => self.phases(node),
            "values" => self.values_equally(node),
            "quantiles" => self.quantiles(node),
            "mixture" => self.mixture(node),
            _ => {
                self.unknown_form(entry);
                None
            }
        }
    }

    pub(crate) fn made(&mut self, at: At, made: Made) -> Option<Distribution> {
        made.map_err(|error| {
            let (what, instead) = reason(&error.to_string());
            self.problems.add(at, what, instead);
        })
        .ok()
    }

    /// So many durations, none less than the one before, and the last more than the first.
    fn rising<const N: usize>(&mut self, node: &Node, example: &str) -> Option<[Duration; N]> {
        let items = node.list().filter(|items| items.len() == N);
        let Some(items) = items else {
            let what = format!("{N} lengths of time in a list belong here, from the least to the most");
            self.problems.add(node.at, what, format!("write for example `{example}`"));
            return None;
        };
        let read: Vec<Option<Duration>> = items.iter().map(|item| self.duration(item)).collect();
        let durations: Vec<Duration> = read.into_iter().collect::<Option<_>>()?;
        let durations: [Duration; N] = durations.try_into().ok()?;
        if !durations.is_sorted() || durations[0] == durations[N - 1] {
            self.problems.add(
                node.at,
                "these do not rise from the least to the most",
                format!("put them in order, such as `{example}`"),
            );
            return None;
        }
        Some(durations)
    }

    fn phases(&mut self, node: &Node) -> Option<Distribution> {
        let items =
            self.some_items(node, "phases", "[{ mean = \"2 h\", onward = 0.4 }, { mean = \"1 h\" }]")?;
        let before = self.problems.count();
        let mut phases = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let last = number + 1 == items.len();
            let Some(section) = self.parameters(item, &PHASE) else { continue };
            let mean = self.required(&section, "mean").and_then(|mean| self.some_time(mean));
            let onward = section.get("onward").and_then(|onward| self.share(onward));
            if last && onward.is_some_and(|onward| onward > 0.0) {
                self.problems.add(
                    section.key_at("onward"),
                    "no phase follows the last one",
                    "delete `onward` here, or add the phase that follows",
                );
            }
            let onward = if last { 0.0 } else { onward.unwrap_or(1.0) };
            phases.extend(mean.map(|mean| Phase { mean: millis(mean), onward }));
        }
        (self.problems.count() == before).then_some(())?;
        self.made(node.at, Distribution::phase_type(phases))
    }

    fn values_equally(&mut self, node: &Node) -> Option<Distribution> {
        let items = self.some_items(node, "lengths of time", "[\"1 h\", \"2 h\"]")?;
        let read: Vec<Option<Duration>> = items.iter().map(|item| self.duration(item)).collect();
        let values: Vec<Duration> = read.into_iter().collect::<Option<_>>()?;
        self.made(node.at, Distribution::empirical(values.into_iter().map(millis).collect()))
    }

    fn quantiles(&mut self, node: &Node) -> Option<Distribution> {
        let example = "[[0, \"0 h\"], [0.5, \"2 h\"], [1, \"9 h\"]]";
        let items = self.some_items(node, "pairs of a share and a length of time", example)?;
        let before = self.problems.count();
        let mut knots: Vec<(f64, Duration)> = Vec::new();
        for item in items {
            let Some([share, time]) = item.list() else {
                self.wrong_sort(item, "a share and a length of time", "[0.5, \"2 h\"]");
                continue;
            };
            let (Some(share), Some(time)) = (self.share(share), self.duration(time)) else { continue };
            if knots.last().is_some_and(|&(before, value)| share <= before || time < value) {
                self.problems.add(
                    item.at,
                    "shares must rise and times may not fall from one pair to the next",
                    format!("put them in order, such as `{example}`"),
                );
            }
            knots.push((share, time));
        }
        (self.problems.count() == before).then_some(())?;
        if knots.len() < 2 || knots[0].0 != 0.0 || knots[knots.len() - 1].0 != 1.0 {
            self.problems.add(
                node.at,
                "the first share must be 0 and the last one 1",
                format!("write for example `{example}`"),
            );
            return None;
        }
        self.made(
            node.at,
            Distribution::quantiles(knots.into_iter().map(|(share, time)| (share, millis(time))).collect()),
        )
    }

    fn mixture(&mut self, node: &Node) -> Option<Distribution> {
        let example = "[{ share = 0.3, of = \"2 h\" }, { share = 0.7, of = { exponential = \"5 h\" } }]";
        let items = self.some_items(node, "distributions with their shares", example)?;
        let before = self.problems.count();
        let mut parts = Vec::new();
        for item in items {
            let Some(section) = self.parameters(item, &MIXED) else { continue };
            let share = self.required(&section, "share").and_then(|share| self.share(share));
            let of = self.required(&section, "of").and_then(|of| self.distribution(of));
            parts.extend(share.zip(of));
        }
        (self.problems.count() == before).then_some(())?;
        let sum: f64 = parts.iter().map(|(share, _)| share).sum();
        self.sums_to_one(node.at, sum).then_some(())?;
        for part in &mut parts {
            part.0 /= sum;
        }
        self.made(node.at, Distribution::mixture(parts))
    }

    fn some_items<'t>(&mut self, node: &'t Node, what: &str, example: &str) -> Option<&'t [Node]> {
        let items = node.list().filter(|items| !items.is_empty());
        if items.is_none() {
            self.problems.add(
                node.at,
                format!("a list of {what} belongs here"),
                format!("write for example `{example}`"),
            );
        }
        items
    }

    /// Says so if shares do not sum to one.
    pub(crate) fn sums_to_one(&mut self, at: At, sum: f64) -> bool {
        let sound = (sum - 1.0).abs() <= 1e-6;
        if !sound {
            let shown = (sum * 1e6).round() / 1e6;
            let change = if sum > 1.0 { "lower" } else { "raise" };
            let by = ((sum - 1.0).abs() * 1e6).round() / 1e6;
            self.problems.add(
                at,
                format!("these shares sum to {shown}, not to 1"),
                format!("{change} some of them by {by} in all"),
            );
        }
        sound
    }
}

pub(crate) fn millis(duration: Duration) -> f64 {
    duration.millis() as f64
}

/// A reason given by the distribution itself: what must be, and what is.
fn reason(message: &str) -> (String, String) {
    match message.split_once("; ") {
        Some((what, instead)) => (what.to_owned(), instead.to_owned()),
        None => (message.to_owned(), "change the parameters so that this holds".to_owned()),
    }
}
