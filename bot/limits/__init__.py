"""How much one person, and all newcomers together, may ask of this process; nobody who just applies ever meets it."""
