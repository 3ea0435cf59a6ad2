//! A gate is judged on the day it was left (D3.9).
