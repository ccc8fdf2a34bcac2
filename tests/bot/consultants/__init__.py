"""Tests of consultants, visits and written advice."""
