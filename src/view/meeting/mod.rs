//! `dealctl report`: the page for the leadership meeting. A section is a sentence, a picture and tables: those of the command that
//! shows it alone, so that no figure is worked out or worded twice.

mod pictures;
mod section;

use crate::report::meeting::Meeting;
use crate::view::page::{Block, Next, Page};
use crate::view::table::Grid;
use crate::view::{self, Style};

pub use section::{Section, SectionKind};

/// Moves that the page asks for.
const MOVES: usize = 5;
/// Partners that the page names, those who wait for most first.
const PARTNERS: usize = 20;
/// Stalls that the page names, the worst ones.
const STALLED: usize = 12;

/// Who reads the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody in the meeting.
    Everyone,
    /// The board: figures and changes, without single moves and names of people.
    Board,
    /// Sales: what is to be done on which deal.
    Sales,
}

impl Audience {
    /// Returns the sections that it gets, in order.
    pub fn sections(self) -> &'static [SectionKind] {
        use SectionKind as Kind;
        match self {
            Self::Everyone => &SectionKind::ALL,
            Self::Board => &[
                Kind::Quarter,
                Kind::Changes,
                Kind::Stages,
                Kind::Leaks,
                Kind::Attribution,
                Kind::Belief,
                Kind::Process,
                Kind::Method,
            ],
            Self::Sales => &[
                Kind::Quarter,
                Kind::Changes,
                Kind::Decisions,
                Kind::Stages,
                Kind::Stalled,
                Kind::Handoffs,
                Kind::Hygiene,
                Kind::Deals,
            ],
        }
    }
}

/// Returns the sections of the page, in the given order. One without data says so in a line.
pub fn sections(report: &Meeting, wanted: &[SectionKind], style: &Style) -> Vec<Section> {
    wanted
        .iter()
        .map(|kind| section(report, *kind, style))
        .collect()
}

fn section(report: &Meeting, kind: SectionKind, style: &Style) -> Section {
    let whole = |page: Page| Section::of(kind, page);
    match kind {
        SectionKind::Quarter => {
            let page = view::forecast(&report.forecast, None, style);
            let section = whole(page).with_tables(1).without_notes();
            let pictures = [
                pictures::quarter(report, &section, style),
                pictures::said(report, style),
            ];
            section.with_pictures(pictures.into_iter().flatten().collect())
        }
        SectionKind::Changes => match &report.since {
            Some(since) => {
                let section = whole(view::change(since, style))
                    .with_tables(1)
                    .without_notes();
                let picture = pictures::bridge(since, &section, style);
                section.with_pictures(picture.into_iter().collect())
            }
            None => Section::empty(kind, "There is no earlier commit to compare with."),
        },
        SectionKind::Decisions => {
            let section = whole(view::next(&report.next, style));
            section.with_rows(MOVES).without_notes()
        }
        SectionKind::Stages => stages(report, style),
        SectionKind::Stalled => {
            let section = whole(view::stalls(&report.stalls, style))
                .with_rows(STALLED)
                .without_notes();
            let more = report.stalls.stalls.len().saturating_sub(STALLED);
            section.and_more(more, "dealctl stalls")
        }
        SectionKind::Leaks => whole(view::leaks(&report.leaks, style))
            .with_tables(1)
            .without_notes(),
        SectionKind::Handoffs => {
            let mut section = whole(view::scorecard(&report.score, style))
                .with_tables(1)
                .without_notes();
            let trust = view::trust(&report.trust, false, style);
            let trust = Section::of(kind, trust).with_tables(1).without_notes();
            section.lines.extend(trust.lines);
            section.tables.extend(trust.tables);
            let picture = pictures::scores(report);
            section.with_pictures(picture.into_iter().collect())
        }
        SectionKind::Partners => {
            let section = whole(view::partners(&report.partners, style))
                .with_rows(PARTNERS)
                .without_notes();
            let more = report.partners.partners.len().saturating_sub(PARTNERS);
            section.and_more(more, "dealctl partners")
        }
        SectionKind::Attribution => {
            whole(view::attribution(&report.attribution, style)).with_tables(1)
        }
        SectionKind::Conflicts => whole(view::conflicts(&report.conflicts, style)).with_tables(1),
        SectionKind::Belief => {
            let section = whole(view::backtest(&report.forecast, style))
                .with_tables(1)
                .without_notes();
            let picture = pictures::belief(report, &section);
            section.with_pictures(picture.into_iter().collect())
        }
        SectionKind::Process => {
            let mut section = whole(view::before_after(&report.before_after, style)).with_tables(1);
            let review = view::process_review(&report.process_review, style);
            section.lines.extend(review.lead);
            section
        }
        SectionKind::Hygiene => whole(view::hygiene(&report.hygiene, style))
            .with_tables(1)
            .without_notes(),
        SectionKind::Deals => whole(view::list(&report.list, &[], style))
            .with_tables(1)
            .without_notes(),
        SectionKind::Method => Section::of_lines(kind, method()),
    }
}

/// Where the open deals stand, with what came and went, and how long each stage takes.
fn stages(report: &Meeting, style: &Style) -> Section {
    let kind = SectionKind::Stages;
    let mut section = Section::of(kind, view::pipeline(&report.pipeline, style))
        .with_tables(1)
        .without_notes();
    let velocity = view::velocity(&report.velocity, style);
    let velocity = Section::of(kind, velocity).with_tables(1).without_notes();
    section.lines.extend(velocity.lines);
    section.tables.extend(velocity.tables);
    let picture = pictures::ages(report);
    section.with_pictures(picture.into_iter().collect())
}

/// How the figures are worked out, in a few lines.
fn method() -> Vec<String> {
    [
        "Every figure is worked out from the deals' files and their git history, by the command that shows it alone.",
        "The quarter: what is won, plus what open deals bring by the chance and the time that past deals had in the same stage at the same age, plus deals that nobody has registered yet.",
        "The range holds 8 of 10: one chance in ten of less, one of more.",
        "What changed: the open pipeline of this quarter then and now, deal by deal; the steps add up.",
        "Days in a stage are medians by Kaplan–Meier: a deal that still stands there counts as longer than it has stood.",
        "A difference before and after a change of the process is called chance unless it is too large for one among all that are compared.",
        "Attribution is derived from dated touches by the rule in process.toml, never typed.",
        "Counts below 20 are not turned into percentages; an unknown amount is not counted as 0, and a + says that one is missing.",
    ]
    .into_iter()
    .map(ToOwned::to_owned)
    .collect()
}

/// The page for a terminal and for Markdown: the same sections, without pictures.
pub fn meeting(sections: &[Section]) -> Page {
    let mut page = Page::default();
    for (at, section) in sections.iter().enumerate() {
        if at == 0 {
            page.lead.clone_from(&section.lines);
        } else {
            page.blocks.push(Block::Lines {
                title: Some(section.kind.title()),
                lines: section.lines.clone(),
            });
        }
        page.blocks
            .extend(section.tables.iter().cloned().map(Block::from));
        page.blocks.push(Block::lines(section.notes.clone()));
    }
    page.blocks.retain(|block| !block.is_empty());
    page.next.push(Next::new(
        "one file to open, send or print",
        "dealctl report -o report.html",
    ));
    page
}

/// The table for spreadsheets: the open deals, one by one.
pub fn meeting_rows(report: &Meeting, style: &Style) -> Grid {
    let page = view::list(&report.list, &[], style);
    page.into_main_table().unwrap_or_default()
}
