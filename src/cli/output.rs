//! The terminal: how wide, which colours, which characters; and writing to it.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Mutex;

use anstream::{AutoStream, ColorChoice};

use crate::render::TermStyle;
use crate::render::document;
use crate::text::safe;
use crate::view::page::Page;

use super::options::{Colour, Common};

/// Without a terminal and without `COLUMNS`, text is this wide.
pub(super) const WIDTH: usize = 80;
/// Prose gets hard to read beyond this.
const WIDEST: usize = 160;

/// What stdout can show.
pub(super) fn term(common: &Common) -> TermStyle {
    let stdout = io::stdout();
    let terminal = stdout.is_terminal();
    let colour = AutoStream::choice(&stdout) != ColorChoice::Never;
    style_of(
        common,
        terminal,
        colour,
        terminal_size::terminal_size_of(stdout),
    )
}

/// What stderr can show.
pub(super) fn stderr_style(common: &Common) -> TermStyle {
    let stderr = io::stderr();
    let terminal = stderr.is_terminal();
    let colour = AutoStream::choice(&stderr) != ColorChoice::Never;
    style_of(
        common,
        terminal,
        colour,
        terminal_size::terminal_size_of(stderr),
    )
}

type Size = Option<(terminal_size::Width, terminal_size::Height)>;

fn style_of(common: &Common, terminal: bool, colour: bool, size: Size) -> TermStyle {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let width = columns
        .or_else(|| size.map(|(width, _)| usize::from(width.0)))
        .unwrap_or(WIDTH);
    let colour = match common.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => colour,
    };
    TermStyle {
        width: width.clamp(40, WIDEST),
        colour,
        unicode: !terminal || shows_unicode(),
    }
}

/// Whether the locale is one of UTF-8; when none is set, it is taken to be.
fn shows_unicode() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    set.is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8"))
}

/// Whether stdout is a terminal; a clean run prints something only then.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Where links lead to, when stdout is a terminal that opens them.
pub(super) fn link_root(root: &Path) -> Option<String> {
    let opens = is_terminal() && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    opens.then(|| root.to_string_lossy().replace('\\', "/"))
}

/// Writes the result. If the reader closes early (`dealctl lint | head`), the rest is not written, and the exit code is
/// what it would have been.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Says something beside the result. It may hold paths and what others say: none of it steers the terminal.
pub(super) fn note(text: &str) {
    aside(&safe::no_commands(safe::lines(text).into_owned()));
}

/// Like [`note`], but the same text only once in a run.
pub(super) fn note_once(text: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let is_new = SAID
        .lock()
        .is_ok_and(|mut said| said.insert(text.to_owned()));
    if is_new {
        note(text);
    }
}

/// Writes something beside the result that was rendered for it.
pub(super) fn aside(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes a page for people.
pub(super) fn show_page(common: &Common, page: &Page) -> anyhow::Result<()> {
    print(&document::page(page, term(common)))
}

/// Returns whether a failure is only that the reader closed early.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
