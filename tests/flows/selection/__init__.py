"""Tests of the selection among proposals."""
