//! A sheet as Markdown, for a CRM, a wiki or a ticket. A deal's text stays text; only web addresses become links.

use std::fmt::Write as _;

use crate::render::markdown::plain;
use crate::view::sheet::{Item, Part, Piece, Sheet, SheetField};

/// The sheet.
pub fn markdown(sheet: &Sheet) -> String {
    let mut out = format!("### {}\n", plain(&sheet.title));
    for line in &sheet.lead {
        let _ = write!(out, "\n{}\n", line_start(&plain(line)));
    }
    for part in &sheet.parts {
        out.push('\n');
        match part {
            Part::Field(field) => self::field(&mut out, field),
            Part::List { title, items } => {
                let _ = writeln!(out, "#### {}\n", plain(title));
                for item in items {
                    self::item(&mut out, item);
                }
            }
            Part::Notes { title, lines } => {
                let _ = writeln!(out, "#### {title}\n");
                for line in lines {
                    let _ = writeln!(out, "- {}", line_start(&plain(line)));
                }
            }
        }
    }
    for line in &sheet.closing {
        let _ = write!(out, "\n{}\n", line_start(&pieces(line)));
    }
    out
}

fn field(out: &mut String, field: &SheetField) {
    let mark = field
        .mark
        .map_or_else(String::new, |mark| format!(" ({})", mark.word()));
    let _ = writeln!(out, "**{}\\. {}**{mark}", field.number, field.name);
    if !field.aside.is_empty() {
        let _ = writeln!(out, "_{}_", plain(&field.aside.join(" · ")));
    }
    out.push('\n');
    for line in &field.lines {
        let text = pieces(&line.pieces);
        if line.label.is_empty() {
            let _ = writeln!(out, "- {}", line_start(&text));
        } else {
            let _ = writeln!(out, "- {}: {text}", line.label);
        }
    }
    if let Some(remark) = &field.remark {
        let up = field
            .up
            .as_ref()
            .map_or_else(String::new, |up| format!(" → {}", plain(up)));
        let _ = writeln!(out, "- {}{up}", plain(remark));
    }
}

fn item(out: &mut String, item: &Item) {
    let sign = match item.good {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "·",
    };
    let _ = write!(
        out,
        "- {sign} **{}** {}: {}",
        item.answer,
        plain(&item.asks),
        plain(&item.why)
    );
    if let Some(help) = &item.help {
        let _ = write!(out, " → {}", plain(help));
    }
    out.push('\n');
}

fn pieces(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) => plain(text),
            Piece::Strong(text) => format!("*{}*", plain(text)),
            Piece::Link(address) if is_plain_address(address) => format!("<{address}>"),
            Piece::Link(address) => plain(address),
        })
        .collect()
}

/// Whether an address holds nothing that could end a link early: only then it becomes one.
fn is_plain_address(address: &str) -> bool {
    address
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte))
}

/// A text at the beginning of a line that Markdown would take for a list, a heading or a rule.
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
}
