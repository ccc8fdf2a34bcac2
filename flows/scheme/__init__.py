"""Schemes as values: what can be applied for, with its forms; and what a session is pinned to."""
