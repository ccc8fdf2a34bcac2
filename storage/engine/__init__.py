"""The database itself: connections, dialects, one writer, errors in our own types."""
