//! Which maps of a deal take which keys, to tell where a misplaced key belongs.

use crate::model::record::{FromNode, Shape};

use super::DealFile;

/// A map of a deal.
struct Home {
    /// Its path, `""` for the deal itself.
    path: String,
    /// Whether it is, or is inside, an item of a list.
    in_list: bool,
    keys: Vec<&'static str>,
}

/// Every map of a deal, the outer ones first.
fn homes() -> Vec<Home> {
    let mut homes = Vec::new();
    let mut open = vec![(String::new(), false, DealFile::SHAPE)];
    while let Some((path, in_list, shape)) = open.pop() {
        match shape {
            Shape::Record(keys) => {
                let fields = keys().fields;
                for field in fields.iter().rev() {
                    let below = match path.as_str() {
                        "" => field.key.to_owned(),
                        path => format!("{path}.{}", field.key),
                    };
                    open.push((below, in_list, field.shape));
                }
                homes.push(Home {
                    path,
                    in_list,
                    keys: fields.iter().map(|field| field.key).collect(),
                });
            }
            Shape::List(item) => open.push((path, true, *item)),
            Shape::OneOrMany(item) => open.push((path, in_list, *item)),
            Shape::Either([first, ..]) => open.push((path, in_list, *first)),
            _ => {}
        }
    }
    homes.sort_by_key(|home| home.path.matches('.').count());
    homes
}

/// Returns the paths of all single values of a deal, those in lists aside, each with what its key means.
pub fn single_paths() -> Vec<(String, &'static str)> {
    let mut paths = Vec::new();
    collect(DealFile::SHAPE, String::new(), "", &mut paths);
    paths
}

fn collect(shape: Shape, path: String, doc: &'static str, out: &mut Vec<(String, &'static str)>) {
    match shape {
        Shape::Record(keys) => {
            for field in keys().fields {
                let below = match path.as_str() {
                    "" => field.key.to_owned(),
                    path => format!("{path}.{}", field.key),
                };
                collect(field.shape, below, field.doc, out);
            }
        }
        Shape::Either([first, ..]) => collect(*first, path, doc, out),
        Shape::Leaf(_) => out.push((path, doc)),
        _ => {}
    }
}

/// Returns whether a map that takes `beside` also takes `key`, or the top of a deal does.
pub fn may_follow(key: &str, beside: &str) -> bool {
    homes().iter().any(|home| {
        home.keys.contains(&key) && (home.path.is_empty() || home.keys.contains(&beside))
    })
}

/// The paths of the maps that take a key, those in lists aside; the outer ones first.
pub fn homes_of(key: &str) -> Vec<String> {
    let takes = |home: &Home| !home.in_list && home.keys.contains(&key);
    let homes = homes().into_iter().filter(takes);
    homes.map(|home| home.path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_follows_another_of_its_map_or_is_one_of_the_deal() {
        assert!(may_follow("domain", "name"));
        assert!(may_follow("owner", "credit"));
        assert!(may_follow("date", "stage"));
        assert!(!may_follow("why", "need"));
        assert!(!may_follow("table", "need"));
    }

    #[test]
    fn single_values_have_paths_and_lists_have_none() {
        let paths = single_paths();
        let has = |wanted: &str| paths.iter().any(|(path, _)| path == wanted);
        assert!(has("qualification.budget.status") && has("handoff.seller"));
        assert!(!has("touches.date") && !has("handoff"));
    }

    #[test]
    fn the_maps_that_take_a_key() {
        assert_eq!(homes_of("close_date"), ["opportunity"]);
        assert_eq!(homes_of("seller"), ["handoff"]);
        let mut amounts = homes_of("amount");
        amounts.sort();
        assert_eq!(amounts, ["opportunity", "outcome", "reopened.outcome"]);
    }
}
