//! Every family of distributions against values from elsewhere, and against itself.

use std::f64::consts::E;

use quantity::{Distribution, InvalidDistribution, Phase, maths};

fn made(distribution: Result<Distribution, InvalidDistribution>) -> Distribution {
    distribution.expect("the parameters of the test make a distribution")
}

fn phase(mean: f64, onward: f64) -> Phase {
    Phase { mean, onward }
}

fn coxian() -> Distribution {
    made(Distribution::phase_type(vec![phase(2.0, 0.6), phase(5.0, 0.5), phase(5.0, 0.0)]))
}

/// One of each family, and of the ends of its range.
fn every_family() -> Vec<Distribution> {
    vec![
        made(Distribution::exponential(3.0)),
        made(Distribution::uniform(2.0, 9.0)),
        made(Distribution::triangular(1.0, 2.0, 7.0)),
        made(Distribution::triangular(1.0, 1.0, 7.0)),
        made(Distribution::triangular(1.0, 7.0, 7.0)),
        made(Distribution::normal(2.0, 3.0)),
        made(Distribution::normal(-3.0, 2.0)),
        made(Distribution::normal_between(10.0, 1.0, 13.0, 30.0)),
        made(Distribution::normal_between(5.0, 2.0, 1.0, 6.0)),
        made(Distribution::lognormal_log(1.0, 0.8)),
        made(Distribution::lognormal_mean_cv(6.0, 3.0)),
        made(Distribution::gamma_shape_scale(0.2, 3.0)),
        made(Distribution::gamma_mean_cv(4.0, 0.3)),
        made(Distribution::gamma_mean_cv(4.0, 3.0)),
        made(Distribution::weibull_shape_scale(0.7, 5.0)),
        made(Distribution::weibull_mean_shape(4.0, 3.0)),
        made(Distribution::erlang(1, 8.0)),
        made(Distribution::erlang(400, 8.0)),
        coxian(),
        made(Distribution::phase_type(vec![phase(1.0, 0.01), phase(900.0, 0.0)])),
        made(Distribution::quantiles(vec![(0.0, 1.0), (0.5, 2.0), (0.9, 5.0), (1.0, 30.0)])),
        made(Distribution::mixture(vec![
            (0.7, made(Distribution::exponential(3.0))),
            (0.3, made(Distribution::uniform(5.0, 6.0))),
        ])),
        made(Distribution::scaled(2.5, made(Distribution::lognormal_log(1.0, 0.8)))),
    ]
}

const LAST: f64 = 1.0 / 8_589_934_592.0;

/// Computed with mpmath 1.3 at thirty digits, by bisection of each family's cdf.
#[test]
fn quantiles_agree_with_high_precision() {
    let at = [LAST, 0.025, 0.5, 0.9, 1.0 - LAST];
    for (distribution, quantiles) in [
        (
            made(Distribution::gamma_shape_scale(0.2, 3.0)),
            [
                4.185_857_979_546_04e-50,
                1.911_761_976_008_93e-8,
                0.062_239_017_578_474_5,
                1.814_706_962_959_72,
                56.869_834_975_584,
            ],
        ),
        (
            made(Distribution::gamma_shape_scale(2.5, 10.0)),
            [
                0.001_718_129_361_859_21,
                4.156_058_067_433_31,
                21.757_300_955_477_6,
                46.181_784_498_905_6,
                276.208_288_353_997,
            ],
        ),
        (
            made(Distribution::erlang(4, 8.0)),
            [
                0.014_561_887_778_877_5,
                2.179_730_747_252_65,
                7.344_121_497_701_79,
                13.361_566_136_511_7,
                63.063_248_240_528_3,
            ],
        ),
        (
            made(Distribution::erlang(400, 8.0)),
            [
                5.719_783_781_871_16,
                7.235_125_932_622_87,
                7.993_334_321_889_29,
                8.516_712_177_134_99,
                10.801_849_067_125_8,
            ],
        ),
        (
            made(Distribution::lognormal_log(1.0, 0.8)),
            [0.017_071_135_850_542_6, 0.566_673_948_365_326, E, 7.577_938_920_348_15, 432.839_159_832_225],
        ),
        (
            made(Distribution::weibull_shape_scale(0.7, 5.0)),
            [
                3.217_776_851_511_26e-14,
                0.026_190_883_556_009_1,
                2.961_950_564_760_67,
                16.459_664_860_824_7,
                437.404_688_839_919,
            ],
        ),
        (
            made(Distribution::normal(2.0, 3.0)),
            [
                8.172_346_074_846_86e-10,
                0.172_257_718_094_059,
                2.965_783_121_137_26,
                6.323_883_584_652_33,
                21.147_967_829_101_6,
            ],
        ),
        (
            coxian(),
            [
                5.820_766_091_939_66e-10,
                0.127_798_318_941_342,
                4.341_560_592_037_23,
                15.500_170_296_597_7,
                127.346_032_140_825,
            ],
        ),
        (
            made(Distribution::phase_type(vec![phase(1.0, 1.0), phase(1000.0, 0.0)])),
            [
                4.825_641_247_799_06e-4,
                26.318_308_317_869_6,
                694.147_680_893_529,
                2_303.585_593_327_63,
                22_874.857_458_811_8,
            ],
        ),
    ] {
        for (p, expected) in at.into_iter().zip(quantiles) {
            let ours = distribution.quantile(p);
            // A normal cut off at 0 is a difference of two numbers of the size of its mean; so its least are rounded.
            assert!(
                (ours - expected).abs() < 1e-10 * expected + 1e-15,
                "{distribution:?} at {p}: {ours}, not {expected}"
            );
        }
    }
}

