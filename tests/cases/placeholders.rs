//! A word that holds a place answers nothing (D2.4, D3.6).
