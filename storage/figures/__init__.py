"""What was counted, and what there was on a day to be counted."""
