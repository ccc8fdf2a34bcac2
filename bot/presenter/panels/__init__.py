"""Screens that schemes bring themselves, put into words."""
