"""Tests of what may follow in a request to sign online."""
