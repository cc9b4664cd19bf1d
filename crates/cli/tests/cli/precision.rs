//! Running until figures are precise enough.

use serde_json::Value;

use crate::files::{QUEUE, directory, file, run};

#[test]
fn it_runs_until_the_figures_are_within_what_is_wanted() {
    let at = directory("precision");
    file(&at, "queue.toml", QUEUE);
    let simulate = |more: &[&str]| {
        let ran = run(&at, &[&["simulate", "queue.toml", "--format", "json"], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        (serde_json::from_str::<Value>(&ran.out).expect("it is JSON"), ran.err)
    };
    let precise = [
        "--precision",
        "3%",
        "--precise",
        "activity.queue.serve.waiting_time",
        "--precise",
        "place.server.occupancy",
    ];
    let (found, said) = simulate(&precise);
    let runs = found["runs"].as_u64().expect("it is a number");
    assert!(runs > 6 && (runs - 6).is_multiple_of(8), "{runs} runs");
    let wait = &found["activities"]["queue.serve"]["waiting_time"];
    let [low, mean, high] = ["low", "mean", "high"].map(|key| wait[key].as_f64().expect("it is a number"));
    assert!((high - low) / 2.0 <= 0.03 * mean, "{wait}");
    assert!(
        said.contains(&format!("within 3 % after {runs} runs: activity.queue.serve.waiting_time")),
        "{said}"
    );

    let (found, said) = simulate(&["--precision", "0.01%", "--max-runs", "10"]);
    assert_eq!(found["runs"], 10);
    assert!(said.contains("not yet within 0.01 % after 10 runs: visit_time is within"), "{said}");
}
