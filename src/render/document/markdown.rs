//! A document as Markdown, for a mail, a wiki, a CRM or a pull request. Text from a deal is escaped; only web addresses
//! become links.

use crate::render::markdown_text::plain;
use crate::render::{RenderError, TermStyle};
use crate::text::safe;
use crate::view::page::{Block, Field, Item, Next, Page, Piece};
use crate::view::table::{Cell, FilledColumn, Grid, rows};

use super::format::{Document, DocumentFormat};
use super::table;

/// For a mail, a wiki or a pull request.
#[derive(Debug)]
pub(super) struct Markdown;

impl DocumentFormat for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "For a mail, a wiki or a pull request"
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        let text = page(&(document.page)(), document.origin().as_deref());
        Ok(safe::no_commands(text))
    }
}

/// Returns the page: paragraphs, lists and tables, with an empty line between them.
fn page(page: &Page, origin: Option<&[Piece]>) -> String {
    let mut parts = Vec::new();
    let lead = page.lead.iter().map(|line| line_start(&plain(line)));
    match &page.title {
        Some(title) => {
            parts.push(format!("### {}", plain(title)));
            parts.extend(lead);
        }
        None => parts.extend(lead.enumerate().map(|(index, line)| match index {
            0 => format!("**{line}**"),
            _ => line,
        })),
    }
    parts.extend(page.blocks.iter().filter_map(block));
    parts.extend(page.closing.iter().map(|line| line_start(&pieces(line))));
    if page.title.is_none() {
        parts.extend(page.next.iter().map(next));
    }
    parts.extend(origin.map(pieces));
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> Option<String> {
    Some(match block {
        block if block.is_empty() => return None,
        Block::Table(grid) => self::grid(grid),
        Block::Lines { title, lines } => {
            let lines = lines
                .iter()
                .map(|line| format!("- {}", line_start(&plain(line))));
            below(*title, lines)
        }
        Block::Diff { path, lines } => diff(path, lines),
        Block::Field(field) => self::field(field),
        Block::List { title, items } => below(Some(title), items.iter().map(item)),
    })
}

/// Returns lines of a file as they are. No line of a deal ends the block: each begins with its sign.
fn diff(path: &str, lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| safe::one_line(line)).collect();
    format!("{}\n\n```diff\n{}\n```", plain(path), lines.join("\n"))
}

/// Returns the lines, below a heading if there is one.
fn below(title: Option<&str>, lines: impl Iterator<Item = String>) -> String {
    let heading = title.map(|title| format!("#### {}\n\n", plain(title)));
    heading.unwrap_or_default() + &lines.collect::<Vec<_>>().join("\n")
}

fn next(next: &Next) -> String {
    let why = if next.why.is_empty() {
        String::new()
    } else {
        format!("{}: ", plain(&next.why))
    };
    let command = safe::one_line(&next.command).replace('`', "'");
    format!("Next: {why}`{command}`")
}

fn grid(grid: &Grid) -> String {
    // Bars on a scale are left out: they need a fixed-width font, and spaces that are not collapsed.
    let mut columns = grid.for_people();
    columns.retain(|column| column.heading.scale.is_none());
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let texts = |row: Vec<&Cell>| line(row.into_iter().map(text).collect());
    let mut rows = rows(&columns).map(texts);
    let titles: Vec<String> = columns
        .iter()
        .map(|column| plain(&column.heading.title))
        .collect();
    // Markdown tables need a header; if no column has a title, the first row becomes the header.
    let head = if titles.iter().all(String::is_empty) {
        rows.next().unwrap_or_default()
    } else {
        line(titles)
    };
    let rule = line(columns.iter().map(|column| alignment(column)).collect());
    let lines: Vec<String> = [head, rule].into_iter().chain(rows).collect();
    lines.join("\n")
}

fn alignment(column: &FilledColumn) -> String {
    let rule = if column.heading.right { "---:" } else { "---" };
    rule.to_owned()
}

