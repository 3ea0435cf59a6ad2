//! Shapes as schemas: records become definitions, everything else is written where it is used.

use serde_json::{Map, Value, json};

use crate::model::record::{Field, Fields, Shape};

use super::hint::{Choice, Hint, Hints};
use super::leaf::{Leaves, placeholder_pattern};

/// The version of JSON Schema.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Builds one schema.
pub(super) struct Builder<'a> {
    /// The patterns of single values.
    pub leaves: Leaves,
    /// What is known about keys beyond their types.
    pub hints: &'a Hints<'a>,
    /// The required keys of a record; `NAME[]` is the record as an item of a list.
    pub required: fn(&str) -> &'static [&'static str],
    definitions: Map<String, Value>,
}

impl<'a> Builder<'a> {
    /// Returns a builder without definitions.
    pub(super) fn new(
        leaves: Leaves,
        hints: &'a Hints<'a>,
        required: fn(&str) -> &'static [&'static str],
    ) -> Self {
        Self {
            leaves,
            hints,
            required,
            definitions: Map::new(),
        }
    }

    /// Returns the whole document for a file of this shape.
    pub(super) fn document(
        mut self,
        root: Shape,
        title: &str,
        description: &str,
        comment: &str,
    ) -> String {
        let mut schema = match root {
            Shape::Record(fields) => self.object(&fields()),
            _ => Map::new(),
        };
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("$schema".to_owned(), json!(DRAFT));
        schema.insert("title".to_owned(), json!(title));
        schema.insert("description".to_owned(), json!(description));
        schema.insert("$comment".to_owned(), json!(comment));
        schema.insert("$defs".to_owned(), Value::Object(self.definitions));
        crate::render::json::visible(format!("{:#}\n", Value::Object(schema)))
    }

    /// Returns the schema of what a key can hold.
    fn value(&mut self, shape: Shape, hint: Option<&Hint>) -> Map<String, Value> {
        match shape {
            Shape::Leaf(leaf) => match hint {
                Some(Hint::Closed(choices)) => self.closed(choices),
                Some(Hint::Known(name, choices)) => {
                    let known = any_of(&[listed(choices), self.leaves.leaf(leaf)]);
                    self.shared(name, known)
                }
                Some(Hint::Pattern(pattern)) => {
                    object(json!({ "type": self.leaves.types(&["string"]), "pattern": pattern }))
                }
                Some(Hint::Keys(_)) | None => {
                    let value = self.leaves.leaf(leaf);
                    self.shared(Leaves::name(leaf), value)
                }
            },
            Shape::Record(fields) => self.reference(&fields()),
            Shape::List(item) => {
                let mut items = self.value(*item, hint);
                if let Shape::Record(fields) = item {
                    // In a list, a record may require a key that elsewhere is the key in front of the record.
                    let required = (self.required)(&format!("{}[]", fields().name));
                    require(&mut items, required);
                }
                let mut list = self.container("array");
                list.insert("items".to_owned(), items.into());
                list
            }
            Shape::OneOrMany(item) => {
                let one = self.value(*item, hint);
                let many = json!({ "type": "array", "items": one });
                any_of(&[object(many), one])
            }
            Shape::Table(item) => self.table(*item, hint),
            Shape::Either(shapes) => {
                let forms = shapes.iter().map(|shape| self.value(*shape, hint));
                any_of(&forms.collect::<Vec<_>>())
            }
            Shape::Any => Map::new(),
        }
    }

    /// Returns the schema of one of some values. Lint reports a placeholder such as `tbd` only where a value is required.
    fn closed(&mut self, choices: &[Choice]) -> Map<String, Value> {
        let placeholder = json!({
            "type": self.leaves.types(&["string"]),
            "pattern": format!("^{}$", placeholder_pattern()),
        });
        let placeholder = self.shared("placeholder", object(placeholder));
        any_of(&[listed(choices), placeholder])
    }

    /// Returns a reference to a definition, for what is used in many places.
    fn shared(&mut self, name: &str, schema: Map<String, Value>) -> Map<String, Value> {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), schema.into());
        }
        object(json!({ "$ref": format!("#/$defs/{name}") }))
    }

    fn table(&mut self, item: Shape, hint: Option<&Hint>) -> Map<String, Value> {
        let mut table = self.container("object");
        if let Some(Hint::Keys(choices)) = hint {
            let value = self.value(item, None);
            let known = choices.iter().map(|choice| {
                let mut value = value.clone();
                describe(&mut value, &choice.about);
                (choice.value.clone(), value.into())
            });
            table.insert("properties".to_owned(), Value::Object(known.collect()));
            table.insert("additionalProperties".to_owned(), json!(false));
        } else {
            let value = self.value(item, hint);
            table.insert("additionalProperties".to_owned(), value.into());
        }
        table
    }

    /// Returns the schema of a map or a list, or of a placeholder for it.
    fn container(&self, kind: &str) -> Map<String, Value> {
        object(json!({
            "type": self.leaves.types(&[kind, "string"]),
            "pattern": format!("^{}$", placeholder_pattern()),
        }))
    }

    /// Returns a reference to a record, defined once, or its short form if it has one.
    fn reference(&mut self, fields: &Fields) -> Map<String, Value> {
        if !self.definitions.contains_key(fields.name) {
            let mut definition = self.definition(fields);
            describe(&mut definition, &plain(fields.doc));
            self.definitions
                .insert(fields.name.to_owned(), definition.into());
        }
        object(json!({ "$ref": format!("#/$defs/{}", fields.name) }))
    }

    fn definition(&mut self, fields: &Fields) -> Map<String, Value> {
        let mut long = self.object(fields);
        let short = fields
            .fields
            .iter()
            .find(|field| Some(field.key) == fields.short);
        let Some(short) = short else {
            long.extend(self.container("object"));
            return long;
        };
        long.insert("type".to_owned(), json!("object"));
        let hint = (self.hints)(fields.name, short);
        let (None, Shape::Leaf(leaf)) = (&hint, short.shape) else {
            let short = self.value(short.shape, hint.as_ref());
            return any_of(&[long, short]);
        };
        // Keywords speak of their own type only, so a short form without names can stand in the same schema.
        let mut short = self.leaves.leaf(leaf);
        let mut types = match short.remove("type") {
            Some(Value::Array(types)) => types,
            one => one.into_iter().collect(),
        };
        types.insert(0, json!("object"));
        long.extend(short);
        long.insert("type".to_owned(), types.into());
        long
    }

    /// Returns the map with its keys, without a type.
    fn object(&mut self, fields: &Fields) -> Map<String, Value> {
        let properties: Map<String, Value> = fields
            .fields
            .iter()
            .map(|field| (field.key.to_owned(), self.field(fields.name, field).into()))
            .collect();
        let mut schema = object(json!({ "properties": properties, "additionalProperties": false }));
        require(&mut schema, (self.required)(fields.name));
        schema
    }

    fn field(&mut self, record: &str, field: &Field) -> Map<String, Value> {
        let hint = (self.hints)(record, field);
        let mut value = self.value(field.shape, hint.as_ref());
        describe(&mut value, &plain(field.doc));
        value
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn any_of(forms: &[Map<String, Value>]) -> Map<String, Value> {
    object(json!({ "anyOf": forms }))
}

/// Returns the values, and what they mean where editors look for it. YAML reads a value such as `1` as a number.
fn listed(choices: &[Choice]) -> Map<String, Value> {
    let mut names: Vec<Value> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for choice in choices {
        let read: Option<Value> = serde_json::from_str(&choice.value).ok();
        let scalar = read.filter(|value| value.is_number() || value.is_boolean());
        for name in [Some(json!(choice.value)), scalar].into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
                words.push(&choice.about);
            }
        }
    }
    if words.iter().all(|word| word.is_empty()) {
        return object(json!({ "enum": names }));
    }
    object(json!({ "enum": names, "enumDescriptions": words }))
}

fn require(schema: &mut Map<String, Value>, keys: &[&str]) {
    if !keys.is_empty() {
        schema.insert("required".to_owned(), json!(keys));
    }
}

fn describe(schema: &mut Map<String, Value>, text: &str) {
    if !text.is_empty() {
        schema.insert("description".to_owned(), json!(text));
    }
}

/// Strips documentation of backticks, links between types, and numbers of rules that its reader does not have at hand.
fn plain(doc: &str) -> String {
    let mut out = String::with_capacity(doc.len());
    let mut rest = doc.trim();
    while let Some(open) = rest.find(" (D") {
        let Some(close) = rest[open..].find(')') else {
            break;
        };
        out.push_str(&rest[..open]);
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out.replace("[`super::limits::Limits`]", "docs/format.md")
        .replace("[`Agreed`]", "agreed")
        .replace('`', "")
}
