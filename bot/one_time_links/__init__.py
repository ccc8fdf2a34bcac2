"""One-time links: mailed to a person, they let whoever holds them do one thing with one button."""
