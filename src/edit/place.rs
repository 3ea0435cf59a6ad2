//! The path of what stands at a place of a file, as commands name it.

use crate::text::{Node, Span, Value};

/// Returns the path of a key or a value by its place: `history.qualified`, `touches.2.date`. `None` if there is none, or if one of its
/// keys cannot be written in a path.
pub fn path_at(root: &Node<'_>, span: Span) -> Option<String> {
    let mut path: Vec<String> = Vec::new();
    let mut node = root;
    loop {
        let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
        let below = match &node.value {
            Value::Map(entries) => entries.iter().find_map(|entry| {
                let is_here = holds(entry.key_span) || holds(entry.value.span);
                is_here.then(|| (entry.key.to_string(), &entry.value))
            }),
            Value::List(items) => items
                .iter()
                .position(|item| holds(item.span))
                .map(|number| (number.to_string(), &items[number])),
            _ => None,
        };
        let Some((key, value)) = below else { break };
        if key.is_empty() || key.contains(|c: char| !c.is_alphanumeric() && !"_-".contains(c)) {
            return None;
        }
        path.push(key);
        node = value;
    }
    (!path.is_empty()).then(|| path.join("."))
}

#[cfg(test)]
mod tests {
    use super::path_at;
    use crate::text::{Limits, Span, yaml};

    #[test]
    fn a_place_has_the_path_that_leads_to_it() {
        let text = "history: {registered: 2026-09-28}\ntouches:\n  - date: 2026-10-01\n  - {date: 2026-10-02}\n\"a.b\": 1\n";
        let document = yaml::parse(text, &Limits::default());
        let at = |part: &str| {
            let start = text.find(part).expect("a part");
            path_at(&document.root, Span::new(start, start + part.len()))
        };
        assert_eq!(at("2026-09-28").as_deref(), Some("history.registered"));
        assert_eq!(at("registered").as_deref(), Some("history.registered"));
        assert_eq!(at("2026-10-01").as_deref(), Some("touches.0.date"));
        assert_eq!(at("2026-10-02").as_deref(), Some("touches.1.date"));
        assert_eq!(at("a.b"), None);
    }
}
