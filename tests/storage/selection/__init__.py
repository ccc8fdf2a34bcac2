"""The selection of a programme as it is stored."""
