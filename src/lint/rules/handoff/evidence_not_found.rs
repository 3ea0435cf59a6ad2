//! `handoff/evidence-not-found`.

use crate::analysis::moves::{self, Role};
use crate::analysis::sources::{self, FaultySource, MeantFile};
use crate::diagnostic::{Assignee, Fix, Level};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, fixes, words};
use crate::load::evidence::Source;
use crate::model::scalar::prose_date;
use crate::text::pasted::{Pasted, Slip};
use crate::text::shell;

rule! {
    /// A deal points to a source that nobody can open as it is written.
    ///
    /// Evidence is a source that a seller verifies in minutes (D4 field 10, D4.2). A path that leads nowhere proves
    /// nothing, and neither does one that leaves the repository, because nobody else has that file: both are errors. A
    /// folder, where nobody knows which file is meant, a file without a word, and what people understand but programs do
    /// not (backslashes, `www.…` without `https://`, a blank in a web address) are warnings, and so are words around evidence; marks around an address or a
    /// path are notes. Every source in the deal is looked up; web addresses are trusted, and nothing is fetched. A file that
    /// git knows was there when the packet was sent counted then and keeps its grade; that nobody can look at it now is
    /// still a fault, and the help has the command that brings it back.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {evidence: [notes/northwind-qbr.md, notes/quayside-call.md]}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: {what: Berth planners re-key the tide table., source: ../../private/call.md}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {evidence: notes/}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {evidence: 'notes\northwind-qbr.md'}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// need: {what: Berth planners re-key the tide table., source: Dana said so on the telephone}
    /// handoff: {evidence: [notes/northwind-qbr.md, "https://meridian.example/cases/northwind"]}
    /// ```
    pub(super) EVIDENCE_NOT_FOUND = "handoff/evidence-not-found", Error, Sent(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    for source in sources::faulty_sources(&deal.case) {
        let pointer = &source.pointer;
        let at = pointer.path.trim_end_matches(".source");
        let fault = fault(deal, &source);
        let mut finding = out
            .finding(
                deal.case.deal.place(pointer.text.span),
                format!("{} {} ({at})", words::quoted(pointer.text), fault.message),
            )
            .label(fault.label)
            .subject(format!("{} {}", pointer.path, pointer.text))
            .whose(whose(deal, &pointer.path))
            .help(fault.help);
        finding.level = fault.level;
        finding.fix = fault.write.map(|(text, safe)| Fix {
            safe,
            ..fixes::write(deal.book, finding.place, &text)
        });
        out.add(finding);
    }
}

/// What is wrong with a source, and what to do.
struct Fault {
    level: Level,
    /// What follows the source's name.
    message: String,
    label: &'static str,
    help: String,
    /// What to write in its place, and whether it cannot mean anything else.
    write: Option<(String, bool)>,
}

fn fault(deal: &DealContext<'_>, source: &FaultySource<'_>) -> Fault {
    let case = &deal.case;
    let fault = |level, message: String, label, help: String| Fault {
        level,
        message,
        label,
        help,
        write: None,
    };
    if let [first, rest @ ..] = &*source.among {
        return among_words(source, first, rest);
    }
    match source.source {
        Source::Outside | Source::Missing => {
            let path = &deal.book.sources.file(case.deal.file).path;
            let meant = sources::meant_file(case.evidence, path, &source.pasted);
            meant.map_or_else(|| nowhere(deal, source), elsewhere)
        }
        Source::Gone => {
            let Some((file, commit)) = &source.kept else {
                return nowhere(deal, source);
            };
            let (id, day) = (commit.short(), prose_date(commit.day, case.today));
            fault(
                Level::Error,
                format!("was there when the packet was sent (commit {id}, {day}), and is gone now"),
                "gone since",
                format!(
                    "its grade stands. So that people can look again: git checkout {id} -- {}",
                    shell::word(file)
                ),
            )
        }
        Source::Folder => fault(
            Level::Warning,
            "is a folder: nobody can tell which file in it is meant".to_owned(),
            "a folder",
            format!("name the file in it: {}", name_file(deal, source)),
        ),
        Source::Empty => fault(
            Level::Warning,
            "is there without a word in it, so it proves nothing".to_owned(),
            "an empty file",
            format!(
                "ask whoever wrote it for the text. 1. save that in the file; 2. name the file that holds it: {}",
                name_file(deal, source)
            ),
        ),
        Source::Link | Source::File | Source::Late | Source::Words => slipped(&source.pasted),
    }
}

/// Returns the fault of a path that leads nowhere, and means no other file.
fn nowhere(deal: &DealContext<'_>, source: &FaultySource<'_>) -> Fault {
    let clean = &*source.pasted.clean;
    if source.source == Source::Outside {
        return Fault {
            level: Level::Error,
            message: "leads out of the repository, where nobody else can look".to_owned(),
            label: "outside the repository",
            help: format!(
                "copy it into the repository, and name it by its path from the root: {}",
                name_file(deal, source)
            ),
            write: None,
        };
    }
    let host = clean.split('/').next().unwrap_or_default();
    let is_address = clean.contains('/') && !clean.contains(char::is_whitespace);
    let link = if is_address && host.trim_matches('.').contains('.') {
        format!("; 3. a web address begins with https://, as in https://{clean}")
    } else {
        String::new()
    };
    let several = if clean.contains(", ") {
        "; 3. several files make a list: [FILE, FILE]"
    } else {
        ""
    };
    Fault {
        level: Level::Error,
        message: "is not in the repository, so nobody can verify it".to_owned(),
        label: "no such file",
        help: format!(
            "1. save the file as {}; 2. name the one that is meant: {}{link}{several}",
            words::quoted(clean),
            name_file(deal, source)
        ),
        write: None,
    }
}

/// Returns the command that names another file in the place of a source.
fn name_file(deal: &DealContext<'_>, source: &FaultySource<'_>) -> String {
    deal.set(source.pointer.text.span, &source.pointer.path, "FILE")
}

/// Returns the fault of a text with sources among its words. Where words are no answer, they are a warning.
fn among_words(source: &FaultySource<'_>, first: &str, rest: &[String]) -> Fault {
    let path = &source.pointer.path;
    let takes_words = !path.ends_with("evidence") && !path.contains("agreed");
    let names = [&[first.to_owned()], rest].concat().join(", ");
    let help = match rest {
        [] => format!("write it alone: {names}; words about it go under note:"),
        _ => format!("several sources make a list: [{names}]"),
    };
    Fault {
        level: if takes_words {
            Level::Note
        } else {
            Level::Warning
        },
        message: format!("names {names} among other words, and counts as words"),
        label: "words around it",
        help,
        write: rest.is_empty().then(|| (first.to_owned(), false)),
    }
}

/// Returns the fault of a path that leads nowhere, while the file that it means is in the repository.
fn elsewhere(meant: MeantFile) -> Fault {
    let path = meant.path;
    Fault {
        level: Level::Error,
        message: format!("leads nowhere from the root of the repository; {path} is there"),
        label: "not a path from the root",
        help: format!("if that file is meant, write its path from the root: {path}"),
        write: Some((path, meant.is_certain)),
    }
}

/// Returns the fault of a source that opens, but not as it is written.
fn slipped(pasted: &Pasted<'_>) -> Fault {
    let clean = &*pasted.clean;
    let (level, message, label, help, safe) = match pasted.slip {
        Some(Slip::Backslashes) => (
            Level::Warning,
            "has backslashes, and opens on Windows only".to_owned(),
            "backslashes",
            format!("write / between folders: {clean}"),
            true,
        ),
        Some(Slip::NoScheme) => (
            Level::Warning,
            "is a web address that no program opens without https:// before it".to_owned(),
            "no https://",
            format!("write https:// before it: {clean}"),
            false,
        ),
        Some(Slip::Blank) => (
            Level::Warning,
            "has a blank, and there the web address ends for every program".to_owned(),
            "a blank",
            format!("write %20 for each blank: {clean}; words about it go under note:"),
            false,
        ),
        Some(Slip::Wrapped) | None => (
            Level::Note,
            "has marks around it that are no part of it".to_owned(),
            "marks around it",
            format!("write it alone: {clean}"),
            true,
        ),
    };
    Fault {
        level,
        message,
        label,
        help,
        write: Some((clean.to_owned(), safe)),
    }
}

/// Returns who attaches the source at a path (D0): partner marketing for the packet, alliances for the partner's
/// agreement, RevOps for a touch.
fn whose(deal: &DealContext<'_>, path: &str) -> Assignee {
    let case = &deal.case;
    let role = match path.split('.').take(2).collect::<Vec<_>>().as_slice() {
        ["handoff", "partner_move" | "offer" | "conflict"] => Role::Alliances,
        ["handoff" | "earlier_handoffs", ..] => Role::PartnerMarketing,
        ["touches", ..] => Role::RevOps,
        _ => return moves::of_deal(case),
    };
    moves::of_role(case, role)
}
