//! Links that terminals can open (OSC 8): from the place of a finding to its file.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::text::{Sources, safe};

/// Makes every `path:line:column` of a finding a link to the file below `root`, an absolute path with `/`. What the text looks
/// like does not change.
pub(super) fn linked(
    text: &str,
    findings: &[&Diagnostic],
    sources: &Sources,
    root: &str,
) -> String {
    let mut places: HashSet<String> = HashSet::new();
    for finding in findings {
        let related = finding.related.iter().map(|label| label.place);
        for place in related.chain([finding.place]) {
            let at = sources.start(place);
            places.insert(format!(
                "{}:{}:{}",
                safe::one_line(&sources.file(place.file).path),
                at.line,
                at.column
            ));
        }
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        // Colours stand around a place, and sometimes at once before it.
        let plain = anstream::adapter::strip_str(line).to_string();
        let mut words = plain.split_whitespace();
        let word = words.find(|word| places.contains(*word));
        match word.and_then(|word| Some((word, line.split_once(word)?))) {
            Some((word, (before, after))) => {
                let path = word.rsplitn(3, ':').last().unwrap_or(word);
                let url = format!("file://{}/{}", uri(root), uri(path));
                out += &format!("{before}\u{1b}]8;;{url}\u{1b}\\{word}\u{1b}]8;;\u{1b}\\{after}");
            }
            None => out += line,
        }
    }
    out
}

/// Percent-encodes a path for a URI: everything but letters, digits and a few marks.
pub(super) fn uri(path: impl AsRef<[u8]>) -> String {
    let path = path.as_ref();
    let mut out = String::with_capacity(path.len());
    for byte in path {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(*byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::text::{Place, SourceFile};

    #[test]
    fn only_the_places_of_findings_become_links() {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("deals/a.yaml", "a: 1\n"));
        let finding = Diagnostic::new(
            "file/x",
            Level::Error,
            Place {
                file,
                ..Place::default()
            },
            "x",
        );
        let coloured = linked(
            "\u{1b}[1m  --> \u{1b}[0mdeals/a.yaml:1:1\u{1b}[0m\n",
            &[&finding],
            &sources,
            "/r",
        );
        assert_eq!(
            coloured,
            "\u{1b}[1m  --> \u{1b}[0m\u{1b}]8;;file:///r/deals/a.yaml\u{1b}\\deals/a.yaml:1:1\u{1b}]8;;\u{1b}\\\u{1b}[0m\n"
        );
        let text = linked(
            "  --> deals/a.yaml:1:1\n  deals/b.yaml:1:1\n",
            &[&finding],
            &sources,
            "/r t",
        );
        assert_eq!(
            text,
            "  --> \u{1b}]8;;file:///r%20t/deals/a.yaml\u{1b}\\deals/a.yaml:1:1\u{1b}]8;;\u{1b}\\\n  deals/b.yaml:1:1\n"
        );
    }
}
