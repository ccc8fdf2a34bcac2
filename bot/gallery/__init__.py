"""Every screen there is, walked through and drawn for people to look at."""
