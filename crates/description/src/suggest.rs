//! The name that was probably meant.

/// `did you mean …` if something is near, otherwise what there is.
pub(crate) fn nearest<'n>(
    found: &str,
    known: impl Iterator<Item = &'n str> + Clone,
    what_there_is: &str,
) -> String {
    match nearest_of(found, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => listing(known, what_there_is),
    }
}

/// The nearest of some names, if it is near enough to be meant.
pub(crate) fn nearest_of<'n>(found: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let found = found.to_lowercase();
    let score = |name: &'n str| (strsim::damerau_levenshtein(&found, &name.to_lowercase()), name);
    let (distance, name) = known.map(score).min_by_key(|&(distance, _)| distance)?;
    let longest = found.chars().count().max(name.chars().count());
    (distance <= longest.div_ceil(3)).then_some(name)
}

/// `what_there_is` and the first names.
pub(crate) fn listing<'n>(known: impl Iterator<Item = &'n str>, what_there_is: &str) -> String {
    let names: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => format!("{what_there_is}: there are none yet"),
        1..=16 => format!("{what_there_is}: {}", names.join(", ")),
        more => format!("{what_there_is}: {} and {} more", names[..12].join(", "), more - 12),
    }
}

/// What people call things elsewhere, and what they are called here.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("beds", "spaces"),
    ("capacity", "spaces"),
    ("servers", "spaces"),
    ("cubicles", "spaces"),
    ("type", "kind"),
    ("cleaning", "turnaround"),
    ("duration", "time"),
    ("service", "time"),
    ("service_time", "time"),
    ("length_of_stay", "time"),
    ("los", "time"),
    ("stay", "time"),
    ("route", "next"),
    ("routing", "next"),
    ("then", "next"),
    ("to", "next"),
    ("place", "at"),
    ("where", "at"),
    ("resources", "uses"),
    ("interarrival", "every"),
    ("inter_arrival", "every"),
    ("mean", "rate"),
    ("priority", "order"),
    ("discipline", "order"),
    ("warmup", "warm_up"),
    ("replications", "runs"),
    ("length", "collect"),
    ("horizon", "collect"),
    ("weights", "shares"),
    ("values", "shares"),
    ("number", "units"),
    ("count", "units"),
    ("blocking", "while_waiting"),
    ("fallback_after", "fall_back_after"),
    ("visits_file", "visits_from"),
    ("opening_hours", "enter_hours"),
    ("discharge_hours", "leave_hours"),
];

/// The word of the file for what is called something else elsewhere.
pub(crate) fn other_word(found: &str) -> Option<&'static str> {
    OTHER_WORDS.iter().find(|(other, _)| *other == found).map(|(_, word)| *word)
}

/// The same text with a small first letter.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
