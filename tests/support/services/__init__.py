"""Whole services for tests, and what a test reads of them."""
