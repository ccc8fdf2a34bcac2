"""Seats of companies in alliances, invitations to them, files, revisions."""
