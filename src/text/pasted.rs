//! What somebody pasted where a source belongs: a web address, a path, or words.
//!
//! Only the text is looked at. Whether anything is there is asked in `load/evidence.rs`.

use std::borrow::Cow;

use super::placeholder::is_placeholder;

/// A text that names a source, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted<'t> {
    /// What it is meant as.
    pub meant: Meant<'t>,
    /// As it should be written: without what stands around it, with `/`, with the scheme.
    pub clean: Cow<'t, str>,
    /// What is odd about the way it is written; `None` if nothing is.
    pub slip: Option<Slip>,
}

/// What a text is meant as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant<'t> {
    /// A web address.
    Link,
    /// A path, with `/` and without what follows `#`.
    Path(Cow<'t, str>),
    /// A path if there is such a file, and words otherwise: `Call with Ines.md`.
    PathOrWords(Cow<'t, str>),
    /// Words.
    Words,
}

/// A way of writing a source that people understand and other programs do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// It stands in `<…>`, in quotes or in a link of Markdown, or a full stop follows it.
    Wrapped,
    /// `\` between folders, as on Windows.
    Backslashes,
    /// `www.` without a scheme, or a scheme with a slip: `https:/x.example`.
    NoScheme,
    /// A blank inside a web address, which ends there.
    Blank,
}

/// Endings of files that people attach. A text with blanks is taken for a path only with one of them.
const ENDINGS: &str = " adoc csv doc docx eml gif heic htm html jpeg jpg json key log m4a markdown md mov mp3 mp4 msg numbers odp \
    ods odt pages pdf png ppt pptx rst rtf srt svg tsv txt vtt wav webp xls xlsx xml yaml yml zip ";

/// Marks that people and programs put around an address or a path.
const AROUND: [(char, char); 8] = [
    ('<', '>'),
    ('`', '`'),
    ('"', '"'),
    ('\'', '\''),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('‘', '’'),
];

/// Reads a text that names a source.
pub fn read(text: &str) -> Pasted<'_> {
    let bare = unwrapped(text.trim());
    let wrapped = (bare != text.trim()).then_some(Slip::Wrapped);
    if let Some(address) = after_scheme(bare) {
        let is_address = !is_placeholder(address) && !address.starts_with(char::is_whitespace);
        return match is_address {
            true if address.contains(char::is_whitespace) => Pasted {
                meant: Meant::Link,
                clean: bare
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join("%20")
                    .into(),
                slip: Some(Slip::Blank),
            },
            true => Pasted {
                clean: with_small_scheme(bare),
                ..pasted(Meant::Link, bare, wrapped)
            },
            false => pasted(Meant::Words, bare, None),
        };
    }
    let is_www = prefix(bare, "www.").is_some_and(|rest| !rest.is_empty());
    let address = after_slip(bare).or_else(|| is_www.then(|| bare.to_owned()));
    if let Some(address) = address.filter(|address| !address.contains(char::is_whitespace)) {
        return Pasted {
            meant: Meant::Link,
            clean: format!("https://{address}").into(),
            slip: Some(Slip::NoScheme),
        };
    }
    path(bare, wrapped)
}

fn pasted<'t>(meant: Meant<'t>, clean: &'t str, slip: Option<Slip>) -> Pasted<'t> {
    Pasted {
        meant,
        clean: clean.into(),
        slip,
    }
}

/// Returns what follows `http://` or `https://`; schemes have no case.
fn after_scheme(text: &str) -> Option<&str> {
    prefix(text, "https://").or_else(|| prefix(text, "http://"))
}

/// Returns what follows a scheme with a slip: `https:/x.example`, `https//x.example`, `http:\\x.example`.
fn after_slip(text: &str) -> Option<String> {
    let rest = prefix(text, "https").or_else(|| prefix(text, "http"))?;
    let address = rest.trim_start_matches([':', ';', '/', '\\']);
    let between = &rest[..rest.len() - address.len()];
    let host = address.split(['/', '\\']).next().unwrap_or_default();
    let is_scheme = between.starts_with([':', ';']) || between == "//";
    let is_host = host.contains('.') && !is_placeholder(host);
    (is_scheme && is_host).then(|| address.replace('\\', "/"))
}

