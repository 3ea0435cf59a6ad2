//! `dealctl new`: the registration of a deal (D2.1).

use std::process::ExitCode;

use chrono::Datelike as _;

use crate::cli::completing;
use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::cli::repository::{self, Files};
use crate::edit::moves::{Move, one_of};
use crate::edit::{NewValue, Operation, apply};
use crate::load::limits;
use crate::model::{Book, Process};

use super::asking::{self, Answered, Question};
use super::named::{People, coming_day};
use super::planned::{MoveSet, Planned};
use super::run::{Flags, Needs, day, find, finish, person};
use super::typed::{Reader, amount, said, slug};

const EXAMPLES: &str = "\
Examples:
  dealctl new --account \"Halden Mills\" --partner meridian --need \"Changeovers take four hours\" --credit referral";

/// Register a deal: who buys what, with which partner, and what the partner gets for it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct New {
    /// The customer, as they write themselves.
    #[arg(long, value_name = "NAME", value_parser = said)]
    account: Option<String>,
    /// The customer's web domain: by it deals are told apart.
    #[arg(long, value_name = "DOMAIN", value_parser = said)]
    domain: Option<String>,
    /// The opportunity.
    #[arg(long, value_name = "NAME", value_parser = said)]
    opportunity: Option<String>,
    /// What it is worth: 66000, or 66000 EUR.
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    amount: Option<String>,
    /// When it is expected to close: YYYY-MM-DD, or 60 days.
    #[arg(long, value_name = "DATE")]
    close: Option<String>,
    /// The day the opportunity was created in the CRM.
    #[arg(long, value_name = "DATE")]
    created: Option<String>,
    /// The partner: a key of [partners], or a name.
    #[arg(long, value_name = "PARTNER", value_parser = said, add = completing::partners())]
    partner: Option<String>,
    /// The person at the partner, with the role: "Dana Reyes, Alliances lead".
    #[arg(long, value_name = "NAME", value_parser = said)]
    contact: Option<String>,
    /// What the customer needs, in a sentence.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    need: Option<String>,
    /// Who at the customer confirmed the need.
    #[arg(long, value_name = "NAME", value_parser = said)]
    confirmed_by: Option<String>,
    /// How the partner is credited: a key of [credit.rules].
    #[arg(long, value_name = "RULE", value_parser = said)]
    credit: Option<String>,
    /// What brought it in: registration, partner lead …
    #[arg(long, value_name = "SIGNAL", value_parser = said)]
    signal: Option<String>,
    /// Who answers questions about the deal.
    #[arg(long, value_name = "NAME", add = completing::people())]
    owner: Option<String>,
    /// The name of the file; without it, the account's.
    #[arg(long, value_name = "NAME")]
    file: Option<String>,
    /// Never ask, also in a terminal.
    #[arg(long)]
    no_input: bool,
    #[command(flatten)]
    flags: Flags,
}

