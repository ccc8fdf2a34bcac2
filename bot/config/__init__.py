"""Settings, programme files, editions and paths: what the service is told before it starts."""
