"""Going on elsewhere: what waits for its two digits, and what an end may do that holds the application, or does not."""
