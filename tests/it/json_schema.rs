//! JSON Schema, as far as the schemas here go.
//!
//! A keyword that is not known ends the test, so that nothing is taken for checked that was not.

use std::cell::RefCell;
use std::collections::BTreeSet;

use regex_lite::Regex;
use serde_json::Value;

/// What becomes of a property that the schema does not name, where it does not say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// It may be there, as JSON Schema has it.
    Allowed,
    /// It is a fault: our own outputs hold nothing that their schema keeps silent about.
    Refused,
}

/// A schema, and which of its properties were met.
pub(crate) struct Schema {
    root: Value,
    others: Others,
    met: RefCell<BTreeSet<*const Value>>,
}

impl Schema {
    pub(crate) fn new(text: &str, others: Others) -> Self {
        Self { root: serde_json::from_str(text).unwrap(), others, met: RefCell::default() }
    }

    /// Where a document is not as the schema says.
    pub(crate) fn faults(&self, document: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(document, &self.root, "", &mut faults);
        faults
    }

    /// The properties that no document had.
    pub(crate) fn never_met(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.unmet(&self.root, "", &mut names);
        names
    }

    fn unmet(&self, schema: &Value, at: &str, names: &mut Vec<String>) {
        let Value::Object(parts) = schema else { return };
        for (name, part) in parts {
            let at = format!("{at}/{name}");
            if name == "properties" {
                for (property, schema) in part.as_object().unwrap() {
                    if !self.met.borrow().contains(&std::ptr::from_ref(schema)) {
                        names.push(format!("{at}/{property}"));
                    }
                    self.unmet(schema, &format!("{at}/{property}"), names);
                }
            } else {
                self.unmet(part, &at, names);
            }
        }
    }

    fn check(&self, value: &Value, schema: &Value, at: &str, faults: &mut Vec<String>) {
        match schema {
            Value::Bool(true) => {}
            Value::Object(keywords) => {
                for (keyword, wanted) in keywords {
                    if !self.keyword(keyword, wanted, value, at, faults) {
                        faults.push(format!("{at}: {keyword} is {wanted}, found {value}"));
                    }
                }
                if let Value::Object(map) = value {
                    self.others(map, schema, at, faults);
                }
            }
            _ => faults.push(format!("{at}: nothing may be here, found {value}")),
        }
    }

    /// Whether a value is as one keyword says; what is wrong deeper inside is added to the faults.
    fn keyword(
        &self,
        keyword: &str,
        wanted: &Value,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) -> bool {
        let text = value.as_str();
        let list = value.as_array();
        let least = |count: Option<usize>| count.is_none_or(|count| count as u64 >= wanted.as_u64().unwrap());
        let most = |count: Option<usize>| count.is_none_or(|count| count as u64 <= wanted.as_u64().unwrap());
        let fits = |schema: &&Value| {
            let mut inside = Vec::new();
            self.check(value, schema, at, &mut inside);
            inside.is_empty()
        };
        match keyword {
            "$schema" | "$id" | "title" | "description" | "default" | "examples" | "$defs"
            | "definitions" => {}
            "$ref" => self.check(value, self.named(wanted), at, faults),
            "type" => return one_or_many(wanted).any(|kind| is(value, kind)),
            "const" => return value == wanted,
            "enum" => return wanted.as_array().unwrap().contains(value),
            "anyOf" => return wanted.as_array().unwrap().iter().any(|it| fits(&it)),
            "oneOf" => return wanted.as_array().unwrap().iter().filter(fits).count() == 1,
            "minimum" => return value.as_f64().is_none_or(|it| it >= wanted.as_f64().unwrap()),
            "maximum" => return value.as_f64().is_none_or(|it| it <= wanted.as_f64().unwrap()),
            "minLength" => return least(text.map(|it| it.chars().count())),
            "maxLength" => return most(text.map(|it| it.chars().count())),
            "pattern" => {
                return text.is_none_or(|it| Regex::new(wanted.as_str().unwrap()).unwrap().is_match(it));
            }
            "format" => return text.is_none_or(|it| has_form(it, wanted.as_str().unwrap())),
            "minItems" => return least(list.map(Vec::len)),
            "maxItems" => return most(list.map(Vec::len)),
            "uniqueItems" => {
                return list
                    .is_none_or(|it| !it.iter().enumerate().any(|(at, item)| it[..at].contains(item)));
            }
            "items" => {
                for (index, item) in list.into_iter().flatten().enumerate() {
                    self.check(item, wanted, &format!("{at}/{index}"), faults);
                }
            }
            "required" => {
                let missing = |name: &Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
                return !wanted.as_array().unwrap().iter().any(missing);
            }
            _ => {
                let by_the_names_of_the_map = ["properties", "patternProperties", "additionalProperties"];
                assert!(
                    by_the_names_of_the_map.contains(&keyword),
                    "{at}: the keyword {keyword} is not known here"
                );
            }
        }
        true
    }

