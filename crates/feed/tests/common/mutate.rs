//! Messages broken in every way that wires, operators and interface engines break them, the same each time.

use feed::{Feed, Message, Part, Reading, split};
use quantity::Instant;

/// Good messages of many kinds, from which the broken ones are made.
pub const SEEDS: [&str; 9] = [
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|20150208113419||ADT^A01^ADT_A01|1|P|2.5||||||UNICODE UTF-8\rEVN|A01|20150208113419+0110||||20150208113400\rPID|1||P1^^^NORTH^MR~99^^^NHS^NH||Müller^Jörg||19610615|M\rPV1|1|I|HUH AE OMU^B^Bed 03^NORTH||||||||||||||||V1^^^NORTH^VN|||||||||||||||||||||||||20150208113000\r",
    "MSH|^~\\&|PAS|NORTH|||201502081200||ADT^A02|2|P|2.3\r\nEVN|A02|201502081200\r\nPID|1||P1^^^NORTH^MR\r\nPV1|1|I|2000^1^2|||HUH AE OMU^B^Bed 03||||||||||||||||V1^^^NORTH^VN\r\nZBE|m1^PAS|201502081200||INSERT|N\r\n",
    "MSH|^~\\&#|PAS||||201502081300||ADT^A03|3|P|2.7\rEVN||201502081300\rPID|||P1\rPV1||I|ED||||||||||||||||V1|||||||||||||||||20|||||||||201502081259\r",
    "MSH|^~\\&|||||201502081300||ADT^A17|4|P|2.4\rEVN|A17|201502081300\rPID|1||P1\rPV1|1|I|2000^^1||||||||||||||||V1\rPID|2||P2\rPV1|2|I|2000^^2||||||||||||||||V2\r",
    "MSH|^~\\&|||||201502081300||ADT^A40^ADT_A39|5|P|2.6\rEVN|A40|201502081300\rPID|1||P1\rMRG|P7||A3||V9\rPID|2||P2\rMRG|P8\r",
    "MSH|^~\\&|||||201502081300||ADT^A20|6|P|2.8\rEVN|A20|201502081300\rNPU|2000^1^1|K\r",
    "MSH|^~\\&|||||201502081300||ADT^A12|7|P|2.2\rEVN|A12|201502081300\rPID|||P1\rPV1||I|\"\"||||||||||||||||V1\rZV1|\\X41\\ \\T\\ \\.br\\ \\|a~b~c&d^e\r",
    "FHS|^~\\&|a\rBHS|^~\\&|b\rMSH|^~\\&|||||201502081300||ADT|8|P|2.1\rEVN|A08|201502081300\rPID|||P1\rPV1||E|ED||||||||||||||||V1\rBTS|1\rFTS|1\r",
    "\u{b}MSH|^~\\&|||||201502081300||ADT^Z99|9|P|2.5||||||8859/15\rEVN||201502081300\rPID|||P1\rPV1||I|PREOP||||||||||||||||V1\rZBE|m1^PAS|201502081200||UPDATE|Y|A02\r\u{1c}\r",
];

/// Pieces that are put in: separators, escapes, names, times, and bytes that are no text.
const PIECES: [&[u8]; 28] = [
    b"|",
    b"^",
    b"~",
    b"\\",
    b"&",
    b"#",
    b"\r",
    b"\n",
    b"\r\n",
    b"\"\"",
    b"MSH|",
    b"PV1|",
    b"PID|",
    b"ZBE|",
    b"MRG|",
    b"\\X4\\",
    b"\\X\xc3\\",
    b"\xff",
    b"\0",
    b"\xef\xbb\xbf",
    b"\x0b",
    b"\x1c\r",
    b"99999999999999999999",
    b"2015",
    b"+2500",
    b"\x1b$B",
    b"BTS|18446744073709551616\r",
    b"8859/1",
];

/// Numbers that come as if by chance: `SplitMix64`, the same from the same start.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// A message with one to six faults.
pub fn mutated(chance: &mut Chance) -> Vec<u8> {
    let mut bytes = SEEDS[chance.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..=chance.below(6) {
        mutate(&mut bytes, chance);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    let until = (at + chance.below(40)).min(bytes.len());
    match chance.below(9) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = chance.next() as u8;
            }
        }
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..until)),
        4 => {
            let copy = bytes[at..until].to_vec();
            bytes.splice(at..at, copy);
        }
        5 => {
            let other = SEEDS[chance.below(SEEDS.len())].as_bytes();
            let from = chance.below(other.len());
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        6 => {
            // Two lines change places.
            let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\r').map(<[u8]>::to_vec).collect();
            let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
            lines.swap(one, other);
            *bytes = lines.join(&b'\r');
        }
        _ => {
            let piece = PIECES[chance.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}

/// What came of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages in what was read; what is no message at all is none.
    pub messages: usize,
    /// Lines of what we were told.
    pub told: usize,
    /// Rejected.
    pub rejected: usize,
    /// Bytes.
    pub bytes: usize,
}

/// Reads something broken; panics where a promise of the feed is broken.
pub fn check(feed: &mut Feed, bytes: &[u8], tally: &mut Tally) {
    let read = feed.read(bytes, Instant::START);
    tally.messages += read.messages;
    tally.told += read.told.len();
    tally.rejected += read.rejected.len();
    tally.bytes += bytes.len();
    assert!(
        read.told.len() + read.rejected.len() >= read.messages,
        "a message that came is neither told nor rejected: {:?}",
        String::from_utf8_lossy(bytes)
    );
    let mut until = 0;
    for part in split(bytes) {
        let (Part::Message(range) | Part::Envelope(range) | Part::Stray(range)) = part;
        assert_eq!(range.start, until, "no byte lies between the parts");
        until = range.end;
    }
    assert_eq!(until, bytes.len(), "no byte lies after the parts");
    let Ok(message) = Message::parse(bytes, Reading::default()) else { return };
    assert_eq!(message.bytes(), bytes, "the bytes are kept");
    if message.encoding() == "UTF-8" {
        assert_eq!(message.print().as_bytes(), bytes, "taken apart and put together");
    }
    // Whatever looks like the place of a visit is found.
    let shown = String::from_utf8_lossy(bytes);
    let bare = |line: &str| {
        line.strip_prefix("PV1").is_some_and(|rest| rest.starts_with(message.delimiters().field))
    };
    let lines = shown.split(['\r', '\n']).filter(|line| bare(line)).count();
    let found = message.segments().filter(|segment| segment.name() == "PV1").count();
    if message.encoding() == "UTF-8" {
        assert!(found >= lines, "{lines} lines are PV1 and {found} were found: {shown:?}");
    }
}

/// What is repeated in messages of a size that nobody sends.
pub const HUGE: [&str; 15] = [
    "x\r", "ZZZ|\r", "Z\r", "\r", "|", "^", "~", "&", "\\", "\\X41\\", "\\X\\", "PID|\r", "MRG|1\r",
    "NTE|1\n", "~9^^^NHS",
];

/// After a message, in a field of it, among merges, and alone.
pub fn huge(piece: &str, size: usize) -> [String; 4] {
    let huge = piece.repeat(size / piece.len());
    [
        format!("{}{huge}", SEEDS[0]),
        SEEDS[0].replace("~99^^^NHS^NH", &huge),
        SEEDS[4].replace("MRG|P8\r", &huge),
        huge,
    ]
}
