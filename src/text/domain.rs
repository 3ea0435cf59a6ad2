//! Web domains compared as identities (D2.3): however somebody copied them out of a browser.

/// Second-level names under which a country hands out domains: of `acme.co.uk` the company chose `acme`.
const PUBLIC: [&str; 8] = ["co", "com", "org", "net", "ac", "gov", "edu", "or"];

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

/// The part of a host that its owner chose: `acme` of `shop.acme.co.uk`.
pub fn label(host: &str) -> &str {
    let parts: Vec<&str> = host.split('.').collect();
    match parts.as_slice() {
        [.., own, second, country] if country.len() == 2 && PUBLIC.contains(second) => own,
        [.., own, _] => own,
        _ => host,
    }
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
    fn the_part_that_somebody_chose() {
        assert_eq!(label("acme.example"), "acme");
        assert_eq!(label("shop.acme.example"), "acme");
        assert_eq!(label("shop.acme.co.uk"), "acme");
        assert_eq!(label("co.uk"), "co");
    }
}