impl New {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let files = find(common)?;
        let book = repository::read(files.origin(), common)?;
        let on = day(self.flags.on.as_deref(), &book)?;
        let people = People::of(&book);
        let by = person(&files, &self.flags, Needs::BOOK, &people)?;
        let reader = Reader {
            people: &people,
            process: &book.process,
            today: book.today,
        };
        let mut values = self.given(&reader)?;
        let asks =
            !self.no_input && asking::can_ask() && self.flags.output.on_stdout().name() == "table";
        let draft = Draft { book: &book, on };
        if asks {
            let answers = draft.ask(&reader, &values)?;
            values.extend(
                answers
                    .into_iter()
                    .filter_map(|answer| Some((answer.path, answer.value?))),
            );
        } else if let Some(path) = draft.missing(&values).first() {
            return Err(lacks(&book.process, path).into());
        }
        let values = with_roles(values);
        let path = self.path(&files, &draft, &values)?;
        let after = draft.text(&path, &values)?;
        let id = crate::load::origin::id_of(&path).to_owned();
        let name = id.rsplit('/').next().unwrap_or(&id).to_owned();
        let made = Move {
            operations: Vec::new(),
            done: "registered".to_owned(),
            subject: "register".to_owned(),
        };
        let planned = Planned {
            id,
            path,
            before: None,
            after,
            made,
        };
        let subject = format!("deal({name}): register");
        let set = MoveSet {
            moves: vec![planned],
            beside: Vec::new(),
            subject,
            on,
            by,
        };
        finish(common, &self.flags, &files, book, set, &|page| {
            if !asks {
                return Ok(true);
            }
            crate::cli::output::aside(
                crate::render::document::page(page, crate::cli::output::stderr_style(common))
                    .trim_end(),
            );
            asking::agree("Write it?")
        })
    }

    /// Returns what the command line says, with the paths.
    fn given(&self, reader: &Reader<'_>) -> anyhow::Result<Vec<(String, NewValue)>> {
        let given = [
            ("account.name", &self.account),
            ("account.domain", &self.domain),
            ("opportunity.name", &self.opportunity),
            ("opportunity.created", &self.created),
            ("opportunity.amount", &self.amount),
            ("opportunity.close_date", &self.close),
            ("partner.name", &self.partner),
            ("partner.contact.name", &self.contact),
            ("need.what", &self.need),
            ("need.confirmed_by", &self.confirmed_by),
            ("credit.rule", &self.credit),
            ("registered.signal", &self.signal),
            ("owner", &self.owner),
        ];
        let given = given
            .into_iter()
            .filter_map(|(path, text)| Some((path, text.as_ref()?)));
        given
            .map(|(path, text)| Ok((path.to_owned(), read(reader, path, text)?)))
            .collect()
    }

    fn path(
        &self,
        files: &Files,
        draft: &Draft<'_>,
        values: &[(String, NewValue)],
    ) -> anyhow::Result<String> {
        let account = values.iter().find(|(path, _)| path == "account.name");
        let account = match account {
            Some((_, NewValue::Text(name))) => name.as_str(),
            _ => "deal",
        };
        let slug = slug(self.file.as_deref().unwrap_or(account));
        if slug.is_empty() {
            let help = "name the file: --file NAME, in letters and digits";
            return Err(
                Failure::new(format!("no name of a file can be made of {account}"), help).into(),
            );
        }
        let year = draft.on.year();
        let path = |n: usize| match n {
            1 => format!("deals/{year}/{slug}.yaml"),
            n => format!("deals/{year}/{slug}-{n}.yaml"),
        };
        let free = (1..1000)
            .map(path)
            .find(|path| !files.origin().is_there(path));
        free.ok_or_else(|| {
            Failure::new(format!("{slug} is taken"), "name the file: --file NAME").into()
        })
    }
}

/// Reads a value of a new deal. A partner and a credit rule are those of process.toml, if it names any.
fn read(reader: &Reader<'_>, path: &str, text: &str) -> anyhow::Result<NewValue> {
    match path {
        "partner.name" => partner(reader.process, text),
        "credit.rule" if reader.process.credit_rules().next().is_some() => {
            let rule = one_of("credit rule", text, reader.process.credit_rules());
            Ok(NewValue::text(rule.map_err(Failure::from)?))
        }
        // A person of the partner may come with a role, and a customer's is new to the files.
        "partner.contact.name" | "need.confirmed_by" => {
            let known = reader.people.find(text.split(',').next().unwrap_or(text))?;
            let role = text
                .split_once(',')
                .map(|(_, role)| format!(", {}", role.trim()));
            Ok(NewValue::text(known + role.as_deref().unwrap_or_default()))
        }
        "opportunity.close_date" => coming_day(text, reader.today, &reader.process.calendar)
            .map(NewValue::plain)
            .ok_or_else(|| {
                Failure::new(
                    format!("`{text}` is not a day"),
                    "write YYYY-MM-DD, or how long from now: 60 days",
                )
                .into()
            }),
        path => reader.value(path, text),
    }
}

/// What follows a comma behind the name of the partner's person is the role.
fn with_roles(values: Vec<(String, NewValue)>) -> Vec<(String, NewValue)> {
    let mut out = Vec::with_capacity(values.len() + 1);
    for (path, value) in values {
        match &value {
            NewValue::Text(text) if path == "partner.contact.name" && text.contains(", ") => {
                let (name, role) = text.split_once(", ").unwrap_or((text, ""));
                out.push((path, NewValue::text(name)));
                out.push(("partner.contact.role".to_owned(), NewValue::text(role)));
            }
            _ => out.push((path, value)),
        }
    }
    out
}

