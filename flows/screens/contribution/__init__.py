"""Asking a colleague to fill in a page, reading what they typed, and taking it."""
