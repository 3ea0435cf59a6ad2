//! A conflict of credit lasts until somebody settles it (D2.3, D2.7, D2.8).
