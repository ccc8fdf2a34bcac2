"""Links in mails to the office's people: each names an act; it is done by whoever is known to be that person."""
