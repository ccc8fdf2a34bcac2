"""Tests of what is told unasked."""
