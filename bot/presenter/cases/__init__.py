"""In words: what happens to a case after it was submitted."""
