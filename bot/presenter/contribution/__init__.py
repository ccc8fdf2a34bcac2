"""Colleagues who fill in a page, in words."""
