"""Tests of flows/schemes/alliance."""
