"""The selection of the alliances: what staff, chair and reviewers did, what it comes to, and what may be done."""
