"""The page on which a colleague fills in the questions they were asked."""
