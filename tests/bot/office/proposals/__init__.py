"""Tests of the desk's pages about proposals."""
