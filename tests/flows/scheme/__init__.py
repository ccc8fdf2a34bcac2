"""Tests of schemes as values and of what a session is pinned to."""
