//! Keys of distributions: the forms and their parameters, wherever a length of time may be drawn by chance.

use super::{Key, Need, Part, Shape};

const fn form(name: &'static str, shape: Shape, doc: &'static str, example: &'static str) -> Key {
    Key { name, shape, need: Need::Optional, default: "", doc, example }
}

const MEAN: Key = form("mean", Shape::Duration, "The mean.", "mean = \"100 min\"");
const SD: Key = form("sd", Shape::Duration, "The standard deviation.", "sd = \"60 min\"");
const CV: Key = form("cv", Shape::Number, "The standard deviation over the mean.", "cv = 1.3");
const SHAPE: Key = form("shape", Shape::Number, "The shape parameter.", "shape = 2");
const SCALE: Key = form("scale", Shape::Duration, "The scale parameter.", "scale = \"3 h\"");

/// `{ FORM = PARAMETERS }`: exactly one form.
pub(crate) static DISTRIBUTION: Part = Part {
    id: "distribution",
    heading: "a length of time drawn by chance",
    title: "this distribution",
    doc: "A duration alone, such as `\"4 h\"`, is always that long. Otherwise a table with one form.",
    keys: &[
        form("fixed", Shape::Duration, "Always so long.", "time = { fixed = \"4 h\" }"),
        form(
            "exponential",
            Shape::Duration,
            "Exponential with this mean.",
            "time = { exponential = \"2 h\" }",
        ),
        form(
            "uniform",
            Shape::Pair(&Shape::Duration, &Shape::Duration),
            "Anything between the two, equally likely.",
            "time = { uniform = [\"1 h\", \"3 h\"] }",
        ),
        form(
            "triangular",
            Shape::List(&Shape::Duration),
            "Least, most likely, most.",
            "time = { triangular = [\"1 h\", \"2 h\", \"5 h\"] }",
        ),
        form(
            "normal",
            Shape::Table(&NORMAL),
            "Normal; drawn again while outside the bounds (at least 0 unless said).",
            "time = { normal = { mean = \"16 min\", sd = \"1.732 min\", at_least = \"0.5 min\" } }",
        ),
        form(
            "lognormal",
            Shape::Table(&LOGNORMAL),
            "Lognormal, by mean and `sd` or `cv` of the times themselves, by median and another quantile, or by mean and standard deviation of the logarithm.",
            "time = { lognormal = { mean = \"6 days\", cv = 1.3 } }",
        ),
        form(
            "gamma",
            Shape::Table(&GAMMA),
            "Gamma, by mean and `sd` or `cv`, or by shape and scale.",
            "time = { gamma = { mean = \"6 days\", cv = 0.8 } }",
        ),
        form(
            "weibull",
            Shape::Table(&WEIBULL),
            "Weibull, by shape and mean or scale.",
            "time = { weibull = { shape = 1.5, mean = \"6 days\" } }",
        ),
        form(
            "erlang",
            Shape::Table(&ERLANG),
            "The sum of so many equal exponential phases.",
            "time = { erlang = { mean = \"6 h\", phases = 3 } }",
        ),
        form(
            "phases",
            Shape::List(&Shape::Table(&PHASE)),
            "Exponential phases one after another; after each, the chance to go on to the next.",
            "time = { phases = [{ mean = \"2 h\", onward = 0.4 }, { mean = \"1 h\" }] }",
        ),
        form(
            "values",
            Shape::List(&Shape::Duration),
            "One of these, equally likely.",
            "time = { values = [\"1 h\", \"2 h\"] }",
        ),
        form(
            "quantiles",
            Shape::List(&Shape::Pair(&Shape::Number, &Shape::Duration)),
            "For rising shares from 0 to 1 the time below which that share lies; straight lines between.",
            "time = { quantiles = [[0, \"0 h\"], [0.5, \"2 h\"], [1, \"9 h\"]] }",
        ),
        form(
            "mixture",
            Shape::List(&Shape::Table(&MIXED)),
            "One of several distributions, by shares that sum to 1.",
            "time = { mixture = [{ share = 0.3, of = \"2 h\" }, { share = 0.7, of = { exponential = \"5 h\" } }] }",
        ),
    ],
    names: None,
};

