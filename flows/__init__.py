"""The room that decides: pure functions over frozen data. No I/O, clock, randomness or logging in here."""
