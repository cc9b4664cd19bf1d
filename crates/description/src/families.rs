//! Families of distributions that are given by parameters: normal, lognormal, gamma, Weibull, Erlang.

use quantity::{Distribution, Duration, maths};

use crate::distributions::millis;
use crate::keys::{ERLANG, GAMMA, LOGNORMAL, NORMAL, Part, UNITS, WEIBULL};
use crate::reader::{Reader, Section};
use crate::suggest::lower_first;
use crate::tree::{Entry, Node};

impl Reader {
    /// The parameters of a form: its table against the table of keys.
    pub(crate) fn parameters<'t>(&mut self, node: &'t Node, part: &'static Part) -> Option<Section<'t>> {
        self.inner_section(node, part)
    }

    /// A parameter that is a duration above zero.
    fn length(&mut self, section: &Section<'_>, key: &str) -> Option<f64> {
        let node = section.get(key)?;
        self.some_time(node).map(millis)
    }

    /// A parameter that is a plain number above zero.
    fn above_zero(&mut self, section: &Section<'_>, key: &str) -> Option<f64> {
        let node = section.get(key)?;
        self.number(node, |number| number > 0.0, "a number above zero", "1.3")
    }

    /// None of the ways to give the parameters is complete, or more than one is.
    fn incomplete(&mut self, node: &Node, part: &'static Part, example: &str) {
        let form = part.id;
        self.problems.add(
            node.at,
            format!("these are not the parameters of one `{form}` distribution"),
            format!(
                "write for example `{form} = {{ {example} }}`: {}",
                lower_first(part.doc.trim_end_matches('.'))
            ),
        );
    }

    pub(crate) fn normal(&mut self, node: &Node) -> Option<Distribution> {
        let before = self.problems.count();
        let section = self.parameters(node, &NORMAL)?;
        let mean = section.get("mean").and_then(|mean| self.duration(mean)).map(millis);
        let sd = self.length(&section, "sd");
        let at_least = section.get("at_least").and_then(|bound| self.duration(bound));
        let at_most = section.get("at_most").and_then(|bound| self.duration(bound));
        if let (Some(least), Some(most)) = (at_least, at_most)
            && least >= most
        {
            let what = format!("`at_most` is {most}, which is not above `at_least`, {least}");
            self.problems.add(section.key_at("at_most"), what, format!("write more than `\"{least}\"`"));
        }
        if self.problems.count() > before {
            return None;
        }
        let (Some(mean), Some(sd)) = (mean, sd) else {
            self.incomplete(node, &NORMAL, "mean = \"16 min\", sd = \"2 min\"");
            return None;
        };
        let least = at_least.map_or(0.0, millis);
        let most = at_most.map_or(f64::INFINITY, millis);
        let Ok(made) = Distribution::normal_between(mean, sd, least, most) else {
            self.problems.add(
                node.at,
                "next to nothing of this normal distribution lies between its bounds",
                "give bounds nearer to the mean, or a larger `sd`",
            );
            return None;
        };
        Some(made)
    }

    pub(crate) fn lognormal(&mut self, node: &Node) -> Option<Distribution> {
        let before = self.problems.count();
        let percentile = node.table().and_then(|table| table.entries.iter().find_map(percentile));
        let section = self.parameters(node, &LOGNORMAL)?;
        let [mean, sd, median] = ["mean", "sd", "median"].map(|key| self.length(&section, key));
        let cv = self.above_zero(&section, "cv");
        let log_sd = self.above_zero(&section, "log_sd");
        let log_mean =
            section.get("log_mean").and_then(|node| self.number(node, f64::is_finite, "a number", "-0.88"));
        let units: Vec<(f64, &str)> = UNITS.iter().map(|&unit| (unit_millis(unit), unit)).collect();
        let unit = section.get("unit").and_then(|node| self.word(node, &units));
        let value = percentile.and_then(|(entry, share)| Some((share, self.some_time(&entry.node)?, entry)));
        if self.problems.count() > before {
            return None;
        }
        match (mean, sd, cv, median, value, log_mean, log_sd, unit) {
            (Some(mean), Some(sd), None, None, None, None, None, None) => {
                self.made(node.at, Distribution::lognormal_mean_sd(mean, sd))
            }
            (Some(mean), None, Some(cv), None, None, None, None, None) => {
                self.made(node.at, Distribution::lognormal_mean_cv(mean, cv))
            }
            (None, None, None, Some(median), Some((share, value, entry)), None, None, None) => {
                let side = if share > 0.5 { "more" } else { "less" };
                if share == 0.5 || (millis(value) > median) != (share > 0.5) || millis(value) == median {
                    let what = format!("the percentile `{}` must be {side} than the median", entry.key);
                    let median = Duration::from_millis_f64(median);
                    let (what, instead) = if share == 0.5 {
                        (
                            "`p50` is the median itself".to_owned(),
                            "give another percentile, such as `p90`".to_owned(),
                        )
                    } else {
                        (what, format!("write {side} than `\"{median}\"`"))
                    };
                    self.problems.add(entry.node.at, what, instead);
                    return None;
                }
                self.made(node.at, Distribution::lognormal_median_quantile(median, share, millis(value)))
            }
            (None, None, None, None, None, Some(log_mean), Some(log_sd), Some(unit)) => {
                self.made(node.at, Distribution::lognormal_log(log_mean + maths::ln(unit), log_sd))
            }
            _ => {
                self.incomplete(node, &LOGNORMAL, "mean = \"6 days\", cv = 1.3");
                None
            }
        }
    }

