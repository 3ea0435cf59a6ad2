//! Data into bytes: one file a format. Knows no clock and no terminal; a [`TermStyle`] says what it may use.

pub mod document;
mod error;
pub mod findings;
pub mod json;
mod markdown_text;
pub mod schema;

pub use error::RenderError;

use crate::text::safe;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermStyle {
    /// Its columns.
    pub width: usize,
    /// Whether it shows colours; they never carry meaning alone.
    pub colour: bool,
    /// Whether it shows characters beyond ASCII.
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

/// Returns a text in a style, or plain if the terminal shows no colours.
pub(crate) fn paint(text: &str, style: anstyle::Style, term: TermStyle) -> String {
    if term.colour && !text.is_empty() {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

/// Finishes a text for people: only characters that the terminal shows, and nothing that a build server would take for a command.
pub(crate) fn for_terminal(text: String, term: TermStyle) -> String {
    safe::no_commands(ascii(text, term))
}

/// Replaces characters beyond ASCII if the terminal does not show them.
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
