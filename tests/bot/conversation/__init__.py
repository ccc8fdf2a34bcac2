"""Tests of turns, what follows them, and what people see of each other."""
