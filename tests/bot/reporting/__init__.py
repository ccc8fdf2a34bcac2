"""Tests of what the office is told of its work as a whole."""
