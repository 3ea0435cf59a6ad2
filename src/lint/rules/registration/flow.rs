//! Keys for somebody to fill in.

/// Returns paths as the inside of a YAML map: `name` and `contact.name` are `name: …, contact: {name: …}`.
pub(super) fn flow(paths: &[&str]) -> String {
    let mut heads: Vec<(&str, Vec<&str>)> = Vec::new();
    for path in paths {
        let (head, rest) = path
            .split_once('.')
            .map_or((*path, None), |(head, rest)| (head, Some(rest)));
        match heads.iter_mut().find(|(known, _)| *known == head) {
            Some((_, rests)) => rests.extend(rest),
            None => heads.push((head, rest.into_iter().collect())),
        }
    }
    let entries = heads.iter().map(|(head, rests)| match rests.as_slice() {
        [] => format!("{head}: …"),
        rests => format!("{head}: {{{}}}", flow(rests)),
    });
    entries.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_with_one_head_share_its_map() {
        assert_eq!(
            super::flow(&["name", "contact.name", "contact.role"]),
            "name: …, contact: {name: …, role: …}"
        );
    }
}
