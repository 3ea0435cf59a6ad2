//! Writes a tree as people write YAML: block and flow, quoted and plain, with comments, some with CRLF.

use super::random::Random;

/// What is written.
#[derive(Clone, Debug)]
pub(super) enum Yaml {
    /// A scalar.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// A map.
    Map(Vec<(&'static str, Yaml)>),
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Flow collections stay below this width.
const WIDTH: usize = 118;
const COMMENTS: &[&str] = &[
    "asked twice",
    "from the call",
    "see the note",
    "confirmed by mail",
    "checked again in the review",
    "was different last quarter",
];

/// The text of a file.
pub(super) fn write(entries: &[(&'static str, Yaml)], random: &mut Random) -> String {
    let mut writer = Writer {
        out: String::new(),
        flow: random.pick(&[15, 60, 85]),
        comments: random.pick(&[0, 2, 8]),
        random,
    };
    if writer.random.percent(20) {
        writer.out += "# Kept by hand; the CRM owns the opportunity.\n";
    }
    for (number, (key, value)) in entries.iter().enumerate() {
        if number > 0 && matches!(*key, "qualification" | "handoff" | "touches") {
            writer.out.push('\n');
        }
        writer.entry(key, value, 0);
    }
    let crlf = writer.random.percent(3);
    if crlf {
        writer.out.replace('\n', "\r\n")
    } else {
        writer.out
    }
}

struct Writer<'r> {
    out: String,
    /// How many of a hundred collections that fit a line are written on one.
    flow: u32,
    /// How many of a hundred lines end with a comment.
    comments: u32,
    random: &'r mut Random,
}

impl Writer<'_> {
    fn entry(&mut self, key: &str, value: &Yaml, indent: usize) {
        self.out += &" ".repeat(indent);
        self.out += key;
        self.out.push(':');
        self.value(value, indent, indent + key.len() + 2);
    }

    /// A value after its key.
    fn value(&mut self, value: &Yaml, indent: usize, column: usize) {
        match value {
            Yaml::Text(text) if text.len() > 90 && self.random.percent(10) => {
                self.folded(text, indent + 2);
            }
            Yaml::Text(text) => {
                self.out.push(' ');
                self.out += &scalar(text, false);
                self.end_line();
            }
            _ if self.on_one_line(value, column) => {
                self.out.push(' ');
                self.out += &flow(value);
                self.end_line();
            }
            Yaml::List(items) => {
                self.end_line();
                for item in items {
                    self.item(item, indent + 2);
                }
            }
            Yaml::Map(entries) => {
                self.end_line();
                for (key, value) in entries {
                    self.entry(key, value, indent + 2);
                }
            }
        }
    }

    fn item(&mut self, item: &Yaml, indent: usize) {
        self.out += &" ".repeat(indent);
        self.out.push('-');
        match item {
            Yaml::Map(entries) if !self.on_one_line(item, indent + 2) => {
                for (number, (key, value)) in entries.iter().enumerate() {
                    let margin = if number == 0 { 1 } else { indent + 2 };
                    self.out += &" ".repeat(margin);
                    self.out += key;
                    self.out.push(':');
                    self.value(value, indent + 2, indent + key.len() + 4);
                }
            }
            _ => {
                self.out.push(' ');
                self.out += &flow(item);
                self.end_line();
            }
        }
    }

    fn on_one_line(&mut self, value: &Yaml, column: usize) -> bool {
        let empty = matches!(value, Yaml::List(items) if items.is_empty());
        empty || (self.random.percent(self.flow) && column + flow(value).len() <= WIDTH)
    }

    fn folded(&mut self, text: &str, indent: usize) {
        self.out += " >-\n";
        let mut width = 0;
        for word in text.split(' ') {
            if width == 0 || width + word.len() > 80 {
                if width > 0 {
                    self.out.push('\n');
                }
                self.out += &" ".repeat(indent);
                width = indent;
            } else {
                self.out.push(' ');
            }
            self.out += word;
            width += word.len() + 1;
        }
        self.out.push('\n');
    }

    fn end_line(&mut self) {
        if self.random.percent(self.comments) {
            self.out += "   # ";
            self.out += self.random.pick(COMMENTS);
        }
        self.out.push('\n');
    }
}

fn flow(value: &Yaml) -> String {
    match value {
        Yaml::Text(text) => scalar(text, true),
        Yaml::List(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Yaml::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", flow(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A scalar, in quotes where it needs them.
fn scalar(text: &str, in_flow: bool) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let begins = first.is_alphanumeric() || matches!(first, '“' | '$');
    let breaks = [": ", " #"].iter().any(|mark| text.contains(mark)) || text.ends_with([':', ' ']);
    let breaks_flow = text.contains([',', '[', ']', '{', '}']) || text.contains("://");
    let plain = begins && !breaks && !(in_flow && breaks_flow);
    if plain {
        text.to_owned()
    } else if text.contains(['\'', '\\']) || text.len().is_multiple_of(2) {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        format!("'{text}'")
    }
}
