//! Values as words of a shell that inserts what it is offered as it is: bash and PowerShell. A name of a file may be a stranger's, and
//! must not become a command on the line of who pressed Tab.

/// Returns a value as one word of bash: what bash would read something into stands behind a backslash.
pub(super) fn bash(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=@%+,".contains(c);
    let mut word = String::with_capacity(value.len());
    for c in value.chars() {
        if !is_plain(c) {
            word.push('\\');
        }
        word.push(c);
    }
    word
}

/// Returns a word of bash as it was before [`bash`].
pub(super) fn unescaped(word: &str) -> String {
    let mut value = String::with_capacity(word.len());
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        value.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    value
}

/// Returns a value as one word of PowerShell, in single quotes where it has to be.
pub(super) fn powershell(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=+".contains(c);
    if value.chars().all(is_plain) {
        return value.to_owned();
    }
    // PowerShell takes typographic quotes for single quotes too.
    let doubled = value.chars().flat_map(|c| {
        let is_quote = matches!(c, '\'' | '\u{2018}'..='\u{201b}');
        std::iter::repeat_n(c, if is_quote { 2 } else { 1 })
    });
    format!("'{}'", doubled.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_value_is_read_by_the_shell() {
        assert_eq!(bash("2026/northwind"), "2026/northwind");
        assert_eq!(bash("Sam Ortiz"), r"Sam\ Ortiz");
        assert_eq!(bash("$(id);*~`'\""), r#"\$\(id\)\;\*\~\`\'\""#);
        assert_eq!(unescaped(&bash(r"a\b $c")), r"a\b $c");
        assert_eq!(powershell("northwind"), "northwind");
        assert_eq!(powershell("Pat O'Brien $(id)"), "'Pat O''Brien $(id)'");
    }
}
