//! Each date is checked by what it is (D3.3).
