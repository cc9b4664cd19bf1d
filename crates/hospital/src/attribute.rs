//! What is drawn once for a visit, and values that differ by it.

use crate::ids::AttributeId;

/// The most attributes a hospital may have, the stream of arrivals included.
pub const MOST_ATTRIBUTES: usize = 8;

/// The values of every attribute for one visit: position by [`AttributeId`], value by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Traits(pub [u8; MOST_ATTRIBUTES]);

impl Traits {
    /// Which value of the attribute the visit has.
    #[inline]
    pub const fn value(self, attribute: AttributeId) -> usize {
        // A shift of one register: an array indexed in a loop goes through memory.
        (u64::from_le_bytes(self.0) >> ((8 * attribute.index()) & 63)) as u8 as usize
    }

    /// The same visit with another value of the attribute.
    #[must_use]
    #[inline]
    pub const fn with(self, attribute: AttributeId, value: usize) -> Self {
        let shift = (8 * attribute.index()) & 63;
        let others = u64::from_le_bytes(self.0) & !(0xFF << shift);
        Self((others | ((value as u8 as u64) << shift)).to_le_bytes())
    }
}

/// An attribute: its values in order of urgency where it orders a queue, the first the most urgent.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The name that files write.
    pub name: String,
    /// The names of its values.
    pub values: Vec<String>,
    /// The share of visits with each value; may differ by attributes that come earlier.
    pub shares: By<Vec<f64>>,
}

/// A value that may differ by the attributes of a visit.
#[derive(Clone, Debug, PartialEq)]
pub enum By<T> {
    /// The same for everyone.
    Always(T),
    /// One case for each value of the attribute.
    Of {
        /// The attribute that decides.
        attribute: AttributeId,
        /// A case for each of its values, in their order.
        cases: Vec<Self>,
    },
}

impl<T> By<T> {
    /// The value for a visit with these traits.
    #[inline]
    pub fn of(&self, traits: Traits) -> &T {
        let mut by = self;
        loop {
            match by {
                Self::Always(value) => return value,
                Self::Of { attribute, cases } => by = &cases[traits.value(*attribute)],
            }
        }
    }

    /// Every value that some visit may get.
    pub fn leaves(&self) -> Vec<&T> {
        match self {
            Self::Always(value) => vec![value],
            Self::Of { cases, .. } => cases.iter().flat_map(Self::leaves).collect(),
        }
    }

    /// The same tree over other values.
    pub fn map<U>(&self, change: &mut impl FnMut(&T) -> U) -> By<U> {
        match self {
            Self::Always(value) => By::Always(change(value)),
            Self::Of { attribute, cases } => {
                By::Of { attribute: *attribute, cases: cases.iter().map(|case| case.map(change)).collect() }
            }
        }
    }
}
