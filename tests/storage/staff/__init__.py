"""Tests of what the office's people leave."""
