//! Handles into a [`Hospital`](crate::Hospital): small, `Copy`, and never mixed up with each other.
//!
//! Each is one more than an index, so that an absent one costs nothing (`Option<PlaceId>` is two bytes).

use std::num::{NonZeroU8, NonZeroU16};

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $bits:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($inner);

        impl $name {
            /// The handle of the thing at `index`.
            ///
            /// # Panics
            /// When `index` is beyond what the handle can hold; `description` refuses such a file before.
            #[inline]
            pub const fn new(index: usize) -> Self {
                match <$inner>::new(index as $bits + 1) {
                    Some(inner) => Self(inner),
                    None => panic!("more things of one sort than a handle can number"),
                }
            }

            /// Where the thing stands in its list.
            #[inline]
            pub const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    };
}

handle!(
    /// A place of the hospital.
    PlaceId, NonZeroU16, u16
);
handle!(
    /// A resource of the hospital.
    ResourceId, NonZeroU16, u16
);
handle!(
    /// A pathway of the hospital.
    PathwayId, NonZeroU16, u16
);
handle!(
    /// An activity, numbered over all pathways.
    ActivityId, NonZeroU16, u16
);
handle!(
    /// A way out of the hospital.
    ExitId, NonZeroU16, u16
);
handle!(
    /// A stream of arrivals.
    ArrivalsId, NonZeroU8, u8
);
handle!(
    /// Something that is drawn once for every visit, such as acuity. The first is always the stream of arrivals.
    AttributeId, NonZeroU8, u8
);
handle!(
    /// A switch: changes that hold at times.
    SwitchId, NonZeroU8, u8
);
handle!(
    /// A body that pays. The first is always the trust.
    PayerId, NonZeroU8, u8
);
handle!(
    /// A reason why visits that are fit to leave are still in hospital, in [`Hospital::delay_reasons`](crate::Hospital::delay_reasons).
    ReasonId, NonZeroU8, u8
);

impl PayerId {
    /// Who pays what names nobody else.
    pub const TRUST: Self = Self::new(0);
}

handle!(
    /// A sickness bug.
    InfectionId, NonZeroU8, u8
);

handle!(
    /// A team of staff.
    TeamId, NonZeroU16, u16
);

impl AttributeId {
    /// The attribute every visit has: which stream of arrivals it came with.
    pub const ARRIVALS: Self = Self::new(0);
}
