"""Tests of erasing by itself."""
