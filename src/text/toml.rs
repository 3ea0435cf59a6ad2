//! TOML with places, read by the `toml` crate into the same tree as YAML.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entry, Fault, FaultKind, Node, Scalar, ScalarStyle, Span, Value};

/// Reads a whole TOML text.
///
/// # Errors
/// Every place where the text is not TOML.
pub fn parse(text: &str) -> Result<Node<'_>, Vec<Fault>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - body.len();
    let (table, errors) = DeTable::parse_recoverable(body);
    if errors.is_empty() {
        let span = Span::new(0, text.len());
        return Ok(Node {
            span,
            value: Value::Map(entries(table.into_inner(), shift)),
        });
    }
    Err(errors
        .into_iter()
        .map(|error| {
            let span = error.span().map_or(Span::default(), |range| {
                Span::new(range.start + shift, range.end + shift)
            });
            let message = error.message().trim().to_owned();
            let help = "fix the TOML here; everything else waits for it".to_owned();
            Fault {
                kind: FaultKind::Syntax { message, help },
                span,
            }
        })
        .collect())
}

fn entries(table: DeTable<'_>, shift: usize) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = shifted(&key, shift);
            Entry {
                key: key.into_inner(),
                key_span,
                value: node(value, shift),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

fn shifted<T>(value: &Spanned<T>, shift: usize) -> Span {
    let range = value.span();
    Span::new(range.start + shift, range.end + shift)
}

fn node(value: Spanned<DeValue<'_>>, shift: usize) -> Node<'_> {
    let span = shifted(&value, shift);
    let plain = |text: Cow<'static, str>| {
        Value::Scalar(Scalar {
            text,
            style: ScalarStyle::Plain,
        })
    };
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(Scalar {
            text,
            style: ScalarStyle::Quoted,
        }),
        DeValue::Integer(integer) if integer.radix() == 10 => {
            plain(Cow::Owned(integer.as_str().to_owned()))
        }
        DeValue::Integer(integer) => {
            let number =
                i128::from_str_radix(integer.as_str(), integer.radix()).unwrap_or_default();
            plain(Cow::Owned(number.to_string()))
        }
        DeValue::Float(float) => plain(Cow::Owned(float.as_str().to_owned())),
        DeValue::Boolean(truth) => plain(Cow::Borrowed(if truth { "true" } else { "false" })),
        DeValue::Datetime(date) => plain(Cow::Owned(date.to_string())),
        DeValue::Array(array) => {
            Value::List(array.into_iter().map(|item| node(item, shift)).collect())
        }
        DeValue::Table(table) => Value::Map(entries(table, shift)),
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_places() {
        let text = "[process]\nname = \"Co-sell\" # c\nlimit = 5\nday = 2026-03-01\n";
        let tree = parse(text).expect("valid");
        let process = tree.get("process").expect("there");
        let name = process.get("name").expect("there");
        assert_eq!(&text[name.span.range()], "\"Co-sell\"");
        assert_eq!(process.get("limit").and_then(Node::text), Some("5"));
        assert_eq!(process.get("day").and_then(Node::text), Some("2026-03-01"));
    }

    #[test]
    fn every_fault_has_a_place() {
        let faults = parse("a = \nb = [1\n").expect_err("invalid");
        assert!(!faults.is_empty());
        assert!(faults.iter().all(|fault| fault.span.end as usize <= 13));
    }
}
