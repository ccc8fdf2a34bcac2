"""Several people of one company: inviting a colleague, who changed what, an answer that two gave at once, leaving."""