/// Returns the addresses and paths that stand among the words of a text: `see notes/call.md, page 2`.
pub fn among_words(text: &str) -> impl Iterator<Item = Pasted<'_>> {
    let words = text.split_whitespace();
    let bare =
        words.map(|word| word.trim_matches([',', ';', ':', '.', '(', ')', '[', ']', '"', '\'']));
    let read = bare.map(read);
    read.filter(|pasted| matches!(pasted.meant, Meant::Link | Meant::Path(_)))
}

fn with_small_scheme(address: &str) -> Cow<'_, str> {
    let scheme = address.find(':').unwrap_or(0);
    if !address[..scheme].contains(char::is_uppercase) {
        return address.into();
    }
    (address[..scheme].to_ascii_lowercase() + &address[scheme..]).into()
}

/// Returns what follows a prefix, whatever the case of its letters.
fn prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Removes the marks around a text, the words of a link of Markdown, and the full stop of a sentence behind a path.
fn unwrapped(text: &str) -> &str {
    const LAYERS: usize = 4;
    let mut text = text;
    for _ in 0..LAYERS {
        let stopped = || {
            let before = text.strip_suffix(['.', ',', ';'])?;
            let is_place = after_scheme(before).is_some()
                || ending(before).is_some()
                || inside_marks(before).is_some();
            is_place.then_some(before)
        };
        match inside_marks(text).or_else(|| target(text)).or_else(stopped) {
            Some(inner) if !inner.trim().is_empty() => text = inner.trim(),
            _ => break,
        }
    }
    text
}

/// Returns what stands between the two marks around a text.
fn inside_marks(text: &str) -> Option<&str> {
    AROUND.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    })
}

/// Returns the place in a text that is one link of Markdown: `[the call](notes/call.md)`.
fn target(text: &str) -> Option<&str> {
    let text = text.strip_prefix('!').unwrap_or(text);
    let (words, place) = text
        .strip_prefix('[')?
        .strip_suffix(')')?
        .split_once("](")?;
    let place = place.split_once(" \"").map_or(place, |(place, _)| place);
    (!words.contains(']') && !place.contains("](")).then_some(place)
}

/// Returns the ending of a file's name: up to five letters and digits after the last full stop.
fn ending(text: &str) -> Option<&str> {
    let (stem, ending) = text.rsplit_once('.')?;
    let fits = (1..=5).contains(&ending.len()) && ending.chars().all(char::is_alphanumeric);
    (fits && !stem.is_empty()).then_some(ending)
}

/// Whether a text ends as the files do that people attach.
fn is_attached(text: &str) -> bool {
    ending(text).is_some_and(|ending| ENDINGS.contains(&format!(" {} ", ending.to_lowercase())))
}

fn path(text: &str, wrapped: Option<Slip>) -> Pasted<'_> {
    // `notes/call.md#second` is a place in a file, `notes/Berth #4.md` a name.
    let (written, place) = match text.find('#') {
        Some(mark) if ending(&text[..mark]).is_some() || !is_attached(text) => text.split_at(mark),
        _ => (text, ""),
    };
    let written = written.trim();
    let local = prefix(written, "file:");
    let (slashed, slip): (Cow<'_, str>, _) = match written.contains('\\') {
        _ if local.is_some() => (local.unwrap_or_default().into(), wrapped),
        true => (written.replace('\\', "/").into(), Some(Slip::Backslashes)),
        false => (written.into(), wrapped),
    };
    let Some(meant) = meant(slashed.clone()) else {
        return pasted(Meant::Words, text, None);
    };
    let clean = match slip {
        Some(Slip::Backslashes) => Cow::Owned(format!("{slashed}{place}")),
        _ => text.into(),
    };
    Pasted { meant, clean, slip }
}