fn text(cell: &Cell) -> String {
    match cell.bar {
        Some(bar) => table::bar(bar),
        None => plain(&cell.short),
    }
}

fn field(field: &Field) -> String {
    let mark = field.mark.map(|mark| format!(" ({})", mark.word()));
    let mut head = format!(
        "**{}\\. {}**{}",
        field.number,
        field.name,
        mark.unwrap_or_default()
    );
    if !field.aside.is_empty() {
        head += &format!("\n_{}_", plain(&field.aside.join(" · ")));
    }
    let mut lines = vec![head + "\n"];
    for line in &field.lines {
        let text = pieces(&line.pieces);
        lines.push(match line.label {
            "" => format!("- {}", line_start(&text)),
            label => format!("- {label}: {text}"),
        });
    }
    if let Some(remark) = &field.remark {
        let up = field.up.as_ref().map(|up| format!(" → {}", plain(up)));
        lines.push(format!("- {}{}", plain(remark), up.unwrap_or_default()));
    }
    lines.join("\n")
}

fn item(item: &Item) -> String {
    let (asks, why) = (plain(&item.asks), plain(&item.why));
    let help = item.help.as_ref().map(|help| format!(" → {}", plain(help)));
    format!(
        "- {} **{}** {asks}: {why}{}",
        item.sign(),
        item.answer,
        help.unwrap_or_default()
    )
}

fn pieces(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) => plain(text),
            Piece::Strong(text) => format!("*{}*", plain(text)),
            Piece::Link(address) if is_plain_address(address) => format!("<{address}>"),
            Piece::Link(address) => plain(address),
            Piece::Code(code) => span(code),
        })
        .collect()
}

/// Returns a code span, in double backticks if the code contains a backtick.
fn span(code: &str) -> String {
    let code = safe::one_line(code);
    if code.contains('`') {
        format!("`` {code} ``")
    } else {
        format!("`{code}`")
    }
}

/// Returns whether an address is safe as a link: it contains no character that could end the link early.
fn is_plain_address(address: &str) -> bool {
    address
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte))
}

/// Escapes the beginning of a line that Markdown would take for a list, a heading or a rule.
fn line_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..digits]);
    }
    if text.starts_with(['-', '+', '=']) {
        return format!("\\{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::table::Table;

    #[test]
    fn code_with_a_backtick_is_still_code() {
        assert_eq!(span("a b"), "`a b`");
        assert_eq!(span("a `b`"), "`` a `b` ``");
    }

    #[test]
    fn a_line_that_looks_like_a_list_is_none() {
        assert_eq!(line_start("- x"), "\\- x");
        assert_eq!(line_start("1. x"), "1\\. x");
        assert_eq!(line_start("2026 was good"), "2026 was good");
    }

    #[test]
    fn an_address_that_could_end_its_link_stays_text() {
        let link = |address: &str| pieces(&[Piece::Link(address.to_owned())]);
        assert_eq!(link("https://a.example/b_c"), "<https://a.example/b_c>");
        assert!(!link("https://a.example/><script>").contains("<script"));
        assert_eq!(
            link("https://a.example/`x`"),
            "https:<!-- -->//a.example/\\`x\\`"
        );
    }

    #[test]
    fn what_a_deal_says_stays_text() {
        let table = Table::<(&str, u32)>::new("t")
            .left("DEAL", "deal", |(deal, _)| Cell::text(*deal))
            .right("N", "n", |(_, n)| Cell::of(n));
        let page = Page {
            lead: vec!["*All* good".to_owned()],
            blocks: vec![table.rows([("<b>| x", 3)]).into()],
            ..Page::default()
        };
        assert_eq!(
            super::page(&page, None),
            "**\\*All\\* good**\n\n| DEAL | N |\n| --- | ---: |\n| &lt;b&gt;\\| x | 3 |\n"
        );
    }
}
