//! What the sampler draws over all words, against the distribution it was made of.

use super::*;
use crate::distribution::Phase;
use crate::maths::sqrt;

const DAY: f64 = 86_400_000.0;

/// One of each smooth family, with coefficients of variation up to 3, in the sizes of a hospital.
fn smooth() -> Vec<Distribution> {
    [
        Distribution::exponential(3.0 * DAY),
        Distribution::triangular(0.1 * DAY, 0.2 * DAY, DAY),
        Distribution::normal(2.0 * DAY, 3.0 * DAY),
        Distribution::normal_between(2.0 * DAY, DAY, DAY, 2.2 * DAY),
        Distribution::lognormal_mean_cv(6.0 * DAY, 0.2),
        Distribution::lognormal_mean_cv(6.0 * DAY, 1.3),
        Distribution::lognormal_mean_cv(6.0 * DAY, 3.0),
        Distribution::gamma_mean_cv(6.0 * DAY, 0.1),
        Distribution::gamma_mean_cv(6.0 * DAY, 3.0),
        Distribution::weibull_mean_shape(DAY, 0.5),
        Distribution::weibull_mean_shape(DAY, 4.0),
        Distribution::erlang(3, DAY),
        Distribution::phase_type(vec![
            Phase { mean: DAY, onward: 0.2 },
            Phase { mean: 20.0 * DAY, onward: 0.0 },
        ]),
    ]
    .into_iter()
    .map(|made| made.expect("the parameters of the test make a distribution"))
    .collect()
}

fn table_of(sampler: &Sampler) -> (Arc<Table>, f64) {
    let Kind::Table(table, unit) = &sampler.kind else {
        panic!("a smooth distribution is drawn from a table")
    };
    (Arc::clone(table), *unit)
}

/// Mean and variance of what all words draw, in milliseconds.
fn moments(sampler: &Sampler) -> (f64, f64) {
    let (table, unit) = table_of(sampler);
    let (mean, variance) = table.moments();
    (mean * unit, variance * unit * unit)
}

#[test]
fn a_shared_table_draws_what_one_of_its_own_would() {
    for distribution in smooth() {
        let own = Table::new(|p| distribution.quantile(p));
        let sampler = Sampler::new(&distribution);
        for word in (0..=u32::MAX).step_by(0x0001_2345) {
            let off = sampler.draw(word) - own.draw(word, 1.0);
            assert!(off.millis().abs() <= 1, "{distribution:?} at {word}: {off:?}");
        }
    }
}

#[test]
fn distributions_of_one_shape_share_their_table_and_others_do_not() {
    let of = |mean: f64, cv: f64| {
        Sampler::new(&Distribution::lognormal_mean_cv(mean, cv).expect("both are positive"))
    };
    let [short, long, wide] = [of(DAY, 1.3), of(30.0 * DAY, 1.3), of(DAY, 1.4)].map(|it| table_of(&it).0);
    assert!(Arc::ptr_eq(&short, &long));
    assert!(!Arc::ptr_eq(&short, &wide));
    // What would be longer than the longest is cut off in a table of its own.
    let endless = of(1e15, 1.3);
    assert!(!Arc::ptr_eq(&short, &table_of(&endless).0));
    assert_eq!(endless.draw(u32::MAX), Duration::from_millis(2_251_799_813_685_248));
}

#[test]
fn mean_and_variance_over_all_words_are_those_of_the_distribution() {
    for distribution in smooth() {
        let (mean, variance) = moments(&Sampler::new(&distribution));
        let mean_error = mean / distribution.mean() - 1.0;
        let variance_error = variance / distribution.variance() - 1.0;
        assert!(mean_error.abs() < 1e-4, "{distribution:?}: {mean_error}");
        // The words end at 1 - 2^-33: the widest lognormal loses some of its square beyond.
        let cv = distribution.sd() / distribution.mean();
        let allowed = if cv < 2.0 { 1e-4 } else { 1e-3 };
        assert!(variance_error.abs() < allowed, "{distribution:?}: {variance_error}");
    }
    // The figure that the module's documentation gives.
    let (mean, _) = moments(&Sampler::new(&smooth()[0]));
    let error = mean / (3.0 * DAY) - 1.0;
    assert!((2e-6..1e-5).contains(&error), "{error}");
}

/// Where the quantile goes as the k-th power of the tail, a chord is off by at most k (k − 1) / (8 · 64²) of it: for the
/// lower tail of the gamma with coefficient of variation 3, where k is 9, by 0.0022.
#[test]
fn every_word_is_near_its_quantile() {
    for distribution in smooth() {
        let sampler = Sampler::new(&distribution);
        for word in probes() {
            let exact = distribution.quantile(unit_open(word));
            let drawn = sampler.draw(word).millis() as f64;
            assert!((drawn - exact).abs() <= 0.5 + 3e-3 * exact, "{distribution:?} {word}: {drawn} {exact}");
        }
    }
}

