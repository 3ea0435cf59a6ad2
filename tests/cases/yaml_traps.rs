//! Merge keys, comments in braces, and commands that stay in one piece.
