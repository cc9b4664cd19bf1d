//! What did this message say, and how would we say it? HL7 v2 messages to what we were told, and movements to messages.
//!
//! ```text
//! bytes ─split─▶ messages ─Message::parse─▶ segments, fields ─Feed::read─▶ Told… ─hospital::settle─▶ Movement…
//!                                                  │                                                   │
//!                                          Rejected, Remark                Message… ◀──Speaker─────────┘
//! ```
//!
//! There are no sockets here, no files and no clock. A [`Message`] keeps every byte; what of it is not understood is
//! [`Rejected`] with its reason, and what is odd is remarked ([`Remark`]). Identity ends here: beyond, patients and visits
//! are pseudonyms by a key that the caller has ([`Registry`]). Locations become places and spaces by a [`Mapping`], and
//! those that it does not know are said and lose nobody. Reading takes time in proportion to what comes.
//!
//! The census goes out as FHIR R4 too: [`census_bundle`].

mod batch;
mod charset;
mod delimiters;
mod escape;
mod event;
mod fhir;
mod location;
mod mapping;
mod message;
mod read;
mod registry;
mod rejected;
mod remark;
mod say;
mod sha256;
#[cfg(test)]
mod support;
mod time;

pub use batch::{Part, split};
pub use charset::Fallback;
pub use delimiters::Delimiters;
pub use event::{Event, TRIGGERS, Trigger, trigger_of};
pub use fhir::{census_bundle, message_bundle};
pub use location::Location;
pub use mapping::{AttributeMapping, Beds, Codes, Mapping, Pattern, PlaceMapping, Problem, Updates};
pub use message::{Message, Reading, Segment, Value};
pub use read::{Feed, Read};
pub use registry::{Key, Registered, Registry};
pub use rejected::{Code, Rejected};
pub use remark::{Remark, RemarkKind};
pub use say::{Saying, Speaker};
pub use time::{Precision, TimeStamp, Times};
