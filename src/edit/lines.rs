//! Lines of a text: where one begins and ends, how far it is indented, and how it ends.

/// Returns where the line of a place begins.
pub(super) fn start(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    // A mark of the encoding is no part of the line.
    if start == 0 && text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8().min(at)
    } else {
        start
    }
}

/// Returns where the line of a place ends, before its line break.
pub(super) fn end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    if text[at..end].ends_with('\r') {
        end - 1
    } else {
        end
    }
}

/// Returns where the next line begins, or the end of the text.
pub(super) fn next(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n + 1)
}

/// Returns how lines end around a place: as the line before it or, on the first line, as that line itself.
pub(super) fn ending(text: &str, at: usize) -> &'static str {
    let before = text[..at].rfind('\n');
    let here = before.or_else(|| text[at..].find('\n').map(|n| at + n));
    match here {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns what a new line must begin with to stand below the key at a place: blanks up to its column. `None` if something else
/// than blanks and the dashes of lists is in front of it.
pub(super) fn indent(text: &str, key: usize) -> Option<String> {
    let before = &text[start(text, key)..key];
    let is_blank = before.chars().all(|c| matches!(c, ' ' | '-'));
    is_blank.then(|| " ".repeat(before.len()))
}

/// Returns the number of blanks that a line begins with.
pub(super) fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns where what follows an entry begins: behind its last line and the comments that are indented more than `indent`.
pub(super) fn after_entry(text: &str, last: usize, indent: usize) -> usize {
    let mut at = end(text, last);
    loop {
        let next = next(text, at);
        let line = &text[next..end(text, next)];
        let is_own = line.trim_start().starts_with('#') && blanks(line) > indent;
        if next >= text.len() || !is_own {
            return at;
        }
        at = end(text, next);
    }
}
