"""Tests of storage/places."""
