//! Single values: quantities with their units, counts, numbers, words.

use std::str::FromStr;

use quantity::{Duration, Money, MoneyRate, ParseQuantityError, Rate, parse_count};

use crate::problem::At;
use crate::reader::Reader;
use crate::suggest::{listing, lower_first, nearest_of};
use crate::tree::{Node, Value};

impl Reader {
    fn quantity<T: FromStr<Err = ParseQuantityError>>(
        &mut self,
        node: &Node,
        wanted: &str,
        example: &str,
        units: [&str; 3],
    ) -> Option<T> {
        match &node.value {
            Value::Text(text) => match text.parse() {
                Ok(value) => Some(value),
                Err(error) => {
                    self.unparsed(node.at, text, &error);
                    None
                }
            },
            Value::Number { .. } => {
                let number = self.problems.text(node.at).to_owned();
                let tries = units.map(|unit| format!("`\"{}\"`", unit.replace('#', &number)));
                self.problems.add(
                    node.at,
                    format!("{number} of what? {wanted} is written with its unit"),
                    format!("write {}, {} or {}", tries[0], tries[1], tries[2]),
                );
                None
            }
            Value::Flag(_) | Value::List(_) | Value::Table(_) => {
                self.wrong_sort(node, &lower_first(wanted), example);
                None
            }
        }
    }

    fn unparsed(&mut self, at: At, text: &str, error: &ParseQuantityError) {
        let (sort, instead) = error.expected.split_once("; ").unwrap_or((error.expected.as_str(), ""));
        self.problems.add(at, format!("`{text}` is not {sort}"), instead.replace('"', "`"));
    }

    /// A length of time.
    pub(crate) fn duration(&mut self, node: &Node) -> Option<Duration> {
        self.quantity(node, "A length of time", "\"4 h\"", ["# min", "# h", "# days"])
    }

    /// A length of time that is not nothing.
    pub(crate) fn some_time(&mut self, node: &Node) -> Option<Duration> {
        let duration = self.duration(node)?;
        if duration == Duration::ZERO {
            self.problems.add(
                node.at,
                "this is no time at all",
                "write a duration above zero, such as `\"4 h\"`",
            );
            return None;
        }
        Some(duration)
    }

    /// How often.
    pub(crate) fn rate(&mut self, node: &Node) -> Option<Rate> {
        self.quantity(node, "A rate", "\"74 / day\"", ["# / day", "# / h", "# / week"])
    }

    /// An amount of money.
    pub(crate) fn money(&mut self, node: &Node) -> Option<Money> {
        self.quantity(node, "An amount of money", "\"£120\"", ["£#", "£#.50", "£#,000"])
    }

    /// What something costs over time.
    pub(crate) fn money_rate(&mut self, node: &Node) -> Option<MoneyRate> {
        self.quantity(node, "A cost over time", "\"£346 / day\"", ["£# / day", "£# / h", "£# / year"])
    }

    /// So many of something, with what is counted: `noun` is what is suggested.
    pub(crate) fn count(&mut self, node: &Node, noun: &str) -> Option<u32> {
        match &node.value {
            Value::Text(text) => self.count_of_text(node.at, text, noun),
            Value::Number { .. } => {
                let number = self.problems.text(node.at).to_owned();
                let what = format!("{number} of what? A count is written with what is counted");
                self.problems.add(node.at, what, format!("write `\"{number} {noun}\"`"));
                None
            }
            Value::Flag(_) | Value::List(_) | Value::Table(_) => {
                self.wrong_sort(node, "a count", &format!("\"28 {noun}\""));
                None
            }
        }
    }

    fn count_of_text(&mut self, at: At, text: &str, noun: &str) -> Option<u32> {
        if text.contains('/') {
            self.problems.add(
                at,
                format!("`{text}` is how often, and how many belongs here"),
                format!("write `\"28 {noun}\"`"),
            );
            return None;
        }
        let digits =
            text.trim().trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        let word = text.trim().trim_start_matches(|c: char| !c.is_alphabetic());
        let counted = text.trim().starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let own_noun =
            Some(word).filter(|word| counted && !word.is_empty() && word.chars().all(char::is_alphabetic));
        match parse_count(text) {
            Ok(count) if count.unit.is_none() => {
                let what = format!("{text} of what? A count is written with what is counted");
                self.problems.add(at, what, format!("write `\"{} {noun}\"`", count.number));
                None
            }
            Ok(count) => self.not_too_many(at, count.number),
            Err(_) if text.trim_start().starts_with('-') => {
                let noun = own_noun.unwrap_or(noun);
                self.problems.add(
                    at,
                    format!("`{text}` is less than none"),
                    format!("write `\"0 {noun}\"` or more"),
                );
                None
            }
            Err(_) if digits => self.not_too_many(at, u32::MAX),
            Err(_) => {
                let noun = own_noun.unwrap_or(noun);
                let instead = format!("write a whole number and what is counted, such as `\"28 {noun}\"`");
                self.problems.add(at, format!("`{text}` is not a count"), instead);
                None
            }
        }
    }

    fn not_too_many(&mut self, at: At, number: u32) -> Option<u32> {
        if number > MOST_COUNTED {
            let what = format!("{number} is more than can be simulated");
            self.problems.add(
                at,
                what,
                format!("write a number up to {MOST_COUNTED}, or `\"unlimited\"` where there is no limit"),
            );
            return None;
        }
        Some(number)
    }

