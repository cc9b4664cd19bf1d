//! Pounds and pence, and what something costs over time.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};
use std::str::FromStr;

use crate::rate::read_period;
use crate::text::{ParseQuantityError, group_thousands, parse_number, split_per};
use crate::time::Duration;

/// An amount of money in whole pence; negative for a saving.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Money {
    pence: i64,
}

/// What something costs over time, in pounds per day; finite, negative for a saving.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
pub struct MoneyRate {
    pounds_per_day: f64,
}

impl Money {
    /// No money.
    pub const ZERO: Self = Self { pence: 0 };

    /// So many pence.
    #[inline]
    pub const fn from_pence(pence: i64) -> Self {
        Self { pence }
    }

    /// So many pounds, rounded to the nearest penny, halves away from zero; not a number is nothing.
    #[inline]
    pub fn from_pounds(pounds: f64) -> Self {
        Self::from_pence((pounds * 100.0).round() as i64)
    }

    /// The amount in pence.
    #[inline]
    pub const fn pence(self) -> i64 {
        self.pence
    }

    /// The amount in pounds.
    #[inline]
    pub fn pounds(self) -> f64 {
        self.pence as f64 / 100.0
    }
}

impl MoneyRate {
    /// It costs nothing.
    pub const ZERO: Self = Self { pounds_per_day: 0.0 };

    /// So many pounds a day.
    ///
    /// # Errors
    /// A number that is not finite.
    pub fn from_pounds_per_day(pounds: f64) -> Result<Self, ParseQuantityError> {
        if pounds.is_finite() {
            Ok(Self { pounds_per_day: pounds })
        } else {
            Err(ParseQuantityError::new(RATE_EXPECTED, &format!("£{pounds} / day")))
        }
    }

    /// Pounds a day.
    #[inline]
    pub const fn pounds_per_day(self) -> f64 {
        self.pounds_per_day
    }

    /// What it comes to over a stretch of time, to the nearest penny.
    #[inline]
    pub fn over(self, time: Duration) -> Money {
        Money::from_pounds(self.pounds_per_day * time.days())
    }
}

impl Add for Money {
    type Output = Self;

    #[inline]
    fn add(self, more: Self) -> Self {
        Self::from_pence(self.pence.saturating_add(more.pence))
    }
}

impl AddAssign for Money {
    #[inline]
    fn add_assign(&mut self, more: Self) {
        *self = *self + more;
    }
}

impl Sub for Money {
    type Output = Self;

    #[inline]
    fn sub(self, less: Self) -> Self {
        Self::from_pence(self.pence.saturating_sub(less.pence))
    }
}

impl Neg for Money {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self::from_pence(self.pence.saturating_neg())
    }
}

impl Mul<i64> for Money {
    type Output = Self;

    #[inline]
    fn mul(self, times: i64) -> Self {
        Self::from_pence(self.pence.saturating_mul(times))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

const EXPECTED: &str = "an amount of money; write pounds and pence, such as \"£346\" or \"£3,000.50\"";
const RATE_EXPECTED: &str =
    "a cost over time; write pounds and a time, such as \"£3000 / day\" or \"£60 / h\"";

/// Reads pounds, with pence if there are any: `£346`, `£3,000.50`, `-£20`.
impl FromStr for Money {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        let whole_pence = |text: &str| text.split_once('.').is_none_or(|(_, d)| d.len() <= 2);
        read_pounds(text)
            .filter(|pounds| whole_pence(text.trim()) && pounds.abs() < 1e13)
            .map(Self::from_pounds)
            .ok_or_else(|| ParseQuantityError::new(EXPECTED, text))
    }
}

/// Reads pounds and the time they are spent over: `£3000 / day`, `£60 per h`, `£900 / 2 weeks`.
impl FromStr for MoneyRate {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        let read = || {
            let (amount, time) = split_per(text)?;
            Self::from_pounds_per_day(read_pounds(amount)? / read_period(time)?.days()).ok()
        };
        read().ok_or_else(|| ParseQuantityError::new(RATE_EXPECTED, text))
    }
}

