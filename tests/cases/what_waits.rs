//! What waits for somebody waits visibly (D0, D2.5, D3.7, D4.9, D8.1).
