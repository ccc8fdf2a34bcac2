"""Tests of settings and programme files."""
