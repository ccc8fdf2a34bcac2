"""Several companies in one alliance, before the real turns."""
