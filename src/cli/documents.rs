//! Writes documents: to stdout, through a pager, or into files.

use crate::render::TermStyle;
use crate::render::document::Document;

use super::options::{Common, CsvStyle, Output, Target};
use super::{output, pager, targets, writing};

/// Writes a document in the format of the options.
pub(super) fn show(
    common: &Common,
    options: &Output,
    document: &Document<'_>,
) -> anyhow::Result<()> {
    let csv = options.csv();
    for target in targets::targets(options)? {
        let text = rendered(common, &target, document, csv)?;
        match &target.file {
            Some(file) => writing::write(file, &text)?,
            None if is_long(common, &target, &text) && pager::show(&text)? => {}
            None => output::print(&text)?,
        }
    }
    Ok(())
}

/// Returns whether a text is to go through a pager: it is for people, on a terminal, and longer than the screen.
fn is_long(common: &Common, target: &Target, text: &str) -> bool {
    let is_for_people = matches!(target.format.name(), "table" | "text" | "markdown");
    if common.no_pager || !is_for_people || !output::is_terminal() {
        return false;
    }
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.is_some_and(|(_, height)| text.lines().count() >= usize::from(height.0))
}

/// Returns a document as text, for a file or for stdout.
fn rendered(
    common: &Common,
    target: &Target,
    document: &Document<'_>,
    csv: CsvStyle,
) -> anyhow::Result<String> {
    let mut style = output::term(common);
    if target.file.is_some() {
        style = TermStyle {
            width: output::WIDTH,
            colour: false,
            unicode: true,
        };
    }
    let separated = csv.separator.and_then(|it| target.format.separated_by(it));
    let text = match &separated {
        Some(format) => document.render(&**format, style)?,
        None => document.render(target.format, style)?,
    };
    let is_csv = matches!(target.format.name(), "csv");
    Ok(if csv.bom && is_csv {
        format!("\u{feff}{text}")
    } else {
        text
    })
}
