//! A schema without the keywords that only editors know, for validators that refuse what they do not know.

use serde_json::Value;

/// What editors show: messages in place of patterns, and what each value of a list means.
const OF_EDITORS: [&str; 3] = ["enumDescriptions", "errorMessage", "patternErrorMessage"];
/// Keywords whose keys are names.
const OF_NAMES: [&str; 2] = ["properties", "$defs"];

/// Returns a schema with keywords of JSON Schema only.
pub fn strict(schema: &str) -> String {
    let Ok(mut schema) = serde_json::from_str::<Value>(schema) else {
        return schema.to_owned();
    };
    strip(&mut schema);
    crate::render::json::visible(format!("{schema:#}\n"))
}

fn strip(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.retain(|key, _| !OF_EDITORS.contains(&key.as_str()));
            for (key, below) in map {
                match below {
                    Value::Object(named) if OF_NAMES.contains(&key.as_str()) => {
                        named.values_mut().for_each(strip);
                    }
                    below => strip(below),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
