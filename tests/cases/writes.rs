//! What is written keeps its mode and its owner, and a killed run goes on.
