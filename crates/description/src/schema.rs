//! A JSON Schema of the hospital file, for editors: completion, hints and the first mistakes while typing.
//!
//! It is made from the table of keys. What a schema cannot say (names that must exist, shares that must sum to one) is
//! left to [`crate::read`].

use hospital::{ExitKind, PlaceKind};
use serde_json::{Map, Value as Json, json};

use crate::keys::{FILE, FORMS, Key, Need, PARTS, Part, Shape};
use crate::problem::Problems;
use crate::tree::{Node, Value, parse};

/// The JSON Schema (draft 2020-12) of the hospital file, the same text every time.
pub fn schema() -> String {
    let mut definitions = Map::new();
    for part in PARTS.iter().filter(|part| part.id != FILE.id) {
        definitions.insert(part.id.to_owned(), of_part(part));
    }
    for part in FORMS.iter().filter(|part| part.id != "distribution") {
        definitions.insert(part.id.to_owned(), of_part(part));
    }
    for (name, definition) in basic() {
        definitions.insert(name.to_owned(), definition);
    }
    for inner in [&Shape::Distribution, &Shape::Shares, &Shape::Next, &Shape::Places, &Shape::Name("a place")]
    {
        definitions.insert(name_of_by(inner), by(inner));
    }
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!("Onward hospital file"));
    if let Json::Object(file) = of_part(&FILE) {
        whole.extend(file);
    }
    whole.insert("$defs".to_owned(), Json::Object(definitions));
    format!("{:#}\n", Json::Object(whole))
}

fn of_part(part: &Part) -> Json {
    let properties: Map<String, Json> = part.keys.iter().map(of_key).collect();
    let required: Vec<&str> =
        part.keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let mut object = Map::new();
    object.insert("description".to_owned(), json!(part.doc));
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Json::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    if part.id == "lognormal" {
        object.insert("patternProperties".to_owned(), json!({ "^p[1-9][0-9]?$": definition("duration") }));
    }
    object.insert("additionalProperties".to_owned(), part.names.as_ref().map_or(json!(false), of_shape));
    Json::Object(object)
}

fn of_key(key: &Key) -> (String, Json) {
    let mut property = Map::new();
    let default = if key.default.is_empty() { String::new() } else { format!(" Default: {}.", key.default) };
    property.insert("description".to_owned(), json!(format!("{}{default}", key.doc)));
    if let Json::Object(shape) = of_shape(&key.shape) {
        property.extend(shape);
    }
    if let Some(example) = example(key) {
        property.insert("examples".to_owned(), json!([example]));
    }
    (key.name.to_owned(), Json::Object(property))
}

/// The example's value, as JSON.
fn example(key: &Key) -> Option<Json> {
    let table = parse(key.example, 0, &mut Problems::default());
    table.entries.first().map(|entry| to_json(&entry.node))
}

fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Text(text) => json!(text),
        Value::Number { whole: Some(whole), .. } => json!(*whole as i64),
        Value::Number { value, .. } => json!(value),
        Value::Flag(flag) => json!(flag),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Table(table) => Json::Object(
            table.entries.iter().map(|entry| (entry.key.clone(), to_json(&entry.node))).collect(),
        ),
    }
}

