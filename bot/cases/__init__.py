"""Submitted cases: the jobs that follow an occasion, and what settling a request to replace one brings."""
