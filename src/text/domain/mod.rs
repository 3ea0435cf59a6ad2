//! Web domains compared as identities (D2.3): however somebody copied them out of a browser.

mod punycode;
mod shared;

pub use shared::is_shared;

use unicode_normalization::UnicodeNormalization;

/// The host of an address in lower case, without scheme, path, port and a leading `www.`; nothing for what is not a domain.
pub fn host(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once("//").map_or(text, |(_, rest)| rest);
    let text = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let text = text.rsplit('@').next().unwrap_or_default();
    let host: String = text.trim_end_matches('.').nfkc().collect();
    let host = in_letters(&host.to_lowercase());
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let whole = host.split('.').all(|part| !part.is_empty());
    (host.contains('.') && whole && host.chars().all(is_host)).then(|| host.to_owned())
}

/// Returns a host with the letters that `xn--` stands for.
fn in_letters(host: &str) -> String {
    if !host.contains("xn--") {
        return host.to_owned();
    }
    let parts = host.split('.').map(|part| {
        let decoded = part.strip_prefix("xn--").and_then(punycode::decoded);
        decoded.unwrap_or_else(|| part.to_owned())
    });
    parts.collect::<Vec<String>>().join(".")
}

/// The part of a host that somebody registered, by the public suffix list: `acme.co.uk` of `shop.acme.co.uk`. `None` for a suffix
/// under which many register (`co.uk`, `github.io`), and for an address of numbers, which change hands.
pub fn registrable(host: &str) -> Option<&str> {
    let is_address = host
        .split('.')
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if is_address {
        return None;
    }
    psl::domain_str(host)
}

/// The part of a host that its owner chose: `acme` of `shop.acme.co.uk`.
pub fn label(host: &str) -> &str {
    let registered = registrable(host).unwrap_or(host);
    registered.split('.').next().unwrap_or(registered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_the_same_however_it_was_copied() {
        for text in [
            "acme.example",
            "https://www.Acme.example/about?x=1",
            " acme.example. ",
            "sam@acme.example",
            "acme.example:8080",
            "//acme.example",
            "https://acme.example?utm_source=mail",
        ] {
            assert_eq!(host(text).as_deref(), Some("acme.example"), "{text}");
        }
        for text in ["", "acme", "n/a", "a..b", "two words.example", "."] {
            assert_eq!(host(text), None, "{text}");
        }
    }

    #[test]
    fn a_host_in_letters_is_the_one_in_ascii() {
        let letters = host("MÜLLER.example");
        assert_eq!(letters, host("https://www.xn--mller-kva.example/"));
        assert_eq!(letters, host("mu\u{308}ller.example"));
        assert_eq!(host("xn--0.example").as_deref(), Some("xn--0.example"));
    }

    #[test]
    fn the_part_that_somebody_registered() {
        for (host, registered) in [
            ("acme.example", Some("acme.example")),
            ("mail.eu.acme.example", Some("acme.example")),
            ("shop.acme.co.uk", Some("acme.co.uk")),
            ("acme.com.au", Some("acme.com.au")),
            ("acme.github.io", Some("acme.github.io")),
            ("github.io", None),
            ("co.uk", None),
            ("192.168.0.1", None),
        ] {
            assert_eq!(registrable(host), registered, "{host}");
        }
    }

    #[test]
    fn the_part_that_somebody_chose() {
        assert_eq!(label("acme.example"), "acme");
        assert_eq!(label("shop.acme.example"), "acme");
        assert_eq!(label("shop.acme.co.uk"), "acme");
        assert_eq!(label("co.uk"), "co");
    }
}
