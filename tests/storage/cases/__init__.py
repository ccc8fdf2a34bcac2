"""Tests of storage/cases."""
