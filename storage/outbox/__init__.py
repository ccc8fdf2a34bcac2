"""Work that follows a commit: jobs, and what must be done once only."""
