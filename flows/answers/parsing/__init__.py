"""Reads what people type: numerals, dates, places, options and the words around them."""
