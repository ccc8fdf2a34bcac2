"""Tests of the streams of cases."""
