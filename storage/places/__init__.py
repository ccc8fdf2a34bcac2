"""Limited places of a programme, and the waiting list."""
