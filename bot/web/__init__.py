"""The HTTP server of the service: health, metrics, documents behind links, clients that are too slow."""