    pub(crate) fn gamma(&mut self, node: &Node) -> Option<Distribution> {
        let before = self.problems.count();
        let section = self.parameters(node, &GAMMA)?;
        let [mean, sd, scale] = ["mean", "sd", "scale"].map(|key| self.length(&section, key));
        let [cv, shape] = ["cv", "shape"].map(|key| self.above_zero(&section, key));
        if self.problems.count() > before {
            return None;
        }
        let made = match (mean, sd, cv, shape, scale) {
            (Some(mean), Some(sd), None, None, None) => Distribution::gamma_mean_cv(mean, sd / mean),
            (Some(mean), None, Some(cv), None, None) => Distribution::gamma_mean_cv(mean, cv),
            (None, None, None, Some(shape), Some(scale)) => Distribution::gamma_shape_scale(shape, scale),
            _ => {
                self.incomplete(node, &GAMMA, "mean = \"6 days\", cv = 0.8");
                return None;
            }
        };
        self.made(node.at, made)
    }

    pub(crate) fn weibull(&mut self, node: &Node) -> Option<Distribution> {
        let before = self.problems.count();
        let section = self.parameters(node, &WEIBULL)?;
        let [mean, scale] = ["mean", "scale"].map(|key| self.length(&section, key));
        let shape = self.above_zero(&section, "shape");
        if self.problems.count() > before {
            return None;
        }
        let made = match (shape, mean, scale) {
            (Some(shape), Some(mean), None) => Distribution::weibull_mean_shape(mean, shape),
            (Some(shape), None, Some(scale)) => Distribution::weibull_shape_scale(shape, scale),
            _ => {
                self.incomplete(node, &WEIBULL, "shape = 1.5, mean = \"6 days\"");
                return None;
            }
        };
        self.made(node.at, made)
    }

    pub(crate) fn erlang(&mut self, node: &Node) -> Option<Distribution> {
        let before = self.problems.count();
        let section = self.parameters(node, &ERLANG)?;
        let mean = self.length(&section, "mean");
        let phases = section.get("phases").and_then(|node| self.whole(node, 1, 1000));
        if self.problems.count() > before {
            return None;
        }
        let (Some(mean), Some(phases)) = (mean, phases) else {
            self.incomplete(node, &ERLANG, "mean = \"6 h\", phases = 3");
            return None;
        };
        self.made(node.at, Distribution::erlang(phases as u32, mean))
    }
}

/// The entry, if it is a percentile such as `p90`, and which.
fn percentile(entry: &Entry) -> Option<(&Entry, f64)> {
    percentile_of(&entry.key).map(|share| (entry, share))
}

/// The share that a key such as `p90` names.
pub(crate) fn percentile_of(key: &str) -> Option<f64> {
    let percent: u32 = key.strip_prefix('p')?.parse().ok()?;
    (1..=99).contains(&percent).then_some(f64::from(percent) / 100.0)
}

fn unit_millis(unit: &str) -> f64 {
    let unit = match unit {
        "s" => Duration::SECOND,
        "min" => Duration::MINUTE,
        "day" => Duration::DAY,
        "week" => Duration::WEEK,
        _ => Duration::HOUR,
    };
    millis(unit)
}
