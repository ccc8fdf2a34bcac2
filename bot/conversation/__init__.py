"""From an event to its reply: one turn, its transaction, what is found out afterwards."""
