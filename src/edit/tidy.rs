//! A tidy file: its sections in the order of the format, no blanks at the ends of lines, one empty line at most between lines, one line
//! break at the end. What a file says stays the same, and so does every comment.

use crate::text::{Limits, Node, ScalarStyle, Value, yaml};

use super::tree::Tree;
use super::{lines, outline};

/// Returns a file tidied; as it is if it cannot be read, or could not be tidied without changing what it says.
pub fn tidy(text: &str, limits: &Limits) -> String {
    let spaced = in_order(text, limits).and_then(|ordered| {
        let spaced = self::spaced(&ordered, limits);
        is_same(text, &spaced, limits).then_some(spaced)
    });
    let spaced = spaced.or_else(|| {
        let spaced = self::spaced(text, limits);
        is_same(text, &spaced, limits).then_some(spaced)
    });
    spaced.unwrap_or_else(|| text.to_owned())
}

/// Returns whether two texts say the same, without a fault that the first does not have.
fn is_same(before: &str, after: &str, limits: &Limits) -> bool {
    let (old, new) = (yaml::parse(before, limits), yaml::parse(after, limits));
    let comments = |text: &str| text.matches('#').count();
    let tree = |node: &Node<'_>| Tree::from(node);
    !old.faults.iter().any(|fault| fault.kind.is_fatal())
        && new.faults.len() <= old.faults.len()
        && comments(before) == comments(after)
        && tree(&old.root).is(&tree(&new.root))
        && tree(&new.root).is(&tree(&old.root))
}

/// Returns the text with its sections in the order of the format; each takes the comments above it along. `None` if it is not one block
/// map whose keys begin their lines.
fn in_order(text: &str, limits: &Limits) -> Option<String> {
    let document = yaml::parse(text, limits);
    let Value::Map(entries) = &document.root.value else {
        return None;
    };
    let begins = |at: usize| lines::start(text, at) == at;
    if entries
        .iter()
        .any(|entry| !begins(entry.key_span.start as usize))
    {
        return None;
    }
    let order = outline::keys(&[]);
    let rank = |key: &str| {
        order
            .iter()
            .position(|known| *known == key)
            .unwrap_or(order.len())
    };
    if entries.is_sorted_by_key(|entry| rank(&entry.key)) {
        return Some(text.to_owned());
    }
    // The head of the file, and comments that stand apart above the first section, stay where they are.
    let starts: Vec<usize> = entries
        .iter()
        .map(|entry| above(text, entry.key_span.start as usize))
        .collect();
    let head = &text[..starts[0]];
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut parts: Vec<(usize, String)> = entries
        .iter()
        .zip(starts.iter().zip(ends))
        .map(|(entry, (start, end))| (rank(&entry.key), text[*start..end].to_owned()))
        .collect();
    let ending = lines::ending(text, text.len());
    for (_, part) in &mut parts {
        if !part.ends_with('\n') {
            part.push_str(ending);
        }
    }
    parts.sort_by_key(|(rank, _)| *rank);
    Some(head.to_owned() + &parts.into_iter().map(|(_, part)| part).collect::<String>())
}

/// Returns where the comments directly above a line begin.
fn above(text: &str, at: usize) -> usize {
    let first = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut at = at;
    while at > first {
        let before = lines::start(text, at - 1).max(first);
        let line = &text[before..at];
        let is_modeline = line.contains("yaml-language-server");
        // One that is indented belongs to the section above it.
        if !line.starts_with('#') || is_modeline || before == at {
            break;
        }
        at = before;
    }
    at
}

/// Returns the text without blanks at the ends of its lines, without a second empty line, and with one line break at the end. Texts of
/// several lines are left as they are.
fn spaced(text: &str, limits: &Limits) -> String {
    let document = yaml::parse(text, limits);
    let mut kept = Vec::new();
    several_lines(&document.root, text, &mut kept);
    let is_kept = |at: usize| kept.iter().any(|(start, end)| (*start..*end).contains(&at));
    let ending = lines::ending(text, 0);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut was_empty = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_kept(at) || is_kept(end.saturating_sub(1)) {
            out.push_str(line);
            was_empty = false;
        } else {
            let bare = line.trim_end();
            if !(bare.is_empty() && was_empty) {
                out.push_str(bare);
                out.push_str(ending);
            }
            was_empty = bare.is_empty();
        }
        at = end;
    }
    let body = out.trim_end_matches(['\n', '\r']);
    if body.is_empty() {
        out
    } else {
        format!("{body}{ending}")
    }
}

/// Collects where scalars of several lines stand, from their first line to the end of the blanks behind them.
fn several_lines(node: &Node<'_>, text: &str, out: &mut Vec<(usize, usize)>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let source = &text[node.span.range()];
            if scalar.style == ScalarStyle::Block || source.contains('\n') {
                let end = node.span.end as usize;
                let blanks = text[end..].len() - text[end..].trim_start().len();
                out.push((node.span.start as usize, end + blanks));
            }
        }
        Value::List(items) => items.iter().for_each(|item| several_lines(item, text, out)),
        Value::Map(entries) => {
            for entry in entries {
                several_lines(&entry.value, text, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_move_with_their_comments_and_nothing_is_lost() {
        let text = "# modeline: yaml-language-server\n# for him\npartner: x   \n\n\n\n# the plant\naccount: A # c  \nneed: |\n  a  \n\n\n  b\nowner: B";
        let tidied = tidy(text, &Limits::default());
        assert_eq!(
            tidied,
            "# modeline: yaml-language-server\n# the plant\naccount: A # c\n# for him\npartner: x\n\nneed: |\n  a  \n\n\n  b\nowner: B\n"
        );
        assert_eq!(tidy(&tidied, &Limits::default()), tidied);
    }

    #[test]
    fn a_comment_inside_a_section_stays_there_and_so_does_the_mark_of_the_encoding() {
        let text =
            "\u{feff}touches:\n  - {kind: call}\n  # - {kind: intro} taken back\naccount: A\n";
        let tidied = tidy(text, &Limits::default());
        assert_eq!(
            tidied,
            "\u{feff}account: A\ntouches:\n  - {kind: call}\n  # - {kind: intro} taken back\n"
        );
    }

    #[test]
    fn a_text_that_keeps_its_last_lines_keeps_them() {
        for text in [
            "need: |+\n  a\n\n\n",
            "a: [1\n",
            "{account: A,   owner: B}\n",
            "",
        ] {
            assert_eq!(tidy(text, &Limits::default()), text);
        }
    }
}
