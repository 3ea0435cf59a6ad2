//! A past or a book that is not all there says so.
