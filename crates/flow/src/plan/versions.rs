//! Plans of a hospital with switches on, made when they are first needed and then shared by all threads.

use std::sync::OnceLock;

use hospital::On;

use super::Plan;

/// The versions made so far, one after the other. In which order they come depends on who needs one first; what they are
/// does not.
#[derive(Clone, Debug, Default)]
pub(super) struct Versions(OnceLock<Box<Version>>);

#[derive(Clone, Debug)]
struct Version {
    on: On,
    plan: Plan,
    others: Versions,
}

impl Plan {
    /// The plan of the hospital with these switches on.
    pub(crate) fn version(&self, on: On) -> &Self {
        let variants = &self.hospital.switches.variants;
        // What costs money and alters nothing needs no plan of its own.
        let on = on.and(variants.iter().fold(On::NONE, |all, it| all.or(it.altered_by)));
        if on == On::NONE {
            return self;
        }
        let make = || {
            let mut plan = Self::like(self.hospital.with(on), Some(self));
            if let Some(start) = &self.start {
                plan.use_no_numbers_beyond(start);
            }
            Box::new(Version { on, plan, others: Versions::default() })
        };
        let mut versions = &self.versions;
        loop {
            let version = versions.0.get_or_init(make);
            if version.on == on {
                return &version.plan;
            }
            versions = &version.others;
        }
    }
}
