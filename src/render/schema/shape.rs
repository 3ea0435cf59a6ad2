//! Shapes as schemas: records become definitions, everything else is written where it is used.

use serde_json::{Value, json};

use crate::model::record::{Field, Fields, Leaf, Shape};

use super::forms::{Scalar, Schema, Style, any_of, object};
use super::hint::{Choice, Hint, Hints};
use super::leaf::{Leaves, placeholder_pattern};
use super::words::{describe, in_words, listed, plain, require};

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
    definitions: Schema,
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
            definitions: Schema::new(),
        }
    }

    /// Returns the whole document for a file of this shape.
    pub(super) fn document(
        mut self,
        root: Shape,
        title: &str,
        description: &str,
        comment: &str,
        id: &str,
    ) -> String {
        let mut schema = match root {
            Shape::Record(fields) => self.object(&fields()),
            _ => Schema::new(),
        };
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("$schema".to_owned(), json!(DRAFT));
        schema.insert("$id".to_owned(), json!(id));
        schema.insert("title".to_owned(), json!(title));
        schema.insert("description".to_owned(), json!(description));
        schema.insert("$comment".to_owned(), json!(comment));
        schema.insert("$defs".to_owned(), Value::Object(self.definitions));
        crate::render::json::visible(format!("{:#}\n", Value::Object(schema)))
    }

    /// Returns the schema of what a key can hold.
    fn value(&mut self, shape: Shape, hint: Option<&Hint>) -> Schema {
        let style = self.leaves.style;
        match shape {
            Shape::Leaf(leaf) => self.leaf(leaf, hint),
            Shape::Record(fields) => self.reference(&fields()),
            Shape::List(item) => {
                let list = self.list(*item, hint);
                style.select(None, Some(list), self.container(LIST))
            }
            Shape::OneOrMany(item) => {
                let one = self.value(*item, hint);
                let many = object(json!({ "type": "array", "items": one }));
                let offered = self.offered(*item, hint);
                offering(style.select(None, Some(many), one), offered)
            }
            Shape::Table(item) => {
                let table = self.table(*item, hint);
                style.select(Some(table), None, self.container(KEYS))
            }
            Shape::Either(shapes) => self.either(shapes, hint),
            Shape::Any => Schema::new(),
        }
    }

    /// Returns the schema of a single value.
    fn leaf(&mut self, leaf: Leaf, hint: Option<&Hint>) -> Schema {
        match hint {
            Some(Hint::Closed(name, choices)) => {
                let offered = self.offered(Shape::Leaf(leaf), hint);
                let closed = self.closed(*name, choices);
                offering(closed, offered)
            }
            Some(Hint::Known(name, choices)) => {
                let text = self.leaves.leaf(leaf);
                let text = self.shared(Leaves::name(leaf), text);
                let known = match self.leaves.style {
                    Style::ByType => {
                        let mut known = text;
                        known.insert("anyOf".to_owned(), json!([listed(choices), {}]));
                        known
                    }
                    Style::SideBySide => any_of(&[listed(choices), text]),
                };
                self.shared(name, known)
            }
            Some(Hint::Pattern(pattern, expected)) => self.leaves.style.scalar(Scalar {
                expected: (*expected).to_owned(),
                text: Some(object(json!({ "pattern": pattern }))),
                ..Scalar::default()
            }),
            Some(Hint::Keys(..)) | None => {
                let mut value = self.leaves.leaf(leaf);
                if leaf == Leaf::Flag && self.leaves.style == Style::ByType {
                    value.insert("examples".to_owned(), json!([true, false]));
                }
                self.shared(Leaves::name(leaf), value)
            }
        }
    }

    /// Returns the schema of one of some values. Lint reports a placeholder such as `tbd` only where a value is required.
    fn closed(&mut self, name: Option<&'static str>, choices: &[Choice]) -> Schema {
        let mut values = listed(choices);
        if let Some(name) = name {
            values = self.shared(name, values);
        }
        let placeholder = object(json!({
            "type": if self.leaves.style == Style::ByType { json!(["string", "null"]) } else { json!("string") },
            "pattern": format!("^{}$", placeholder_pattern()),
        }));
        let placeholder = self.shared("placeholder", placeholder);
        match self.leaves.style {
            Style::ByType => object(json!({ "if": placeholder, "else": values })),
            Style::SideBySide => any_of(&[values, placeholder]),
        }
    }

    /// Returns the values that an editor offers for a shape, which it finds at the top of a schema only.
    fn offered(&self, shape: Shape, hint: Option<&Hint>) -> Option<Schema> {
        if self.leaves.style == Style::SideBySide {
            return None;
        }
        match (shape, hint) {
            (Shape::Leaf(_), Some(Hint::Closed(Some(name), _))) => {
                Some(object(json!({ "$ref": format!("#/$defs/{name}") })))
            }
            (Shape::Leaf(_), Some(Hint::Closed(None, choices) | Hint::Known(_, choices))) => {
                Some(listed(choices))
            }
            (Shape::Record(fields), _) => {
                let fields = fields();
                let short = short_of(&fields)?;
                let hint = (self.hints)(fields.name, short);
                self.offered(short.shape, hint.as_ref())
            }
            (Shape::OneOrMany(item), hint) => self.offered(*item, hint),
            _ => None,
        }
    }

    fn either(&mut self, shapes: &[Shape], hint: Option<&Hint>) -> Schema {
        let (mut map, mut list, mut rest) = (None, None, None);
        for shape in shapes {
            match shape {
                Shape::Record(_) => map = Some(self.value(*shape, hint)),
                Shape::Table(item) => map = Some(self.table(**item, hint)),
                Shape::List(item) => list = Some(self.list(**item, hint)),
                _ => rest = Some(self.value(*shape, hint)),
            }
        }
        let rest = rest.unwrap_or_else(|| self.container(KEYS));
        self.leaves.style.select(map, list, rest)
    }

    fn list(&mut self, item: Shape, hint: Option<&Hint>) -> Schema {
        let mut items = self.value(item, hint);
        if let Shape::Record(fields) = item {
            // In a list, a record may require a key that elsewhere is the key in front of the record.
            let required = (self.required)(&format!("{}[]", fields().name));
            if !required.is_empty() {
                items.insert("if".to_owned(), json!({ "type": "object" }));
                let keys: Schema = required
                    .iter()
                    .map(|key| {
                        let about = json!({ "description": "In a list every item needs it." });
                        ((*key).to_owned(), about)
                    })
                    .collect();
                items.insert(
                    "then".to_owned(),
                    json!({ "type": "object", "properties": keys, "required": required }),
                );
            }
        }
        self.leaves.style.list(&items)
    }

    /// Returns a reference to a definition, for what is used in many places.
    fn shared(&mut self, name: &str, schema: Schema) -> Schema {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), schema.into());
        }
        object(json!({ "$ref": format!("#/$defs/{name}") }))
    }

    fn table(&mut self, item: Shape, hint: Option<&Hint>) -> Schema {
        let mut table = Schema::new();
        if let Some(Hint::Keys(choices, other)) = hint {
            let value = self.value(item, None);
            let known = choices.iter().map(|choice| {
                let mut value = value.clone();
                describe(&mut value, &choice.about);
                (choice.value.clone(), value.into())
            });
            table.insert("properties".to_owned(), Value::Object(known.collect()));
            table.insert("additionalProperties".to_owned(), json!(false));
            table.insert("errorMessage".to_owned(), json!(other));
        } else {
            let value = self.value(item, hint);
            table.insert("additionalProperties".to_owned(), value.into());
        }
        self.leaves.style.map(table)
    }

    /// Returns what fits in the place of a map or a list: a placeholder.
    fn container(&self, expected: &str) -> Schema {
        self.leaves.placeholder(expected)
    }

    /// Returns a reference to a record, defined once, or its short form if it has one.
    fn reference(&mut self, fields: &Fields) -> Schema {
        if !self.definitions.contains_key(fields.name) {
            // A record that holds itself finds its own name.
            self.definitions.insert(fields.name.to_owned(), json!({}));
            let mut definition = self.definition(fields);
            definition.insert("title".to_owned(), json!(in_words(fields.name)));
            describe(&mut definition, &plain(fields.doc));
            self.definitions
                .insert(fields.name.to_owned(), definition.into());
        }
        object(json!({ "$ref": format!("#/$defs/{}", fields.name) }))
    }

    fn definition(&mut self, fields: &Fields) -> Schema {
        let style = self.leaves.style;
        let long = style.map(self.object(fields));
        let Some(short) = short_of(fields) else {
            let keys = fields.fields.iter().map(|field| field.key);
            let expected = format!(
                "Write keys here, each with its value: {} ….",
                keys.take(3)
                    .map(|key| format!("{key}: …"))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            return style.select(Some(long), None, self.container(&expected));
        };
        let hint = (self.hints)(fields.name, short);
        let offered = self.offered(short.shape, hint.as_ref());
        let short = match (&hint, short.shape) {
            // Without a second list of what is offered.
            (Some(Hint::Closed(name, choices)), Shape::Leaf(_)) => self.closed(*name, choices),
            _ => self.value(short.shape, hint.as_ref()),
        };
        offering(style.select(Some(long), None, short), offered)
    }

    /// Returns the map with its keys, without a type.
    fn object(&mut self, fields: &Fields) -> Schema {
        let properties: Schema = fields
            .fields
            .iter()
            .map(|field| (field.key.to_owned(), self.field(fields.name, field).into()))
            .collect();
        let mut schema = object(json!({ "properties": properties, "additionalProperties": false }));
        require(&mut schema, (self.required)(fields.name));
        schema
    }

    fn field(&mut self, record: &str, field: &Field) -> Schema {
        let hint = (self.hints)(record, field);
        let mut value = self.value(field.shape, hint.as_ref());
        describe(&mut value, &plain(field.doc));
        value
    }
}

/// What stands where a list or keys belong.
const LIST: &str =
    "Write a list here: each item in a line of its own that begins with a hyphen and a space.";
const KEYS: &str = "Write keys here, each with its value.";

/// Returns the key that a single value sets.
fn short_of(fields: &Fields) -> Option<&Field> {
    let mut all = fields.fields.iter();
    all.find(|field| Some(field.key) == fields.short)
}

/// Returns a schema that an editor finds values in, and that refuses nothing because of them.
fn offering(mut schema: Schema, offered: Option<Schema>) -> Schema {
    if let Some(offered) = offered
        && !schema.contains_key("anyOf")
        && !schema.contains_key("$ref")
    {
        schema.insert("anyOf".to_owned(), json!([offered, {}]));
    }
    schema
}
