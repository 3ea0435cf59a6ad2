//! The hook reaches every way into history.