/// Closed forms, and for the truncated normals mpmath's integrals.
#[test]
fn means_and_variances_are_right() {
    for (distribution, mean, variance) in [
        (made(Distribution::deterministic(4.0)), 4.0, 0.0),
        (made(Distribution::exponential(3.0)), 3.0, 9.0),
        (made(Distribution::uniform(2.0, 8.0)), 5.0, 3.0),
        (made(Distribution::triangular(0.0, 0.0, 6.0)), 2.0, 2.0),
        (made(Distribution::triangular(1.0, 2.0, 6.0)), 3.0, 21.0 / 18.0),
        (made(Distribution::normal(2.0, 3.0)), 3.282_052_774_994_489, 4.792_235_132_139_95),
        (
            made(Distribution::normal_between(10.0, 1.0, 13.0, 30.0)),
            13.283_098_654_930_44,
            0.070_559_186_785_268_12,
        ),
        (
            made(Distribution::normal_between(5.0, 2.0, 4.0, 4.01)),
            4.005_002_072_914_725,
            8.333_323_810_707_623e-6,
        ),
        (made(Distribution::normal_between(5.0, 2.0, 1.0, 6.0)), 4.108_512_443_454_97, 1.506_375_344_547_344),
        (made(Distribution::normal(-3.0, 2.0)), 0.877_354_333_245_086_4, 0.598_186_374_200_810_8),
        (made(Distribution::lognormal_log(1.0, 1.0)), E * maths::sqrt(E), (E - 1.0) * E * E * E),
        (made(Distribution::lognormal_mean_sd(6.0, 9.0)), 6.0, 81.0),
        (made(Distribution::lognormal_mean_cv(6.0, 1.3)), 6.0, 60.84),
        (made(Distribution::gamma_shape_scale(2.5, 10.0)), 25.0, 250.0),
        (made(Distribution::gamma_mean_cv(4.0, 0.5)), 4.0, 4.0),
        (made(Distribution::weibull_shape_scale(0.5, 3.0)), 6.0, 180.0),
        (made(Distribution::weibull_mean_shape(7.0, 1.0)), 7.0, 49.0),
        (made(Distribution::erlang(4, 8.0)), 8.0, 16.0),
        // Two phases in a row, and a mixture of exponentials in disguise: E T = 2 + 0.6 (5 + 0.5 · 5).
        (made(Distribution::phase_type(vec![phase(3.0, 1.0), phase(4.0, 0.0)])), 7.0, 25.0),
        (coxian(), 6.5, 4.0 + 0.6 * (25.0 + 0.5 * 25.0 + 0.25 * 25.0) + 0.24 * 7.5 * 7.5),
        (made(Distribution::empirical(vec![5.0, 1.0, 3.0])), 3.0, 8.0 / 3.0),
        (made(Distribution::empirical_weighted(vec![(0.0, 3.0), (4.0, 1.0)])), 1.0, 3.0),
        (made(Distribution::quantiles(vec![(0.0, 2.0), (1.0, 8.0)])), 5.0, 3.0),
        (made(Distribution::quantiles(vec![(0.0, 0.0), (0.5, 0.0), (1.0, 4.0)])), 1.0, 5.0 / 3.0),
        (
            made(Distribution::mixture(vec![
                (0.25, made(Distribution::deterministic(4.0))),
                (0.75, made(Distribution::exponential(2.0))),
            ])),
            2.5,
            3.75,
        ),
        (made(Distribution::scaled(3.0, made(Distribution::exponential(2.0)))), 6.0, 36.0),
    ] {
        let (ours, theirs) = (distribution.mean(), distribution.variance());
        assert!((ours - mean).abs() <= 1e-12 * mean, "mean of {distribution:?}: {ours}");
        assert!((theirs - variance).abs() <= 1e-10 * variance, "variance of {distribution:?}: {theirs}");
        assert!((distribution.sd() * distribution.sd() - variance).abs() <= 1e-10 * variance);
    }
}

