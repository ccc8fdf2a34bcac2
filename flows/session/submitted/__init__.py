"""What a session knows after it was submitted: what is answered again because the office asked, and how a case ends."""