    /// The values of a map, each by the schema for its name.
    fn others(
        &self,
        map: &serde_json::Map<String, Value>,
        schema: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        let names_something = schema.get("properties").is_some();
        for (name, value) in map {
            let at = format!("{at}/{name}");
            let patterns = schema["patternProperties"].as_object().into_iter().flatten();
            let patterned = patterns.filter(|(pattern, _)| Regex::new(pattern).unwrap().is_match(name));
            let by_pattern: Vec<&Value> = patterned.map(|(_, schema)| schema).collect();
            let by_name = schema["properties"].get(name);
            if let Some(schema) = by_name {
                self.met.borrow_mut().insert(std::ptr::from_ref(schema));
            }
            for schema in by_name.iter().chain(&by_pattern) {
                self.check(value, schema, &at, faults);
            }
            if by_name.is_some() || !by_pattern.is_empty() {
                continue;
            }
            match schema.get("additionalProperties") {
                Some(other) => self.check(value, other, &at, faults),
                None if names_something && self.others == Others::Refused => {
                    faults.push(format!("{at}: the schema does not name it"));
                }
                None => {}
            }
        }
    }

    fn named(&self, reference: &Value) -> &Value {
        let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
        self.root.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }
}

fn one_or_many(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_array().into_iter().flatten();
    value.as_str().into_iter().chain(many.filter_map(Value::as_str))
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("{kind} is no type"),
    }
}

fn has_form(text: &str, form: &str) -> bool {
    let reference = Regex::new(r"^([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$").unwrap();
    let form = match form {
        "uri-reference" => return reference.is_match(text),
        "uri" => {
            return reference.is_match(text) && Regex::new("^[a-z][a-z0-9+.-]*:.").unwrap().is_match(text);
        }
        "date" => r"^\d{4}-\d{2}-\d{2}$",
        "date-time" => r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$",
        _ => panic!("the form {form} is not known here"),
    };
    Regex::new(form).unwrap().is_match(text)
}

#[test]
fn a_schema_finds_what_is_wrong_and_what_was_never_there() {
    let text = r##"{"$ref": "#/$defs/it", "$defs": {"it": {"type": "object", "required": ["a"], "properties": {
        "a": {"type": ["integer", "null"], "minimum": 1}, "b": {"enum": ["x", "y"]}, "c": {"pattern": "^QD[0-9]{3}$"},
        "d": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"format": "uri-reference"}},
        "e": {"oneOf": [{"const": 1}, {"type": "integer"}]}, "f": {"additionalProperties": false}}}}}"##;
    let schema = Schema::new(text, Others::Refused);
    let faults = |document: Value| schema.faults(&document).len();
    assert_eq!(faults(serde_json::json!({"a": 1, "b": "x", "c": "QD101", "d": ["a/b%20c"], "e": 2})), 0);
    assert_eq!(schema.never_met(), ["/$defs/it/properties/f"]);
    for wrong in [
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({"a": 0}),
        serde_json::json!({"a": "1"}),
        serde_json::json!({"a": null, "b": "z"}),
        serde_json::json!({"a": 1, "c": "QD1"}),
        serde_json::json!({"a": 1, "d": []}),
        serde_json::json!({"a": 1, "d": ["a", "a"]}),
        serde_json::json!({"a": 1, "d": ["a b"]}),
        serde_json::json!({"a": 1, "e": 1}),
        serde_json::json!({"a": 1, "f": {"g": 1}}),
        serde_json::json!({"a": 1, "h": 1}),
    ] {
        assert_eq!(faults(wrong.clone()), 1, "{wrong}");
    }
    assert!(Schema::new(text, Others::Allowed).faults(&serde_json::json!({"a": 1, "h": 1})).is_empty());
}
