//! The documents are true: what they paste is what the tool prints, what they name is there, what is generated is fresh.
//!
//! With `DEALCTL_BLESS=1` stale parts are rewritten instead of reported:
//! - a fenced block that begins with `$ dealctl …` shows what that command prints in this repository, 80 columns wide;
//! - a fenced block below `<!-- file: PATH -->` shows that file;
//! - docs/rules.md is written from the rules.

mod scratch;

mod documents {
    mod blocks;
    mod editors;
    mod format;
    mod names;
    mod readme;
    mod reports;
    mod rules;
    mod start_to_finish;
}
