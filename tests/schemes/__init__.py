"""Tests of each scheme."""
