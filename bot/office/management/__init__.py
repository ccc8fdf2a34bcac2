"""Pages about the work as a whole: who saw what, what was erased, figures, the end of a year."""
