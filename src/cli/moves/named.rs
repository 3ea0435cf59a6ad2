//! What is named on a command line by part: deals, people and days.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use crate::cli::failure::Failure;
use crate::cli::me;
use crate::cli::options::Common;
use crate::cli::repository::{self, Files};
use crate::load::git::Git;
use crate::load::origin::id_of;
use crate::load::{Listed, Only};
use crate::model::person::{Person, person_key};
use crate::model::record::{Meaning, Record, View};
use crate::model::{Book, Calendar, Duration, Unit};
use crate::text::name::nearest;

/// How much of the book a move reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Only the deals that are named.
    Named,
    /// Those, and of the others what deals are compared by.
    Book,
}

/// Reads the book as far as a move needs it.
pub(super) fn load(
    files: &Files,
    common: &Common,
    deals: &[String],
    scope: Scope,
) -> anyhow::Result<Book> {
    let listed = files.origin().deal_files();
    let named: Option<Vec<Listed>> = deals.iter().map(|name| one(&listed, name)).collect();
    match (named, scope) {
        (Some(named), Scope::Named) => repository::read(&Only::new(files.origin(), named), common),
        (named, _) => {
            let paths: BTreeSet<String> = named
                .into_iter()
                .flatten()
                .map(|listed| listed.path)
                .collect();
            // If a name means no file, the accounts of all deals are looked through.
            let all = paths.len() < deals.len();
            repository::read_whole(files.origin(), common, &|file| {
                all || paths.contains(&*file.path)
            })
        }
    }
}

