"""Law and checks that several schemes share."""
