"""Screens after an application was submitted: what is asked again because the office asked for it."""
