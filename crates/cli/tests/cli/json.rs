//! JSON, as the design says it, and the same for any number of threads.

use serde_json::Value;

use crate::files::{CIRCLE, QUEUE, SMALL, directory, file, run};

fn simulate(test: &str, text: &str, arguments: &[&str]) -> (Value, String) {
    let at = directory(test);
    file(&at, "hospital.toml", text);
    let ran = run(&at, &[&["simulate", "hospital.toml", "--format", "json"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    (serde_json::from_str(&ran.out).expect("it is JSON"), ran.out)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|it| it.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn it_has_every_part() {
    let (all, text) = simulate("json_parts", SMALL, &[]);
    assert_eq!(
        keys(&all),
        [
            "hospital",
            "seed",
            "runs",
            "measures",
            "places",
            "activities",
            "pathways",
            "distributions",
            "profiles",
            "deadlocks"
        ]
    );
    assert_eq!(
        (&all["hospital"], &all["seed"], &all["runs"]),
        (&"Small General".into(), &1.into(), &4.into())
    );
    let share = &all["measures"]["four_hour_share"];
    assert_eq!(keys(share), ["mean", "low", "high", "unit", "n"]);
    let [low, mean, high] = ["low", "mean", "high"].map(|key| share[key].as_f64().expect("it is a number"));
    assert!(low < mean && mean < high, "{share}");
    assert_eq!((&share["unit"], &share["n"]), (&"share".into(), &4.into()));
    assert_eq!(keys(&all["places"]), ["ed", "ward", "care_home"]);
    assert_eq!(keys(&all["activities"]), ["emergency.assess", "emergency.stay", "emergency.care"]);
    let by = &all["activities"]["emergency.assess"]["by"];
    assert_eq!(keys(by), ["ambulance", "walk_in", "high", "low"]);
    assert!(by["high"]["waiting_time"]["mean"].is_number());
    assert!(all["pathways"]["emergency"]["by"]["ambulance"]["visit_time"]["mean"].is_number());
    for id in ["length_of_stay", "time_in_emergency", "boarding_time", "ed.parked", "ward.occupied_spaces"] {
        let shares = all["distributions"][id].as_array().unwrap_or_else(|| panic!("there is {id}"));
        let sum: f64 = shares.iter().filter_map(|pair| pair[1].as_f64()).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{id}: {sum}");
    }
    assert!(all["distributions"]["ward.parked"].is_null(), "nobody is held outside the ward");
    assert!(all["distributions"]["emergency.assess.waiting_time"].is_array());
    for id in ["arrivals", "boarding_count", "ward.occupied_spaces"] {
        assert_eq!(all["profiles"][id].as_array().map(Vec::len), Some(168), "{id}");
    }
    assert_eq!(all["deadlocks"], serde_json::json!({ "count": 0 }));
    assert!(text.lines().count() < 200, "a line for each subject");
}

#[test]
fn what_was_not_seen_is_left_out() {
    let (all, _) = simulate("json_unseen", QUEUE, &["--for", "2 days"]);
    assert!(all["measures"]["four_hour_share"].is_null());
    assert!(all["distributions"]["boarding_time"].is_null());
    assert!(all["activities"]["queue.serve"]["by"].is_null());
    assert!(all["profiles"]["arrivals"][0].is_number());
    assert!(all["profiles"]["arrivals"][100].is_null(), "Friday was not seen");
}

#[test]
fn circles_of_waiting_are_told() {
    let (all, _) = simulate("json_circle", CIRCLE, &[]);
    assert!(all["deadlocks"]["count"].as_u64() > Some(3));
    assert_eq!(keys(&all["deadlocks"]["first"]), ["replication", "at_hours", "places"]);
    let (stopped, _) = simulate("json_circle_stop", CIRCLE, &["--set", "run.on_deadlock=stop"]);
    assert_eq!((&stopped["runs"], &stopped["deadlocks"]["count"]), (&0.into(), &0.into()));
    assert!(stopped["deadlocks"]["stopped"]["places"].is_array());
}

#[test]
fn the_command_line_comes_before_the_file() {
    let arguments = ["--runs", "3", "--seed", "99", "--for", "10 days", "--warm-up", "1 day"];
    let (of_command, _) = simulate("json_command", QUEUE, &arguments);
    let file = QUEUE
        .replace("runs = 6", "runs = 3")
        .replace("seed = 5", "seed = 99")
        .replace("\"20 days\"", "\"10 days\"")
        .replace("\"2 days\"", "\"1 day\"");
    let (of_file, _) = simulate("json_file", &file, &[]);
    assert_eq!(of_command, of_file);
    let (option, _) = simulate("json_option", SMALL, &["--with", "more_care"]);
    let (set, _) = simulate("json_set", SMALL, &["--set", "place.care_home.spaces=12 beds"]);
    assert_eq!(option["places"], set["places"]);
    let cost = |of: &Value| of["measures"]["cost"]["mean"].as_f64().expect("it costs something");
    assert!((cost(&option) - cost(&set) - 3000.0).abs() < 1e-9);
}

#[test]
fn a_check_is_told_in_json_too() {
    let at = directory("json_check");
    file(&at, "sound.toml", SMALL);
    file(&at, "wrong.toml", QUEUE.replace("1 server", "one"));
    let check = |name: &str| {
        let ran = run(&at, &["check", name, "--format", "json"]);
        (ran.code, serde_json::from_str::<Value>(&ran.out).expect("it is JSON"))
    };
    let (code, sound) = check("sound.toml");
    assert_eq!((code, &sound["problems"]), (Some(0), &serde_json::json!([])));
    assert_eq!(sound["hospital"]["places"]["emergency"], serde_json::json!({ "ed": 6 }));
    assert_eq!(
        (&sound["hospital"]["beds"], &sound["hospital"]["options"][0]),
        (&24.into(), &"more_care".into())
    );
    let (code, wrong) = check("wrong.toml");
    assert_eq!((code, &wrong["hospital"]), (Some(1), &Value::Null));
    let problem = &wrong["problems"][0];
    assert_eq!(keys(problem), ["file", "line", "column", "what", "instead"]);
    assert_eq!((&problem["file"], &problem["line"]), (&"wrong.toml".into(), &12.into()));
}
