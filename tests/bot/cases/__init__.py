"""Submitted cases: requests for the place of one, and what follows."""
