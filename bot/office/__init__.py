"""The office's desk: signing in by mail, the list of cases, a case, what can be done about it; in Chinese."""
