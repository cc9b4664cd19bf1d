//! Classes: the values of attributes by which figures are broken down.
//!
//! Sums are kept once, by joint class (the stream of arrivals and every attribute chosen, together), and added up by
//! single values at the end.

use crate::Hospital;
use crate::attribute::{MOST_ATTRIBUTES, Traits};
use crate::ids::{ArrivalsId, AttributeId};

/// The most joint classes that attributes may make together.
const MOST_JOINT: usize = 256;

/// One value of an attribute that figures are broken down by. The stream of arrivals is such an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The value's name alone where no other has it, otherwise `attribute.value`.
    pub name: String,
    /// The attribute.
    pub attribute: AttributeId,
    /// Which of its values.
    pub value: usize,
}

/// How visits are numbered by joint class.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    /// By how much one step of each attribute's value moves the joint number; none for those not chosen.
    strides: [u16; MOST_ATTRIBUTES],
    sizes: [u16; MOST_ATTRIBUTES],
    /// Where the values of those with more than one lie in the traits, in bits, and their strides: two, and others.
    few: [(u32, u16); 2],
    more: Vec<(u32, u16)>,
    pub(super) joint: usize,
    pub(super) list: Vec<Class>,
}

impl Classes {
    pub(super) fn new(hospital: &Hospital) -> Self {
        let sizes: Vec<usize> =
            hospital.attributes.iter().map(|attribute| attribute.values.len().max(1)).collect();
        let few = sizes.iter().product::<usize>() <= MOST_JOINT;
        let mut classes = Self {
            strides: [0; MOST_ATTRIBUTES],
            sizes: [1; MOST_ATTRIBUTES],
            few: [(0, 0); 2],
            more: Vec::new(),
            joint: 1,
            list: Vec::new(),
        };
        for (number, &size) in sizes.iter().enumerate() {
            let attribute = AttributeId::new(number);
            let wanted = attribute == AttributeId::ARRIVALS || few || orders_a_queue(hospital, attribute);
            let fits = attribute == AttributeId::ARRIVALS || classes.joint * size <= MOST_JOINT;
            if wanted && fits {
                classes.strides[number] = classes.joint as u16;
                classes.sizes[number] = size as u16;
                classes.joint *= size;
                let part = (8 * number as u32, classes.strides[number]);
                match size {
                    1 => {}
                    _ if classes.few[0].1 == 0 => classes.few[0] = part,
                    _ if classes.few[1].1 == 0 => classes.few[1] = part,
                    _ => classes.more.push(part),
                }
            }
        }
        classes.list = classes.named(hospital);
        classes
    }

    /// The joint class of a visit.
    pub(super) fn of(&self, traits: Traits) -> u16 {
        let values = u64::from_le_bytes(traits.0);
        self.few.iter().chain(&self.more).map(|&one| part(values, one)).sum()
    }

    /// The same where few attributes have several values.
    #[inline(always)]
    pub(super) fn of_few(&self, traits: Traits) -> Option<u16> {
        let values = u64::from_le_bytes(traits.0);
        self.more.is_empty().then(|| part(values, self.few[0]) + part(values, self.few[1]))
    }

    /// Whether a joint class has the value of a class.
    pub(super) fn has(&self, joint: usize, class: &Class) -> bool {
        self.value(joint, class.attribute) == class.value
    }

    /// The stream of a joint class.
    pub(super) fn arrivals(&self, joint: usize) -> ArrivalsId {
        ArrivalsId::new(self.value(joint, AttributeId::ARRIVALS))
    }

    fn value(&self, joint: usize, attribute: AttributeId) -> usize {
        let number = attribute.index();
        match self.strides[number] {
            0 => 0,
            stride => joint / stride as usize % self.sizes[number] as usize,
        }
    }

    /// Values of every attribute that has several.
    fn named(&self, hospital: &Hospital) -> Vec<Class> {
        let chosen = hospital.attributes.iter().enumerate().filter(|&(number, _)| self.sizes[number] > 1);
        let chosen: Vec<_> = chosen.collect();
        let times =
            |name: &String| chosen.iter().flat_map(|(_, it)| &it.values).filter(|&it| it == name).count();
        let mut list = Vec::new();
        for (number, attribute) in &chosen {
            for (value, bare) in attribute.values.iter().enumerate() {
                let name = if times(bare) == 1 { bare.clone() } else { format!("{}.{bare}", attribute.name) };
                list.push(Class { name, attribute: AttributeId::new(*number), value });
            }
        }
        list
    }
}

/// What one attribute adds to the joint number.
#[inline]
fn part(values: u64, (shift, stride): (u32, u16)) -> u16 {
    stride * u16::from((values >> (shift & 63)) as u8)
}

fn orders_a_queue(hospital: &Hospital, attribute: AttributeId) -> bool {
    let places = hospital.places.iter().map(|place| &place.queue);
    let resources = hospital.resources.iter().map(|resource| &resource.queue);
    places.chain(resources).any(|queue| queue.order == Some(attribute))
}
