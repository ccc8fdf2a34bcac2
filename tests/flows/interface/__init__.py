"""Tests of what channels see."""
