"""Compares our reading of HL7 v2 messages with hl7kit and hl7apy, on messages changed at random.

    pip install hl7kit==0.2.0 hl7apy==1.3.5
    cargo build --release -p feed --example fields
    python bench/oracles/compare_hl7.py [--messages 100000] [--seed 1] [--also FOLDER] [--parser NAME]

A message is compared with each parser that accepts it, if we accept it too: the values of some fields, without escapes,
and with hl7kit the names of the segments. Every difference is counted by cause or printed. Exit status 1 if one is left
that no known cause explains.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import warnings

import hl7apy.parser
import hl7kit
from hl7apy.consts import VALIDATION_LEVEL

warnings.simplefilter("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2]
FIELDS = ROOT / "target" / "release" / "examples" / "fields"

# Segment, field, repetition, component.
PATHS = [
    ("MSH", 3, 1, 1), ("MSH", 4, 1, 1), ("MSH", 7, 1, 1), ("MSH", 9, 1, 1), ("MSH", 9, 1, 2), ("MSH", 10, 1, 1),
    ("MSH", 12, 1, 1), ("EVN", 2, 1, 1), ("EVN", 6, 1, 1), ("PID", 3, 1, 1), ("PID", 3, 2, 1), ("PID", 3, 1, 4),
    ("PID", 5, 1, 2), ("PID", 18, 1, 1), ("PV1", 2, 1, 1), ("PV1", 3, 1, 1), ("PV1", 3, 1, 2), ("PV1", 3, 1, 3),
    ("PV1", 3, 1, 4), ("PV1", 19, 1, 1), ("PV1", 19, 1, 4), ("PV1", 36, 1, 1), ("PV1", 44, 1, 1), ("MRG", 1, 1, 1),
]

# Everybody in these is made up.
SEEDS = [
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|20260105060500||ADT^A01^ADT_A01|C1|P|2.5\rEVN|A01|20260105060500||||20260105060400\r"
    "PID|1||P1^^^NORTH^MR~9434765919^^^NHS^NH||Duck^Daisy&van^^^^^L||19700101|F||||||||||ACC1\r"
    "PV1|1|I|WARD 3^A^3^NORTH|R||ED^^2|||||||||||||V1^^^PAS^VN|||||||||||||||||||||||||20260105060400\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601050700||ADT^A02^ADT_A02|C2|P|2.4\rEVN|A02|202601050700\r"
    "PID|1||P1^^^NORTH||M\\T\\M^Max\rPV1|1|I|WARD\\S\\4^B^4||||||||||||||||V1\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601051100||ADT^A03^ADT_A03|C7|P|2.3.1\rEVN|A03|20260105110000.25-0500\r"
    "PID|1||P1||M\u00fcller^\u00c9lan\rPV1|1|E|ED||||||||||||||||V1|||||||||||||||||01\r",
    "MSH|^~\\&|PAS|NORTH|ONWARD|NORTH|202601051000||ADT^A40^ADT_A39|C5|P|2.5\rEVN|A40|202601051000\r"
    "PID|1||P1^^^NORTH\rMRG|P9^^^NORTH||A9\r",
]

WHOLE_ESCAPES = re.compile(r"\\(?:[FSTREHN]|\.br|X(?:[0-9A-Fa-f]{2})+)\\")

PIECES = ["|", "^", "~", "\\", "&", "#", "\r", "\r\r", '""', "\\F\\", "\\S\\", "\\T\\", "\\R\\", "\\E\\", "\\X41\\", "\u00fc",
          " ", "\rZZ1|x", "\rPV1|", "A01", "20261301"]


def mutated(chance, seeds):
    text = chance.choice(seeds)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(4, len(text))
        until = min(len(text), at + chance.randint(0, 6))
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif kind == 1:
            text = text[:at] + chance.choice(PIECES) + text[until:]
        elif kind == 2:
            text = text[:at] + text[until:]
        else:
            to = chance.randint(4, len(text))
            text = text[:to] + text[at:until] + text[to:]
    return text


def name(path):
    segment, field, repetition, component = path
    return f"{segment}-{field}[{repetition}].{component}"


def ours(messages):
    lines = [" ".join(name(path) for path in PATHS)] + [text.encode().hex() for text in messages]
    run = subprocess.run([FIELDS], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def by_hl7kit(text):
    try:
        message = hl7kit.parse(text.encode())
    except BaseException as error:  # its panics are no Exception
        return None, type(error).__name__
    values = []
    for path in PATHS:
        try:
            values.append(message.get(name(path)) or "")
        except BaseException as error:
            values.append(type(error))
    return {"values": values, "segments": message.segments()}, None


def by_hl7apy(text):
    try:
        message = hl7apy.parser.parse_message(text, validation_level=VALIDATION_LEVEL.TOLERANT, find_groups=False)
        return {"values": [value_of(message, path) for path in PATHS], "segments": None}, None
    except Exception as error:
        return None, type(error).__name__


def value_of(message, path):
    """The text of a component as hl7apy has it: its escapes are kept, so they are undone here, as in the standard."""
    segment, field, repetition, component = path
    segments = [child for child in message.children if child.name == segment]
    if not segments:
        return ""
    fields = [child for child in segments[0].children if child.name == f"{segment}_{field}"]
    if len(fields) < repetition:
        return ""
    raw = fields[repetition - 1].to_er7()
    separators = message.encoding_chars
    parts = raw.split(separators["COMPONENT"])
    return unescaped(parts[component - 1] if len(parts) >= component else "", separators)


def unescaped(raw, separators):
    escape = separators["ESCAPE"]
    stands_for = {"F": "FIELD", "S": "COMPONENT", "R": "REPETITION", "E": "ESCAPE", "T": "SUBCOMPONENT"}
    text, rest = "", raw
    while escape in rest:
        before, rest = rest.split(escape, 1)
        text += before
        inside, end, after = rest.partition(escape)
        if end and inside in stands_for:
            text, rest = text + separators[stands_for[inside]], after
        elif end and inside == ".br":
            text, rest = text + "\n", after
        elif end and inside.startswith("X") and len(inside) % 2 and len(inside) > 1 and is_hex(inside[1:]):
            text, rest = text + bytes.fromhex(inside[1:]).decode(), after
        else:
            text += escape
    return text + rest


def is_hex(text):
    return all(c in "0123456789abcdefABCDEF" for c in text)


def known_cause(parser, path, text, mine, theirs):
    """Why a value differs, where the other parser has a reason that is not ours."""
    segment, field, *_ = path
    if isinstance(theirs, type):
        return f"{parser} fails on reading a value"
    if mine.strip() == theirs.strip():
        return "spaces around a value"
    if "\\" in WHOLE_ESCAPES.sub("", line_of(text, segment)):
        return "a stray escape character: where the next escape begins is anybody's guess"
    if not text.startswith("MSH|^~\\&|") and not text.startswith("MSH|^~\\&#|"):
        return "separators that are not the usual four"
    if mine.rstrip("&") == theirs.rstrip("&"):
        return "empty subcomponents at the end"
    if f"\r{segment} " in text:
        return "a space after the name of a segment"
    if parser == "hl7apy" and without_zeros(mine) == without_zeros(theirs):
        return "hl7apy reads a part as a number, without its leading zeros"
    if parser == "hl7apy" and field in (2, 6, 44) and mine.replace(" ", "0") == theirs:
        return "hl7apy writes a time anew, a space in it as a zero"
    if parser == "hl7apy" and "\\X" in theirs:
        return "hl7apy knows no \\X..\\"
    if parser == "hl7apy" and text.count(f"\r{segment}") > 1:
        return "hl7apy orders segments that come twice"
    return None


def without_zeros(text):
    return re.sub(r"(^|&)0+(?=\d)", r"\1", text)


def line_of(text, segment):
    return next((line for line in text.split("\r") if line.startswith(segment)), "")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--messages", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--also", type=pathlib.Path, help="a folder of *.hl7 to begin with, beside our own")
    arguments.add_argument("--parser", choices=["hl7kit", "hl7apy"], help="compare with this one only")
    arguments = arguments.parse_args()
    seeds = list(SEEDS)
    for file in sorted(arguments.also.glob("*.hl7")) if arguments.also else []:
        seeds.append(file.read_text(encoding="utf-8-sig").replace("\r\n", "\r").replace("\n", "\r"))
    chance = random.Random(arguments.seed)
    messages = [mutated(chance, seeds) for _ in range(arguments.messages)]
    read = ours(messages)
    print(f"{len(messages)} messages; {sum(it is not None for it in read)} accepted here")
    unexplained = 0
    for parser, parse in [("hl7kit", by_hl7kit), ("hl7apy", by_hl7apy)]:
        if arguments.parser not in (None, parser):
            continue
        counts, causes, refusals = collections.Counter(), collections.Counter(), collections.Counter()
        for text, mine in zip(messages, read):
            theirs, refusal = parse(text)
            refusals.update([refusal] if refusal else [])
            if mine is None or theirs is None:
                counts[f"accepted {'here' if mine else ''}{'there' if theirs else ''}" if mine or theirs else "neither"] += 1
                continue
            counts["accepted by both"] += 1
            pairs = zip(PATHS, mine["values"], theirs["values"])
            different = [(path, a, b) for path, a, b in pairs if a != b]
            counts["fields compared"] += len(PATHS)
            if theirs["segments"] is not None and mine["segments"] != theirs["segments"]:
                causes["names of segments differ"] += 1
                if causes["names of segments differ"] <= 5:
                    print(f"  {mine['segments']} here, {theirs['segments']} by {parser}: {text!r}")
            for path, a, b in different:
                cause = known_cause(parser, path, text, a, b)
                causes[cause or "UNEXPLAINED"] += 1
                if cause is None:
                    unexplained += 1
                    if causes["UNEXPLAINED"] <= 10:
                        print(f"  {name(path)}: {a!r} here, {b!r} by {parser}: {text!r}")
        print(f"{parser}: {dict(counts)}")
        print(f"  differences: {dict(causes)}")
        print(f"  refused there: {dict(refusals)}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