/// The mean of the quantiles at the middles of slices, which shrink towards both ends, is the mean of the distribution.
#[test]
fn quantiles_integrate_to_the_mean_and_variance() {
    for distribution in every_family() {
        let (mut mean, mut square) = (0.0, 0.0);
        for (p, width) in slices() {
            let value = distribution.quantile(p);
            mean += width * value;
            square += width * value * value;
        }
        let variance = square - mean * mean;
        let (expected, spread) = (distribution.mean(), distribution.variance());
        assert!((mean / expected - 1.0).abs() < 1e-4, "{distribution:?}: {mean}, not {expected}");
        assert!((variance / spread - 1.0).abs() < 1e-3, "{distribution:?}: {variance}, not {spread}");
    }
}

/// Middles and widths of slices of the unit interval, fifty to each halving of the distance from an end.
fn slices() -> Vec<(f64, f64)> {
    let mut slices = Vec::new();
    for octave in 1..50 {
        let far = maths::pow(0.5, f64::from(octave));
        for step in 0..50 {
            let width = 0.5 * far / 50.0;
            let middle = 0.5 * far + width * (f64::from(step) + 0.5);
            slices.push((middle, width));
            slices.push((1.0 - middle, width));
        }
    }
    slices
}

#[test]
fn probability_and_quantile_undo_each_other() {
    for distribution in every_family() {
        let mut last = 0.0;
        for step in 1..200 {
            let p = f64::from(step) / 200.0;
            let value = distribution.quantile(p);
            let back = distribution.cdf(value);
            assert!((back - p).abs() < 1e-12, "{distribution:?} at {p}: {back}");
            assert!(value >= last, "{distribution:?} falls at {p}");
            last = value;
        }
    }
}

#[test]
fn quantiles_never_fall_and_stay_finite_to_the_ends() {
    for distribution in every_family() {
        let mut ps = vec![0.0, 1e-300, 1e-100, 1e-30, 1e-16, LAST, 1e-6];
        ps.extend([0.5, 1.0 - 1e-6, 1.0 - LAST, 1.0 - 1e-13, 1.0, 2.0]);
        let values: Vec<f64> = ps.into_iter().map(|p| distribution.quantile(p)).collect();
        assert!(values.is_sorted(), "{distribution:?}: {values:?}");
        assert!(values[0] >= 0.0 && values[values.len() - 1].is_finite(), "{distribution:?}: {values:?}");
        assert_eq!(distribution.cdf(-1.0), 0.0);
        assert!(distribution.cdf(0.0) >= 0.0, "{distribution:?}");
        assert!(distribution.cdf(1e12) > 1.0 - 1e-9, "{distribution:?}");
    }
}

#[test]
fn steps_are_taken_where_the_probability_is_reached() {
    let values = made(Distribution::empirical(vec![3.0, 1.0, 2.0, 4.0]));
    for (p, value) in [(0.0, 1.0), (0.25, 1.0), (0.26, 2.0), (0.5, 2.0), (0.75, 3.0), (1.0, 4.0)] {
        assert_eq!(values.quantile(p), value, "{p}");
    }
    for (x, p) in [(0.5, 0.0), (1.0, 0.25), (2.5, 0.5), (4.0, 1.0)] {
        assert_eq!(values.cdf(x), p, "{x}");
    }
    let fixed = made(Distribution::deterministic(4.0));
    assert_eq!((fixed.cdf(3.9), fixed.cdf(4.0), fixed.quantile(0.1)), (0.0, 1.0, 4.0));
    let unlikely = made(Distribution::empirical_weighted(vec![(1.0, 0.0), (2.0, 1.0), (9.0, 0.0)]));
    assert_eq!((unlikely.quantile(0.0), unlikely.quantile(1.0)), (2.0, 2.0));
    let nothing = made(Distribution::scaled(0.0, made(Distribution::exponential(1.0))));
    assert_eq!((nothing.mean(), nothing.cdf(0.0)), (0.0, 1.0));
}

