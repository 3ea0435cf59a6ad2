//! Who is at the keyboard: the person of the book whom git's own configuration names.

use crate::load::git::{Git, User};
use crate::model::Book;
use crate::model::person::person_key;
use crate::report::people::People;
use crate::text::name::nearest;
use crate::text::shell;

use super::failure::Failure;
use super::repository::{self, Files};

/// No more people are listed than this.
const LISTED: usize = 8;

/// Returns the name, as the book spells it, of the person whom `user.name` or `user.email` means.
pub(super) fn name(files: &Files, book: &Book) -> anyhow::Result<String> {
    let user = Git::user(files.root()).map_err(|error| repository::not_answered(&error))?;
    let people = People::of(book);
    let mut names: Vec<&str> = people.names().collect();
    names.sort_unstable();
    match person(&user, &names) {
        Some(name) => Ok(name.to_owned()),
        None => Err(unknown(&user, &names).into()),
    }
}

/// By the name, else by the address: `luis.ortega@…` is Luis Ortega.
pub(super) fn person<'n>(user: &User, names: &[&'n str]) -> Option<&'n str> {
    let of_key = |key: String| {
        let mut found = names.iter().filter(|name| person_key(name) == key);
        found.next().filter(|_| !key.is_empty()).copied()
    };
    let of_name = || of_key(person_key(user.name.as_deref()?));
    let of_mail = || {
        let (mailbox, _) = user.email.as_deref()?.split_once('@')?;
        let mailbox = mailbox.split('+').next().unwrap_or(mailbox);
        of_key(person_key(&mailbox.replace(['.', '_', '-'], " ")))
    };
    of_name().or_else(of_mail)
}

fn unknown(user: &User, names: &[&str]) -> Failure {
    let parts = [user.name.as_deref(), user.email.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return Failure::new(
            "git does not know who you are: user.name is not set",
            "say who you are: git config user.name \"YOUR NAME\", or use --owner NAME",
        );
    }
    let message = format!(
        "nobody in the book is called {}, as git's user.name and user.email say",
        parts.join(" or ")
    );
    let near = user.name.as_deref();
    let near = near.and_then(|name| nearest(name, names.iter().copied()));
    if let Some(near) = near {
        let owner = shell::name(near);
        return Failure::new(
            message,
            format!("did you mean {near}? dealctl next --owner {owner}"),
        );
    }
    let listed = names.iter().take(LISTED).copied().collect::<Vec<_>>();
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let known = format!("the book knows {}{more}", listed.join(", "));
    Failure::new(
        message,
        format!("name one of its people: --owner NAME; {known}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(name: &str, email: &str) -> User {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        User {
            name: some(name),
            email: some(email),
        }
    }

    #[test]
    fn a_person_is_found_by_name_and_by_address() {
        let names = ["Ana Duarte", "Luis Ortega"];
        for (name, email, wanted) in [
            ("luis ortega", "", Some("Luis Ortega")),
            ("lortega", "luis.ortega@harbor.example", Some("Luis Ortega")),
            ("", "Luis_Ortega+git@harbor.example", Some("Luis Ortega")),
            ("Luis", "luis@harbor.example", None),
            ("", "", None),
        ] {
            assert_eq!(person(&user(name, email), &names), wanted, "{name} {email}");
        }
    }
}
