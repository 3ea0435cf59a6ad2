//! git reads for us and never touches the work tree.