/// Parameters of `normal`.
pub(crate) static NORMAL: Part = Part {
    id: "normal",
    heading: "normal = { … }",
    title: "`normal`",
    doc: "Needs `mean` and `sd`.",
    keys: &[
        MEAN,
        SD,
        form("at_least", Shape::Duration, "The lower bound.", "at_least = \"0.5 min\""),
        form("at_most", Shape::Duration, "The upper bound.", "at_most = \"4 h\""),
    ],
    names: None,
};

/// Parameters of `lognormal`.
pub(crate) static LOGNORMAL: Part = Part {
    id: "lognormal",
    heading: "lognormal = { … }",
    title: "`lognormal`",
    doc: "Needs `mean` with `sd` or `cv`, `median` with a percentile such as `p90`, or `log_mean`, `log_sd` and `unit`.",
    keys: &[
        MEAN,
        SD,
        CV,
        form("median", Shape::Duration, "Half are shorter.", "median = \"3 h\""),
        form(
            "p90",
            Shape::Duration,
            "90 % are shorter; any whole percentile may be named: `p75`, `p95`.",
            "p90 = \"9 h\"",
        ),
        form(
            "log_mean",
            Shape::Number,
            "The mean of the natural logarithm of the time in `unit`.",
            "log_mean = -0.88",
        ),
        form("log_sd", Shape::Number, "The standard deviation of the logarithm.", "log_sd = 1.14"),
        form("unit", Shape::Word(UNITS), "The unit in which the logarithm was taken.", "unit = \"h\""),
    ],
    names: None,
};

/// Units of `lognormal` by its logarithm.
pub(crate) const UNITS: &[&str] = &["s", "min", "h", "day", "week"];

/// Parameters of `gamma`.
pub(crate) static GAMMA: Part = Part {
    id: "gamma",
    heading: "gamma = { … }",
    title: "`gamma`",
    doc: "Needs `mean` with `sd` or `cv`, or `shape` with `scale`.",
    keys: &[MEAN, SD, CV, SHAPE, SCALE],
    names: None,
};

/// Parameters of `weibull`.
pub(crate) static WEIBULL: Part = Part {
    id: "weibull",
    heading: "weibull = { … }",
    title: "`weibull`",
    doc: "Needs `shape`, with `mean` or `scale`.",
    keys: &[MEAN, SHAPE, SCALE],
    names: None,
};

/// Parameters of `erlang`.
pub(crate) static ERLANG: Part = Part {
    id: "erlang",
    heading: "erlang = { … }",
    title: "`erlang`",
    doc: "Needs both.",
    keys: &[
        form("mean", Shape::Duration, "The mean of the whole.", "mean = \"6 h\""),
        form("phases", Shape::Whole, "How many phases.", "phases = 3"),
    ],
    names: None,
};

/// A phase of `phases = [ … ]`.
pub(crate) static PHASE: Part = Part {
    id: "phase",
    heading: "a phase of phases = [ … ]",
    title: "this phase",
    doc: "Needs `mean`.",
    keys: &[
        form("mean", Shape::Duration, "The mean of this phase.", "mean = \"2 h\""),
        form(
            "onward",
            Shape::Number,
            "The chance (0 to 1) that the next phase follows; 1 if not given. After the last phase it is over.",
            "onward = 0.4",
        ),
    ],
    names: None,
};

/// A part of `mixture = [ … ]`.
pub(crate) static MIXED: Part = Part {
    id: "mixed",
    heading: "a part of mixture = [ … ]",
    title: "this part",
    doc: "Needs both.",
    keys: &[
        form("share", Shape::Number, "How often it is this one.", "share = 0.3"),
        form("of", Shape::Distribution, "The distribution.", "of = { exponential = \"2 h\" }"),
    ],
    names: None,
};

/// Every part that belongs to distributions, in the order of the reference page.
pub(crate) static FORMS: &[&Part] =
    &[&DISTRIBUTION, &NORMAL, &LOGNORMAL, &GAMMA, &WEIBULL, &ERLANG, &PHASE, &MIXED];