/// The key of a partner that process.toml knows; any other name is taken as it is, if it is no slip of one.
fn partner(process: &Process, text: &str) -> anyhow::Result<NewValue> {
    let entries = &process.written.partners.entries;
    let wanted = text.to_lowercase();
    let is = |key: &str, name: Option<&str>| {
        key.to_lowercase() == wanted
            || name.is_some_and(|name| name.to_lowercase().starts_with(&wanted))
            || key.to_lowercase().starts_with(&wanted)
    };
    let found: Vec<&str> = entries
        .iter()
        .filter(|(key, partner)| is(key, partner.name.as_ref().map(|name| &*name.value)))
        .map(|(key, _)| &*key.value)
        .collect();
    match found.as_slice() {
        [one] => Ok(NewValue::text(*one)),
        [] => {
            let near = crate::text::name::nearest(text, process.written.partners.keys());
            match near {
                Some(near) => {
                    let help = "write the name in full if it is another one";
                    Err(Failure::unknown(
                        format!("process.toml knows no partner {text}"),
                        Some(near),
                        help,
                    )
                    .into())
                }
                None => Ok(NewValue::text(text)),
            }
        }
        several => {
            let message = format!("`{text}` may be {}", several.join(" or "));
            Err(Failure::new(message, "write more of it").into())
        }
    }
}

/// What a registration lacks that was not asked for.
fn lacks(process: &Process, path: &str) -> Failure {
    let flag = match path {
        "account.name" | "account" => "--account NAME",
        "account.domain" => "--domain DOMAIN",
        "need" | "need.what" => "--need TEXT",
        "need.confirmed_by" => "--confirmed-by NAME",
        "partner" | "partner.name" => "--partner PARTNER",
        "partner.contact.name" | "partner.contact.role" | "registered.by" => {
            "--contact \"NAME, ROLE\""
        }
        "credit.rule" | "credit" => "--credit RULE",
        "registered.signal" => "--signal SIGNAL",
        "opportunity.amount" => "--amount AMOUNT",
        "opportunity.close_date" => "--close DATE",
        _ => "",
    };
    let known = match path {
        "partner" | "partner.name" => process.written.partners.keys().collect::<Vec<_>>(),
        "credit.rule" | "credit" => process.credit_rules().collect(),
        _ => Vec::new(),
    };
    let known = if known.is_empty() {
        String::new()
    } else {
        format!("; it is one of: {}", known.join(", "))
    };
    let help = match flag {
        "" => format!("in a terminal it is asked for; else write the file by hand, with {path}"),
        flag => format!("ask whoever knows, then add {flag}{known}"),
    };
    Failure::new(
        format!("the registration lacks {path}, which process.toml requires"),
        help,
    )
}

/// A deal that is being registered.
struct Draft<'a> {
    book: &'a Book,
    on: chrono::NaiveDate,
}

