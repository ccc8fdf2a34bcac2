"""Requests for the place of an earlier application: asked with a submission, settled once."""
