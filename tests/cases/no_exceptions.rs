//! Attribution and credit know no exceptions deal by deal (D2.2, D7.2).
