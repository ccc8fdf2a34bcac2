"""The journal of every session: appended in groups, read back, redacted."""
