//! Nothing that stands in a file makes the reader panic.

use description::{Request, Setting, read};
use proptest::prelude::*;

const EVERYTHING: &str = include_str!("everything.toml");

fn read_whatever(text: &str, settings: &[Setting]) {
    let request = Request { file: "any.toml", text, settings, options: &["more_care".to_owned()] };
    let result = read(&request, &mut |_| Ok("at,times\n1 h,2 h\n".to_owned()));
    if let Err(problems) = result {
        assert!(!problems.is_empty(), "what is refused is refused for a reason");
        for problem in problems {
            assert!(
                !problem.what.is_empty() && !problem.instead.is_empty() && !problem.to_string().is_empty()
            );
        }
    }
}

/// Pieces that mean something, so that edits go deeper than the parser.
const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "\"",
    "'",
    "\n",
    ".",
    "0",
    "-1",
    "1e308",
    "nan",
    "inf",
    "true",
    "by",
    "other",
    "place",
    "spaces",
    "unlimited",
    "[place.x]\n",
    "[[place]]\n",
    "visits_from",
    "\"any ward\"",
    "high",
    "exponential",
    "4 h",
    "£",
    "é",
    "\u{0}",
    "99999999999999999999",
    "2026-01-05",
    "08-20",
    "home",
    "next",
    "rate",
    "\"0 h\"",
    "-5",
    "0.0",
    "\"\"",
    "arrivals",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_files_are_read_or_refused(edits in prop::collection::vec((0.0..1.0_f64, 0..30_usize, 0..PIECES.len()), 1..6)) {
        let mut text = EVERYTHING.to_owned();
        for (place, length, piece) in edits {
            let mut from = (place * text.len() as f64) as usize;
            while !text.is_char_boundary(from) { from -= 1; }
            let mut until = (from + length).min(text.len());
            while !text.is_char_boundary(until) { until += 1; }
            text.replace_range(from..until, PIECES[piece]);
        }
        read_whatever(&text, &[]);
    }

    #[test]
    fn edited_bytes_are_read_or_refused(edits in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..8)) {
        let mut bytes = EVERYTHING.as_bytes().to_vec();
        for (place, byte) in edits {
            let at = (place * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        read_whatever(&String::from_utf8_lossy(&bytes), &[]);
    }

    #[test]
    fn any_setting_is_read_or_refused(
        path in prop::sample::select(vec![
            "place.ed.spaces", "place.ed.queue", "place.ward_3.accepts", "arrivals.ambulance.by_hour", "arrivals.known.visits.0.at",
            "pathway.emergency.assess.next", "pathway.emergency.admit.into", "patient.acuity.shares", "run.start", "run", "place", "onward",
            "arrivals.walk_in.rate", "pathway.emergency", "roster.ed_spaces", "option.more_care.changes", "place.ed.park.limit", "", ".", "a..b",
        ]),
        value in prop_oneof![
            any::<String>(),
            prop::sample::select(vec!["0", "-1", "1.5", "\"\"", "[]", "{}", "[[]]", "{ by = \"acuity\" }", "{ by = 1 }", "[[[1]]]", "true", "nan", "inf", "unlimited"]).prop_map(str::to_owned),
        ],
    ) {
        read_whatever(EVERYTHING, &[Setting { path: path.to_owned(), value }]);
    }
}

#[test]
fn deep_and_long_files_are_refused() {
    let deep = 20_000;
    for text in [
        format!("x = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}1{}", "{ a = ".repeat(deep), " }".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]", "a.".repeat(deep)),
        format!("x = {{ {}a = 1 }}", "a.".repeat(deep)),
        "[place.a]\n".repeat(deep / 10),
        "\u{feff}onward = 1".to_owned(),
        "x".repeat(1_000_000),
        "= \n".repeat(deep / 10),
    ] {
        read_whatever(&text, &[Setting { path: "a.".repeat(deep) + "a", value: "[".repeat(deep) }]);
    }
}