impl Draft<'_> {
    /// Returns the text of the file.
    fn text(&self, path: &str, values: &[(String, NewValue)]) -> anyhow::Result<String> {
        let up = "../".repeat(path.matches('/').count());
        let head = format!("# yaml-language-server: $schema={up}.dealctl/deal.schema.json\n");
        let mut operations: Vec<Operation> = Vec::new();
        // A value that may stand for its map is written so.
        let alone = |key: &str| {
            values
                .iter()
                .filter(|(path, _)| path.starts_with(key))
                .count()
                == 1
        };
        for (path, value) in values {
            let short = match path.as_str() {
                "need.what" if alone("need.") => "need",
                "credit.rule" if alone("credit.") => "credit",
                "partner.name" if alone("partner.") => "partner",
                path => path,
            };
            operations.push(Operation::set(short, value.clone()));
        }
        let signal = values
            .iter()
            .any(|(path, _)| path.starts_with("registered."));
        let date = NewValue::plain(self.on);
        operations.push(Operation::set(
            if signal {
                "registered.date"
            } else {
                "registered"
            },
            date.clone(),
        ));
        if let Some(first) = self.book.process.stages.first() {
            operations.push(Operation::Set(
                vec!["history".to_owned(), first.id.value.to_string()],
                date,
            ));
        }
        operations.sort_by_key(|operation| crate::edit::rank(&operation.path()));
        apply(&head, &operations, &limits(&self.book.process)).map_err(|refused| {
            Failure::new(
                format!("the file cannot be written: it {}", refused.why),
                "say it in other words",
            )
            .into()
        })
    }

    /// Returns the required paths that are not there yet.
    fn missing(&self, values: &[(String, NewValue)]) -> Vec<String> {
        let Ok(text) = self.text("deals/0/new.yaml", values) else {
            return Vec::new();
        };
        let process = &self.book.process;
        let file = crate::text::FileId(0);
        let (deal, _) = crate::load::deal::read(&text, "new", file, process, &limits(process));
        let is_missing = |path: &&str| {
            deal.as_ref()
                .is_none_or(|deal| !deal.lookup(path).is_present())
        };
        let required = process.required.iter().map(|path| &*path.value);
        required.filter(is_missing).map(ToOwned::to_owned).collect()
    }

    /// Asks for what is required and not given, and then for what helps.
    fn ask(
        &self,
        reader: &Reader<'_>,
        given: &[(String, NewValue)],
    ) -> anyhow::Result<Vec<Answered>> {
        asking::begin("A new deal.");
        let next = |answers: &[Answered]| {
            let mut values = given.to_vec();
            let said = answers.iter();
            values.extend(
                said.filter_map(|answer| Some((answer.path.clone(), answer.value.clone()?))),
            );
            let is_open = |path: &str| {
                !values.iter().any(|(known, _)| known == path)
                    && !answers.iter().any(|answer| answer.path == path)
            };
            if let Some(path) = self.missing(&values).first() {
                return Ok(Some(self.question(&asked_path(path), false)));
            }
            let more = [
                "account.domain",
                "need.confirmed_by",
                "opportunity.amount",
                "opportunity.close_date",
            ];
            let next = more.into_iter().find(|path| is_open(path));
            Ok(next.map(|path| self.question(path, true)))
        };
        asking::ask_all(&next, &|path, text| read(reader, path, text))
    }

    fn question(&self, path: &str, is_optional: bool) -> Question {
        let process = &self.book.process;
        let choices = match path {
            "partner.name" => {
                let entries = process.written.partners.entries.iter();
                let name = |partner: &crate::model::deal::Partner| {
                    partner.name.as_ref().map(ToString::to_string)
                };
                entries
                    .map(|(key, partner)| {
                        (key.value.to_string(), name(partner).unwrap_or_default())
                    })
                    .collect()
            }
            "credit.rule" => {
                let rules = process.credit_rules();
                rules
                    .map(|rule| {
                        (
                            rule.to_owned(),
                            process.credit_rule(rule).unwrap_or_default().to_owned(),
                        )
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        let asks = match path {
            "account.name" => "Which customer, as they write themselves?",
            "account.domain" => "Their web domain?",
            "need.what" => "What do they need, in a sentence?",
            "need.confirmed_by" => "Who at the customer confirmed it?",
            "partner.name" => "Which partner?",
            "partner.contact.name" => "Who at the partner, with the role: NAME, ROLE?",
            "credit.rule" => "How is the partner credited?",
            "registered.signal" => "What brought it in?",
            "opportunity.amount" => "What is it worth?",
            "opportunity.close_date" => "When is it expected to close?",
            path => path,
        };
        Question {
            path: path.to_owned(),
            asks: asks.to_owned(),
            choices,
            known: None,
            is_optional,
        }
    }
}

/// Where the answer to a required path goes.
fn asked_path(path: &str) -> String {
    match path {
        "account" => "account.name",
        "need" => "need.what",
        "partner" => "partner.name",
        "partner.contact" | "partner.contact.role" | "registered.by" => "partner.contact.name",
        "credit" => "credit.rule",
        path => path,
    }
    .to_owned()
}
