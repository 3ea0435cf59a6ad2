//! The process changes, and older deals keep their record (D1.7, D3.9).
