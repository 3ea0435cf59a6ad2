//! The forms of a value, each told by its JSON type.
//!
//! In a deal the type chooses the form (`if`, `then`, `else`), so that an editor reports what is wrong in the form that was
//! written, and not that none of several fits; and a form that takes any text offers no `true`, `false` or `null`. For process.toml the
//! forms stand side by side (`anyOf`), because editors of TOML look no further. No schema has a list of types, which strict
//! validators refuse, but for a type or null.

use serde_json::{Map, Value, json};

/// A schema or a part of it.
pub(super) type Schema = Map<String, Value>;

/// Returns the map of a JSON object.
pub(super) fn object(value: Value) -> Schema {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Returns a schema that one of several must fit.
pub(super) fn any_of(forms: &[Schema]) -> Schema {
    match forms {
        [one] => one.clone(),
        _ => object(json!({ "anyOf": forms })),
    }
}

/// How the forms of a value are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// By their type; no value at all fits as well.
    ByType,
    /// Side by side.
    SideBySide,
}

/// A single value.
#[derive(Clone, Debug, Default)]
pub(super) struct Scalar {
    /// What it is, in words: “a day: 2026-11-23”.
    pub expected: String,
    /// What a text has to fit; `None` if no text is right.
    pub text: Option<Schema>,
    /// What a number has to fit, with its type; `None` if no number is right.
    pub number: Option<Schema>,
    /// Whether true and false are right.
    pub flag: bool,
}

impl Style {
    /// Returns `type`, with null where a key may have no value.
    fn kind(self, name: &str) -> Value {
        match self {
            Self::ByType => json!([name, "null"]),
            Self::SideBySide => json!(name),
        }
    }

    /// Returns the schema of a map with its keys.
    pub(super) fn map(self, mut keys: Schema) -> Schema {
        keys.insert("type".to_owned(), self.kind("object"));
        keys
    }

    /// Returns the schema of a list.
    pub(super) fn list(self, items: &Schema) -> Schema {
        object(json!({ "type": self.kind("array"), "items": items }))
    }

    /// Returns a map or a list where the value is one, and else another schema.
    pub(super) fn select(
        self,
        map: Option<Schema>,
        list: Option<Schema>,
        otherwise: Schema,
    ) -> Schema {
        if self == Self::SideBySide {
            let forms: Vec<Schema> = map.into_iter().chain(list).chain([otherwise]).collect();
            return any_of(&forms);
        }
        // Where nothing is written yet an editor offers what the first form takes.
        let of_list = if map.is_some() {
            json!("array")
        } else {
            self.kind("array")
        };
        let rest = match list {
            Some(list) => {
                object(json!({ "if": { "type": of_list }, "then": list, "else": otherwise }))
            }
            None => otherwise,
        };
        match map {
            Some(map) => {
                object(json!({ "if": { "type": self.kind("object") }, "then": map, "else": rest }))
            }
            None => rest,
        }
    }

    /// Returns the schema of a single value.
    pub(super) fn scalar(self, scalar: Scalar) -> Schema {
        let Scalar {
            expected,
            text,
            number,
            flag,
        } = scalar;
        let typed = |mut schema: Schema, kind: Value| {
            schema.insert("type".to_owned(), kind);
            if schema.contains_key("pattern") {
                schema.insert("patternErrorMessage".to_owned(), json!(expected));
            }
            schema
        };
        if self == Self::SideBySide {
            let text = text.map(|text| typed(text, json!("string")));
            let flag = flag.then(|| object(json!({ "type": "boolean" })));
            let forms: Vec<Schema> = text.into_iter().chain(number).chain(flag).collect();
            return any_of(&forms);
        }
        let is_any = text.as_ref().is_some_and(Map::is_empty) && number.is_none() && flag;
        let refused = object(json!({ "type": "string", "errorMessage": expected }));
        if is_any {
            let containers = json!({ "anyOf": [{ "type": "object" }, { "type": "array" }] });
            return object(json!({ "if": containers, "then": refused }));
        }
        let kind = || json!(["string", "null"]);
        let mut rest = refused;
        if flag {
            let flag = json!({ "type": "boolean", "errorMessage": expected });
            rest = object(flag);
        }
        if let Some(number) = number {
            rest = object(json!({ "if": { "type": "number" }, "then": number, "else": rest }));
        }
        match text {
            Some(text) => {
                let text = typed(text, kind());
                object(json!({ "if": { "type": kind() }, "then": text, "else": rest }))
            }
            None => rest,
        }
    }
}
