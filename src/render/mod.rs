//! Data into bytes: one file a format. Knows no clock and no terminal; what it may use is told in a [`Look`].

pub mod document;
pub mod github;
pub mod human;
pub mod json;
pub mod junit;
pub mod links;
pub mod markdown;
mod marks;
pub mod sarif;
pub mod schema;
pub mod short;
pub mod summary;

use crate::text::safe;

/// What the place that the text goes to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermStyle {
    /// Columns.
    pub width: usize,
    /// Whether colours may be used; they never carry meaning alone.
    pub colour: bool,
    /// Whether characters beyond ASCII can be shown.
    pub unicode: bool,
}

impl Default for TermStyle {
    fn default() -> Self {
        Self {
            width: 80,
            colour: false,
            unicode: true,
        }
    }
}

/// Text in a style, or plain.
pub(crate) fn paint(text: &str, style: anstyle::Style, term: TermStyle) -> String {
    if term.colour && !text.is_empty() {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

/// A text for people, finished: in characters that the terminal shows, and no command to a build server that shows the log.
pub(crate) fn for_terminal(text: String, term: TermStyle) -> String {
    safe::no_commands(ascii(text, term))
}

/// Characters beyond ASCII written in ASCII, where the terminal cannot show them.
fn ascii(text: String, term: TermStyle) -> String {
    if term.unicode || text.is_ascii() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '●' => out.push('2'),
            '◐' => out.push('1'),
            '○' => out.push('0'),
            '✓' => out.push('+'),
            '✗' | '×' => out.push('x'),
            '→' => out.push_str("->"),
            '±' => out.push_str("+-"),
            '▁' | '▂' => out.push('.'),
            '◂' => out.push('<'),
            'κ' => out.push_str("kappa"),
            '▒' | '▅' | '▆' => out.push('='),
            '█' | '▇' | '▉' | '▊' | '▋' | '▌' | '▍' | '▎' | '▏' => out.push('#'),
            '▃' | '▄' | '·' | '–' | '—' | '−' | '─' => out.push('-'),
            '├' => out.push('['),
            '┤' => out.push(']'),
            '◆' => out.push('*'),
            '“' | '”' => out.push('"'),
            '‘' | '’' => out.push('\''),
            '…' => out.push_str("..."),
            c => out.push(c),
        }
    }
    out
}
