"""What the office is told of its work as a whole: what was counted each day, and the mail of a Monday."""
