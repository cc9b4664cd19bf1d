//! What the theory tests share: running the project's hospital files, and holding figures against exact answers.
//!
//! Every run has the seed of its file, 1, so a test gives the same figures on every machine. A comparison allows four
//! standard errors. Over 100 replications a right figure is further off once in 8,000 comparisons (Student's t with 99
//! degrees of freedom), so the 150 or so comparisons of these tests together would raise a false alarm for at most one
//! seed in fifty. The comparisons are not independent: the first stream of every file has the same draws, so that a seed
//! whose patients stay a little long shows it in all of them.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};

use app::{Control, Estimate, Setting, SimulateRequest, Simulated, prepare};
use flow::{Plan, Settings, record, summarise};
use hospital::{Hospital, Sink};
use quantity::Duration;
use quantity::maths::student_t_quantile;

/// The directory of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file below `hospitals/`.
pub fn path(file: &str) -> PathBuf {
    workspace().join("hospitals").join(file)
}

/// Options chosen, and values set.
#[derive(Clone, Copy, Default)]
pub struct With<'a> {
    pub options: &'a [&'a str],
    pub settings: &'a [(&'a str, &'a str)],
}

/// As the file is.
pub const PLAIN: With<'static> = With { options: &[], settings: &[] };

impl With<'_> {
    fn settings(self) -> Vec<Setting> {
        let setting =
            |&(path, value): &(&str, &str)| Setting { path: path.to_owned(), value: value.to_owned() };
        self.settings.iter().map(setting).collect()
    }
    fn options(self) -> Vec<String> {
        self.options.iter().map(|&name| name.to_owned()).collect()
    }
}

/// The hospital of a file, with options and values set.
pub fn read(path: &Path, with: With<'_>) -> Hospital {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (settings, options) = (with.settings(), with.options());
    let request = description::Request { file: &name, text: &text, settings: &settings, options: &options };
    let folder = path.parent().expect("a file is in a directory");
    let mut beside = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    match description::read(&request, &mut beside) {
        Ok(described) => described.hospital,
        Err(problems) => panic!("{name}: {problems:#?}"),
    }
}

/// The hospital of a text, with options and values set.
pub fn read_text(text: &str, with: With<'_>) -> Hospital {
    let (settings, options) = (with.settings(), with.options());
    let request = description::Request {
        file: "text",
        text: text.trim_start(),
        settings: &settings,
        options: &options,
    };
    match description::read(&request, &mut |_| Err("no files".to_owned())) {
        Ok(described) => described.hospital,
        Err(problems) => {
            panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))
        }
    }
}

/// A figure over replications: mean and standard error of it.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    pub mean: f64,
    pub error: f64,
}

impl Value {
    /// From the values of single replications.
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let it = summarise(values).expect("some replication saw it");
        Self::from_interval(it.mean, it.half_width(), it.n)
    }

    fn from_interval(mean: f64, half_width: f64, n: usize) -> Self {
        assert!(n > 1, "a standard error needs replications");
        Self { mean, error: half_width / student_t_quantile(0.975, (n - 1) as f64) }
    }

    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { mean: self.mean * factor, error: self.error * factor.abs() }
    }

    /// The difference to another, as if they were independent.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            mean: self.mean - other.mean,
            error: (self.error * self.error + other.error * other.error).sqrt(),
        }
    }
}

/// What a simulation through the app found.
pub struct Found(pub Simulated);

/// Runs a file below `hospitals/` as it says, with options and values set.
pub fn simulate(file: &str, with: With<'_>) -> Found {
    let request = SimulateRequest {
        file: path(file),
        collect: None,
        warm_up: None,
        from: None,
        runs: None,
        seed: None,
        settings: with.settings(),
        options: with.options(),
        threads: 1,
        precision: None,
        movements: None,
        report: None,
        associated: false,
    };
    let simulation = prepare(request).unwrap_or_else(|fault| panic!("{file}: {fault:?}"));
    Found(simulation.run(&Control::default()).expect("nobody asks it to stop"))
}

impl Found {
    /// A figure of the hospital.
    pub fn whole(&self, id: &str) -> Value {
        value(&self.0.measures, id)
    }

    /// A figure of a place.
    pub fn place(&self, name: &str, id: &str) -> Value {
        let place = self.0.places.iter().find(|place| place.name == name);
        value(&place.unwrap_or_else(|| panic!("no place {name}")).measures, id)
    }

    /// A figure of an activity, named with its pathway.
    pub fn activity(&self, name: &str, id: &str) -> Value {
        let activity = self.0.activities.iter().find(|activity| activity.name == name);
        value(&activity.unwrap_or_else(|| panic!("no activity {name}")).measures, id)
    }

