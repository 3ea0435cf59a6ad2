//! Closed lists, near misses and contradictions are named, with the nearest word (D1).
