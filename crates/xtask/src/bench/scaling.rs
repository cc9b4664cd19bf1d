//! The cost of one movement as hospitals grow and runs lengthen: a curve, not a number.

use serde_json::{Value, json};

use super::onward::Onward;
use super::summary::Summary;
use super::{machine, table};
use crate::workspace::Workspace;

const BEDS: [usize; 3] = [50, 500, 5_000];
const DAYS: [usize; 3] = [30, 365, 3_650];
const WARM_UP_DAYS: usize = 30;

/// Bed-days to simulate in one call, so that short runs are repeated until they can be timed.
const BED_DAYS: usize = 4_000_000;

struct Point {
    beds: usize,
    days: usize,
    ns_a_movement: Vec<f64>,
    movements: f64,
    peak_mb: f64,
}

pub fn run(workspace: &Workspace, rounds: usize) -> anyhow::Result<()> {
    let onward = Onward::build(workspace)?;
    let pairs = BEDS.into_iter().flat_map(|beds| DAYS.map(|days| (beds, days)));
    let point = |(beds, days)| Point { beds, days, ns_a_movement: vec![], movements: 0.0, peak_mb: 0.0 };
    let mut points: Vec<Point> = pairs.map(point).collect();
    for round in 0..rounds {
        for point in &mut points {
            point.measure(&onward, round)?;
        }
        println!("round {} of {rounds} done", round + 1);
    }

    print(&points);
    let mut kept = machine::told(&workspace.root);
    kept["bench"] = json!("scaling");
    kept["rounds"] = json!(rounds);
    kept["points"] = points.iter().map(Point::json).collect();
    machine::keep(&workspace.root, "-scaling", &kept)
}

impl Point {
    fn measure(&mut self, onward: &Onward, round: usize) -> anyhow::Result<()> {
        let file = format!("hospitals/scale/beds-{}.toml", self.beds);
        let span = [("--for", format!("{} days", self.days)), ("--warm-up", format!("{WARM_UP_DAYS} days"))];
        let replications = (BED_DAYS / (self.beds * (self.days + WARM_UP_DAYS))).clamp(1, 2_000);
        let run = onward.simulate(&file, &span, replications, round + 1, 1)?;
        self.ns_a_movement.push(run.cpu_seconds / run.movements * 1e9);
        self.movements = run.movements;
        self.peak_mb = self.peak_mb.max(run.peak_mb);
        Ok(())
    }

    fn json(&self) -> Value {
        json!({
            "beds": self.beds,
            "days": self.days,
            "ns_a_movement": Summary::of(&self.ns_a_movement).map(Summary::json),
            "movements_a_replication": self.movements,
            "peak_mb": self.peak_mb,
        })
    }
}

fn print(points: &[Point]) {
    let first =
        points.first().and_then(|point| Summary::of(&point.ns_a_movement)).map(|summary| summary.median);
    let mut rows = vec![table::row([
        "beds",
        "days",
        "movements",
        "ns a movement",
        "[min – max]",
        "times the first",
        "peak MB",
    ])];
    for point in points {
        let Some(Summary { median, least, most }) = Summary::of(&point.ns_a_movement) else { continue };
        rows.push(vec![
            point.beds.to_string(),
            point.days.to_string(),
            format!("{:.0}", point.movements),
            format!("{median:.1}"),
            format!("[{least:.1} – {most:.1}]"),
            first.map_or("–".to_owned(), |first| format!("{:.2}", median / first)),
            format!("{:.1}", point.peak_mb),
        ]);
    }
    table::print(&rows);
}
