"""What the office's people leave: signing in, sessions, and the record of who saw what."""
