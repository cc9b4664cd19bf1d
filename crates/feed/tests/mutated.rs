//! Two hundred thousand messages changed at random: nothing panics and nothing is lost. `cargo xtask fuzz feed` tries more.

mod common;

use common::mutate::{Chance, Seen, check, mutated};
use common::{TEACHING, hospital, plain_feed, times};

#[test]
fn nothing_panics_and_nothing_is_lost() {
    let hospital = hospital(TEACHING);
    let (mut feed, times) = (plain_feed(&hospital), times(&hospital));
    let (mut chance, mut seen) = (Chance(2026), Seen::default());
    for number in 0..200_000 {
        // Registries grow with every visit: each thousand begins with an empty one.
        if number % 1000 == 0 {
            feed = plain_feed(&hospital);
        }
        check(&mut feed, &times, &mutated(&mut chance), &mut seen);
    }
    assert!(seen.understood > 50_000 && seen.rejected > 20_000, "both are tried: {seen:?}");
}

/// A mebibyte each, of what makes careless parsers look at everything again for every piece: they would take hours.
#[test]
fn long_inputs_are_read_in_proportion_to_their_length() {
    let hospital = hospital(TEACHING);
    let times = times(&hospital);
    let header = "MSH|^~\\&|A|B|||20260105060500||ADT^A40|1|P|2.5\rEVN|A40|20260105060500\r";
    for piece in [
        "~",
        "^",
        "&",
        "|",
        "\\",
        "\\X41\\",
        "\r",
        "\n",
        "*\r",
        "ZZ|1\r",
        "PID|||1\r",
        "PID|||1\rMRG|2\r",
        "MRG|2\r",
        "PV1|1\r",
        "\u{fc}",
        "MSH|",
        "\rMSH|^~\\&|A|B",
        "BTS|1\r",
        "\u{b}",
        "\"\"",
    ] {
        for before in ["", "PID|1||P1~", "PID|1||", "PV1|1|E|"] {
            let text = format!("{header}{before}{}", piece.repeat((1 << 20) / piece.len()));
            for text in [text.replace("A40", "A01"), text] {
                let mut feed = plain_feed(&hospital);
                feed.most_bytes = 2 << 20;
                check(&mut feed, &times, text.as_bytes(), &mut Seen::default());
            }
        }
    }
}

#[test]
fn a_message_that_is_too_long_is_refused() {
    let hospital = hospital(TEACHING);
    let long = format!("MSH|^~\\&|{}", "A".repeat(1 << 20));
    let read = plain_feed(&hospital).read(long.as_bytes(), quantity::Instant::START);
    assert_eq!(read.rejected[0].code, feed::Code::TooLong);
    assert_eq!(read.rejected[0].bytes, long.as_bytes());
}
