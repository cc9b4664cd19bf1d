//! Where and when a bench ran, and the file it is kept in.

use std::path::Path;

use serde_json::{Value, json};

use crate::command::{command, text, works};

/// What a kept run says about its surroundings: no names of machines or people.
pub fn told(root: &Path) -> Value {
    json!({
        "date": date(root),
        "commit": commit(root),
        "processor": processor(),
        "cores": std::thread::available_parallelism().map_or(1, usize::from),
        "rustc": line(root, "rustc --version"),
    })
}

/// Words to put before a command so that it stays on one core; none where that cannot be asked for.
pub fn pinned(root: &Path) -> &'static str {
    if works(root, "taskset -c 0 true") { "taskset -c 0" } else { "" }
}

/// Keeps a run as `bench/runs/<date>-<commit><suffix>.json`.
pub fn keep(root: &Path, suffix: &str, run: &Value) -> anyhow::Result<()> {
    let name = format!("bench/runs/{}-{}{suffix}.json", date(root), commit(root));
    let text = serde_json::to_string_pretty(&rounded(run))?;
    std::fs::write(root.join(&name), text + "\n")?;
    println!("\nkept as {name}");
    Ok(())
}

/// Six digits are more than any of these figures is worth; the rest is noise in a diff.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(rounded).collect(),
        Value::Object(values) => {
            let values = values.iter().map(|(key, value)| (key.clone(), rounded(value)));
            Value::Object(values.collect())
        }
        Value::Number(number) if number.is_f64() => {
            let digits = number.as_f64().and_then(|number| format!("{number:.5e}").parse::<f64>().ok());
            json!(digits)
        }
        Value::Number(_) | Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

fn date(root: &Path) -> String {
    line(root, "date -u +%Y-%m-%d")
}

fn commit(root: &Path) -> String {
    let commit = line(root, "git rev-parse --short HEAD");
    let changed = !line(root, "git status --porcelain --untracked-files=no").is_empty();
    match (commit.is_empty(), changed) {
        (true, _) => "uncommitted".to_owned(),
        (false, true) => commit + "-changed",
        (false, false) => commit,
    }
}

fn processor() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    line.map_or("unknown", |(_, name)| name.trim()).to_owned()
}

/// The first line a command writes; empty if it fails, for these facts are only told.
fn line(root: &Path, words: &str) -> String {
    let mut command = command(root, words);
    command.stderr(std::process::Stdio::null());
    text(&mut command).map_or(String::new(), |text| text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_kept_to_six_digits_and_whole_numbers_whole() {
        let kept = rounded(&json!({ "a": [0.123_456_789, 1_234_567.89], "b": 12_345_678, "c": "x" }));
        assert_eq!(kept, json!({ "a": [0.123_457, 1_234_570.0], "b": 12_345_678, "c": "x" }));
    }
}
