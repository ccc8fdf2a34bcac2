"""Seats, invitations and revisions, on both databases."""
