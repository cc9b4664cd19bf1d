//! Prints fields of messages, for comparing with other parsers (`bench/oracles/`). Standard input holds messages in
//! hexadecimal, one a line; each becomes a line of JSON: the fields that were asked for, or null for a message that is
//! refused. The first line of the input names the fields, such as `MSH-9.2 PID-3[2].1`.

use std::error::Error;
use std::io::{BufRead as _, BufWriter, Write as _, stdin, stdout};

use feed::{Message, Reading};
use serde_json::{Value, json};

/// Segment, field, repetition, component; all from one.
type Path = (String, usize, usize, usize);

fn main() -> Result<(), Box<dyn Error>> {
    let mut lines = stdin().lock().lines();
    let paths = lines.next().ok_or("name the fields")??;
    let paths: Vec<Path> =
        paths.split_whitespace().map(path).collect::<Option<_>>().ok_or("such as `PID-3[2].1`")?;
    let mut out = BufWriter::new(stdout().lock());
    for line in lines {
        let bytes = bytes(&line?).ok_or("messages are in hexadecimal")?;
        let fields = Message::parse(&bytes, Reading::default()).ok().map(|message| {
            let values = paths.iter().map(|path| value(&message, path));
            let names = message.segments().map(|segment| segment.name().to_owned());
            json!({ "values": values.collect::<Vec<_>>(), "segments": names.collect::<Vec<_>>() })
        });
        writeln!(out, "{}", fields.unwrap_or(Value::Null))?;
    }
    Ok(out.flush()?)
}

fn value(message: &Message, (segment, field, repetition, component): &Path) -> String {
    let field = message.field(segment, *field);
    let repetition = field.repetitions().nth(repetition - 1);
    repetition.map_or_else(String::new, |value| value.component(*component).text().into_owned())
}

fn path(text: &str) -> Option<Path> {
    let (segment, rest) = text.split_once('-')?;
    let (field, component) = rest.split_once('.').unwrap_or((rest, "1"));
    let (field, repetition) = field.split_once('[').unwrap_or((field, "1]"));
    let number = |text: &str| text.trim_end_matches(']').parse().ok();
    Some((segment.to_owned(), number(field)?, number(repetition)?, number(component)?))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| (byte as char).to_digit(16);
    let two = |two: &[u8]| Some((digit(two[0])? * 16 + digit(*two.get(1)?)?) as u8);
    text.trim().as_bytes().chunks(2).map(two).collect()
}
