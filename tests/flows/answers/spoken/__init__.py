"""Tests of how people say answers."""
