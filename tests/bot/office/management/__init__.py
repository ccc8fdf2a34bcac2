"""Tests of the pages about the work as a whole."""
