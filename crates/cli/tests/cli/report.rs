//! The report: one file, well-formed, that fetches nothing and says what the JSON says.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::files::{CIRCLE, QUEUE, SMALL, directory, file, run};

/// Simulates a hospital with a report; gives the report, the JSON and what was said.
fn report(test: &str, text: &str, arguments: &[&str]) -> (String, Value, String) {
    let at = directory(test);
    file(&at, "hospital.toml", text);
    let all = ["simulate", "hospital.toml", "--format", "json", "--report", "out.html"];
    let ran = run(&at, &[&all[..], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let html = std::fs::read_to_string(at.join("out.html")).expect("it was written");
    (html, serde_json::from_str(&ran.out).expect("it is JSON"), ran.err)
}

/// The values of an attribute, or of everything else that stands between two texts.
fn between<'t>(text: &'t str, before: &str, after: char) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// Every element is closed, in order, and every attribute is quoted.
fn assert_well_formed(html: &str) {
    let body = html.strip_prefix("<!DOCTYPE html>\n").expect("it says that it is HTML");
    let mut open: Vec<&str> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let end = tag.find('>').expect("a tag is closed");
        let (inside, after) = (&tag[..end], &tag[end + 1..]);
        assert_eq!(inside.matches('"').count() % 2, 0, "<{inside}>");
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> closes another element");
        } else if !inside.ends_with('/') {
            open.push(inside.split_whitespace().next().expect("an element has a name"));
        }
        rest = after;
    }
    assert!(open.is_empty(), "{open:?} are not closed");
}

#[test]
fn it_is_one_well_formed_file_that_fetches_nothing() {
    for (test, text) in [("report_small", SMALL), ("report_queue", QUEUE), ("report_circle", CIRCLE)] {
        let (html, ..) = report(test, text, &[]);
        assert_well_formed(&html);
        for outside in ["http:", "https:", "src=", "<script", "<link", "@import", "url(", "<iframe", "xlink"]
        {
            assert!(!html.contains(outside), "{test} has {outside}");
        }
        let ids = between(&html, " id=\"", '"');
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "an id stands for one thing");
        for link in between(&html, "href=\"", '"') {
            let id = link.strip_prefix('#').expect("links stay in the file");
            assert!(unique.contains(id), "{test} has nothing under {link}");
        }
    }
}

#[test]
fn it_has_every_part_of_a_hospital() {
    let (html, ..) = report("report_parts", SMALL, &[]);
    for part in ["flow", "weeks", "hours", "waits", "figures", "basis", "definitions", "file"] {
        assert!(html.contains(&format!("<section id=\"{part}\">")), "there is no {part}");
    }
    for number in [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.5", "3.1", "3.4", "4.1", "4.3", "5.2",
        "6.1",
    ] {
        assert!(html.contains(&format!(">{number}</span>")), "there is no item {number}");
    }
    for words in ["onward simulate hospital.toml", "names no source", "lognormal, mean 3 days, sd 3.6 days"] {
        assert!(html.contains(words), "it does not say: {words}");
    }
    let pictures = html.matches("role=\"img\"").count();
    assert!(pictures > 8, "{pictures} pictures");
    assert!(html.matches("<desc").count() >= pictures - 1, "pictures are told in words");
    let words = html.split(|c: char| !c.is_ascii_alphanumeric());
    let valueless: Vec<&str> = words.filter(|word| matches!(*word, "NaN" | "inf")).collect();
    assert!(valueless.is_empty(), "no figure is without a value");
}

#[test]
fn its_figures_are_those_of_the_json() {
    let (html, json, _) = report("report_figures", SMALL, &[]);
    let mut means = Vec::new();
    gather(&json, &mut means);
    // Reading a number of the JSON may change its last digit.
    let digits = |value: f64| format!("{value:.14e}");
    let means: BTreeSet<String> = means.into_iter().map(digits).collect();
    let mut seen = 0;
    for part in between(&html, "<a class=\"f\" href=\"#d-", '/') {
        let value = between(part, "<data value=\"", '"');
        let value: f64 = value.first().expect("a figure has a value").parse().expect("it is a number");
        assert!(means.contains(&digits(value)), "{part}: the JSON has no {value}");
        seen += 1;
    }
    assert!(seen > 80, "only {seen} figures");
    for id in ["four_hour_share", "occupancy", "boarding_count", "arrivals"] {
        let mean = json["measures"][id]["mean"].as_f64().expect("it is measured");
        let shown = format!("<a class=\"f\" href=\"#d-hospital-{id}\"><data value=\"{mean}\">");
        assert!(html.contains(&shown), "{id} is not shown as {shown}");
    }
}

fn gather(value: &Value, means: &mut Vec<f64>) {
    if let Some(mean) = value.get("mean").and_then(Value::as_f64) {
        means.push(mean);
    }
    if let Some(map) = value.as_object() {
        map.values().for_each(|value| gather(value, means));
    }
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let (one, ..) = report("report_one", SMALL, &["--threads", "1"]);
    let (two, ..) = report("report_two", SMALL, &["--threads", "2"]);
    assert!(one == two, "the report depends on the number of threads");
}

#[test]
fn the_answer_is_the_same_with_a_report() {
    let (_, with, _) = report("report_beside", SMALL, &[]);
    let at = directory("report_without");
    file(&at, "hospital.toml", SMALL);
    let without = run(&at, &["simulate", "hospital.toml", "--format", "json"]);
    assert_eq!(with, serde_json::from_str::<Value>(&without.out).expect("it is JSON"));
}

#[test]
fn what_was_asked_beyond_the_file_is_told() {
    let more = ["--with", "more_care", "--set", "place.ward.spaces=30 beds", "--runs", "3"];
    let (html, _, said) = report("report_option", SMALL, &more);
    assert!(said.contains("report written to out.html"), "{said}");
    for words in [
        "<strong>more_care</strong> (of community, £3,000 a day)",
        "<code>place.care_home.spaces</code>",
        "<code>&quot;6 beds&quot;</code>",
        "<code>&quot;12 beds&quot;</code>",
        "<code>30 beds</code>",
        "set by hand",
        "runs 3 instead of 4",
        "--with more_care --set &#39;place.ward.spaces=30 beds&#39;",
    ] {
        let words = words.replace("&#39;", "'");
        assert!(html.contains(&words), "it does not say: {words}");
    }
}

#[test]
fn one_run_and_none_are_reported_as_such() {
    let (one, ..) = report("report_one_run", SMALL, &["--runs", "1"]);
    assert_well_formed(&one);
    assert!(one.contains("there are no intervals") && !one.contains("95 % interval of that mean"));
    let (none, ..) = report("report_no_run", CIRCLE, &["--set", "run.on_deadlock=stop"]);
    assert_well_formed(&none);
    assert!(none.contains("No run was finished") && none.contains("waited for each other"));
    assert!(!none.contains("NaN"));
}

#[test]
fn names_cannot_break_the_page() {
    let text = SMALL.replace("name = \"Small General\"", "name = \"A <b>\\\"bold\\\"</b> & Sons\"");
    let (html, ..) = report("report_names", &text, &[]);
    assert_well_formed(&html);
    assert!(html.contains("<h1>A &lt;b&gt;&quot;bold&quot;&lt;/b&gt; &amp; Sons</h1>"));
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_run() {
    let at = directory("report_unwritable");
    file(&at, "hospital.toml", SMALL);
    let ran = run(&at, &["simulate", "hospital.toml", "--report", "nowhere/out.html"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(
        ran.err.contains("nowhere/out.html cannot be written: there is no directory nowhere"),
        "{}",
        ran.err
    );
}