#[test]
fn lognormals_by_any_figures_are_the_same() {
    let log = made(Distribution::lognormal_log(1.0, 0.8));
    let by_sd = made(Distribution::lognormal_mean_sd(log.mean(), log.sd()));
    let by_quantile =
        made(Distribution::lognormal_median_quantile(log.quantile(0.5), 0.9, log.quantile(0.9)));
    let by_low = made(Distribution::lognormal_median_quantile(log.quantile(0.5), 0.1, log.quantile(0.1)));
    for other in [by_sd, by_quantile, by_low] {
        for p in [0.01, 0.3, 0.8, 0.999] {
            assert!((other.quantile(p) / log.quantile(p) - 1.0).abs() < 1e-12, "{other:?}");
        }
    }
}

#[test]
fn parameters_without_sense_are_refused_with_a_reason() {
    let exponential = || made(Distribution::exponential(1.0));
    for (refused, message) in [
        (
            Distribution::exponential(-3.0),
            "the mean of an exponential distribution must be above 0 and finite, not -3",
        ),
        (
            Distribution::exponential(f64::NAN),
            "the mean of an exponential distribution must be above 0 and finite, not NaN",
        ),
        (Distribution::deterministic(-1.0), "a fixed value must be 0 or more and finite, not -1"),
        (
            Distribution::uniform(5.0, 5.0),
            "the high end of a uniform distribution must be above its low end, but 5 is not above 5",
        ),
        (
            Distribution::triangular(1.0, 9.0, 5.0),
            "a triangular distribution goes up from its low end to its mode to its high end; 1, 9, 5 do not",
        ),
        (
            Distribution::normal(5.0, 0.0),
            "the standard deviation of a normal distribution must be above 0 and finite, not 0",
        ),
        (
            Distribution::normal_between(5.0, 1.0, 6.0, 4.0),
            "the upper bound of a normal distribution must be above its lower bound, but 4 is not above 6",
        ),
        (
            Distribution::normal(-50.0, 1.0),
            "a normal distribution with mean -50 and standard deviation 1 has next to nothing between 0 and inf; \
             give bounds nearer to the mean",
        ),
        (
            Distribution::lognormal_mean_cv(0.0, 1.0),
            "the mean of a lognormal distribution must be above 0 and finite, not 0",
        ),
        (
            Distribution::lognormal_median_quantile(6.0, 0.9, 5.0),
            "the quantile at 0.9 of a lognormal distribution must be above its median, but 5 is not above 6",
        ),
        (
            Distribution::lognormal_median_quantile(6.0, 1.0, 9.0),
            "the second quantile of a lognormal distribution must be between 0 and 1 and not the median, but is at 1",
        ),
        (
            Distribution::gamma_mean_cv(5.0, 0.0),
            "the coefficient of variation of a gamma distribution must be from 0.001 to 100, not 0",
        ),
        (
            Distribution::weibull_shape_scale(0.01, 1.0),
            "the shape of a Weibull distribution must be from 0.1 to 1000, not 0.01",
        ),
        (
            Distribution::erlang(0, 3.0),
            "the number of phases of an Erlang distribution must be from 1 to 1000000, not 0",
        ),
        (Distribution::phase_type(vec![]), "a phase-type distribution has from 1 to 16 phases, not 0"),
        (
            Distribution::phase_type(vec![phase(1.0, 1.5), phase(1.0, 0.0)]),
            "the probability of going on to the next phase must be from 0 to 1, not 1.5",
        ),
        (
            Distribution::phase_type(vec![phase(1.0, 0.5)]),
            "the last phase has no next phase to go on to; its onward probability must be 0, not 0.5",
        ),
        (Distribution::empirical(vec![]), "an empirical distribution needs at least one value"),
        (
            Distribution::empirical_weighted(vec![(1.0, 0.0)]),
            "the weights of an empirical distribution must sum to more than 0, not to 0",
        ),
        (
            Distribution::quantiles(vec![(0.1, 3.0), (1.0, 4.0)]),
            "quantiles must begin with the least value, at 0, and end with the greatest, at 1",
        ),
        (
            Distribution::quantiles(vec![(0.0, 3.0), (0.5, 2.0), (1.0, 4.0)]),
            "quantiles must rise, but 2 at 0.5 comes after 3 at 0",
        ),
        (
            Distribution::mixture(vec![(0.5, exponential()), (0.4, exponential())]),
            "shares must sum to 1; these sum to 0.9",
        ),
        (
            Distribution::scaled(-1.0, exponential()),
            "the multiplier of a distribution must be 0 or more and finite, not -1",
        ),
    ] {
        assert_eq!(refused.map_err(|error| error.to_string()), Err(message.to_owned()));
    }
}