/// Returns the one file that a name means: the whole of it or its last part, else the only one that begins with it.
fn one(listed: &[Listed], name: &str) -> Option<Listed> {
    let name = name.replace('\\', "/");
    let name = name.trim_start_matches("./");
    let name = name
        .strip_suffix(".yaml")
        .or(name.strip_suffix(".yml"))
        .unwrap_or(name);
    let name = name.rsplit_once("deals/").map_or(name, |(_, below)| below);
    let id = |listed: &Listed| id_of(&listed.path).to_owned();
    let ends = |listed: &&Listed| id(listed) == name || id(listed).ends_with(&format!("/{name}"));
    let begins = |listed: &&Listed| {
        let id = id(listed);
        let last = id.rsplit('/').next().unwrap_or(&id);
        !name.is_empty() && last.to_lowercase().starts_with(&name.to_lowercase())
    };
    let of = |is: &dyn Fn(&&Listed) -> bool| -> Vec<Listed> {
        listed.iter().filter(|one| is(one)).cloned().collect()
    };
    let exact = of(&ends);
    let found = if exact.is_empty() { of(&begins) } else { exact };
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// Returns the ids of the deals that are named, each once.
pub(super) fn ids(book: &Book, deals: &[String]) -> anyhow::Result<Vec<String>> {
    let listed: Vec<Listed> = book
        .deals
        .iter()
        .map(|deal| Listed {
            path: book.sources.file(deal.file).path.to_string(),
            problem: None,
        })
        .collect();
    let mut ids: Vec<String> = Vec::new();
    for name in deals {
        let by_file = || {
            let one = one(&listed, name)?;
            book.deals
                .iter()
                .find(|deal| *book.sources.file(deal.file).path == *one.path)
        };
        let by_account = || {
            let wanted = name.to_lowercase();
            let is = |deal: &&crate::model::Deal| {
                deal.account_name()
                    .is_some_and(|account| account.to_lowercase().contains(&wanted))
            };
            let found: Vec<_> = book.deals.iter().filter(is).collect();
            <[_; 1]>::try_from(found).ok().map(|[deal]| deal)
        };
        let named = book.named(name);
        let found = match named.as_slice() {
            [deal] => Some(*deal),
            [] => by_file().or_else(by_account),
            _ => None,
        };
        let deal = found.map_or_else(|| repository::deal(book, name), Ok)?;
        if !ids.contains(&deal.id) {
            ids.push(deal.id.clone());
        }
    }
    Ok(ids)
}

/// Whom the files know.
pub(super) struct People {
    /// Grows by the people who are named in full for the first time.
    names: RefCell<BTreeSet<String>>,
}

impl People {
    /// Collects everybody whom the process and the deals name as a person.
    pub(super) fn of(book: &Book) -> Self {
        let mut out = Self {
            names: RefCell::default(),
        };
        each_person(&book.process.written, &mut |name| out.add(book, name));
        for stage in &book.process.stages {
            for name in stage.owner.name.iter().chain(&stage.owner.otherwise) {
                out.add(book, name);
            }
        }
        for (_, name) in book
            .process
            .written
            .process
            .iter()
            .flat_map(|head| &head.roles.entries)
        {
            out.add(book, name);
        }
        for deal in &book.deals {
            each_person(&*deal.data, &mut |name| out.add(book, name));
        }
        let signals = book.signals.iter().filter_map(|signal| signal.by.as_ref());
        signals.for_each(|by| out.add(book, by));
        out
    }

    fn add(&mut self, book: &Book, text: &str) {
        if let Some(name) = book.process.person_name(text) {
            self.names
                .borrow_mut()
                .insert(book.spellings().person(name));
        }
    }

    /// Returns the person whom a part of a name means. A new person is named in full.
    pub(super) fn find(&self, typed: &str) -> anyhow::Result<String> {
        // What follows a comma is a role, which nobody is found by.
        if let Some((name, role)) = typed.split_once(',') {
            return Ok(format!("{}, {}", self.find(name)?, role.trim()));
        }
        let key = person_key(typed);
        let is = |name: &&String| person_key(name) == key;
        let begins = |name: &&String| {
            let name = person_key(name);
            name.starts_with(&key) || name.split(' ').any(|part| part.starts_with(&key))
        };
        let names = self.names.borrow().clone();
        if let Some(name) = names.iter().find(is) {
            return Ok(name.clone());
        }
        let found: Vec<&str> = names.iter().filter(begins).map(String::as_str).collect();
        match found.as_slice() {
            [one] if !key.is_empty() => return Ok((*one).to_owned()),
            [] | [_] => {}
            several => {
                let message = format!("`{typed}` may be {}", several.join(" or "));
                return Err(Failure::new(message, "write more of the name").into());
            }
        }
        match Person::parse(typed, []) {
            Ok(person) if person.name.split_whitespace().count() > 1 => {
                self.names.borrow_mut().insert(typed.trim().to_owned());
                Ok(typed.trim().to_owned())
            }
            Ok(_) => {
                let near = nearest(typed, names.iter().map(String::as_str));
                let help = "write the whole name of a person whom the files do not know yet";
                Err(
                    Failure::unknown(format!("nobody in the files is called {typed}"), near, help)
                        .into(),
                )
            }
            Err(why) => {
                let message = format!("`{typed}` is {}", why.reason());
                Err(Failure::new(message, "name one person").into())
            }
        }
    }

    /// Returns who is at the keyboard, as git knows it; `None` if the files do not know that person.
    pub(super) fn me(&self, root: &Path) -> Option<String> {
        let user = Git::user(root).ok()?;
        let names = self.names.borrow();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        me::person(&user, &names).map(ToOwned::to_owned)
    }
}

/// Passes on every text that stands for one person, also inside of maps and lists.
fn each_person(record: &dyn Record, visit: &mut dyn FnMut(&str)) {
    record.each(&mut |key, view| each_in(key.meaning, view, visit));
}

fn each_in(meaning: Meaning, view: View<'_>, visit: &mut dyn FnMut(&str)) {
    match view {
        View::Text(text) if meaning == Meaning::Person => visit(text),
        View::Record(record) => each_person(record, visit),
        View::List(list) => {
            for at in 0..list.len() {
                if let Some(item) = list.at(at) {
                    each_in(meaning, item, visit);
                }
            }
        }
        _ => {}
    }
}

/// Returns a day that is past, or today: a date, `today`, `yesterday`, the last of a weekday, or a duration back from today.
pub(super) fn past_day(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let back = |days: u64| today.checked_sub_days(Days::new(days));
    if let Some(day) = crate::model::scalar::parse_date(text) {
        return Some(day);
    }
    match text.to_lowercase().as_str() {
        "today" => return Some(today),
        "yesterday" => return back(1),
        _ => {}
    }
    if let Ok(weekday) = text.parse::<Weekday>() {
        return back(u64::from(
            (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7,
        ));
    }
    let duration = Duration::parse(text)?;
    (0..=u64::from(duration.n) * 7 + 30)
        .filter_map(back)
        .filter(|day| duration.unit == Unit::Days || calendar.is_business_day(*day))
        .find(|day| duration.elapsed(*day, today, calendar) >= duration.n)
}

/// Returns a day ahead, or today: a date, `today`, `tomorrow`, the next of a weekday, or a duration from today.
pub(super) fn coming_day(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let ahead = |days: u64| today.checked_add_days(Days::new(days));
    if let Some(day) = crate::model::scalar::parse_date(text) {
        return Some(day);
    }
    match text.to_lowercase().as_str() {
        "today" => return Some(today),
        "tomorrow" => return ahead(1),
        _ => {}
    }
    if let Ok(weekday) = text.parse::<Weekday>() {
        return ahead(u64::from(
            (6 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7 + 1,
        ));
    }
    Some(Duration::parse(text)?.end(today, calendar))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_say_them() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let calendar = Calendar::default();
        // A Wednesday.
        let today = day("2026-09-16");
        for (text, past, coming) in [
            ("today", "2026-09-16", "2026-09-16"),
            ("wed", "2026-09-16", "2026-09-23"),
            ("Friday", "2026-09-11", "2026-09-18"),
            ("3bd", "2026-09-11", "2026-09-21"),
            ("2 days", "2026-09-14", "2026-09-18"),
            ("2026-09-01", "2026-09-01", "2026-09-01"),
        ] {
            assert_eq!(past_day(text, today, &calendar), Some(day(past)), "{text}");
            assert_eq!(
                coming_day(text, today, &calendar),
                Some(day(coming)),
                "{text}"
            );
        }
        assert_eq!(past_day("2026-13-01", today, &calendar), None);
        assert_eq!(coming_day("soon", today, &calendar), None);
    }
}
