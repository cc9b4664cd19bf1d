//! What a shell, a manual reader and an editor need, and what happens when a reader goes away.

use std::process::Stdio;

use crate::files::{QUEUE, directory, file, onward, run};

#[test]
fn completions_and_the_manual_are_there() {
    let at = directory("shell");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(&at, &["completions", shell]);
        assert!(ran.code == Some(0) && ran.out.contains("movements-of"), "{shell}");
    }
    let page = run(&at, &["man"]);
    assert!(page.code == Some(0) && page.out.contains(".TH onward 1") && page.out.contains("simulate"));
    assert_eq!(run(&at, &["man", "--dir", "man"]).code, Some(0));
    for name in ["onward.1", "onward-check.1", "onward-simulate.1"] {
        let text = std::fs::read_to_string(at.join("man").join(name)).expect("it was written");
        assert!(text.contains(".SH SYNOPSIS"), "{name}");
    }
    assert!(!at.join("man/onward-schema.1").exists(), "it is not for users");
}

#[test]
fn generated_pages_are_printed() {
    let at = directory("generated");
    let schema = run(&at, &["schema"]);
    assert!(serde_json::from_str::<serde_json::Value>(&schema.out).is_ok_and(|schema| schema.is_object()));
    assert!(run(&at, &["definitions"]).out.starts_with("# Measures\n"));
    let help = run(&at, &["--help"]);
    assert!(help.out.contains("simulate") && !help.out.contains("schema"), "{}", help.out);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let at = directory("pipe");
    file(&at, "queue.toml", QUEUE);
    let mut child = onward(&at, &["simulate", "queue.toml", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary can be run");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn the_cost_is_told_on_one_line() {
    let at = directory("times");
    file(&at, "queue.toml", QUEUE);
    for threads in ["1", "2"] {
        let ran = run(&at, &["simulate", "queue.toml", "--times", "--threads", threads]);
        let line = ran.err.lines().find_map(|line| line.strip_prefix("times: ")).expect("it is there");
        let times: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        for key in ["cpu_seconds_a_replication", "wall_seconds", "peak_mb", "movements", "events"] {
            assert!(times[key].as_f64() > Some(0.0) || key.starts_with("cpu"), "{key} in {times}");
        }
        assert_eq!(times["replications"], 6);
        assert!(
            times["movements"].as_f64() > Some(12_000.0),
            "288 a day for 22 days, each three or so: {times}"
        );
    }
}
