"""Counties and districts, and where an address lies."""
