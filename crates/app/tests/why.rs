//! Why a figure is as it is: what one more would change against theory, and the worst day of a known course.

use std::fs;
use std::path::PathBuf;

use app::Control;
use app::why::{End, WaitsFor, Why, WhyRequest, question};
use quantity::Duration;

fn ask(name: &str, text: &str, measure: &str, runs: u32, collect: Duration) -> Why {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("why");
    fs::create_dir_all(&folder).expect("tests may write there");
    let file = folder.join(name);
    fs::write(&file, text).expect("tests may write there");
    let request = WhyRequest {
        file,
        settings: Vec::new(),
        options: Vec::new(),
        measure: Some(measure.to_owned()),
        collect: Some(collect),
        warm_up: None,
        from: None,
        runs: Some(runs),
        seed: Some(3),
        threads: 2,
    };
    let question = question(&request).expect("the file is sound");
    question.answer(&Control::default()).expect("nobody stops it")
}

/// Two stations one after the other, each with a queue of its own: 1.6 visits an hour, an hour each at both.
const TANDEM: &str = r#"
onward = 1
name = "Tandem"
[run]
warm_up = "10 days"
collect = "200 days"
[place.first]
spaces = "4 servers"
[place.second]
spaces = "2 servers"
cost_open = "£120 / day"
[arrivals.all]
rate = "1.6 / h"
pathway = "way"
[pathway.way.one]
at = "first"
time = { exponential = "1 h" }
next = "two"
[pathway.way.two]
at = "second"
while_waiting = "queue"
time = { exponential = "1 h" }
next = "gone"
"#;

/// The mean wait in M/M/c with service of mean one, by Erlang's C formula.
fn wait(servers: u32, load: f64) -> f64 {
    let mut term = 1.0;
    let mut below = 0.0;
    for number in 0..servers {
        below += term;
        term *= load / f64::from(number + 1);
    }
    let servers = f64::from(servers);
    let all_busy = term * servers / (servers - load);
    all_busy / (below + all_busy) / (servers - load)
}

/// By Burke's theorem each station is a queue of its own, so that an effect is a difference of two waits.
#[test]
fn the_bottleneck_of_a_tandem_is_first_and_effects_are_those_of_theory() {
    let why = ask("tandem.toml", TANDEM, "visit_time", 40, Duration::DAY * 200);
    let words: Vec<&str> = why.effects.iter().map(|effect| effect.words.as_str()).collect();
    assert_eq!(words, ["1 more space in second", "1 more space in first"]);
    let right = [wait(3, 1.6) - wait(2, 1.6), wait(5, 1.6) - wait(4, 1.6)];
    for (effect, right) in why.effects.iter().zip(right) {
        let change = effect.change;
        // Four standard errors: twice the interval's half width, about.
        let allowed = (change.high - change.low) + 1e-4;
        assert!((change.mean - right).abs() < allowed, "{effect:?} and not {right}");
        assert!(change.high < 0.0 && effect.worse < 0.05, "one more never hurts here: {effect:?}");
    }
    assert_eq!(why.effects.iter().map(|effect| effect.cost_a_day).collect::<Vec<_>>(), [Some(120.0), None]);
    let whole: f64 = why.time.iter().map(|it| it.share).sum();
    assert!((whole - 1.0).abs() < 1e-9);
    let longest_wait = why.time.iter().find(|it| it.waits).expect("some wait");
    assert_eq!(longest_wait.words, "waiting for a space in second (way.two)");
    let now = why.now.expect("visits ended").mean;
    let hours: f64 = why.time.iter().map(|it| it.hours).sum();
    assert!((hours / now - 1.0).abs() < 0.01, "time a visit {now}, and divided {hours}");
}

/// Known visits: the first has the only bed from 2 h to 102 h. The next two wait for it from 27 h and from 51 h on.
const JAM: &str = r#"
onward = 1
name = "Jam"
[run]
start = "2026-01-05 00:00"
[place.ed]
kind = "emergency"
spaces = "5 cubicles"
[place.ward]
kind = "ward"
spaces = "1 bed"
[arrivals.all]
visits = [
    { at = "1 h", times = ["1 h", "100 h"] },
    { at = "26 h", times = ["1 h", "1 h"] },
    { at = "50 h", times = ["1 h", "1 h"] },
]
pathway = "way"
[pathway.way.assess]
at = "ed"
time = { exponential = "1 h" }
next = "stay"
[pathway.way.stay]
into = ["ward"]
time = { exponential = "1 h" }
next = "home"
"#;

#[test]
fn the_worst_day_and_its_chain_are_told() {
    let why = ask("jam.toml", JAM, "boarding_count", 2, Duration::DAY * 6);
    let worst = why.worst.expect("visits board");
    // Both board all of the fourth day.
    assert_eq!((worst.day, worst.value, worst.number), (4, 2.0, 2));
    assert_eq!(worst.at, "2026-01-08 00:00");
    let places: Vec<_> = worst.chain.iter().map(|link| (link.place.as_str(), link.is_full)).collect();
    assert_eq!(places, [("ed", false), ("ward", true)]);
    assert_eq!(worst.chain[0].waits, [(WaitsFor::Place("ward".to_owned()), 2)]);
    assert_eq!((worst.chain[1].busy, worst.chain[1].wanted_by, worst.end), (1, 2, End::NobodyWaits));
    // One more bed ends it: 75 h and 51 h of waiting in six days, and an hour more while the third waits for the second.
    let bed = &why.effects[0];
    assert_eq!(bed.words, "1 more bed in ward");
    let boarded = [27.0, 51.0].map(|from| 102.0 - from).iter().sum::<f64>() + 1.0;
    assert!((bed.change.mean + boarded / 144.0).abs() < 1e-9, "{bed:?}");
}
