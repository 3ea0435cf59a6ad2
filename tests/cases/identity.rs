//! One account, one person, one partner, whatever the spelling (D2.3, D2.8).