/// Returns what a text with `/` is meant as; `None` for words.
///
/// Without blanks it takes a slash or an ending. With blanks it takes the ending of an attached file, or a slash at its end: and
/// only if it begins with a folder is a file that is not there missed.
fn meant(text: Cow<'_, str>) -> Option<Meant<'_>> {
    if text.is_empty() {
        return None;
    }
    if !text.contains(char::is_whitespace) {
        let is_path = text.contains('/') || ending(&text).is_some();
        return is_path.then_some(Meant::Path(text));
    }
    if !is_attached(&text) && !text.ends_with('/') || text.contains('\n') {
        return None;
    }
    let folder = text.split_once('/').map(|(folder, _)| folder);
    let begins_with_folder = folder.is_some_and(|folder| !folder.contains(char::is_whitespace));
    Some(if begins_with_folder {
        Meant::Path(text)
    } else {
        Meant::PathOrWords(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (&'static str, String, Option<Slip>) {
        let pasted = read(text);
        let kind = match &pasted.meant {
            Meant::Link => "link",
            Meant::Path(_) => "path",
            Meant::PathOrWords(_) => "path or words",
            Meant::Words => "words",
        };
        (kind, pasted.clean.into_owned(), pasted.slip)
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table")]
    fn what_people_paste_is_read_as_they_mean_it() {
        use Slip::{Backslashes, Blank, NoScheme, Wrapped};
        for (text, kind, clean, slip) in [
            ("https://x.example/a", "link", "https://x.example/a", None),
            ("Https://x.example/a", "link", "https://x.example/a", None),
            ("HTTP://X.EXAMPLE", "link", "http://X.EXAMPLE", None),
            (
                "<https://x.example/a>",
                "link",
                "https://x.example/a",
                Some(Wrapped),
            ),
            (
                "https://x.example/a.",
                "link",
                "https://x.example/a",
                Some(Wrapped),
            ),
            (
                "www.x.example/a",
                "link",
                "https://www.x.example/a",
                Some(NoScheme),
            ),
            (
                "https://x.example/q4 plan.pdf",
                "link",
                "https://x.example/q4%20plan.pdf",
                Some(Blank),
            ),
            ("notes/a.md", "path", "notes/a.md", None),
            ("./notes/a.md", "path", "./notes/a.md", None),
            ("notes/a.md#second", "path", "notes/a.md#second", None),
            ("notes\\a.md#x", "path", "notes/a.md#x", Some(Backslashes)),
            ("`notes/a.md`", "path", "notes/a.md", Some(Wrapped)),
            ("“notes/a.md”.", "path", "notes/a.md", Some(Wrapped)),
            (
                "[the call](notes/a.md)",
                "path",
                "notes/a.md",
                Some(Wrapped),
            ),
            (
                "[it](<notes/a b.md>)",
                "path",
                "notes/a b.md",
                Some(Wrapped),
            ),
            (
                "notes/call with Ola.md",
                "path",
                "notes/call with Ola.md",
                None,
            ),
            ("notes/Berth #4.md", "path", "notes/Berth #4.md", None),
            ("notes/old calls/", "path", "notes/old calls/", None),
            (
                "call with Ola.md",
                "path or words",
                "call with Ola.md",
                None,
            ),
            (
                "my notes/call.md",
                "path or words",
                "my notes/call.md",
                None,
            ),
            (
                "C:\\My files\\a.md",
                "path",
                "C:/My files/a.md",
                Some(Backslashes),
            ),
            ("file:///home/me/a.md", "path", "file:///home/me/a.md", None),
            (
                "Dana said so on the phone",
                "words",
                "Dana said so on the phone",
                None,
            ),
            (
                "She called, 24/7 no reply.",
                "words",
                "She called, 24/7 no reply.",
                None,
            ),
            ("“It kills us”, Ola", "words", "“It kills us”, Ola", None),
            ("https://", "words", "https://", None),
            ("https://tbd", "words", "https://tbd", None),
            (
                "https:/x.example/a",
                "link",
                "https://x.example/a",
                Some(NoScheme),
            ),
            (
                "https//x.example/a",
                "link",
                "https://x.example/a",
                Some(NoScheme),
            ),
            (
                "http:\\\\x.example\\a",
                "link",
                "https://x.example/a",
                Some(NoScheme),
            ),
            ("https.md", "path", "https.md", None),
            ("", "words", "", None),
        ] {
            assert_eq!(seen(text), (kind, clean.to_owned(), slip), "{text}");
        }
        assert_eq!(
            read("notes\\a.md#x").meant,
            Meant::Path("notes/a.md".into()),
            "without the place in it"
        );
    }
}
