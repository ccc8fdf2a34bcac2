"""Handing an application to another end: offers made and claimed, digits looked at, which end a sender is."""
