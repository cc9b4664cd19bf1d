//! The characters that part a message, as its header says (HL7 v2, 2.5.4).

use crate::rejected::{Code, Rejected};

/// What parts fields, components, repetitions and subcomponents, and what begins and ends an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiters {
    /// MSH-1, usually `|`.
    pub field: char,
    /// The first of MSH-2, usually `^`.
    pub component: char,
    /// The second, usually `~`.
    pub repetition: Option<char>,
    /// The third, usually `\`.
    pub escape: Option<char>,
    /// The fourth, usually `&`.
    pub subcomponent: Option<char>,
    /// The fifth, since version 2.7: stands where a value was cut off, usually `#`.
    pub truncation: Option<char>,
}

impl Delimiters {
    /// Those that nearly everybody uses: `|^~\&`.
    pub const USUAL: Self = Self {
        field: '|',
        component: '^',
        repetition: Some('~'),
        escape: Some('\\'),
        subcomponent: Some('&'),
        truncation: None,
    };

    /// From a header segment (MSH, FHS or BHS).
    pub(crate) fn of(header: &str) -> Result<Self, Rejected> {
        let mut after_name = header.chars().skip(3);
        let Some(field) = after_name.next().filter(|&field| can_part(field)) else {
            return Err(unusable(&header[3.min(header.len())..], "MSH-1"));
        };
        let said: Vec<char> = after_name.take_while(|&c| c != field).take(6).collect();
        let apart =
            said.iter().enumerate().all(|(at, c)| can_part(*c) && *c != field && !said[..at].contains(c));
        if said.is_empty() || said.len() > 5 || !apart {
            return Err(unusable(&said.iter().collect::<String>(), "MSH-2"));
        }
        // Those that are not said are the usual ones, unless the character stands for something else.
        let usual = [Self::USUAL.repetition, Self::USUAL.escape, Self::USUAL.subcomponent];
        let nth = |at: usize| {
            let unused = |c: &char| *c != field && !said.contains(c);
            said.get(at).copied().or_else(|| usual.get(at.wrapping_sub(1)).copied().flatten().filter(unused))
        };
        Ok(Self {
            field,
            component: said[0],
            repetition: nth(1),
            escape: nth(2),
            subcomponent: nth(3),
            truncation: nth(4),
        })
    }
}

/// Anything but what values are made of, and ends of lines.
fn can_part(c: char) -> bool {
    c.is_ascii_punctuation()
}

fn unusable(found: &str, field: &'static str) -> Rejected {
    let found: String = found.chars().take(6).collect();
    Rejected::at(
        Code::Delimiters,
        field,
        found,
        "the header begins with the separators, each another punctuation mark: `MSH|^~\\&|`",
    )
}
