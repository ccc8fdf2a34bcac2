"""The commands of `python -m bot`: serving, staff, checking documents, looking after the LINE account."""
