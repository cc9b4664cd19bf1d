//! Messages changed at random, the same ones for the same seed, and what must hold of each.

use feed::{Delimiters, Feed, Message, Part, Reading, Times, message_bundle, split};
use hospital::settle;
use quantity::Instant;

/// Messages to begin with; everybody in them is made up.
pub const SEEDS: [&str; 8] = [
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|20260105060500||ADT^A01^ADT_A01|C1|P|2.5||||||8859/1\rEVN|A01|20260105060500||||20260105060400+0000\r\
     PID|1||P1^^^NORTH^MR~9434765919^^^NHS^NH||Duck^Daisy&van^^^^^L||19700101|F\rPV1|1|I|ward^A^3^NORTH|||ed^^2|||||||||||||V1^^^NORTH^VN|||||||||||||||||||||||||20260105060400\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601050700||ADT^A02|C2|P|2.3\rEVN|A02|202601050700\rPID|||P1\rPV1||I|ward^B^4||||||||||||||||V1\rZBE|m1^PAS|202601050659||INSERT|N\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601050800||ADT^A12|C3|P|2.4\rEVN|A12|202601050800\rPID|||P1\rPV1||I|||||||||||||||||V1\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601050900||ADT^A17|C4|P|2.4\rEVN|A17|202601050900\rPID|1||P1\rPV1||I|ward^^1||||||||||||||||V1\rPID|2||P2\rPV1||I|ward^^2||||||||||||||||V2\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601051000||ADT^A40|C5|P|2.5\rEVN|A40|202601051000\rPID|1||P1^^^NORTH\rMRG|P9^^^NORTH||A9||V9\rPID|1||P2\rMRG|P8\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601051100||ADT^A20|C6|P|2.5\rEVN|A20|202601051100\rNPU|ward^^5|K\r",
    "FHS|^~\\&|PAS\rBHS|^~\\&|PAS\rMSH|^~\\&#|PAS|NORTH|||20260105||ADT^A03^ADT_A03|C7|P|2.8||||||UNICODE UTF-8\r\nEVN||20260105113000.25-0500\r\nPID|1||P1||M\\T\\M\\X41C3BC\\Ü\r\nPV1|1|E|ed||||||||||||||||V1|||||||||||||||||home\r\nBTS|1\rFTS|1\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601051200||ADT^Z99|C8|P|2.5\rEVN|Z99|202601051200\rPID|||P1\rPV1||I|ward^^7||||||||||||||||V1\rZBE|m1^PAS|202601050659||UPDATE|Y|A02\r",
];

/// Pieces that parsers stumble over.
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
    b"\\X0D\\",
    b"\\XFF\\",
    b"\\F\\",
    b"\\.br\\",
    b"\0",
    b"\x0b",
    b"\x1c\r",
    b"\xff",
    b"\xc3\xbc",
    b"\xef\xbb\xbf",
    b"MSH|^~\\&|",
    b"\rPV1|",
    b"\rPID|",
    b"\rMRG|",
    b"\rZBE|",
    b"\rZZ|x",
    b"BTS|9\r",
    b"20261301",
];

/// A stream of numbers (`SplitMix64`; Steele, Lea and Flood 2014): for tests, where nothing but speed matters.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// A message or two of the seeds, with up to six changes: bytes, pieces, cuts, copies, exchanges.
pub fn mutated(chance: &mut Chance) -> Vec<u8> {
    let mut bytes = SEEDS[chance.below(SEEDS.len())].as_bytes().to_vec();
    if chance.below(4) == 0 {
        bytes.extend_from_slice(SEEDS[chance.below(SEEDS.len())].as_bytes());
    }
    for _ in 0..=chance.below(6) {
        change(&mut bytes, chance);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    let until = (at + chance.below(12)).min(bytes.len());
    match chance.below(7) {
        0 => drop(bytes.splice(at..at, PIECES[chance.below(PIECES.len())].iter().copied())),
        1 => drop(bytes.splice(at..until, PIECES[chance.below(PIECES.len())].iter().copied())),
        2 => drop(bytes.drain(at..until)),
        3 => bytes.truncate(at),
        4 => {
            let copy = bytes[at..until].to_vec();
            let to = chance.below(bytes.len() + 1);
            bytes.splice(to..to, copy);
        }
        5 if !bytes.is_empty() => {
            let (one, other) = (chance.below(bytes.len()), chance.below(bytes.len()));
            bytes.swap(one, other);
        }
        _ if !bytes.is_empty() => {
            let at = chance.below(bytes.len());
            bytes[at] = chance.next() as u8;
        }
        _ => {}
    }
}

/// What was seen of the inputs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    pub inputs: u64,
    pub messages: u64,
    pub understood: u64,
    pub rejected: u64,
    pub lines: u64,
}

/// What must hold of any input: nothing panics; each message says something or is rejected; a message printed is a message
/// as it came; no line that begins like the one with the bed is passed over.
pub fn check(feed: &mut Feed, times: &Times, bytes: &[u8], seen: &mut Seen) {
    let read = feed.read(bytes, Instant::START);
    settle(&read.told);
    seen.inputs += 1;
    seen.messages += read.messages as u64;
    seen.rejected += read.rejected.len() as u64;
    seen.lines += read.told.len() as u64;
    let reading = Reading { most_bytes: feed.most_bytes, ..Reading::default() };
    let mut refused = 0;
    for part in split(bytes) {
        let Part::Message(range) = part else { continue };
        let bytes = &bytes[range];
        match Message::parse(bytes, reading) {
            Ok(message) => {
                check_message(&message, bytes);
                message_bundle(&message, times);
            }
            Err(rejected) => {
                assert_eq!(rejected.bytes, bytes);
                refused += 1;
            }
        }
    }
    assert!(read.rejected.len() >= refused, "a message that cannot be taken apart is rejected");
    seen.understood += (read.messages as u64).saturating_sub(read.rejected.len() as u64);
}

fn check_message(message: &Message, bytes: &[u8]) {
    assert_eq!(message.bytes(), bytes);
    let printed = message.print();
    if message.encoding() == "UTF-8" {
        assert_eq!(printed.as_bytes(), bytes, "printed is as it came");
    }
    let Delimiters { field, .. } = message.delimiters();
    let begins = format!("PV1{field}");
    let lines = printed.split(['\r', '\n']).filter(|line| line.starts_with(&begins)).count();
    let segments =
        message.segments().filter(|segment| segment.name() == "PV1" && segment.text() != "PV1").count();
    assert!(segments >= lines, "every line of PV1 is a segment");
}
