//! Whose touch, whose contact: only the deal's own partners count (D1.6, D3.5, D3.10, D7.1).
