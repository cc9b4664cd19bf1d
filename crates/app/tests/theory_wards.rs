//! Wards: cases 1 (unlimited, finite and pooled beds) and 13 (a daily wave).

#![allow(
    clippy::disallowed_methods,
    reason = "the last bits of a sine do not matter to four standard errors"
)]

mod support;

use hospital::{Hospital, Movement, Opening, Sink};
use quantity::{Duration, Instant};
use support::{Checks, Found, PLAIN, Value, With, listen, simulate};

/// P(N = c) over P(N ≤ c) of the occupied spaces of a place, over all replications.
fn delayed(found: &Found, place: &str, beds: u32) -> Value {
    let shares = found.distribution(&format!("{place}.occupied_spaces"));
    let within: f64 =
        shares.iter().filter(|(number, _)| *number <= f64::from(beds)).map(|(_, share)| share).sum();
    let at = shares.iter().find(|(number, _)| *number == f64::from(beds)).map_or(0.0, |(_, share)| *share);
    Value { mean: at / within, error: 0.0 }
}

const ASU: [(u32, f64); 6] =
    [(9, 0.1806), (10, 0.1283), (11, 0.0867), (12, 0.0556), (13, 0.0337), (14, 0.0192)];
const REHAB: [(u32, f64); 6] =
    [(10, 0.2015), (12, 0.1091), (13, 0.0754), (14, 0.0497), (15, 0.0312), (16, 0.0186)];
const MORE_ASU: [(u32, f64); 5] = [(10, 0.1471), (11, 0.1026), (12, 0.0681), (13, 0.0429), (14, 0.0255)];
const MORE_REHAB: [(u32, f64); 5] = [(12, 0.1276), (13, 0.0910), (14, 0.0622), (15, 0.0406), (16, 0.0252)];

/// Exact: Erlang's loss formula of the offered loads, 8.14549 and 9.71822 beds. The tolerance is that of the case.
#[test]
fn the_chance_of_delay_is_erlangs_loss() {
    const TOLERANCE: f64 = 0.006;
    let mut checks = Checks::new("stroke wards: chance of delay by beds");
    for (options, asu, rehab) in
        [(&[][..], &ASU[..], &REHAB[..]), (&["five_percent_more"], &MORE_ASU, &MORE_REHAB)]
    {
        let found = simulate("cases/stroke-wards.toml", With { options, ..PLAIN });
        if options.is_empty() {
            checks.precise("asu, load", found.place("asu", "occupied_spaces"), 8.145_49, 0.01);
            checks.precise("rehab, load", found.place("rehab", "occupied_spaces"), 9.718_22, 0.01);
        }
        for (place, exact) in [("asu", asu), ("rehab", rehab)] {
            for &(beds, share) in exact {
                checks.within(
                    &format!("{place} {beds} {options:?}"),
                    delayed(&found, place, beds),
                    share,
                    TOLERANCE,
                );
            }
        }
    }
    checks.judge();
}

/// With so many beds and the others lost, the same share is lost: the formula holds for any law of the stays. One ward is
/// finite at a time, because what a finite ward sends on is no longer a Poisson stream.
#[test]
fn finite_wards_lose_what_the_unlimited_ones_foretell() {
    let mut checks = Checks::new("stroke wards: lost by beds");
    for (place, pathway, exact) in [("asu", "acute", &ASU[..]), ("rehab", "rehabilitation", &REHAB[..])] {
        for &(beds, share) in exact.iter().step_by(2) {
            let (spaces, to) = (format!("place.{place}.spaces"), format!("{beds} beds"));
            let settings = [(spaces.as_str(), to.as_str()), ("run.collect", "10 years")];
            let found = simulate("cases/stroke-wards.toml", With { settings: &settings, ..PLAIN });
            checks.within(&format!("{place} {beds}, full"), found.place(place, "full_share"), share, 0.006);
            checks.within(
                &format!("{place} {beds}, lost"),
                found.pathway(pathway, "turned_away_share"),
                share,
                0.006,
            );
        }
    }
    checks.judge();
}

/// 22 and 26 beds for all: Erlang's loss formula of the loads together.
#[test]
fn pooled_beds_lose_less() {
    let mut checks = Checks::new("pooled beds: turned away");
    for (beds, share) in [("22 beds", 0.0629), ("26 beds", 0.0158)] {
        let settings = [("place.unit.spaces", beds)];
        let found = simulate("cases/stroke-pooled.toml", With { settings: &settings, ..PLAIN });
        checks.precise(&format!("{beds}, full"), found.place("unit", "full_share"), share, 0.015);
    }
    checks.judge();
}