    /// A figure of an activity for one class of visits.
    pub fn of_class(&self, name: &str, class: &str, id: &str) -> Value {
        let activity = self.0.activities.iter().find(|activity| activity.name == name);
        let by = &activity.unwrap_or_else(|| panic!("no activity {name}")).by;
        value(class_of(by, class), id)
    }

    /// A figure of the visits that begin on a pathway.
    pub fn pathway(&self, name: &str, id: &str) -> Value {
        let pathway = self.0.pathways.iter().find(|pathway| pathway.name == name);
        value(&pathway.unwrap_or_else(|| panic!("no pathway {name}")).measures, id)
    }

    /// A figure of the visits of one class that begin on a pathway.
    pub fn of_pathway_class(&self, name: &str, class: &str, id: &str) -> Value {
        let pathway = self.0.pathways.iter().find(|pathway| pathway.name == name);
        value(class_of(&pathway.unwrap_or_else(|| panic!("no pathway {name}")).by, class), id)
    }

    /// The share of time for each number, over all replications.
    pub fn distribution(&self, id: &str) -> Vec<(f64, f64)> {
        let found = self.0.distributions.iter().find(|(name, _)| name == id);
        found.unwrap_or_else(|| panic!("no distribution {id}")).1.clone()
    }
}

fn class_of<'f>(by: &'f [(String, Vec<Estimate>)], class: &str) -> &'f [Estimate] {
    &by.iter().find(|(name, _)| name == class).unwrap_or_else(|| panic!("no class {class}")).1
}

fn value(measures: &[Estimate], id: &str) -> Value {
    let it = measures.iter().find(|estimate| estimate.definition.id == id);
    let it = it.unwrap_or_else(|| panic!("nothing was seen of {id}"));
    Value::from_interval(it.mean, (it.high - it.low) / 2.0, it.n)
}

/// Figures of a listener of each replication of a file below `hospitals/`.
pub fn listen<S: Sink>(
    file: &str,
    with: With<'_>,
    new: impl Fn(&Hospital) -> S,
    figures: impl Fn(&S) -> Vec<f64>,
) -> Vec<Value> {
    let hospital = read(&path(file), with);
    let (settings, runs) = (Settings::of(&hospital), hospital.run.runs);
    let plan = Plan::new(hospital);
    let of_each: Vec<Vec<f64>> = (0..runs)
        .map(|replication| figures(&record(&plan, settings, replication, new(plan.hospital())).0))
        .collect();
    let width = of_each.first().map_or(0, Vec::len);
    (0..width).map(|column| Value::of(of_each.iter().map(|row| row[column]))).collect()
}

/// Hours as a number.
pub fn hours(duration: Duration) -> f64 {
    duration.millis() as f64 / Duration::HOUR.millis() as f64
}

/// A table of comparisons, judged together at the end.
pub struct Checks {
    lines: Vec<String>,
    failed: usize,
}

impl Checks {
    pub fn new(title: &str) -> Self {
        Self { lines: vec![title.to_owned()], failed: 0 }
    }

    /// Within four standard errors of the exact value, and the standard error at most 0.5 % of it.
    pub fn exact(&mut self, what: &str, found: Value, exact: f64) {
        self.precise(what, found, exact, 0.005);
    }

    /// Within four standard errors of the exact value, and the standard error at most this share of it.
    pub fn precise(&mut self, what: &str, found: Value, exact: f64, most_error: f64) {
        let off = (found.mean - exact) / found.error;
        let good = off.abs() <= 4.0 && found.error <= most_error * exact.abs();
        let share = 100.0 * found.error / exact.abs();
        self.line(good, what, found, exact, &format!("{off:+.1} standard errors, each {share:.2} %"));
    }

    /// No further from a published value than its tolerance.
    pub fn within(&mut self, what: &str, found: Value, expected: f64, tolerance: f64) {
        let off = found.mean - expected;
        let good = off.abs() <= tolerance;
        self.line(good, what, found, expected, &format!("{off:+.4}, {tolerance:.4} allowed"));
    }

    fn line(&mut self, good: bool, what: &str, found: Value, expected: f64, verdict: &str) {
        let mark = if good { "  " } else { "✗ " };
        let Value { mean, error } = found;
        self.lines.push(format!("{mark}{what:<40} {expected:>12.6}  {mean:>12.6} ± {error:.6}  {verdict}"));
        self.failed += usize::from(!good);
    }

    /// Shows the table, and fails if a comparison did.
    #[allow(clippy::print_stdout, reason = "`--nocapture` shows the figures")]
    pub fn judge(self) {
        let table = self.lines.join("\n");
        println!("{table}");
        assert!(self.failed == 0, "{} of these are wrong:\n{table}", self.failed);
    }
}
