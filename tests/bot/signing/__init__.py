"""Tests of the pages of signing online, and of what comes of a signature."""