fn read_pounds(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_prefix('-') {
        Some(saving) => Some(-parse_number(saving.strip_prefix('£')?)?),
        None => parse_number(text.strip_prefix('£')?),
    }
}

/// Prints pounds in groups of thousands, and pence unless there are none: `£3,000.50`, `£900`, `-£20`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.pence < 0 { "-" } else { "" };
        let pounds = group_thousands(&(self.pence.unsigned_abs() / 100).to_string());
        match self.pence.unsigned_abs() % 100 {
            0 => f.pad(&format!("{sign}£{pounds}")),
            pence => f.pad(&format!("{sign}£{pounds}.{pence:02}")),
        }
    }
}

/// Prints pounds per day, in the fewest digits that read back as the same cost: `£3,000 / day`.
impl fmt::Display for MoneyRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.pounds_per_day < 0.0 { "-" } else { "" };
        let plain = self.pounds_per_day.abs().to_string();
        match plain.split_once('.') {
            Some((whole, part)) => f.pad(&format!("{sign}£{}.{part:0<2} / day", group_thousands(whole))),
            None => f.pad(&format!("{sign}£{} / day", group_thousands(&plain))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_and_printed() {
        for (text, pence, printed) in [
            ("£346", 34_600, "£346"),
            ("£3,000.50", 300_050, "£3,000.50"),
            ("£3000.5", 300_050, "£3,000.50"),
            ("£0.07", 7, "£0.07"),
            ("-£1234567", -123_456_700, "-£1,234,567"),
        ] {
            let money: Money = text.parse().expect(text);
            assert_eq!(money.pence(), pence);
            assert_eq!(money.to_string(), printed);
        }
    }

    #[test]
    fn what_is_not_money_is_said_to_be_none() {
        for text in ["346", "£", "£3.505", "£3,00", "$3", "£-3", "£3 / day", "£99999999999999"] {
            let error = text.parse::<Money>().expect_err(text).to_string();
            assert_eq!(error, format!("\"{text}\" is not {EXPECTED}"));
        }
        for text in ["£3", "3 / day", "£3 / ", "£3 / 0 h", "£3 / bed"] {
            let error = text.parse::<MoneyRate>().expect_err(text).to_string();
            assert_eq!(error, format!("\"{text}\" is not {RATE_EXPECTED}"));
        }
    }

    #[test]
    fn costs_over_time_are_per_day() {
        for (text, pounds, printed) in [
            ("£3000 / day", 3000.0, "£3,000 / day"),
            ("£60 / h", 1440.0, "£1,440 / day"),
            ("£7 per week", 1.0, "£1 / day"),
            ("-£2.50/day", -2.5, "-£2.50 / day"),
        ] {
            let rate: MoneyRate = text.parse().expect(text);
            assert_eq!(rate.pounds_per_day(), pounds);
            assert_eq!(rate.to_string(), printed);
        }
        let rate: MoneyRate = "£60 / h".parse().expect("it is a cost over time");
        assert_eq!(rate.over(Duration::MINUTE * 90), Money::from_pence(9000));
    }

    #[test]
    fn amounts_add_up() {
        let total: Money = [Money::from_pounds(1.25), Money::from_pence(75)].into_iter().sum();
        assert_eq!(total, Money::from_pounds(2.0));
        assert_eq!((total - Money::from_pounds(5.0)).to_string(), "-£3");
        assert_eq!(total * 3, Money::from_pounds(6.0));
        assert_eq!(-total, Money::from_pence(-200));
    }

    proptest! {
        #[test]
        fn printed_money_reads_back_as_it_was(pence in -1_000_000_000_000_i64..1_000_000_000_000) {
            let money = Money::from_pence(pence);
            prop_assert_eq!(money.to_string().parse(), Ok(money));
        }

        #[test]
        fn a_printed_cost_reads_back_as_it_was(pounds in -1e7..1e7_f64) {
            let rate = MoneyRate::from_pounds_per_day(pounds).expect("the cost is finite");
            prop_assert_eq!(rate.to_string().parse(), Ok(rate));
        }
    }
}
