//! The screens of dealctl over this repository's own deals on Monday, 23 November 2026, 80 columns wide, in a pipe.
//!
//! `tests/screens/*.trycmd` are to be read as documentation. After a change that is meant, bless them:
//! `TRYCMD=overwrite cargo test --test screens`, and read the difference.

#[test]
fn the_screens_are_as_they_were_last_read() {
    trycmd::TestCases::new()
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .case("tests/screens/*.trycmd");
}
