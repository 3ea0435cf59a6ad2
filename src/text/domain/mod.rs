//! Web domains compared as identities (D2.3): however somebody copied them out of a browser.

mod shared;

pub use shared::is_shared;

/// The host of an address in lower case, without scheme, path, port and a leading `www.`; nothing for what is not a domain.
pub fn host(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let text = text.rsplit('@').next().unwrap_or_default();
    let host = text.trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let whole = host.split('.').all(|part| !part.is_empty());
    (host.contains('.') && whole && host.chars().all(is_host)).then(|| host.to_owned())
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
        ] {
            assert_eq!(host(text).as_deref(), Some("acme.example"), "{text}");
        }
        for text in ["", "acme", "n/a", "a..b", "two words.example", "."] {
            assert_eq!(host(text), None, "{text}");
        }
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
