//! Proof is what a seller can open (D4.2, D5).
