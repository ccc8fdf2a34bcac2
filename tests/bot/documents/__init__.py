"""Tests of the printed form, its seal, its verification."""
