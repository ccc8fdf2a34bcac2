"""Tests of events as they are stored."""
