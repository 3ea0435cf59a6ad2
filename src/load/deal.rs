//! One YAML file into one deal.

use crate::model::Process;
use crate::model::book::{Problem, ProblemKind};
use crate::model::deal::{Deal, DealFile};
use crate::model::record::{Actual, Expected, ReadProblem};
use crate::text::{FileId, Limits, Node, Place, SourceFile, Span, Value, yaml};

use super::commas;
use super::origin::{Listed, Origin, id_of};
use super::reading::{read_record, read_text, why_unreadable};
use super::{amounts, resolve, sections};

/// What became of one file.
#[derive(Debug)]
pub struct Loaded {
    /// The file as read.
    pub source: SourceFile,
    /// The deal, unless nothing in the file could be used.
    pub deal: Option<Deal>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The sections by which rules compare several deals: what makes two of them one, what of a packet may be
/// copied, whether a deal has begun, is closed, and waives the rule.
pub const COMPARED: &[&str] = &[
    "id",
    "owner",
    "account",
    "opportunity",
    "partner",
    "other_partners",
    "registered",
    "need",
    "handoff",
    "history",
    "outcome",
    "reopened",
    "waivers",
];

/// Reads a listed file; only its sections of [`COMPARED`] where `is_whole` does not ask for more.
pub fn load(
    origin: &dyn Origin,
    listed: &Listed,
    file: FileId,
    process: &Process,
    limits: &Limits,
    is_whole: &(dyn Fn(&SourceFile) -> bool + Sync),
) -> Loaded {
    let (source, fault) = match &listed.problem {
        None => read_text(origin, &listed.path, limits),
        Some(unreadable) => {
            let source = SourceFile::new(listed.path.as_str(), "");
            let why = why_unreadable(unreadable, limits);
            (source, Some((why, Span::default())))
        }
    };
    let id = id_of(&listed.path);
    if let Some((kind, span)) = fault {
        let place = Place { file, span };
        return Loaded {
            source,
            deal: None,
            problems: vec![Problem {
                place,
                deal: Some(id.to_owned()),
                kind,
            }],
        };
    }
    let compared = if is_whole(&source) {
        None
    } else {
        sections::others_commented(&source.text, COMPARED)
    };
    let (deal, problems) = compared
        .map(|text| read(&text, id, file, process, limits))
        // An alias may need what was left out.
        .filter(|(deal, _)| deal.is_some())
        .unwrap_or_else(|| read(&source.text, id, file, process, limits));
    Loaded {
        source,
        deal,
        problems,
    }
}

/// Reads a deal from its text.
pub fn read(
    text: &str,
    id: &str,
    file: FileId,
    process: &Process,
    limits: &Limits,
) -> (Option<Deal>, Vec<Problem>) {
    let document = yaml::parse(text, limits);
    let mut problems = Vec::new();
    let mut add = |kind, span| {
        problems.push(Problem {
            place: Place { file, span },
            deal: Some(id.to_owned()),
            kind,
        });
    };
    let fatal = document.faults.iter().any(|fault| fault.kind.is_fatal());
    for fault in document.faults {
        add(fault.kind.into(), fault.span);
    }
    if fatal {
        return (None, problems);
    }
    if let Some((found, span)) = not_a_map(&document.root, text) {
        add(
            ReadProblem::WrongType {
                path: String::new(),
                expected: Expected::DealFile,
                found,
            }
            .into(),
            span,
        );
        return (None, problems);
    }
    let (data, reader) = read_record::<Box<DealFile>>(&document.root);
    for (problem, span) in reader.problems {
        add(problem.into(), span);
    }
    let data = data.unwrap_or_default();
    let id = data
        .id
        .as_ref()
        .map_or(id, |written| &*written.value)
        .to_owned();
    let mut deal = Deal {
        id,
        file,
        data,
        unread: reader.unread,
        ..Deal::default()
    };
    resolve::resolve(&mut deal, process, &mut |kind, span| add(kind, span));
    join_pieces(&document.root, text, &mut problems);
    amounts::lose_rejected(&mut deal, text, &problems);
    for problem in &mut problems {
        problem.deal = Some(deal.id.clone());
    }
    (Some(deal), problems)
}

/// Unknown keys that are the rest of a text with a comma: one problem for the text in place of one for each piece.
fn join_pieces(root: &Node<'_>, text: &str, problems: &mut Vec<Problem>) {
    let is_unknown = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::Read(ReadProblem::UnknownKey { .. })
        )
    };
    let is_near = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::Read(ReadProblem::UnknownKey {
                nearest: Some(_),
                ..
            })
        )
    };
    if !problems.iter().any(is_unknown) {
        return;
    }
    for cut in commas::cut_texts(root, text) {
        let is_piece =
            |problem: &Problem| is_unknown(problem) && cut.pieces.contains(&problem.place.span);
        let Some(first) = problems.iter().position(is_piece) else {
            continue;
        };
        let pieces = problems.iter().filter(|problem| is_piece(problem)).count();
        if pieces == cut.pieces.len() {
            let may_be_key = problems
                .iter()
                .any(|problem| is_piece(problem) && is_near(problem));
            problems[first].kind = ProblemKind::CommaInBraces {
                key: cut.key.to_owned(),
                text: cut.text,
                may_be_key,
            };
            let mut number = 0;
            problems.retain(|problem| {
                let here = number;
                number += 1;
                here == first || !is_piece(problem)
            });
        }
    }
}

fn not_a_map(root: &Node<'_>, text: &str) -> Option<(Actual, Span)> {
    match &root.value {
        Value::Map(_) => None,
        Value::Null => Some((Actual::EmptyFile, Span::new(0, 0))),
        _ => {
            let line = text[root.span.range()].lines().next().map_or(0, str::len);
            Some((
                Actual::Kind(root.kind()),
                Span::new(root.span.start as usize, root.span.start as usize + line),
            ))
        }
    }
}
