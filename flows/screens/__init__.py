"""One file per thing a person can be shown, with the answers it accepts."""
