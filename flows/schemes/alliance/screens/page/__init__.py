"""The web page on which a leader writes: forms, what was sent in them, links to it."""
