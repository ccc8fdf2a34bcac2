"""Erasing by itself what is past the time that the programme and its notice set."""
