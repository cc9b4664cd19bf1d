//! What is wrong is said at once, all of it, with what would be right; and the exit status tells which sort it is.

use crate::files::{QUEUE, SMALL, directory, file, run};

#[test]
fn wrong_usage_is_told_from_a_wrong_file() {
    let at = directory("messages");
    file(&at, "queue.toml", QUEUE);
    file(&at, "small.toml", SMALL);
    file(&at, "latin.toml", b"onward = 1\nname = \"Caf\xe9\"\n");
    file(&at, "wrong.toml", QUEUE.replace("1 server", "one").replace("at = \"server\"", "at = \"sever\""));
    let simulate = |arguments: &[&str]| run(&at, &[&["simulate"], arguments].concat());
    for (arguments, code, says) in [
        (&["none.toml"][..], 1, "there is no file none.toml (looked for "),
        (&["none.toml"], 1, "the directory has latin.toml, queue.toml, small.toml, wrong.toml"),
        (&["none/none.toml"], 1, "there is no directory none either"),
        (&["."], 1, ". is a directory; give the hospital file in it"),
        (&["latin.toml"], 1, "latin.toml:2: this is not text in UTF-8"),
        (&["wrong.toml"], 1, "error: 2 problems"),
        (&["queue.toml", "--set", "place.server.spaces"], 2, "write a path, = and a value"),
        (&["queue.toml", "--set", "place.sever.spaces=2 beds"], 1, "did you mean `place.server.spaces`?"),
        (&["queue.toml", "--set", "place.server.spaces=2"], 1, "write `\"2 spaces\"`"),
        (&["small.toml", "--with", "more_cars"], 1, "did you mean `more_care`?"),
        (&["small.toml", "--with", "elephants"], 1, "the options are: `more_care`"),
        (
            &["queue.toml", "--for", "365"],
            2,
            "write a number and a unit, such as \"90 min\", \"3 h\" or \"2 days\"",
        ),
        (&["queue.toml", "--warm-up", "-3 days"], 2, "\"-3 days\" is not a duration"),
        (&["queue.toml", "--for", "0 days"], 2, "this is no time at all"),
        (&["queue.toml", "--runs", "0"], 2, "write a whole number from 1"),
        (&["queue.toml", "--threads", "0"], 2, "write a whole number from 1"),
        (&["queue.toml", "--precision", "0%"], 2, "no number of runs makes a figure exact"),
        (&["queue.toml", "--precise", "present"], 2, "--precision"),
        (
            &["queue.toml", "--precision", "2%", "--precise", "presence"],
            1,
            "`presence` is not a measure of the hospital",
        ),
        (
            &["queue.toml", "--precision", "2%", "--precise", "place.a.present"],
            1,
            "no place is called `a`; there are server",
        ),
        (&["queue.toml", "--movements", "none/m.csv"], 1, "there is no directory none"),
        (&["queue.toml", "--movements", "m.txt"], 1, "end the name m.txt in .csv or .parquet"),
        (
            &["queue.toml", "--movements", "m.csv", "--movements-of", "0"],
            2,
            "write a whole number from 1, or all",
        ),
        (&["queue.toml", "--report", "none/r.html"], 1, "there is no directory none"),
        (&[], 2, "<FILE>"),
    ] {
        let ran = simulate(arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?} should say {says}, but says\n{}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[test]
fn every_problem_is_shown_with_its_place() {
    let at = directory("problems");
    file(&at, "wrong.toml", QUEUE.replace("1 server", "one").replace("at = \"server\"", "at = \"sever\""));
    let ran = run(&at, &["check", "wrong.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    for says in [
        "wrong.toml:12:10: ",
        "wrong.toml:19:6: ",
        "did you mean `server`?",
        "^^^^^^^",
        "error: 2 problems\n",
    ] {
        assert!(ran.err.contains(says), "{says} is not in\n{}", ran.err);
    }
}

#[test]
fn a_file_beside_the_hospital_file_is_read_and_one_above_is_not() {
    let at = directory("beside");
    let listed = |name: &str| QUEUE.replace("rate = \"12 / h\"", &format!("visits_from = \"{name}\""));
    std::fs::create_dir(at.join("below")).expect("the directory of tests can be written");
    file(&at, "below/visits.csv", "at_hours\n1\n2.5\n");
    file(&at, "sound.toml", listed("below/visits.csv"));
    file(&at, "missing.toml", listed("visits.csv"));
    file(&at, "below/above.toml", listed("../visits.csv"));
    let sound = run(at.parent().expect("it is below the others"), &["check", "beside/sound.toml"]);
    assert_eq!(sound.code, Some(0), "{}", sound.err);
    assert!(sound.out.contains("all: 2 known visits, to queue.serve"), "{}", sound.out);
    let missing = run(&at, &["check", "missing.toml"]);
    assert!(
        missing.err.contains("`visits.csv` cannot be read: there is no file visits.csv"),
        "{}",
        missing.err
    );
    let above = run(&at, &["check", "below/above.toml"]);
    assert!(above.err.contains("only files beside the hospital file"), "{}", above.err);
    assert_eq!((missing.code, above.code), (Some(1), Some(1)));
}