/// Some beds for acute patients only, some for rehabilitation only, the others for both, who finds none is lost: a product
/// form over the numbers of both that fit.
#[test]
fn partly_pooled_beds_are_a_product_form() {
    let mut checks = Checks::new("partly pooled beds: acute and rehabilitation lost");
    let published = [
        ([11, 11, 4], [0.0169, 0.0357]),
        ([11, 10, 5], [0.0136, 0.0363]),
        ([10, 10, 6], [0.0153, 0.0259]),
        ([10, 9, 7], [0.0139, 0.0262]),
        ([9, 9, 8], [0.0152, 0.0204]),
        ([9, 8, 9], [0.0147, 0.0205]),
    ];
    for (beds, published) in published {
        let exact = product_form(beds);
        let [acute, rehab, pool] = beds;
        let spaces = format!("{} beds", acute + rehab + pool);
        let limits =
            format!(r#"{{ "acute.stay" = {}, "rehabilitation.stay" = {} }}"#, acute + pool, rehab + pool);
        let settings = [("place.unit.spaces", spaces.as_str()), ("place.unit.limits", limits.as_str())];
        let found = simulate("cases/stroke-pooled.toml", With { settings: &settings, ..PLAIN });
        for (number, pathway) in ["acute", "rehabilitation"].into_iter().enumerate() {
            assert!((exact[number] - published[number]).abs() <= 0.000_051, "{exact:?} is not {published:?}");
            let what = format!("{acute} + {rehab} + {pool}: {pathway}");
            checks.precise(&what, found.pathway(pathway, "turned_away_share"), exact[number], 0.015);
        }
    }
    checks.judge();
}

/// The shares of time in which an acute and a rehabilitation patient would find no bed, with so many beds for the acute,
/// for rehabilitation and for both: numbers x and y have the weight aˣ/x! bʸ/y! of their loads where they fit.
fn product_form([acute, rehab, pool]: [u32; 3]) -> [f64; 2] {
    let (most_acute, most_rehab, most) = (acute + pool, rehab + pool, acute + rehab + pool);
    let (mut all, mut lost) = (0.0, [0.0; 2]);
    let mut of_acute = 1.0;
    for x in 0..=most_acute {
        let mut weight = of_acute;
        for y in 0..=most_rehab.min(most - x) {
            all += weight;
            lost[0] += if x == most_acute || x + y == most { weight } else { 0.0 };
            lost[1] += if y == most_rehab || x + y == most { weight } else { 0.0 };
            weight *= 9.718_22 / f64::from(y + 1);
        }
        of_acute *= 8.145_49 / f64::from(x + 1);
    }
    lost.map(|lost| lost / all)
}

/// The first harmonic of the number in the only place, over whole days.
struct Harmonic {
    present: i64,
    since: Instant,
    mean: f64,
    sine: f64,
    cosine: f64,
}

/// Radians a millisecond: once round a day.
const TURN: f64 = 2.0 * std::f64::consts::PI / Duration::DAY.millis() as f64;

impl Harmonic {
    fn new(_: &Hospital) -> Self {
        Self { present: 0, since: Instant::START, mean: 0.0, sine: 0.0, cosine: 0.0 }
    }

    fn pass(&mut self, at: Instant) {
        if at > self.since {
            let (from, to) = (TURN * self.since.millis() as f64, TURN * at.millis() as f64);
            let present = self.present as f64;
            self.mean += present * (to - from);
            self.sine += present * (from.cos() - to.cos());
            self.cosine += present * (to.sin() - from.sin());
            self.since = at;
        }
    }

    /// Mean, amplitude, and hours by which the peak comes after that of the arrivals.
    fn figures(&self) -> Vec<f64> {
        let whole = TURN * (self.since - Instant::START).millis() as f64;
        let (sine, cosine) = (2.0 * self.sine / whole, 2.0 * self.cosine / whole);
        // N = m + a sin(wt) + b cos(wt) is m + A sin(wt - lag).
        let lag = (-cosine).atan2(sine) * 24.0 / (2.0 * std::f64::consts::PI);
        vec![self.mean / whole, (sine * sine + cosine * cosine).sqrt(), lag]
    }
}

impl Sink for Harmonic {
    fn movement(&mut self, movement: &Movement) {
        self.pass(movement.at);
        match movement.kind {
            hospital::MovementKind::Begins { .. } => self.present += 1,
            hospital::MovementKind::Left { .. } => self.present -= 1,
            hospital::MovementKind::Arrived { .. }
            | hospital::MovementKind::Waits { .. }
            | hospital::MovementKind::Parked { .. }
            | hospital::MovementKind::Moved { .. }
            | hospital::MovementKind::Paused { .. }
            | hospital::MovementKind::Placed
            | hospital::MovementKind::Ended { .. }
            | hospital::MovementKind::NeedsFewer { .. }
            | hospital::MovementKind::FitToLeave => {}
        }
    }
    fn opening(&mut self, _opening: &Opening) {}
    fn finish(&mut self, at: Instant) {
        self.pass(at);
    }
}

/// Exact: Eick, Massey and Whitt, "Mt/G/∞ queues with sinusoidal arrival rates", 1993.
#[test]
fn a_daily_wave_is_flatter_and_later_in_the_beds() {
    let mut checks = Checks::new("a daily wave: mean, amplitude, lag (h)");
    let sets = [(&[][..], [72.0, 9.053_38, 5.3971]), (&["short_stays"], [12.0, 6.629_96, 3.0880])];
    for (options, exact) in sets {
        let found =
            listen("cases/daily-wave.toml", With { options, ..PLAIN }, Harmonic::new, Harmonic::figures);
        for ((what, seen), exact) in ["mean", "amplitude", "lag"].into_iter().zip(found).zip(exact) {
            checks.exact(&format!("{what} {options:?}"), seen, exact);
        }
    }
    checks.judge();
}