/// Words at both ends, about every octave's end, and spread over all.
fn probes() -> Vec<u32> {
    let mut words: Vec<u32> = (0..300).collect();
    for octave in 8..32 {
        let end = 1_u32 << octave;
        words.extend((0..64).flat_map(|cell| {
            let start = end + cell * (end >> 6);
            [start - 1, start, start + (end >> 7)]
        }));
    }
    words.extend((0..20_000_u32).map(|n| n.wrapping_mul(214_748)));
    let upper: Vec<u32> = words.iter().map(|word| !word).collect();
    words.extend(upper);
    words.sort_unstable();
    words
}

#[test]
fn a_greater_word_never_draws_less() {
    let mut samplers: Vec<Sampler> = smooth().iter().map(Sampler::new).collect();
    samplers.extend(exact().iter().map(Sampler::new));
    for sampler in samplers {
        let drawn: Vec<Duration> = probes().into_iter().map(|word| sampler.draw(word)).collect();
        let falls = drawn.windows(2).position(|pair| pair[1] < pair[0]);
        assert_eq!(falls, None);
        assert!(drawn[0] >= Duration::ZERO);
    }
}

/// Distributions that are inverted exactly, word by word.
fn exact() -> Vec<Distribution> {
    [
        Distribution::deterministic(1234.0),
        Distribution::uniform(1000.0, 5000.0),
        Distribution::quantiles(vec![(0.0, 0.0), (0.1, 1000.0), (0.7, 1000.0), (1.0, 90_000.0)]),
        Distribution::empirical(vec![5.0, 100.0, 20.0]),
        Distribution::empirical_weighted(vec![(1.0, 0.0), (7.0, 1.0), (9.0, 2.0)]),
        Distribution::uniform(10.0, 20.0).and_then(|of| Distribution::scaled(100.0, of)),
    ]
    .into_iter()
    .map(|made| made.expect("the parameters of the test make a distribution"))
    .collect()
}

#[test]
fn distributions_in_steps_and_pieces_are_inverted_exactly() {
    for distribution in exact() {
        let sampler = Sampler::new(&distribution);
        for word in probes() {
            let value = Duration::from_millis_f64(distribution.quantile(unit_open(word)));
            let off = (sampler.draw(word) - value).millis().abs();
            // Two ways of rounding may fall on two sides of a half.
            assert!(off <= 1, "{distribution:?} {word}");
        }
    }
}

#[test]
fn a_mixture_gives_each_part_all_its_words() {
    let mixture = Distribution::mixture(vec![
        (0.25, Distribution::uniform(0.0, 1000.0).expect("0 is below 1000")),
        (0.0, Distribution::deterministic(1.0).expect("1 is not negative")),
        (0.75, Distribution::uniform(2000.0, 10_000.0).expect("2000 is below 10000")),
    ])
    .expect("the shares sum to 1");
    let sampler = Sampler::new(&mixture);
    for (word, millis) in [
        (0, 0),
        (0x2000_0000, 500),
        (0x3FFF_FFFF, 1000),
        (0x4000_0000, 2000),
        (0xA000_0000, 6000),
        (0xFFFF_FFFF, 10_000),
    ] {
        assert_eq!(sampler.draw(word), Duration::from_millis(millis), "{word:#x}");
    }
    let alone = Distribution::mixture(vec![(1.0, smooth()[0].clone())]).expect("one share of 1");
    let (alone, plain) = (Sampler::new(&alone), Sampler::new(&smooth()[0]));
    for word in probes() {
        assert_eq!(alone.draw(word), plain.draw(word));
    }
}

/// False alarms: 5 standard errors of a mean are passed once in 1.7 million; the seed is fixed.
#[test]
fn a_million_draws_have_the_mean() {
    let streams = crate::Streams::new(crate::Seed(2026), 0);
    for distribution in smooth() {
        let sampler = Sampler::new(&distribution);
        let draws = 1_000_000;
        let total: Duration = (0..draws / 4)
            .flat_map(|visit| streams.of(0, visit).block(0))
            .map(|word| sampler.draw(word))
            .sum();
        let mean = total.millis() as f64 / draws as f64;
        let error = distribution.sd() / sqrt(draws as f64);
        assert!((mean - distribution.mean()).abs() < 5.0 * error, "{distribution:?}: {mean}");
    }
}
