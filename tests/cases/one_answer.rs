//! One question has one answer, wherever it is asked.
