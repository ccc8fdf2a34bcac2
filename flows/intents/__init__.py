"""Recognises what people ask a chat besides answering it. Pure: the words are data (intents.toml)."""
