"""Tests of the LINE channel against its stand-in."""
