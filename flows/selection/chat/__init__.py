"""Scoring in a chat: where a reviewer stands, and what follows from what they tap or type."""
