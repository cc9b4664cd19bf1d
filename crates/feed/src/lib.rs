//! What did this message say, and how would we say it?

mod batch;
mod charset;
mod delimiters;
mod escape;
mod event;
mod location;
mod mapping;
mod message;
mod read;
mod registry;
mod rejected;
mod remark;
mod sha256;
#[cfg(test)]
mod support;
mod time;

pub use batch::{Part, split};
pub use charset::Fallback;
pub use delimiters::Delimiters;
pub use event::{Event, TRIGGERS, Trigger, trigger_of};
pub use location::Location;
pub use mapping::{AttributeMapping, Beds, Codes, Mapping, Pattern, PlaceMapping, Problem, Updates};
pub use message::{Message, Reading, Segment, Value};
pub use read::{Feed, Read};
pub use registry::{Key, Registry};
pub use rejected::{Code, Rejected};
pub use remark::{Remark, RemarkKind};
pub use time::{Precision, TimeStamp, Times};
