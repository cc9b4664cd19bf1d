//! What did this message say, and how would we say it?
//!
//! HL7 v2 (2.1 to 2.8) messages about where patients are, and movements, both ways; the census as FHIR R4. [`Feed::read`]
//! takes bytes and gives lines of what we were told ([`hospital::Told`]) and, for everything that it does not understand, a
//! [`Rejected`] with the reason; [`hospital::settle`] makes movements of the lines. [`Saying`] says movements as messages,
//! [`bundle`] as a FHIR Bundle. No sockets, no files, no clock: bytes come from the caller, and so do the time at which they
//! came, the zone and the key of pseudonyms.

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
mod sha256;
mod speaker;
#[cfg(test)]
mod support;
mod time;

pub use batch::{Part, split};
pub use charset::Fallback;
pub use delimiters::Delimiters;
pub use event::{Event, TRIGGERS, Trigger, trigger_of};
pub use fhir::{Beside, Encounter, Stay, bundle, encounters};
pub use location::Location;
pub use mapping::{AttributeMapping, Beds, Codes, Mapping, Pattern, PlaceMapping, Problem, Updates};
pub use message::{Message, Reading, Segment, Value};
pub use read::{Feed, Read};
pub use registry::{Key, Registered, Registry};
pub use rejected::{Code, Rejected};
pub use remark::{Remark, RemarkKind};
pub use speaker::{CannotSay, Saying, Speaker};
pub use time::{Precision, TimeStamp, Times};