fn definition(name: &str) -> Json {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn of_shape(shape: &Shape) -> Json {
    match shape {
        Shape::Text | Shape::Name(_) | Shape::Date => json!({ "type": "string" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::PlaceKind => json!({ "enum": PlaceKind::ALL.map(|(_, name)| name) }),
        Shape::ExitKind => json!({ "enum": ExitKind::ALL.map(|(_, name)| name) }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Duration => definition("duration"),
        Shape::Count => definition("count"),
        Shape::People => definition("people"),
        Shape::Rate => definition("rate"),
        Shape::Money => definition("money"),
        Shape::MoneyRate => definition("cost_over_time"),
        Shape::Day => json!({ "type": "string", "pattern": "^[0-9]{1,2}-[0-9]{1,2}$" }),
        Shape::Steps => {
            json!({ "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": 1 })
        }
        Shape::Numbers(length) => {
            json!({ "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": length, "maxItems": length })
        }
        Shape::Distribution => definition("distribution"),
        Shape::Roster => definition("roster"),
        Shape::Hours => {
            json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
        }
        Shape::Places => definition("places"),
        Shape::Next => definition("next"),
        Shape::Shares => definition("shares"),
        Shape::Any => json!({}),
        Shape::List(inner) => json!({ "type": "array", "items": of_shape(inner) }),
        Shape::Pair(first, second) => {
            json!({ "type": "array", "prefixItems": [of_shape(first), of_shape(second)], "minItems": 2, "maxItems": 2 })
        }
        Shape::Table(part) => definition(part.id),
        Shape::Map(inner) => json!({ "type": "object", "additionalProperties": of_shape(inner) }),
        Shape::By(inner) => definition(&name_of_by(inner)),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of_shape).collect::<Vec<_>>() }),
    }
}

fn name_of_by(inner: &Shape) -> String {
    let shared = match of_shape(inner).get("$ref") {
        Some(Json::String(shared)) => shared.trim_start_matches("#/$defs/").to_owned(),
        Some(_) | None => "name".to_owned(),
    };
    format!("{shared}_by")
}

/// A value, or a table that says `by` which attribute it differs and has a case for each value.
fn by(inner: &Shape) -> Json {
    json!({
        "anyOf": [
            of_shape(inner),
            {
                "type": "object",
                "properties": { "by": { "type": "string", "description": "The attribute that decides." } },
                "required": ["by"],
                "additionalProperties": definition(&name_of_by(inner)),
            }
        ]
    })
}

/// Texts with units, and shapes that many keys share.
fn basic() -> Vec<(&'static str, Json)> {
    let number = "[0-9][0-9,]*(\\.[0-9]+)?";
    let unit = "(ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hours?|d|days?|weeks?|years?)";
    let text = |pattern: String, example: &str| json!({ "type": "string", "pattern": pattern, "examples": [example] });
    let noun = "[A-Za-z][^/%]*";
    let forms: Vec<Json> = FORMS[0]
        .keys
        .iter()
        .map(|key| {
            let (name, property) = of_key(key);
            json!({ "type": "object", "properties": { name.clone(): property }, "required": [name], "additionalProperties": false })
        })
        .collect();
    let distribution: Vec<Json> = std::iter::once(definition("duration")).chain(forms).collect();
    let share = json!({ "type": ["number", "string"] });
    vec![
        ("duration", text(format!("^\\s*({number}\\s*{unit}\\s*)+$"), "4 h")),
        ("count", text(format!("^\\s*{number}\\s*{noun}$"), "28 beds")),
        (
            "people",
            json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": format!("^\\s*{number}\\s*({noun})?$") }] }),
        ),
        ("rate", text(format!("^\\s*{number}\\s*({noun})?(/| per ).*$"), "74 / day")),
        ("money", text(format!("^-?£{number}$"), "£120")),
        ("cost_over_time", text(format!("^-?£{number}\\s*(/| per ).*$"), "£346 / day")),
        ("distribution", json!({ "description": FORMS[0].doc, "anyOf": distribution })),
        (
            "roster",
            json!({
                "description": "The name of a `[roster.NAME]`, or hours of the week with numbers, or `dates`.",
                "anyOf": [
                    { "type": "string" },
                    { "type": "object", "properties": { "roster": { "type": "string" } }, "required": ["roster"], "additionalProperties": false },
                    {
                        "type": "object",
                        "properties": { "dates": { "type": "array", "items": { "type": "array", "prefixItems": [definition("duration"), definition("people")] } } },
                        "required": ["dates"],
                        "additionalProperties": false,
                    },
                    { "type": "object", "additionalProperties": definition("people") },
                ]
            }),
        ),
        (
            "places",
            json!({ "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] } },
            ] }),
        ),
        ("shares", json!({ "type": "object", "additionalProperties": share })),
        (
            "next",
            json!({ "anyOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "anyOf": [share, { "type": "object", "additionalProperties": share }] } },
            ] }),
        ),
    ]
}
