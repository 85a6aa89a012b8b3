//! The front matter of each kind of document as JSON Schema, draft 2020-12, out of the table of fields.
//!
//! It says what a key may hold. What needs other documents or the portfolio's scale is left to `check`.

use serde_json::{Map, Value, json};

use crate::portfolio::fields::{self, DocumentKind, Field, Shape};

/// The schema of one kind of document's front matter.
pub fn schema(kind: DocumentKind) -> Value {
    let word = kind.word();
    let mut whole = object(kind.fields());
    let mut head = Map::new();
    head.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    head.insert("$id".to_owned(), json!(format!("quarterdeck.{word}/1")));
    head.insert("title".to_owned(), json!(format!("Front matter of a quarterdeck {word}")));
    head.append(&mut whole);
    Value::Object(head)
}

/// A map in which every key is known or begins with `x-`.
fn object(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.to_owned(), described(field))).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("patternProperties".to_owned(), json!({ "^x-": true }));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

/// A field's schema. A missing, an empty and a null value are the same.
fn described(field: &Field) -> Value {
    json!({
        "description": format!("{}, such as {}", field.about, field.example),
        "anyOf": [value(&field.shape), { "type": "null" }],
    })
}

fn value(shape: &Shape) -> Value {
    match shape {
        Shape::Line => json!({ "type": ["string", "number", "boolean"], "maxLength": 300 }),
        Shape::Text => json!({ "type": ["string", "number", "boolean"], "maxLength": 4000 }),
        Shape::Id => id(),
        Shape::Ids => one_or_many(&id()),
        Shape::Tags => one_or_many(&json!({ "type": ["string", "number", "boolean"], "maxLength": 60 })),
        Shape::Score => json!({ "type": "number" }),
        Shape::Rating => json!({ "anyOf": [{ "type": "number" }, object(fields::RATING)] }),
        Shape::Number(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        Shape::Percent => json!({ "type": "string", "pattern": "^[0-9]{1,3}(\\.[0-9])? ?%$" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Quarter => quarter(),
        Shape::Quarters => one_or_many(&quarter()),
        Shape::Word(words) => json!({ "enum": words() }),
        Shape::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        Shape::Link => json!({ "type": "string", "maxLength": 300 }),
        Shape::Map(fields) => Value::Object(object(fields)),
        Shape::Maps(fields) => {
            json!({ "type": "array", "items": { "anyOf": [object(fields), { "type": "string" }] } })
        }
        Shape::Free(inner) => json!({
            "type": "object",
            "additionalProperties": { "anyOf": [value(inner), { "type": "null" }] },
        }),
        Shape::Weights => Value::Object(object(fields::WEIGHTS)),
        Shape::Order => json!({
            "type": "array",
            "items": { "enum": ["business", "interest", "growth"] },
            "uniqueItems": true, "minItems": 3, "maxItems": 3,
        }),
        Shape::Allow => one_or_many(&json!({ "anyOf": [code(), object(fields::ALLOWANCE)] })),
    }
}

fn one_or_many(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn id() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength": 100 })
}

fn quarter() -> Value {
    json!({ "type": "string", "examples": ["2026-Q4", "Q4 2026", "FY27-Q1"] })
}

fn code() -> Value {
    json!({ "type": "string", "pattern": "^QD[0-9]{3}$" })
}

#[cfg(test)]
mod tests {
    use super::schema;
    use crate::portfolio::DocumentKind;

    #[test]
    fn every_field_is_described() {
        for kind in DocumentKind::ALL {
            let schema = schema(kind);
            let properties = schema["properties"].as_object().unwrap();
            assert_eq!(properties.len(), kind.fields().len());
            for field in kind.fields() {
                assert!(properties[field.key]["description"].as_str().unwrap().len() > 20, "{}", field.key);
            }
        }
    }

    #[test]
    fn words_and_bounds_come_from_the_table() {
        let schema = schema(DocumentKind::Project);
        let status = &schema["properties"]["status"]["anyOf"][0]["enum"];
        assert_eq!(status[0], "proposed");
        assert_eq!(schema["properties"]["effort"]["anyOf"][0]["maximum"], 10_000.0);
        assert_eq!(schema["additionalProperties"], false);
    }
}
