"""W2, the district hospital's year, shared by the Python models. Times are hours unless a name says otherwise."""

import math

HOURLY_WEIGHTS = [
    0.45, 0.36, 0.30, 0.27, 0.25, 0.28, 0.40, 0.62, 0.95, 1.25, 1.42, 1.48,
    1.45, 1.42, 1.38, 1.35, 1.35, 1.38, 1.40, 1.35, 1.20, 1.00, 0.80, 0.60,
]
ARRIVALS_PER_HOUR = 12.5
_MEAN_WEIGHT = sum(HOURLY_WEIGHTS) / 24
RATE = [weight / _MEAN_WEIGHT * ARRIVALS_PER_HOUR for weight in HOURLY_WEIGHTS]
RATE_MAX = max(RATE)

ACUITY_SHARE = [0.12, 0.38, 0.50]
TREATMENT_MEAN = [2.0, 1.5, 1.0]
TREATMENT_CV = 0.8
ADMITTED_SHARE = [0.62, 0.40, 0.1072]
CUBICLES = 40

BEDS = [120, 100, 80, 70, 60, 50]
WARD_SHARE = [0.31, 0.19, 0.16, 0.12, 0.12, 0.10]
WARD_SHARE_CUMULATIVE = [sum(WARD_SHARE[: i + 1]) for i in range(6)]
STAY_MEAN_DAYS = [3.12, 4.60, 4.25, 5.05, 4.15, 4.05]
STAY_CV = 1.3

DELAYED_SHARE = 0.18
DELAY_SHARE = [0.66, 0.17, 0.17]  # assessment, care package, care home
ASSESSMENT_MEAN_DAYS = 8.3
ASSESSMENT_CV = 1.0
COMMUNITY_PLACES = [60, 90]  # care packages, care homes
COMMUNITY_STAY_MEAN_DAYS = [20.0, 30.0]

WARM_UP = 60 * 24.0
END = 425 * 24.0


def log_parameters(mean, cv):
    """Mean and standard deviation of the logarithm, from the mean and coefficient of variation."""
    variance = math.log(1 + cv * cv)
    return math.log(mean) - variance / 2, math.sqrt(variance)


TREATMENT_LOG = [log_parameters(mean, TREATMENT_CV) for mean in TREATMENT_MEAN]
STAY_LOG = [log_parameters(mean * 24, STAY_CV) for mean in STAY_MEAN_DAYS]
ASSESSMENT_LOG = log_parameters(ASSESSMENT_MEAN_DAYS * 24, ASSESSMENT_CV)
COMMUNITY_STAY_RATE = [1 / (days * 24) for days in COMMUNITY_STAY_MEAN_DAYS]
