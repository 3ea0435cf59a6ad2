//! The text of a note, whatever program wrote it: UTF-8, UTF-16 with its mark, a mail. What only a program can read is no text.

use std::borrow::Cow;

/// Returns the text of a file; `None` if people cannot read its bytes: a picture, an archive, a mail that is encoded as a whole.
pub(super) fn readable_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(wide) = utf16(bytes) {
        return Some(wide.into());
    }
    // The text is elsewhere, and was not brought here.
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return None;
    }
    if bytes.contains(&0) {
        // A disk that was cut off leaves files of zeros.
        let is_hollow = bytes.iter().all(|byte| *byte <= b' ');
        return is_hollow.then_some("".into());
    }
    let text = String::from_utf8_lossy(bytes);
    let lower = text.to_ascii_lowercase();
    if !lower.contains(ENCODING) {
        return Some(text);
    }
    if is_encoded(&lower) {
        None
    } else if lower.contains("quoted-printable") {
        Some(unquoted(bytes).into())
    } else {
        Some(text)
    }
}

const ENCODING: &str = "content-transfer-encoding:";

/// Returns a text in UTF-16 that begins with its mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (read, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units: Vec<u16> = rest
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| read(*pair))
        .collect();
    Some(String::from_utf16_lossy(&units))
}

/// Whether a mail has words that stand there as base64: of a part that is text, or without a type. An attached picture is none.
fn is_encoded(lower: &str) -> bool {
    let mut headers = Vec::new();
    for line in lower.lines() {
        if line.trim().is_empty() {
            headers.clear();
            continue;
        }
        headers.push(line);
        let value = line.strip_prefix(ENCODING).map(str::trim);
        if value == Some("base64") {
            let mut types = headers
                .iter()
                .filter_map(|line| line.strip_prefix("content-type:"));
            if types.all(|kind| kind.trim_start().starts_with("text/")) {
                return true;
            }
        }
    }
    false
}

/// Returns a text in which `=C3=BC` and lines that end with `=` are read as mail programs do.
fn unquoted(bytes: &[u8]) -> String {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at + 1..];
        let pair = digit(rest.first()).zip(digit(rest.get(1)));
        at += match (byte, pair) {
            (b'=', Some((high, low))) => {
                out.extend(u8::try_from(high * 16 + low));
                3
            }
            (b'=', None) if rest.starts_with(b"\r\n") => 3,
            (b'=', None) if rest.starts_with(b"\n") => 2,
            _ => {
                out.push(*byte);
                1
            }
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_can_read_is_text() {
        let utf16: Vec<u8> = "\u{feff}Zoë"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let mail = |kind: &str, body: &str| {
            format!("From: Ola\nContent-Type: {kind}\nContent-Transfer-Encoding: {body}")
                .into_bytes()
        };
        let read = |bytes: &[u8]| readable_text(bytes).map(Cow::into_owned);
        assert_eq!(read("Zoë".as_bytes()).as_deref(), Some("Zoë"));
        assert_eq!(read(&utf16).as_deref(), Some("Zoë"));
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n";
        assert_eq!(read(pointer), None);
        assert_eq!(read(b"PK\x03\x04\x00"), None);
        assert_eq!(read(&[0; 700]).as_deref(), Some(""));
        assert_eq!(read(&mail("text/plain", "base64\n\nT2xh")), None);
        assert!(read(&mail("image/png", "base64\n\nT2xh")).is_some());
        let quoted = read(&mail(
            "text/plain",
            "quoted-printable\r\n\r\nM=C3=BCl=\r\nler a=b",
        ));
        assert!(quoted.is_some_and(|text| text.ends_with("Müller a=b")));
    }
}
