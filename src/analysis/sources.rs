//! Finds the sources of a deal that nobody can look at as they are written: evidence, agreements, lists, notes.

use std::borrow::Cow;

use crate::load::Evidence;
use crate::load::evidence::{EvidenceAt, Source};
use crate::load::origin::inside_root;
use crate::model::filed::Stood;
use crate::model::past::Commit;
use crate::model::pointers::{AFTER_SENDING, each_source};
use crate::model::scalar::{Text, prose_date};
use crate::text::pasted::{self, Meant, Pasted};

use super::Case;

/// A source and the path of its key.
#[derive(Clone, Debug)]
pub struct Pointer<'a> {
    /// `handoff.evidence`, `touches.source` …
    pub path: String,
    /// The text.
    pub text: &'a Text,
}

/// A source that cannot be opened now, or not as it is written; and words around one that can.
#[derive(Clone, Debug)]
pub struct FaultySource<'a> {
    /// The source.
    pub pointer: Pointer<'a>,
    /// What became of it: missing, gone since the packet was sent, outside the repository, a folder, empty; or a link or a file
    /// with a slip.
    pub source: Source,
    /// If it is gone since: its path and the commit in which it counted for the packet.
    pub kept: Option<(Cow<'a, str>, &'a Commit)>,
    /// The source as it should be written, and what is odd about the way it is.
    pub pasted: Pasted<'a>,
    /// The sources that open among its words, if it is none itself: `notes/call.md and notes/mail.md`.
    pub among: Vec<String>,
}

/// Returns the sources of a deal that cannot be opened as they are written: paths that lead nowhere or out of the repository,
/// folders, files without a word, and what only people understand, such as `notes\call.md`.
pub fn faulty_sources<'a>(case: &Case<'a>) -> Vec<FaultySource<'a>> {
    let mut found = Vec::new();
    let deal = case.deal;
    let now = EvidenceAt::new(case.evidence, None);
    let handoffs = ["handoff", "earlier_handoffs"];
    let left_out = [handoffs[0], handoffs[1], "custom"];
    each_source(
        &*deal.data,
        &left_out,
        &mut Vec::new(),
        &mut |keys, text| {
            found.extend(faulty_source(now, keys, text));
        },
    );
    let own = deal
        .handoff
        .as_deref()
        .map(|handoff| (handoffs[0], handoff));
    let earlier = deal.earlier_handoffs.iter();
    for (key, handoff) in own.into_iter().chain(earlier.map(|one| (handoffs[1], one))) {
        let sent = case.evidence_at(handoff);
        each_source(handoff, &["custom"], &mut vec![key], &mut |keys, text| {
            let is_after = keys.get(1).is_some_and(|key| AFTER_SENDING.contains(key));
            found.extend(faulty_source(if is_after { now } else { sent }, keys, text));
        });
    }
    found
}

fn faulty_source<'a>(
    evidence: EvidenceAt<'a>,
    keys: &[&str],
    text: &'a Text,
) -> Option<FaultySource<'a>> {
    let source = evidence.source(text);
    let pasted = pasted::read(text);
    let among = match source {
        Source::Words | Source::Missing => opening_among(evidence, text),
        _ => Vec::new(),
    };
    let is_faulty = match source {
        Source::Link | Source::File => pasted.slip.is_some(),
        Source::Words => !among.is_empty(),
        Source::Late => false,
        _ => true,
    };
    is_faulty.then(|| FaultySource {
        pointer: Pointer {
            path: keys.join("."),
            text,
        },
        source,
        among,
        kept: evidence.kept(text).filter(|_| source == Source::Gone),
        pasted,
    })
}

/// Returns the sources among the words of a text that can be opened.
fn opening_among(evidence: EvidenceAt<'_>, text: &str) -> Vec<String> {
    if !text.trim().contains(char::is_whitespace) {
        return Vec::new();
    }
    let among = pasted::among_words(text).filter(|among| evidence.resolves(&among.clean));
    among.map(|among| among.clean.into_owned()).collect()
}

/// A file of the repository that a path was meant as, though it says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeantFile {
    /// Its path from the root, with the place in it that was written behind `#`.
    pub path: String,
    /// Whether it cannot be another: the path is right from the deal's folder, from the root, with its `%20` as blanks, or without
    /// the number of a line.
    pub is_certain: bool,
}

/// Returns the file that is meant by a path which leads nowhere: seen from the folder of the deal, from the root (`/notes/a.md`), with
/// blanks for `%20`, without the number of a line (`notes/call.md:12`), in small letters, with an ending, or as the end of a path of
/// somebody's own machine.
pub fn meant_file(evidence: &Evidence<'_>, deal: &str, pasted: &Pasted<'_>) -> Option<MeantFile> {
    let (Meant::Path(path) | Meant::PathOrWords(path)) = &pasted.meant else {
        return None;
    };
    let place = pasted.clean.split_once('#').map_or("", |(_, place)| place);
    let file = |path: &str, is_certain: bool| {
        let path = inside_root(path).filter(|path| evidence.source(path) == Source::File)?;
        let place = Some(place).filter(|place| !place.is_empty());
        let place = place.map_or_else(String::new, |place| format!("#{place}"));
        Some(MeantFile {
            path: path + &place,
            is_certain,
        })
    };
    let folder = deal.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from_root = path.strip_prefix('/').filter(|path| !path.starts_with('/'));
    let is_absolute = path.starts_with('/') || path.get(1..2) == Some(":");
    let beside = (!is_absolute).then(|| format!("{folder}/{path}"));
    let decoded = path.contains("%20").then(|| path.replace("%20", " "));
    let line = path.rsplit_once(':').filter(|(_, line)| {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '-' | 'L');
        !line.is_empty() && line.chars().all(digits)
    });
    let whole = [
        beside.as_deref(),
        from_root,
        decoded.as_deref(),
        line.map(|(path, _)| path),
    ];
    let small = path.to_lowercase();
    let likely =
        std::iter::once(small.clone()).chain([path, &*small].into_iter().flat_map(|path| {
            [".md", ".txt", ".pdf", ".eml"].map(|ending| format!("{path}{ending}"))
        }));
    let ends = path.match_indices('/').map(|(slash, _)| &path[slash + 1..]);
    let mut ends = ends.filter(|end| is_absolute && end.contains('/'));
    let mut whole = whole.into_iter().flatten();
    whole
        .find_map(|path| file(path, true))
        .or_else(|| ends.find_map(|path| file(path, false)))
        .or_else(|| likely.into_iter().find_map(|path| file(&path, false)))
}

/// Returns what was wrong with a source when a packet was sent, as a clause that follows its name.
pub fn absence(case: &Case<'_>, evidence: &EvidenceAt<'_>, source: &str) -> String {
    let day = |commit: &Commit| prose_date(commit.day, case.today);
    match (evidence.stood(source), evidence.commit()) {
        (Some(Stood::Later(commit)), _) => format!(
            "came only on {} ({}), after it was sent",
            day(commit),
            commit.short()
        ),
        (Some(Stood::Removed), Some(sent)) => {
            format!("was gone already when it was sent ({})", sent.short())
        }
        _ => match evidence.source(source) {
            Source::Folder => "is a folder, not a file".to_owned(),
            Source::Empty => "is empty".to_owned(),
            _ => "is not there".to_owned(),
        },
    }
}
