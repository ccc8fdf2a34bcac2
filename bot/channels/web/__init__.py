"""The chat in a browser, for the demo."""
