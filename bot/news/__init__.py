"""Telling people of a case what they did not ask for: by mail, and in the chat where that costs nothing."""
