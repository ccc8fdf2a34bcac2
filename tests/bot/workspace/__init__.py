"""The web page on which a leader writes."""
