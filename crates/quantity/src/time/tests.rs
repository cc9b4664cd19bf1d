//! Arithmetic at the edges, and texts there and back.

use super::*;
use proptest::prelude::*;

#[test]
fn durations_are_read_as_people_write_them() {
    for (text, millis) in [
        ("90 min", 5_400_000),
        ("90min", 5_400_000),
        ("3 h", 10_800_000),
        ("2.5 days", 216_000_000),
        ("1 day", 86_400_000),
        ("1 d", 86_400_000),
        ("45 s", 45_000),
        ("45 sec", 45_000),
        ("250 ms", 250),
        ("1 week", 604_800_000),
        ("2 weeks", 1_209_600_000),
        ("1 h 30 min", 5_400_000),
        ("1h30min", 5_400_000),
        (" 1 minute 1 second ", 61_000),
        ("2 years", 63_072_000_000),
        ("1,000 hours", 3_600_000_000),
        ("0 h", 0),
        ("3723.004 s", 3_723_004),
        ("0.4 ms", 0),
    ] {
        assert_eq!(text.parse(), Ok(Duration(millis)), "{text}");
    }
}

#[test]
fn what_is_not_a_duration_is_said_to_be_none() {
    for text in
        ["", "90", "min", "90 mins ago", "-3 h", "3 fortnights", "3 h 20", "1e3 h", "999999999999 years"]
    {
        let error = text.parse::<Duration>().expect_err(text).to_string();
        assert_eq!(
            error,
            format!(
                "\"{text}\" is not a duration; write a number and a unit, such as \"90 min\", \"3 h\" or \"2 days\""
            )
        );
    }
}

#[test]
fn durations_are_printed_in_the_largest_unit_that_is_exact() {
    for (millis, text) in [
        (0, "0 h"),
        (250, "250 ms"),
        (1, "1 ms"),
        (36_000, "36 s"),
        (90_000, "1.5 min"),
        (5_400_000, "1.5 h"),
        (3_723_004, "3723.004 s"),
        (60_000, "1 min"),
        (86_400_000, "1 day"),
        (216_000_000, "2.5 days"),
        (604_800_000, "1 week"),
        (90 * 86_400_000, "90 days"),
        (365 * 86_400_000, "1 year"),
        (-5_400_000, "-1.5 h"),
        (i64::MAX, "9223372036854775.807 s"),
        (i64::MIN, "-9223372036854775.808 s"),
    ] {
        assert_eq!(Duration(millis).to_string(), text);
        assert_eq!(Instant(millis).to_string(), text);
    }
    assert_eq!(format!("[{:>8}]", Duration::HOUR), "[     1 h]");
}

#[test]
fn instants_and_durations_add_up() {
    let noon = Instant::START + Duration::HOUR * 12;
    assert_eq!(noon - Duration::DAY, Instant::from_millis(-43_200_000));
    assert_eq!(noon - Instant::START, Duration::from_hours(12.0));
    assert_eq!((noon - Instant::START).days(), 0.5);
    assert_eq!(Duration::WEEK / Duration::DAY, 7.0);
    assert_eq!(-Duration::HOUR + Duration::MINUTE * 60, Duration::ZERO);
    let mut clock = noon;
    clock += Duration::SECOND;
    assert_eq!((clock - noon).millis(), 1000);
    let total: Duration = [Duration::HOUR, Duration::MINUTE].into_iter().sum();
    assert_eq!(total - Duration::HOUR, Duration::MINUTE);
}

#[test]
fn fractions_of_milliseconds_are_rounded() {
    for (millis, rounded) in [
        (0.499_999_999_999_999_94, 0),
        (0.5, 1),
        (1.5, 2),
        (2.4, 2),
        (-3.0, 0),
        (f64::NAN, 0),
        (f64::NEG_INFINITY, 0),
        (9_007_199_254_740_992.0, 9_007_199_254_740_992),
        (1e300, i64::MAX),
        (f64::INFINITY, i64::MAX),
    ] {
        assert_eq!(Duration::from_millis_f64(millis).millis(), rounded, "{millis}");
    }
    assert_eq!(Duration::from_hours(-1.5).millis(), -5_400_000);
    assert_eq!(Duration::from_hours(f64::INFINITY), Duration::MAX);
    assert_eq!(Duration::from_millis(5_400_000).hours(), 1.5);
}

proptest! {
    #[test]
    fn a_printed_duration_reads_back_as_it_was(millis in 0..1_000_000_000_000_000_i64, minutes in 0..10_000_i64) {
        for duration in [Duration(millis), Duration::MINUTE * minutes] {
            prop_assert_eq!(duration.to_string().parse(), Ok(duration));
        }
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "[0-9., £%/a-z-]{0,20}|.{0,20}") {
        let _: Result<Duration, _> = text.parse();
        let _: Result<crate::Rate, _> = text.parse();
        let _: Result<crate::Money, _> = text.parse();
        let _: Result<crate::MoneyRate, _> = text.parse();
        let _: Result<crate::Share, _> = text.parse();
        let _: Result<crate::Count, _> = text.parse();
    }
}