    /// So many people or units, with or without what is counted.
    pub(crate) fn people(&mut self, node: &Node, noun: &str) -> Option<u32> {
        match &node.value {
            Value::Text(text) => match parse_count(text) {
                Ok(count) => self.not_too_many(node.at, count.number),
                Err(_) => self.count_of_text(node.at, text, noun),
            },
            Value::Number { .. } => self.whole(node, 0, i128::from(MOST_COUNTED)).map(|number| number as u32),
            Value::Flag(_) | Value::List(_) | Value::Table(_) => {
                self.wrong_sort(node, "a number", "12");
                None
            }
        }
    }

    /// A whole number in a range.
    pub(crate) fn whole(&mut self, node: &Node, least: i128, most: i128) -> Option<i128> {
        let number = match node.value {
            Value::Number { whole, value } => {
                whole.or_else(|| (value.trunc() == value && value.abs() < 1e15).then_some(value as i128))
            }
            Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Table(_) => {
                self.wrong_sort(node, "a whole number", &least.max(1).to_string());
                return None;
            }
        };
        let fits = number.filter(|number| (least..=most).contains(number));
        if fits.is_none() {
            let found = self.problems.text(node.at).to_owned();
            let what = format!("{found} is not a whole number from {least} to {most}");
            self.problems.add(node.at, what, format!("write a whole number, such as `{}`", least.max(1)));
        }
        fits
    }

    /// A plain number in a range; `range` says it in words.
    pub(crate) fn number(
        &mut self,
        node: &Node,
        fits: impl Fn(f64) -> bool,
        range: &str,
        example: &str,
    ) -> Option<f64> {
        let percent =
            |text: &str| text.trim().strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
        match &node.value {
            Value::Number { value, .. } if value.is_finite() && fits(*value) => Some(*value),
            Value::Number { value, .. } => {
                let found = self.problems.text(node.at).to_owned();
                let percent = value / 100.0;
                let instead = if *value > 1.0 && fits(percent) {
                    format!("write `{percent}`, or `\"{value}%\"`")
                } else {
                    format!("write for example `{example}`")
                };
                self.problems.add(node.at, format!("{found} is not {range}"), instead);
                None
            }
            Value::Text(text) if percent(text).is_some_and(|number| fits(number / 100.0)) => {
                percent(text).map(|number| number / 100.0)
            }
            Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Table(_) => {
                self.wrong_sort(node, range, example);
                None
            }
        }
    }

    /// A share or chance, from 0 to 1.
    pub(crate) fn share(&mut self, node: &Node) -> Option<f64> {
        self.number(node, |share| (0.0..=1.0).contains(&share), "a share from 0 to 1", "0.3")
    }

    /// A list of numbers of zero or more, not all zero; any length unless `length` says one.
    pub(crate) fn weights(&mut self, node: &Node, length: Option<usize>) -> Option<Vec<f64>> {
        let example = match length {
            Some(7) => "[1, 1, 1, 1, 1, 0.5, 0.5]",
            Some(_) => "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
            None => "[1, 2, 3, 2]",
        };
        let Some(list) = node.list() else {
            self.wrong_sort(node, "a list of numbers", example);
            return None;
        };
        let before = self.problems.count();
        let read = |item| {
            self.number(item, |weight| (0.0..=1e12).contains(&weight), "a number of zero or more", "1.5")
        };
        let weights: Vec<f64> = list.iter().filter_map(read).collect();
        if length.is_some_and(|length| length != list.len()) || list.is_empty() {
            let wanted = length.map_or("one or more".to_owned(), |length| length.to_string());
            let what = format!("{wanted} numbers belong here, and there are {}", list.len());
            self.problems.add(node.at, what, format!("write for example `{example}`"));
        } else if self.problems.count() == before && weights.iter().all(|&weight| weight == 0.0) {
            self.problems.add(node.at, "all of these are zero", "make at least one of them larger");
        }
        (self.problems.count() == before).then_some(weights)
    }

    /// Text.
    pub(crate) fn text<'t>(&mut self, node: &'t Node, example: &str) -> Option<&'t str> {
        let text = node.text();
        if text.is_none() {
            self.wrong_sort(node, "text", example);
        }
        text
    }

    /// True or false.
    pub(crate) fn flag(&mut self, node: &Node) -> Option<bool> {
        match node.value {
            Value::Flag(flag) => Some(flag),
            Value::Text(_) | Value::Number { .. } | Value::List(_) | Value::Table(_) => {
                self.wrong_sort(node, "`true` or `false`", "true");
                None
            }
        }
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&mut self, node: &Node, words: &[(T, &'static str)]) -> Option<T> {
        let text = self.text(node, &format!("\"{}\"", words.first().map_or("", |(_, word)| word)))?;
        let found = words.iter().find(|(_, word)| *word == text.replace('_', " ") || *word == text);
        if found.is_none() {
            let what = format!("`{text}` is not one of the words that may stand here");
            let known = words.iter().map(|&(_, word)| word);
            let instead = match nearest_of(text, known.clone()) {
                Some(word) => format!("did you mean `\"{word}\"`? {}", listing(known, "The words are")),
                None => listing(known, "the words are"),
            };
            self.problems.add(node.at, what, instead);
        }
        found.map(|&(value, _)| value)
    }
}

/// More than this of anything is surely a slip.
const MOST_COUNTED: u32 = 1_000_000;
