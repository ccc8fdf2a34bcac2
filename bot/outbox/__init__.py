"""The worker: which job is done when, by whom, and how often it is tried."""
