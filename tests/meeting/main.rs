//! The reports of the meeting against another route to the same figures: the facts of 200 random books, counted here without reading
//! a file. `DEALCTL_BOOK=NUMBER` tries one of them. Each report has a file below `tests/meeting/`.

mod attribution;
mod before_after;
mod conflicts;
mod leaks;
mod partners;
mod pipeline;
#[path = "../support/plain_books.rs"]
mod plain_books;
#[path = "../scratch/mod.rs"]
mod scratch;
#[path = "../support/mod.rs"]
mod support;
mod velocity;

use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::report::filter::Filter;
use dealctl::report::{Input, stalls};
use plain_books::{PlainBook, process};
use rayon::prelude::*;

/// Calls `check` with every book and what reports are made from.
fn each_book(check: impl Fn(&PlainBook, &Input<'_>) + Sync) {
    let one = std::env::var("DEALCTL_BOOK").ok();
    let one = one.and_then(|number| number.parse().ok());
    let numbers = one.map_or(0..200, |number: u64| number..number + 1);
    let process = process();
    numbers.into_par_iter().for_each(|number| {
        let book = PlainBook::new(number);
        let files = book.files(&process).into_iter();
        let files = files.fold(Memory::default(), |files, (path, text)| {
            files.with(&path, text)
        });
        let seen = Seen {
            today: book.today,
            as_of_given: true,
        };
        let loaded = load(&files, seen).unwrap_or_else(|_| panic!("book {number} loads"));
        let evidence = Evidence::new(&files);
        check(&book, &Input::new(&loaded, &evidence));
    });
}

#[test]
fn the_books_are_read_as_they_are_meant() {
    each_book(|book, input| {
        let total = stalls::stalls(input, &Filter::default()).total;
        let cents = book.open().filter_map(|deal| deal.cents).sum::<i64>();
        let without = book.open().filter(|deal| deal.cents.is_none()).count();
        assert_eq!(total.open, book.open().count(), "book {}", book.number);
        assert_eq!(total.open_without_amount, without, "book {}", book.number);
        assert_eq!(total.open_amount.cents().0, cents, "book {}", book.number);
    });
}
