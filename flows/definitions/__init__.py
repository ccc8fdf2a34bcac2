"""What a form is, as immutable data: questions, words, programme; and how it is read from its files."""
