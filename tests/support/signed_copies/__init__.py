"""Signed copies for tests: seals, tampering, uploads, children of the sandbox."""
