//! Unknown is not zero and not small: money that nobody knows is in no sum, and the sum says so.
