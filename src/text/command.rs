//! Commands inside a sentence, so that no line break comes between their words: people copy them.

use std::borrow::Cow;
use std::ops::Range;

/// Stands for a blank inside a command while its sentence is wrapped. It is for private use; in somebody's text it would be shown as
/// a blank.
const HELD: char = '\u{e000}';

/// Words that go on with the sentence behind a command.
const PROSE: &[&str] = &[
    "and", "as", "before", "begins", "brings", "cannot", "does", "for", "gives", "has", "in", "is",
    "it", "lists", "makes", "names", "needs", "on", "or", "prints", "reads", "removes", "reports",
    "said", "says", "shows", "sees", "them", "then", "to", "when", "which", "with", "writes",
];

/// Returns the commands of a text: from `dealctl`, `git` or `cargo` to where the sentence goes on, and options that follow
/// each other.
pub fn commands(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let words = words(text);
    let mut at = 0;
    while at < words.len() {
        let from = &words[at];
        let ended = |word: &Range<usize>| ends(&text[word.clone()]);
        let is_program = matches!(
            text[from.clone()].trim_start_matches(['`', '(', '“']),
            "dealctl" | "git" | "cargo"
        );
        let is_option = |word: &Range<usize>| text[word.clone()].starts_with("--");
        let mut last = at;
        while let Some(next) = words.get(last + 1) {
            let is_same_line = !text[words[last].end..next.start].contains('\n');
            let belongs = if is_program {
                is_argument(&text[next.clone()], last == at)
            } else {
                is_option(from) && is_option(next)
            };
            if ended(&words[last]) || !is_same_line || !belongs {
                break;
            }
            last += 1;
        }
        if last > at {
            found.push(from.start..words[last].end);
        }
        at = last + 1;
    }
    found
}

/// The words of a text; what stands in quotes is one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (' ' | '\n', None) => found.extend(start.take().map(|start| start..at)),
            ('\'' | '"', None) if opens(text, start, at) => {
                quote = Some(c);
                start = start.or(Some(at));
            }
            (c, Some(open)) if c == open => quote = None,
            _ => start = start.or(Some(at)),
        }
    }
    found.extend(start.map(|start| start..text.len()));
    found
}

/// Whether a quotation mark opens a word that is closed later: an apostrophe does not.
fn opens(text: &str, start: Option<usize>, at: usize) -> bool {
    let before = start.map_or("", |start| &text[start..at]);
    let mark = &text[at..=at];
    (before.is_empty() || before.ends_with(['=', '`']) || before.ends_with("\\'"))
        && text[at + 1..].contains(mark)
}

/// Whether a sentence or a part of it ends with this word.
fn ends(word: &str) -> bool {
    let is_open = |mark: char| word.starts_with(mark) && word.matches(mark).count() == 1;
    word.ends_with([',', ';', ':', '.', ')', '”']) && !word.ends_with("…")
        || (word.ends_with('`') && !is_open('`'))
}

/// Whether a word is part of the command before it. The first one is what the program is to do: `lint`, `checkout`.
fn is_argument(word: &str, is_first: bool) -> bool {
    let bare = word.trim_end_matches([',', ';', ':', '.', ')', '`', '”']);
    let is_prose = PROSE.contains(&bare);
    if is_first {
        let is_word = bare.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        return !bare.is_empty() && !is_prose && is_word;
    }
    let is_quoted = bare.starts_with(['\'', '"']);
    is_quoted || (!bare.is_empty() && !is_prose && !bare.contains(['“', '·', '→', '(']))
}

/// Returns a text in which a wrapping function sees each command as one word; see [`release`].
pub fn hold(text: &str) -> Cow<'_, str> {
    let commands = commands(text);
    if commands.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for command in commands {
        out.push_str(&text[at..command.start]);
        let held = text[command.clone()].chars();
        out.extend(held.map(|c| if c == ' ' { HELD } else { c }));
        at = command.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Returns a text without its commands and the colons before them, for a narrow column in which a command would break.
pub fn without(text: &str) -> Cow<'_, str> {
    let commands = commands(text);
    if commands.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for command in commands {
        let before = text[at..command.start].trim_end_matches([':', ' ', '`']);
        out.push_str(before.strip_suffix(", then").unwrap_or(before));
        let marks = text[command.clone()]
            .trim_end_matches([',', ';', '.'])
            .len();
        at = command.start + marks;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Returns a wrapped line with the blanks that [`hold`] has replaced.
pub fn release(line: &str) -> Cow<'_, str> {
    if line.contains(HELD) {
        Cow::Owned(line.replace(HELD, " "))
    } else {
        Cow::Borrowed(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_can_be_said_without_its_commands() {
        let text = "ask Ana. 1. yes: dealctl accept x; 2. no: dealctl unset x a.b, then dealctl unset x c; else wait";
        assert_eq!(without(text), "ask Ana. 1. yes; 2. no; else wait");
        assert_eq!(without("wait"), "wait");
    }

    #[test]
    fn a_command_ends_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("dealctl explain lists every rule", &["dealctl explain"][..]),
            (
                "take it out; dealctl explain gate/overdue says why",
                &["dealctl explain gate/overdue"],
            ),
            (
                "so that people can look again: git checkout 1a2b3c4 -- 'notes/the call.md'",
                &["git checkout 1a2b3c4 -- 'notes/the call.md'"],
            ),
            (
                "commit the deals first: git add deals process.toml, git commit",
                &["git add deals process.toml,", "git commit"],
            ),
            (
                "2 can be fixed with --fix, 1 more with --fix --unsafe",
                &["--fix --unsafe"],
            ),
            (
                "see `dealctl packet --check` alone: it",
                &["`dealctl packet --check`"],
            ),
            ("git says: the index is locked", &[]),
            ("dealctl reads the first one", &[]),
            (
                "dealctl lint --root='my deals' --notes",
                &["dealctl lint --root='my deals' --notes"],
            ),
            (
                r"ask: dealctl set 'a'\''b c' need TEXT; then",
                &[r"dealctl set 'a'\''b c' need TEXT;"],
            ),
            ("It's Ola's: dealctl gate 'x y'", &["dealctl gate 'x y'"]),
            (
                "dealctl packet '2026/x (draft)' --check shows what it lacks",
                &["dealctl packet '2026/x (draft)' --check"],
            ),
        ] {
            let found: Vec<&str> = commands(text).into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, expected, "{text}");
            assert_eq!(release(&hold(text)), text);
        }
    }
}
